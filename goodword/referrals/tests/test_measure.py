"""The tree from rows: what counts in it, its figures, and that it is kept only where it is large."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from goodword.accounts.models import Source
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.measure import ENOUGH, Grown, _read, counted, grown, keep
from goodword.referrals.models import Evidence, Referral, TreeCount, TreePlace
from goodword.referrals.tree_rows import READ
from goodword.sales.hand import add_sale

from . import trees
from .trees import Sent, Slow, ago, forests

DANA, ELI, ANN, SAM = 1, 2, 3, 4
BAKERY = [Sent(ELI, DANA, ago(50)), Sent(ANN, DANA, ago(60)), Sent(SAM, ELI, ago(40))]


@pytest.fixture
def some(cast: Cast, at: datetime) -> list[Person]:
    made = [
        Person(business=cast.business, code=f"P{n}", kind="customer", since=at, has_bought=n % 3 > 0)
        for n in range(12)
    ]
    Person.every.bulk_create(made)
    return list(Person.every.filter(business=cast.business).order_by("pk"))


def sent(
    some: list[Person], *pairs: tuple[int, int], state: str = "qualified", on: date | None = None
) -> None:
    """(who sent, whom), by their place."""
    Referral.objects.bulk_create(
        Referral(
            business_id=some[0].business_id, referrer=some[who], referred=some[whom], state=state, yes_on=on
        )
        for who, whom in pairs
    )


def trace(some: list[Person], who: int, whom: int, on: date) -> None:
    """The same, by a trace of that day."""
    business = some[0].business
    evidence = Evidence.objects.create(
        business=business,
        kind="owner",
        referrer=some[who],
        referred=some[whom],
        happened_on=on,
        at=some[0].since,
        source=Source.by_hand(business.pk, None, some[0].since),
        key=f"{who}-{whom}",
    )
    sent(some, (who, whom))
    Referral.objects.filter(referred=some[whom]).update(evidence=evidence)


def figures(cast: Cast, at: datetime) -> TreeCount:
    return counted(cast.business, grown(cast.business), cast.business.day_of(at), at)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(forests())
def test_the_figures_are_what_the_slow_way_counts(cast, at, rows):
    told, slow = counted(cast.business, trees.grown(rows), trees.DAY, at), Slow(rows)
    generations = [slow.generation(person) for person in slow.people]
    assert told.n_people == len(slow.people)
    assert told.generations == [generations.count(n + 1) for n in range(max(generations, default=0))]
    tops = slow.own(None)
    assert told.n_branches == len(tops)
    for [top, n, first, on, n_dayless], wanted in zip(told.branches, tops[:10], strict=True):
        own = slow.own(top)
        known = [one for one in own if slow.on[one]] if len(own) > 1 else own
        wanted_first = min(known, key=lambda one: (slow.on[one] or date.max, one), default=None)
        assert (top, n, first) == (wanted, slow.below[top], wanted_first)
        assert on == (slow.on[first].isoformat() if first and slow.on[first] else None)
        assert n_dayless == sum(slow.on[one] is None for one in own)
    # Nobody of these is in the books, so only who was sent is known to have come.
    firsts = {
        one: min((slow.on[own] for own in slow.own(one)), default=None)
        for one in slow.up
        if all(slow.on[own] for own in slow.own(one))
    }
    days = [
        (first - slow.on[one]).days
        for one, first in firsts.items()
        if first and slow.on[one] and first >= slow.on[one]
    ]
    assert told.n_known == len(days)
    if len(days) < ENOUGH:
        assert (told.median_days, told.few_days) == (None, sorted(days))
    else:
        assert told.few_days == []
        assert 2 * sum(day <= told.median_days for day in days) >= len(days)


def test_a_median_is_told_of_ten_and_not_of_nine(cast: Cast, at: datetime) -> None:
    # Each came ten days after whoever sent them, so each sent somebody after ten days; who came first sent 11 years late.
    def told(n: int) -> TreeCount:
        rows = [Sent(one + 2, one + 1, ago(500 - 10 * one)) for one in range(n + 1)]
        return counted(cast.business, trees.grown(rows), trees.DAY, at)

    assert (told(9).n_known, told(9).median_days, told(9).few_days) == (9, None, [10] * 9)
    assert (told(10).n_known, told(10).median_days, told(10).few_days) == (10, 10, [])


def test_days_from_coming_to_the_first_one_sent(cast: Cast, some: list[Person], at: datetime) -> None:
    def days() -> list[int]:
        told = figures(cast, at)
        assert (told.n_known, told.median_days) == (len(told.few_days), None)
        return told.few_days  # type: ignore[no-any-return]

    trace(some, 0, 1, date(2026, 2, 20))
    assert days() == []  # the first was there before the books know
    Person.every.filter(pk=some[0].pk).update(since=at - timedelta(days=30))
    assert days() == [20]
    add_sale(
        cast.business,
        cast.alice,
        at,
        person=some[0],
        on=date(2026, 1, 20),
        cents=100,
        currency="USD",
        key="k",
    )
    assert days() == [31]
    trace(some, 1, 2, date(2026, 2, 24))  # who was sent came on that day
    assert days() == [4, 31]
    sent(some, (0, 3), on=date(2026, 2, 24))  # on which day is not known: that may have been the first
    assert days() == [4]


def test_the_day_of_a_first_sale_is_the_day_of_no_word(cast: Cast, some: list[Person], at: datetime) -> None:
    """Who was sent, by a file, had come when they first bought: that counts for the stage, and is not told as a day."""
    sent(some, (0, 1), (0, 2), on=date(2026, 2, 20))
    told = figures(cast, at)
    assert told.n_lately == 2
    assert told.branches == [[some[0].pk, 2, None, None, 2]]
    assert grown(cast.business).day.tolist() == [0, 0, 0]
    trace(some, 0, 3, date(2026, 2, 25))
    assert figures(cast, at).branches == [[some[0].pk, 3, some[3].pk, "2026-02-25", 2]]
    Evidence.objects.update(kind="file")
    assert figures(cast, at).branches == [[some[0].pk, 3, None, None, 3]]


def test_who_never_bought_and_set_most_in_motion(cast: Cast, some: list[Person], at: datetime) -> None:
    sent(some, (0, 1), (1, 3), (3, 4), (3, 5))
    assert figures(cast, at).never_bought == [[some[0].pk, 4], [some[3].pk, 2]]


@pytest.mark.parametrize("state", ["pending", "void", "denied"])
def test_what_does_not_count_is_in_no_tree(cast: Cast, some: list[Person], state: str) -> None:
    sent(some, (0, 1), state=state)
    sent(some, (2, 3))
    assert grown(cast.business).people.tolist() == [some[2].pk, some[3].pk]


def test_who_is_not_here_hangs_in_no_tree(cast: Cast, some: list[Person]) -> None:
    sent(some, (0, 1), (1, 2), (3, 4))
    Person.every.filter(pk=some[1].pk).update(is_here=False)
    assert grown(cast.business).people.tolist() == [some[3].pk, some[4].pk]


def test_who_goes_round_in_a_circle_is_left_out() -> None:
    rows = [(1, 2, 0, 0), (2, 1, 0, 0), (3, 2, 0, 0), (5, 4, 0, 0)]
    tree = Grown.of(np.array(rows, np.int64))
    assert (tree.people.tolist(), tree.tree.generation.tolist()) == ([4, 5], [1, 2])


def kept(cast: Cast) -> list[list[int]]:
    return _read(READ, cast.business.pk).tolist()  # type: ignore[no-any-return]


def test_a_small_tree_is_never_kept(cast: Cast, some: list[Person], on: date, at: datetime) -> None:
    sent(some, (0, 1), (0, 2))
    assert keep(cast.business, on, at) == 0
    assert not TreeCount.objects.exists() and not TreePlace.objects.exists()


def test_a_large_one_is_kept_as_it_is_counted_whatever_happens(
    cast: Cast, some: list[Person], on: date, at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr("goodword.referrals.counting.MANY", 3)
    sent(some, (0, 1), (0, 2), (2, 3), (3, 4), on=on)
    assert keep(cast.business, on, at) == 5
    assert keep(cast.business, on, at) == 0
    assert kept(cast) == grown(cast.business).rows.tolist()
    told = TreeCount.objects.get()
    assert (told.n_people, told.generations, told.n_lately, told.on) == (5, [1, 2, 1, 1], 4, on)
    # One more comes, one is sent by somebody else after all, and one goes.
    sent(some, (4, 5))
    Referral.objects.filter(referred=some[3]).update(referrer=some[0])
    some[1].delete()
    TreeCount.objects.update(n_changes=2)
    keep(cast.business, on + timedelta(days=1), at + timedelta(days=1))
    assert kept(cast) == grown(cast.business).rows.tolist() and len(kept(cast)) == 5
    told = TreeCount.objects.get()
    assert (told.n_people, told.n_changes, told.on) == (5, 0, on + timedelta(days=1))


def test_one_that_is_small_again_is_kept_no_more(
    cast: Cast, some: list[Person], on: date, at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr("goodword.referrals.counting.MANY", 3)
    sent(some, (0, 1), (0, 2), (2, 3), (3, 4))
    keep(cast.business, on, at)
    Referral.objects.filter(referred=some[4]).delete()
    keep(cast.business, on, at)
    assert not TreeCount.objects.exists() and not TreePlace.objects.exists()


def test_the_florist_s_tree_is_another(
    cast: Cast, some: list[Person], on: date, at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr("goodword.referrals.counting.MANY", 0)
    theirs = [Person.every.create(business=cast.florist, kind="customer", since=at) for _ in range(2)]
    sent(theirs, (0, 1))
    sent(some, (0, 1))
    keep(cast.business, on, at)
    keep(cast.florist, on, at)
    assert [row[0] for row in kept(cast)] == [some[0].pk, some[1].pk]
    Referral.objects.filter(business=cast.florist).delete()
    keep(cast.florist, on, at)
    assert len(kept(cast)) == 2 and TreeCount.objects.get().business == cast.business
