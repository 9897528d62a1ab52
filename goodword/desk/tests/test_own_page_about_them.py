"""What stands in the half of an advocate's page that is theirs alone."""

import re
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.gratitude.models import ThankYou
from goodword.listening import testimonials
from goodword.people.hand import add_person, say_consent
from goodword.people.models import Consent, Person
from goodword.referrals.models import ShareLink
from goodword.referrals.sharing import let_name, make_link, stop
from goodword.talks.limits import Why, why_not

from .their_page import As, came, press, text

# What they set in motion --------------------------------------------------------------------------


def test_only_those_who_agreed_are_named_and_the_first_is_honoured(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    mia = came(cast, "Mia Lund", dana, at, may_name=True)
    came(cast, "Eli Brandt", dana, at + timedelta(days=1))
    came(cast, "Noor Haddad", dana, at + timedelta(days=1), may_name=True)
    tom = came(
        cast, "Tom Reyes", mia, at + timedelta(days=1), may_name=True
    )  # agreed that Mia hears of it, not Dana
    came(cast, "Zoe Park", tom, at + timedelta(days=1))
    page = text(phone.get(here))
    assert "Mia, Noor, and 1 other came because of your word." in page
    assert "Mia was the first to follow you." in page
    assert "They sent 1 person more. And so came 1 after that. That is 5 people in all" in re.sub(
        "<[^>]+> ?", " ", page
    ).replace("  ", " ")
    for unnamed in ("Eli", "Brandt", "Tom", "Reyes", "Zoe", "Lund", "Haddad"):
        assert unnamed not in page
    assert page.count("<circle") == 6
    assert len(phone.get(here).content) < 30_000


def test_who_only_says_that_they_are_coming_stands_apart_and_unnamed(
    as_: As, cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    link = make_link(dana, cast.alice, at)
    told = {"name": "Zoe Park", "reach": "zoe@p.example", "may_name": "on", "page": ""}
    assert as_(None).post(reverse("landing", args=[link.token]), told).status_code == 200
    page = text(phone.get(here))
    assert "Because of your word 1 person says they are coming." in page
    assert "came because" not in page and "Zoe" not in page and "<circle" not in page
    came(cast, "Mia Lund", dana, at)
    page = text(phone.get(here))
    assert "1 person came because of your word." in page and "And 1 person says they are coming." in page
    assert page.count("<circle") == 2


def test_nobody_agreed_and_nobody_is_named(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    came(cast, "Eli Brandt", dana, at)
    page = text(phone.get(here))
    assert (
        "1 person came because of your word." in page and "Eli" not in page and "first to follow" not in page
    )


def test_a_practice_names_nobody_and_tells_of_no_visits(
    as_: As, cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    came(cast, "Mia Lund", dana, at, may_name=True)
    thanks = ThankYou.objects.get()
    thanks.say(cast.alice, "text", at)
    tenth = ThankYou.open_for(dana, "tenth", room="sales", row="10", since=at.date(), at=at)
    tenth.say(cast.alice, "text", at)
    assert "Thanks for coming ten times" in text(phone.get(here)) and "Mia" in text(phone.get(here))
    let_name(ShareLink.objects.get(person=dana), cast.alice, at, may_name=True)
    cast.business.kind = "practice"
    cast.business.save()
    page = text(phone.get(here))
    assert "1 person came because of your word." in page and "Thanks for sending somebody, by text." in page
    assert "Mia" not in page and "ten times" not in page
    assert "Dana" not in text(as_(None).get(here))


def test_thanks_that_were_said_are_told_and_open_ones_are_not(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    came(cast, "Mia Lund", dana, at, may_name=True)
    assert "What you had from us" not in text(phone.get(here))
    ThankYou.objects.get().say(cast.alice, "visit", at)
    page = text(phone.get(here))
    assert "Thanks for sending Mia, in person." in page and "Today" in page


def test_the_page_says_no_more_when_the_newcomer_is_forgotten(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    mia = came(cast, "Mia Lund", dana, at, may_name=True)
    ThankYou.objects.get().say(cast.alice, "visit", at)
    forget(mia, cast.alice, at)
    page = text(phone.get(here))
    assert "Mia" not in page and "Thanks for sending somebody" in page


def test_a_link_that_was_stopped_is_not_passed_on(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    stop(ShareLink.objects.get(), cast.alice, at)
    assert "nothing to pass on just now" in text(phone.get(here))


def test_a_name_that_the_newcomers_page_may_say_stands_in_the_open_half(
    as_: As, cast: Cast, dana: Person, here: str, at: datetime
) -> None:
    let_name(ShareLink.objects.get(), cast.alice, at, may_name=True)
    assert "From Dana, to pass on" in text(as_(None).get(here))


# Please stop --------------------------------------------------------------------------------------


def test_please_stop_holds_and_is_taken_back(
    as_: As, cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    page = press(phone, here, "stop")
    assert "We will not ask you for anything any more." in page and "You asked us to stop" in page
    assert "?do=go_on" in page
    press(phone, here, "stop")
    assert Consent.objects.count() == 1
    assert why_not(cast.business, at.date(), [dana.pk])[dana.pk].why == Why.NEVER
    assert "Said on their own page: please don" in text(as_("alice").get(f"/b/corner/people/{dana.code}/"))
    page = text(phone.post(f"{here}?do=go_on", follow=True))
    assert "We may ask you again." in page and "Please stop asking me" in page
    assert why_not(cast.business, at.date(), [dana.pk]) == {}
    types = list(Change.objects.filter(type__startswith="person.s").values_list("type", flat=True))
    assert "person.asked_to_stop" in Change.objects.values_list("type", flat=True) and types == [
        "person.stop_lifted"
    ]


def test_taking_it_back_lifts_no_word_of_the_owner_s(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    say_consent(dana, "never", cast.alice, at)
    press(phone, here, "stop")
    press(phone, here, "go_on")
    dana.refresh_from_db()
    assert dana.never_ask


# Their words --------------------------------------------------------------------------------------


def test_their_words_are_seen_and_taken_back(
    as_: As, cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    said = testimonials.note(dana, "The rolls are the reason.", "Dana O.", "a friend", cast.alice, at, "k1")
    assert "The rolls are the reason." in text(phone.get(here)) and "New people see it." in text(
        phone.get(here)
    )
    press(as_(None), here, f"take_back:{said.code}")
    said.refresh_from_db()
    assert said.text
    assert "Your words are gone" in press(phone, here, f"take_back:{said.code}")
    assert "The rolls" not in text(phone.get(here))


def test_words_of_somebody_else_are_not_taken_back(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    eli = add_person(cast.business, cast.alice, at, name="Eli Brandt", kind="customer")
    said = testimonials.note(eli, "Lovely.", "Eli B.", "", cast.alice, at, "k1")
    assert "gone already" in press(phone, here, f"take_back:{said.code}")
    said.refresh_from_db()
    assert said.text == "Lovely."


def test_words_that_were_asked_for_are_said_from_here(
    cast: Cast, dana: Person, here: str, phone: Client, at: datetime
) -> None:
    assert phone.post(here, {"do": "write"})["Location"] == here
    testimonials.ask(dana, cast.alice, at)
    assert "Say a few words" in text(phone.get(here))
    answer = phone.post(here, {"do": "write"})
    assert phone.get(answer["Location"]).status_code == 200 and answer["Location"].startswith("/words/")
