"""The lowest point of a smooth cost of a few parameters, by its slope."""

from collections.abc import Callable

import numpy as np

from goodword.analysis.inputs import Vector

LONGEST_STEP = 3.0
MOST_STEPS = 200


def lowest(cost: Callable[[Vector], tuple[float, Vector]], start: Vector, reach: float) -> Vector:
    """Where `cost`, which answers its value and slope, is lowest within `reach` of `start` on each axis; (d,).

    Source: BFGS with steps halved until the cost falls enough (Nocedal & Wright, Numerical Optimization,
    equations 3.4 and 6.17). scipy's L-BFGS-B finds the same; for four parameters it wakes a thread on every
    core at each step, which on a busy machine takes ten times as long as the costs themselves.
    """
    low, high = start - reach, start + reach
    at, (value, slope) = start, cost(start)
    inverse = np.eye(len(start))
    for _ in range(MOST_STEPS):
        is_held = ((at <= low) & (slope > 0)) | ((at >= high) & (slope < 0))
        free = np.where(is_held, 0.0, slope)
        if np.abs(free).max() < 1e-8:
            break
        way = np.where(is_held, 0.0, -inverse @ free)
        if way @ free >= 0:
            inverse, way = np.eye(len(start)), -free
        way = way * min(1.0, LONGEST_STEP / np.abs(way).max())
        found = _step(cost, at, value, free, way, (low, high))
        if found is None:
            break
        moved, bent = found[0] - at, found[2] - slope
        is_still = value - found[1] <= 1e-14 * abs(value)
        at, value, slope = found
        if is_still:
            break
        inverse = _updated(inverse, moved, bent)
    return at


def _step(
    cost: Callable[[Vector], tuple[float, Vector]],
    at: Vector,
    value: float,
    slope: Vector,
    way: Vector,
    box: tuple[Vector, Vector],
) -> tuple[Vector, float, Vector] | None:
    length = 1.0
    for _ in range(30):
        there = np.clip(at + length * way, *box)
        its_value, its_slope = cost(there)
        if its_value <= value + 1e-4 * float(slope @ (there - at)):
            return there, its_value, its_slope
        length /= 2
    return None


def _updated(inverse: Vector, moved: Vector, bent: Vector) -> Vector:
    turn = float(moved @ bent)
    if turn <= 1e-14 * float(bent @ bent):
        return inverse
    if np.array_equal(inverse, np.eye(len(moved))):
        inverse = inverse * turn / float(bent @ bent)
    side = np.eye(len(moved)) - np.outer(moved, bent) / turn
    return np.asarray(side @ inverse @ side.T + np.outer(moved, moved) / turn)
