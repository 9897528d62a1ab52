import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.expecting import expect, past_rate, why_not_fitted
from goodword.analysis.histories import History
from goodword.analysis.inputs import BadInput
from goodword.analysis.lifetime import BgNbd, expected_purchases, fit

from .buying import made, online_shop

SHOP = BgNbd(r=0.5, alpha=30, a=0.8, b=2.5)


@pytest.fixture
def rng():
    return np.random.default_rng(2005)


def test_under_200_customers_the_past_rate_answers_and_says_so(rng):
    history = History.of(*made(rng, 199, SHOP, 700))
    answer = expect(history, 365)
    assert answer.how == "past rate" and "200 customers" in answer.why and "199" in answer.why
    assert np.array_equal(answer.purchases, past_rate(history, 365))
    assert answer.model is None and np.isnan(answer.active).all()


def test_with_400_the_model_answers_without_a_word(rng):
    history = History.of(*made(rng, 400, SHOP, 700))
    answer = expect(history, 365)
    assert (answer.how, answer.why) == ("bg/nbd", "")
    assert np.array_equal(answer.purchases, expected_purchases(history, fit(history), 365))


def test_customers_watched_for_less_than_two_cycles_are_not_fitted():
    history = History.of([1, 0], [60, 0], [100, 100], count=[300, 300])
    assert "after 60" in why_not_fitted(history) and "for 100" in why_not_fitted(history)
    assert not why_not_fitted(History.of([1, 0], [60, 0], [120, 120], count=[300, 300]))


def test_a_million_who_bought_once_are_not_fitted():
    answer = expect(History.of([0], [0], [365], count=[1e6]), 365)
    assert "came again" in answer.why
    assert answer.purchases[0] < 1e-5


def test_an_online_shop_is_answered_and_told_that_nobody_leaves():
    person, day, _ = online_shop()
    answer = expect(History.of_rows(person, day, int(day.max())), 90)
    assert answer.how == "bg/nbd" and "Nobody is seen to leave" in answer.why
    assert 2_000 < answer.purchases.sum() < 4_500


def test_the_past_rate_is_drawn_towards_that_of_all():
    history = History.of([0, 10], [0, 95], [100, 100])
    pace = 10.5 / 200
    assert past_rate(history, 10) == pytest.approx([10 / (100 + 1 / pace), 110 / (100 + 1 / pace)])


def test_whoever_is_watched_for_long_is_hardly_drawn():
    assert past_rate(History.of([10_000], [99_999], [100_000]), 365) == pytest.approx([36.5], rel=1e-3)


def test_the_past_rate_is_the_same_in_another_unit(rng):
    x, t, age = made(rng, 300, SHOP, 700)
    days, weeks = History.of(x, t, age), History.of(x, t / 7, age / 7)
    assert past_rate(weeks, 52) == pytest.approx(past_rate(days, 364))


def test_customers_of_today_and_nobody_are_answered_with_nothing_to_expect():
    assert not expect(History.of([0, 0], [0, 0], [0, 0]), 365).purchases.any()
    assert expect(History.of([], [], []), 365).purchases.shape == (0,)


def test_three_hundred_customers_of_today_are_not_fitted():
    assert expect(History.of([0], [0], [0], count=[300]), 365).how == "past rate"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(738_000, 739_000)), max_size=60),
    st.integers(1, 40),
    st.floats(0, 1e300),
)
def test_any_rows_are_answered_with_finite_numbers(rows, times, ahead):
    rows = [(who + 1_000 * again, day) for again in range(times) for who, day in rows]
    answer = expect(History.of_rows([w for w, _ in rows], [d for _, d in rows], 739_000), ahead)
    assert np.isfinite(answer.purchases).all() and (answer.purchases >= 0).all()
    assert answer.how == "bg/nbd" or answer.why


def test_a_negative_time_ahead_is_refused():
    with pytest.raises(BadInput, match="ahead"):
        expect(History.of([1], [2], [3]), -1)
