"""How many people can be reached through the owner's circles, as low, typical and high; and how many one person knows.

No draws: what is unknown is spread evenly over a fixed grid, so the same circles always give the same answer.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.bands import COUNT_MAX, JEFFREYS, Band
from goodword.analysis.inputs import BadInput, Vector, flat_numbers, one_number, one_whole_number

LEVEL = 0.8  # eight times out of ten
# Killworth & Bernard's mean of 290; 150 and 610 are the lowest and highest medians of other methods.
KNOWN_BY_ONE = Band(150, 290, 610)
PARTNER_ADDS = 100  # people whom you do not know
OVERLAP = (0.1, 0.5)  # of those in the circles, how many are in another one or in the books already
SPREAD_SAID = 0.4  # a size that the owner said: eight times out of ten within 0.6 to 1.7 of it
SPREAD_NOT_SAID = 0.55  # a circle that exists and has no size: as far apart as the medians 150 and 610
NAMES_COVER = 0.05
SPREAD_NAMES = 0.26  # what is off in the names themselves, beside chance
SIZE_MAX = 1e9
GRID = 200


def reach(
    n_named: int,
    sizes: ArrayLike,
    overlap: tuple[float, float] = OVERLAP,
    spread: float = SPREAD_SAID,
) -> Band:
    """People who can be reached: those named, and what the circles add beyond them.

    `sizes` is (m,): how many more there are in each circle, as its owner said; NaN for a circle that is there (a
    partner has people) and was given no size: 100 are taken, with a wider spread. The sum of the true sizes is
    sizes x exp(spread x Z), with one normal Z for all circles, since who guesses high guesses high everywhere;
    of these (1 - overlap) are new, the overlap being anywhere in its range, evenly. Low, mid and high are the 10th,
    50th and 90th in 100 of that. Never below `n_named`; larger sizes never lower any of the three.
    Raises BadInput, naming the row.

    Source: Killworth, Bernard and others on how many people one knows; spread and overlap are conventions.
    """
    n_named = one_whole_number(n_named, "n_named", 0, COUNT_MAX)
    told = flat_numbers(sizes, "sizes", 0, SIZE_MAX, may_miss=True)
    said, n_not_said = np.nansum(told), np.isnan(told).sum()
    least = one_number(overlap[0], "overlap, low", 0, 1)
    most = one_number(overlap[1], "overlap, high", least, 1)
    spread = one_number(spread, "spread", 0, 5)
    guess = _normal_places()
    true = said * np.exp(spread * guess) + n_not_said * PARTNER_ADDS * np.exp(SPREAD_NOT_SAID * guess)
    is_new = 1 - (least + (most - least) * _places())
    return Band.of(np.outer(true, is_new), LEVEL).plus(n_named)


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """How many people somebody knows; `n` is None where the names cannot tell, and `why_not` says why."""

    n: Band | None
    covered: float
    why_not: str = ""


def known_by(n_known: ArrayLike, n_in_population: ArrayLike, population: float) -> Acquaintances:
    """How many people one person knows, from how many Michaels, Annas, ... they know (the ratio estimator).

    `n_known` (m,) is how many of each name they know, `n_in_population` (m,) how many bear it among `population`.
    mid is near sum(n_known) / sum(n_in_population) x population. Chance alone leaves an error of 26% where names cover
    5% of the population and 300 are known, and 58% at 1%; for what is off in the names (ages, regions, who is
    forgotten) as much again as the 26% is laid upon it. Names that cover less than 5% give no answer.
    Raises BadInput, naming the row.

    Source: Killworth, Johnsen, McCarty, Shelley & Bernard (1998), "A social network approach to estimating
    seroprevalence in the United States", Social Networks 20(1), the ratio estimator; McCormick, Salganik & Zheng
    (2010), "How Many People Do You Know?", JASA 105(489), on what is off in it.
    """
    from scipy.special import gammaincinv

    population = one_number(population, "population", 1, 1e11)
    known = flat_numbers(n_known, "n_known", 0, SIZE_MAX)
    bear = flat_numbers(n_in_population, "n_in_population", 0, SIZE_MAX)
    if len(known) != len(bear):
        raise BadInput(
            f"There are {len(known)} counts known but {len(bear)} names: one of each for every row."
        )
    covered = float(bear.sum() / population)
    if covered > 1:
        raise BadInput(f"n_in_population: {bear.sum():g} bear these names, more than the population.")
    if covered < NAMES_COVER:
        why_not = f"These names cover {100 * covered:.1f} in 100 people: {100 * NAMES_COVER:.0f} are needed."
        return Acquaintances(None, covered, why_not)
    counts = gammaincinv(known.sum() + JEFFREYS, _places())
    off = np.exp(SPREAD_NAMES * _normal_places())
    return Acquaintances(Band.of(np.outer(counts / covered, off), LEVEL), covered)


def _places() -> Vector:
    return (np.arange(GRID) + 0.5) / GRID


def _normal_places() -> Vector:
    normal = NormalDist()
    return np.array([normal.inv_cdf(place) for place in _places().tolist()])
