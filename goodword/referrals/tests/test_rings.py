"""One person's rings are those of the tree of all, in a query for each."""

from collections import Counter
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.measure import grown
from goodword.referrals.models import Referral
from goodword.referrals.rings import MOST_ASKED, rings_of


def people_of(cast: Cast, at: datetime, senders: list[int | None]) -> list[Person]:
    """People, each sent by the one at that place; None came by themselves."""
    made = [
        Person.every.create(business=cast.business, name=f"P{n}", kind="customer", since=at)
        for n in range(len(senders))
    ]
    for person, sender in zip(made, senders, strict=True):
        if sender is not None:
            Referral.objects.create(
                business=cast.business, referred=person, referrer=made[sender], state="qualified"
            )
    return made


def test_they_are_the_branch_in_the_tree_of_all(cast: Cast, at: datetime) -> None:
    people = people_of(cast, at, [None, 0, 0, 1, 1, 3, None, 6])
    whole = grown(cast.business)
    at_place = dict(zip(whole.people.tolist(), range(len(whole.people)), strict=True))
    for one in people:
        rings = rings_of(one)
        if one.pk in at_place:
            assert sum(map(len, rings)) == whole.tree.below[at_place[one.pk]]
        own = Counter(whole.tree.generation[at_place[pk]] for ring in rings for pk in ring)
        assert sorted(own.values()) == sorted(map(len, rings))
    assert rings_of(people[0]) == [
        [people[1].pk, people[2].pk],
        [people[3].pk, people[4].pk],
        [people[5].pk],
    ]


def test_the_first_to_come_stands_first_and_who_has_no_day_last(cast: Cast, at: datetime) -> None:
    people = people_of(cast, at, [None, 0, 0, 0])
    for n, day in ((1, None), (2, date(2026, 2, 9)), (3, date(2026, 2, 3))):
        Referral.objects.filter(referred=people[n]).update(state="converted", yes_on=day)
    assert rings_of(people[0]) == [[people[3].pk, people[2].pk, people[1].pk]]


def test_who_sent_nobody_or_does_not_count(cast: Cast, at: datetime) -> None:
    people = people_of(cast, at, [None, 0, 0])
    assert rings_of(people[1]) == []
    Referral.objects.filter(referred=people[1]).update(state="void")
    Person.every.filter(pk=people[2].pk).update(is_here=False)
    assert rings_of(people[0]) == []


@pytest.mark.parametrize("n", [MOST_ASKED - 1, MOST_ASKED, MOST_ASKED + 30])
def test_a_long_chain_is_told_to_its_end_in_few_queries(cast: Cast, at: datetime, n: int) -> None:
    people = people_of(cast, at, [None, *range(n)])
    with CaptureQueriesContext(connection) as asked:
        rings = rings_of(people[0])
    assert rings == [[one.pk] for one in people[1:]] and len(asked) <= MOST_ASKED + 3


def test_a_circle_ends(cast: Cast, at: datetime) -> None:
    people = people_of(cast, at, [None, 0, 1])
    Referral.objects.create(business=cast.business, referred=people[0], referrer=people[2], state="qualified")
    assert rings_of(people[0]) == [[people[1].pk], [people[2].pk]]
