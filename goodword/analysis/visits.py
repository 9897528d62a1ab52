"""How often somebody came: days of counted sales, never amounts."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.inputs import DAY_MAX, BadInput, IntVector, Vector, whole_numbers

ID_MAX = 2**40  # an id and a day share one 64-bit number
DAY_BITS = DAY_MAX.bit_length()


@dataclass(frozen=True, slots=True)
class Visits:
    """(n,) each, by person; a day is `date.toordinal()`.

    `first` and `last` are 0 for who never came. `rhythm` (the middle gap between visits, in days) and
    `mean_gap` are NaN for who came on fewer than two days.
    """

    n_days: IntVector
    first: IntVector
    last: IntVector
    rhythm: Vector
    mean_gap: Vector

    def rhythms_silent(self, on: int) -> Vector:
        """How many of their own usual gaps each person has stayed away by the day `on`; (n,) >= 0.

        NaN for who came on fewer than two days. The longer of the middle and the mean gap is the
        measure: three days in a row, once a season, must not make a person late on the fourth day.
        """
        return np.maximum(on - self.last, 0) / np.fmax(self.rhythm, self.mean_gap)

    def __len__(self) -> int:
        return len(self.n_days)

    @classmethod
    def none(cls, n: int) -> Self:
        zero = np.zeros(n, np.int64)
        unknown = np.full(n, np.nan)
        return cls(zero, zero.copy(), zero.copy(), unknown, unknown.copy())


def visits(person: ArrayLike, day: ArrayLike, n: int, until: int | None = None) -> Visits:
    """Visits of `n` people from flat rows of counted sales: who (0 .. n-1) and which day (ordinal).

    Rows may come in any order; several on one day are one visit. Days after `until` are left out: a
    look back must not see them, and a sale dated 2099 must not make anybody fresh.
    O(m log m) for m rows. Raises BadInput, naming the row.
    """
    if n < 0:
        raise BadInput(f"n: {n} is not a number of people.")
    who = whole_numbers(person, "person", 0, n - 1)
    when = whole_numbers(day, "day", 1, DAY_MAX)
    if len(who) != len(when):
        raise BadInput(f"There are {len(who)} people but {len(when)} days: one of each for every row.")
    if until is not None:
        counted = when <= until
        who, when = who[counted], when[counted]
    return _counted(who, when, n) if len(who) else Visits.none(n)


def numbered(
    person: ArrayLike, day: ArrayLike, until: int | None = None
) -> tuple[IntVector, IntVector, IntVector]:
    """Each visit with its number: who came (any id from 0), on which day, for the how-manieth time (from 1).

    Sorted by person, then by day; as in `visits`, several rows on one day are one visit, and days after
    `until` are left out. O(m log m) for m rows. Raises BadInput, naming the row.
    """
    who = whole_numbers(person, "person", 0, ID_MAX)
    when = whole_numbers(day, "day", 1, DAY_MAX)
    if len(who) != len(when):
        raise BadInput(f"There are {len(who)} people but {len(when)} days: one of each for every row.")
    if until is not None:
        counted = when <= until
        who, when = who[counted], when[counted]
    who, when = by_person(who, when)
    place = np.arange(len(who))
    is_first = np.concatenate(([True], who[1:] != who[:-1])) if len(who) else np.zeros(0, np.bool_)
    return who, when, place - np.maximum.accumulate(np.where(is_first, place, 0)) + 1


def by_person(who: IntVector, when: IntVector) -> tuple[IntVector, IntVector]:
    """Sorted by person and day, each day of a person once. Both have passed `whole_numbers`."""
    # One sort of one integer (person and day together) is several times quicker than lexsort.
    key = who << DAY_BITS
    key |= when
    key.sort()
    if len(key):
        key = key[np.concatenate(([True], key[1:] != key[:-1]))]
    return key >> DAY_BITS, key & ((1 << DAY_BITS) - 1)


def _counted(who: IntVector, when: IntVector, n: int) -> Visits:
    who, when = by_person(who, when)
    n_days = np.bincount(who, minlength=n).astype(np.int64)
    end = np.cumsum(n_days)
    came = n_days > 0
    first, last = np.zeros(n, np.int64), np.zeros(n, np.int64)
    first[came] = when[(end - n_days)[came]]
    last[came] = when[end[came] - 1]
    again = n_days > 1
    mean_gap = np.full(n, np.nan)
    mean_gap[again] = (last - first)[again] / (n_days - 1)[again]
    return Visits(n_days, first, last, _middle_gap(who, when, n_days), mean_gap)


def _middle_gap(who: IntVector, when: IntVector, n_days: IntVector) -> Vector:
    """The median of each person's gaps; `who` and `when` are sorted, without repeats."""
    middle = np.full(len(n_days), np.nan)
    same = who[1:] == who[:-1]
    if not same.any():
        return middle
    width = DAY_MAX + 1
    key = np.sort(who[1:][same] * width + (when[1:] - when[:-1])[same])
    gap = key % width
    n_gaps = np.maximum(n_days - 1, 0)
    start = np.cumsum(n_gaps) - n_gaps
    again = n_gaps > 0
    low = (start + (n_gaps - 1) // 2)[again]
    high = (start + n_gaps // 2)[again]
    middle[again] = (gap[low] + gap[high]) / 2
    return middle
