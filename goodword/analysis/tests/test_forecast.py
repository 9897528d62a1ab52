import numpy as np
import pytest

from goodword.analysis.baselines import k_factor, pace
from goodword.analysis.forecast import Change, Paths, simulate
from goodword.analysis.goal import chance_by, days_to, reached
from goodword.analysis.grid import Grid
from goodword.analysis.growth import Growth, fit
from goodword.analysis.inputs import BadInput
from goodword.analysis.joins import Joins, counted
from goodword.analysis.lags import lag_chances, lag_passed
from goodword.analysis.tests.businesses import NOW, Truth, made_business

STEADY = Truth(r=0.6, k=0.5, lag=4.0, shape=1.5, pace=5.0, evenness=6.0)


def rng():
    return np.random.default_rng(1)


def known(lag=1.0, shape=2.0, r=0.5, k=0.5, pace=2.0, evenness=3.0, joins=None):
    """A growth whose parameters are known for sure."""
    told = counted(joins or Joins([], []), NOW)
    bringing = Grid(tuple(np.log([x]) for x in (lag, shape, r, k)), np.ones((1, 1, 1, 1)))
    arriving = (Grid((np.log([pace]), np.log([evenness])), np.ones((1, 1))),)
    return Growth(told, bringing, arriving, "")


def steady_paths(weeks=26, n_paths=2_000, **more):
    growth = fit(made_business(STEADY, 50, 0, rng()).joins, NOW)
    return simulate(growth, weeks, n_paths, rng(), **more)


# --- limits, against closed forms -------------------------------------------------------------------


def test_without_bringing_there_are_arrivals_alone_and_these_are_negative_binomial():
    paths = simulate(known(r=1e-9), 10, 20_000, rng())
    weekly = np.diff(paths.people, axis=1, prepend=0)
    assert weekly.mean() == pytest.approx(2, rel=0.01)
    assert weekly.var(axis=0).mean() == pytest.approx(2 + 2**2 / 3, rel=0.02)
    assert paths.people[:, -1].var() == pytest.approx(10 * (2 + 2**2 / 3), rel=0.03)


@pytest.mark.parametrize("r", [0.3, 0.6])
def test_one_person_is_worth_one_over_one_minus_r_in_all(r):
    # Total progeny of a branching process: mean 1/(1-R), variance s2/(1-R)^3, s2 that of the offspring.
    # The lag is of months, for of who started today it is known that they brought nobody today.
    k, n = 0.5, 10_000
    start = known(lag=5.0, shape=20.0, r=r, k=k, pace=1e-9, joins=Joins([NOW], [-1]))
    paths = simulate(start, 250, n, rng())
    total = paths.people[:, -1]
    variance = (r + r**2 / k) / (1 - r) ** 3
    assert total.mean() == pytest.approx(1 / (1 - r), abs=4 * np.sqrt(variance / n))
    assert total.var() == pytest.approx(variance, rel=0.2)


def test_with_even_bringers_the_total_progeny_is_borel():
    # Poisson offspring: P(total = n) = exp(-Rn) (Rn)^(n-1) / n! (Borel 1942).
    from math import exp, factorial

    start = known(lag=5.0, shape=20.0, r=0.5, k=1e6, pace=1e-9, joins=Joins([NOW], [-1]))
    paths = simulate(start, 80, 20_000, rng())
    for n in range(1, 7):
        share = (paths.people[:, -1] == n).mean()
        assert share == pytest.approx(exp(-0.5 * n) * (0.5 * n) ** (n - 1) / factorial(n), abs=0.012)


def test_who_brought_many_will_bring_more_and_who_long_brought_nobody_none():
    # Given C of n so far, the multiplier has mean (kn + C) / (kn/R + nF): far from R for both of these.
    sent = Joins([NOW - 20] + [NOW - 10] * 8, [-1] + [0] * 8)
    alone = Joins([NOW - 20] + [NOW - 10] * 8, [-1] * 9)
    many, none = (
        simulate(known(lag=4.0, k=0.2, pace=1e-9, joins=one), 30, 4_000, rng()) for one in (sent, alone)
    )
    assert many.people[:, -1].mean() > none.people[:, -1].mean() + 2


