"""Whoever said something kind is asked for their own words, once."""

from datetime import date, datetime, timedelta

import pytest

from goodword.conftest import Cast
from goodword.listening import testimonials
from goodword.listening.moves import candidates
from goodword.people.hand import add_note, add_person, say_consent
from goodword.people.models import Person
from goodword.talks.models import Talk

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - 9 * DAY, name="Dana Okafor", kind="customer")


def asked(cast: Cast, on: date) -> list[int | None]:
    return [one.person for one in candidates(cast.business, on)]


def note(cast: Cast, dana: Person, at: datetime, about: str = "kind_word", **more: object) -> None:
    add_note(dana, cast.alice, at, text="The rolls make our Sunday", about=about, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("about", "is_asked"), [("kind_word", True), ("story", True), ("access", False), ("", False)]
)
def test_after_a_kind_word_or_a_story(
    cast: Cast, dana: Person, on: date, at: datetime, about: str, is_asked: bool
) -> None:
    note(cast, dana, at, about)
    assert asked(cast, on) == ([dana.pk] if is_asked else [])
    if is_asked:
        [move] = candidates(cast.business, on)
        assert (move.kind, move.play) == ("listen", "your_words") and "make our Sunday" in move.why
    assert candidates(cast.florist, on) == []


def test_not_who_was_asked_within_a_year(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    note(cast, dana, at)
    Talk.keep(dana, cast.alice, at, kind="listen", play="your_words", key="k")
    assert asked(cast, on + 364 * DAY) == []
    assert asked(cast, on + 365 * DAY) == [dana.pk]


def test_not_who_has_said_them_or_had_them_taken_back(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    note(cast, dana, at)
    said = testimonials.note(dana, "The rolls.", "Dana", "", cast.alice, at, "k")
    assert asked(cast, on) == []
    testimonials.take_back(said, at)
    assert asked(cast, on) == []


def test_not_who_is_left_in_peace_nor_at_a_practice(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    note(cast, dana, at)
    cast.business.kind = "practice"
    assert asked(cast, on) == []
    cast.business.kind = "shop"
    say_consent(dana, "never", cast.alice, at)
    assert asked(cast, on) == []
