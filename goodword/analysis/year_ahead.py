"""What the customers of today will bring in the next twelve months, as a band made from past forecasts' errors.

Whoever comes for the first time after today is not in it. "Lifetime" is never said: a year can be checked.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.expecting import How, expect, past_rate
from goodword.analysis.histories import History
from goodword.analysis.inputs import DAY_MAX, BadInput, IntVector, Vector, refuse, whole_numbers
from goodword.analysis.spend import MOST_SPENT, expected_spend, fit_spend
from goodword.analysis.visits import DAY_BITS, ID_MAX

YEAR = 365
MOST_LOOKS = 6
SHORTEST_LOOK = 28  # days: in less, chance is most of what is seen
# Before a business has forecasts of its own to learn from, it is held that they would be off by some 30%,
# as if that had been seen four times. Published back-tests of BG/NBD are off by 1 to 25% in level.
SUPPOSED_ERROR, SUPPOSED_TIMES = 0.3, 4.0


@dataclass(frozen=True, slots=True)
class Total:
    """Purchase days, and money in the unit that came in."""

    purchases: float
    spent: float


@dataclass(frozen=True, slots=True)
class Band:
    typical: Total
    low: Total
    high: Total


@dataclass(frozen=True, slots=True)
class LookBack:
    """A forecast made as of the day `on`, from rows until then, beside what the same customers did by `until`."""

    on: int
    until: int
    n_customers: int
    how: How
    expected: Total
    naive: Total  # each one's past rate and mean purchase
    came: Total


@dataclass(frozen=True, slots=True)
class YearAhead:
    """(n,) each, in the order of `people`; `active` is NaN where nobody can tell.

    `level_error` says by how much the forecasts in `looks` were off in purchases, up or down: 0.1 is one
    part in ten. `naive_error` is that of the past rate. Both are NaN without a look back, of which
    `why_no_looks` tells the reason. `how` and `why` are those of `expecting.Expected`.
    """

    people: IntVector
    purchases: Vector
    active: Vector
    spent: Vector
    total: Band
    how: How
    why: str
    looks: tuple[LookBack, ...]
    level_error: float
    naive_error: float
    why_no_looks: str


def year_ahead(
    person: ArrayLike, day: ArrayLike, spent: ArrayLike, on: int, ahead: int = YEAR, share: float = 0.9
) -> YearAhead:
    """What each customer known on the day `on` is expected to buy and bring in the next `ahead` days.

    From flat rows of sales in any order, (m,) each: who (any id from 0), the day (ordinal), the money, which
    is negative for a refund. A day on which a customer's sales come to nothing or less is no purchase. The
    band holds the total with the chance `share`, judged by the errors of the same forecast made on up to
    six days of the past (rolling origin); they are half a forecast apart, so two of them count as about one.

    Costs one fit for each look back. Raises BadInput, naming the row.
    """
    (on,) = whole_numbers([on], "on", 1, DAY_MAX).tolist()
    rows = _Rows.of(person, day, spent, on)
    if not 1 <= ahead <= DAY_MAX:
        raise BadInput(f"ahead: {ahead} is not a number of days from 1 to {DAY_MAX}.")
    if not 0 < share < 1:
        raise BadInput(f"share: {share} is not between 0 and 1.")
    horizon, origins = _origins(rows, on, ahead)
    looks = tuple(_look_back(rows, origin, horizon) for origin in origins)
    forecast = _Forecast.of(rows, on, ahead)
    purchase = _per_purchase(forecast.expected)
    off = np.array([_off(look.expected, look.came, purchase) for look in looks]).reshape(-1, 2)
    naive_off = np.array([_off(look.naive, look.came, purchase)[0] for look in looks])
    return YearAhead(
        forecast.people,
        forecast.purchases,
        forecast.active,
        forecast.spent,
        _band(forecast.expected, off * ahead / max(horizon, 1), share),
        forecast.how,
        forecast.why,
        looks,
        _level_error(off[:, 0]),
        _level_error(naive_off),
        "" if looks else f"It takes sales of {2 * SHORTEST_LOOK} days to try a forecast on the past.",
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Purchase days sorted by person and day, and apart from them all money by person and day."""

    who: IntVector
    when: IntVector
    spent: Vector

    @classmethod
    def of(cls, person: ArrayLike, day: ArrayLike, spent: ArrayLike, on: int) -> Self:
        who = whole_numbers(person, "person", 0, ID_MAX)
        when = whole_numbers(day, "day", 1, DAY_MAX)
        money = np.asarray(spent if np.size(spent) else np.zeros(0))
        if money.dtype.kind not in "iufb":
            raise BadInput(f"spent: numbers are needed, not {money.dtype}.")
        if not len(who) == len(when) or money.shape != who.shape:
            raise BadInput(f"There are {len(who)} people, {len(when)} days, {money.shape} amounts: one each.")
        refuse(money, ~(np.abs(money) <= MOST_SPENT), "spent", f"at most {MOST_SPENT:.0e}")
        seen = when <= on
        key, place = np.unique((who[seen] << DAY_BITS) | when[seen], return_inverse=True)
        day_spent = np.bincount(place, money[seen], minlength=len(key)).astype(np.float64)
        return cls(key >> DAY_BITS, key & ((1 << DAY_BITS) - 1), day_spent)

    def between(self, after: int, until: int) -> Self:
        within = (self.when > after) & (self.when <= until)
        return type(self)(self.who[within], self.when[within], self.spent[within])

    def history(self, on: int) -> History:
        bought = self.spent > 0
        return History.of_rows(self.who[bought], self.when[bought], on)

    def of_people(self, people: IntVector) -> tuple[Vector, Vector]:
        """Purchase days and money of each of `people` (sorted); others are left out."""
        place = np.searchsorted(people, self.who)
        known = place < len(people)
        known[known] = people[place[known]] == self.who[known]
        place, spent, n = place[known], self.spent[known], len(people)
        n_days, money = np.bincount(place[spent > 0], minlength=n), np.bincount(place, spent, minlength=n)
        return n_days.astype(np.float64), money.astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Forecast:
    people: IntVector
    purchases: Vector
    active: Vector
    spent: Vector
    expected: Total
    naive: Total
    how: How
    why: str

    @classmethod
    def of(cls, rows: _Rows, on: int, ahead: int) -> Self:
        known = rows.between(0, on)
        history = known.history(on)
        n_days, money = known.of_people(history.people)
        each = np.maximum(money, 0) / np.maximum(n_days, 1)
        answer, naive = expect(history, ahead), past_rate(history, ahead)
        purchase = np.zeros(len(each))
        if (each > 1 / MOST_SPENT).any():
            days = n_days.astype(np.int64)
            purchase = expected_spend(days, each, fit_spend(days, each))
        spent = answer.purchases * purchase
        return cls(
            history.people,
            answer.purchases,
            answer.active,
            spent,
            Total(float(answer.purchases.sum()), float(spent.sum())),
            Total(float(naive.sum()), float((naive * each).sum())),
            answer.how,
            answer.why,
        )


