import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.inputs import BadInput
from goodword.analysis.learning import LARGEST, PRIOR_SPREAD, learn
from goodword.analysis.standing import INTERCEPT, LOG_ODDS, RULE, SIGNALS, chance, for_an_ask

NAMES = [signal.name for signal in SIGNALS]
NO = NAMES.index("asked_no")
# A business unlike the rule: who was sent and who is in a group brings others; visits say little, past referrals less.
OTHERWISE = np.zeros(len(SIGNALS))
for name, adds in {
    "years": 0.1,
    "was_sent": 1.6,
    "has_group": 1.8,
    "n_sent": 0.1,
    "story_notes": 0.9,
}.items():
    OTHERWISE[NAMES.index(name)] = adds


def people(rng, n):
    """Sizes as they come: a third has each sign, as large as it may be."""
    return LARGEST[:, None] * rng.random((len(SIGNALS), n)) * (rng.random((len(SIGNALS), n)) < 1 / 3)


def brought(rng, sizes, log_odds, intercept):
    return rng.random(sizes.shape[1]) < 1 / (1 + np.exp(-(intercept + log_odds @ sizes)))


def test_without_history_it_is_the_rule_to_the_last_bit():
    got = learn(np.zeros((len(SIGNALS), 0)), [])
    assert got.weights.tobytes() == LOG_ODDS.tobytes()
    assert (got.intercept, got.n, got.n_positive) == (INTERCEPT, 0, 0)
    assert got.spread == pytest.approx(PRIOR_SPREAD)


def test_rows_that_count_nothing_are_no_history():
    rng = np.random.default_rng(1)
    sizes = people(rng, 50)
    got = learn(sizes, rng.integers(0, 2, 50), np.zeros(50))
    assert got.weights.tobytes() == LOG_ODDS.tobytes()


def test_weights_of_the_rule_stand_as_they_do_without_being_told():
    sizes = people(np.random.default_rng(2), 40)
    assert chance(sizes, RULE).tobytes() == chance(sizes).tobytes()
    assert for_an_ask(LOG_ODDS).intercept == INTERCEPT


def distances(n, seed):
    """How far what was learned of n customers is from the rule, and from the truth, over other people."""
    rng = np.random.default_rng(seed)
    sizes = people(rng, n)
    got = learn(sizes, brought(rng, sizes, OTHERWISE, -2.8))
    fresh = people(rng, 4000)
    return [np.std((got.weights - other) @ fresh) for other in (LOG_ODDS, OTHERWISE)]


def test_by_300_customers_and_50_who_brought_somebody_the_history_speaks_louder_than_the_rule():
    told = [distances(300, seed) for seed in range(20)]
    assert all(from_truth < from_rule for from_rule, from_truth in told)
    assert np.mean([from_truth / from_rule for from_rule, from_truth in told]) < 2 / 3


def test_of_20_customers_the_rule_still_speaks_louder():
    told = [distances(20, seed) for seed in range(20)]
    assert np.mean([from_rule / from_truth for from_rule, from_truth in told]) < 1 / 2


def test_it_finds_made_up_weights_again_within_their_spread():
    rng = np.random.default_rng(3)
    sizes = people(rng, 60_000)
    got = learn(sizes, brought(rng, sizes, OTHERWISE, -3.2))
    off = (got.weights - OTHERWISE) / got.spread
    assert np.abs(off).max() < 4
    assert got.intercept == pytest.approx(-3.2, abs=0.1)


def slow(sizes, outcome, weights):
    """Another optimizer on the same posterior, written by hand."""
    from scipy.optimize import minimize

    x = np.vstack([sizes, np.ones(sizes.shape[1])])
    mean, spread = np.append(LOG_ODDS, INTERCEPT), np.append(1.0 / LARGEST, 3.0)

    def loss(beta):
        odds = beta @ x
        past = ((beta - mean) / spread**2, 0.5 * np.sum(((beta - mean) / spread) ** 2))
        slope = x @ (weights * (1 / (1 + np.exp(-odds)) - outcome)) + past[0]
        return np.sum(weights * (np.logaddexp(0, odds) - outcome * odds)) + past[1], slope

    bounds = [(None, 0) if name == "asked_no" else (0, None) for name in NAMES] + [(None, None)]
    told = {"ftol": 1e-15, "gtol": 1e-9, "maxiter": 5000}
    return minimize(loss, mean, jac=True, bounds=bounds, method="L-BFGS-B", options=told).x


