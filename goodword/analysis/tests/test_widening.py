import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.forecast import Paths
from goodword.analysis.inputs import BadInput
from goodword.analysis.widening import ENOUGH, POOLED, PastForecasts, errors, widened, widening

COUNTS = st.lists(st.integers(0, 10**6), min_size=3, max_size=3).map(sorted)


def overconfident(rng, n=4_000, weeks=3):
    """Paths of a forecaster who takes the year's pace for known, and what came: the pace turns out otherwise."""
    people = 100 + np.cumsum(rng.poisson(20, (n, weeks)), axis=1)
    return Paths(1, 100, people, 1.0, "")


def came(rng, m):
    return 100 + rng.poisson(60 * rng.gamma(6, 1 / 6, m))


def past(rng, m):
    low, middle, high = (overconfident(rng).quantile(share)[-1] for share in (0.1, 0.5, 0.9))
    return PastForecasts(np.full(m, low), np.full(m, middle), np.full(m, high), came(rng, m))


def coverage(paths, counts, level=0.8):
    low, high = (limits[-1] for limits in paths.band(level))
    return float(np.mean((counts >= low) & (counts <= high)))


def test_a_wrong_model_covers_as_it_says_once_its_errors_are_known():
    rng = np.random.default_rng(1)
    counts, paths = came(rng, 4_000), overconfident(rng)
    after = [coverage(widened(paths, widening(past(rng, 20))), counts) for _ in range(30)]
    assert coverage(paths, counts) < 0.5
    assert 0.78 < np.mean(after) < 0.9


def test_errors_as_large_as_foreseen_widen_nothing():
    exact = PastForecasts(
        [80.0] * 10, [100.0] * 10, [125.0] * 10, [125, 80, 100, 90, 110, 95, 105, 101, 99, 120]
    )
    assert widening(exact) == pytest.approx(1.0, abs=1e-9)
    paths = overconfident(np.random.default_rng(1))
    assert widened(paths, 1.0) is paths


def test_a_forecast_that_was_too_careful_is_not_made_narrower():
    assert widening(PastForecasts([10] * 20, [100] * 20, [1000] * 20, [100] * 20)) == 1


def test_the_factor_is_the_eighth_of_eight_and_the_ninth_of_ten():
    middle = np.full(10, 100.0)
    off = np.arange(1, 11) / 2
    all_ten = PastForecasts(
        middle - 20, middle, np.expm1(np.log1p(middle) + 0.2), np.expm1(np.log1p(middle) + 0.2 * off)
    )
    assert errors(all_ten) == pytest.approx(off)
    assert widening(all_ten) == pytest.approx(off[8])
    first = PastForecasts(
        *(np.asarray(part)[:8] for part in (all_ten.low, middle, all_ten.high, all_ten.came))
    )
    assert widening(first) == pytest.approx(off[7])


@pytest.mark.parametrize("n", [0, 1, ENOUGH - 1])
def test_before_there_are_eight_the_widening_is_pooled(n):
    assert widening(PastForecasts([1] * n, [2] * n, [3] * n, [2] * n)) == POOLED


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(COUNTS, st.integers(0, 10**6)), min_size=8, max_size=12), st.data())
def test_a_larger_error_never_makes_a_forecast_narrower(rows, data):
    low, middle, high = np.array([limits for limits, _ in rows], float).T
    there = np.array([count for _, count in rows], float)
    further = there.copy()
    row = data.draw(st.integers(0, len(rows) - 1))
    further[row] += 1000 if there[row] >= middle[row] else -there[row]
    assert widening(PastForecasts(low, middle, high, there)) <= widening(
        PastForecasts(low, middle, high, further)
    )


@settings(max_examples=20, deadline=None)
@given(st.floats(1, 4), st.floats(1, 4))
def test_more_widening_is_a_wider_band_around_the_same_middle(a, b):
    paths = overconfident(np.random.default_rng(1), 200)
    less, more = (widened(paths, factor) for factor in sorted((a, b)))
    assert (more.band(0.9)[0] <= less.band(0.9)[0]).all() and (more.band(0.9)[1] >= less.band(0.9)[1]).all()
    assert more.middle() == pytest.approx(paths.middle(), rel=0.03)


def test_widened_numbers_still_never_fall_where_nobody_leaves():
    paths = widened(overconfident(np.random.default_rng(1)), 3.0)
    assert (np.diff(paths.people, axis=1) >= 0).all() and paths.people.min() >= 100


def test_nobody_foreseen_and_nobody_there_is_no_error():
    assert errors(PastForecasts([0], [0], [0], [0])).tolist() == [0]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (([1], [2], [3], [1, 2]), "one of each"),
        (([5], [2], [3], [1]), "Forecast, row 0"),
        (([1], [2], [float("nan")], [1]), "high, row 0"),
        (([1], [2], [3], [-1]), "came, row 0"),
        (([1], [2], [3], ["x"]), "came: one flat list"),
    ],
)
def test_what_is_no_forecast_is_refused(columns, says):
    with pytest.raises(BadInput, match=says):
        widening(PastForecasts(*columns))


def test_nothing_is_made_narrower():
    with pytest.raises(BadInput, match="factor"):
        widened(overconfident(np.random.default_rng(1), 5), 0.5)
