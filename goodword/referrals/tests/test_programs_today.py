"""A gift that is set today: whether it holds for who came this morning is asked, and never decided in silence."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.jobs import Running
from goodword.accounts.models import Job
from goodword.conftest import Cast
from goodword.gratitude.jobs import rewards
from goodword.gratitude.models import Reward
from goodword.gratitude.rewarding import settle_rewards
from goodword.people.hand import leave_out
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Program, Referral
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.redeciding import redecide
from goodword.referrals.setting_programs import end, first_day, n_sent_on, reached, reopen, set_program
from goodword.sales.hand import add_sale, give_back
from goodword.talks.tests.people import someone

from .test_programs import DAY, GOOD, PAGE, terms

As = Callable[..., Any]
ASKED = "1 person was sent to you today already. Does it hold for them too?"


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def eli(cast: Cast, dana: Person, at: datetime) -> Person:
    """Came this morning, sent by Dana, and bought."""
    came = Came("person", name="Eli Brandt", referrer=dana, amount_cents=900, currency="USD")
    return note_newcomer(cast.business, cast.alice, at, came, "k").person


def test_a_day_on_which_nobody_came_asks_nothing(as_: As, dana: Person) -> None:
    assert "Does it hold for them too?" not in as_("alice").get(PAGE).content.decode()


def test_who_came_this_morning_is_asked_about_before_it_is_kept(as_: As, eli: Person) -> None:
    alice = as_("alice")
    assert ASKED in alice.get(PAGE).content.decode()
    page = alice.post(PAGE, GOOD)
    assert page.status_code == 422 and not Program.objects.exists()
    assert "Say whether those who came today get it too." in page.content.decode()


@pytest.mark.parametrize("told", ["perhaps", "<b>"])
def test_nonsense_is_refused_once(as_: As, eli: Person, told: str) -> None:
    page = as_("alice").post(PAGE, GOOD | {"today_too": told})
    assert page.status_code == 422 and not Program.objects.exists()
    assert "Say whether" not in page.content.decode()


def test_yes_gives_it_to_them_and_says_so(as_: As, cast: Cast, eli: Person, on: date, at: datetime) -> None:
    page = as_("alice").post(PAGE, GOOD | {"today_too": "yes"}, follow=True).content.decode()
    assert "It holds from March 2, 2026 on. 1 person who came today gets it too." in page
    assert "not said yes" not in page and "do=unset" not in page
    worked(cast, at)
    assert {one.person for one in Reward.objects.all()} >= {eli}


def worked(cast: Cast, at: datetime) -> None:
    """What was asked of the worker is done, and nothing else."""
    for one in Job.objects.filter(business=cast.business, name="gratitude.rewards"):
        rewards(Running(cast.business, at, one))


def test_who_had_all_their_money_back_gets_it_only_when_they_say_yes(
    as_: As, cast: Cast, dana: Person, eli: Person, on: date, at: datetime
) -> None:
    came = Came("person", name="Bernd Vogel", referrer=dana)
    bernd = note_newcomer(cast.business, cast.alice, at, came, "k2").person
    sale = add_sale(cast.business, cast.alice, at, person=bernd, cents=700)
    give_back(sale, cast.alice, at, cents=700, on=on)
    redecide(cast.business, {bernd.pk})
    page = as_("alice").post(PAGE, GOOD | {"today_too": "yes"}, follow=True).content.decode()
    assert "1 person who came today gets it too. 1 person who was sent to you today has not said yes" in page
    worked(cast, at)
    assert Reward.objects.filter(newcomer=eli).count() == 2
    assert not Reward.objects.exclude(newcomer=eli).exists()


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ({}, (2, 1)),
        ({"most_in_all": 1}, (1, 0)),
        ({"budget_cents": 1500}, (2, 0)),
        ({"budget_cents": 1400}, (2, 0)),
        ({"budget_cents": 1399}, (1, 0)),
    ],
)
def test_who_gets_it_is_counted_within_its_limits(
    cast: Cast,
    dana: Person,
    eli: Person,
    on: date,
    at: datetime,
    limit: dict[str, int],
    told: tuple[int, int],
) -> None:
    buys: dict[str, Any] = {"amount_cents": 900, "currency": "USD"}
    people: dict[str, dict[str, Any]] = {"Noor": buys, "Bernd": {}}
    for name, more in people.items():
        came = Came("person", name=name, referrer=dana, **more)
        note_newcomer(cast.business, cast.alice, at, came, name)
    program = set_program(cast.business, terms(on, **limit), cast.alice, at, "k1")
    assert reached(program, on) == told
    worked(cast, at)
    assert Reward.objects.values("newcomer").distinct().count() == told[0]


def test_terms_that_are_put_right_or_opened_again_are_settled_too(cast: Cast, on: date, at: datetime) -> None:
    def n_asked() -> int:
        return Job.objects.filter(business=cast.business, name="gratitude.rewards").count()

    program = set_program(cast.business, terms(on), cast.alice, at, "k1")
    set_program(cast.business, terms(on, newcomer_what="a roll"), cast.alice, at + timedelta(hours=1), "k2")
    assert n_asked() == 2
    end(program, cast.alice, at + timedelta(hours=2))
    reopen(program, cast.alice, at + timedelta(hours=3))
    assert n_asked() == 3


def test_no_begins_tomorrow_and_gives_them_nothing(
    as_: As, cast: Cast, eli: Person, on: date, at: datetime
) -> None:
    page = as_("alice").post(PAGE, GOOD | {"today_too": "no"}, follow=True).content.decode()
    assert "It holds from March 3, 2026 on." in page and "gets it too" not in page
    settle_rewards(cast.business, on, at)
    assert not Reward.objects.exists()


def test_tomorrow_may_not_be_after_its_last_day(as_: As, eli: Person) -> None:
    page = as_("alice").post(PAGE, GOOD | {"today_too": "no", "until_on": "2026-03-02"})
    assert page.status_code == 422 and "The last day is before the first one." in page.content.decode()


def test_a_later_first_day_needs_no_answer(as_: As, eli: Person) -> None:
    assert as_("alice").post(PAGE, GOOD | {"from_on": "2026-03-05"}).status_code == 302
    assert Program.objects.get().from_on == date(2026, 3, 5)


def test_a_change_begins_tomorrow_anyway_and_asks_nothing(
    as_: As, cast: Cast, eli: Person, on: date, at: datetime
) -> None:
    set_program(cast.business, terms(on), cast.alice, at, "k1")
    assert "Does it hold for them too?" not in as_("alice").get(PAGE).content.decode()
    assert first_day(cast.business, on, on) == on + DAY


def test_what_begins_later_and_is_brought_forward_to_today_asks(
    as_: As, cast: Cast, eli: Person, on: date, at: datetime
) -> None:
    set_program(cast.business, terms(on + 9 * DAY), cast.alice, at, "k1")
    page = as_("alice").post(PAGE, GOOD)
    assert page.status_code == 422 and ASKED in page.content.decode()
    assert as_("alice").post(PAGE, GOOD | {"today_too": "yes"}).status_code == 302
    assert Program.objects.get().from_on == on


def test_counted_are_those_whom_the_terms_of_the_day_hold_for(
    cast: Cast, dana: Person, eli: Person, on: date
) -> None:
    told = Referral.objects.filter(referred=eli)

    def counted(yes_on: date | None, happened_on: date) -> int:
        told.update(yes_on=yes_on)
        Evidence.objects.update(happened_on=happened_on)
        return n_sent_on(cast.business, on)

    assert counted(on, on) == counted(None, on) == counted(on, on + DAY) == counted(on + DAY, on) == 1
    assert counted(on - DAY, on) == counted(on, on - DAY) == counted(None, on - DAY) == 0
    told.update(evidence=None)
    assert counted(on, on) == 1 and counted(on - DAY, on) == 0
    assert n_sent_on(cast.florist, on) == 0


def test_who_is_left_out_or_does_not_count_is_not_counted(
    cast: Cast, dana: Person, eli: Person, on: date, at: datetime
) -> None:
    Referral.objects.update(state="pending")
    assert n_sent_on(cast.business, on) == 0
    Referral.objects.update(state="converted")
    assert n_sent_on(cast.business, on) == 1
    leave_out(dana, cast.alice, at + timedelta(hours=1))
    assert n_sent_on(cast.business, on) == 0
