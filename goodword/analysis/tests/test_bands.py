from math import comb, lgamma

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.bands import COUNT_MAX, Band, count_band, most_if_none, share_at, share_band
from goodword.analysis.inputs import BadInput

COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("n_yes", "n", "low", "high"),
    [
        # Brown, Cai & DasGupta (2001), table 5.
        (0, 7, 0, 0.292),
        (0, 10, 0, 0.217),
        (1, 10, 0.011, 0.381),
        (2, 10, 0.044, 0.503),
        (3, 12, 0.076, 0.529),
        # The examples of binom.jeffreys in R's package RSurveillance.
        (10, 200, 0.02599340, 0.08687509),
        (25, 200, 0.08462743, 0.176126),
        (90, 200, 0.38218245, 0.51925306),
    ],
)
def test_it_gives_the_published_limits(n_yes, n, low, high):
    band = share_band(n_yes, n, level=0.95)
    assert (band.low, band.high) == pytest.approx((low, high), abs=5e-4 if n < 100 else 1e-7)


@pytest.mark.parametrize(("level", "n"), [(0.9, 20), (0.9, 100), (0.95, 50)])
def test_it_holds_the_truth_as_often_as_it_says(level, n):
    # Not drawn: every count that could be seen, weighed by its chance, over an even spread of truths.
    truths = np.linspace(0.005, 0.995, 199)
    held = sum(
        comb(n, k) * truths**k * (1 - truths) ** (n - k) * [band.holds(truth) for truth in truths]
        for k in range(n + 1)
        for band in [share_band(k, n, level)]
    )
    assert held.mean() == pytest.approx(level, abs=0.01)
    assert held.min() > level - 0.1


def test_a_count_is_held_as_often_as_it_says():
    counts, truths = np.arange(120), np.linspace(1, 40, 300)
    bands = [count_band(int(k)) for k in counts]
    chances = np.exp(np.outer(np.log(truths), counts) - truths[:, None] - [lgamma(k + 1) for k in counts])
    held = [
        chance @ [band.holds(truth) for band in bands] for chance, truth in zip(chances, truths, strict=True)
    ]
    assert np.mean(held) == pytest.approx(0.9, abs=0.01)
    assert min(held) > 0.75


@given(COUNTS)
def test_one_more_yes_never_lowers_a_share(count):
    n_yes, n = count
    one_less, band = share_band(max(n_yes - 1, 0), n), share_band(n_yes, n)
    assert (one_less.low, one_less.mid, one_less.high) <= (band.low, band.mid, band.high)
    assert one_less.high <= band.high and one_less.mid <= band.mid


@given(COUNTS)
def test_no_is_yes_seen_from_the_other_side(count):
    n_yes, n = count
    yes, no = share_band(n_yes, n), share_band(n - n_yes, n)
    assert (yes.low, yes.mid, yes.high) == pytest.approx((1 - no.high, 1 - no.mid, 1 - no.low), abs=1e-9)


@settings(max_examples=40)
@given(COUNTS)
def test_ten_times_as_many_make_a_narrower_band(count):
    n_yes, n = count
    few, many = share_band(n_yes, n), share_band(10 * n_yes, 10 * n)
    assert many.high - many.low < few.high - few.low


def test_places_that_are_drawn_make_the_posterior():
    # Beta(3.5, 9.5) has the mean a / (a + b) and the variance ab / ((a + b)^2 (a + b + 1)).
    drawn = share_at([3], [12], np.random.default_rng(5).random((20_000, 1)))
    assert drawn.mean() == pytest.approx(3.5 / 13, abs=0.003)
    assert drawn.std() == pytest.approx((3.5 * 9.5 / 14) ** 0.5 / 13, abs=0.003)


def test_nothing_seen_is_nothing_known():
    band = share_band(0, 0)
    assert (band.low, band.mid, band.high) == pytest.approx((0, 0.5, 1))


def test_none_seen_is_the_rule_of_three():
    assert most_if_none() == pytest.approx(3.0, abs=0.005)
    assert count_band(0).low == 0


def test_a_million_millions_are_answered():
    assert share_band(COUNT_MAX // 2, COUNT_MAX).holds(0.5)
    assert share_band(0, COUNT_MAX).high < 1e-11
    assert count_band(COUNT_MAX).holds(COUNT_MAX)


@pytest.mark.parametrize(
    "seen", [(-1, 5), (6, 5), (1, COUNT_MAX + 1), (0.5, 2), (float("nan"), 2), (True, 2), ("1", 2), (None, 1)]
)
def test_counts_that_cannot_be_are_refused_in_words(seen):
    with pytest.raises(BadInput, match="n"):
        share_band(*seen)


def test_more_yeses_than_people_are_refused_with_their_row():
    with pytest.raises(BadInput, match="n_yes, row 1: 4 of 3"):
        share_at([1, 4], [3, 3], [[0.5]])


@pytest.mark.parametrize("ends", [(2, 1, 3), (1, 3, 2), (float("nan"), 1, 2)])
def test_a_band_runs_from_low_to_high(ends):
    with pytest.raises(BadInput, match="low over mid to high"):
        Band(*ends)


@pytest.mark.parametrize("level", [0, 1, 1.5, float("nan"), None])
def test_a_level_that_cannot_be_is_refused(level):
    with pytest.raises(BadInput, match="level"):
        share_band(1, 2, level)


@pytest.mark.parametrize("values", [[], [[]], [1.0, float("nan")]])
def test_no_values_make_no_band(values):
    with pytest.raises(BadInput):
        Band.of(values)
