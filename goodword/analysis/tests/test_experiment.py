import csv
import gzip
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.analysis.experiment import (
    TRIAL_FROM,
    Group,
    effect,
    left_unasked,
    n_each_needed,
    plan,
    smallest_visible,
    verdict,
)
from goodword.analysis.inputs import BadInput
from tests.data import real

SALT = "a salt of the bakery"
STREET = [f"household {n}" for n in range(20_000)]


def test_a_newcomer_changes_nobodys_lot():
    before = left_unasked(STREET, SALT, 0.2)
    after = left_unasked(["the new ones", *STREET[::-1]], SALT, 0.2)
    assert after[1:][::-1].tolist() == before.tolist()


def test_all_of_a_household_share_its_lot():
    of_three = np.repeat(STREET[:500], 3).tolist()
    lots = left_unasked(of_three, SALT, 0.5).reshape(500, 3)
    assert (lots.sum(1) % 3 == 0).all()
    assert 0 < lots.mean() < 1


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_the_share_is_close_to_what_was_asked_for(share):
    error = sqrt(share * (1 - share) / len(STREET))
    assert left_unasked(STREET, SALT, share).mean() == pytest.approx(share, abs=4 * error)


def test_a_larger_share_gives_nobody_back():
    few, many = left_unasked(STREET, SALT, 0.1), left_unasked(STREET, SALT, 0.3)
    assert many[few].all()


def test_another_salt_is_another_lot():
    first, second = left_unasked(STREET, SALT, 0.5), left_unasked(STREET, SALT + "!", 0.5)
    assert (first == second).mean() == pytest.approx(0.5, abs=0.02)


def test_the_lot_has_nothing_to_do_with_what_people_are_like():
    # A/A: twenty things that somebody may be, none of which the lot knows of.
    traits = np.random.default_rng(3).random((20, len(STREET))) < 0.3
    unasked = left_unasked(STREET, SALT, 0.5)
    apart = traits[:, unasked].mean(1) - traits[:, ~unasked].mean(1)
    error = sqrt(0.3 * 0.7 * 4 / len(STREET))
    assert np.abs(apart / error).max() < 3.6
    assert np.mean((apart / error) ** 2) == pytest.approx(1, abs=1)


def test_none_and_all_can_be_left_unasked():
    assert not left_unasked(STREET, SALT, 0).any()
    assert left_unasked(STREET, SALT, 1).all()
    assert left_unasked([], SALT, 0.5).tolist() == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ((["a"], "short", 0.2), "salt"),
        ((["a"], None, 0.2), "salt"),
        ((["a", ""], SALT, 0.2), "households, row 1"),
        (([None], SALT, 0.2), "households, row 0"),
        (("Lowell", SALT, 0.2), "a list of names"),
        ((["a"], SALT, 1.1), "share"),
        ((["a"], SALT, float("nan")), "share"),
    ],
)
def test_a_lot_that_cannot_be_drawn_is_refused_in_words(told, words):
    with pytest.raises(BadInput, match=words):
        left_unasked(*told)


@pytest.mark.parametrize(("power", "n"), [(0.9, 76.7), (0.8, 57.7)])
def test_it_needs_as_many_as_the_examples_of_r(power, n):
    # help(power.prop.test): p1 = .50, p2 = .75.
    assert n_each_needed(0.50, 0.75, power) == pytest.approx(n, abs=0.05)
    assert n_each_needed(0.5, 0.5) == inf


def test_three_hundred_in_each_at_five_in_a_hundred_see_five_points():
    assert smallest_visible(300, 300, 0.05) == pytest.approx(0.05, abs=0.001)


@given(st.integers(20, 5000), st.floats(0.02, 0.98))
def test_what_is_visible_is_the_textbook_formula_turned_around(n, overall):
    visible = smallest_visible(n, n, overall)
    low = min(max(overall - visible / 2, 0), 1 - visible)
    assert n_each_needed(low, low + visible) == pytest.approx(n, rel=1e-6)


@given(st.integers(2, 3000), st.integers(2, 3000), st.floats(0, 1))
def test_more_people_never_see_less(n_asked, n_unasked, overall):
    visible = smallest_visible(n_asked, n_unasked, overall)
    assert smallest_visible(2 * n_asked, 2 * n_unasked, overall) <= visible + 1e-9
    assert 0 < visible <= 1


