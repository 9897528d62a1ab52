import csv
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.forecast import simulate
from goodword.analysis.goal import chance_by, reached
from goodword.analysis.growth import PRIORS, _log_bringing, fit, maximum_likelihood
from goodword.analysis.inputs import DAY_MAX, BadInput
from goodword.analysis.joins import Joins, counted
from goodword.analysis.tests.businesses import NOW, Truth, made_business
from goodword.analysis.tree import NOBODY, grow
from tests.data import real

FALL = Truth(r=0.7, k=0.4, lag=4.0, shape=2.0, pace=25.0, evenness=8.0)


def rows(path):
    with real(path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def hagelloch():
    """Who infected whom and on which day it began: a dated tree, as one of newcomers would be."""
    told = rows("measles/measles_hagelloch_1861.csv")
    place = {row["case_ID"]: i for i, row in enumerate(told)}
    day = np.array([date.fromisoformat(row["date_of_prodrome"]).toordinal() for row in told])
    return Joins(day, np.array([place.get(row["infector"], NOBODY) for row in told]))


def nyjazz():
    told = rows("nyjazz/nyjazz.csv")
    holder = {row[f"coupon.{i}"]: place for place, row in enumerate(told) for i in range(1, 8)}
    holder.pop("NA")
    return np.array([holder.get(row["own.coupon"], NOBODY) for row in told])


# --- published digits -------------------------------------------------------------------------------


def test_the_measles_of_hagelloch_come_out_to_the_published_digits():
    # R is links per person, k is by maximum likelihood over everybody, the lag from first signs to first signs.
    told = fit(hagelloch(), date(1862, 3, 1).toordinal()).counted
    assert maximum_likelihood(told.offspring) == pytest.approx((0.979, 0.255), abs=0.0005)
    assert told.lags.mean() == pytest.approx(10.4, abs=0.05)
    assert (told.n_people, told.n_sent, told.n_impossible) == (188, 184, 0)


def test_what_was_fitted_to_the_measles_holds_the_published_figures():
    growth = fit(hagelloch(), date(1862, 3, 1).toordinal())
    for what, published in [("r", 0.979), ("k", 0.255), ("lag", 10.4 / 7)]:
        low, high = growth.interval(what)
        assert low < published < high, what


def test_the_measles_half_way_tell_an_r_well_above_one_and_at_the_end_about_one():
    joins = hagelloch()
    early, late = (fit(joins, date.fromisoformat(day).toordinal()) for day in ("1861-11-25", "1862-03-01"))
    assert early.chance_r_above_one > 0.9 > late.chance_r_above_one


def test_the_jazz_musicians_of_new_york_come_out_to_the_published_digits():
    sender = nyjazz()
    offspring = np.bincount(sender[sender != NOBODY], minlength=len(sender))
    assert maximum_likelihood(offspring) == pytest.approx((0.951, 0.725), abs=0.0005)
    assert (len(sender), int((sender == NOBODY).sum()), int(offspring.sum())) == (264, 13, 251)


def test_the_jazz_musicians_are_twelve_waves_the_seeds_being_the_first():
    assert grow(nyjazz()).generation.max() == 12


# --- an independent, slow version -------------------------------------------------------------------


def slow_log_posterior(joins, lag, shape, r, k):
    """Person by person, with the moment within a week or a day integrated by quadrature; up to a constant."""
    from scipy import integrate, stats

    law, lags = stats.gamma(shape, scale=lag / shape), joins.day - joins.day[joins.sender]
    passed, chance, height = {}, {}, 0.0
    for person, day in enumerate(joins.day):
        weeks = (NOW - day) // 7 + 1
        if weeks not in passed:
            passed[weeks] = integrate.quad(law.cdf, weeks - 1, weeks)[0]
        brought = int((joins.sender == person).sum())
        height += stats.nbinom.logpmf(brought, k, k / (k + r * passed[weeks])) - brought * np.log(
            passed[weeks]
        )
    for days in lags[joins.sender != NOBODY]:
        if days not in chance:
            # The difference of two moments uniform in their days is a triangle.
            chance[days] = integrate.quad(
                lambda x, days=days: (1 - abs(x - days)) * law.pdf(x / 7) / 7,
                max(days - 1, 0),
                days + 1,
                points=[days],
            )[0]
        height += np.log(chance[days])
    log_normal = {"lag": lag, "shape": shape, "k": k}
    for name, value in log_normal.items():
        height -= 0.5 * (np.log(value / PRIORS[name].middle) / PRIORS[name].spread) ** 2
    return height + np.log(r) - r / PRIORS["r"].mean


def test_the_posterior_is_that_of_a_slow_one_written_person_by_person():
    joins = made_business(Truth(0.6, 0.5, 3.0, 1.5, 1.0, 5.0), 14, 0, np.random.default_rng(4)).joins
    points = [(3.0, 1.5, 0.6, 0.5), (2.0, 1.0, 0.9, 1.5), (4.0, 2.5, 0.3, 0.2)]
    quick = [_log_bringing(counted(joins, NOW), tuple(np.log([x]) for x in point)).item() for point in points]
    slow = [slow_log_posterior(joins, *point) for point in points]
    # Ages and lags stand in groups, which is a matter of hundredths.
    assert np.diff(quick) == pytest.approx(np.diff(slow), abs=0.05)


# --- parameters found again -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_made_up_business_is_found_again(seed):
    growth = fit(made_business(FALL, 70, 0, np.random.default_rng(seed)).joins, NOW)
    for what, truth in [("r", 0.7), ("k", 0.4), ("lag", 4.0), ("shape", 2.0)]:
        low, high = growth.interval(what, 0.998)
        assert low < truth < high, what
    assert growth.r == pytest.approx(0.7, rel=0.12)
    assert growth.k == pytest.approx(0.4, rel=0.25)
    assert growth.lag_days == pytest.approx(28, rel=0.15)
    assert growth.arrivals_a_week == pytest.approx(25, rel=0.2)
    assert growth.why_not == ""


def test_people_who_came_lately_do_not_pull_r_down():
    # Counting links per person takes who had no time yet for who brings nobody.
    slow = Truth(r=0.8, k=1.0, lag=16.0, shape=2.0, pace=25.0, evenness=8.0)
    growth = fit(made_business(slow, 30, 0, np.random.default_rng(1)).joins, NOW)
    links_per_person = growth.counted.n_sent / growth.counted.n_people
    assert links_per_person < 0.5
    assert growth.interval("r")[0] < 0.8 < growth.interval("r")[1]


def test_more_people_narrow_the_interval_of_r():
    few, many = (
        fit(made_business(Truth(0.6, 0.5, 4.0, 1.5, pace, 8.0), 60, 0, np.random.default_rng(2)).joins, NOW)
        for pace in (0.5, 20.0)
    )
    assert np.diff(many.interval("r")) < np.diff(few.interval("r")) / 2


def test_each_channel_has_a_pace_of_its_own():
    rng = np.random.default_rng(3)
    day = NOW - rng.integers(0, 7 * 40, 600)
    channel = (np.arange(600) % 6 == 0).astype(int)
    growth = fit(Joins(day, np.full(600, NOBODY), channel), NOW, since=NOW - 7 * 40 + 1)
    assert [float(np.exp(one.quantile(0, 0.5))) for one in growth.arriving] == pytest.approx(
        [12.5, 2.5], rel=0.15
    )


def test_another_moment_of_the_calendar_changes_nothing():
    joins = made_business(FALL, 30, 0, np.random.default_rng(5)).joins
    moved = Joins(joins.day - 1000, joins.sender)
    assert fit(moved, NOW - 1000).r == fit(joins, NOW).r


def test_the_order_of_people_changes_nothing():
    joins = made_business(FALL, 30, 0, np.random.default_rng(6)).joins
    n = len(joins.day)
    order = np.random.default_rng(0).permutation(n)
    place = np.empty(n, np.int64)
    place[order] = np.arange(n)
    sender = np.where(joins.sender == NOBODY, NOBODY, place[joins.sender])
    assert fit(Joins(joins.day[order], sender[order]), NOW).r == pytest.approx(fit(joins, NOW).r)


# --- what the books may hold ------------------------------------------------------------------------


def test_days_after_now_are_not_looked_at():
    joins = made_business(FALL, 30, 10, np.random.default_rng(7)).joins
    seen = joins.day <= NOW
    assert 0 < (~seen).sum() == fit(joins, NOW).counted.n_ahead
    # People are in the order of their moment only within a generation, so places are kept and the rest is undone.
    sender = np.where(seen, joins.sender, NOBODY)
    assert fit(Joins(np.where(seen, joins.day, NOW + 1), sender), NOW).r == fit(joins, NOW).r


def test_who_sent_themselves_or_goes_in_a_circle_came_by_themselves():
    told = fit(
        Joins([NOW - 90, NOW - 80, NOW - 70, NOW - 60], [0, 2, 1, NOBODY]), NOW, since=NOW - 100
    ).counted
    assert (told.n_impossible, told.n_sent, int(told.arrivals.sum())) == (3, 0, 4)


def test_nobody_comes_before_who_sent_them():
    told = fit(Joins([NOW - 10, NOW - 20], [NOBODY, 0]), NOW).counted
    assert (told.n_impossible, told.n_sent) == (1, 0)


def test_where_everybody_was_sent_by_one_person_most_bring_nobody():
    day = np.append(NOW - 300, NOW - 200 + np.arange(60))
    growth = fit(Joins(day, np.append(NOBODY, np.zeros(60, int))), NOW)
    assert growth.k < 0.1


def test_where_nobody_was_sent_r_is_near_nothing():
    growth = fit(Joins(NOW - np.arange(400), np.full(400, NOBODY)), NOW)
    assert growth.interval("r")[1] < 0.05
    assert growth.in_all == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ([], "Nobody has come yet."),
        ([NOW - 50], "1 have come on a known day"),
        ([NOW + 9] * 30, "Nobody has come yet."),
        ([0] * 30, "0 have come on a known day"),
        ([NOW - 9] * 30, "The books go back 10 days"),
        ([NOW - 90] * 30, "All came on one day"),
    ],
)
def test_with_too_little_to_go_by_it_says_so(days, says):
    growth = fit(Joins(days, [NOBODY] * len(days)), NOW)
    assert growth.why_not.startswith(says)


