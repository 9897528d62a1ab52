"""The link to somebody's own page, as members make it, send it and end it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Change, Link
from goodword.advocates.models import Device
from goodword.advocates.own_page import ask_to_stop, find_page, keep_on, make_page, new_secret
from goodword.conftest import Cast
from goodword.people.hand import add_person
from goodword.people.models import Consent, Person
from goodword.referrals.models import ShareLink

As = Callable[..., Any]


@pytest.fixture(autouse=True)
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the world could open it."""
    monkeypatch.setattr("goodword.desk.own_page_link.public_url_ready", lambda: True)


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(
        cast.business, cast.alice, at, name="Dana Okafor", kind="customer", phone="+12125550147"
    )


@pytest.fixture
def page(dana: Person) -> str:
    return reverse("own-page-of", args=["corner", dana.code])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def kept(dana: Person, token: str, at: datetime) -> Device:
    found = find_page(token, at)
    assert found
    return keep_on(found[0], dana, new_secret(), at)[0]


def test_it_is_made_and_sent_by_one_s_own_phone(as_: As, cast: Cast, dana: Person, page: str) -> None:
    tokens = []
    for who in ("alice", "hugo"):
        made = text(as_(who).post(page, {"do": "make"}))
        tokens += re.findall(r"/with/([\w-]{32})/</p>", made)
        assert "Hi Dana, this is a page of your own." in made and "sms:+12125550147" in made
    [first, second] = tokens
    assert as_(None).get(f"/with/{first}/").status_code == 404
    assert as_(None).get(f"/with/{second}/").status_code == 200
    assert ShareLink.objects.get().person == dana
    again = text(as_("alice").get(page))
    assert second not in again and "no phone keeps the page yet" in again  # told once
    assert second not in str(list(Link.objects.values()))
    assert Change.objects.filter(type="own_page.made", row=dana.code).count() == 2


def test_to_look_makes_nothing(as_: As, page: str) -> None:
    assert "Make the link" in text(as_("alice").get(page))
    assert not Link.objects.exists() and not ShareLink.objects.exists()


def test_bob_may_only_look(as_: As, cast: Cast, dana: Person, page: str, at: datetime) -> None:
    token = make_page(dana, cast.alice, at)
    device = kept(dana, token, at)
    seen = text(as_("bob").get(page))
    assert "The first phone or computer" in seen and 'name="do"' not in seen
    for do in ("make", "end", f"end_device:{device.code}", "lift"):
        assert as_("bob").post(page, {"do": do}).status_code == 403
    assert find_page(token, at) and Device.objects.get().is_in


def test_charlie_cannot_tell_that_it_exists(as_: As, dana: Person, page: str) -> None:
    assert as_("charlie").get(page).status_code == 404
    assert as_("charlie").get(page.replace("corner", "florist")).status_code == 404
    assert as_("charlie").post(page.replace("corner", "florist"), {"do": "make"}).status_code == 404
    assert not Link.objects.exists()


def test_nonsense_is_answered_in_words(as_: As, page: str) -> None:
    for do in ("", "dance", "let_in:NOTHING", "end_device:"):
        assert 'class="warning"' in text(as_("alice").post(page, {"do": do}, follow=True))


