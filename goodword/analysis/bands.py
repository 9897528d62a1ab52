"""How sure a share or a count is: low, mid, high."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.inputs import BadInput, IntVector, Vector, one_number, one_whole_number, whole_numbers

LEVEL = 0.9  # of ten such bands nine hold the truth
COUNT_MAX = 10**12
JEFFREYS = 0.5  # half a yes and half a no before anything is seen


@dataclass(frozen=True, slots=True)
class Band:
    """A figure with its uncertainty: `mid` is as likely too high as too low. low <= mid <= high."""

    low: float
    mid: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.mid <= self.high:
            raise BadInput(f"A band runs from low over mid to high, not {self.low}, {self.mid}, {self.high}.")

    def times(self, factor: float) -> Self:
        """The same in another unit; `factor` >= 0."""
        return type(self)(self.low * factor, self.mid * factor, self.high * factor)

    def plus(self, more: float) -> Self:
        return type(self)(self.low + more, self.mid + more, self.high + more)

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    @classmethod
    def of(cls, values: ArrayLike, level: float = LEVEL) -> Self:
        """The middle `level` of many equally likely values, of any shape. BadInput if there are none, or a NaN."""
        known = np.asarray(values, np.float64)
        if not known.size:
            raise BadInput("values: there are none, so there is no band.")
        low, mid, high = np.quantile(known, tails(level)).tolist()
        return cls(low, mid, high)


def tails(level: float) -> Vector:
    """(3,) the places of low, mid and high among all that is possible: 0.05, 0.5 and 0.95 for 0.9."""
    level = one_number(level, "level", 0.01, 0.999)
    return np.array([(1 - level) / 2, 0.5, (1 + level) / 2])


def share_band(n_yes: int, n: int, level: float = LEVEL) -> Band:
    """The share that `n_yes` of `n` stands for.

    Equal tails and the median of Beta(n_yes + 1/2, n - n_yes + 1/2); the low end is 0 where nobody said yes,
    and the high end 1 where everybody did. With n = 0 it is 0 to 1: nothing is known.
    Raises BadInput if `n_yes` is not between 0 and `n`, or `n` is over 10^12.

    Source: Brown, Cai & DasGupta (2001), "Interval Estimation for a Binomial Proportion", Statistical Science
    16(2), section 3.1.2 (the Jeffreys interval, with its ends mended) and table 5.
    """
    n = one_whole_number(n, "n", 0, COUNT_MAX)
    n_yes = one_whole_number(n_yes, "n_yes", 0, n)
    low, mid, high = share_at([n_yes], [n], tails(level)[:, np.newaxis])[:, 0].tolist()
    return Band(0.0 if n_yes == 0 else low, mid, 1.0 if n_yes == n else high)


def share_at(n_yes: ArrayLike, n: ArrayLike, place: ArrayLike) -> Vector:
    """The shares at these places (0 to 1) of the posteriors of m counts, whose prior is Jeffreys'.

    `n_yes` and `n` are (m,), `place` is (k, m) or (k, 1); returns (k, m). Uniform places give draws: the same
    places with more yeses never give less. Raises BadInput, naming the row.
    """
    from scipy.special import betaincinv

    yes, of = counts_of(n_yes, n)
    shares = betaincinv(yes + JEFFREYS, of - yes + JEFFREYS, np.asarray(place, np.float64))
    return np.asarray(shares, np.float64)


def counts_of(n_yes: ArrayLike, n: ArrayLike) -> tuple[IntVector, IntVector]:
    """`n_yes` and `n` as (m,) whole numbers, no `n_yes` over its `n`; BadInput names the row."""
    of = whole_numbers(n, "n", 0, COUNT_MAX)
    yes = whole_numbers(n_yes, "n_yes", 0, COUNT_MAX)
    if len(yes) != len(of):
        raise BadInput(f"There are {len(yes)} counts of yes but {len(of)} of all: one of each for every row.")
    if (yes > of).any():
        row = int(np.argmax(yes > of))
        raise BadInput(f"n_yes, row {row}: {yes[row]} of {of[row]} cannot be.")
    return yes, of


def count_band(n: int, level: float = LEVEL) -> Band:
    """The count to be expected where `n` were seen, if those who come do so one by one (Poisson).

    Equal tails and the median of Gamma(n + 1/2), the posterior under Jeffreys' prior; low is 0 where n is 0.
    Raises BadInput if `n` is not between 0 and 10^12.

    Source: Brown, Cai & DasGupta (2003), "Interval Estimation in Exponential Families", Statistica Sinica 13,
    section 2 (the Jeffreys interval for a Poisson mean).
    """
    from scipy.special import gammaincinv

    n = one_whole_number(n, "n", 0, COUNT_MAX)
    low, mid, high = np.asarray(gammaincinv(n + JEFFREYS, tails(level)), np.float64).tolist()
    return Band(0.0 if n == 0 else low, mid, high)


def most_if_none(level: float = 0.95) -> float:
    """The highest count to be expected where none was seen: 3.0 at 0.95, the "rule of three".

    Source: Hanley & Lippman-Hand (1983), "If Nothing Goes Wrong, Is Everything All Right?", JAMA 249(13).
    """
    return float(-np.log(1 - one_number(level, "level", 0.01, 0.999)))
