from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.analysis.bands import Band
from goodword.analysis.cost import CENTS_MAX, CostEach, Spent, compare, cost_each, payback, worth_each
from goodword.analysis.inputs import BadInput

SIDES = st.builds(Spent, st.integers(1, 10**7), st.integers(1, 5000), st.just("EUR"))


def euros(cents, came):
    return Spent(cents, came, "EUR")


def at(cents):
    return CostEach(Band(cents, cents, cents), None)


def test_word_of_mouth_costs_time_thanks_and_rewards():
    # Two hours at 30.00, thanks for 15.00, rewards for 25.00.
    spent = Spent.by_word_of_mouth(120, 3000, 1500, 2500, 10, "EUR")
    assert spent == Spent(10_000, 10, "EUR")
    assert cost_each(spent).each.holds(1000)


def test_nobody_yet_is_at_least_a_third_and_never_a_division():
    cost = cost_each(euros(9000, 0))
    assert (cost.each, cost.at_least) == (None, pytest.approx(9000 / 2.9957, rel=1e-4))
    assert cost.why_not.startswith("Nobody came yet")
    assert cost_each(euros(0, 0)).at_least is None


@given(SIDES)
def test_one_more_customer_never_makes_one_dearer(spent):
    less = cost_each(euros(spent.cents, spent.n_customers + 1)).each
    more = cost_each(spent).each
    assert less.low < more.low and less.mid < more.mid and less.high < more.high


def test_the_interval_holds_the_true_cost_nine_times_of_ten():
    # Parameters found again: 20 customers are to be expected of 100,000 cents; how many come is Poisson.
    chances = [exp(n * log(20) - 20 - lgamma(n + 1)) for n in range(1, 80)]
    held = sum(chance * cost_each(euros(100_000, n)).each.holds(5000) for n, chance in enumerate(chances, 1))
    assert held == pytest.approx(0.9, abs=0.03)


def test_many_customers_cost_what_is_divided():
    each = cost_each(euros(10**12, 10**8)).each
    assert (each.low, each.mid, each.high) == pytest.approx((10_000,) * 3, rel=3e-4)


@given(SIDES, SIDES)
def test_the_comparison_turns_around_with_its_sides(word, ads):
    there, back = compare(word, ads), compare(ads, word)
    assert there.chance_cheaper == pytest.approx(1 - back.chance_cheaper, abs=1e-9)
    assert there.times.mid == pytest.approx(1 / back.times.mid, rel=1e-6)
    assert there.times.low == pytest.approx(1 / back.times.high, rel=1e-6)


@pytest.mark.parametrize(
    ("word", "ads"), [((10_000, 8), (40_000, 5)), ((5000, 1), (90_000, 30)), ((70_000, 40), (80_000, 44))]
)
def test_the_comparison_is_that_of_simulated_counts(word, ads):
    told = compare(euros(*word), euros(*ads))
    rng = np.random.default_rng(7)
    times = (ads[0] / rng.gamma(ads[1] + 0.5, size=400_000)) / (
        word[0] / rng.gamma(word[1] + 0.5, size=400_000)
    )
    assert (told.times.low, told.times.high) == pytest.approx(np.quantile(times, [0.05, 0.95]), rel=0.02)
    assert told.times.mid == pytest.approx(ads[0] / ads[1] / (word[0] / word[1]))
    assert told.chance_cheaper == pytest.approx((times > 1).mean(), abs=0.004)


@pytest.mark.parametrize(
    ("word", "ads", "words"),
    [
        ((100, 0), (100, 4), "Nobody came"),
        ((100, 4), (100, 0), "Nobody came"),
        ((0, 4), (100, 4), "Nothing was spent"),
        ((100, 4), (0, 4), "Nothing was spent"),
        ((0, 0), (0, 0), "Nobody came"),
    ],
)
def test_what_cannot_be_compared_is_said_in_words(word, ads, words):
    told = compare(euros(*word), euros(*ads))
    assert (told.times, told.chance_cheaper) == (None, None)
    assert told.why_not.startswith(words)


def test_currencies_are_never_compared():
    with pytest.raises(BadInput, match="EUR and USD"):
        compare(euros(1, 1), Spent(1, 1, "USD"))


def test_it_pays_back_when_the_margin_has_added_up():
    # 240.00 a year, half of it stays: 10.00 a month. 30.00 are back in three months.
    assert payback(at(3000), 24_000, 0.5).months == Band(3, 3, 3)


def test_what_takes_over_a_year_or_for_ever_is_said_so():
    assert payback(at(12_100), 24_000, 0.5).why_not == "Not within twelve months."
    assert payback(at(12_000), 24_000, 0.5).months.high == 12
    assert payback(at(100), 24_000, 0).why_not.startswith("Never")
    assert payback(at(100), 0, 0.5).why_not.startswith("Never")
    assert payback(at(0), 0, 0.5).months == payback(at(0), 1, 1e-320).months == Band(0, 0, 0)
    assert payback(at(100), 1, 1e-320).why_not.startswith("Not within")
    assert payback(cost_each(euros(100, 0)), 24_000, 0.5).why_not.startswith("Nobody")


def test_one_brought_is_worth_more_than_one_bought_by_what_they_cost_less():
    brought, bought = worth_each(at(1000), 20_000, 0.5), worth_each(at(7000), 20_000, 0.5)
    assert (brought.mid, bought.mid) == (9000, 3000)
    assert worth_each(at(11_000), 20_000, 0.5).mid == -1000
    assert worth_each(cost_each(euros(100, 0)), 20_000, 0.5) is None


def test_another_unit_of_money_is_the_same_answer():
    one, hundred = compare(euros(700, 6), euros(3000, 9)), compare(euros(70_000, 6), euros(300_000, 9))
    assert hundred.word_of_mouth.each.mid == pytest.approx(100 * one.word_of_mouth.each.mid)
    assert hundred.times.mid == pytest.approx(one.times.mid)


def test_the_largest_figures_are_answered():
    told = compare(euros(CENTS_MAX, 1), euros(1, 10**12))
    assert 0 <= told.chance_cheaper < 1e-6
    assert told.times.low >= 0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: euros(-1, 1),
        lambda: euros(float("nan"), 1),
        lambda: euros("1", 1),
        lambda: euros(1, -1),
        lambda: euros(1, 1.5),
        lambda: Spent(1, 1, "euro"),
        lambda: Spent(1, 1, None),  # type: ignore[arg-type]
        lambda: Spent.by_word_of_mouth(-1, 1, 1, 1, 1, "EUR"),
        lambda: Spent.by_word_of_mouth(1, 1, 1, float("inf"), 1, "EUR"),
        lambda: Spent.by_word_of_mouth(1e12, 1e12, 1, 1, 1, "EUR"),
        lambda: payback(at(1), 1, 1.1),
        lambda: worth_each(at(1), -1, 0.5),
        lambda: compare(euros(1, 1), euros(1, 1), level=2),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(BadInput):
        wrong()