def _origins(rows: _Rows, on: int, ahead: int) -> tuple[int, list[int]]:
    """How far the looks back looked ahead, and from which days: each had at least as much behind it."""
    if not len(rows.when):
        return 0, []
    first = int(rows.when.min())
    horizon = min(ahead, (on - first) // 2)
    if horizon < min(SHORTEST_LOOK, ahead):
        return 0, []
    step = max(horizon // 2, 1)
    return horizon, list(range(on - horizon, first + horizon - 1, -step))[:MOST_LOOKS]


def _look_back(rows: _Rows, on: int, ahead: int) -> LookBack:
    forecast = _Forecast.of(rows, on, ahead)
    n_days, money = rows.between(on, on + ahead).of_people(forecast.people)
    came = Total(float(n_days.sum()), float(money.sum()))
    n = len(forecast.people)
    return LookBack(on, on + ahead, n, forecast.how, forecast.expected, forecast.naive, came)


def _per_purchase(expected: Total) -> float:
    return expected.spent / expected.purchases if expected.purchases else 0.0


def _off(expected: Total, came: Total, purchase: float) -> tuple[float, float]:
    """The error as a logarithm, so that half and double are as far off; half a purchase is no error."""
    half = max(purchase / 2, 1e-9)
    of_purchases = np.log((came.purchases + 0.5) / (expected.purchases + 0.5))
    return float(of_purchases), float(np.log((max(came.spent, 0) + half) / (expected.spent + half)))


def _level_error(off: Vector) -> float:
    return float(np.expm1(np.abs(off).mean())) if len(off) else float("nan")


def _band(expected: Total, off: Vector, share: float) -> Band:
    """Student's t around the forecast, its spread that of past errors (k, 2) beside what was supposed."""
    from scipy.special import stdtrit

    times = (len(off) + 1) / 2 if len(off) else 0.0  # looks overlap by half
    supposed = SUPPOSED_ERROR**2 + 1 / (expected.purchases + 1)
    seen = (off**2).mean(axis=0) if len(off) else np.zeros(2)
    spread = np.sqrt((SUPPOSED_TIMES * supposed + times * seen) / (SUPPOSED_TIMES + times))
    width = np.exp(np.minimum(stdtrit(SUPPOSED_TIMES + times, 0.5 + share / 2) * spread, 50.0))
    low = Total(expected.purchases / float(width[0]), expected.spent / float(width[1]))
    high = Total(expected.purchases * float(width[0]), expected.spent * float(width[1]))
    return Band(expected, low, high)
