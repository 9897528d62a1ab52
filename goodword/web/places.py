"""Where the sections are: the one list of addresses that every page's frame links to."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Place(NamedTuple):
    key: str  # what a page hands in as `tab` to light its own
    label: "_StrPromise"
    path: str  # under /b/<business>/


TABS = (
    Place("today", _("Today"), ""),
    Place("people", _("People"), "people/"),
    Place("came", _("Someone came"), "came/"),
    Place("tree", _("Who sent who"), "who-sent-who/"),
    Place("goal", _("My goal"), "goal/"),
)
MORE = (
    Place("thanks", _("Thanks"), "thanks/"),
    Place("introductions", _("Introductions"), "introductions/"),
    Place("files", _("Files"), "files/"),
    Place("words", _("Their words"), "words/"),
    Place("settings", _("Settings"), "settings/"),
)
SIGN_OUT = "/signout/"
BUSINESSES = "/"


def address(business_code: str, path: str) -> str:
    return f"/b/{business_code}/{path}"
