"""Two weeks later it is asked what came of an introduction, once."""

from datetime import date, datetime, timedelta

import pytest

from goodword.conftest import Cast
from goodword.introductions.introducing import ask, hear, make, tell
from goodword.introductions.models import Introduction
from goodword.introductions.moves import candidates
from goodword.people.hand import say_consent
from goodword.people.models import Person
from goodword.talks.models import Talk

DAY = timedelta(days=1)


@pytest.fixture
def made(cast: Cast, pair: Introduction, at: datetime) -> Introduction:
    for side in ("one", "other"):
        ask(pair, side, cast.alice, at)
        hear(pair, side, "yes", cast.alice, at)
    return make(pair, cast.alice, at)


def asked(cast: Cast, on: date) -> list[int | None]:
    return [one.person for one in candidates(cast.business, on)]


def test_it_is_asked_from_two_weeks_to_two_months_after(
    cast: Cast, made: Introduction, dana: Person, on: date
) -> None:
    days = [n for n in (0, 13, 14, 60, 61) if asked(cast, on + n * DAY) == [dana.pk]]
    assert days == [14, 60]
    [move] = candidates(cast.business, on + 14 * DAY)
    assert move.facts == {"other_first": "Tom"} and "introduced them to Tom Reyes on March 2" in move.why
    assert candidates(cast.florist, on + 14 * DAY) == []


def test_what_was_told_or_asked_is_not_asked_again(
    cast: Cast, made: Introduction, dana: Person, on: date, at: datetime
) -> None:
    Talk.keep(
        dana,
        cast.alice,
        at + 14 * DAY,
        kind="listen",
        key="k",
        play="introduced",
        wording="",
        way="visit",
        said="",
    )
    assert asked(cast, on + 40 * DAY) == []
    Talk.objects.all().delete()
    tell(made, False, "", cast.alice, at)
    assert asked(cast, on + 40 * DAY) == []


def test_who_is_left_in_peace_is_not_asked(
    cast: Cast, made: Introduction, dana: Person, on: date, at: datetime
) -> None:
    say_consent(dana, "never", cast.alice, at)
    assert asked(cast, on + 20 * DAY) == []