@pytest.mark.parametrize("seed", range(8))
def test_it_is_where_another_optimizer_ends(seed):
    rng = np.random.default_rng(seed)
    sizes = people(rng, 400)
    outcome = brought(
        rng, sizes, rng.normal(0, 1, len(SIGNALS)), -1.5
    )  # half of the signs point the wrong way
    weights = rng.random(400) * 2
    got = learn(sizes, outcome, weights)
    assert np.append(got.weights, got.intercept) == pytest.approx(slow(sizes, outcome, weights), abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60))
def test_one_more_good_sign_never_lowers_a_chance_whatever_happened(seed, n):
    rng = np.random.default_rng(seed)
    got = learn(people(rng, n), rng.integers(0, 2, n), rng.exponential(20, n))
    assert (np.delete(got.weights, NO) >= 0).all()
    assert got.weights[NO] <= 0


def test_a_row_that_counts_twice_is_two_rows():
    rng = np.random.default_rng(5)
    sizes, outcome, weights = people(rng, 200), rng.integers(0, 2, 200), rng.integers(0, 4, 200)
    once = learn(sizes, outcome, weights)
    often = learn(np.repeat(sizes, weights, axis=1), np.repeat(outcome, weights))
    assert once.weights == pytest.approx(often.weights, abs=1e-5)


def test_the_order_of_rows_is_nothing_to_it():
    rng = np.random.default_rng(6)
    sizes, outcome, order = people(rng, 300), rng.integers(0, 2, 300), rng.permutation(300)
    assert learn(sizes, outcome).weights == pytest.approx(
        learn(sizes[:, order], outcome[order]).weights, abs=1e-6
    )


def test_more_rows_than_it_reads_at_once_are_all_read():
    rng = np.random.default_rng(7)
    sizes, outcome = people(rng, 3000), rng.integers(0, 2, 3000)
    many = learn(np.tile(sizes, 11), np.tile(outcome, 11))
    assert many.weights == pytest.approx(learn(sizes, outcome, np.full(3000, 11)).weights, abs=1e-5)
    assert (many.n, many.n_positive) == (33_000, 11 * outcome.sum())


def test_where_it_begins_among_very_many_rows_is_nothing_to_where_it_ends():
    # Sorted by outcome, and each second row another kind of person: what it looks at first is not like the rest.
    rng = np.random.default_rng(9)
    sizes = people(rng, 90_000)
    sizes[:, ::2] = 0
    outcome = np.sort(brought(rng, sizes, OTHERWISE, -2.0))
    got = learn(sizes, outcome)
    assert np.append(got.weights, got.intercept) == pytest.approx(
        slow(sizes, outcome, np.ones(90_000)), abs=2e-3
    )


@pytest.mark.parametrize("outcome", [0, 1])
def test_when_all_did_alike_it_still_answers(outcome):
    got = learn(people(np.random.default_rng(8), 500), np.full(500, outcome))
    assert np.isfinite(got.weights).all()
    assert (got.intercept > 0) is bool(outcome)


def test_the_heaviest_rows_there_may_be_are_answered():
    sizes = np.repeat(LARGEST[:, None], 3, axis=1)
    assert np.isfinite(learn(sizes, [1, 1, 0], np.full(3, 1e6)).weights).all()


NONE = np.zeros((len(SIGNALS), 2))


@pytest.mark.parametrize(
    ("sizes", "outcome", "weights", "words"),
    [
        (np.zeros((3, 2)), [0, 1], None, "shape"),
        (NONE, [0], None, "outcome: 2 values"),
        (NONE, [0, 2], None, "outcome, row 1"),
        (NONE, [np.nan, 1], None, "outcome, row 0"),
        (NONE, [0, 1], [1, -1], "weights, row 1"),
        (NONE, [0, 1], [1, 1e9], "weights, row 1"),
        (NONE, [0, 1], [1], "weights: 2 values"),
        (NONE - 1, [0, 1], None, "sizes, visits, row 0"),
        (NONE + [0, np.nan], [0, 1], None, "sizes, visits, row 1"),
        (NONE + [0, 1e300], [0, 1], None, "sizes, visits, row 1"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(sizes, outcome, weights, words):
    with pytest.raises(BadInput, match=words):
        learn(sizes, outcome, weights)
