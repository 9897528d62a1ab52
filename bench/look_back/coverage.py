"""Rolling origins: a forecast of growth made on many past days, from what was known then, beside what came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from goodword.analysis.baselines import Rough, k_factor, pace
from goodword.analysis.forecast import Paths, simulate
from goodword.analysis.growth import ENOUGH_PEOPLE, ENOUGH_WEEKS, fit
from goodword.analysis.inputs import Vector
from goodword.analysis.joins import WEEK, Joins
from goodword.analysis.tree import NOBODY
from goodword.analysis.widening import POOLED, SCORED_LEVEL, PastForecasts, errors, widened

LEVELS = (0.5, SCORED_LEVEL, 0.9)
HORIZONS = (2, 4, 13, 26)  # weeks
MOST_ORIGINS = 12  # of one series
N_PATHS = 400
MOST_PEOPLE = 20_000  # of a series: a fit each week of more takes long


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast of one series, `weeks` ahead; `holds` says of each band whether what came lay in it."""

    series: str
    on: int
    weeks: int
    low: float
    middle: float
    high: float
    came: int
    holds: Mapping[tuple[str, float], bool]


def rolling(series: str, joins: Joins, rng: np.random.Generator) -> Iterator[Forecast]:
    """Forecasts on up to MOST_ORIGINS days, from ENOUGH_WEEKS and ENOUGH_PEOPLE on; the last day is the last known."""
    day, sender = np.asarray(joins.day), np.asarray(joins.sender)
    known = np.sort(day[day > 0])
    if not ENOUGH_PEOPLE < len(known) <= MOST_PEOPLE:
        return
    end = int(known[-1])
    first = max(int(known[0]) + ENOUGH_WEEKS * WEEK, int(known[ENOUGH_PEOPLE - 1]))
    days = np.arange(end - HORIZONS[0] * WEEK, first - 1, -WEEK)[::-1]
    if len(days) > MOST_ORIGINS:
        days = days[np.linspace(0, len(days) - 1, MOST_ORIGINS).round().astype(int)]
    for on in days.tolist():
        yield from _on(series, _as_of(day, sender, on), known, on, rng)


def _as_of(day: np.ndarray, sender: np.ndarray, on: int) -> Joins:
    """Only who had come by then; who came without a day is left out, as nobody can say whether they had."""
    here = np.flatnonzero((day > 0) & (day <= on))
    place = np.full(len(day) + 1, NOBODY)
    place[here] = np.arange(len(here))
    return Joins(day[here], place[sender[here]])


def _on(
    series: str, joins: Joins, known: np.ndarray, on: int, rng: np.random.Generator
) -> Iterator[Forecast]:
    growth = fit(joins, on)
    weeks = [ahead for ahead in HORIZONS if on + ahead * WEEK <= known[-1]]
    if growth.why_not or not weeks:
        return
    paths = simulate(growth, weeks[-1], N_PATHS, rng)
    wider = widened(paths, POOLED)
    rough = {"pace": pace(growth.counted, weeks[-1]), "K-factor": k_factor(growth.counted, weeks[-1])}
    for ahead in weeks:
        came = int(np.searchsorted(known, on + ahead * WEEK, side="right"))
        low, high = paths.band(SCORED_LEVEL)
        holds = {}
        for level in LEVELS:
            holds["forecast", level] = _is_in(paths.band(level), ahead, came)
            holds["widened", level] = _is_in(wider.band(level), ahead, came)
            for name, guess in rough.items():
                holds[name, level] = _is_in(_people(guess, paths, level), ahead, came)
        i = ahead - 1
        yield Forecast(series, on, ahead, low[i], paths.middle()[i], high[i], came, holds)


def _people(guess: Rough, paths: Paths, level: float) -> tuple[Vector, Vector]:
    low, high = guess.poisson_band(level)
    return paths.start + low, paths.start + high


def _is_in(band: tuple[Vector, Vector], ahead: int, came: int) -> bool:
    return bool(band[0][ahead - 1] <= came <= band[1][ahead - 1])


def off_by(forecasts: list[Forecast]) -> Vector:
    """(m,) errors of the forecasts: 1 is the edge of the 80% band."""
    return errors(
        PastForecasts(
            *[
                np.array([getattr(one, name) for one in forecasts], float)
                for name in ("low", "middle", "high", "came")
            ]
        )
    )


def factor_needed(forecasts: list[Forecast]) -> float:
    """The widening with which the 80% band would have held 80 times in 100: each series and horizon says as much.

    Forecasts of one series overlap, and are as one witness: a long series does not drown the others.
    """
    off = off_by(forecasts)
    names = [(one.series, one.weeks) for one in forecasts]
    weight = np.array([1 / names.count(name) for name in names])
    order = np.argsort(off)
    share = np.cumsum(weight[order]) / weight.sum()
    return float(off[order][np.searchsorted(share, SCORED_LEVEL - 1e-9)])
