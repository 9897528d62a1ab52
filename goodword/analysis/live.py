"""Live ties: which of their ties carry word this time, for many people at once.

Every tie carries with its own chance p, independently. Lay the ties of one person on a line, each as long as
-log(1 - p), and drop points on the line at random, one for each unit of length on average (a Poisson process): a tie
is hit with chance 1 - exp(log(1 - p)) = p, and independently of the others. So the work is for the ties that carry
and not for all there are: on a network with 1 / in-degree, about one for each person instead of ten.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from goodword.analysis.inputs import BoolVector, IntVector, Vector
from goodword.analysis.network import Places, Ties

Lines: TypeAlias = tuple[
    Vector, Vector, Vector, Vector, Places, float
]  # start, length, unit, stop, guide, scale
CELLS = 2  # of the guide, for each tie: more would leave the cache, fewer need more steps


@dataclass(frozen=True, slots=True)
class LiveTies:
    """Ties made ready to be drawn from.

    Those that carry for sure have no length that could be drawn from; they stand apart in `sure` (compressed rows).
    """

    ties: Ties
    start: Vector  # (n,) where the line of each person begins on the line of all; empty if all are alike
    length: Vector  # (n,) of their line
    unit: Vector  # (n,) the length of one tie of theirs, if all are alike; else empty
    stop: Vector  # (m,) where each tie ends on the line of all; empty likewise
    guide: Places  # the tie at the beginning of each cell of the line of all; empty likewise
    scale: float  # cells for a unit of length
    sure_first: IntVector  # (n + 1,)
    sure_to: Places
    has_sure: BoolVector  # (n,) asked before the two above: few have any

    def draw(self, people: IntVector, rng: np.random.Generator) -> tuple[IntVector, Places]:
        """The ties that carry: (row of `people`, whom it tells). A tie may be told more than once."""
        row, at = _points(self.length[people], rng)
        who = people[row]
        tie = self._alike(who, at) if self.ties.is_even else self._on_the_line(self.start[who] + at)
        have = np.flatnonzero(self.has_sure[people])
        if not len(have):
            return row, self.ties.to[tie]
        sure_row, sure_tie = spread_out(self.sure_first, people[have])
        return np.concatenate([row, have[sure_row]]), np.concatenate(
            [self.ties.to[tie], self.sure_to[sure_tie]]
        )

    def _alike(self, who: IntVector, at: Vector) -> IntVector:
        tie = self.ties.first[who] + (at / self.unit[who]).astype(np.int64)
        return np.minimum(tie, self.ties.first[who + 1] - 1)  # at the very end, rounding may step over it

    def _on_the_line(self, at: Vector) -> Places:
        """Cutpoint method (Chen & Asau 1974): a table leads near, and the rest is a step or two."""
        tie = self.guide[np.minimum((at * self.scale).astype(np.int64), len(self.guide) - 1)]
        short = np.flatnonzero(self.stop[tie] <= at)
        while len(short):
            tie[short] += 1
            short = short[self.stop[tie[short]] <= at[short]]
        return tie


def live_ties(ties: Ties) -> LiveTies:
    """Make `ties` ready. O(m)."""
    length = lengths(ties)
    if ties.is_even:
        none, no_tie = np.zeros(0), np.zeros(0, np.int32)
        lines: Lines = (none, length * ties.degree, length, none, no_tie, 0.0)
    else:
        lines = _one_line(length, ties)
    sure_first, sure_to = sure_ties(ties)
    return LiveTies(ties, *lines, sure_first, sure_to, np.diff(sure_first) > 0)


def lengths(ties: Ties) -> Vector:
    """As long as `ties.chance`: the length of each tie on its line; 0 of those that carry for sure."""
    return -np.log1p(-np.where(ties.chance >= 1, 0.0, ties.chance))


def sure_ties(ties: Ties) -> tuple[IntVector, Places]:
    """Those that carry for sure, in compressed rows."""
    is_sure = ties.chance >= 1
    if ties.is_even:
        is_sure = np.repeat(is_sure, ties.degree)
    return np.append(0, np.cumsum(is_sure))[ties.first], ties.to[is_sure]


def _one_line(length: Vector, ties: Ties) -> Lines:
    ends = np.append(0.0, np.cumsum(length))
    start, own, n_cells = ends[ties.first[:-1]], np.diff(ends[ties.first]), CELLS * len(length)
    has_length = np.flatnonzero(length)
    if not len(has_length):
        return start, own, np.zeros(0), np.zeros(0), np.zeros(0, np.int32), 0.0
    last, scale, stop = has_length[-1], n_cells / ends[-1], ends[1:]
    passed = np.bincount(np.ceil(stop * scale).astype(np.int64), minlength=n_cells + 1)
    guide = np.minimum(np.cumsum(passed), last).astype(np.int32)
    stop[last:] = np.inf  # a point that rounding puts beyond the end is still on the last tie
    return start, own, np.zeros(0), stop, guide, scale


def _points(length: Vector, rng: np.random.Generator) -> tuple[IntVector, Vector]:
    """Points of a Poisson process of rate 1 on lines of these lengths: (line, place on it).

    Most lines are short. So the first two are found by the gap to them, which is the cheap way of finding none,
    and only for who is still on their line is the number of all further points drawn.
    """
    line, at = np.arange(len(length)), np.zeros(len(length))
    lines, places = [], []
    for _ in range(2):
        gap = rng.standard_exponential(len(line))
        gap += at
        stays = np.flatnonzero(gap < length[line])
        line, at = line[stays], gap[stays]
        lines.append(line)
        places.append(at)
    left = length[line] - at
    n_more = rng.poisson(left)
    lines.append(np.repeat(line, n_more))
    more = rng.random(len(lines[-1])) * np.repeat(left, n_more)
    places.append(more + np.repeat(at, n_more))
    return np.concatenate(lines), np.concatenate(places)


def spread_out(first: IntVector, people: IntVector) -> tuple[IntVector, IntVector]:
    """All entries of these people in compressed rows: (row of `people`, place of the entry)."""
    begin = first[people]
    n = first[people + 1] - begin
    rows = np.flatnonzero(n)
    n = n[rows]
    row = np.repeat(rows, n)
    within = np.arange(len(row)) - np.repeat(np.cumsum(n) - n, n)
    return row, begin[row] + within
