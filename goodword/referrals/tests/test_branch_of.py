"""One person's branch is the same as in the tree of all, in a query for each generation."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.forest import MOST_RINGS, branch_of, tree_of
from goodword.referrals.models import Referral


def grown(cast: Cast, at: datetime, senders: list[int | None]) -> list[Person]:
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


def test_it_is_the_branch_of_the_whole_tree(cast: Cast, at: datetime) -> None:
    people = grown(cast, at, [None, 0, 0, 1, 1, 3, None, 6])
    whole = tree_of(cast.business)
    for one in people:
        own = branch_of(one)
        if one.pk not in own.generation:
            assert one.pk not in whole.down
            continue
        assert own.branch(one.pk) == whole.branch(one.pk)
        assert own.below[one.pk] == whole.below[one.pk]
        assert own.first_follower(one.pk) == whole.first_follower(one.pk)


def test_nobody_sent_is_an_empty_tree(cast: Cast, at: datetime) -> None:
    [lone] = grown(cast, at, [None])
    assert branch_of(lone).generation == {}


def test_who_does_not_count_is_not_in_it(cast: Cast, at: datetime) -> None:
    people = grown(cast, at, [None, 0, 0])
    Referral.objects.filter(referred=people[1]).update(state="void")
    Person.every.filter(pk=people[2].pk).update(is_here=False)
    assert branch_of(people[0]).generation == {}


@pytest.mark.parametrize("n", [MOST_RINGS - 1, MOST_RINGS + 30])
def test_a_long_chain_is_counted_to_its_end_in_few_queries(cast: Cast, at: datetime, n: int) -> None:
    people = grown(cast, at, [None, *range(n)])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        tree = branch_of(people[0])
    assert tree.below[people[0].pk] == n and len(asked) <= MOST_RINGS + 1


def test_a_circle_ends(cast: Cast, at: datetime) -> None:
    people = grown(cast, at, [None, 0, 1])
    Referral.objects.create(business=cast.business, referred=people[0], referrer=people[2], state="qualified")
    assert branch_of(people[0]).below[people[0].pk] == 2
