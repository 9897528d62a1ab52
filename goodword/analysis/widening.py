"""Forecasts are made as wide as this business's own past forecasts should have been."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.forecast import Counts, Paths
from goodword.analysis.inputs import BadInput, Vector

SCORED_LEVEL = 0.8  # the band that is kept of every forecast, to be scored
ENOUGH = 8  # of them: the 80% of 9 is the eighth
POOLED = 1.6  # before there are eight: what 265 forecasts of real series needed (docs/how-we-count/growth.md)
WIDEST = 20.0


@dataclass(frozen=True, slots=True)
class PastForecasts:
    """(m,) each: people that there were to be, the 80% band and its `middle`, and how many there were (`came`).

    Only those whose day has come; one for each day looked ahead to, or they all count the same luck.
    """

    low: ArrayLike
    middle: ArrayLike
    high: ArrayLike
    came: ArrayLike


def errors(past: PastForecasts) -> Vector:
    """(m,) how far off each was: 1 is the edge of its band, 0 its middle; in logarithms of people.

    Raises BadInput, naming the row.
    """
    low, middle, high, came = (
        _numbers(getattr(past, name), name) for name in ("low", "middle", "high", "came")
    )
    if not len(low) == len(middle) == len(high) == len(came):
        raise BadInput("low, middle, high and came: one of each is needed for every forecast.")
    for row in np.flatnonzero((low > middle) | (middle > high))[:1]:
        raise BadInput(f"Forecast, row {row}: {middle[row]} does not lie between {low[row]} and {high[row]}.")
    # No band is narrower than one person: a forecast of nobody would else be off without end.
    above = np.log1p(np.maximum(high, middle + 1)) - np.log1p(middle)
    below = np.log1p(middle) - np.log1p(np.clip(middle - 1, 0, low))
    off = np.log1p(came) - np.log1p(middle)
    width = np.where(off > 0, above, below)
    # Nobody was foreseen and nobody came: no fewer could.
    return np.abs(off) / np.where(width > 0, width, np.inf)


def widening(past: PastForecasts) -> float:
    """By how much a band must be stretched for 80 in 100 to hold, never under 1; POOLED with under ENOUGH.

    Split conformal: of m past errors, the ceil((m + 1) x 80%)-th smallest (Vovk, Gammerman & Shafer 2005).
    """
    off = np.sort(errors(past))
    if len(off) < ENOUGH:
        return POOLED
    place = int(np.ceil((len(off) + 1) * SCORED_LEVEL - 1e-9))
    return float(np.clip(off[min(place, len(off)) - 1], 1.0, WIDEST))


def widened(paths: Paths, factor: float) -> Paths:
    """Every path `factor` times as far from the middle, in logarithms; the same paths for 1.

    Bands, chances and days are all read from these paths, so that all are widened alike. Where nobody leaves, what
    would fall stays. Raises BadInput under 1.
    """
    if not 1 <= factor <= WIDEST:
        raise BadInput(f"factor: {factor} is not between 1 and {WIDEST:g}.")
    if factor == 1:
        return paths
    middle = np.log1p(paths.middle())
    far = middle + factor * (np.log1p(paths.people) - middle)
    people = np.rint(np.expm1(np.clip(far, 0.0, np.log(1e15)))).astype(np.int64)
    if paths.stay == 1:
        people = _rising(np.maximum(people, paths.start))
    return replace(paths, people=people)


def _rising(people: Counts) -> Counts:
    """Halfway between holding every high and waiting for every low: either alone would move the middle."""
    held = np.maximum.accumulate(people, axis=1)
    waited = np.minimum.accumulate(people[:, ::-1], axis=1)[:, ::-1]
    return (held + waited) // 2


def _numbers(values: ArrayLike, name: str) -> Vector:
    given = np.asarray(values, dtype=np.float64) if np.asarray(values).dtype.kind in "iuf" else None
    if given is None or given.ndim != 1:
        raise BadInput(f"{name}: one flat list of numbers is needed.")
    for row in np.flatnonzero(~np.isfinite(given) | (given < 0) | (given > 1e15))[:1]:
        raise BadInput(f"{name}, row {row}: {given[row]} is not a number of people.")
    return given
