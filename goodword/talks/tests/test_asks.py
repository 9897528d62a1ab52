from datetime import date, datetime, timedelta

import pytest

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.talks.models import Ask, Talk

from .people import someone


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def ask(cast: Cast, dana: Person, at: datetime) -> Ask:
    return Ask.draft(dana, cast.alice, at, play="know_anyone", words="Hi Dana", key="move:1")


def kept(ask: Ask) -> tuple[object, ...]:
    ask.refresh_from_db()
    return (
        ask.state,
        ask.opened_on,
        ask.sent_on,
        ask.heard_back_on,
        ask.answer,
        ask.answered_on,
        ask.closed_at,
    )


def test_the_same_draft_twice_is_one_ask(cast: Cast, dana: Person, ask: Ask, at: datetime) -> None:
    again = Ask.draft(dana, cast.hugo, at, play="know_anyone", words="Hi Dana", key="move:1")
    assert again.pk == ask.pk
    assert Change.objects.filter(type="ask.drafted").count() == 1


def test_sent_is_sent_on_the_day_it_was_opened(cast: Cast, ask: Ask, on: date, at: datetime) -> None:
    ask.mark_opened(cast.alice, at, "sms")
    assert ask.state == Ask.State.SENT
    ask.send(cast.alice, at + timedelta(days=2))
    assert (ask.state, ask.sent_on, ask.way) == (Ask.State.WAITING, on, "sms")
    assert list(ask.person.talks.values_list("kind", "on", "way")) == [("ask", on, "sms")]


def test_a_day_is_the_day_of_the_business(cast: Cast, ask: Ask, at: datetime) -> None:
    ask.send(cast.alice, at.replace(hour=3))  # 22:00 the day before, in New York
    assert ask.sent_on == date(2026, 3, 1)


VERBS = [
    ("mark_opened", "unmark_opened", ()),
    ("send", "unsend", ()),
    ("hear_back", "unhear_back", ()),
    ("close", "reopen", ()),
]


@pytest.mark.parametrize(("verb", "undo", "words"), VERBS)
def test_every_verb_twice_is_once_and_its_undo_leaves_nothing(
    cast: Cast, ask: Ask, at: datetime, verb: str, undo: str, words: tuple[str, ...]
) -> None:
    before = kept(ask)
    getattr(ask, verb)(*words, cast.alice, at)
    after, n_talks, n_logged = kept(ask), Talk.objects.count(), Change.objects.count()
    assert after != before
    getattr(ask, verb)(*words, cast.alice, at + timedelta(days=3))
    assert (kept(ask), Talk.objects.count(), Change.objects.count()) == (after, n_talks, n_logged)
    getattr(ask, undo)(cast.alice, at)
    getattr(ask, undo)(cast.alice, at)
    assert (kept(ask), Talk.objects.count()) == (before, 0)


def test_an_answer_can_be_taken_back_and_the_ask_waits_again(
    cast: Cast, ask: Ask, on: date, at: datetime
) -> None:
    ask.send(cast.alice, at)
    ask.hear("maybe", cast.alice, at, said="after Easter")
    assert (ask.state, ask.answer, ask.answered_on, ask.said) == ("answered", "maybe", on, "after Easter")
    ask.unhear(cast.alice, at)
    ask.unhear(cast.alice, at)
    assert (ask.state, ask.answer, ask.answered_on, ask.said) == ("waiting", "", None, "")


def test_an_answer_says_that_the_ask_was_sent(cast: Cast, ask: Ask, on: date, at: datetime) -> None:
    ask.hear("yes", cast.alice, at)
    assert (ask.state, ask.sent_on) == ("answered", on)


def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(cast: Cast, ask: Ask, at: datetime) -> None:
    with pytest.raises(ValueError, match="yes, maybe or no"):
        ask.hear("perhaps", cast.alice, at)
    assert kept(ask)[0] == "drafted"


def test_an_answer_after_the_reminder_still_counts(cast: Cast, ask: Ask, at: datetime) -> None:
    ask.send(cast.alice, at).hear_back(cast.alice, at + timedelta(days=5))
    assert ask.state == "closed"
    ask.hear("yes", cast.alice, at + timedelta(days=9))
    assert ask.state == "answered"


def test_a_no_is_lifted_and_put_back(cast: Cast, ask: Ask, at: datetime) -> None:
    ask.lift_no(cast.alice, at)
    assert ask.no_lifted_at is None  # there is no "no" to lift
    ask.hear("no", cast.alice, at).lift_no(cast.alice, at)
    assert ask.no_lifted_at == at
    ask.restore_no(cast.alice, at)
    assert ask.no_lifted_at is None


def test_another_no_holds_though_the_first_was_lifted(cast: Cast, ask: Ask, at: datetime) -> None:
    ask.hear("no", cast.alice, at).lift_no(cast.alice, at)
    ask.hear("no", cast.alice, at, said="I said no")
    assert ask.no_lifted_at is None


def test_only_a_draft_can_be_discarded(cast: Cast, ask: Ask, at: datetime) -> None:
    ask.mark_opened(cast.alice, at).discard(cast.alice, at)
    assert Ask.objects.count() == 1
    ask.unmark_opened(cast.alice, at).discard(cast.alice, at)
    assert Ask.objects.count() == 0


def test_the_same_talk_twice_is_one_and_can_be_taken_back_twice(
    cast: Cast, dana: Person, at: datetime
) -> None:
    talk = Talk.keep(dana, cast.alice, at, kind="listen", key="move:2", said="loves the rye")
    assert Talk.keep(dana, cast.alice, at, kind="listen", key="move:2") == talk
    talk.take_back(cast.alice, at)
    talk.take_back(cast.alice, at)
    assert Talk.objects.count() == 0
    assert Change.objects.filter(type="talk.taken_back").count() == 1


def test_nothing_points_into_another_business(cast: Cast, dana: Person, at: datetime) -> None:
    with pytest.raises(ValueError, match="another business"):
        Talk.objects.create(business=cast.florist, person=dana, at=at, on=at.date(), kind="listen")
