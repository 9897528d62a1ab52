from datetime import date, datetime

import pytest

from goodword.accounts.models import Member
from goodword.conftest import Cast
from goodword.gratitude.models import Reward, ThankYou
from goodword.gratitude.panels import lines
from goodword.gratitude.rewarding import settle_rewards
from goodword.people.models import Person
from goodword.referrals.models import Program
from goodword.talks.tests.people import someone

from .test_rewards import bought


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def thanks(cast: Cast, dana: Person, on: date, at: datetime) -> ThankYou:
    eli = someone(cast.business, "Eli Brandt")
    reason = ThankYou.Reason.SENT
    return ThankYou.open_for(dana, reason, room="referrals", row="X", since=on, at=at, newcomer=eli)


def words(person: Person, sees: str = "helper") -> list[str]:
    member = Member.objects.get(business=person.business, role=sees)
    return [line.words for line in lines(person, member)]


def test_what_is_due_is_told_until_it_is_said(
    cast: Cast, dana: Person, thanks: ThankYou, at: datetime
) -> None:
    assert words(dana) == ["Thanks are due: sent Eli Brandt."]
    thanks.say(cast.alice, "text", at)
    assert words(dana) == ["You said thanks: sent Eli Brandt, by text."]


def test_what_needs_no_thanks_is_not_told(cast: Cast, dana: Person, thanks: ThankYou, at: datetime) -> None:
    thanks.drop(cast.alice, at)
    assert words(dana) == []


def test_other_thanks_say_what_they_are_for(dana: Person, on: date, at: datetime) -> None:
    ThankYou.open_for(dana, ThankYou.Reason.TENTH, room="sales", row="10", since=on, at=at)
    assert words(dana) == ["Thanks are due: came ten times."]


def test_what_they_get_is_told_with_how_far_it_is(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settle_rewards(cast.business, on, at)
    assert words(dana) == ["For sending Eli Brandt: $5.00 off what you buy next; waits."]
    gift = Reward.objects.get(side="advocate")
    gift.approve(cast.alice, at)
    gift.give(cast.alice, at)
    assert words(dana) == ["For sending Eli Brandt: $5.00 off what you buy next; given."]
    assert words(Person.objects.get(name="Eli Brandt")) == ["For coming: a coffee; waits."]
