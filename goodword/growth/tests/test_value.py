"""growth/measure/value.py: a year ahead, kept for each person and for all."""

import time
from datetime import timedelta

import numpy as np
import pytest

from goodword.analysis.year_ahead import year_ahead
from goodword.growth.jobs import count_figure
from goodword.growth.measure import value_rows
from goodword.growth.measure.value import came_anyway, mean_of
from goodword.growth.models import Figure, Trial, Worth
from goodword.referrals.models import Referral
from goodword.sales.measure import paid_rows
from goodword.sales.models import Sale

from .paying import a_shop, crowd, pay, sent


@pytest.fixture
def shop(cast, on):
    """Three hundred customers, two years."""
    return a_shop(cast.business, 300, on)


def figure(cast, at):
    count_figure(cast.business, "value", at)
    return Figure.newest(cast.business.pk, "value").told


def trial(cast, at, on, found):
    told = {"share_percent": 20, "from_on": on - timedelta(days=300), "judged_on": on, "salt": "salt of it"}
    return Trial.objects.create(business=cast.business, at=at, found=found, **told)


def test_each_row_is_what_the_arithmetic_says(shop, cast, at, on):
    told = figure(cast, at)
    who, day, cents = paid_rows(cast.business.pk, "USD")
    expected = year_ahead(who, day, cents, on.toordinal())
    kept = {one.person_id: one for one in Worth.objects.all()}
    assert sorted(kept) == expected.people.tolist()
    by_hand = zip(expected.people.tolist(), expected.purchases, expected.active, expected.spent, strict=True)
    for person, visits, active, spent in by_hand:
        assert kept[person].visits == pytest.approx(visits, abs=0.001)
        assert kept[person].chance_active == pytest.approx(active, abs=0.001)
        assert kept[person].own_cents == kept[person].credited_cents == round(spent)
    assert told["how"] == "model" and told["why"] == ""
    assert told["cents"][1] == round(expected.total.typical.spent)
    assert [look[4] for look in told["looks"]] == [look.came.purchases for look in expected.looks]


def test_counted_twice_nothing_is_written(shop, cast, at, monkeypatch):
    figure(cast, at)
    written = []
    monkeypatch.setattr(value_rows, "_execute", lambda sql, rows: written.extend(rows))
    figure(cast, at + timedelta(minutes=5))
    assert written == [] and Figure.objects.filter(name="value").count() == 1


def test_only_what_changed_is_written(shop, cast, at, on):
    count = cast.business.pk, on + timedelta(days=1)
    figure(cast, at)
    kept = value_rows._kept(cast.business.pk)
    first = min(kept)
    assert value_rows.write(*count, kept | {first: (*kept[first][:4], 123_456_789, *kept[first][5:])}) == 1
    assert Worth.objects.get(own_cents=123_456_789).person_id == first
    assert Worth.objects.filter(on=count[1]).count() == 1


def test_who_is_gone_loses_theirs(shop, cast, at):
    figure(cast, at)
    gone = shop[0]
    Sale.objects.filter(person=gone).delete()
    figure(cast, at)
    assert Worth.objects.count() == 299 and not Worth.objects.filter(person=gone).exists()


def test_who_buys_nothing_is_worth_half_of_whom_they_sent(cast, at, on):
    dana, eli = crowd(cast.business, 2)
    pay(cast.business, [(eli, on - timedelta(days=30 * n), 1000) for n in range(12)])
    sent(cast.business, dana, eli)
    figure(cast, at)
    hers, his = Worth.objects.get(person=dana), Worth.objects.get(person=eli)
    assert (hers.own_cents, hers.visits, hers.added_cents) == (0, 0, None)
    assert hers.credited_cents == pytest.approx(his.own_cents / 2, abs=1)
    assert hers.credited_cents + his.credited_cents == pytest.approx(his.own_cents, abs=1)


