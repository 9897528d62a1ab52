"""The pages: what is proposed, what is under way, and a person's needs and offers."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goodword.conftest import Cast
from goodword.introductions.introducing import ask, hear, make, tell, wish
from goodword.introductions.models import Introduction, Need, Offer
from goodword.introductions.noting import note
from goodword.people import hand
from goodword.people.models import Person
from goodword.referrals.models import Evidence, How, Referral
from goodword.referrals.noting import Came, note_newcomer

As = Callable[..., Any]
PAGE = "/b/corner/introductions/"
LATER = timedelta(days=14)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def step_of(pair: Introduction, business: str = "corner") -> str:
    return reverse("introduction-step", args=[business, pair.code])


@pytest.fixture
def made(cast: Cast, pair: Introduction, at: datetime) -> Introduction:
    for side in ("one", "other"):
        ask(pair, side, cast.alice, at)
        hear(pair, side, "yes", cast.alice, at)
    return make(pair, cast.alice, at)


def test_an_empty_page_says_what_to_do(as_: As, cast: Cast, dana: Person) -> None:
    page = text(as_("alice").get(PAGE))
    assert "Nobody to introduce yet" in page and "On a person's page" in page and "/people/" in page


def test_with_needs_alone_it_says_what_is_missing(as_: As, need: Need) -> None:
    assert "Now note what others can help with" in text(as_("alice").get(PAGE))


def test_two_are_proposed_with_the_reason_and_one_press_starts(as_: As, need: Need, offer: Offer) -> None:
    alice = as_("alice")
    page = text(alice.get(PAGE))
    assert "Dana Okafor is looking for a plumber. Tom Reyes can help with plumbing and heating." in page
    assert "Start: ask Dana" in page and not Introduction.objects.exists()
    wish = {"need": need.code, "offer": offer.code, "do": "start"}
    page = text(alice.post("/b/corner/introductions/wish/", wish, follow=True))
    assert "Started. Ask Dana Okafor first." in page and "Next: ask Dana" in page
    assert "May I give them your name?" in page and "I asked Dana" in page and "Text Dana" in page
    alice.post("/b/corner/introductions/wish/", wish)
    assert Introduction.objects.count() == 1


def undo_of(page: str) -> str:
    return page.partition('role="status"')[2].partition('action="')[2].partition('"')[0].replace("&amp;", "&")


def test_every_press_goes_a_step_on_and_undo_goes_back(as_: As, pair: Introduction) -> None:
    alice = as_("alice")
    presses = [
        ({"do": "ask", "side": "one"}, "what did Dana say?", "wished"),
        ({"do": "yes", "side": "one"}, "Next: ask Tom", "asked"),
        ({"do": "ask", "side": "other"}, "what did Tom say?", "asked"),
        ({"do": "yes", "side": "other"}, "send one message to both", "asked"),
        ({"do": "make"}, "From March 16 on: what came of it?", "agreed"),
        ({"do": "fruit", "outcome": "A new sink"}, "A new sink", "made"),
    ]
    for told, words, before in presses:
        page = text(alice.post(step_of(pair), told, follow=True))
        assert words in page, told
        alice.post(undo_of(page), follow=True)
        assert Introduction.objects.get().state == before
        alice.post(step_of(pair), told, follow=True)
    assert Introduction.objects.get().state == "fruitful"


def test_the_first_is_asked_about_somebody_unless_the_owner_names_them(as_: As, pair: Introduction) -> None:
    alice, page = as_("alice"), f"/b/corner/introductions/?open={pair.code}"
    told = text(alice.get(page))
    assert "I know somebody who can help" in told and "Tom has not been asked yet" in told
    named = text(alice.get(f"{page}&named=1"))
    assert "I know Tom Reyes, who can help" in named and 'name="named"' in named
    pair.refresh_from_db()
    assert not pair.is_named and not pair.one_words


@pytest.mark.parametrize("named", [{}, {"named": "1"}])
def test_what_was_sent_is_kept_as_it_was_and_goes_with_its_undo(
    as_: As, pair: Introduction, named: dict[str, str]
) -> None:
    page = text(as_("alice").post(step_of(pair), {"do": "ask", "side": "one"} | named, follow=True))
    pair.refresh_from_db()
    assert pair.is_named == bool(named) and ("Tom Reyes" in pair.one_words) == bool(named)
    assert pair.one_words in page
    as_("alice").post(undo_of(page))
    pair.refresh_from_db()
    assert not pair.is_named and pair.one_words == ""


def test_a_practice_cannot_name_the_second_to_the_first(as_: As, cast: Cast, pair: Introduction) -> None:
    cast.business.kind = "practice"
    cast.business.save()
    alice = as_("alice")
    page = text(alice.get(f"/b/corner/introductions/?open={pair.code}&named=1"))
    assert "I know Tom" not in page and "Name Tom" not in page
    alice.post(step_of(pair), {"do": "ask", "side": "one", "named": "1"})
    pair.refresh_from_db()
    assert not pair.is_named and "Tom" not in pair.one_words


def test_one_step_back_stands_there_long_after_the_undo_is_gone(
    as_: As, cast: Cast, made: Introduction
) -> None:
    alice = as_("alice")
    for wanted in ("agreed", "asked", "asked", "asked", "wished"):
        form = text(alice.get(PAGE)).partition("One step back")[0].rpartition("<form")[2]
        alice.post(form.partition('action="')[2].partition('"')[0].replace("&amp;", "&"), follow=True)
        assert Introduction.objects.get().state == wanted
    assert "One step back" not in text(alice.get(PAGE))


def test_the_mail_that_asks_how_it_went_says_so_in_its_subject(
    as_: As, cast: Cast, made: Introduction
) -> None:
    page = text(as_("alice").get(f"{PAGE}?open={made.code}"))
    assert "subject=Did%20you%20two%20find%20each%20other%3F" in page
    assert "subject=May%20I%20introduce" not in page


def test_a_no_that_was_none_is_taken_back(as_: As, cast: Cast, pair: Introduction, at: datetime) -> None:
    ask(pair, "one", cast.alice, at)
    hear(pair, "one", "no", cast.alice, at)
    page = text(as_("alice").get(PAGE))
    assert "Dana Okafor said no." in page and "Not to be introduced" in page
    form = page.partition("Not to be introduced")[2].partition('action="')[2].partition('"')[0]
    as_("alice").post(form.replace("&amp;", "&"))
    assert Introduction.objects.get().state == "asked"


def test_after_two_weeks_it_is_asked_what_came_of_it(as_: As, made: Introduction, at: datetime) -> None:
    assert "Next: what came of it?" not in text(as_("alice", at=at + LATER - timedelta(days=1)).get(PAGE))
    page = text(as_("alice", at=at + LATER).get(PAGE))
    assert "Next: what came of it?" in page and "did you and Tom find each other?" in page
    page = text(as_("alice", at=at + LATER).post(step_of(made), {"do": "nothing"}, follow=True))
    assert "Nothing came of it." in page
    assert Introduction.objects.get().state == "made"


def test_not_these_two_are_not_proposed_again_and_can_be_taken_up(as_: As, need: Need, offer: Offer) -> None:
    alice, wish = as_("alice"), {"need": need.code, "offer": offer.code, "do": "not"}
    page = text(alice.post("/b/corner/introductions/wish/", wish, follow=True))
    assert "not proposed again" in page and "Start: ask Dana" not in page and "Take up again" in page
    page = text(alice.post(undo_of(page), follow=True))
    assert "Start: ask Dana" in page and not Introduction.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"do": "make"}, "Both have to say yes first."),
        ({"do": "yes", "side": "one"}, "Ask Dana Okafor first."),
        ({"do": "fly"}, "Choose what to do with it."),
        ({"do": "ask", "side": "third"}, "Choose what to do with it."),
        ({}, "Choose what to do with it."),
    ],
)
def test_nonsense_is_refused_in_words(as_: As, pair: Introduction, told: dict[str, str], words: str) -> None:
    answer = as_("alice").post(step_of(pair), told)
    assert answer.status_code == 422 and words in text(answer)
    assert Introduction.objects.get().state == "wished"


def test_an_outcome_as_long_as_a_book_is_refused(as_: As, made: Introduction) -> None:
    answer = as_("alice").post(step_of(made), {"do": "fruit", "outcome": "x" * 301})
    assert answer.status_code == 422 and "At most 300 letters." in text(answer)


def test_two_who_may_not_meet_are_refused_in_words(
    as_: As, cast: Cast, need: Need, offer: Offer, dana: Person, tom: Person, at: datetime
) -> None:
    hand.add_tie(tom, dana, "friend", cast.alice, at)
    told = {"need": need.code, "offer": offer.code, "do": "start"}
    answer = as_("alice").post("/b/corner/introductions/wish/", told)
    assert answer.status_code == 422 and "They know each other already." in text(answer)
    assert as_("alice").post("/b/corner/introductions/wish/", {"need": "x"}).status_code == 404


def test_where_no_word_is_the_same_the_owner_chooses(
    as_: As, cast: Cast, need: Need, tom: Person, at: datetime
) -> None:
    other = note(tom, "offer", "pipes and taps", cast.alice, at, "o3")
    page = text(as_("alice").get(PAGE))
    assert "Do you know somebody for it?" in page and "No two fit just now" in page
    page = text(as_("alice").get(f"/b/corner/introductions/for/{need.code}/"))
    assert "Who can help Dana?" in page and "Tom Reyes can help with pipes and taps." in page
    told = {"need": need.code, "offer": other.code, "do": "start"}
    as_("alice").post("/b/corner/introductions/wish/", told)
    assert Introduction.objects.get().other == tom


def test_the_practices_page_shows_words_without_the_other_name(
    as_: As, cast: Cast, pair: Introduction
) -> None:
    cast.business.kind = "practice"
    cast.business.save()
    page = text(as_("alice").get(PAGE))
    words = page.partition(f'id="words-{pair.code}">')[2].partition("<")[0]
    assert words.startswith("Hi Dana,") and "Tom" not in words


def test_who_was_introduced_to_whom_and_what_came_back(
    as_: As, cast: Cast, made: Introduction, dana: Person, tom: Person, at: datetime
) -> None:
    assert "Has sent nobody since." in text(as_("alice").get(PAGE + "balance/"))
    before, after = at - timedelta(days=9), at + timedelta(days=3)
    for name, when in (("Early Bird", before), ("Eli Brandt", after)):
        came = Came(how=How.PERSON, name=name, referrer=tom)
        note_newcomer(cast.business, cast.alice, when, came, key=name)
    page = text(as_("alice").get(PAGE + "balance/"))
    assert "To Tom Reyes" in page and "was looking for: a plumber" in page
    assert "Sent you Eli Brandt, March 5." in page and "Early Bird" not in page


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_of_the_day_of_an_introduction_only_what_was_told_after_it_came_back(
    as_: As, cast: Cast, made: Introduction, tom: Person, hours: int
) -> None:
    assert made.made_at
    came = Came(how=How.PERSON, name="Eli Brandt", referrer=tom)
    note_newcomer(cast.business, cast.alice, made.made_at + timedelta(hours=hours), came, key="k")
    assert ("Sent you Eli Brandt" in text(as_("alice").get(PAGE + "balance/"))) == (hours > 0)


def test_what_a_file_tells_came_back_if_they_first_came_afterwards(
    as_: As, cast: Cast, made: Introduction, tom: Person, on: date, at: datetime
) -> None:
    came = Came(how=How.PERSON, name="Eli Brandt", referrer=tom)
    note_newcomer(cast.business, cast.alice, at + timedelta(days=3), came, key="k")
    Evidence.objects.update(kind=Evidence.Kind.FILE)

    def told(yes_on: date | None) -> str:
        Referral.objects.update(yes_on=yes_on)
        return text(as_("alice").get(PAGE + "balance/"))

    assert "Sent you" not in told(None) + told(on - timedelta(days=9)) + told(on)
    assert "Sent you Eli Brandt, who first came on March 4." in told(on + timedelta(days=2))


def test_an_introduction_stands_on_both_pages(
    as_: As, cast: Cast, made: Introduction, dana: Person, tom: Person, at: datetime
) -> None:
    tell(made, True, "New pipes", cast.alice, at)
    page = text(as_("bob").get(f"/b/corner/people/{dana.code}/"))
    assert "You introduced them to Tom Reyes. New pipes" in page
    assert "You introduced them to Dana Okafor." in text(as_("bob").get(f"/b/corner/people/{tom.code}/"))


# A person's needs and offers


def test_two_taps_note_it_once_and_undo_takes_it_back(as_: As, dana: Person) -> None:
    alice, address = as_("alice"), f"/b/corner/people/{dana.code}/needs/"
    told = {"text": " a  plumber ", "kind": "need", "key": "k1"}
    assert "Needs it" in text(alice.get(f"/b/corner/people/{dana.code}/"))
    page = text(alice.post(address, told, follow=True))
    assert "Noted." in page and "Needs: a plumber" in page
    alice.post(address, told)
    assert Need.objects.count() == 1
    undo = undo_of(page)
    assert "It is undone." in text(alice.post(undo, follow=True)) and not Need.objects.exists()
    assert "It is undone." in text(alice.post(undo, follow=True))


def test_it_is_closed_and_opened_again(as_: As, offer: Offer) -> None:
    alice = as_("alice")
    page = text(alice.post(f"/b/corner/offers/{offer.code}/close/", follow=True))
    assert "nobody is proposed for it any more" in page and "Offers: plumbing" not in page
    assert "Offers: plumbing" in text(alice.post(undo_of(page), follow=True))
    assert alice.post(f"/b/corner/offers/{offer.code}/fly/").status_code == 404
    assert alice.get(f"/b/corner/offers/{offer.code}/close/").status_code == 405


def test_a_need_that_led_to_something_stays(as_: As, pair: Introduction, need: Need) -> None:
    page = text(as_("alice").post(f"/b/corner/needs/{need.code}/remove/", follow=True))
    assert "so it stays" in page and Need.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"text": "", "kind": "need", "key": "k"}, "Write a few words"),
        ({"text": " ... ", "kind": "need", "key": "k"}, "Write a few words"),
        ({"text": "x" * 121, "kind": "offer", "key": "k"}, "At most 120 letters"),
        ({"text": "a plumber", "key": "k"}, "Say which: do they need it"),
        ({"text": "a plumber", "kind": "both", "key": "k"}, "Say which: do they need it"),
    ],
)
def test_what_is_no_need_is_refused_in_words(as_: As, dana: Person, told: dict[str, str], words: str) -> None:
    answer = as_("alice").post(f"/b/corner/people/{dana.code}/needs/", told)
    assert answer.status_code == 422 and words in text(answer) and not Need.objects.exists()


def test_a_long_page_asks_the_books_no_more_often_than_a_short_one(
    as_: As, cast: Cast, add: Callable[..., Person], at: datetime
) -> None:
    alice, counted = as_("alice"), []
    for n in range(9):
        one, other = add(f"Ann{n} Lee", email=f"a{n}@lee.example"), add(f"Bea{n} May")
        need = note(one, "need", f"needle{n}", cast.alice, at, f"n{n}")
        offer = note(other, "offer", f"needle{n} shop", cast.alice, at, f"o{n}")
        assert isinstance(need, Need) and isinstance(offer, Offer)
        if n % 2:
            ask(wish(need, offer, cast.alice, at), "one", cast.alice, at)
        if n in (2, 8):
            with CaptureQueriesContext(connection) as queries:
                alice.get(PAGE)
            counted.append([one["sql"].partition("WHERE")[0] for one in queries])
    assert counted[0] == counted[1]


def test_looking_changes_nothing(as_: As, pair: Introduction) -> None:
    alice = as_("alice")
    for address in (step_of(pair), reverse("introduction-back", args=["corner", pair.code]), PAGE + "wish/"):
        assert alice.get(address).status_code == 405
    alice.get(PAGE)
    assert Introduction.objects.get().state == "wished"


def test_bob_may_only_look(as_: As, pair: Introduction, need: Need, offer: Offer, dana: Person) -> None:
    bob = as_("bob")
    page = text(bob.get(PAGE))
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "Next: ask Dana" in main and 'method="post"' not in main
    aside = text(bob.get(f"/b/corner/people/{dana.code}/"))
    assert "Needs: a plumber" in aside and "Needs it" not in aside
    assert bob.get(PAGE + "balance/").status_code == 200
    posts = [
        (step_of(pair), {"do": "ask", "side": "one"}),
        (reverse("introduction-back", args=["corner", pair.code]) + "?do=unwish", {}),
        (PAGE + "wish/", {"need": need.code, "offer": offer.code}),
        (f"/b/corner/people/{dana.code}/needs/", {"text": "x", "kind": "need", "key": "k"}),
        (f"/b/corner/needs/{need.code}/remove/", {}),
    ]
    assert [bob.post(address, told).status_code for address, told in posts] == [403] * len(posts)


def test_charlie_cannot_tell_that_it_exists(
    as_: As, pair: Introduction, need: Need, offer: Offer, dana: Person
) -> None:
    charlie = as_("charlie")
    assert charlie.get(PAGE).status_code == 404
    posts = [
        step_of(pair, "florist"),
        reverse("introduction-back", args=["florist", pair.code]) + "?do=unwish",
        f"/b/florist/people/{dana.code}/needs/",
        f"/b/florist/needs/{need.code}/remove/",
        f"/b/florist/offers/{offer.code}/close/",
    ]
    assert {charlie.post(address).status_code for address in posts} == {404}
    wish = {"need": need.code, "offer": offer.code}
    assert charlie.post("/b/florist/introductions/wish/", wish).status_code == 404
    assert charlie.get(f"/b/florist/introductions/for/{need.code}/").status_code == 404


def test_a_helper_does_not_see_who_is_left_out(
    as_: As, cast: Cast, pair: Introduction, tom: Person, at: datetime
) -> None:
    hand.leave_out(tom, cast.alice, at)
    assert "Tom" not in text(as_("hugo").get(PAGE))
    assert as_("hugo").post(step_of(pair), {"do": "ask", "side": "one"}).status_code == 404
    answer = as_("alice").post(step_of(pair), {"do": "ask", "side": "other"})
    assert answer.status_code == 422 and "Tom Reyes is not to be asked." in text(answer)
