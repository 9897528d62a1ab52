import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.inputs import BadInput
from goodword.analysis.looking_back import auc, captured, look_back

ROWS = st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=30).filter(
    lambda rows: len({happened for _, happened in rows}) == 2
)


def columns(rows):
    return np.array([score for score, _ in rows], float), np.array([happened for _, happened in rows])


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_auc_is_the_share_of_pairs_in_the_right_order(rows):
    pairs = [
        1.0 if one > other else 0.5 if one == other else 0.0
        for one, happened in rows
        if happened
        for other, also in rows
        if not also
    ]
    assert auc(*columns(rows)).value == pytest.approx(np.mean(pairs))


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from([0.1, 0.25, 0.5, 1.0]))
def test_what_is_captured_is_the_mean_over_every_order_of_equals(rows, share):
    score, happened = columns(rows)
    rng = np.random.default_rng(1)
    n, seen = len(score), []
    for _ in range(800):
        order = np.lexsort((rng.random(n), -score))
        room = np.clip(share * n - np.arange(n), 0, 1)  # the last of them may count in part
        seen.append(happened[order] @ room / happened.sum())
    assert captured(score, happened, share) == pytest.approx(np.mean(seen), abs=5 * np.std(seen) / 28 + 1e-9)


def test_a_list_of_equals_captures_a_tenth_and_is_a_coin():
    happened = np.arange(70) % 3 == 0
    assert captured(np.zeros(70), happened) == pytest.approx(0.1)
    got = auc(np.zeros(70), happened)
    assert (got.value, got.low, got.high) == (0.5, 0.5, 0.5)


def made_up(seed, n, edge):
    rng = np.random.default_rng(seed)
    happened = rng.random(n) < 0.15
    return np.round(rng.normal(0, 1, n) + edge * happened, 1), happened


def test_the_error_by_delong_is_the_error_by_bootstrap():
    score, happened = made_up(2, 600, 0.8)
    rng = np.random.default_rng(3)
    drawn = []
    for _ in range(1500):
        who = rng.integers(0, 600, 600)
        drawn.append(auc(score[who], happened[who]).value)
    assert auc(score, happened).deviation == pytest.approx(np.std(drawn), rel=0.1)


@pytest.mark.slow
def test_95_in_100_intervals_hold_the_truth():
    from scipy.stats import norm

    truth, held = norm.cdf(1 / np.sqrt(2)), []
    for seed in range(600):
        rng = np.random.default_rng(seed)
        happened = rng.random(300) < 0.2
        got = auc(rng.normal(0, 1, 300) + happened, happened)
        held.append(got.low <= truth <= got.high)
    assert 0.92 <= np.mean(held) <= 0.98


def test_shuffled_outcomes_are_a_coin_within_three_errors():
    score, happened = made_up(4, 5000, 1.0)
    rng = np.random.default_rng(5)
    for _ in range(20):
        got = auc(score, rng.permutation(happened))
        assert abs(got.value - 0.5) <= 3 * got.deviation


def test_a_list_that_knows_more_lifts_more():
    score, happened = made_up(6, 3000, 1.5)
    noise = np.random.default_rng(7).normal(0, 1, 3000)
    got = look_back({"list": score, "purchases": noise}, happened, "purchases", np.random.default_rng(8))
    assert (got.n, got.n_positive, got.why_not) == (3000, happened.sum(), "")
    found, base = got.rankings["list"], got.rankings["purchases"]
    assert found.captured.low > base.captured.high
    assert found.lift.low > 0
    assert found.lift.value == pytest.approx(found.captured.value - base.captured.value)
    assert (base.lift.low, base.lift.value, base.lift.high) == (0, 0, 0)


def test_the_same_seed_gives_the_same_interval():
    score, happened = made_up(9, 200, 1.0)
    one, other = (look_back({"a": score}, happened, "a", np.random.default_rng(1), 50) for _ in range(2))
    assert one == other


def test_the_interval_of_what_is_captured_is_as_wide_as_other_samples_differ():
    values = [captured(*made_up(seed, 800, 1.0)) for seed in range(300)]
    got = look_back({"a": made_up(1, 800, 1.0)[0]}, made_up(1, 800, 1.0)[1], "a", np.random.default_rng(2))
    assert got.rankings["a"].captured.deviation == pytest.approx(np.std(values), rel=0.35)


def test_perfectly_apart_is_not_certain_when_few_were_seen():
    few, many = auc([3, 1, 2, 0], [1, 0, 1, 0]), auc(np.arange(200), np.arange(200) >= 100)
    assert few.value == many.value == 1
    assert few.low < 0.3 < 0.96 < many.low < 1
    upside_down = auc([0, 2, 1, 3], [1, 0, 1, 0])
    assert (upside_down.value, upside_down.low) == (0, 0)
    assert upside_down.high == pytest.approx(1 - few.low)


def test_one_who_brought_somebody_tells_nothing_of_others():
    got = auc([1, 2, 3], [0, 1, 0])
    assert (got.value, got.low, got.high) == (0.5, 0, 1)


@pytest.mark.parametrize(
    ("outcome", "words"), [([], "nobody to look back"), ([0, 0], "nobody brought"), ([1, 1], "All 2 people")]
)
def test_without_two_kinds_of_people_it_says_why_not(outcome, words):
    score = np.arange(len(outcome))
    got = look_back({"a": score}, outcome, "a", np.random.default_rng(1))
    assert words in got.why_not
    assert not got.rankings
    assert auc(score, outcome) is None


def test_scores_beyond_any_number_are_ranked_all_the_same():
    assert auc([np.inf, -np.inf, 1e308, np.inf], [1, 0, 0, 1]).value == 1
    assert captured([np.inf, np.inf, 0, 0], [1, 0, 0, 0], 0.25) == 0.5


@pytest.mark.parametrize(
    ("score", "outcome", "words"),
    [
        ([1, 2], [0, 1, 1], "3 values"),
        ([1, np.nan], [0, 1], "row 1"),
        (["a", "b"], [0, 1], "numbers"),
        ([1, 2], [0, 3], "outcome, row 1"),
        ([1, 2], [[0, 1]], "flat"),
    ],
)
def test_what_cannot_be_ranked_is_refused_in_words(score, outcome, words):
    with pytest.raises(BadInput, match=words):
        auc(score, outcome)
    with pytest.raises(BadInput, match=words):
        captured(score, outcome)


def test_a_baseline_that_is_not_there_is_refused():
    with pytest.raises(BadInput, match="baseline"):
        look_back({"a": [1, 2]}, [0, 1], "b", np.random.default_rng(1))
    with pytest.raises(BadInput, match="draws"):
        look_back({"a": [1, 2]}, [0, 1], "a", np.random.default_rng(1), 0)
    with pytest.raises(BadInput, match="share"):
        captured([1, 2], [0, 1], 0)
