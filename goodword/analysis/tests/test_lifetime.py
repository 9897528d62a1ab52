from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import hyp2f1

from goodword.analysis import lifetime
from goodword.analysis.histories import History
from goodword.analysis.inputs import BadInput
from goodword.analysis.lifetime import WEAK, BgNbd, chance_active, expected_purchases, fit, log_likelihood

from .buying import CDNOW_39_WEEKS, cdnow, in_weeks, made, online_shop

PUBLISHED = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426)
DEEP = settings(max_examples=60, deadline=None)


@pytest.fixture
def rng():
    return np.random.default_rng(2005)


def one(x, t, age):
    return History.of([x], [t], [age])


def parameters(model):
    return [model.r, model.alpha, model.a, model.b]


def slow_log_likelihood(x, t, age, model):
    """Equation 6 as printed, one customer."""
    from math import exp, lgamma, log

    r, alpha, a, b = parameters(model)
    a1 = lgamma(r + x) - lgamma(r) + r * log(alpha)
    a2 = lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x)
    a3 = -(r + x) * log(alpha + age)
    a4 = log(a) - log(b + x - 1) - (r + x) * log(alpha + t) if x else 0.0
    return a1 + a2 + log(exp(a3) + (exp(a4) if x else 0.0))


def equation_10(x, t, age, ahead, model):
    r, alpha, a, b = parameters(model)
    wide = alpha + age + ahead
    rest = ((alpha + age) / wide) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, ahead / wide)
    left = (x > 0) * a / (b + max(x, 1) - 1) * ((alpha + age) / (alpha + t)) ** (r + x)
    return (a + b + x - 1) / (a - 1) * (1 - rest) / (1 + left)


# Someone else's figures ---------------------------------------------------------------------------


def test_cdnow_gives_the_published_parameters_and_likelihood():
    person, day, _ = cdnow()
    history = in_weeks(History.of_rows(person, day, CDNOW_39_WEEKS))
    model = fit(history, prior=None)
    assert len(history) == 2357
    assert parameters(model) == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=1e-3)
    assert model.log_likelihood == pytest.approx(-9582.4, abs=0.05)


def test_it_gives_the_worked_example_of_the_authors():
    # Their spreadsheet, brucehardie.com/notes/004: one customer, the next 39 weeks.
    assert expected_purchases(one(2, 30.43, 38.86), PUBLISHED, 39) == pytest.approx([1.226], abs=1e-3)


def test_the_weak_prior_hardly_moves_two_thousand_customers():
    person, day, _ = cdnow()
    history = History.of_rows(person, day, CDNOW_39_WEEKS)
    assert parameters(fit(history)) == pytest.approx(parameters(fit(history, prior=None)), rel=0.01)


def test_an_online_shop_of_which_nobody_is_seen_to_leave_is_told():
    person, day, _ = online_shop()
    history = History.of_rows(person, day, int(day.max()))
    for prior in (WEAK, None):
        model = fit(history, prior)
        assert model.nobody_leaves
        assert chance_active(history, model).min() > 0.5
        assert 2_000 < expected_purchases(history, model, 90).sum() < 4_500


# A slow independent version -----------------------------------------------------------------------


@DEEP
@given(
    st.integers(0, 40), st.floats(0.05, 1), st.floats(0.1, 60), st.floats(0.05, 3), st.floats(0.5, 30),
    st.floats(0.05, 5).filter(lambda a: abs(a - 1) > 0.05), st.floats(0.2, 8), st.floats(0.1, 60),
)  # fmt: skip
def test_equation_10_in_its_closed_form_says_the_same(x, share, age, r, alpha, a, b, ahead):
    model, t = BgNbd(r, alpha, a, b), share * age if x else 0.0
    expected = equation_10(x, t, age, ahead, model)
    assert expected_purchases(one(x, t, age), model, ahead) == pytest.approx([expected], rel=1e-4, abs=1e-9)


def test_the_likelihood_is_that_of_equation_6(rng):
    x, t, age = made(rng, 200, PUBLISHED, 39)
    slow = sum(slow_log_likelihood(*row, PUBLISHED) for row in zip(x.tolist(), t, age, strict=True))
    assert log_likelihood(History.of(x, t, age), PUBLISHED) == pytest.approx(slow, rel=1e-10)


