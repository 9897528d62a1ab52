"""Who only wrote that they are coming is not counted among those who came, until they buy or a member tells of them."""

from datetime import datetime
from typing import Any

import pytest

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.coming import only_coming
from goodword.referrals.models import Evidence, ShareLink
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.rings import n_coming, rings_of
from goodword.sales.hand import add_sale

from .test_arriving import As, dana, link, tell

__all__ = ["dana", "link"]


@pytest.fixture
def eli(as_: As, link: ShareLink) -> Person:
    tell(as_(None), link)
    return Person.objects.get(name="Eli Brandt")


def coming() -> list[Person]:
    return list(Person.objects.filter(only_coming()))


def test_who_wrote_is_coming_and_stands_apart(eli: Person, dana: Person) -> None:
    assert coming() == [eli]
    assert (rings_of(dana), n_coming(dana)) == ([], 1)


def test_their_first_sale_says_that_they_came(cast: Cast, eli: Person, dana: Person, at: datetime) -> None:
    sold: Any = {"person": eli, "on": cast.business.day_of(at), "cents": 500, "currency": "USD", "key": "k"}
    add_sale(cast.business, cast.alice, at, **sold)
    assert coming() == []
    assert (rings_of(dana), n_coming(dana)) == ([[eli.pk]], 0)


def test_a_member_s_word_says_so_too(cast: Cast, eli: Person, dana: Person, at: datetime) -> None:
    note_newcomer(cast.business, cast.alice, at, Came("person", person=eli), key="came:1")
    assert coming() == []
    assert (rings_of(dana), n_coming(dana)) == ([[eli.pk]], 0)


def test_a_trace_that_a_member_noted_says_so(cast: Cast, eli: Person) -> None:
    Evidence.objects.update(member=cast.alice)
    assert coming() == []


def test_who_was_noted_by_a_member_alone_is_never_coming(cast: Cast, dana: Person, at: datetime) -> None:
    note_newcomer(cast.business, cast.alice, at, Came("person", name="Mia", referrer=dana), key="came:1")
    assert coming() == []
    assert n_coming(dana) == 0