def test_without_an_address_for_the_world_there_is_no_link(
    as_: As, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodword.desk.own_page_link.public_url_ready", lambda: False)
    assert "needs an address" in text(as_("alice").get(page))
    as_("alice").post(page, {"do": "make"})
    assert not Link.objects.exists()


def test_a_further_device_is_let_in_by_its_number(
    as_: As, cast: Cast, dana: Person, page: str, at: datetime
) -> None:
    token = make_page(dana, cast.alice, at)
    kept(dana, token, at)
    waits = kept(dana, token, at)
    assert "A device asks to see" in text(as_("hugo").get(reverse("person", args=["corner", dana.code])))
    assert waits.number in text(as_("hugo").get(page))
    assert "Let in." in text(as_("hugo").post(page, {"do": f"let_in:{waits.code}"}, follow=True))
    waits.refresh_from_db()
    assert waits.is_in and waits.member == cast.hugo
    assert "A further one" in text(as_("alice").get(page))
    assert "A device asks to see" not in text(as_("hugo").get(reverse("person", args=["corner", dana.code])))


def test_one_that_waits_is_refused(as_: As, cast: Cast, dana: Person, page: str, at: datetime) -> None:
    token = make_page(dana, cast.alice, at)
    kept(dana, token, at)
    waits = kept(dana, token, at)
    as_("alice").post(page, {"do": f"end_device:{waits.code}"})
    assert "asks no more" in text(as_("alice").post(page, {"do": f"let_in:{waits.code}"}, follow=True))


def test_a_lost_phone_is_ended(as_: As, cast: Cast, dana: Person, page: str, at: datetime) -> None:
    device = kept(dana, make_page(dana, cast.alice, at), at)
    assert "only what anybody may see" in text(
        as_("alice").post(page, {"do": f"end_device:{device.code}"}, follow=True)
    )
    device.refresh_from_db()
    assert not device.is_in and "Kept on" not in text(as_("alice").get(page))


def test_a_device_of_somebody_else_is_not_let_in_from_here(
    as_: As, cast: Cast, dana: Person, page: str, at: datetime
) -> None:
    eli = add_person(cast.business, cast.alice, at, name="Eli Brandt", kind="customer")
    token = make_page(eli, cast.alice, at)
    kept(eli, token, at)
    waits = kept(eli, token, at)
    assert "asks no more" in text(as_("alice").post(page, {"do": f"let_in:{waits.code}"}, follow=True))
    waits.refresh_from_db()
    assert not waits.is_in


def test_it_is_ended_once(as_: As, cast: Cast, dana: Person, page: str, at: datetime) -> None:
    token = make_page(dana, cast.alice, at)
    assert "opens no more" in text(as_("hugo").post(page, {"do": "end"}, follow=True))
    as_("hugo").post(page, {"do": "end"})
    assert find_page(token, at) is None
    assert Change.objects.filter(type="own_page.ended").count() == 1


def test_please_stop_is_told_and_no_member_s_press_goes_past_it(
    as_: As, dana: Person, page: str, at: datetime
) -> None:
    ask_to_stop(dana, at)
    person = reverse("person", args=["corner", dana.code])
    assert "Dana said on March 2, 2026, on a page of their own" in text(as_("hugo").get(person))
    assert "Dana said there: please don't ask me." in text(as_("alice").get(page))
    fine = reverse("consent", args=["corner", dana.code])
    assert "That holds." in text(as_("alice").post(fine, {"says": "fine"}, follow=True))
    undo = reverse("consent-undo", args=["corner", Consent.objects.get().code])
    assert "That holds." in text(as_("alice").post(undo, follow=True))
    dana.refresh_from_db()
    assert dana.never_ask


def test_the_owner_lifts_it_if_they_said_so_and_undoes_that(
    as_: As, dana: Person, page: str, at: datetime
) -> None:
    ask_to_stop(dana, at)
    assert as_("hugo").post(page, {"do": "lift"}).status_code == 403
    told = text(as_("alice").post(page, {"do": "lift"}, follow=True))
    assert "told you so" in told and f"{page}?do=hold" in told
    dana.refresh_from_db()
    assert not dana.never_ask
    for _press in range(2):
        as_("alice").post(f"{page}?do=hold")
    dana.refresh_from_db()
    assert dana.never_ask and Consent.own_stops(dana).count() == 1


def test_a_member_cannot_speak_for_them(as_: As, dana: Person) -> None:
    as_("alice").post(reverse("consent", args=["corner", dana.code]), {"says": "never", "why": "own_page"})
    assert Consent.objects.get().says == "never" and not Consent.own_stops(dana).exists()


def test_what_waited_too_long_is_shown_no_more(
    as_: As, cast: Cast, dana: Person, page: str, at: datetime
) -> None:
    token = make_page(dana, cast.alice, at)
    kept(dana, token, at)
    waits = kept(dana, token, at)
    assert waits.number not in text(as_("alice", at=at + timedelta(days=8)).get(page))
