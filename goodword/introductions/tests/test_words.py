"""What is said to each side, and to both."""

import pytest

from goodword.conftest import Cast
from goodword.introductions.models import Introduction
from goodword.introductions.words import (
    after_words,
    asking_words,
    message_words,
    reason,
    ways_to,
    ways_to_both,
)
from goodword.talks.ways import ways_of_all


def test_each_is_asked_in_words_that_say_why(cast: Cast, pair: Introduction) -> None:
    one = asking_words(pair, "one", cast.business)
    assert one.startswith(
        "Hi Dana, you are looking for a plumber. I know somebody who can help with plumbing"
    )
    assert one.endswith("May I give them your name?") and "Tom" not in one and "Reyes" not in one
    other = asking_words(pair, "other", cast.business)
    assert other.startswith("Hi Tom, Dana Okafor is looking for a plumber.")
    assert reason(pair.need, pair.offer) == (
        "Dana Okafor is looking for a plumber. Tom Reyes can help with plumbing and heating."
    )


def test_the_second_may_be_named_to_the_first_and_is_told_so(cast: Cast, pair: Introduction) -> None:
    one = asking_words(pair, "one", cast.business, names=True)
    assert "I know Tom Reyes, who can help with" in one and one.endswith("May I give Tom your name?")
    pair.is_named = True
    other = asking_words(pair, "other", cast.business)
    assert "I thought of you at once, and said so." in other and other.endswith("May I introduce you two?")


@pytest.mark.parametrize(("side", "hidden"), [("one", ("Tom", "Reyes")), ("other", ("Dana", "Okafor"))])
def test_a_practice_names_neither_to_the_other_before_both_have_agreed(
    cast: Cast, pair: Introduction, side: str, hidden: tuple[str, ...]
) -> None:
    cast.business.kind = "practice"
    words = asking_words(pair, side, cast.business, names=True)
    assert not any(name in words for name in hidden) and "I say no name" in words


def test_one_message_names_both_and_one_mail_goes_to_both(pair: Introduction) -> None:
    words = message_words(pair)
    assert "Dana, meet Tom. Tom, meet Dana." in words and "You both said yes" in words
    ways = {
        way.kind: way.href for way in ways_to_both(pair, words, ways_of_all([pair.one_id, pair.other_id]))
    }
    assert ways["mail"].startswith("mailto:dana@okafor.example,tom@reyes.example?subject=")
    assert "Dana and Tom" not in ways["whatsapp"] and ways["whatsapp"].startswith("https://wa.me/?text=Dana")


def test_two_of_one_first_name_are_told_apart(pair: Introduction) -> None:
    pair.other.given_name = "Dana"
    assert "Dana Okafor, meet Tom Reyes." in message_words(pair)


def test_a_full_stop_that_somebody_typed_does_not_stand_twice(pair: Introduction) -> None:
    pair.need.text = "a plumber."
    assert "plumber.." not in message_words(pair) and "a plumber," in message_words(pair)


def test_the_words_open_in_the_owners_own_phone(cast: Cast, pair: Introduction) -> None:
    ways = ways_to(pair.one, after_words(pair), ways_of_all([pair.one_id]))
    assert {way.kind for way in ways} >= {"text", "mail"} and all("Dana" in way.href for way in ways)
