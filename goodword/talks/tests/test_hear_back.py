from datetime import date, datetime, timedelta

import pytest

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.talks.models import Ask, Hold
from goodword.talks.moves import candidates

from .people import someone

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def ask(dana: Person, at: datetime) -> Ask:
    return Ask.draft(dana, None, at, play="p", words="Hi").send(None, at)


@pytest.mark.parametrize(("days", "is_due"), [(4, False), (5, True), (29, True), (30, False)])
def test_an_ask_is_heard_back_on_from_the_fifth_day_for_a_month(
    cast: Cast, ask: Ask, on: date, days: int, is_due: bool
) -> None:
    found = candidates(cast.business, on + days * DAY)
    assert [(one.person, one.row) for one in found] == ([(ask.person_id, ask.code)] if is_due else [])


def test_it_is_done_once(cast: Cast, ask: Ask, on: date, at: datetime) -> None:
    ask.hear_back(None, at + 5 * DAY)
    assert candidates(cast.business, on + 6 * DAY) == []


def test_who_answered_is_not_reminded(cast: Cast, ask: Ask, on: date, at: datetime) -> None:
    ask.hear("maybe", None, at + DAY)
    assert candidates(cast.business, on + 6 * DAY) == []


def test_words_that_were_only_opened_are_not_reminded_of(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    Ask.draft(dana, None, at, play="p", words="Hi").mark_opened(None, at)
    assert candidates(cast.business, on + 6 * DAY) == []


@pytest.mark.parametrize("field", ["never_ask", "left_out"])
def test_the_owners_word_stops_the_reminder(cast: Cast, ask: Ask, on: date, field: str) -> None:
    Person.every.filter(pk=ask.person_id).update(**{field: True})
    assert candidates(cast.business, on + 6 * DAY) == []


def test_whom_we_owe_thanks_is_thanked_not_reminded(cast: Cast, ask: Ask, on: date) -> None:
    Hold.objects.create(
        business=cast.business, person=ask.person, why="thanks_due", room="gratitude", row="X"
    )
    assert candidates(cast.business, on + 6 * DAY) == []
