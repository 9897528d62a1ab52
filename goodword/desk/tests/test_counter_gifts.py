"""A code for a gift at the counter: what it stands for, handed over once, and nobody's name."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Link
from goodword.conftest import Cast
from goodword.gratitude.models import Reward
from goodword.gratitude.rewarding import settle_rewards
from goodword.gratitude.tests.test_rewards import bought
from goodword.referrals.setting_programs import set_program
from goodword.referrals.tests.test_programs import terms
from goodword.talks.tests.people import someone

As = Callable[..., Any]
DAY = timedelta(days=1)


@pytest.fixture
def page(cast: Cast, at: datetime) -> str:
    return f"/counter/{Link.make(Link.Purpose.COUNTER, at, business=cast.business)[1]}/"


@pytest.fixture
def gift(cast: Cast, on: date, at: datetime) -> Reward:
    set_program(cast.business, terms(on), cast.alice, at, "program")
    bought(cast, someone(cast.business, "Dana Okafor"), at)
    settle_rewards(cast.business, on + 20 * DAY, at)
    one = Reward.objects.get(side="newcomer")
    one.give_as_code(cast.alice, at)
    return one


def test_without_codes_nothing_is_asked(as_: As, page: str) -> None:
    assert "A code for a gift?" not in as_(None).get(page).content.decode()


def test_a_code_is_looked_up_and_handed_over_once(as_: As, page: str, gift: Reward) -> None:
    told = as_(None).get(page, {"gift": gift.said_code}).content.decode()
    assert "This code is good: a coffee." in told and "Dana" not in told and "Eli" not in told
    gift.refresh_from_db()
    assert gift.used_at is None
    for _press in range(2):
        told = as_(None).post(page, {"use": gift.counter_code}, follow=True).content.decode()
        assert "This code was used on March 2, 2026." in told
    as_(None).post(page, {"unuse": gift.counter_code})
    gift.refresh_from_db()
    assert gift.used_at is None


def test_it_is_taken_back_only_on_the_same_day(as_: As, page: str, gift: Reward, at: datetime) -> None:
    as_(None).post(page, {"use": gift.counter_code})
    as_(None, at=at + DAY).post(page, {"unuse": gift.counter_code})
    gift.refresh_from_db()
    assert gift.used_at == at


@pytest.mark.parametrize("typed", ["ABCD 1234", "", "x" * 300, "Dana"])
def test_what_is_no_code_changes_nothing(as_: As, page: str, gift: Reward, typed: str) -> None:
    if typed:
        assert "No gift has this code." in as_(None).get(page, {"gift": typed}).content.decode()
    assert as_(None).post(page, {"use": typed}).status_code == 302
    gift.refresh_from_db()
    assert gift.used_at is None


def test_the_code_of_another_business_is_none_here(as_: As, cast: Cast, gift: Reward, at: datetime) -> None:
    other = f"/counter/{Link.make(Link.Purpose.COUNTER, at, business=cast.florist)[1]}/"
    as_(None).post(other, {"use": gift.counter_code})
    gift.refresh_from_db()
    assert gift.used_at is None
