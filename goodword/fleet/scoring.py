"""From one business's sales to what each of its people will buy: the same arithmetic for every engine.

No Django here: this travels to the workers of a cluster.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pyarrow as pa

from goodword.analysis.expecting import Way, learn
from goodword.analysis.histories import History
from goodword.analysis.inputs import DAY_MAX, IntVector, Vector
from goodword.analysis.spend import GammaGamma, expected_spend, fit_spend
from goodword.analysis.year_ahead import YEAR

from .shapes import SCORES

DAY_BITS = DAY_MAX.bit_length()


@dataclass(frozen=True, slots=True)
class Tally:
    """(n,) each, by person in ascending order: who bought on at least one day. Whole numbers, so no sum can differ."""

    person: IntVector
    frequency: IntVector
    recency: IntVector
    age: IntVector
    cents: IntVector  # refunds taken off; under 0 counts as 0

    @property
    def purchases(self) -> IntVector:
        return self.frequency + 1

    @property
    def mean_spent(self) -> Vector:
        return self.cents / self.purchases

    @classmethod
    def of(cls, person: IntVector, day: IntVector, cents: IntVector, on: int) -> Self:
        """From sales in any order, `day` and `on` as ordinals. Days after `on` are left out; a day on which somebody's
        sales come to nothing or less is no purchase."""
        seen = day <= on
        key = (person[seen] << DAY_BITS) | day[seen]
        order = np.argsort(key)
        key, spent = key[order], cents[seen][order]
        start = _starts(key)
        key, spent = key[start], _sums(spent, start)
        who = key >> DAY_BITS
        start = _starts(who)
        money = np.maximum(_sums(spent, start), 0)
        bought = spent > 0
        n_days = _sums(bought.astype(np.int64), start)
        came = n_days > 0
        when = (key & ((1 << DAY_BITS) - 1))[bought]
        after = np.cumsum(n_days[came])
        first, last = when[after - n_days[came]], when[after - 1]
        return cls(who[start][came], n_days[came] - 1, last - first, on - first, money[came])

    @classmethod
    def together(cls, parts: Sequence["Tally"]) -> "Tally":
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class Counts:
    """Tallies with equal people as one row: all that is needed to learn from, however many they are.

    `customers` has the columns frequency, recency, age, count; `money` has purchases, cents, count.
    """

    customers: IntVector
    money: IntVector

    @classmethod
    def of(cls, tally: Tally, *, is_large: bool = False) -> Self:
        """Of a large business, what a purchase brought is taken in whole cents: else hardly two people are equal."""
        history = History.of(tally.frequency, tally.recency, tally.age)
        customers = [history.frequency, history.recency, history.age, history.count]
        n, cents = tally.purchases, tally.cents
        if is_large:
            cents = (2 * cents + n) // (2 * n) * n
        return cls(np.stack([column.astype(np.int64) for column in customers], axis=1), _counted(n, cents))


@dataclass(frozen=True, slots=True)
class Learned:
    """What all people of a business taught; with it any of them can be answered, some at a time."""

    way: Way
    spend: GammaGamma | None  # None if nobody has spent anything

    @classmethod
    def of(cls, counts: Counts) -> Self:
        order = np.lexsort((counts.money[:, 1], counts.money[:, 0]))  # a sum must not know the order of rows
        purchases, cents, count = counts.money[order].T
        spend = fit_spend(purchases, cents / purchases, count) if (cents > 0).any() else None
        return cls(learn(History.of(*counts.customers.T)), spend)

    def scores(self, business: str, currency: str, tally: Tally, on: int) -> pa.RecordBatch:
        """A row for each person of the tally."""
        answer = self.way.expect(History.of(tally.frequency, tally.recency, tally.age), YEAR)
        purchase = np.zeros(len(tally.person))
        if self.spend:
            purchase = expected_spend(tally.purchases, tally.mean_spent, self.spend)
        n = len(tally.person)
        columns: list[Any] = [
            _same(business, n),
            tally.person,
            answer.purchases,
            pa.array(answer.active, mask=np.isnan(answer.active)),
            answer.purchases * purchase,
            _same(currency, n) if currency else pa.nulls(n, pa.string()),
            _same(answer.how, n),
            pa.array(np.full(n, on - EPOCH, np.int32)).cast(pa.date32()),
        ]
        return pa.RecordBatch.from_pydict(dict(zip(SCORES.names, columns, strict=True)), schema=SCORES)


EPOCH = 719_163  # the ordinal of 1970-01-01, from which Arrow counts days


def tally_of(sales: pa.Table, on: int) -> Tally:
    """`sales` have the columns person, day and cents."""
    day = sales["day"].cast(pa.int32()).to_numpy().astype(np.int64) + EPOCH
    return Tally.of(sales["person"].to_numpy(), day, sales["cents"].to_numpy(), on)


def score_business(sales: pa.Table, on: int) -> pa.Table:
    """All sales of one business, in one currency, to the scores of its people."""
    tally = tally_of(sales, on)
    if not len(tally.person):
        return SCORES.empty_table()
    business, currency = sales["business"][0].as_py(), sales["currency"][0].as_py()
    scores = Learned.of(Counts.of(tally)).scores(business, currency, tally, on)
    return pa.Table.from_batches([scores])


def scores_business(on: int) -> Callable[[pa.Table], pa.Table]:
    """What a worker does with all sales of a business."""
    return lambda sales: score_business(sales, on)


def scores_tallies(
    learned: Learned, business: str, currency: str, on: int
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with some of the tallies of one business."""

    def scores(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            tally = Tally(*(batch[name].to_numpy() for name in Tally.__slots__))
            yield learned.scores(business, currency, tally, on)

    return scores


def _starts(values: IntVector) -> IntVector:
    """Where each run of equal values begins."""
    return np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else values


def _sums(values: IntVector, start: IntVector) -> IntVector:
    return np.add.reduceat(values, start) if len(start) else values[:0]


def _counted(*columns: IntVector) -> IntVector:
    """Rows that are all different, and as a last column how often each was there."""
    rows = np.stack(columns, axis=1)[np.lexsort(columns[::-1])]
    is_new = (rows[1:] != rows[:-1]).any(axis=1)
    start = np.flatnonzero(np.concatenate(([True], is_new))) if len(rows) else np.zeros(0, np.int64)
    return np.concatenate([rows[start], np.diff(start, append=len(rows))[:, None]], axis=1)


def _same(text: str, n: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(np.zeros(n, np.int32), [text]).cast(pa.string())
