"""Who is a regular, by what they do: from the third day on, for as long as they keep their own rhythm.

The rule looks back only, so what was counted on a day stays true of that day, whatever came later.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.inputs import DAY_MAX, BadInput, BoolVector, IntVector, Vector, whole_numbers
from goodword.analysis.visits import numbered

FROM_DAY = 3  # the first may be chance and the second curiosity
PATIENCE_GAPS = 3
LEAST_PATIENCE = 90  # days: a season may pass between two visits of somebody who comes often


@dataclass(frozen=True, slots=True)
class Spells:
    """(m,) each, in the order of people, then days: from `start` on somebody was a regular, until the day before `end`.

    Days are ordinals. `end` of a spell that goes on is the day on which it will end if they do not come again.
    `is_first` tells the spell with which somebody became a regular from those with which they came back.
    """

    person: IntVector
    start: IntVector
    end: IntVector
    is_first: BoolVector

    def __len__(self) -> int:
        return len(self.person)

    def count_on(self, days: ArrayLike) -> IntVector:
        """(k,) how many were regulars on each of these days (ordinals). O((m + k) log m)."""
        wanted = whole_numbers(days, "days", 1, DAY_MAX)
        begun = np.searchsorted(np.sort(self.start), wanted, side="right")
        over = np.searchsorted(np.sort(self.end), wanted, side="right")
        return begun - over

    def who_on(self, day: int) -> IntVector:
        """The people who were regulars on that day, in ascending order."""
        if not 1 <= day <= DAY_MAX:
            raise BadInput(f"day: {day} is not a day from 1 to {DAY_MAX}.")
        return self.person[(self.start <= day) & (day < self.end)]


def regulars(person: ArrayLike, day: ArrayLike, until: int) -> Spells:
    """The spells of regulars from flat rows of counted sales: who (any id from 0), on which day (ordinal).

    Somebody becomes a regular on the third day on which they come. They are one until they have stayed away for
    three of their own mean gaps so far, and for 90 days at least; and are one again on the day they come back.
    Rows may come in any order, several on one day are one visit, and days after `until` are left out.
    O(m log m) for m rows. Raises BadInput, naming the row.
    """
    who, when, number = numbered(person, day, until)
    patience = _patience(when, number)
    counts = np.flatnonzero(number >= FROM_DAY)
    who, when, number, leaves = who[counts], when[counts], number[counts], (when + patience)[counts]
    # A visit begins a spell unless they are in one still: their visit before counted, and its patience holds.
    begins = np.ones(len(who), np.bool_)
    begins[1:] = (who[1:] != who[:-1]) | (when[1:] >= leaves[:-1])
    lasts = np.append(begins[1:], np.ones(min(len(who), 1), np.bool_))
    return Spells(who[begins], when[begins], leaves[lasts], number[begins] == FROM_DAY)


def _patience(when: IntVector, number: IntVector) -> IntVector:
    """(m,) for how many days after each visit somebody is waited for. Visits are sorted by person and day."""
    first = when[np.maximum(np.arange(len(when)) - (number - 1), 0)]
    mean_gap: Vector = (when - first) / np.maximum(number - 1, 1)
    return np.maximum(np.ceil(PATIENCE_GAPS * mean_gap).astype(np.int64), LEAST_PATIENCE) + 1
