"""analysis/verdicts.py: directions, limits, how often chance alone is judged, and a slow second way."""

import numpy as np
import pytest

from goodword.analysis.inputs import BadInput
from goodword.analysis.verdicts import AS_GOOD, ENOUGH, FAR_WORSE, PRIOR_MIN, verdicts


def judged(asks, yeses, answers=None, referrals=None):
    return verdicts(
        asks, asks if answers is None else answers, yeses if referrals is None else referrals, yeses
    )


def words(found):
    return [one.word for one in found]


def test_a_group_that_brings_as_much_goes_on_and_one_that_brings_nothing_stops():
    assert words(judged([200, 200, 200], [40, 44, 0])) == ["go on", "go on", "stop"]


def test_a_group_somewhat_behind_is_to_change():
    found = judged([400, 400, 400], [100, 50, 100])
    assert words(found) == ["go on", "change", "go on"] and found[1].certainty > 0.8


@pytest.mark.parametrize("asks", [0, 1, ENOUGH - 1])
def test_under_the_stated_count_there_is_no_verdict(asks):
    one = judged([asks, 500], [0, 100])[0]
    assert (one.word, one.certainty, one.weakest) == ("too early", 0, "")


def test_without_a_rest_there_is_no_verdict():
    assert words(judged([500], [100])) == ["too early"]


def test_more_yeses_never_make_a_verdict_worse():
    order, rate = ["stop", "change", "too early", "go on"], 0.0
    place = -1
    for yeses in range(0, 60, 3):
        one = judged([100, 300], [yeses, 60])[0]
        assert order.index(one.word) >= place and one.rate > rate
        place, rate = order.index(one.word), one.rate


def test_few_groups_that_are_alike_are_told_to_change_by_chance():
    rng = np.random.default_rng(1)
    wrong = [
        one.word in ("change", "stop")
        for _ in range(60)
        for one in judged([60] * 8, rng.binomial(60, 0.15, 8))
    ]
    assert np.mean(wrong) < 0.05


def test_groups_that_are_truly_bad_are_found():
    rng = np.random.default_rng(1)
    found = [
        words(judged([200] * 8, [*rng.binomial(200, 0.2, 7), rng.binomial(200, 0.03)]))[-1] for _ in range(40)
    ]
    assert np.mean([word == "stop" for word in found]) > 0.8


def test_it_agrees_with_drawing_from_both_laws():
    # Two groups: the prior is worth PRIOR_MIN asks at the rate of the whole.
    one, rng = judged([50, 300], [4, 60])[0], np.random.default_rng(1)
    whole = (64 + 0.5) / 351
    own = rng.beta(whole * PRIOR_MIN + 4, (1 - whole) * PRIOR_MIN + 46, 400_000)
    rest = rng.beta(60.5, 240.5, 400_000)
    assert np.mean(own < FAR_WORSE * rest) < 0.9
    assert one.word == "change" and one.certainty == pytest.approx(np.mean(own < AS_GOOD * rest), abs=0.004)
    assert (one.low, one.high) == pytest.approx(np.quantile(own, [0.1, 0.9]), abs=0.001)


def test_it_tells_which_step_is_furthest_behind():
    found = verdicts([300, 300], [200, 200], [20, 100], [15, 75])
    assert found[0].weakest == "referrals" and found[1].weakest == ""


def test_groups_that_differ_lean_less_on_the_whole():
    alike = judged([50] * 6, [10, 10, 10, 10, 10, 5])[-1]
    apart = judged([50] * 6, [1, 25, 2, 24, 3, 5])[-1]
    assert abs(alike.rate - 0.1) > abs(apart.rate - 0.1)


def test_more_yeses_than_asks_and_huge_counts_are_answered():
    assert words(judged([30, 10**9], [50, 10**9]))[0] == "go on"
    assert words(judged([0, 0], [0, 0])) == ["too early", "too early"]
    assert judged([], []) == []


@pytest.mark.parametrize(
    ("given", "told"), [(([1], [1], [1], [-1]), "yeses, row 0"), (([1, 2], [1], [1], [1]), "rows")]
)
def test_nonsense_is_refused(given, told):
    with pytest.raises(BadInput, match=told):
        verdicts(*given)
