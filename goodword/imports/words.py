"""How findings are said."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.lib.money import CENTS_MAX, money_words

from .limits import WAYS


def mistake_words(mistake: dict[str, Any]) -> str:
    """Where, what we saw, what would work: a line for the terminal."""
    where = _("Line %(line)s") % mistake if mistake["line"] else _("Whole file")
    if mistake["column"]:
        where += f", {mistake['column']}"
    saw = f"“{mistake['saw']}” " if mistake["saw"] else ""
    return f"{where}: {saw}{mistake['hint']}"


def about(file: str, why: str) -> str:
    """What is wrong with a file, its name in it once."""
    return why if file in why else f"{file}: {why}"


def too_much(currency: str) -> str:
    words = _("The most that one amount can be is %(most)s. Check it.")
    return words % {"most": money_words(CENTS_MAX, currency or "USD")}


def nobody_sends_themselves() -> str:
    return _("Nobody sends themselves. The name was left out; write who told them of you.")


def reaches_nobody(kind: str) -> str:
    if kind == "EMAIL":
        return _("This is not an e-mail address. It was left out.")
    return _("This is not a phone number. It was left out.")


def slip_in_mail() -> str:
    return _("This e-mail address has a slip in it. It was kept as it stands; mend it on their page.")


def too_many_ways(n: int) -> str:
    words = ngettext(
        "%(n)d way to reach them was left out: %(most)d are the most for one person.",
        "%(n)d ways to reach them were left out: %(most)d are the most for one person.",
        n,
    )
    return words % {"n": n, "most": WAYS}
