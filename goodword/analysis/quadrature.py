"""Means over a beta distribution, by the few points that give them exactly for polynomials."""

import numpy as np
from numpy.typing import NDArray

from goodword.analysis.inputs import Vector


def beta_nodes(a: float, b: Vector, n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`n` nodes within (0, 1] and weights (sum 1) for the mean over each Beta(a, b[i]); (n, k) each.

    Exact for polynomials up to degree 2n - 1. Source: Golub & Welsch (1969), Calculation of Gauss
    Quadrature Rules, Mathematics of Computation 23, with the Jacobi polynomials moved to (0, 1).
    """
    # One matrix after the other, as three diagonals: numpy's eigh takes all at once, but wakes a thread on
    # every core for each, and is up to 300 times slower on a busy machine.
    from scipy.linalg import eigh_tridiagonal

    nodes, weights = np.empty((n, len(b))), np.empty((n, len(b)))
    for i, (middle, beside) in enumerate(zip(*_jacobi(a, b, n), strict=True)):
        nodes[:, i], vectors = eigh_tridiagonal(middle, beside, lapack_driver="stemr")
        weights[:, i] = vectors[0] ** 2
    return np.clip(nodes, 1e-12, 1.0), weights


def _jacobi(a: float, b: Vector, n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The diagonal (k, n) and what is beside it (k, n - 1) of each Jacobi matrix."""
    step = np.arange(1, n)
    low, high = a - 1, (b - 1)[:, None]  # exponents of p and of 1 - p
    both = low + high
    around = 2 * step + both
    with np.errstate(invalid="ignore", divide="ignore"):
        square = step * (step + high) * (step + low) * (step + both) / (around**2 * (around**2 - 1))
    square[:, :1] = a * b[:, None] / ((a + b) ** 2 * (a + b + 1))[:, None]  # above it is 0 / 0 if a + b = 1
    first = (a / (a + b))[:, None]
    return np.hstack([first, 0.5 + 0.5 * (low - high) * both / (around * (around + 2))]), np.sqrt(square)
