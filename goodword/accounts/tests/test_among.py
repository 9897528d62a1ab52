"""One of many values, told to the database as one parameter: the same rows as with a parameter for each."""

import pytest

from goodword.conftest import Cast
from goodword.people.models import Person, Way
from goodword.talks.tests.people import someone

NAMES = ["Dana", "O'Brien", 'Say "hi"', "Zoë", "王伟", "back\\slash", ""]


@pytest.fixture
def people(cast: Cast) -> list[int]:
    return [someone(cast.business, name or "Nobody").pk for name in NAMES]


def test_whole_numbers_and_text_are_found_as_with_a_parameter_for_each(people: list[int]) -> None:
    for told in (people[:1], people[::2], [*people, 10**12, -1], []):
        same = Person.every.filter(pk__in=told).order_by("pk")
        assert list(Person.every.filter(pk__among=told).order_by("pk")) == list(same)
    for names in (NAMES, NAMES[2:3], ["nobody's"], []):
        rows = Person.every.filter(name__among=names).order_by("pk")
        assert list(rows) == list(Person.every.filter(name__in=names).order_by("pk"))


def test_who_is_pointed_at_is_found_by_key(people: list[int]) -> None:
    ways = Way.objects.filter(person__in=people[:3]).order_by("pk")
    assert list(Way.objects.filter(person__among=people[:3]).order_by("pk")) == list(ways)
    assert list(Way.objects.filter(person_id__among=set(people[:3])).order_by("pk")) == list(ways)


def test_others_are_left_when_these_are_taken_out(people: list[int]) -> None:
    others = Person.every.exclude(pk__among=people[:2]).filter(pk__among=people)
    assert sorted(others.values_list("pk", flat=True)) == sorted(people[2:])


def test_there_may_be_more_than_a_database_takes_parameters(people: list[int]) -> None:
    assert Person.every.filter(pk__among=[*range(-200_000, 0), *people]).count() == len(people)