def test_with_nothing_to_go_by_the_answer_is_the_prior():
    growth = fit(Joins([], []), NOW)
    # An exponential with the mean 1/2, cut at 3.
    assert growth.r == pytest.approx(0.5 * np.log(2), rel=0.05)
    assert growth.interval("r", 0.8) == pytest.approx((0.5 * -np.log(0.9), 0.5 * -np.log(0.1)), rel=0.2)
    assert growth.chance_r_above_one == pytest.approx(np.exp(-2), abs=0.03)


def test_who_grows_by_themselves_has_no_sum_in_all():
    growth = fit(hagelloch(), date(1861, 11, 25).toordinal())
    assert growth.r > 1
    assert growth.in_all is None


@pytest.mark.parametrize(
    ("joins", "now", "says"),
    [
        (Joins([1, 2], [NOBODY]), NOW, "There are 2 days, 1 senders"),
        (Joins([1], [5]), NOW, "sender, row 0"),
        (Joins([1.5], [NOBODY]), NOW, "day, row 0"),
        (Joins([float("nan")], [NOBODY]), NOW, "day, row 0"),
        (Joins([[1]], [NOBODY]), NOW, "day: one flat list"),
        (Joins(["x"], [NOBODY]), NOW, "day: numbers are needed"),
        (Joins([1], [NOBODY], [-1]), NOW, "channel, row 0"),
        (Joins([1], [NOBODY]), 0, "now: 0"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_place(joins, now, says):
    with pytest.raises(BadInput, match=says):
        fit(joins, now)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.just(0), st.integers(1, DAY_MAX), st.integers(NOW - 400, NOW + 5)),
            st.integers(-1, 10**6),
        ),
        max_size=30,
    ),
    st.sampled_from([1, NOW, DAY_MAX]),
)
def test_no_books_are_without_an_answer(people, now):
    n = len(people)
    sender = [who if who < n else NOBODY for _, who in people]
    growth = fit(Joins([day for day, _ in people], sender), now)
    assert 0 < growth.interval("r")[0] <= growth.r <= growth.interval("r")[1]
    paths = simulate(growth, 5, 50, np.random.default_rng(1))
    assert (np.diff(paths.people, axis=1) >= 0).all()
    assert 0 <= chance_by(paths, 20, DAY_MAX) <= 1
    assert reached(paths, 20).words


# --- maximum likelihood -----------------------------------------------------------------------------


def test_counts_that_vary_no_more_than_a_poisson_have_no_k():
    assert maximum_likelihood(np.array([1, 1, 1])) == (1.0, np.inf)


def test_nobody_brought_or_nobody_there():
    assert maximum_likelihood(np.zeros(4, int))[0] == 0
    assert np.isnan(maximum_likelihood(np.zeros(4, int))[1])
    assert np.isnan(maximum_likelihood(np.zeros(0, int))).all()
