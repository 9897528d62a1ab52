"""The counter's page: it does one thing, shows nobody, and ends when the owner says so."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Link
from goodword.conftest import Cast
from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Newcomer
from goodword.referrals.sharing import make_link

As = Callable[..., Any]
MADE = "/b/corner/came/counter/"
ELI = {"name": "Eli Brandt", "how": "person", "who": "Dana Okafor", "key": "K1"}


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Dana Okafor", kind="customer")


@pytest.fixture
def here(cast: Cast, at: datetime) -> str:
    return reverse("counter", args=[Link.make(Link.Purpose.COUNTER, at, business=cast.business)[1]])


def text(page: Any) -> str:
    return str(page.content.decode())


def test_the_owner_makes_the_link_and_takes_it_back(as_: As) -> None:
    alice = as_("alice")
    assert "Make the link" in text(alice.get(MADE)) and not Link.objects.exists()
    first = re.search(r"/counter/[\w-]+/", text(alice.post(MADE)))
    assert first and as_(None).get(first[0]).status_code == 200
    second = re.search(r"/counter/[\w-]+/", text(alice.post(MADE)))
    assert second and as_(None).get(first[0]).status_code == 404
    assert "opens no more" in text(alice.post(MADE, {"stop": "1"}, follow=True))
    assert as_(None).get(second[0]).status_code == 404


def test_only_an_owner_may(as_: As) -> None:
    for who in ("hugo", "bob"):
        assert as_(who).get(MADE).status_code == 403 and as_(who).post(MADE).status_code == 403
    assert as_("charlie").post(MADE).status_code == 404
    assert as_(None).get("/counter/nothing/").status_code == 404
    assert not Link.objects.exists()


def test_a_name_that_is_said_is_a_trace_and_thanks_follow(
    as_: As, cast: Cast, here: str, dana: Person
) -> None:
    staff = as_(None)
    page = text(staff.post(here, ELI, follow=True))
    assert "Noted here today" in page and "Eli Brandt" in page and "Dana" not in page
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer, evidence.referred.name) == ("slip", dana, "Eli Brandt")
    assert evidence.member is None
    assert ThankYou.objects.get().person == dana


def test_a_code_is_its_own_kind_of_trace(as_: As, cast: Cast, here: str, dana: Person, at: datetime) -> None:
    link = make_link(dana, cast.alice, at)
    as_(None).post(here, ELI | {"who": link.spoken.lower()})
    assert (Evidence.objects.get().kind, Evidence.objects.get().referrer) == ("code", dana)


def test_nobody_is_guessed_and_nobody_is_shown(
    as_: As, cast: Cast, here: str, dana: Person, at: datetime
) -> None:
    add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")
    page = text(as_(None).post(here, ELI | {"who": "dana okafor"}, follow=True))
    assert "Okafor" not in page
    assert Evidence.objects.get().referrer is None


def test_pressed_twice_is_once_and_a_slip_is_taken_back(as_: As, here: str, dana: Person) -> None:
    staff = as_(None)
    staff.post(here, ELI)
    staff.post(here, ELI)
    one = Newcomer.objects.get()
    staff.post(here, {"undo": "NOTHING"})
    assert Newcomer.objects.exists()
    staff.post(here, {"undo": one.code})
    staff.post(here, {"undo": one.code})
    assert not Newcomer.objects.exists() and not Person.objects.filter(name="Eli Brandt").exists()
    assert not [one for one in ThankYou.objects.all() if one.is_open]


def test_what_others_noted_is_neither_seen_nor_undone(as_: As, here: str, dana: Person) -> None:
    as_("alice").post("/b/corner/came/", ELI)
    one = Newcomer.objects.get()
    assert "Eli Brandt" not in text(as_(None).get(here))
    as_(None).post(here, {"undo": one.code})
    assert Newcomer.objects.exists()


def test_who_came_by_themselves_is_kept_too(as_: As, here: str) -> None:
    as_(None).post(here, {"name": "Eli", "how": "walked", "who": "", "key": "K2"})
    assert Newcomer.objects.get().how == "walked" and not Evidence.objects.exists()


def test_what_is_missing_is_told(as_: As, here: str) -> None:
    page = as_(None).post(here, {"name": "", "how": "by air", "key": "K3"})
    assert page.status_code == 422
    assert "This is needed." in text(page) and "Choose one of these." in text(page)
