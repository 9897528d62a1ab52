"""What is told of one file, by the page and by the terminal in the same words: figures as text, without markup."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.days import date_words

from .columns import MEANINGS
from .rows_told import rows_words, why_not_counted, why_words


def count(n: int, words: str) -> str:
    """`words` with %s in the place of the figure, grouped as the language does it."""
    return words % number_format(n, force_grouping=True)


# The figures in one sentence


def found_parts(figures: dict[str, Any], kind: str, *, sales: bool = False) -> list[tuple[str, int]]:
    """Words with %s in the place of the figure, and the figure. With `sales` the sales are told where nobody came
    twice."""
    parts = [(ngettext("%s person", "%s people", figures["people"]), figures["people"])]
    if figures["twice"]:
        parts.append((_twice(figures["twice"], kind), figures["twice"]))
    if figures["sent"]:
        words = ngettext("%s was sent by someone", "%s were sent by someone", figures["sent"])
        parts.append((words, figures["sent"]))
    if sales and not figures["twice"] and figures["sales"]:
        parts.append((sales_words(figures["sales"], kind), figures["sales"]))
    return parts


def _twice(n: int, kind: str) -> str:
    if kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN):
        return ngettext("%s gave twice or more", "%s gave twice or more", n)
    return ngettext("%s came twice or more", "%s came twice or more", n)


def sales_words(n: int, kind: str) -> str:
    if kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN):
        return ngettext("%s gift", "%s gifts", n)
    return ngettext("%s sale", "%s sales", n)


def to_mend(n: int) -> str:
    return count(n, ngettext("%s thing to mend", "%s things to mend", n))


def waiting_words(n: int) -> str:
    return count(n, ngettext("%s row waits for your word", "%s rows wait for your word", n))


# One file as it was looked at


@dataclass(frozen=True, slots=True)
class Fold:
    """Something that waits below, with its title."""

    title: str
    lines: list[str]


def lines_of(one: dict[str, Any], business: Business) -> list[str]:
    lines = [_("%(format)s, %(rows)s") % {"format": one["format"], "rows": rows_words(one["rows"])}]
    if one["sales"]:
        sales = count(one["sales"], sales_words(one["sales"], business.kind))
        first, last = (date.fromisoformat(one[key]) if one[key] else None for key in ("first", "last"))
        words = (
            _(", %(sales)s on %(first)s") if first == last else _(", %(sales)s from %(first)s to %(last)s")
        )
        lines[0] += words % {"sales": sales, "first": date_words(first), "last": date_words(last)}
    if one["refunds"]:
        refunds = ngettext(
            "%s amount given back, told apart", "%s amounts given back, told apart", one["refunds"]
        )
        lines.append(count(one["refunds"], refunds))
    return lines


def beside_the_books(one: dict[str, Any]) -> str:
    new, changed = one["new"]["people"], one["changed"]["people"]
    known = one["people"] - new - changed
    has_known_sales = one["sales"] and not one["new"]["sales"] and not one["changed"]["sales"]
    if known and known == one["people"]:
        if has_known_sales:
            return _("Everybody in it is in your books already, and so is every sale.")
        return ngettext(
            "The person is in your books already.", "Everybody in it is in your books already.", known
        )
    if has_known_sales and not one["people"]:
        return _("Every sale in it is in your books already.")
    told = []
    if new:
        told.append(
            count(new, ngettext("%s person is new to your books", "%s people are new to your books", new))
        )
    if changed:
        told.append(
            count(
                changed,
                ngettext(
                    "%s is in them and gets more complete", "%s are in them and get more complete", changed
                ),
            )
        )
    if known:
        told.append(count(known, ngettext("%s is in them as here", "%s are in them as here", known)))
    return ", ".join(told) + "." if told else ""


def held_fold(one: dict[str, Any]) -> Fold | None:
    whys = [why_words(why, n) for outcome, why, n in one["why"] if outcome == "held"]
    return Fold(waiting_words(one["held"]), whys) if one["held"] else None


def not_counted_fold(one: dict[str, Any]) -> Fold | None:
    """What a format calls a row that does not count, as an owner reads it."""
    n = one["outcomes"].get("not counted", 0)
    title = count(n, ngettext("%s row does not count by itself", "%s rows do not count by themselves", n))
    return Fold(title, why_not_counted(one)) if n else None


def read_as(one: dict[str, Any]) -> str:
    """“Who: whole name, Contact: e-mail”: how the columns of a table were guessed."""
    known = [
        f"{column['header']}: {_(MEANINGS[column['meaning']])}"
        for column in one["columns"]
        if column["meaning"]
    ]
    said = ", ".join(known[:6])
    said = _("%(said)s and more") % {"said": said} if len(known) > 6 else said
    left = [column["header"] for column in one["columns"] if not column["meaning"]]
    if not left:
        return said
    return _("%(said)s. Left out: %(columns)s") % {"said": said, "columns": ", ".join(left[:4])}
