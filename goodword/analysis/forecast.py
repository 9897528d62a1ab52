"""What is likely ahead: paths of the branching process from now on, drawn from its posterior, and read in words.

A path is one way in which the coming weeks may go; all that is told (bands, the chance of a goal by a day, the day
of a goal) is counted over the same paths, so that no two figures of a page contradict each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodword.analysis.grid import Array
from goodword.analysis.growth import EVENNESS, LAG, LONGEST_WEEKS, PACE, SHAPE, Growth, K, R
from goodword.analysis.inputs import BadInput, IntVector, Vector
from goodword.analysis.lags import lag_chances

Counts = NDArray[np.int64]

MOST_WEEKS, MOST_PATHS, MOST_PEOPLE = 520, 100_000, 10**12
LARGEST = 1e9  # newcomers in a week: more than there are to come
TAIL = 0.004  # of the lags that comes all in one week, the last that is followed


@dataclass(frozen=True, slots=True)
class Change:
    """What is other than before, from now on: each a factor. More `bringers` is more people who bring anybody,
    `brings` how many each of these brings, `leaving` the chance to leave in a week."""

    arrivals: float = 1.0
    bringers: float = 1.0
    brings: float = 1.0
    leaving: float = 1.0


@dataclass(frozen=True, slots=True)
class Paths:
    """`people` is (n_paths, weeks): how many there are at the end of each week after `now`, of `start` today."""

    now: int
    start: int
    people: Counts
    stay: float
    why_not: str

    def middle(self) -> Vector:
        """(weeks,) the median."""
        return self.quantile(0.5)

    def band(self, level: float) -> tuple[Vector, Vector]:
        """(weeks,) each: between these lie `level` of the paths, as many above as below."""
        if not 0 < level < 1:
            raise BadInput(f"level: {level} is not between 0 and 1.")
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def quantile(self, share: float) -> Vector:
        return np.quantile(self.people, share, axis=0, method="inverted_cdf").astype(np.float64)


def simulate(
    growth: Growth,
    weeks: int,
    n_paths: int,
    rng: np.random.Generator,
    stay: float = 1.0,
    change: Change | None = None,
    start: int | None = None,
) -> Paths:
    """Paths of the people there are in each of the next `weeks`, each path with parameters of its own.

    `start` is how many there are today: all who ever became one, if it is None. `stay` is the chance that somebody
    who is here stays another week; with 1 the numbers never fall. Who leaves still brings as before: R was fitted on
    people who left as well. O(n_paths x weeks x lag). Raises BadInput.

    A week's people are one cohort: their multipliers add up to a gamma of shape k x people, times R / k; those they
    bring in a later week are Poisson. Given what a past cohort brought so far (C of n, with F of their lag over)
    its multiplier is gamma of shape kn + C and rate k / R + F. Exact, except that nobody to come brings anybody
    within the week of their own start: these come a week later, and as many others a week sooner.
    """
    if not (1 <= weeks <= MOST_WEEKS and 1 <= n_paths <= MOST_PATHS):
        raise BadInput(
            f"{n_paths} paths of {weeks} weeks: up to {MOST_PATHS} of up to {MOST_WEEKS} can be made."
        )
    if not 0 <= stay <= 1:
        raise BadInput(f"stay: {stay} is not a chance from 0 to 1.")
    change = change or Change()
    if not all(
        0 <= factor <= 100 for factor in (change.arrivals, change.bringers, change.brings, change.leaving)
    ):
        raise BadInput(f"{change}: a factor is from 0 to 100.")
    stay = 1 - min((1 - stay) * change.leaving, 1.0)
    newcomers = np.empty((weeks, n_paths), np.int64)
    for week, new in enumerate(_newcomers(growth, weeks, n_paths, rng, change)):
        newcomers[week] = new
    here = growth.counted.n_people if start is None else start
    if not 0 <= here <= MOST_PEOPLE:
        raise BadInput(f"start: {here} is not a number of people.")
    people = _remaining(newcomers, here, stay, rng)
    return Paths(growth.counted.now, here, people.T, stay, growth.why_not)


def _remaining(newcomers: Counts, start: int, stay: float, rng: np.random.Generator) -> Counts:
    if stay == 1:
        people = np.cumsum(newcomers, axis=0, out=newcomers)
        people += start
        return people
    here = np.full(newcomers.shape[1], start, np.int64)
    for new in newcomers:
        here = rng.binomial(here, stay) + new
        new[:] = here
    return newcomers


def _newcomers(
    growth: Growth, weeks: int, n_paths: int, rng: np.random.Generator, change: Change
) -> Iterator[IntVector]:
    """Week by week (n_paths,) people who become one."""
    lag, shape, r_place, k_place = growth.bringing.draw(n_paths, rng)
    # R goes with the lag: moved about within its cell by itself it would be less sure than it is.
    k = np.exp(growth.bringing.axes[K][k_place])
    each = np.exp(growth.bringing.axes[R][r_place]) / k
    pace, evenness = _arrivals(growth, n_paths, rng)
    laws, blocks = _laws(growth, lag, shape, len(growth.counted) + weeks)
    due = change.brings * _due_from_the_past(growth, weeks, (laws, blocks), k, each, rng, change.bringers)
    k, each = k * change.bringers, each * change.brings
    # Turned round once: a law read backwards is slow to multiply with. Single precision is half the reading.
    backwards = np.ascontiguousarray(_from_next_week(laws)[:, :0:-1], np.float32)
    force = np.empty((weeks, n_paths), np.float32)  # of each future cohort: those it brings, all told
    per_arrival = pace * change.arrivals / evenness
    for week in range(weeks):
        expected = due[week] + per_arrival * rng.standard_gamma(evenness)
        reach = min(week, laws.shape[1] - 1)
        for law, block in zip(backwards, blocks, strict=True):
            expected[block] += law[len(law) - reach :] @ force[week - reach : week, block]
        fresh = rng.poisson(np.minimum(expected, LARGEST))
        force[week] = each * rng.standard_gamma(k * fresh)
        yield fresh


def _arrivals(growth: Growth, n_paths: int, rng: np.random.Generator) -> tuple[Vector, Vector]:
    """(n_paths,) mean and evenness of all channels together: mean and variance are exact, the gamma shape is near."""
    pace, uneven = np.zeros(n_paths), np.zeros(n_paths)
    for one in growth.arriving:
        # Each channel in an order of its own: what is drawn evenly comes sorted.
        order = rng.permutation(n_paths)
        mean, even = (place[order] for place in one.draw(n_paths, rng))
        m = np.exp(one.within(PACE, mean, rng))
        pace += m
        uneven += m**2 / np.exp(one.within(EVENNESS, even, rng))
    return pace, pace**2 / uneven


def _laws(growth: Growth, lag: IntVector, shape: IntVector, longest: int) -> tuple[Array, list[slice]]:
    """The lag laws that were drawn, (laws, weeks), and which paths have each: draws come sorted, law by law."""
    n_shapes = len(growth.bringing.axes[SHAPE])
    drawn, first = np.unique(lag * n_shapes + shape, return_index=True)
    ends = np.append(first[1:], len(lag))
    means = np.exp(growth.bringing.axes[LAG][drawn // n_shapes])
    shapes = np.exp(growth.bringing.axes[SHAPE][drawn % n_shapes])
    laws = lag_chances(means, shapes, max(min(longest, LONGEST_WEEKS), 3))
    is_over = np.flatnonzero(np.cumsum(laws, axis=1).min(axis=0) > 1 - TAIL)
    if len(is_over):
        laws = laws[:, : max(is_over[0] + 1, 3)]
        laws[:, -1] += 1 - laws.sum(axis=1)
    return laws, [slice(int(a), int(b)) for a, b in zip(first, ends, strict=True)]


def _from_next_week(laws: Array) -> Array:
    """Laws with no lag of 0: these become 1, and as many of 2 become 1 as well, so that the mean lag stays."""
    later = laws.copy()
    sooner = np.minimum(laws[:, 0], laws[:, 2])
    later[:, 1] += laws[:, 0] + sooner
    later[:, 2] -= sooner
    return later


def _due_from_the_past(
    growth: Growth,
    weeks: int,
    laws_of: tuple[Array, list[slice]],
    k: Vector,
    each: Vector,
    rng: np.random.Generator,
    bringers: float,
) -> Array:
    """(weeks, n_paths) people to expect of those who are here already, given who brings many."""
    laws, blocks = laws_of
    told, length = growth.counted, laws.shape[1]
    ages = np.flatnonzero(told.started[: length - 1])
    n, brought = told.started[ages].astype(np.float64), told.brought[ages].astype(np.float64)
    passed = np.cumsum(laws, axis=1)[:, ages]
    due = np.zeros((weeks, len(k)))
    # The lag from an age to each week ahead; beyond the law nothing comes any more.
    lags = np.arange(1, weeks + 1)[:, None] + ages
    for law, over, block in zip(laws, passed, blocks, strict=True):
        gone = np.where(lags < length, law[np.minimum(lags, length - 1)], 0.0)
        drawn = rng.standard_gamma(bringers * (np.outer(n, k[block]) + brought[:, None]))
        due[:, block] = gone @ (drawn / (1.0 / each[block] + over[:, None]))
    return due
