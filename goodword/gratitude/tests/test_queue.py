"""The queue of thanks: oldest first, each way of thanking, its undo, and what is kept of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.conftest import Cast
from goodword.gratitude.measure import open_thanks
from goodword.gratitude.models import Reward, ThankYou
from goodword.gratitude.printing import SHAPES, Card, cards_pdf
from goodword.people.models import Person
from goodword.referrals.models import Program
from goodword.referrals.public_thanks import agree
from goodword.talks.models import Hold, Talk
from goodword.talks.tests.people import someone

from .test_rewards import bought

As = Callable[..., Any]
DAY = timedelta(days=1)
PAGE = "/b/corner/thanks/"


@pytest.fixture
def one(cast: Cast, dana: Person, on: date, at: datetime) -> ThankYou:
    eli = someone(cast.business, "Eli Brandt")
    return ThankYou.open_for(dana, "sent", room="referrals", row="X", since=on - 3 * DAY, at=at, newcomer=eli)


def seen(client: Any, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def pressed(client: Any, one: ThankYou, do: str = "", code: int = 200, **told: str) -> str:
    answer = client.post(f"{PAGE}{one.code}/{do}", told, follow=True)
    assert answer.status_code == code
    one.refresh_from_db()
    return str(answer.content.decode())


def test_an_empty_queue_says_so(as_: As) -> None:
    assert "Everybody is thanked" in seen(as_("alice"))


def test_it_tells_who_for_what_and_how_long_ago_the_oldest_first(
    as_: As, cast: Cast, one: ThankYou, on: date, at: datetime
) -> None:
    walter = someone(cast.business, "Walter Brandt")
    ThankYou.open_for(walter, "tenth", room="sales", row="10", since=on - 9 * DAY, at=at)
    page = seen(as_("alice"))
    assert "Sent Eli Brandt" in page and "Came ten times" in page and "2 people deserve thanks" in page
    assert page.index("Walter Brandt") < page.index("Dana Okafor")
    assert "on Friday" in page and "on February 21" in page


def test_its_page_has_the_words_and_saying_thanks_is_kept_and_has_an_undo(
    as_: As, one: ThankYou, at: datetime
) -> None:
    alice = as_("alice")
    page = seen(alice, f"{PAGE}{one.code}/")
    assert "Hi Dana, " in page and "Sent Eli Brandt on Friday. Not thanked yet." in page
    after = pressed(alice, one, how="call")
    assert "Kept: you thanked Dana Okafor." in after and "Thanked on the phone." in after
    assert (one.how, one.said_at) == ("call", at)
    assert Talk.objects.get().way == "call" and not Hold.objects.exists()
    assert "It is to be thanked for again." in pressed(alice, one, "back/")
    assert one.is_open and Hold.objects.exists() and not Talk.objects.exists()


def test_thanks_pressed_twice_are_said_once(as_: As, one: ThankYou) -> None:
    pressed(as_("alice"), one, how="visit")
    pressed(as_("alice"), one, how="call")
    assert one.how == "visit" and Talk.objects.count() == 1


def test_a_gift_is_noted_with_what_it_was(as_: As, one: ThankYou) -> None:
    assert "Say what it was." in pressed(as_("alice"), one, code=422, how="gift")
    assert one.is_open
    assert "Thanked with a gift, a jar of honey." in pressed(
        as_("alice"), one, how="gift", gift=" a jar  of honey "
    )
    assert one.what == "a jar of honey"
    pressed(as_("alice"), one, "back/")
    assert one.what == ""


def test_nonsense_is_refused_with_words(as_: As, one: ThankYou) -> None:
    for how in ("", "by owl", "public", "reward"):
        assert "Choose one of these." in pressed(as_("alice"), one, code=422, how=how)
    assert one.is_open


def test_no_thanks_needed_and_back(as_: As, one: ThankYou) -> None:
    assert "No thanks needed." in pressed(as_("alice"), one, "drop/")
    assert not one.is_open
    pressed(as_("alice"), one, "back/")
    assert one.is_open


def test_what_they_get_is_given_with_the_thanks_and_taken_back_with_them(
    as_: As, cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    open_thanks(cast.business, on, at)
    one, gift = ThankYou.objects.get(), Reward.objects.get(side="advocate")
    assert "With what they get" not in seen(as_("alice"), f"{PAGE}{one.code}/")
    gift.approve(cast.alice, at)
    page = seen(as_("alice"), f"{PAGE}{one.code}/")
    assert "With what they get: $5.00 off what you buy next" in page
    assert "$5.00 off what you buy next is here for you." in page
    pressed(as_("alice"), one, how="reward")
    gift.refresh_from_db()
    assert (gift.state, one.what) == ("given", "$5.00 off what you buy next")
    pressed(as_("alice"), one, "back/")
    gift.refresh_from_db()
    assert gift.state == "approved" and one.is_open


def test_in_public_is_offered_only_to_whoever_agreed(
    as_: As, cast: Cast, dana: Person, one: ThankYou, at: datetime
) -> None:
    assert "In public" not in seen(as_("alice"), f"{PAGE}{one.code}/")
    agree(dana, "Dana O.", cast.alice, at)
    assert "In public" in seen(as_("alice"), f"{PAGE}{one.code}/")
    cast.business.kind = "practice"
    cast.business.save()
    assert "In public" not in seen(as_("alice"), f"{PAGE}{one.code}/")


def test_who_is_not_sorted_is_sorted_first(as_: As, dana: Person, one: ThankYou) -> None:
    Person.every.filter(pk=dana.pk).update(kind="unsorted")
    page = seen(as_("alice"), f"{PAGE}{one.code}/")
    assert "Say who Dana is to you" in page and 'name="how"' not in page
    pressed(as_("alice"), one, how="call")
    assert one.is_open
    assert as_("bob").get(f"{PAGE}{one.code}/").status_code == 404  # an unsorted name is the owner's alone
    assert "Dana" not in seen(as_("bob"))


def test_who_may_only_look_and_who_may_not(as_: As, one: ThankYou) -> None:
    assert "Dana Okafor" in seen(as_("bob")) and '<button class="button main"' not in seen(
        as_("bob"), f"{PAGE}{one.code}/"
    )
    for do in ("", "drop/", "back/"):
        assert as_("bob").post(f"{PAGE}{one.code}/{do}", {"how": "call"}).status_code == 403
        assert as_("charlie").post(f"/b/florist/thanks/{one.code}/{do}", {"how": "call"}).status_code == 404
    assert as_("bob").post(f"{PAGE}look/").status_code == 403
    for do in ("drop/", "back/"):
        assert as_("alice").get(f"{PAGE}{one.code}/{do}").status_code == 405
    one.refresh_from_db()
    assert one.is_open


def test_looking_again_opens_what_is_due_and_a_get_opens_nothing(
    as_: As, cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    seen(as_("alice"))
    assert not ThankYou.objects.exists()
    as_("alice").post(f"{PAGE}look/")
    assert ThankYou.objects.get().person == dana
    again = as_("alice").post(f"{PAGE}look/", follow=True)
    assert "there is nothing new to thank for" in again.content.decode()


def test_cards_are_printed_with_their_name_and_the_reason(as_: As, cast: Cast, one: ThankYou) -> None:
    for address in (f"{PAGE}{one.code}/card.pdf", f"{PAGE}cards.pdf"):
        answer = as_("bob").get(address)
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
        assert as_("charlie").get(address).status_code == 404
    one.say(cast.alice, "card", one.at)
    assert as_("alice").get(f"{PAGE}cards.pdf").headers["Location"] == PAGE


@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_stands_in_the_words_is_printed_as_it_is(cast: Cast, shape: str) -> None:
    wild = Card('Hi #panic() $x$ *Dana*, \\ "told" <me> @you ' + "and so on " * 60)
    assert cards_pdf(shape, cast.business, [wild] * 10).startswith(b"%PDF")


def test_what_was_said_goes_back_page_by_page(
    as_: As, cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    for n in range(25):
        told = ThankYou.open_for(dana, "gift", room="sales", row=f"{n}", since=on, at=at)
        told.say(cast.alice, "gift", at + n * timedelta(minutes=1), what=f"gift number {n}")
    assert "gift number 24" in seen(as_("alice")) and "gift number 4." not in seen(as_("alice"))
    assert "gift number 4." in seen(as_("alice"), f"{PAGE}?from=20")
    assert "gift number 24" in seen(as_("alice"), f"{PAGE}?from=%C2%B2")


def test_a_queue_of_sixty_takes_as_many_queries_as_one(
    as_: As, cast: Cast, on: date, at: datetime, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        ThankYou.open_for(someone(cast.business, f"P{n}"), "tenth", room="sales", row="10", since=on, at=at)
    alice = as_("alice")
    with django_assert_max_num_queries(16):
        seen(alice)
