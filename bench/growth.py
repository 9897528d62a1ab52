"""The paths of a growth forecast, beside drawing as many negative binomials and doing nothing with them."""

import time
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np

from goodword.analysis.forecast import simulate
from goodword.analysis.growth import fit
from goodword.analysis.joins import Joins

from .report import Line

TIMES = 5
MOST = 3
N_PATHS, WEEKS = 10_000, 104
NOW, BOOKS = 739_500, 100  # weeks


def growth_lines() -> Iterator[Line]:
    joins = business()
    growth = fit(joins, NOW)
    rng = np.random.default_rng(1)
    drawing, making, fitting = [], [], []
    # A week's newcomers, drawn straight from a law with their mean and the evenness of arrivals.
    mean = (simulate(growth, WEEKS, 200, rng).middle()[-1] - growth.counted.n_people) / WEEKS
    evenness = float(np.exp(growth.arriving[0].mean(1)))
    for _ in range(TIMES):
        drawing.append(
            _seconds(lambda: rng.negative_binomial(evenness, evenness / (evenness + mean), (N_PATHS, WEEKS)))
        )
        making.append(_seconds(lambda: simulate(growth, WEEKS, N_PATHS, rng)))
        fitting.append(_seconds(lambda: fit(joins, NOW)))
    ratio = median(making) / median(drawing)
    yield Line(
        f"A growth forecast, {N_PATHS:,} paths of {WEEKS} weeks",
        f"{ratio:.1f} times ({median(making):.2f} s; as many negative binomial draws {median(drawing):.2f} s)",
        f"at most {MOST} times as many draws",
        ratio <= MOST,
    )
    about = f"{growth.counted.n_people:,} people"
    yield Line(f"Growth fitted, {about}", f"{median(fitting) * 1000:.0f} ms", "told", True)


def business() -> Joins:
    """Three come by themselves in a week; half as many are brought as there are, some six weeks later."""
    rng = np.random.default_rng(1)
    day = list(rng.integers(NOW - 7 * BOOKS + 1, NOW + 1, 3 * BOOKS))
    sender = [-1] * len(day)
    for person, start in enumerate(day):  # grows while it is read: those brought bring others
        for lag in rng.gamma(1.5, 28.0, rng.poisson(rng.gamma(0.5, 1.0))):
            if start + int(lag) <= NOW:
                day.append(start + int(lag))
                sender.append(person)
    return Joins(day, sender)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
