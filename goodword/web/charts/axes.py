"""Round numbers and round days for the sides of a picture. Pure: the same in, the same out."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10

from goodword.lib.days import short_day_words, short_month_words, year_words

MOST = 1e15  # the whole numbers that a float still tells apart, rounded down
MOST_STEPS = 5
# Written below a picture that may be 280 px wide: "Oct 2026" takes 60 of them, "2026" 32.
MOST_DAYS, MOST_YEARS = 3, 5
DAYS = (1, 2, 7, 14, 28)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 24_000, 60_000)


def check(where: str, *figures: float | None) -> None:
    """Refuse what no picture can show; None is a figure that is not there."""
    for figure in figures:
        if figure is not None and not 0 <= figure <= MOST:
            raise ValueError(f"{where}: a picture shows figures from 0 to {MOST:.0e}, not {figure!r}.")


def check_order(where: str, *figures: float | None) -> None:
    """Refuse figures that do not rise, of those that are there, and what `check` refuses."""
    check(where, *figures)
    there = [figure for figure in figures if figure is not None]
    if there != sorted(there):
        raise ValueError(f"{where}: these should rise from low to high: {there}.")


def check_days(days: list[date]) -> None:
    for before, after in pairwise(days):
        if before >= after:
            raise ValueError(f"Days should rise: {after} comes after {before}.")


def round_numbers(high: float, most: int = MOST_STEPS) -> list[float]:
    """From 0 to the first round number that is not below `high`, in at most `most` like steps of 1, 2 or 5.

    From 1 on no step is below 1: what is counted has no halves."""
    if high < 1e-9:
        return [0, 1]
    power = floor(log10(high / most))
    steps = [
        (factor, scale) for scale in (power, power + 1) for factor in (1, 2, 5) if high < 1 or scale >= 0
    ]
    tried = (_steps_to(high, factor * 10.0**scale, digits=max(-scale, 0)) for factor, scale in steps)
    return next(ticks for ticks in tried if len(ticks) <= most + 1)


def _steps_to(high: float, step: float, digits: int) -> list[float]:
    ticks = [round(n * step, digits) for n in range(ceil(high / step) + 1)]
    return ticks if ticks[-1] >= high else [*ticks, round(len(ticks) * step, digits)]


def round_days(first: date, last: date) -> list[tuple[date, str]]:
    """A few days from `first` to `last`, evenly apart as calendars are, with their words; at least one."""
    if (last - first).days < DAYS[-1] * MOST_DAYS:
        n_days = (last - first).days
        step = next(step for step in DAYS if n_days // step < MOST_DAYS)
        days = [first + timedelta(days=n) for n in range(0, n_days + 1, step)]
        return [(on, short_day_words(on)) for on in days]
    shortest = (
        (last - first).days / 31 / (MOST_YEARS + 1)
    )  # more days than may be would be in any that is shorter
    tried = ((step, list(_firsts(first, last, step))) for step in MONTHS if step >= shortest)
    step, days = next(
        (step, days) for step, days in tried if len(days) <= (MOST_DAYS if step % 12 else MOST_YEARS)
    )
    words = short_month_words if step % 12 else year_words
    return [(on, words(on)) for on in days]


def _firsts(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of those months that `step` divides, counted from year 0."""
    month = first.year * 12 + first.month - 1 + (first.day > 1)
    for n in range(month + -month % step, last.year * 12 + last.month, step):
        if 12 <= n < 120_000:  # the years 1 to 9999
            yield date(n // 12, n % 12 + 1, 1)
