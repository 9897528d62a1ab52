from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.talks.limits import Why, may_ask
from goodword.talks.models import Ask, Talk
from goodword.talks.panels import lines
from goodword.talks.said import day_words

from .people import someone

As = Callable[..., Any]


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def no(cast: Cast, dana: Person, at: datetime) -> Ask:
    ask = Ask.draft(dana, cast.alice, at, play="p", words="Hi").send(cast.alice, at, "text")
    return ask.hear("no", cast.alice, at, said="not my thing")


def test_an_ask_and_its_answer_are_one_line(cast: Cast, dana: Person, no: Ask) -> None:
    [line] = lines(dana, cast.hugo)
    assert line.words == "You asked for a good word, by text. Said no: “not my thing”"
    assert (line.kind, line.row, line.on) == ("ask", no.code, no.sent_on)


def test_a_draft_is_no_line_and_opened_words_are_a_question(cast: Cast, dana: Person, at: datetime) -> None:
    ask = Ask.draft(dana, None, at, play="p", words="Hi")
    assert lines(dana, cast.hugo) == []
    ask.mark_opened(None, at)
    assert [line.words for line in lines(dana, cast.hugo)] == [
        "You opened the words for an ask. Did you send it?"
    ]


def test_talks_say_what_was_said(cast: Cast, dana: Person, at: datetime) -> None:
    Talk.keep(dana, None, at, kind="listen", way="call", said="loves the rye")
    Talk.keep(dana, None, at, kind="touch")
    words = sorted(line.words for line in lines(dana, cast.hugo))
    assert words == ["You asked and listened, on the phone. They said: “loves the rye”", "You said hello."]


def test_the_owner_lifts_a_no_and_takes_that_back(as_: As, dana: Person, no: Ask, on: date) -> None:
    alice = as_("alice")
    lift = reverse("lift-no", args=["corner", dana.code])
    later = on + timedelta(days=90)
    page = alice.post(lift)
    assert page.status_code == 302
    assert may_ask(dana, later).ok
    undo = next(iter(page.wsgi_request._messages)).extra_tags
    alice.post(undo)
    alice.post(undo)
    reason = may_ask(dana, later).reason
    assert reason
    assert reason.why == Why.SAID_NO


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("hugo", 403), ("charlie", 404)])
def test_nobody_else_may_lift_it(as_: As, dana: Person, no: Ask, who: str, status: int) -> None:
    business = "florist" if who == "charlie" else "corner"
    for name in ("lift-no", "no-holds"):
        assert as_(who).post(reverse(name, args=[business, dana.code])).status_code == status
    no.refresh_from_db()
    assert no.no_lifted_at is None


def test_a_get_lifts_nothing(as_: As, dana: Person, no: Ask) -> None:
    assert as_("alice").get(reverse("lift-no", args=["corner", dana.code])).status_code == 405


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (3, "on Friday"),
        (60, "on January 1"),
        (700, "in April 2024"),
        (-3, "on March 5"),
    ],
)
def test_days_are_said_as_people_say_them(on: date, ago: int, words: str) -> None:
    assert day_words(on - timedelta(days=ago), on) == words
