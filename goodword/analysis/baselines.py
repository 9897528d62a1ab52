"""What any forecast of growth must beat: the pace continued, and invites times conversion."""

from dataclasses import dataclass

import numpy as np

from goodword.analysis.inputs import BadInput, Vector
from goodword.analysis.joins import WEEK, Counted

PACE_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Rough:
    """`added` (weeks,) people in all by the end of each week ahead, without a band of its own."""

    added: Vector

    def poisson_band(self, level: float) -> tuple[Vector, Vector]:
        """(weeks,) each: what chance alone would do to a sum known for sure. It is far too narrow; see the tests."""
        from scipy.stats import poisson

        if not 0 < level < 1:
            raise BadInput(f"level: {level} is not between 0 and 1.")
        tail = (1 - level) / 2
        return np.asarray(poisson.ppf(tail, self.added)), np.asarray(poisson.ppf(1 - tail, self.added))


def pace(told: Counted, weeks: int) -> Rough:
    """The pace of the last 12 weeks, or of all there are if fewer, continued."""
    days = min(told.days, PACE_WEEKS * WEEK)
    lately = int(told.started[:PACE_WEEKS].sum())
    return Rough(lately * WEEK / days * np.arange(1.0, weeks + 1))


def k_factor(told: Counted, weeks: int) -> Rough:
    """Those of the last cycle bring K each within a cycle, these K again, and so on, besides the pace of arrivals.

    K is brought per person so far and a cycle the mean lag so far (4 weeks if nobody brought anybody): who came
    lately counts as done. The usual formula, (K^n - 1) / (K - 1) people per person after n cycles.
    """
    n = int(told.started.sum())
    k = told.n_sent / n if n else 0.0
    cycle = max(float(told.lags.mean()) / WEEK, 1.0) if told.n_sent else 4.0
    lately = told.started[: max(round(cycle), 1)].sum()
    ahead = np.arange(1.0, weeks + 1)
    alone = told.arrivals[:, :PACE_WEEKS].sum() / min(told.days / WEEK, PACE_WEEKS)
    return Rough(
        np.minimum(
            lately * _in_all(k, ahead / cycle) + alone * np.cumsum(1 + _in_all(k, ahead / cycle)), 1e15
        )
    )


def _in_all(k: float, cycles: Vector) -> Vector:
    """k + k^2 + ... up to so many cycles, which need not be whole."""
    return np.asarray(k * cycles if k == 1 else k * (k**cycles - 1) / (k - 1))
