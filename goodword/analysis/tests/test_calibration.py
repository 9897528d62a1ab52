"""Does what is called 80% hold 80 times in 100? Asked of businesses drawn from the priors of the fit itself, so that
the only question is whether fit and simulation are right (simulation-based calibration, Talts et al. 2018).

People are counted, so a forecast may give much weight to one number: the rank of what came among the paths is drawn
at random within the paths that tie with it (randomised rank), which is uniform for an exact forecast.
"""

from functools import cache

import numpy as np
import pytest

from goodword.analysis.baselines import k_factor, pace
from goodword.analysis.forecast import simulate
from goodword.analysis.growth import fit
from goodword.analysis.tests.businesses import NOW, drawn_truth, made_business

SETS = (1, 2, 3)  # fixed before the code
N = 2_000
N_PATHS = 300
WEEKS, AHEAD = (8, 104), (4, 26)  # of books, and of the forecast
MOST = 2_000  # people in the books: chosen by what was seen, which leaves the calibration as it is


def rank(fewer, equal, n, rng):
    """Where what came lies among `n` paths, 0 to 1."""
    return (fewer + rng.random() * (equal + 1)) / (n + 1)


def rank_in_poisson(mean, came, rng):
    from scipy.stats import poisson

    return poisson.cdf(came - 1, mean) + rng.random() * poisson.pmf(came, mean)


@cache
def ranks(seed, n):
    """(3, n): of the branching process, of the pace and of the K-factor, the latter two as Poisson forecasts."""
    rng = np.random.default_rng(seed)
    found = []
    while len(found) < n:
        weeks, ahead = int(rng.integers(*WEEKS, endpoint=True)), int(rng.integers(*AHEAD, endpoint=True))
        made = made_business(drawn_truth(rng), weeks, ahead, rng)
        if (made.joins.day <= NOW).sum() > MOST:
            continue
        growth = fit(made.joins, NOW)
        if growth.why_not:
            continue
        people = simulate(growth, ahead, N_PATHS, rng).people[:, -1] - growth.counted.n_people
        others = (rough(growth.counted, ahead).added[-1] for rough in (pace, k_factor))
        found.append(
            (
                rank((people < made.came).sum(), (people == made.came).sum(), N_PATHS, rng),
                *(rank_in_poisson(mean, made.came, rng) for mean in others),
            )
        )
    return np.array(found).T


def covered(positions, level):
    return float(np.mean(np.abs(positions - 0.5) <= level / 2))


@pytest.mark.slow
@pytest.mark.parametrize("seed", SETS)
def test_the_forecast_holds_as_often_as_it_says(seed):
    positions = ranks(seed, N)[0]
    assert 0.77 <= covered(positions, 0.8) <= 0.83
    assert 0.465 <= covered(positions, 0.5) <= 0.535


@pytest.mark.slow
def test_poisson_forecasts_of_pace_and_k_factor_hold_far_less_often_than_they_say():
    branching, by_pace, by_k_factor = ranks(4, 200)
    assert covered(branching, 0.8) > 0.72
    assert covered(by_pace, 0.8) < 0.5
    assert covered(by_k_factor, 0.8) < 0.5
