"""A posterior on a small grid that moves to where the mass is.

Four numbers at a dozen values each are few enough to try them all; and a grid that zooms in is as good for ten
people as for ten thousand, without a starting point, a tuning knob or a chain that has not yet settled.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodword.analysis.inputs import IntVector, Vector

Axes: TypeAlias = tuple[Vector, ...]
Array: TypeAlias = NDArray[np.float64]

WIDE = 4.0  # standard deviations on either side that a grid should hold
FINE = 0.55  # of a step: a margin whose standard deviation is larger is summed to within a few thousandths
PASSES = 8


@dataclass(frozen=True, slots=True)
class Grid:
    """`weight` has a dimension for each of the `axes`, whose values are evenly spaced, and adds up to 1."""

    axes: Axes
    weight: Array

    def margin(self, axis: int) -> Vector:
        others = tuple(place for place in range(len(self.axes)) if place != axis)
        return np.asarray(self.weight.sum(axis=others))

    def mean(self, axis: int) -> float:
        return float(self.margin(axis) @ self.axes[axis])

    def deviation(self, axis: int) -> float:
        return float(np.sqrt(self.margin(axis) @ (self.axes[axis] - self.mean(axis)) ** 2))

    def quantile(self, axis: int, share: float) -> float:
        """The value below which `share` of the mass lies, each point's mass spread evenly over its cell."""
        return float(np.interp(share, np.append(0.0, np.cumsum(self.margin(axis))), self._edges(axis)))

    def chance_above(self, axis: int, value: float) -> float:
        below = np.interp(value, self._edges(axis), np.append(0.0, np.cumsum(self.margin(axis))))
        return float(np.clip(1.0 - below, 0.0, 1.0))

    def _edges(self, axis: int) -> Vector:
        values = self.axes[axis]
        return self._spread(axis, np.append(values, values[-1] + self.step(axis)) - self.step(axis) / 2)

    def _spread(self, axis: int, within_cells: Vector) -> Vector:
        """Spreading mass over cells adds the variance of a cell; drawing all nearer to the mean takes it off again."""
        mean, variance = self.mean(axis), self.deviation(axis) ** 2
        nearer = np.sqrt(variance / (variance + self.step(axis) ** 2 / 12)) if variance else 1.0
        return np.asarray(mean + nearer * (within_cells - mean))

    def step(self, axis: int) -> float:
        values = self.axes[axis]
        return float(values[1] - values[0]) if len(values) > 1 else 0.0

    def draw(self, n: int, rng: np.random.Generator) -> tuple[IntVector, ...]:
        """The cells of `n` draws, one vector of places for each axis, sorted. Evenly spread: less noise than by lot."""
        at = (np.arange(n) + rng.random()) / n
        cells = np.searchsorted(np.cumsum(self.weight.ravel()), at * (1 - 1e-12))
        return tuple(np.unravel_index(np.minimum(cells, self.weight.size - 1), self.weight.shape))

    def within(self, axis: int, places: IntVector, rng: np.random.Generator) -> Vector:
        """Values for drawn `places` of an axis, anywhere in their cells."""
        jitter = self.step(axis) * (rng.random(len(places)) - 0.5)
        return self._spread(axis, self.axes[axis][places] + jitter)


def zoom(
    log_density: Callable[[Axes], Array], low: Sequence[float], high: Sequence[float], sizes: Sequence[int]
) -> Grid:
    """The density on `sizes` points an axis between `low` and `high`, then closer and closer to its mass."""
    box = list(zip(low, high, strict=True))
    grid = _at(log_density, box, sizes)
    for _ in range(PASSES - 1):
        if all(grid.deviation(axis) > FINE * grid.step(axis) for axis in range(len(box))):
            break
        box = [_around(grid, axis, *ends) for axis, ends in enumerate(box)]
        grid = _at(log_density, box, sizes)
    return grid


def _at(
    log_density: Callable[[Axes], Array], box: Sequence[tuple[float, float]], sizes: Sequence[int]
) -> Grid:
    axes = tuple(np.linspace(*ends, size) for ends, size in zip(box, sizes, strict=True))
    height = log_density(axes)
    weight = np.exp(height - height.max())
    return Grid(axes, weight / weight.sum())


def _around(grid: Grid, axis: int, low: float, high: float) -> tuple[float, float]:
    """The mean and what lies around it; where all mass is on one point, to the next ones."""
    far = WIDE * float(np.hypot(grid.deviation(axis), grid.step(axis) / 4))
    return max(low, grid.mean(axis) - far), min(high, grid.mean(axis) + far)