@pytest.mark.parametrize(
    ("n_asked", "n_unasked", "overall"), [(300, 300, 0.05), (800, 200, 0.2), (1000, 1000, 0.03)]
)
def test_simulated_trials_see_it_four_times_out_of_five(n_asked, n_unasked, overall):
    rng = np.random.default_rng(17)
    visible = smallest_visible(n_asked, n_unasked, overall)
    first = overall + visible * n_unasked / (n_asked + n_unasked)
    yes = rng.binomial(n_asked, first, 20_000), rng.binomial(n_unasked, first - visible, 20_000)
    together = (yes[0] + yes[1]) / (n_asked + n_unasked)
    z = (yes[0] / n_asked - yes[1] / n_unasked) / np.sqrt(
        together * (1 - together) * (1 / n_asked + 1 / n_unasked)
    )
    assert (np.abs(z) > 1.96).mean() == pytest.approx(0.80, abs=0.025)


def test_a_trial_is_offered_only_above_600_people():
    assert plan(TRIAL_FROM + 1, 0.5, 0.05).why_not == ""
    told = plan(TRIAL_FROM, 0.5, 0.05)
    assert told.why_not.startswith("Too few to test") and "5 in 100" in told.why_not
    assert told.smallest == pytest.approx(0.05, abs=0.001)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_too_few_for_two_groups_is_said(n):
    assert plan(n, 0.2, 0.05).why_not.startswith("Too few to test")


def test_nothing_is_told_before_the_declared_day():
    asked, unasked = Group.of_yes(90, 300), Group.of_yes(10, 300)
    early = verdict(asked, unasked, 0.05, started=739_000, horizon=90, today=739_089)
    assert (early.effect, early.known_on, early.why_not) == (None, 739_090, "It will be known in 1 days.")
    told = verdict(asked, unasked, 0.05, started=739_000, horizon=90, today=739_090)
    assert told.effect.is_clear and told.why_not == ""


def test_a_sceptic_believes_less_than_was_seen_and_more_with_more_people():
    few, many = (effect(Group.of_yes(15 * n, 150 * n), Group.of_yes(5 * n, 150 * n), 0.05) for n in (1, 100))
    assert 0 < few.sceptical.mid < few.plain.mid
    assert few.sceptical.mid / few.plain.mid < 0.7
    assert many.sceptical.mid == pytest.approx(many.plain.mid, rel=0.02)


def test_the_posterior_is_that_of_a_slow_grid():
    asked, unasked = Group.of_yes(30, 400), Group.of_yes(15, 380)
    told = effect(asked, unasked, 0.04)
    grid = np.linspace(-0.3, 0.3, 200_001)
    error = sqrt(asked.variance / asked.n + unasked.variance / unasked.n)
    heights = np.exp(
        -0.5 * (grid * 1.6449 / 0.04) ** 2 - 0.5 * ((asked.mean - unasked.mean - grid) / error) ** 2
    )
    below = np.cumsum(heights) / heights.sum()
    ends = grid[np.searchsorted(below, [0.025, 0.5, 0.975])]
    assert (told.sceptical.low, told.sceptical.mid, told.sceptical.high) == pytest.approx(ends, abs=2e-5)
    assert told.chance_more == pytest.approx(1 - below[np.searchsorted(grid, 0)], abs=1e-4)


@given(st.integers(0, 50), st.integers(0, 50))
def test_swapping_the_groups_turns_the_effect_around(first, second):
    one, other = Group.of_yes(first, 50), Group.of_yes(second, 50)
    there, back = effect(one, other, 0.1), effect(other, one, 0.1)
    assert (there.plain.low, there.sceptical.mid) == pytest.approx((-back.plain.high, -back.sceptical.mid))
    assert there.chance_more == pytest.approx(1 - back.chance_more)


def test_nothing_done_is_taken_for_something_in_five_of_a_hundred_trials():
    # A/A: both groups alike. The plain interval errs at the nominal rate, the sceptic not more often.
    rng = np.random.default_rng(23)
    yes = rng.binomial(400, 0.08, (20_000, 2)).tolist()
    told = [effect(Group.of_yes(a, 400), Group.of_yes(b, 400), 0.055) for a, b in yes]
    plain = np.mean([not one.plain.holds(0) for one in told])
    sceptical = np.mean([one.is_clear for one in told])
    assert plain == pytest.approx(0.05, abs=0.008)
    assert 0.002 < sceptical < 0.05


def test_the_interval_holds_the_truth_19_times_of_20_and_not_less_where_few_say_yes():
    rng = np.random.default_rng(29)
    for asked, unasked in [(0.1, 0.04), (0.02, 0.01), (0.6, 0.5)]:
        yes = rng.binomial(300, [asked, unasked], (8000, 2)).tolist()
        held = [
            effect(Group.of_yes(a, 300), Group.of_yes(b, 300), 0.05).plain.holds(asked - unasked)
            for a, b in yes
        ]
        assert 0.945 < np.mean(held) < 0.975


