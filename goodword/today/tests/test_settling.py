"""What becomes of a move, and its way back: undo restores exactly what was there."""

from datetime import timedelta

import pytest
from django.apps import apps

from goodword.accounts.models import Change
from goodword.gratitude.models import ThankYou
from goodword.people.hand import say_consent, take_back_consent
from goodword.people.models import Consent, Note
from goodword.talks.models import Ask, Hold, Talk
from goodword.today.making import make_list
from goodword.today.models import Move
from goodword.today.settling import Told, done, hear, mark_opened, never, not_yet, put_off, reword, skip, undo
from goodword.today.showing import day_of, shown

from .books import came, on_file, regular


@pytest.fixture
def priya(cast):
    return on_file(cast, "Priya Natarajan")


@pytest.fixture
def ask(cast, priya, on, at):
    return make_list(cast.business, on, at).moves.get(kind="ask", person=priya)


@pytest.fixture
def thank(cast, priya, on, at):
    came(cast, "Eli Reed", priya, at - timedelta(days=1))
    return make_list(cast.business, on, at).moves.get(kind="thank", person=priya)


@pytest.fixture
def know(cast, on, at):
    for name in ("Walter Brandt", "June Lowell"):
        regular(cast, name)
    return make_list(cast.business, on, at).moves.filter(kind="know").first()


def books(business):
    """All that a business's rooms hold, but the log, which only grows, and what was taken back since."""
    found = {}
    for model in apps.get_models():
        is_ours = any(field.name == "business" for field in model._meta.concrete_fields)
        if is_ours and model is not Change:
            rows = model._base_manager.filter(business=business).order_by("pk").values()
            if model is Consent:
                rows = rows.filter(taken_back_at=None)
            found[model._meta.label] = [
                {name: value for name, value in row.items() if name != "id"} for row in rows
            ]
    return found


