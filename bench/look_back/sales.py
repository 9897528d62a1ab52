"""Who bought when and for how much: the level of the year ahead, its bands, and the digits published of CDNOW."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodword.analysis.histories import History
from goodword.analysis.inputs import IntVector, Vector
from goodword.analysis.joins import Joins
from goodword.analysis.lifetime import fit
from goodword.analysis.regulars import regulars
from goodword.analysis.spend import fit_spend
from goodword.analysis.tree import NOBODY
from goodword.analysis.year_ahead import YEAR, LookBack, YearAhead, year_ahead

from . import cells
from .forecasts import coverage_section
from .joins import DAY, MONEY, PERSON
from .published import published
from .report import Figures, Section, between, number, percent
from .tables import LeftOut, Table

DAYS = ("order date", "invoice date", "invoicedate", "sold on", "created at", *DAY)
PEOPLE = ("customerid", "client", "user id", *PERSON)
NEEDS = "sales: person, day, amount"
SHARE = 0.9
AHEAD = (YEAR, 91)  # a quarter leaves more looks back than a year
HEAD = (
    *("looked ahead", "customers then", "of them came", "purchase days", "forecast", "naive: past rate"),
    *("money", "forecast of money", "naive money"),
)
MANY = 200_000  # rows: of more, bands of the past are not made anew
CDNOW_WEEK_39 = 729_297  # 1997-09-30, the end of the weeks that the papers fit


@dataclass(frozen=True, slots=True)
class Sales:
    """(m,) each."""

    person: IntVector
    day: IntVector
    spent: Vector
    left: LeftOut
    told: list[str]

    @property
    def n_read(self) -> int:
        return len(self.day)


def read(table: Table) -> Sales | None:
    if not table.columns and table.width == 5 and all(len(row[2]) == 8 for _, row in table.rows[:5]):
        who, day, money = 1, 2, 4
    else:
        places = table.place(*PEOPLE), table.place(*DAYS), table.place(*MONEY)
        if None in places:
            return None
        who, day, money = places  # type: ignore[assignment]
    left = LeftOut()
    readers = {who: cells.words(), day: cells.days(table, day), money: cells.amounts(table, money)}
    people, days, spent = cells.columns(table, readers, left)
    told = [readers[day].told] if readers[day].told else []
    return Sales(cells.places(people), np.array(days, np.int64), cells.vector(spent), left, told)


def sections(table: Table, sales: Sales, rng: np.random.Generator) -> Iterator[Section]:
    known = published("sales", len(sales.day), float(sales.spent.sum()))
    section = Section(
        "Would the year ahead have been right in the past?",
        table.file,
        len(sales.day),
        "sales",
        "lifetime.md",
        "looks back overlap by half, so that two count as about one. It is a level of the total: do not read "
        "one person's figure from it.",
        sales.left,
    )
    section.says += [str(known)] if known else []
    section.says += sales.told
    for days in AHEAD:
        section.says += _looks(sales, days)
    yield section
    if known and known.figures:
        yield _digits(table, sales, known.figures)
    yield _regulars(table, sales, rng)


def _regulars(table: Table, sales: Sales, rng: np.random.Generator) -> Section:
    spells = regulars(sales.person, sales.day, int(sales.day.max()))
    since = spells.start[spells.is_first]
    series = {"regulars": Joins(since, np.full(len(since), NOBODY))}
    section = coverage_section(table.file, series, len(sales.day), "sales", sales.left, rng)
    section.says.insert(0, f"{len(since):,} became regulars, on the third day on which they bought.")
    return section


def _looks(sales: Sales, days: int) -> Iterator[str | Figures]:
    ahead = _forecast(sales, int(sales.day.max()), days)
    total = ahead.total
    yield (
        f"The next {days} days: {number(total.typical.purchases, 0)} purchase days "
        f"({between(total.low.purchases, total.high.purchases, 0)}), money {number(total.typical.spent, 0)} "
        f"({between(total.low.spent, total.high.spent, 0)}); by {ahead.how}. {ahead.why}".strip()
    )
    if not ahead.looks:
        yield ahead.why_no_looks
        return
    yield Figures(HEAD, [_row(sales, look) for look in ahead.looks])
    yield (
        f"The level of purchases was off by {percent(ahead.level_error)} on the average, up or down; "
        f"naive, by the past rate, {percent(ahead.naive_error)}. {_held(sales, ahead)}"
    )


def _forecast(sales: Sales, on: int, days: int) -> YearAhead:
    return year_ahead(sales.person, sales.day, sales.spent, on, days, SHARE)


def _row(sales: Sales, look: LookBack) -> tuple[str, ...]:
    return (
        f"{look.until - look.on} days, {sales.day.max() - look.until} ago",
        f"{look.n_customers:,}",
        percent(_came_again(sales, look) / max(look.n_customers, 1)),
        *(number(one.purchases, 0) for one in (look.came, look.expected, look.naive)),
        *(number(one.spent, 0) for one in (look.came, look.expected, look.naive)),
    )


def _held(sales: Sales, ahead: YearAhead) -> str:
    """Each band as it would have been told on its day."""
    if len(sales.day) > MANY:
        return f"Bands of the past are not made anew for more than {MANY:,} sales."
    bands = [(look, _forecast(sales, look.on, look.until - look.on).total) for look in ahead.looks]
    held = [
        sum(getattr(b.low, what) <= getattr(look.came, what) <= getattr(b.high, what) for look, b in bands)
        for what in ("purchases", "spent")
    ]
    return (
        f"The {SHARE:.0%} band of those days held {held[0]} of {len(bands)} times for purchases, "
        f"{held[1]} for money."
    )


def _came_again(sales: Sales, look: LookBack) -> int:
    before = np.unique(sales.person[sales.day <= look.on])
    since = (sales.day > look.on) & (sales.day <= look.until) & (sales.spent > 0)
    return len(np.intersect1d(before, sales.person[since]))


def _digits(table: Table, sales: Sales, figures: dict[str, str]) -> Section:
    section = Section(
        "The digits that were published",
        table.file,
        len(sales.day),
        "sales",
        "lifetime.md",
        "they show that the arithmetic is that of the papers, not that it is right about your shop.",
        sales.left,
    )
    day = History.of_rows(sales.person, sales.day, CDNOW_WEEK_39)
    x, t, age = (getattr(day, name)[day.inverse] for name in ("frequency", "recency", "age"))
    history = History.of(x, t / 7, age / 7)  # the papers count in weeks
    model = fit(history, prior=None)
    spend = fit_spend(*_repeats(sales), prior=None)
    found = {name: number(getattr(model, name), 3) for name in ("r", "alpha", "a", "b")}
    found["log-likelihood"] = number(model.log_likelihood, 1)
    found |= {name: number(getattr(spend, name)) for name in ("p", "q", "gamma")}
    section.says.append(
        Figures(("parameter", "here", "published"), [(k, v, figures.get(k, "")) for k, v in found.items()])
    )
    return section


def _repeats(sales: Sales) -> tuple[IntVector, Vector]:
    """Purchase days after the first within the weeks of the papers, and what one of them brought on average."""
    first = np.full(sales.person.max() + 1, sales.day.max() + 1)
    np.minimum.at(first, sales.person, sales.day)
    again = (sales.day > first[sales.person]) & (sales.day <= CDNOW_WEEK_39)
    pairs, place = np.unique(np.stack([sales.person[again], sales.day[again]]), axis=1, return_inverse=True)
    money = np.bincount(place.ravel(), sales.spent[again])
    _, which = np.unique(pairs[0], return_inverse=True)
    n_days = np.bincount(which)
    return n_days, np.bincount(which, money) / n_days
