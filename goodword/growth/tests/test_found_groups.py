"""growth/found_groups.py: a found group keeps its code and its name from one counting to the next."""

import pytest

from goodword.growth.found_groups import Found, keep_found, same_groups
from goodword.growth.models import Group, InGroup
from goodword.talks.tests.people import someone


@pytest.fixture
def people(cast):
    return [someone(cast.business, f"Guest No{n}").pk for n in range(12)]


def of(*people):
    return frozenset(people)


def keep(cast, at, kind, *found):
    keep_found(cast.business, kind, found, at)
    return {
        frozenset(group.people.values_list("person_id", flat=True)): group
        for group in Group.objects.filter(kind=kind, people__isnull=False).distinct()
    }


def test_a_group_is_the_same_while_half_of_it_stays():
    assert same_groups({7: of(1, 2, 3, 4)}, {0: of(1, 2, 5, 6)}) == {0: 7}
    assert same_groups({7: of(1, 2, 3, 4)}, {0: of(1, 5, 6, 8)}) == {}


def test_a_group_that_grew_a_lot_is_the_same():
    assert same_groups({7: of(1, 2, 3, 4, 5)}, {0: of(*range(1, 40))}) == {0: 7}


def test_of_a_group_that_fell_apart_the_larger_part_keeps_the_name():
    assert same_groups({7: of(*range(10))}, {0: of(0, 1, 2), 1: of(*range(3, 10))}) == {1: 7}


def test_of_two_that_became_one_the_larger_lives_on():
    assert same_groups({7: of(1, 2, 3), 8: of(4, 5, 6, 7, 8)}, {0: of(*range(1, 9))}) == {0: 8}


def test_no_group_is_two_and_no_two_are_one():
    before = {old: of(*range(old * 10, old * 10 + 10)) for old in (1, 2, 3)}
    now = {new: of(*range(new * 10 + 5, new * 10 + 15)) for new in range(4)}
    same = same_groups(before, now)
    assert len(set(same.values())) == len(same) == 3


def test_found_again_it_keeps_its_code_and_the_name_that_the_owner_gave(cast, at, people):
    [first] = keep(cast, at, "ties", Found(of(*people[:6]))).values()
    Group.objects.filter(pk=first.pk).update(name="The choir", is_named=True)
    again = keep(cast, at, "ties", Found(of(*people[1:9])))
    assert again[of(*people[1:9])].code == first.code
    assert again[of(*people[1:9])].name == "The choir"


def test_a_place_is_known_by_its_postcode_whoever_lives_there(cast, at, people):
    [first] = keep(cast, at, "place", Found(of(*people[:3]), "US 10025", "New York 10025")).values()
    [again] = keep(cast, at, "place", Found(of(*people[5:9]), "US 10025", "Manhattan 10025")).values()
    assert (again.code, again.name) == (first.code, "Manhattan 10025")


def test_what_is_found_no_more_has_nobody_and_comes_back_the_same(cast, at, people):
    place = Found(of(*people[:3]), "US 10025", "10025")
    [first] = keep(cast, at, "place", place).values()
    assert keep(cast, at, "place") == {}
    assert [one.code for one in keep(cast, at, "place", place).values()] == [first.code]


def test_what_the_owner_ended_stays_ended(cast, at, people):
    [first] = keep(cast, at, "ties", Found(of(*people[:6]))).values()
    Group.objects.filter(pk=first.pk).update(ended_at=at)
    [again] = keep(cast, at, "ties", Found(of(*people[:7]))).values()
    assert again.pk == first.pk and again.ended_at == at


def test_found_twice_is_found_once(cast, at, people):
    found = [Found(of(*people[:5])), Found(of(*people[5:12]))]
    first = keep(cast, at, "ties", *found)
    rows = set(InGroup.objects.values_list("pk", flat=True))
    assert keep(cast, at, "ties", *found) == first
    assert set(InGroup.objects.values_list("pk", flat=True)) == rows


def test_groups_of_another_kind_are_left_alone(cast, at, people):
    keep(cast, at, "place", Found(of(*people[:3]), "US 10025", "10025"))
    keep(cast, at, "ties", Found(of(*people[:3])))
    assert Group.objects.count() == 2 and InGroup.objects.count() == 6