def test_what_would_have_come_anyway_is_taken_off_once_a_trial_was_judged(cast, at, on):
    dana, eli = crowd(cast.business, 2)
    pay(cast.business, [(eli, on - timedelta(days=30 * n), 1000) for n in range(12)])
    sent(cast.business, dana, eli)
    trial(cast, at, on, {"asked": [300, 1000], "left": [60, 1000]})
    figure(cast, at)
    hers = Worth.objects.get(person=dana)
    assert hers.added_cents == pytest.approx(0.8 * hers.credited_cents, rel=0.01)


@pytest.mark.parametrize(
    "found", [{}, {"on": "2026-03-02"}, {"asked": [0, 0], "left": [0, 0]}, {"asked": [0, 9], "left": [0, 9]}]
)
def test_a_trial_that_does_not_tell_adds_nothing(cast, at, on, found):
    trial(cast, at, on, found)
    assert came_anyway(cast.business) is None


def test_the_range_of_who_came_anyway_is_that_of_the_textbook(cast, at, on):
    """The logarithm of a ratio of two shares is about normal (Katz and others, 1978)."""
    trial(cast, at, on, {"asked": [300, 1000], "left": [60, 1000]})
    spread = 1.645 * np.sqrt(1 / 300 - 1 / 1000 + 1 / 60 - 1 / 1000)
    low, high = 0.2 * np.exp([-spread, spread])
    assert came_anyway(cast.business) == pytest.approx((0.2, low, high), abs=0.015)


def test_where_more_brought_somebody_unasked_all_of_it_came_anyway_at_most(cast, at, on):
    trial(cast, at, on, {"asked": [3, 100], "left": [30, 100]})
    assert came_anyway(cast.business) == (1.0, 1.0, 1.0)


def test_who_was_sent_is_compared_with_who_came_otherwise(shop, cast, at):
    best = shop[1:31]
    Sale.objects.filter(person__in=best).update(goods_cents=20_000)
    sent(cast.business, shop[0], *best)
    Referral.objects.filter(referred=best[0]).update(state="qualified")
    told = figure(cast, at)
    n_bought = Worth.objects.filter(person__in=best[1:]).count()
    assert (told["sent"]["n"], told["came"]["n"]) == (n_bought, 300 - n_bought)
    assert told["sent"]["cents"][0] > told["came"]["cents"][2]


def test_of_few_no_mean_is_told():
    assert mean_of(np.ones(19), np.random.default_rng(1)) == {"n": 19, "cents": []}


def test_the_interval_of_a_mean_is_that_of_the_textbook():
    """Of 400 normal amounts the mean is sure to about 1.645 standard errors either way."""
    amounts = np.random.default_rng(3).normal(10_000, 2000, 400)
    low, mean, high = mean_of(amounts, np.random.default_rng(1))["cents"]
    error = amounts.std() / 20
    assert mean == round(amounts.mean())
    assert [low, high] == pytest.approx([mean - 1.645 * error, mean + 1.645 * error], abs=0.2 * error)


def test_empty_books_have_a_figure_of_nobody(cast, at):
    told = figure(cast, at)
    assert (told["n"], told["cents"][1], told["looks"], told["error"]) == (0, 0, [], None)
    assert not Worth.objects.exists()


def test_another_business_is_left_alone(shop, cast, at):
    figure(cast, at)
    count_figure(cast.florist, "value", at)
    assert Figure.newest(cast.florist.pk, "value").told["n"] == 0
    assert Worth.objects.filter(business=cast.business).count() == 300


@pytest.mark.slow
def test_many_are_kept_at_once_and_again_on_the_next_day(cast, at, on):
    """Twenty thousand: a second each, with room for a busy machine. A hundred thousand take ten."""
    people = crowd(cast.business, 20_000)
    days = [on - timedelta(days=back) for back in (20, 200)]
    pay(cast.business, [(person, day, 1000 + k % 700) for k, person in enumerate(people) for day in days])
    for later in (0, 1):
        begun = time.perf_counter()
        count_figure(cast.business, "value", at + timedelta(days=later))
        assert time.perf_counter() - begun < 20
    assert Worth.objects.filter(on=on + timedelta(days=1)).count() > 0
