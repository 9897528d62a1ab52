"""Dana is looking for a plumber; Tom can help with plumbing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from goodword.conftest import Cast
from goodword.introductions.introducing import wish
from goodword.introductions.models import Introduction, Need, Offer
from goodword.introductions.noting import note
from goodword.people.hand import add_person
from goodword.people.models import Person

Add = Callable[..., Person]


@pytest.fixture
def add(cast: Cast, at: datetime) -> Add:
    def added(name: str, kind: str = "customer", **more: Any) -> Person:
        return add_person(cast.business, cast.alice, at, name=name, kind=kind, **more)

    return added


@pytest.fixture
def dana(add: Add) -> Person:
    return add("Dana Okafor", phone="+1 207 555 0188", email="dana@okafor.example")


@pytest.fixture
def tom(add: Add) -> Person:
    return add("Tom Reyes", email="tom@reyes.example")


@pytest.fixture
def need(cast: Cast, dana: Person, at: datetime) -> Need:
    told = note(dana, "need", "a plumber", cast.alice, at, "n1")
    assert isinstance(told, Need)
    return told


@pytest.fixture
def offer(cast: Cast, tom: Person, at: datetime) -> Offer:
    told = note(tom, "offer", "plumbing and heating", cast.alice, at, "o1")
    assert isinstance(told, Offer)
    return told


@pytest.fixture
def pair(cast: Cast, need: Need, offer: Offer, at: datetime) -> Introduction:
    return wish(need, offer, cast.alice, at)
