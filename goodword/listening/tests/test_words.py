"""Somebody's words: asked for or noted, shown or not, and taken back for good by whoever said them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.gratitude.measure import open_thanks
from goodword.gratitude.models import ThankYou
from goodword.gratitude.moves import candidates as thank_moves
from goodword.listening.models import Testimonial
from goodword.listening.testimonials import (
    allow_by,
    ask,
    disallow,
    keep_back,
    note,
    show,
    shown,
    submit,
    take_back,
)
from goodword.people.hand import add_person, add_way
from goodword.people.models import Person
from goodword.referrals.sharing import let_name, make_link

As = Callable[..., Any]
PUBLIC = "goodword.listening.views.public_url_ready"
TOLD = {"text": "The rolls are  the reason our breakfast lasts.", "said_by": "Dana O.", "agrees": "yes"}


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")


@pytest.fixture
def asked(cast: Cast, dana: Person, at: datetime) -> tuple[Testimonial, str]:
    return ask(dana, cast.alice, at)


def say_page(token: str) -> str:
    return reverse("words-say", args=[token])


def text(page: Any) -> str:
    return str(page.content.decode())


def test_a_phone_says_it_in_a_minute_and_the_consent_is_kept_as_it_stood(
    as_: As, asked: tuple[Testimonial, str]
) -> None:
    phone, (wanted, token) = as_(None), asked
    assert "A few words about us?" in text(phone.get(say_page(token)))
    page = text(phone.post(say_page(token), TOLD | {"knows_us": "Alice's sister"}))
    wanted.refresh_from_db()
    assert "Thank you!" in page
    assert (wanted.state, wanted.text) == ("said", "The rolls are the reason our breakfast lasts.")
    assert wanted.signed == "Dana O., Alice's sister"
    assert "Corner Bakery may show these words" in wanted.consent and "take them back" in wanted.consent
    assert Change.objects.filter(row=wanted.code, type="testimonial.submitted").count() == 1


def test_what_is_missing_is_told_at_once_and_nothing_is_lost(as_: As, asked: tuple[Testimonial, str]) -> None:
    page = as_(None).post(say_page(asked[1]), {"text": "Good bread.", "said_by": ""})
    assert page.status_code == 422
    assert (
        "This is needed." in text(page)
        and "Choose one of these." in text(page)
        and "Good bread." in text(page)
    )
    assert Testimonial.objects.get().state == "asked"


def test_said_twice_is_said_once_and_never_overwritten(
    as_: As, asked: tuple[Testimonial, str], at: datetime
) -> None:
    phone, (wanted, token) = as_(None), asked
    phone.post(say_page(token), TOLD)
    page = text(phone.post(say_page(token), TOLD | {"text": "Something else."}))
    assert "The rolls are" in page and "Something else" not in page
    assert not submit(wanted, "a", "b", "c", "d", at)


def test_nothing_is_shown_before_the_owner_says_so(
    as_: As, cast: Cast, dana: Person, asked: tuple[Testimonial, str], at: datetime
) -> None:
    as_(None).post(say_page(asked[1]), TOLD)
    link = make_link(dana, cast.alice, at)
    let_name(link, cast.alice, at, may_name=True)
    landing = reverse("landing", args=[link.token])
    assert "The rolls" not in text(as_(None).get(landing))
    move = reverse("words-move", args=["corner", asked[0].code])
    assert "Shown to newcomers" in text(as_("hugo").post(move, {"to": "shown"}, follow=True))
    assert "The rolls" in text(as_(None).get(landing))
    as_("hugo").post(move, {"to": "kept"})
    assert "The rolls" not in text(as_(None).get(landing))


def test_whoever_said_it_takes_it_back_and_it_is_gone_everywhere(
    as_: As, cast: Cast, dana: Person, asked: tuple[Testimonial, str], at: datetime
) -> None:
    phone, (wanted, token) = as_(None), asked
    phone.post(say_page(token), TOLD)
    show(Testimonial.objects.get(), cast.alice, at)
    assert "Taken back" in text(phone.post(say_page(token), {"back": "1"}))
    wanted.refresh_from_db()
    assert (wanted.state, wanted.text, wanted.said_by) == ("back", "", "")
    assert not show(wanted, cast.alice, at) and not shown(cast.business).exists()
    assert "Taken back" in text(phone.get(say_page(token)))
    assert "Taken back" in text(phone.post(say_page(token), TOLD))


def test_the_words_of_whoever_sent_them_stand_before_newer_ones(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    eli = add_person(cast.business, cast.alice, at, name="Eli Brandt", kind="customer")
    note(dana, "Dana likes it.", "Dana", "", cast.alice, at, "k1")
    note(eli, "Eli likes it.", "Eli", "", cast.alice, at, "k2")
    link = make_link(dana, cast.alice, at)
    landing = reverse("landing", args=[link.token])
    # They are signed: where the page may not name Dana, they are not there.
    page = text(as_(None).get(landing))
    assert "Dana likes it." not in page and "Eli likes it." in page
    let_name(link, cast.alice, at, may_name=True)
    page = text(as_(None).get(landing))
    assert "Dana likes it." in page and "Eli likes it." not in page


def test_a_member_notes_what_was_said_once_with_an_undo(as_: As, dana: Person) -> None:
    alice, page = as_("alice"), reverse("words-of", args=["corner", dana.code])
    for _ in range(2):
        alice.post(page, TOLD | {"key": "k1"})
    said = Testimonial.objects.get()
    assert said.state == "shown" and "Alice" in said.consent
    assert "The rolls" in text(alice.get(page)) and "The rolls" in text(
        alice.get(reverse("words", args=["corner"]))
    )
    assert alice.post(page, {"text": "", "key": "k2"}).status_code == 422


def test_a_link_is_offered_only_when_the_world_can_open_it(
    as_: As, dana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, page = as_("alice"), reverse("words-of", args=["corner", dana.code])
    asking = reverse("words-ask", args=["corner", dana.code])
    assert asking not in text(alice.get(page)) and alice.post(asking).status_code == 302
    assert not Testimonial.objects.exists()
    monkeypatch.setattr(PUBLIC, lambda: True)
    told = text(alice.post(asking))
    assert "would you say in a sentence" in told and "/words/" in told
    assert Testimonial.objects.get().state == "asked"
    alice.post(asking)
    assert Testimonial.objects.count() == 1


def test_who_may_what(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    said = note(dana, "Good.", "Dana", "", cast.alice, at, "k1")
    page, move = (
        reverse("words-of", args=["corner", dana.code]),
        reverse("words-move", args=["corner", said.code]),
    )
    assert as_("bob").get(page).status_code == 200 and "Good." in text(as_("bob").get(page))
    assert (
        as_("bob").post(page, TOLD).status_code == 403
        and as_("bob").post(move, {"to": "kept"}).status_code == 403
    )
    assert as_("charlie").get(page).status_code == 404
    assert (
        as_("charlie").post(reverse("words-move", args=["florist", said.code]), {"to": "back"}).status_code
        == 404
    )
    assert as_("alice").get(move).status_code == 405
    assert "Choose what to do" in text(as_("alice").post(move, {"to": "fly"}, follow=True))
    assert as_(None).get(say_page("nothing")).status_code == 404
    assert keep_back(said, cast.alice, at)


def test_an_empty_page_says_what_to_do(as_: As, cast: Cast) -> None:
    assert "Nobody has said anything yet" in text(as_("alice").get(reverse("words", args=["corner"])))


def test_kind_words_are_thanked_for_once_and_not_when_they_are_taken_back(
    cast: Cast, dana: Person, at: datetime
) -> None:
    on = cast.business.day_of(at)
    said = note(dana, "Good.", "Dana", "", cast.alice, at, "k1")
    assert open_thanks(cast.business, on, at) == 1
    assert open_thanks(cast.business, on, at) == 0
    thanks = ThankYou.objects.get()
    assert (thanks.person, thanks.reason, thanks.since) == (dana, "words", on)
    [move] = thank_moves(cast.business, on)
    assert move.why == "Said a few words about you today. Not thanked yet."
    take_back(said, at)
    open_thanks(cast.business, on, at)
    assert not [one for one in ThankYou.objects.all() if one.is_open]


def test_words_of_long_ago_are_not_thanked_for_now(cast: Cast, dana: Person, at: datetime) -> None:
    note(dana, "Good.", "Dana", "", cast.alice, at, "k1")
    assert open_thanks(cast.business, cast.business.day_of(at) + timedelta(days=15), at) == 0


def test_what_somebody_said_whom_only_the_owner_sees_is_the_owner_s(
    as_: As, cast: Cast, at: datetime
) -> None:
    ola = add_person(cast.business, cast.alice, at, name="Ola Berg")
    said = note(ola, "Good.", "Ola", "", cast.alice, at, "k1")
    assert "Good." not in text(as_("hugo").get(reverse("words", args=["corner"])))
    assert "Good." in text(as_("alice").get(reverse("words", args=["corner"])))
    assert (
        as_("hugo").post(reverse("words-move", args=["corner", said.code]), {"to": "kept"}).status_code == 404
    )


def test_the_link_to_say_them_by_goes_out_of_the_members_own_phone(
    as_: As, dana: Person, cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodword.listening.views.public_url_ready", lambda: True)
    add_way(dana, cast.alice, at, "phone", "+12125550142")
    page = text(as_("alice").post(reverse("words-ask", args=["corner", dana.code])))
    assert "sms:+12125550142" in page and "wa.me/12125550142" in page


def test_the_form_says_what_each_choice_does(as_: As, asked: tuple[Testimonial, str]) -> None:
    page = text(as_(None).get(say_page(asked[1])))
    assert "May others read it?" in page and "shown to nobody" in page and "I can take them back" in page


def test_words_for_the_owner_alone_are_shown_to_nobody_until_they_say_so_themselves(
    as_: As, cast: Cast, asked: tuple[Testimonial, str], at: datetime
) -> None:
    phone, (wanted, token) = as_(None), asked
    assert "Only we read it" in text(phone.post(say_page(token), TOLD | {"agrees": "no"}))
    wanted.refresh_from_db()
    assert (wanted.state, wanted.consent, wanted.is_for_us_alone) == ("kept", "", True)
    assert not show(wanted, cast.alice, at) and not shown(cast.business).exists()
    assert "Only we read it" in text(phone.get(say_page(token)))
    for _twice in range(2):
        assert "We look at it before" in text(phone.post(say_page(token), {"allow": "1"}))
    wanted.refresh_from_db()
    assert wanted.state == "said" and "may show these words" in wanted.consent
    assert Change.objects.filter(row=wanted.code, type="testimonial.allowed").count() == 1


def test_the_owner_sees_which_words_are_for_them_alone_and_cannot_show_these(
    as_: As, asked: tuple[Testimonial, str]
) -> None:
    as_(None).post(say_page(asked[1]), TOLD | {"agrees": "no"})
    page, move = reverse("words", args=["corner"]), reverse("words-move", args=["corner", asked[0].code])
    told = text(as_("alice").get(page))
    assert "<h2>For you alone</h2>" in told and "Dana has not said that others may read it" in told
    assert 'value="shown"' not in told and 'value="agreed"' in told
    assert "Ask first." in text(as_("hugo").post(move, {"to": "shown"}, follow=True))
    assert as_("bob").post(move, {"to": "agreed"}).status_code == 403
    assert Testimonial.objects.get().state == "kept"


def test_a_yes_that_a_member_heard_shows_them_and_has_its_way_back(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    page = reverse("words-of", args=["corner", dana.code])
    told = text(as_("hugo").post(page, TOLD | {"agrees": "no", "key": "k1"}, follow=True))
    assert "Kept for you alone" in told
    said, move = (
        Testimonial.objects.get(),
        reverse("words-move", args=["corner", Testimonial.objects.get().code]),
    )
    assert said.is_for_us_alone
    assert "they said yes" in text(as_("hugo").post(move, {"to": "agreed"}, follow=True))
    said.refresh_from_db()
    assert said.state == "shown" and "Hugo" in said.consent
    as_("hugo").post(move, {"to": "alone"})
    said.refresh_from_db()
    assert said.is_for_us_alone and said.text


def test_what_they_agreed_to_themselves_no_member_takes_away(
    as_: As, cast: Cast, asked: tuple[Testimonial, str], at: datetime
) -> None:
    as_(None).post(say_page(asked[1]), TOLD)
    said = Testimonial.objects.get()
    show(said, cast.alice, at)
    assert not disallow(said, cast.alice, at) and not allow_by(said, cast.alice, at)
    assert said.state == "shown" and "may show these words" in said.consent