@pytest.fixture(scope="module")
def hillstrom():
    """{arm: {outcome: amounts}} of a real randomised trial of three arms."""
    with gzip.open(real("hillstrom/hillstrom_half.csv.gz"), "rt") as file:
        rows = list(csv.DictReader(file))
    return {
        arm: {
            name: np.array([float(row[name]) for row in rows if row["segment"] == arm])
            for name in ("visit", "conversion", "spend")
        }
        for arm in ("Mens E-Mail", "Womens E-Mail", "No E-Mail")
    }


@pytest.mark.parametrize("arm", ["Mens E-Mail", "Womens E-Mail"])
@pytest.mark.parametrize("outcome", ["visit", "conversion"])
def test_a_real_trial_gives_the_plain_interval_of_two_shares(hillstrom, arm, outcome):
    mailed, none = hillstrom[arm][outcome], hillstrom["No E-Mail"][outcome]
    told = effect(
        Group.of_yes(int(mailed.sum()), len(mailed)), Group.of_yes(int(none.sum()), len(none)), 0.01
    ).plain
    p, q = mailed.mean(), none.mean()
    error = 1.959964 * sqrt(p * (1 - p) / len(mailed) + q * (1 - q) / len(none))
    assert (told.low, told.mid, told.high) == pytest.approx((p - q - error, p - q, p - q + error), abs=5e-5)
    assert told.low > 0


def test_a_real_trial_gives_the_effects_that_are_known_of_it(hillstrom):
    # Of the whole trial it is told: men's mail 18.3% visits, women's 15.1%, none 10.6%; 0.68 and 0.31 points bought.
    none = hillstrom["No E-Mail"]
    apart = {
        arm: {name: hillstrom[arm][name].mean() - none[name].mean() for name in none} for arm in hillstrom
    }
    assert apart["Mens E-Mail"]["visit"] == pytest.approx(0.077, abs=0.008)
    assert apart["Womens E-Mail"]["visit"] == pytest.approx(0.045, abs=0.008)
    assert apart["Mens E-Mail"]["conversion"] == pytest.approx(0.0068, abs=0.002)


@pytest.mark.parametrize("arm", ["Mens E-Mail", "Womens E-Mail"])
def test_money_in_a_real_trial_agrees_with_welchs_interval(hillstrom, arm):
    mailed, none = hillstrom[arm]["spend"], hillstrom["No E-Mail"]["spend"]
    told = effect(Group.of_amounts(mailed), Group.of_amounts(none), 0.5).plain
    squares = [((side - side.mean()) ** 2).sum() / (len(side) - 1) / len(side) for side in (mailed, none)]
    apart, error = mailed.mean() - none.mean(), 1.959964 * sqrt(sum(squares))
    assert (told.low, told.high) == pytest.approx((apart - error, apart + error), rel=1e-5)
    assert told.low > 0


def test_a_tenfold_amount_is_a_tenfold_effect():
    rng = np.random.default_rng(2)
    first, second = rng.exponential(30, 200), rng.exponential(20, 200)
    one = effect(Group.of_amounts(first), Group.of_amounts(second), 5)
    ten = effect(Group.of_amounts(first * 10), Group.of_amounts(second * 10), 50)
    assert ten.sceptical.mid == pytest.approx(10 * one.sceptical.mid)
    assert ten.chance_more == pytest.approx(one.chance_more)


@pytest.mark.parametrize("amounts", [[], [3.0], [0.0, 0.0, 0.0]])
def test_where_nobody_differs_there_is_no_effect_to_tell(amounts):
    group = Group.of_amounts(amounts)
    told = verdict(group, group, 1, started=739_000, horizon=30, today=739_100)
    assert told.effect is None and told.why_not.startswith("Nothing to compare")


def test_no_yes_at_all_is_not_taken_for_certainty():
    told = effect(Group.of_yes(0, 10), Group.of_yes(0, 10), 0.1)
    assert told.plain.low < 0 < told.plain.high
    assert told.chance_more == pytest.approx(0.5)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Group.of_yes(3, 2),
        lambda: Group.of_yes(1.5, 2),  # type: ignore[arg-type]
        lambda: Group.of_amounts([1, float("inf")]),
        lambda: Group.of_amounts([[1, 2]]),
        lambda: Group.of_amounts([[1], [1, 2]]),
        lambda: Group.of_amounts(["a"]),
        lambda: effect(Group.of_yes(1, 2), Group.of_yes(1, 2), 0),
        lambda: smallest_visible(0, 5, 0.1),
        lambda: smallest_visible(5, 5, 2),
        lambda: n_each_needed(0.1, -0.1),
        lambda: n_each_needed(0.1, 0.2, 1),
        lambda: plan(-1, 0.5, 0.5),
        lambda: verdict(Group.of_yes(1, 2), Group.of_yes(1, 2), 1, started=0, horizon=3, today=5),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(BadInput):
        wrong()
