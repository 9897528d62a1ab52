"""How to reach a person with the words: the owner's own phone or mail opens with all of it written."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, urlsplit

import phonenumbers
from django.utils.translation import gettext as _

from goodword.accounts.models import Source
from goodword.lib.mails import BOUNCED, mail_key
from goodword.lib.mailto import mailto
from goodword.lib.phones import can_text, phone_key
from goodword.people.models import Person
from goodword.people.models import Way as WayOnFile

from .play import ANY_WAY, Play

# Longer addresses are cut or refused by some phones and mail programs (Outlook: 2,083 characters); then
# the words are to be copied instead.
HREF_MAX = 1900

# Where nearly everybody has WhatsApp and hardly anybody sends texts.
WHATSAPP_FIRST = frozenset(
    {"AR", "AT", "BE", "BO", "BR", "CH", "CL", "CO", "CR", "DE", "DO", "EC", "EG", "ES", "GH", "GT", "HK"}
    | {"HN", "ID", "IE", "IL", "IN", "IT", "KE", "KW", "LU", "MA", "MX", "MY", "NG", "NI", "NL", "PA", "PE"}
    | {"PK", "PT", "PY", "QA", "SA", "SG", "SV", "TR", "UG", "UY", "VE", "ZA"}
)


class OnFile(Protocol):
    """A way as the books have it: `key` is the E.164 number or the mail in small letters, if it is known."""

    @property
    def kind(self) -> str: ...  # email, phone, whatsapp, linkedin, web
    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Way:
    """`kind` is text, whatsapp, mail, call, visit or linkedin. `href` opens it; "" if there is nothing to
    open. If it does not `carry` the words, they are there to be copied, or to be said."""

    kind: str
    label: str
    href: str = ""
    carries_words: bool = False


def best_way(on_file: Iterable[OnFile], country: str, play: Play, text: str = "", first: str = "") -> Way:
    """The first of `ways_for`; "Next visit" if nothing on file suits the play."""
    return ways_for(on_file, country, play, text, first)[0]


def ways_for(
    on_file: Iterable[OnFile], country: str, play: Play, text: str = "", first: str = ""
) -> list[Way]:
    """Every way on file that suits `play`, the best first, and "Next visit" if all else fails.

    A play that names its ways (call, no text) has its own order; else texts come before mails, calls and
    visits, and WhatsApp before texts where that is the custom (`country`, ISO 3166) or is on file.
    """
    ways = list(on_file)
    addresses = _addresses(ways, country)
    order = play.ways
    if order == ANY_WAY and (country in WHATSAPP_FIRST or any(way.kind == "whatsapp" for way in ways)):
        order = ("whatsapp", *order)
    kinds = [kind for kind in dict.fromkeys(order) if kind in addresses or kind == "visit"]
    return [
        _way(kind, addresses.get(kind, ""), text, str(play.subject), first) for kind in kinds or ("visit",)
    ]


def has_slip(way: OnFile, country: str) -> bool:
    """Whether nobody can be reached by it as it is written: "ann@lee", a number cut short."""
    if way.kind == "email":
        return not (way.key or mail_key(way.value))
    if way.kind in ("phone", "whatsapp"):
        key = way.key or phone_key(way.value, country)
        # One without the code of its town or country, or of a desk in the house, may work where it is dialled.
        return _is_cut_short(key) if key else way.value.strip().startswith("+")
    return False


@lru_cache(maxsize=1 << 12)
def _is_cut_short(key: str) -> bool:
    """A number too short to be one keeps the 0 that is dialled before it at home: +44 07700 9004. Good as a key,
    for it is the same wherever it is written so, but nobody is reached by it."""
    number = phonenumbers.parse(key)
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    at_home = phonenumbers.ndd_prefix_for_region(region, True)
    begins_with_it = bool(number.italian_leading_zero) and at_home == "0"
    return begins_with_it and not phonenumbers.is_valid_number(number)


def _addresses(on_file: Iterable[OnFile], country: str) -> dict[str, str]:
    """Kind of way -> the first address on file that serves it."""
    found: dict[str, str] = {}
    for way in on_file:
        for kind, address in [] if has_slip(way, country) else _serves(way):
            found.setdefault(kind, address)
    return found


def _serves(way: OnFile) -> list[tuple[str, str]]:
    key, value = way.key.strip(), way.value.strip()
    if way.kind == "email":
        return [("mail", key or value)] if "@" in (key or value) else []
    if way.kind in ("phone", "whatsapp"):
        return _phone(way.kind, key, value)
    if way.kind == "linkedin":
        return [("linkedin", _linkedin(value))] if _linkedin(value) else []
    return []


def _phone(kind: str, key: str, value: str) -> list[tuple[str, str]]:
    """Without a key nobody can say whether a number takes texts, so it is only called."""
    digits = re.sub(r"[^\d+]", "", value)
    if not key:
        return [("call", digits)] if len(digits) > 2 else []
    serves = [("call", key)]
    if kind == "whatsapp" or can_text(key):
        serves += [("whatsapp", key), ("text", key)] if ";" not in key else []
    return serves


def _linkedin(value: str) -> str:
    """The profile's address, or "": an address book may hold anything, and a link must go where it says."""
    address = value if "//" in value else f"https://{value}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or not (
        host == "linkedin.com" or host.endswith(".linkedin.com")
    ):
        return ""
    return f"https://{host}{quote(parts.path, safe='/%-_~.')}"


