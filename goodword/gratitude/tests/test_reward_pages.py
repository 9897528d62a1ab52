"""The page of gifts: each press, its undo, and what a code at the counter stands for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.conftest import Cast
from goodword.gratitude.models import Reward
from goodword.gratitude.rewarding import settle_rewards
from goodword.people.models import Person
from goodword.referrals.setting_programs import set_program
from goodword.referrals.tests.test_programs import terms

from .test_rewards import bought

As = Callable[..., Any]
DAY = timedelta(days=1)
PAGE = "/b/corner/thanks/gifts/"


@pytest.fixture
def one(cast: Cast, dana: Person, on: date, at: datetime) -> Reward:
    """What Dana gets: it waits."""
    set_program(cast.business, terms(on), cast.alice, at, "program")
    bought(cast, dana, at)
    settle_rewards(cast.business, on, at)
    return Reward.objects.get(side="advocate")


def seen(client: Any, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def pressed(client: Any, one: Reward, do: str, code: int = 200) -> str:
    answer = client.post(f"{PAGE}{one.code}/step/", {"do": do}, follow=True)
    assert answer.status_code == code
    one.refresh_from_db()
    return str(answer.content.decode())


def test_an_empty_page_says_that_none_are_needed(as_: As) -> None:
    assert "None are needed." in seen(as_("alice"))


def test_from_waiting_to_given_by_a_code_and_each_step_back(as_: As, one: Reward) -> None:
    alice = as_("alice")
    page = seen(alice)
    assert "Waits until March 16, 2026" in page and "for sending Eli Brandt" in page and "Dana Okafor" in page
    assert "It can be given now." in pressed(alice, one, "approve")
    page = pressed(alice, one, "code")
    assert one.said_code in page and "Say this code when you come" in page
    assert "Eli" not in page.split('class="words"')[1].split("</div>")[0]
    page = seen(alice, f"{PAGE}?code={one.counter_code.lower()}")
    assert "This code is good: $5.00 off what you buy next." in page
    assert "Kept: the code was used." in pressed(alice, one, "use")
    assert "This code was used on March 2, 2026." in seen(alice, f"{PAGE}?code={one.said_code}")
    pressed(alice, one, "unuse")
    assert "It is to be given again." in pressed(alice, one, "ungive")
    assert pressed(alice, one, "unapprove") and one.state == "pending"


def test_a_press_out_of_its_turn_changes_nothing_and_says_so(as_: As, one: Reward) -> None:
    assert "it has moved on meanwhile" in pressed(as_("alice"), one, "give")
    assert "Choose what to do with it." in pressed(as_("alice"), one, "sell")
    assert one.state == "pending"


def test_not_this_one_and_back_again(as_: As, one: Reward) -> None:
    assert "Taken back: you said so." in pressed(as_("alice"), one, "reverse")
    assert one.state == "reversed"
    pressed(as_("alice"), one, "restore")
    assert one.state == "pending"


def test_who_may_only_look_sees_it_and_presses_nothing(as_: As, one: Reward) -> None:
    assert "Dana Okafor" in seen(as_("bob")) and "Don&#x27;t wait" not in seen(as_("bob"))
    assert as_("bob").post(f"{PAGE}{one.code}/step/", {"do": "approve"}).status_code == 403
    assert (
        as_("charlie").post(f"/b/florist/thanks/gifts/{one.code}/step/", {"do": "approve"}).status_code == 404
    )
    assert as_("charlie").get(PAGE).status_code == 404
    assert as_("alice").get(f"{PAGE}{one.code}/step/").status_code == 405
    one.refresh_from_db()
    assert one.state == "pending"


def test_an_unknown_code_is_told_kindly(as_: As, one: Reward) -> None:
    assert "No gift has this code." in seen(as_("alice"), f"{PAGE}?code=ABCDEFGH")
    assert "No gift has this code." in seen(as_("alice"), f"{PAGE}?code=%F0%9F%8D%9E")


def test_the_page_says_where_the_limits_have_said_no(
    as_: As, cast: Cast, dana: Person, one: Reward, at: datetime
) -> None:
    one.program.budget_cents = 700
    one.program.save()
    bought(cast, dana, at, "Noor Haddad", "k2")
    page = seen(as_("alice"))
    assert "2 gifts are not made: the money is used up." in page
    assert "$0.00 given, $7.00 still to be given." in page