VERBS = {
    "done": lambda move, member, at: done(move, member, at, Told(way="call", said="Of course", answer="yes")),
    "put_off": put_off,
    "skip": skip,
    "never": never,
    "opened": lambda move, member, at: mark_opened(move, "text", member, at),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("kind", ["ask", "thank", "know"])
def test_undo_puts_everything_back_as_it_was(request, kind, verb, cast, at):
    move = request.getfixturevalue(kind)
    before = books(cast.business)
    settled = VERBS[verb](move, cast.alice, at)
    assert books(cast.business) != before
    undo(settled, cast.alice, at + timedelta(minutes=5))
    assert books(cast.business) == before


@pytest.mark.parametrize("kind", ["ask", "thank", "know"])
def test_done_twice_is_done_once(request, kind, cast, at):
    move = request.getfixturevalue(kind)
    told = Told(said="Her neighbour", answer="yes")
    done(move, cast.alice, at, told)
    before = books(cast.business)
    done(move, cast.hugo, at + timedelta(days=3), told)
    done(move, cast.hugo, at + timedelta(days=3))
    assert books(cast.business) == before


def test_an_ask_that_is_done_waits_for_an_answer(cast, ask, priya, at, on):
    done(ask, cast.alice, at)
    kept = Ask.objects.get(person=priya)
    assert (kept.state, kept.sent_on, kept.words, kept.way) == (Ask.State.WAITING, on, ask.words, "text")


def test_an_answer_that_comes_days_later_changes_no_day(cast, ask, priya, at, on):
    done(ask, cast.alice, at)
    hear(ask, cast.alice, at + timedelta(days=3), Told(said="Her sister", answer="yes"))
    kept = Ask.objects.get(person=priya)
    assert (kept.sent_on, kept.answered_on, kept.answer) == (on, on + timedelta(days=3), "yes")
    assert Talk.objects.get(person=priya, kind="ask").on == on


def test_an_answer_can_be_taken_back_alone(cast, ask, priya, at):
    done(ask, cast.alice, at, Told(said="Her sister", answer="yes"))
    hear(ask, cast.alice, at, Told())
    assert Ask.objects.get(person=priya).state == Ask.State.WAITING


def test_what_was_opened_and_not_sent_is_no_ask(cast, ask, priya, at):
    mark_opened(ask, "text", cast.alice, at)
    assert Ask.objects.get(person=priya).state == Ask.State.SENT
    not_yet(ask, cast.alice, at)
    assert not Ask.objects.exists()


def test_what_was_opened_before_midnight_was_sent_on_that_day(cast, ask, priya, at, on):
    mark_opened(ask, "text", cast.alice, at)
    done(ask, cast.alice, at + timedelta(days=1), Told(way="text"))
    assert Ask.objects.get(person=priya).sent_on == on


def test_not_yet_after_it_was_sent_unsends_nothing(cast, ask, priya, at):
    done(ask, cast.alice, at)
    not_yet(ask, cast.alice, at)
    assert Ask.objects.get(person=priya).sent_at


def test_said_thanks_let_go_of_the_person(cast, thank, priya, at, on):
    assert Hold.objects.filter(person=priya).exists()
    done(thank, cast.alice, at)
    thanks = ThankYou.objects.get(person=priya)
    assert (thanks.said_on, thanks.said_by, thanks.how) == (on, cast.alice, "text")
    assert not Hold.objects.filter(person=priya).exists()


def test_no_thanks_needed_drops_them(cast, thank, priya, at):
    never(thank, cast.alice, at)
    assert not ThankYou.objects.get(person=priya).is_open


def test_never_ask_is_the_owners_word_on_the_person(cast, ask, priya, at):
    never(ask, cast.alice, at)
    priya.refresh_from_db()
    assert priya.never_ask
    assert Consent.objects.get(person=priya).says == "never"


def test_what_they_told_is_a_note_on_the_motive(cast, know, at):
    done(know, cast.alice, at, Told(said="Runs the school fair"))
    note = Note.objects.get(person=know.person)
    assert (note.text, note.about, note.says_no) == (
        "Runs the school fair",
        know.play.removeprefix("know_"),
        False,
    )


def test_the_note_follows_when_it_is_told_better(cast, know, at):
    done(know, cast.alice, at, Told(said="Runs the fair"))
    hear(know, cast.alice, at, Told(said="Runs the school fair"))
    assert [note.text for note in Note.objects.filter(person=know.person)] == ["Runs the school fair"]


def test_nothing_there_is_known_too(cast, know, at):
    done(know, cast.alice, at, Told(answer="no"))
    assert Note.objects.get(person=know.person).says_no


def test_hearing_back_without_an_answer_closes_the_ask(cast, ask, priya, at, on):
    done(ask, cast.alice, at)
    later = at + timedelta(days=7)
    move = make_list(cast.business, on + timedelta(days=7), later).moves.get(kind="hear_back")
    before = books(cast.business)
    done(move, cast.alice, later)
    assert Ask.objects.get(person=priya).state == Ask.State.CLOSED
    undo(move, cast.alice, later)
    assert books(cast.business) == before


def test_undoing_a_reminder_keeps_an_answer_that_was_noted_elsewhere(cast, ask, priya, at, on):
    done(ask, cast.alice, at)
    later = at + timedelta(days=7)
    move = make_list(cast.business, on + timedelta(days=7), later).moves.get(kind="hear_back")
    done(move, cast.alice, later)
    hear(ask, cast.alice, later, Told(said="Yes, a friend", answer="yes"))
    undo(move, cast.alice, later)
    assert Ask.objects.get(person=priya).answer == "yes"


def test_changed_words_are_the_words_that_were_sent(cast, ask, priya, at):
    mark_opened(ask, "text", cast.alice, at)
    reword(ask, "Hey Priya! Anyone?", cast.alice, at)
    done(ask, cast.alice, at)
    assert Ask.objects.get(person=priya).words == "Hey Priya! Anyone?"


# What is struck during the day.


def test_an_ask_is_struck_when_thanks_become_due(cast, ask, priya, at, on):
    came(cast, "Eli Reed", priya, at)
    from goodword.gratitude.measure import open_thanks

    open_thanks(cast.business, on, at)
    assert "thanks are due first" in shown(ask, on).struck
    done(ask, cast.alice, at)  # it happened all the same
    assert Move.objects.get(pk=ask.pk).state == Move.State.DONE


def test_an_ask_is_struck_when_the_owner_says_no_and_stands_again_when_that_is_taken_back(
    cast, ask, priya, at, on
):
    consent = say_consent(priya, Consent.Says.NEVER, cast.alice, at)
    day = day_of(cast.business, on, cast.alice)
    assert [one.key for one in day.settled] == [ask.code]
    take_back_consent(consent, cast.alice, at)
    day = day_of(cast.business, on, cast.alice)
    assert ask.code in [one.key for one in day.open]


def test_an_opened_text_does_not_strike_its_own_ask(cast, ask, at, on):
    assert shown(mark_opened(ask, "text", cast.alice, at), on).is_open


def test_thanks_said_on_the_persons_page_strike_the_move(cast, thank, priya, at, on):
    ThankYou.objects.get(person=priya).say(cast.alice, "call", at)
    assert shown(Move.objects.get(pk=thank.pk), on).struck == "said already"


def test_a_forgotten_person_leaves_the_list(cast, ask, priya, at, on):
    from goodword.desk.forgetting import forget

    assert "Priya Natarajan" in {one.name for one in day_of(cast.business, on, cast.alice).moves}
    forget(priya, cast.alice, at)
    assert "Priya Natarajan" not in {one.name for one in day_of(cast.business, on, cast.alice).moves}
