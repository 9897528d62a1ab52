"""What a model of buying knows of each customer, identical customers as one row with a count."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodword.analysis.inputs import (
    DAY_MAX,
    BadInput,
    IntVector,
    Vector,
    amounts,
    refuse,
    whole_numbers,
)
from goodword.analysis.visits import ID_MAX, Visits, by_person

COUNT_MAX = 2**40
ROOM = 2**62


@dataclass(frozen=True, slots=True)
class History:
    """Collapsed customers: k rows, sorted by frequency, age and recency, all different.

    `frequency` (k,) counts the purchase days after the first; `recency` (k,) is the time from the first
    to the last of them, `age` (k,) from the first until now, both in days if made from days. `count` (k,)
    is how many customers a row stands for. `inverse` (n,) is the row of each one handed in, and `people`
    (n,) their ids: every answer about customers has n values, in that order.
    """

    frequency: IntVector
    recency: Vector
    age: Vector
    count: Vector
    inverse: IntVector
    people: IntVector

    def __len__(self) -> int:
        return len(self.people)

    @property
    def n_customers(self) -> float:
        return float(self.count.sum())

    @property
    def n_repeating(self) -> float:
        return float(self.count[self.frequency > 0].sum())

    @classmethod
    def of(
        cls, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, count: ArrayLike | None = None
    ) -> Self:
        """From a table: one row a customer, or with `count` (> 0) one for several; (n,) each, any unit of time.

        Raises BadInput, naming the row, where recency > age, where somebody came again (frequency > 0)
        without time having passed (recency 0), or where recency is not 0 for who came once.
        """
        x = whole_numbers(frequency, "frequency", 0, COUNT_MAX)
        t, until = amounts(recency, "recency", len(x)), amounts(age, "age", len(x))
        weight = np.ones(len(x)) if count is None else amounts(count, "count", len(x))
        refuse(t, t > until, "recency", "at most the age")
        refuse(t, (x > 0) & (t == 0), "recency", "above 0 for who came again")
        refuse(t, (x == 0) & (t > 0), "recency", "0 for who came once")
        refuse(weight, weight == 0, "count", "above 0")
        return cls._collapsed(x, t, until, None if count is None else weight, np.arange(len(x)))

    @classmethod
    def of_rows(cls, person: ArrayLike, day: ArrayLike, on: int) -> Self:
        """From flat rows of purchases, in any order: who (any id from 0) and which day (ordinal).

        Several on one day are one; days after `on`, the day until which customers were watched, are left
        out. O(m log m) for m rows. Raises BadInput, naming the row.
        """
        who = whole_numbers(person, "person", 0, ID_MAX)
        when = whole_numbers(day, "day", 1, DAY_MAX)
        if len(who) != len(when):
            raise BadInput(f"There are {len(who)} people but {len(when)} days: one of each for every row.")
        (on,) = whole_numbers([on], "on", 1, DAY_MAX).tolist()
        if len(when) and when.max() > on:
            who, when = who[when <= on], when[when <= on]
        who, when = by_person(who, when)
        start = np.flatnonzero(np.concatenate(([True], who[1:] != who[:-1]))) if len(who) else who
        n_days = np.diff(start, append=len(who))
        first, last = when[start], when[start + n_days - 1]
        return cls._collapsed(n_days - 1, last - first, on - first, None, who[start])

    @classmethod
    def of_visits(cls, visits: Visits, on: int) -> Self:
        """From `visits` until the day `on`; who never came is nobody's row and not among `people`."""
        people = np.flatnonzero(visits.n_days > 0)
        (on,) = whole_numbers([on], "on", 1, DAY_MAX).tolist()
        first, last = visits.first[people], visits.last[people]
        if len(people) and last.max() > on:
            raise BadInput(f"A visit on day {last.max()} is after {on}: count the visits until that day.")
        return cls._collapsed(visits.n_days[people] - 1, last - first, on - first, None, people)

    @classmethod
    def _collapsed(
        cls,
        x: IntVector,
        t: NDArray[np.generic],
        until: NDArray[np.generic],
        weight: Vector | None,
        people: IntVector,
    ) -> Self:
        """Sorted rows make the sums of a fit, to the last digit, the same for rows in any order."""
        _, inverse = np.unique(_one_key(x, until, t), return_inverse=True)
        one = np.zeros(inverse.max(initial=-1) + 1, np.int64)
        one[inverse] = np.arange(len(inverse))  # any customer of the row will do: they are the same
        return cls(
            x[one],
            t[one].astype(np.float64),
            until[one].astype(np.float64),
            np.bincount(inverse, weights=weight, minlength=len(one)).astype(np.float64),
            inverse,
            people,
        )


def _one_key(*columns: NDArray[np.generic]) -> IntVector:
    """One whole number for each row, in the order of the columns, the first weighing most."""
    key, room = np.zeros(len(columns[0]), np.int64), 1
    for column in columns:
        place, size = _places(column)
        if room * size > ROOM:  # places among what there is are at most as many as rows
            key, room = _ranks(key)
            place, size = _ranks(column)
        key, room = key * size + place, room * size
    return key


def _places(column: NDArray[np.generic]) -> tuple[IntVector, int]:
    """Whole numbers as they are; others by their place among all."""
    top = float(column.max(initial=0))
    if top < ROOM and (column.dtype.kind == "i" or (column == np.floor(column)).all()):
        return column.astype(np.int64, copy=False), int(top) + 1
    return _ranks(column)


def _ranks(column: NDArray[np.generic]) -> tuple[IntVector, int]:
    _, place = np.unique(column, return_inverse=True)
    return place, int(place.max(initial=0)) + 1
