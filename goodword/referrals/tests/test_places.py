"""Where people hang in the tree: by a slow way to count, of a tree at hand, and of kept rows, all the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.people.models import Person
from goodword.referrals.measure import _read
from goodword.referrals.models import TreePlace
from goodword.referrals.places import Counted, Kept, Place
from goodword.referrals.tree_rows import READ, write

from .trees import Sent, Slow, forests, grown, places

N = 30


def answers(told, slow, data):
    """What both are asked, and what the slow one says to it."""
    sender = data.draw(st.sampled_from([None, *slow.people]))
    most, start = data.draw(st.integers(1, 5)), data.draw(st.integers(0, 3))
    own = slow.own(sender)
    assert list(told.own(sender, most, start)) == own[start : start + most]
    for one in own[start : start + most]:
        assert (told.below[one], told.on[one]) == (slow.below[one], slow.on.get(one))
    passed = own[:start]
    assert told.passed(sender, start) == (len(passed), sum(slow.below[one] + 1 for one in passed))


def place_of(slow, person):
    return Place(
        person, slow.up.get(person), slow.generation(person), slow.below[person], slow.on.get(person)
    )


@given(forests(), st.data())
def test_a_tree_at_hand_is_as_the_slow_way_counts_it(rows, data):
    told, slow = places(rows), Slow(rows)
    assert [*told.everybody()] == sorted(
        (place_of(slow, one) for one in slow.people), key=lambda one: (one.generation, one.person)
    )
    for _ in range(5):
        answers(told, slow, data)
    assert told.find(10**6) is None and told.find(0) is None


@pytest.fixture
def people(cast, at):
    Person.every.bulk_create(Person(business=cast.business, kind="customer", since=at) for _ in range(N))
    return list(Person.every.filter(business=cast.business).order_by("pk").values_list("pk", flat=True))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_kept_rows_say_the_same_whatever_stood_there_before(cast, people, data):
    business = cast.business.pk
    rows = [
        Sent(people[one.referred - 1], people[one.referrer - 1], one.on) for one in data.draw(forests(most=N))
    ]
    tree, slow = grown(rows), Slow(rows)
    write(business, tree.rows, _read(READ, business))
    assert write(business, tree.rows, _read(READ, business)) == 0
    told = Kept(business)
    assert [*told.everybody()] == [*Counted(tree).everybody()]
    for person in slow.people:
        assert told.find(person) == place_of(slow, person)
    for _ in range(8):
        answers(told, slow, data)


def test_only_what_changed_is_written(cast, people):
    business, (dana, eli, ann, sam, *_more) = cast.business.pk, people
    before, after = [Sent(eli, dana), Sent(ann, dana)], [Sent(eli, dana), Sent(ann, dana), Sent(sam, eli)]
    assert write(business, grown(before).rows, _read(READ, business)) == 3
    # Sam is new, and Dana and Eli set one more in motion; of Ann nothing is other.
    assert write(business, grown(after).rows, _read(READ, business)) == 3
    assert write(business, grown(before[1:]).rows, _read(READ, business)) == 3
    assert [*TreePlace.objects.values_list("person", flat=True).order_by("person")] == [dana, ann]


def test_it_reads_a_few_times_for_a_whole_picture(cast, people, django_assert_max_num_queries):
    from goodword.referrals.radial import choose

    tree = grown([Sent(one, people[n // 2]) for n, one in enumerate(people[1:])])
    write(cast.business.pk, tree.rows, _read(READ, cast.business.pk))
    told = Kept(cast.business.pk)
    with django_assert_max_num_queries(6):
        assert len(choose(told, None, N)) == N
