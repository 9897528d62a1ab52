"""How a day is written for people: the month by its name, in the order of the language that is spoken.

Every day that somebody reads is made here. What is kept or exported is ISO."""

from datetime import date
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def _here() -> Locale:
    return _locale(get_language() or "en")


def date_words(on: date | None) -> str:
    """ "October 5, 2026"; "5 October 2026" where "en-gb" is spoken. "" for no day."""
    return _long(on, get_language() or "en") if on else ""


@lru_cache(maxsize=4096)
def _long(on: date, language: str) -> str:
    # A picture of a tree says a hundred days, many of them more than once.
    return format_date(on, "long", _locale(language))


def month_day_words(on: date) -> str:
    """ "October 5", "5 October"."""
    return str(format_skeleton("MMMMd", on, locale=_here()))


def weekday_words(on: date) -> str:
    """ "Monday"."""
    return format_date(on, "EEEE", _here())


def weekday_day_words(on: date) -> str:
    """ "Monday, October 5", "Monday, 5 October"."""
    return f"{weekday_words(on)}, {month_day_words(on)}"


def month_words(on: date) -> str:
    """ "October 2026"."""
    return str(format_skeleton("yMMMM", on, locale=_here()))


def short_month_words(on: date) -> str:
    """ "Oct 2026", where there is little room."""
    return str(format_skeleton("yMMM", on, locale=_here()))


def short_day_words(on: date) -> str:
    """ "Oct 5", "5 Oct", where there is little room."""
    return str(format_skeleton("MMMd", on, locale=_here()))


def year_words(on: date) -> str:
    """ "2026"."""
    return str(format_skeleton("y", on, locale=_here()))