def _way(kind: str, address: str, text: str, subject: str, first: str) -> Way:
    label = _label(kind, first)
    if kind == "visit":
        return Way(kind, label)
    if kind == "linkedin":
        return Way(kind, label, address)
    if kind == "call":
        return Way(kind, label, f"tel:{quote(address, safe='+;=')}")
    bare, full = _written(kind, address, text, subject)
    return Way(kind, label, full, bool(text)) if len(full) <= HREF_MAX else Way(kind, label, bare)


def _written(kind: str, address: str, text: str, subject: str) -> tuple[str, str]:
    """The address alone, and with the words in it."""
    if kind == "mail":
        return mailto(address, subject), mailto(address, subject, text)
    body = quote(text, safe="", errors="replace")
    if kind == "text":
        # "?&body=" is what both iPhones and Android phones read.
        return f"sms:{address}", f"sms:{address}?&body={body}"
    number = address.removeprefix("+")
    return f"https://wa.me/{number}", f"https://wa.me/{number}?text={body}"


def _label(kind: str, first: str) -> str:
    """What the button says: "Text Priya"."""
    named = {
        "text": _("Text {first}"), "whatsapp": _("WhatsApp {first}"), "mail": _("Write to {first}"),
        "call": _("Call {first}"), "linkedin": _("Write to {first} on LinkedIn"), "visit": _("Next visit"),
    }  # fmt: skip
    bare = {
        "text": _("Text"), "whatsapp": _("WhatsApp"), "mail": _("Write a mail"), "call": _("Call"),
        "linkedin": _("Write on LinkedIn"), "visit": _("Next visit"),
    }  # fmt: skip
    return named[kind].replace("{first}", first) if first else bare[kind]


def ways_of(person: Person | None) -> list[OnFile]:
    """The ways that the books have for a person: the owner's word first, mobiles before desks, newest first.

    What the owner called wrong stays wrong, however many files say it again.
    """
    return ways_of_all([person.pk])[person.pk] if person else []


def ways_of_all(people: Collection[int]) -> dict[int, list[OnFile]]:
    """The same for several people at once, in one query."""
    found: dict[int, list[OnFile]] = {person: [] for person in people}
    rows = WayOnFile.objects.filter(person__in=people, claim__source__state=Source.State.HERE)
    told: dict[int, list[WayOnFile]] = {}
    for way in rows.order_by("-claim__by_hand", "-claim", "pk"):
        told.setdefault(way.person_id, []).append(way)
    found.update((person, _best_first(ways)) for person, ways in told.items())
    return found


def _best_first(rows: Sequence[WayOnFile]) -> list[OnFile]:
    wrong = {(way.kind, way.key or way.value) for way in rows if way.is_wrong or way.label == BOUNCED}
    right = [
        way
        for way in rows
        if (way.kind, way.key or way.value) not in wrong and "fax" not in way.label.lower()
    ]
    return [*sorted(right, key=lambda way: way.label.lower() not in MOBILE)]


MOBILE = ("mobile", "cell", "iphone")
