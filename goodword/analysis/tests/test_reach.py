from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.inputs import BadInput
from goodword.analysis.reach import (
    KNOWN_BY_ONE,
    PARTNER_ADDS,
    SPREAD_NOT_SAID,
    known_by,
    reach,
)

SIZES = st.lists(st.one_of(st.integers(0, 5000), st.just(nan)), max_size=8)


def as_three(band):
    return band.low, band.mid, band.high


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 3000), SIZES)
def test_it_is_never_below_the_people_named(n_named, sizes):
    assert reach(n_named, sizes).low >= n_named


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 3000), SIZES, st.integers(0, 7), st.integers(0, 500))
def test_a_larger_circle_never_lowers_it(n_named, sizes, place, more):
    raised = [size + more if i == place else size for i, size in enumerate(sizes)]
    before, after = reach(n_named, sizes), reach(n_named, raised)
    assert all(a >= b - 1e-9 for a, b in zip(as_three(after), as_three(before), strict=True))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3000), SIZES)
def test_one_more_circle_or_name_never_lowers_it(n_named, sizes):
    before = reach(n_named, sizes)
    for after in (reach(n_named, [*sizes, 30]), reach(n_named, [*sizes, nan]), reach(n_named + 1, sizes)):
        assert all(a >= b - 1e-9 for a, b in zip(as_three(after), as_three(before), strict=True))


def test_it_is_that_of_drawn_circles():
    rng = np.random.default_rng(41)
    n = 400_000
    guess, overlap = rng.normal(size=n), rng.uniform(0.1, 0.5, n)
    drawn = 55 + (300 * np.exp(0.4 * guess) + PARTNER_ADDS * np.exp(SPREAD_NOT_SAID * guess)) * (1 - overlap)
    assert as_three(reach(55, [100, nan, 200])) == pytest.approx(
        np.quantile(drawn, [0.1, 0.5, 0.9]), rel=0.01
    )


def test_without_overlap_and_with_sure_sizes_it_is_the_plain_sum():
    assert as_three(reach(55, [100, 200], overlap=(0, 0), spread=0)) == pytest.approx((355,) * 3)


def test_all_overlapping_leaves_the_people_named():
    assert as_three(reach(55, [100, 200], overlap=(1, 1))) == (55, 55, 55)


def test_more_overlap_is_less_reach():
    few, many = reach(0, [300], overlap=(0.1, 0.2)), reach(0, [300], overlap=(0.4, 0.6))
    assert many.high < few.high and many.low < few.low


def test_no_circles_are_the_people_named():
    assert as_three(reach(12, [])) == (12, 12, 12)
    assert as_three(reach(12, [0, 0])) == (12, 12, 12)


def test_a_circle_without_a_size_is_wider_than_one_that_was_told():
    told, untold = reach(0, [PARTNER_ADDS]), reach(0, [nan])
    assert untold.low < told.low and told.high < untold.high


def test_what_one_person_knows_is_what_was_published():
    assert as_three(KNOWN_BY_ONE) == (150, 290, 610)
    # The spread of a circle without a size is as wide as these medians lie apart, eight times out of ten.
    assert np.log(610 / 150) / 2 / 1.2816 == pytest.approx(SPREAD_NOT_SAID, abs=0.01)


def test_names_give_back_how_many_somebody_knows():
    # 30 names that cover 6 in 100 people, and people who know 300 each.
    rng = np.random.default_rng(43)
    bear = np.full(30, 200_000.0)
    found = [known_by(rng.binomial(300, 0.002, 30), bear, 1e8).n for _ in range(300)]
    assert np.mean([band.mid for band in found]) == pytest.approx(300, rel=0.06)
    # Wider than chance alone would need, for names are not the only thing that is off.
    assert np.mean([band.holds(300) for band in found]) > 0.9


def test_its_error_lies_where_others_found_it():
    band = known_by([18], [6e6], 1e8).n
    error = np.log(band.high / band.low) / 2 / 1.2816
    assert 0.26 < error < 0.58


def test_knowing_one_more_never_lowers_it():
    three = [as_three(known_by([n], [5e6], 1e8).n) for n in range(30)]
    assert all(
        a > b
        for later, sooner in zip(three[1:], three, strict=False)
        for a, b in zip(later, sooner, strict=True)
    )


def test_rare_names_give_no_answer():
    told = known_by([3, 1], [2e6, 1e6], 1e8)
    assert told.n is None
    assert told.why_not == "These names cover 3.0 in 100 people: 5 are needed."
    assert known_by([], [], 1e8).n is None


def test_nobody_of_these_names_is_answered():
    assert known_by([0], [5e6], 1e8).n.high < 60


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: reach(-1, []),
        lambda: reach(1, [-1]),
        lambda: reach(1, [float("inf")]),
        lambda: reach(1, ["many"]),
        lambda: reach(1, 5),
        lambda: reach(1, [[1], [1, 2]]),
        lambda: reach(1, [1], overlap=(0.5, 0.1)),
        lambda: reach(1, [1], spread=nan),
        lambda: known_by([1], [1, 2], 1e8),
        lambda: known_by([nan], [1e7], 1e8),
        lambda: known_by([1], [2e8], 1e8),
        lambda: known_by([1], [1], 0),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(BadInput):
        wrong()


def test_a_refusal_names_the_row():
    with pytest.raises(BadInput, match=r"sizes, row 1: -5\.0 is not between 0"):
        reach(1, [3, -5.0])
