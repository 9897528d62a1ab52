"""What becomes of each row of a file, said so that an owner can add it up: every row has one place, none is lost."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Rows:
    title: str
    head: list[str]
    places: list[list[str]]  # where to, and how many; the last one is their sum


def places_of(one: dict[str, Any]) -> Rows | None:
    """None if there is nothing to add up."""
    words = {
        "new": _("bring something new"),
        "changed": _("change what your books know"),
        "same": _("say nothing new"),
        "line": _("go on with the sale above them"),
        "not counted": _("do not count by themselves"),
        "held": _("wait for your word"),
        "refused": _("are to be mended"),
    }
    told = [(words.get(outcome, outcome), n) for outcome, n in _in_order(one["outcomes"], list(words)) if n]
    n = one["rows"]
    if not told:
        return None
    title = ngettext("Where the %s row goes", "Where all %s rows go", n) % figure(n)
    places = [[said, figure(number)] for said, number in told]
    return Rows(title, [_("Rows that"), _("Rows")], [*places, [_("all in all"), figure(n)]])


def account_of(one: dict[str, Any]) -> str:
    """The same in one line, for the terminal; "" if there is nothing to add up."""
    rows = places_of(one)
    return f"{rows.head[0]} {'; '.join(f'{said}: {n}' for said, n in rows.places)}." if rows else ""


def _in_order(outcomes: dict[str, int], known: list[str]) -> list[tuple[str, int]]:
    """As the words stand; whatever else there is comes last, so that the sum is always whole."""
    others = [outcome for outcome in outcomes if outcome not in known]
    return [(outcome, outcomes.get(outcome, 0)) for outcome in [*known, *others]]


def figure(n: int) -> str:
    return str(number_format(n, force_grouping=True))


def n_rows(facts: dict[str, Any]) -> int:
    return sum(one["rows"] for one in facts.get("files", []))


def rows_words(n: int) -> str:
    return ngettext("%s row", "%s rows", n) % figure(n)


def why_words(why: str, n: int) -> str:
    return f"{figure(n)}: {why}"


def why_not_counted(one: dict[str, Any]) -> list[str]:
    """What a format calls a row that does not count, as an owner reads it."""
    words = {
        "void": _("void"),
        "failed": _("the payment failed"),
        "pending": _("not paid yet"),
        "estimate": _("an estimate, no sale"),
        "total": _("a total of rows above"),
        "title": _("a heading"),
        "blank": _("empty"),
        "transfer": _("money moved between your own accounts"),
        "payment": _("the payment of a sale that has a row of its own"),
        "expense": _("money that you paid"),
        "names nobody": _("names nobody"),
    }
    return [why_words(words.get(why, why), n) for outcome, why, n in one["why"] if outcome == "not counted"]
