"""Somebody said something kind: two taps, with a way back."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.listening.models import Mention
from goodword.people.models import Person
from goodword.talks.tests.people import someone

As = Callable[..., Any]
GOOD = {"where": "online", "detail": " the street  chat ", "on": "2026-03-01", "key": "F1"}


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


def page(person: Person, business: str = "corner") -> str:
    return f"/b/{business}/people/{person.code}/mention/"


def test_it_is_noted_and_the_same_form_twice_is_once(as_: As, cast: Cast, dana: Person) -> None:
    assert "said something kind about you?" in as_("hugo").get(page(dana)).content.decode()
    after = as_("hugo").post(page(dana), GOOD, follow=True).content.decode()
    assert "Kept. Dana is to be thanked for it." in after
    assert "On the web: the street chat" in as_("hugo").get(page(dana)).content.decode()
    as_("hugo").post(page(dana), GOOD)
    told = Mention.objects.get()
    assert (told.person, told.on, told.member) == (dana, date(2026, 3, 1), cast.hugo)
    assert Change.objects.filter(type="mention.noted").count() == 1


def test_it_is_undone(as_: As, dana: Person) -> None:
    as_("alice").post(page(dana), GOOD)
    told = Mention.objects.get()
    address = f"/b/corner/mentions/{told.code}/remove/"
    assert as_("alice").get(address).status_code == 405
    assert "It is undone." in as_("alice").post(address, follow=True).content.decode()
    assert not Mention.objects.exists()
    assert as_("alice").post(address).status_code == 404


def test_all_that_is_wrong_is_told_at_once(as_: As, dana: Person) -> None:
    answer = as_("alice").post(
        page(dana), {"where": "moon", "on": "2026-03-09", "key": "F2", "detail": "x" * 201}
    )
    told = answer.content.decode()
    assert answer.status_code == 422 and not Mention.objects.exists()
    assert "Choose one of these." in told and "March 9, 2026 is still to come." in told and "200" in told
    assert "too long ago" in as_("alice").post(page(dana), GOOD | {"on": "1066-10-14"}).content.decode()


def test_who_may_only_look_and_who_may_not(as_: As, dana: Person, at: datetime) -> None:
    as_("alice").post(page(dana), GOOD)
    told = Mention.objects.get()
    assert "the street chat" in as_("bob").get(page(dana)).content.decode()
    assert as_("bob").post(page(dana), GOOD | {"key": "F3"}).status_code == 403
    assert as_("bob").post(f"/b/corner/mentions/{told.code}/remove/").status_code == 403
    assert as_("charlie").get(page(dana, "florist")).status_code == 404
    assert as_("charlie").post(f"/b/florist/mentions/{told.code}/remove/").status_code == 404
    assert Mention.objects.count() == 1
