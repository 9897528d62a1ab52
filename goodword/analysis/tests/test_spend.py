import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis import spend
from goodword.analysis.inputs import BadInput
from goodword.analysis.spend import WEAK_SPEND, GammaGamma, expected_spend, fit_spend

from .buying import CDNOW_39_WEEKS, cdnow

PUBLISHED = GammaGamma(p=6.25, q=3.74, gamma=15.44)


@pytest.fixture
def rng():
    return np.random.default_rng(2005)


def parameters(model):
    return [model.p, model.q, model.gamma]


def made_spend(rng, n, model, low=1):
    """(purchases, mean spent) of `n` customers as Gamma-Gamma says."""
    x = rng.geometric(0.3, n) + low - 1
    scale = rng.gamma(model.q, 1 / model.gamma, n)
    return x, rng.gamma(model.p * x) / (scale * x)


def cdnow_repeats():
    """Purchases after the first day, within 39 weeks, and what one of them brought on average."""
    person, day, dollars = cdnow()
    first = np.full(person.max() + 1, 10**9)
    np.minimum.at(first, person, day)
    again = (day > first[person]) & (day <= CDNOW_39_WEEKS)
    key, place = np.unique(person[again] * 10**7 + day[again], return_inverse=True)
    customer, which = np.unique(key // 10**7, return_inverse=True)
    x = np.bincount(which)
    return x, np.bincount(which, np.bincount(place, dollars[again])) / x, len(customer)


def slow_log_likelihood(x, m, model):
    """Equation 1a of the note as printed, one customer."""
    from math import lgamma, log

    p, q, gamma = parameters(model)
    ways = lgamma(p * x + q) - lgamma(p * x) - lgamma(q)
    return ways + q * log(gamma) + (p * x - 1) * log(m) + p * x * log(x) - (p * x + q) * log(gamma + m * x)


def test_cdnow_gives_the_published_parameters():
    x, m, n = cdnow_repeats()
    assert n == 946
    assert parameters(fit_spend(x, m, prior=None)) == pytest.approx([6.25, 3.74, 15.44], abs=0.006)


def test_the_weak_prior_hardly_moves_a_thousand_customers():
    x, m, _ = cdnow_repeats()
    assert parameters(fit_spend(x, m)) == pytest.approx([6.25, 3.74, 15.44], rel=0.02)


def test_the_likelihood_is_that_of_the_note(rng):
    x, m = made_spend(rng, 100, PUBLISHED)
    model = fit_spend(x, m)
    slow = sum(slow_log_likelihood(*row, model) for row in zip(x.tolist(), m, strict=True))
    assert model.log_likelihood == pytest.approx(slow, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1.5, 1.5), min_size=3, max_size=3), st.integers(0, 2**32))
def test_the_slope_is_that_of_finite_differences(logs, seed):
    x, m = made_spend(np.random.default_rng(seed), 20, PUBLISHED)
    likelihood = spend._SpendLikelihood(x.astype(float), m / 30, np.ones(20))
    at, h = np.array(logs), 1e-5

    def differences(of):
        return np.array([of(at + h * e)[0] - of(at - h * e)[0] for e in np.eye(3)]) / (2 * h)

    assert likelihood.at(at)[1] == pytest.approx(differences(likelihood.at), rel=1e-4, abs=1e-3)

    def prior(where):
        return spend._prior_at(WEAK_SPEND, where, 0.3)

    assert prior(at)[1] == pytest.approx(differences(prior), rel=1e-4, abs=1e-6)


def test_parameters_are_found_again_in_made_up_customers(rng):
    x, m = made_spend(rng, 20_000, PUBLISHED)
    assert parameters(fit_spend(x, m)) == pytest.approx(parameters(PUBLISHED), rel=0.1)


def test_in_cents_the_answer_is_a_hundred_times_as_much(rng):
    x, m = made_spend(rng, 300, PUBLISHED)
    dollars, cents = fit_spend(x, m), fit_spend(x, m * 100)
    assert expected_spend(x, m * 100, cents) == pytest.approx(expected_spend(x, m, dollars) * 100, rel=1e-5)


def test_a_count_is_the_same_as_repeated_rows(rng):
    x, m = made_spend(rng, 200, PUBLISHED)
    count = rng.integers(1, 5, 200)
    counted, repeated = fit_spend(x, m, count), fit_spend(np.repeat(x, count), np.repeat(m, count))
    assert parameters(counted) == pytest.approx(parameters(repeated), rel=1e-5)


def test_a_mean_is_drawn_towards_that_of_all_the_more_the_fewer_purchases():
    once, often = expected_spend([1, 50], [100, 100], PUBLISHED)
    assert PUBLISHED.mean < once < often < 100


def test_who_has_not_bought_is_expected_to_spend_the_mean_of_all():
    # 35.25 is the mean that the note gives for CDNOW.
    assert expected_spend([0], [0], PUBLISHED) == pytest.approx([PUBLISHED.mean])
    assert PUBLISHED.mean == pytest.approx(35.25, abs=0.1)


@pytest.mark.parametrize(
    ("x", "m"),
    [([1], [5]), ([3] * 50, [7] * 50), ([1, 2, 3, 10**12], [1e-12, 1e14, 3, 4]), ([0, 0, 2], [0, 9, 4])],
)
def test_strange_customers_get_finite_answers(x, m):
    for prior in (WEAK_SPEND, None):
        model = fit_spend(x, m, prior=prior)
        assert np.isfinite([*parameters(model), model.log_likelihood, model.mean]).all()
        assert (expected_spend(x, m, model) > 0).all()


def test_all_who_spend_the_same_are_expected_to_go_on():
    assert expected_spend([3], [7], fit_spend([3] * 50, [7] * 50)) == pytest.approx([7], rel=1e-2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2**40), st.floats(0, 1e15)), min_size=1, max_size=8))
def test_any_table_that_passes_the_door_is_answered(rows):
    x, m = [row[0] for row in rows], [row[1] for row in rows]
    try:
        model = fit_spend(x, m)
    except BadInput as why:
        assert "nobody is known" in str(why)  # noqa: PT017
        return
    assert np.isfinite(expected_spend(x, m, model)).all()


@pytest.mark.parametrize(("x", "m"), [([1], [-5]), ([1], [1e16]), ([-1], [5]), ([1, 2], [5]), ([1.5], [5])])
def test_nonsense_is_refused(x, m):
    with pytest.raises(BadInput):
        fit_spend(x, m)


@pytest.mark.parametrize(("x", "m"), [([], []), ([0], [5]), ([3], [0])])
def test_where_nobody_spent_it_says_so(x, m):
    with pytest.raises(BadInput, match="nobody is known to have spent"):
        fit_spend(x, m)


def test_a_model_without_a_mean_is_refused():
    with pytest.raises(BadInput, match="q - 1"):
        GammaGamma(p=6, q=1, gamma=15)