def test_those_of_long_ago_bring_nobody_any_more():
    paths = simulate(
        known(lag=1.0, r=0.9, pace=1e-9, joins=Joins([NOW - 700] * 50, [-1] * 50)), 30, 500, rng()
    )
    assert (paths.people == 50).all()


def test_the_mean_is_that_of_the_renewal_equation():
    # m(t) = pace + R sum of w(l) m(t - l), solved week by week with no draws at all.
    law, expected = lag_chances(np.array([3.0]), np.array([2.0]), 40)[0], np.zeros(30)
    for week in range(30):
        bring = sum(law[lag] * expected[week - lag] for lag in range(1, week + 1))
        expected[week] = (2 + 0.7 * bring) / (1 - 0.7 * law[0])
    paths = simulate(known(lag=3.0, r=0.7, k=1.0), 30, 40_000, rng())
    assert paths.people.mean(axis=0)[[4, 14, 29]] == pytest.approx(np.cumsum(expected)[[4, 14, 29]], rel=0.02)


def test_a_lag_law_is_what_moments_drawn_one_by_one_give():
    drawn = rng()
    for mean, shape in [(10.4, 38.0), (3.0, 0.7), (0.5, 1.0)]:
        lag = np.floor(drawn.random(200_000) + drawn.gamma(shape, mean / shape, 200_000)).astype(int)
        chances = lag_chances(np.array([mean]), np.array([shape]), 60)[0]
        assert np.bincount(lag, minlength=60)[:60] / 200_000 == pytest.approx(chances, abs=0.004)
        assert lag_passed(np.array([mean]), np.array([shape]), np.arange(1.0, 61.0))[0] == pytest.approx(
            np.cumsum(chances)
        )


# --- shape of the answer ----------------------------------------------------------------------------


def test_numbers_never_fall_where_nobody_leaves():
    assert (np.diff(steady_paths().people, axis=1) >= 0).all()


def test_a_wider_band_holds_a_narrower_one():
    paths = steady_paths()
    for inner, outer in [(0.1, 0.5), (0.5, 0.8), (0.8, 0.9)]:
        low, high = paths.band(inner)
        lower, higher = paths.band(outer)
        assert (lower <= low).all() and (low <= paths.middle()).all()
        assert (paths.middle() <= high).all() and (high <= higher).all()


def test_the_same_seed_gives_the_same_paths():
    assert (steady_paths().people == steady_paths().people).all()


def test_leaving_makes_fewer_and_everybody_leaving_leaves_the_newcomers():
    stay, leave = steady_paths(), steady_paths(stay=0.97)
    assert leave.people[:, -1].mean() < stay.people[:, -1].mean()
    gone = simulate(known(r=1e-9, joins=Joins([NOW - 90] * 40, [-1] * 40)), 5, 4_000, rng(), stay=0.0)
    assert gone.people[:, -1].mean() == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize(
    "change",
    [Change(arrivals=1.5), Change(bringers=1.5), Change(brings=1.5)],
    ids=["arrivals", "bringers", "brings"],
)
def test_more_of_anything_brings_more_people(change):
    assert steady_paths(change=change).people[:, -1].mean() > 1.05 * steady_paths().people[:, -1].mean()


def test_more_bringers_are_more_even_than_bringers_who_bring_more():
    start = Joins([NOW] * 20, [-1] * 20)
    even, uneven = (
        simulate(known(k=0.1, pace=1e-9, joins=start), 60, 20_000, rng(), change=one).people[:, -1]
        for one in (Change(bringers=1.5), Change(brings=1.5))
    )
    assert even.mean() == pytest.approx(uneven.mean(), rel=0.03)
    assert even.std() < 0.95 * uneven.std()


def test_growth_without_end_stays_a_number():
    paths = simulate(known(lag=0.3, r=3.0, pace=1000.0), 104, 50, rng())
    assert (np.diff(paths.people, axis=1) >= 0).all()
    assert paths.people.max() < 10**15


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"weeks": 0}, "paths of 0 weeks"),
        ({"n_paths": 0}, "0 paths"),
        ({"weeks": 10**6}, "paths of 1000000 weeks"),
        ({"stay": 1.2}, "stay: 1.2"),
        ({"stay": float("nan")}, "stay: nan"),
        ({"change": Change(brings=-1)}, "a factor is from 0 to 100"),
    ],
)
def test_what_cannot_be_simulated_is_refused(more, says):
    with pytest.raises(BadInput, match=says):
        steady_paths(**more)