@DEEP
@given(st.lists(st.floats(-2, 2), min_size=4, max_size=4), st.integers(0, 2**32))
def test_the_slope_is_that_of_finite_differences(logs, seed):
    rng = np.random.default_rng(seed)
    x, t, age = made(rng, 30, PUBLISHED, 39)
    likelihood = lifetime._Likelihood(History.of(x, t, age), 1.0)
    at, h = np.array(logs), 1e-5
    _, slope = likelihood.at(np.exp(at))
    moved = [likelihood.at(np.exp(at + h * e))[0] - likelihood.at(np.exp(at - h * e))[0] for e in np.eye(4)]
    assert slope == pytest.approx(np.array(moved) / (2 * h), rel=1e-4, abs=1e-4)
    _, pull = lifetime._prior_at(WEAK, at, 0.3)
    pulled = [
        lifetime._prior_at(WEAK, at + h * e, 0.3)[0] - lifetime._prior_at(WEAK, at - h * e, 0.3)[0]
        for e in np.eye(4)
    ]
    assert pull == pytest.approx(np.array(pulled) / (2 * h), rel=1e-4, abs=1e-6)


# Made-up customers, limits, directions ------------------------------------------------------------


def test_parameters_are_found_again_in_made_up_customers(rng):
    truth = BgNbd(r=0.6, alpha=20, a=0.8, b=2.5)
    model = fit(History.of(*made(rng, 40_000, truth, 300)))
    assert parameters(model) == pytest.approx(parameters(truth), rel=0.12)


def test_what_made_up_customers_buy_next_is_what_was_expected(rng):
    # Watched until 100, then until 200: nobody told the forecast of the second half.
    truth = BgNbd(r=0.6, alpha=20, a=0.8, b=2.5)
    n = 20_000
    pace, leaving = rng.gamma(truth.r, 1 / truth.alpha, n), rng.beta(truth.a, truth.b, n)
    steps = np.cumsum(rng.exponential(1, (n, 300)) / np.maximum(pace, 1e-9)[:, None], axis=1)
    steps[np.arange(300) >= rng.geometric(leaving)[:, None]] = np.inf
    before = steps <= 100
    last = np.where(before, steps, 0).max(axis=1)
    history = History.of(before.sum(axis=1), last, np.full(n, 100.0))
    came = ((steps > 100) & (steps <= 200)).sum()
    assert expected_purchases(history, fit(history), 100).sum() == pytest.approx(came, rel=0.05)


def test_another_unit_of_time_gives_the_same_answer(rng):
    x, t, age = made(rng, 500, PUBLISHED, 39)
    weeks, days = History.of(x, t, age), History.of(x, t * 7, age * 7)
    for prior in (WEAK, None):
        first, second = fit(weeks, prior), fit(days, prior)
        assert second.alpha == pytest.approx(first.alpha * 7, rel=1e-4)
        assert expected_purchases(days, second, 7 * 39) == pytest.approx(
            expected_purchases(weeks, first, 39), rel=1e-4
        )


def test_a_count_is_the_same_as_repeated_rows(rng):
    x, t, age = made(rng, 300, PUBLISHED, 39)
    count = rng.integers(1, 5, 300)
    counted = fit(History.of(x, t, age, count))
    repeated = fit(History.of(*(np.repeat(column, count) for column in (x, t, age))))
    assert counted == repeated


def test_the_order_of_customers_does_not_move_the_last_digit(rng):
    x, t, age = made(rng, 500, PUBLISHED, 39)
    order = rng.permutation(500)
    first, second = History.of(x, t, age), History.of(x[order], t[order], age[order])
    model = fit(first)
    assert fit(second) == model
    assert np.array_equal(expected_purchases(first, model, 52)[order], expected_purchases(second, model, 52))


@pytest.mark.parametrize(("n", "fewest"), [(50, 4), (200, 1)])
def test_with_the_prior_small_shops_do_not_degenerate_as_plain_likelihood_does(n, fewest):
    def runs_off(model):
        return model.nobody_leaves or model.a + model.b > 50

    rng = np.random.default_rng(2005)
    shops = [History.of(*made(rng, n, PUBLISHED, 39)) for _ in range(20)]
    assert sum(runs_off(fit(shop, prior=None)) for shop in shops) >= fewest
    assert not any(runs_off(fit(shop)) for shop in shops)


def test_who_bought_more_lately_is_more_surely_active():
    history = History.of([3, 3, 3], [10, 20, 30], [38, 38, 38])
    active = chance_active(history, PUBLISHED)
    assert active[0] < active[1] < active[2]


