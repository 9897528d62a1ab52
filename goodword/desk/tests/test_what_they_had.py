"""What somebody had from us, on their own page: every kind of thanks, gifts, a code that waits, thanks in public."""

from datetime import date, datetime

import pytest
from django.test import Client

from goodword.conftest import Cast
from goodword.desk.set_in_motion import received
from goodword.gratitude.models import Reward, ThankYou
from goodword.gratitude.rewarding import settle_rewards
from goodword.people.models import Person
from goodword.referrals.models import PublicThanks
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.public_thanks import agree
from goodword.referrals.setting_programs import set_program
from goodword.referrals.tests.test_programs import terms

from .their_page import DAY, As, came, press, text


@pytest.mark.parametrize("kind", ["shop", "practice"])
@pytest.mark.parametrize("reason", ThankYou.Reason.values)
def test_every_kind_of_thanks_is_told_in_words(
    cast: Cast, dana: Person, on: date, at: datetime, reason: str, kind: str
) -> None:
    newcomer = came(cast, "Mia Lund", dana, at, may_name=True)
    ThankYou.objects.all().delete()
    cast.business.kind = kind
    cast.business.save()
    dana.refresh_from_db()
    thanks = ThankYou.open_for(dana, reason, room="x", row=reason, since=on, at=at, newcomer=newcomer)
    thanks.say(cast.alice, "call", at)
    lines = received(dana, on)
    assert all(one.text and "$" not in one.text for one in lines)
    assert any("Mia" in one.text for one in lines) is (kind == "shop" and reason in ("sent", "yes"))
    assert len(lines) == 1 or kind == "practice"


@pytest.fixture
def gift(cast: Cast, dana: Person, on: date, at: datetime) -> Reward:
    """Dana's, to be given."""
    set_program(cast.business, terms(on), cast.alice, at, "p1")
    told = Came("person", name="Eli Brandt", referrer=dana, amount_cents=900, currency="USD")
    note_newcomer(cast.business, cast.alice, at, told, "k1")
    settle_rewards(cast.business, on + 60 * DAY, at)
    return Reward.objects.get(side="advocate")


def said(gift: Reward) -> str:
    return " ".join(gift.said_code.split())


def test_a_gift_is_told_when_it_was_given_and_its_code_until_it_is_used(
    cast: Cast, here: str, phone: Client, gift: Reward, at: datetime
) -> None:
    assert "off what you buy next" not in text(phone.get(here)).partition("What you had")[2]
    gift.give_as_code(cast.alice, at)
    page = text(phone.get(here))
    assert said(gift) in page and "Say the code when you come" in page
    assert "A gift: $5.00" not in page
    gift.use(cast.alice, at)
    page = text(phone.get(here))
    assert said(gift) not in page and "A gift: $5.00 off what you buy next" in page


def test_the_code_is_for_their_own_devices(
    as_: As, cast: Cast, here: str, phone: Client, gift: Reward, at: datetime
) -> None:
    gift.give_as_code(cast.alice, at)
    assert said(gift) not in text(as_(None).get(here))


def test_they_take_their_name_off_the_public_thanks(
    cast: Cast, here: str, phone: Client, dana: Person, at: datetime
) -> None:
    agree(dana, "Dana", cast.alice, at)
    assert "Your name stands there as “Dana”" in text(phone.get(here))
    for _twice in range(2):
        assert "no more" in press(phone, here, "unthank")
    assert PublicThanks.objects.get().back_at is not None
    assert "Your name stands there" not in text(phone.get(here))