# --- the goal ---------------------------------------------------------------------------------------


def drawn(people, start=10):
    return Paths(NOW, start, np.array(people), 1.0, "")


def test_within_a_week_people_come_evenly():
    assert days_to(drawn([[10, 24, 24], [10, 10, 10]]), 17).tolist() == [11, np.inf]


def test_the_chance_of_a_goal_grows_with_the_day_and_falls_with_the_goal():
    paths = steady_paths(52)
    by_day = [chance_by(paths, paths.start + 150, NOW + day) for day in range(0, 364, 14)]
    by_goal = [chance_by(paths, paths.start + goal, NOW + 180) for goal in range(0, 1200, 60)]
    assert by_day == sorted(by_day) and by_goal == sorted(by_goal, reverse=True)
    assert (by_day[0], by_goal[0], by_goal[-1]) == (0, 1, 0)


def test_a_goal_that_is_met_was_met_today():
    told = reached(drawn([[10, 12]]), 10)
    assert (told.middle, told.chance, told.words) == (NOW, 1.0, "The goal is met.")
    assert chance_by(drawn([[10, 12]]), 10, NOW - 50) == 1


def test_the_days_of_a_goal_lie_in_order_and_what_lies_beyond_has_no_day():
    told = reached(drawn([[10 + i * j for j in range(1, 11)] for i in range(40)]), 100)
    assert told.late == (NOW + 7 * 9, None) or told.late[1] is None
    assert told.early[1] <= told.early[0] <= told.middle
    assert told.words == "Likely within the next 10 weeks, but it may be later."


def test_a_goal_beyond_all_paths_is_told_in_words():
    told = reached(steady_paths(10), 10**6)
    assert (told.chance, told.middle, told.early, told.words) == (
        0,
        None,
        (None, None),
        "Beyond the next 10 weeks.",
    )


def test_an_absurd_goal_or_day_is_refused():
    for bad in (
        lambda: reached(drawn([[10]]), -1),
        lambda: chance_by(drawn([[10]]), 5, 0),
        lambda: drawn([[10]]).band(1),
    ):
        with pytest.raises(BadInput):
            bad()


# --- changes ----------------------------------------------------------------------------------------

MORE_BRING, BRING_MORE, STAY = Change(bringers=1.25), Change(brings=1.25), Change(leaving=0.8)


def middle_day(change, stay=1.0):
    growth = fit(made_business(STEADY, 50, 0, rng()).joins, NOW)
    paths = simulate(growth, 60, 2_000, np.random.default_rng(1), stay, change)
    return reached(paths, growth.counted.n_people + 150).middle


@pytest.mark.parametrize("change", [MORE_BRING, BRING_MORE, STAY])
def test_every_change_brings_the_day_nearer_where_people_leave(change):
    assert middle_day(change, stay=0.995) < middle_day(Change(), stay=0.995)


def test_staying_longer_moves_nothing_where_nobody_leaves():
    assert middle_day(STAY) == middle_day(Change())


# --- baselines --------------------------------------------------------------------------------------


def test_the_pace_of_twelve_weeks_goes_on():
    told = counted(Joins([NOW - 7 * week for week in range(12)] + [NOW - 200] * 60, [-1] * 72), NOW)
    assert pace(told, 4).added == pytest.approx([1, 2, 3, 4])


def test_the_k_factor_adds_k_and_its_powers():
    # Ten came four weeks ago and brought five within four weeks: K is 5/15 of all.
    told = counted(Joins([NOW - 29] * 10 + [NOW - 1] * 5, [-1] * 10 + list(range(5))), NOW, since=NOW - 1000)
    assert told.lags.mean() == 28
    # One cycle of four weeks: the last cycle's five bring K each; ten arrivals in twelve weeks bring on the way.
    alone = 10 / 12 * sum(1 + (3 ** -(week / 4) - 1) / -2 for week in range(1, 5))
    assert k_factor(told, 4).added[-1] == pytest.approx(5 / 3 + alone)


def test_nobody_yet_is_a_flat_line():
    told = counted(Joins([], []), NOW)
    assert (pace(told, 5).added == 0).all() and (k_factor(told, 5).added == 0).all()