def test_who_bought_often_and_fell_silent_is_less_surely_active():
    active = chance_active(History.of([2, 20], [20, 20], [38, 38]), PUBLISHED)
    assert active[1] < active[0]


def test_nothing_is_expected_of_no_time_and_more_of_a_longer_one():
    history = History.of([0, 1, 9], [0, 20, 30], [38, 38, 38])
    some = [expected_purchases(history, PUBLISHED, ahead) for ahead in (0, 1, 10, 100, 1e4, 1e300)]
    assert not some[0].any()
    assert all((later > sooner).all() for sooner, later in pairwise(some))


def test_an_a_of_exactly_1_is_answered():
    # The closed form divides by a - 1.
    near, at = (expected_purchases(one(2, 30, 38), BgNbd(0.3, 4, a, 2.5), 39) for a in (1 + 1e-7, 1))
    assert at == pytest.approx(near, rel=1e-5)


def test_if_nobody_leaves_the_expectation_is_that_of_a_plain_gamma_poisson():
    never = BgNbd(r=0.5, alpha=4, a=1e-9, b=1e7)
    assert expected_purchases(one(3, 30, 38), never, 10) == pytest.approx([3.5 / 42 * 10], rel=1e-6)


# Doors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "t", "age"),
    [
        ([5], [10], [20]),
        ([4] * 500, [10] * 500, [20] * 500),
        ([0] * 1_000, [0] * 1_000, list(range(1_000))),
        ([2**40, 1], [1e-300, 1e15], [1e-300, 1e15]),
        ([0, 10**12], [0, 3_000_000], [0, 3_652_059]),
        ([1, 1], [1e-12, 5], [1e12, 6]),
    ],
)
def test_strange_customers_get_finite_answers(x, t, age):
    history = History.of(x, t, age)
    for prior in (WEAK, None):
        model = fit(history, prior)
        assert np.isfinite([*parameters(model), model.log_likelihood]).all()
        expected = expected_purchases(history, model, 365)
        assert np.isfinite(expected).all() and (expected >= 0).all()


def test_a_million_who_bought_once_are_expected_to_buy_next_to_nothing():
    history = History.of([0], [0], [365], count=[1e6])
    assert expected_purchases(history, fit(history), 365)[0] < 0.01


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2**40), st.floats(1e-9, 1e9), st.floats(0, 1e9), st.floats(1e-3, 1e9)),
        min_size=1,
        max_size=8,
    )
)
def test_any_table_that_passes_the_door_is_fitted_and_answered(rows):
    x = [row[0] for row in rows]
    t = [row[1] if row[0] else 0.0 for row in rows]
    age = [since + row[2] for since, row in zip(t, rows, strict=True)]
    history = History.of(x, t, age, [row[3] for row in rows])
    try:
        model = fit(history)
    except BadInput as why:
        assert "no time has passed" in str(why)  # noqa: PT017
        return
    expected, active = expected_purchases(history, model, 365), chance_active(history, model)
    assert np.isfinite(expected).all() and (expected >= 0).all()
    assert ((active >= 0) & (active <= 1)).all()


@pytest.mark.parametrize("ahead", [-1, float("inf")])
def test_a_time_ahead_that_is_none_is_refused(ahead):
    with pytest.raises(BadInput, match="ahead, row 0"):
        expected_purchases(one(1, 2, 3), PUBLISHED, ahead)


def test_nobody_and_customers_of_today_are_refused_in_words():
    with pytest.raises(BadInput, match="nobody"):
        fit(History.of([], [], []))
    with pytest.raises(BadInput, match="no time has passed"):
        fit(History.of([0, 0], [0, 0], [0, 0]))
    assert expected_purchases(History.of([], [], []), PUBLISHED, 39).shape == (0,)


@pytest.mark.parametrize("wrong", [{"r": 0}, {"alpha": -1}, {"a": float("nan")}, {"b": float("inf")}])
def test_a_model_with_an_impossible_parameter_is_refused(wrong):
    with pytest.raises(BadInput, match="above 0"):
        BgNbd(**{"r": 0.3, "alpha": 4, "a": 1, "b": 2} | wrong)


def test_nobody_has_a_likelihood_of_one():
    assert log_likelihood(History.of([], [], []), PUBLISHED) == 0
