"""Whom to thank today, and in which words."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Business
from goodword.conftest import Cast
from goodword.gratitude.measure import open_thanks
from goodword.gratitude.models import ThankYou
from goodword.gratitude.moves import GOOD, candidates
from goodword.people.models import Person
from goodword.talks.models import Talk
from goodword.talks.plays import get_play
from goodword.talks.tests.people import someone
from goodword.today.drafting import draft

from .test_thanks import bought, sent

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


def test_who_is_not_sorted_is_sorted_before_thanks(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    Person.every.filter(pk=dana.pk).update(kind="unsorted")
    sent(cast, at, referrer=dana)
    open_thanks(cast.business, on, at)
    [move] = candidates(cast.business, on)
    assert (move.kind, move.play, move.person, move.must) == ("sort", "sort", dana.pk, True)
    assert move.why == "Sent Eli Brandt today. Not thanked yet. Say who this is to you first."
    Person.every.filter(pk=dana.pk).update(kind="ally")
    assert [move.kind for move in candidates(cast.business, on)] == ["thank"]


@pytest.mark.parametrize("fields", [{"left_out": True}, {"is_here": False}])
def test_who_is_not_here_any_more_is_not_on_the_list(
    cast: Cast, dana: Person, on: date, at: datetime, fields: dict[str, Any]
) -> None:
    sent(cast, at, referrer=dana)
    open_thanks(cast.business, on, at)
    Person.every.filter(pk=dana.pk).update(**fields)
    assert candidates(cast.business, on) == []


def test_what_is_due_tomorrow_is_not_on_todays_list(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    ThankYou.open_for(dana, "sent", room="referrals", row="X", since=on + DAY, at=at)
    assert candidates(cast.business, on) == []


def test_the_oldest_debt_stands_before_newer_ones_and_the_newest_milestone_before_older(
    cast: Cast, on: date, at: datetime
) -> None:
    for n, (name, reason) in enumerate([("A", "sent"), ("B", "sent"), ("C", "second"), ("D", "second")]):
        ThankYou.open_for(
            someone(cast.business, name), reason, room="sales", row=name, since=on - n * DAY, at=at
        )
    names = dict(Person.objects.values_list("pk", "name"))
    assert [names[move.person or 0] for move in candidates(cast.business, on)] == ["B", "A", "C", "D"]


def test_ten_times_is_said_only_of_ten_times(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    bought(dana, *(on - back * DAY for back in range(1, 11)))
    open_thanks(cast.business, on, at)
    [move] = candidates(cast.business, on)
    assert (move.play, move.facts) == ("thank_tenth", {"n": "10"})
    bought(dana, on)
    [move] = candidates(cast.business, on)
    assert (move.play, move.facts) == ("thank_tenth", {})


def test_a_sender_is_no_milestone_and_the_other_way_round() -> None:
    assert set(GOOD) == set(ThankYou.Reason.values)
    assert all(get_play(f"thank_{reason}").kind == "thank" for reason in GOOD)


# Words that begin with a capital though no sentence does, and figures: what a fact would bring in.
TELLING = re.compile(r"(?<![.!?“,] )(?<!^)\b(?:[A-Z][a-z]+|\d+)\b")


@pytest.mark.parametrize("kind", Business.Kind.values)
def test_the_words_hold_stored_facts_and_nothing_else(
    cast: Cast, dana: Person, on: date, at: datetime, kind: str
) -> None:
    cast.business.kind = kind
    eli, noor = someone(cast.business, "Eli Brandt"), someone(cast.business, "Noor Haddad")
    for newcomer, agreed in ((eli, True), (noor, False)):
        sent(cast, at, newcomer.code, name="", person=newcomer, referrer=dana, may_name=agreed)
    ThankYou.objects.all().delete()
    for reason in ThankYou.Reason.values:
        newcomers: tuple[Person | None, ...] = (eli, noor) if reason == "sent" else (None,)
        for one in newcomers:
            who, row = someone(cast.business, "Dana Okafor"), "10" if reason == "tenth" else f"{one}"
            if reason in ("second", "tenth"):
                bought(who, *(on - back * DAY for back in range(10)))
            ThankYou.open_for(who, reason, room="test", row=row, since=on, at=at, newcomer=one)
    people = Person.objects.in_bulk()
    moves = {
        (move.play, move.facts.get("newcomer_first")): draft(cast.business, people[move.person], move).text
        for move in candidates(cast.business, on)
        if move.person
    }
    is_open = kind != Business.Kind.PRACTICE
    facts = {"thank_sent": {"Eli"}, "thank_second": {"Monday"}, "thank_tenth": {"10"}} if is_open else {}
    assert len(moves) == (12 if is_open else 11)  # at a practice nobody is named, so both are one play
    for (play, _named), words in moves.items():
        assert set(TELLING.findall(words)) <= {"Dana", "I"} | facts.get(play, set()), play
        assert "{" not in words
        if get_play(play).fits(kind, dana.kind):
            assert words.startswith(("Hi Dana,", "Dear Dana,"))
    if is_open:
        assert "Eli" in moves["thank_sent", "Eli"]
        assert "Noor" not in " ".join(moves.values())


def test_a_hundred_take_as_many_queries_as_one(
    cast: Cast, on: date, at: datetime, django_assert_num_queries: Any
) -> None:
    def opened(n: int) -> None:
        for number in range(n):
            for reason in ("sent", "tenth"):
                person = someone(cast.business, f"P{number}")
                ThankYou.open_for(
                    person, reason, room="sales", row=f"{number}", since=on, at=at, newcomer=person
                )
                Talk.keep(person, None, at - 30 * DAY, kind="know")

    opened(1)
    with django_assert_num_queries(9):
        assert len(candidates(cast.business, on)) == 2
    opened(30)
    with django_assert_num_queries(9):
        assert len(candidates(cast.business, on)) == 62
