"""Kind words that may be shown stand in the next ask; taken back, they are gone from it."""

import pytest

from goodword.advocates.measure import restand
from goodword.advocates.moves import ask_for
from goodword.desk.forgetting import forget
from goodword.listening import testimonials
from goodword.people.models import Person
from goodword.talks.models import Ask
from goodword.talks.tests.people import someone
from goodword.today.making import make_list
from goodword.today.models import Move
from goodword.today.settling import done
from goodword.today.striking import why_struck

from .books import on_file

ROLLS = 'The rolls are the reason we moved – here, at "Mill" Street.'


@pytest.fixture
def mia(cast):
    return someone(cast.business, "Mia Lund")


@pytest.fixture
def said(cast, mia, at):
    return testimonials.note(mia, ROLLS, "Mia L.", "a friend", cast.alice, at, "k1")


@pytest.fixture
def ask(cast, said, on, at):
    """Priya's, by a wording that quotes."""
    priya = on_file(cast, "Priya Natarajan")
    restand(cast.business, on, [priya.pk])
    return make_list(cast.business, on, at).moves.get(kind="ask", person=priya)


def test_the_next_ask_tells_them_as_they_were_said(ask):
    assert ask.wording == "ask_anyone/4"
    assert f"Mia L. says of us: “{ROLLS}”" in ask.words


def test_nobody_hears_their_own(cast, mia, on, at):
    priya = on_file(cast, "Priya Natarajan")
    testimonials.note(priya, ROLLS, "Priya N.", "", cast.alice, at, "k1")
    found = ask_for(priya, on)
    assert found is not None and found.play == "ask_anyone" and "voice" not in found.facts


def test_what_is_long_or_not_shown_is_not_told(cast, mia, on, at):
    testimonials.note(mia, "Long. " * 30, "Mia L.", "", cast.alice, at, "k1")
    hidden = testimonials.note(mia, ROLLS, "Mia L.", "", cast.alice, at, "k2")
    testimonials.keep_back(hidden, cast.alice, at)
    priya = on_file(cast, "Priya Natarajan")
    assert "voice" not in make_list(cast.business, on, at).moves.get(kind="ask", person=priya).uses


def test_words_that_are_not_shown_any_more_strike_the_ask_and_come_back_with_it(cast, ask, said, on, at):
    assert why_struck(cast.business, on, [ask]) == {}
    testimonials.keep_back(said, cast.alice, at)
    assert "not shown any more" in why_struck(cast.business, on, [ask])[ask.pk]
    testimonials.show(said, cast.alice, at)
    assert why_struck(cast.business, on, [ask]) == {}


@pytest.mark.parametrize("by", ["taking back", "forgetting"])
def test_taken_back_or_forgotten_they_stand_nowhere(cast, ask, said, mia, on, at, by):
    done(ask, cast.alice, at)
    assert ROLLS in Ask.objects.get().words
    if by == "forgetting":
        forget(mia, cast.alice, at)
        assert not Person.every.filter(pk=mia.pk).exists()
    else:
        testimonials.take_back(said, at)
    move = Move.objects.get(pk=ask.pk)
    told = f"{move.words} {move.facts} {Ask.objects.get().words}"
    assert "Mill" not in told and "Mia L." not in told and "…" in told
