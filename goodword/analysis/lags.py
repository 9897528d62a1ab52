"""How long it takes from somebody's start until the ones they bring start: a gamma law.

A day or a week is known, the hour is not: whoever starts in a step started anywhere in it. Every chance here is
the mean over that, which keeps the law's own mean and needs no rule for a lag of 0.
"""

import numpy as np
from numpy.typing import NDArray

from goodword.analysis.inputs import IntVector, Vector

Matrix = NDArray[np.float64]


def lag_passed(mean: Vector, shape: Vector, steps: Vector) -> Matrix:
    """The chance that the lag is under each of `steps` whole steps, for each of (m,) laws; (m, steps).

    `mean` is in steps. The lag is the difference of two step numbers, the first one's moment being uniform in its
    step: with H the integral of the gamma law's F, it is H(steps) - H(steps - 1), and
    H(x) = x F(x; shape) - mean F(x; shape + 1).
    """
    points, place = np.unique(np.concatenate([steps, np.maximum(steps - 1.0, 0.0)]), return_inverse=True)
    now, before = np.split(_integral(mean[:, None], shape[:, None], points)[:, place], 2, axis=1)
    return np.asarray(np.clip(now - before, 0.0, 1.0))


def lag_chances(mean: Vector, shape: Vector, n_steps: int) -> Matrix:
    """The chance of each lag of 0 .. n_steps-1 whole steps, for each of (m,) laws; (m, n_steps)."""
    integral = _integral(mean[:, None], shape[:, None], np.arange(n_steps + 1.0))
    passed = np.diff(integral, axis=1)
    return np.maximum(np.diff(passed, axis=1, prepend=0.0), 0.0)


def _integral(mean: Matrix, shape: Matrix, x: Vector) -> Matrix:
    from scipy.special import gammainc, gammaln, xlogy

    scaled = x * (shape / mean)
    below = gammainc(shape, scaled)
    # F at shape + 1 from F at shape: half the cost of another incomplete gamma.
    next_below = below - np.exp(xlogy(shape, scaled) - scaled - gammaln(shape + 1.0))
    return np.asarray(x * below - mean * next_below)


def widening_groups(n: int, single: int = 14, wider: float = 1.12) -> IntVector:
    """The edges of groups of 0 .. n-1: one by one up to `single`, then each edge `wider` times the one before.

    An eighth is finer than any law of lags needs, and 156 weeks become 35 groups.
    """
    n_wide = max(int(np.ceil(np.log(max(n, 1) / single) / np.log(wider))), 0)
    wide = np.round(single * wider ** np.arange(1, n_wide + 1))
    edges = np.unique(np.concatenate([np.arange(single + 1.0), wide]))
    return np.append(edges[edges < n], n).astype(np.int64)
