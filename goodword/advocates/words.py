"""The facts behind a motive, in words: analysis gives names and numbers, this says them."""

from collections.abc import Callable, Mapping
from datetime import date
from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goodword.lib.days import month_day_words, month_words, weekday_words

Values = Mapping[str, float | str]

WEEK, MONTH, YEAR = 7, 30.44, 365.25


def reason_words(signal: str, values: Values, on: date, business: str = "shop") -> str:
    """One fact as an owner would say it: "21 visits in two years, the last on Thursday".

    `values` are those of analysis (`Reason.values`: counts, and days as ordinals); a `text` among them is
    quoted (the note, the group in the address book), a `name` is who it was. `on` is today. "" if the
    signal has no words, or its count is missing.
    """
    say = _SAID.get(signal)
    return say(values, on, business) if say else ""


def day_words(day: date, on: date) -> str:
    """`day` as one says it on the day `on`: today, yesterday, on Thursday, on October 12, in May 2024."""
    ago = (on - day).days
    if ago == 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    if 1 < ago < WEEK:
        return _("on {weekday}").replace("{weekday}", weekday_words(day))
    if 0 <= ago < 300:
        return _("on {day}").replace("{day}", month_day_words(day))
    return _("in {month}").replace("{month}", month_words(day))


def length_words(n_days: float) -> str:
    """A length of time as one says it: "3 weeks", "2 years"."""
    if n_days < 2 * WEEK:
        n = max(1, round(n_days))
        return ngettext("{n} day", "{n} days", n).replace("{n}", str(n))
    if n_days < 2 * MONTH:
        n = round(n_days / WEEK)
        return ngettext("{n} week", "{n} weeks", n).replace("{n}", str(n))
    if n_days < 1.75 * YEAR:
        n = round(n_days / MONTH)
        return ngettext("{n} month", "{n} months", n).replace("{n}", str(n))
    n = round(n_days / YEAR)
    return ngettext("{n} year", "{n} years", n).replace("{n}", str(n))


def _count(values: Values, name: str) -> int:
    return floor(float(values.get(name) or 0))


def _day(values: Values, name: str) -> date | None:
    ordinal = _count(values, name)
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None


def _visits(values: Values, on: date, business: str) -> str:
    n, first, last = _count(values, "visits"), _day(values, "first"), _day(values, "last")
    if not n:
        return ""
    if business in ("nonprofit", "campaign"):
        said = ngettext("{n} gift", "{n} gifts", n)
    else:
        said = ngettext("{n} visit", "{n} visits", n)
    said = said.replace("{n}", str(n))
    if not last:
        return said
    if n == 1 or not first or first == last:
        return _("{visits}, {day}").replace("{visits}", said).replace("{day}", day_words(last, on))
    line = _("{visits} in {length}, the last {day}")
    length = length_words((on - first).days)
    return line.replace("{visits}", said).replace("{length}", length).replace("{day}", day_words(last, on))


def _years(values: Values, on: date, business: str) -> str:
    first = _day(values, "first")
    return _("With you since {month}").replace("{month}", _month(first)) if first else ""


def _month(day: date) -> str:
    return month_words(day)


def _wishes_well(values: Values, on: date, business: str) -> str:
    return _said_so(values, _("Known to wish you well"))


def _was_sent(values: Values, on: date, business: str) -> str:
    name = str(values.get("name") or "")
    return (
        _("Was sent by {name}").replace("{name}", name) if name else _("Came because somebody spoke of you")
    )


def _n_talks(values: Values, on: date, business: str) -> str:
    n = _count(values, "n_talks")
    said = ngettext("You talked once", "You talked {n} times", n).replace("{n}", str(n))
    return _with_last(said, _day(values, "last_talk_day"), on, n) if n else ""


def _n_sent(values: Values, on: date, business: str) -> str:
    n = _count(values, "n_sent")
    said = ngettext("Sent you {n} person", "Sent you {n} people", n).replace("{n}", str(n))
    return _with_last(said, _day(values, "last_sent_day"), on, n) if n else ""


def _with_last(said: str, last: date | None, on: date, n: int) -> str:
    if not last:
        return said
    line = _("{what}, the last {day}") if n > 1 else _("{what}, {day}")
    return line.replace("{what}", said).replace("{day}", day_words(last, on))


def _story(values: Values, on: date, business: str) -> str:
    return _said_so(values, _("Told you a story of their own"))


def _access(values: Values, on: date, business: str) -> str:
    return _said_so(values, _("Knows many people, as you noted"))


def _name(values: Values, on: date, business: str) -> str:
    return _said_so(values, _("Likes to give tips, as you noted"))


def _said_so(values: Values, otherwise: str) -> str:
    text = str(values.get("text") or "").strip()
    return _("“{text}” (your note)").replace("{text}", text.strip('"“”')) if text else otherwise


def _group(values: Values, on: date, business: str) -> str:
    text = str(values.get("text") or "").strip()
    if not text:
        return _("Belongs to a group or firm, says your address book")
    return _("{text} (from your address book)").replace("{text}", text)


def _asked_yes(values: Values, on: date, business: str) -> str:
    n = _count(values, "asked_yes")
    return (
        ngettext("Said yes when you asked", "Said yes {n} times when you asked", n).replace("{n}", str(n))
        if n
        else ""
    )


_SAID: dict[str, Callable[[Values, date, str], str]] = {
    "visits": _visits,
    "years": _years,
    "wishes_well": _wishes_well,
    "was_sent": _was_sent,
    "n_talks": _n_talks,
    "n_sent": _n_sent,
    "story_notes": _story,
    "access_notes": _access,
    "has_group": _group,
    "name_notes": _name,
    "asked_yes": _asked_yes,
}


def level_words(level: int) -> str:
    """What stands beside a motive: clear, some signs, not known yet."""
    return (_("not known yet"), pgettext("of a motive", "some signs"), pgettext("of a motive", "clear"))[
        level
    ]
