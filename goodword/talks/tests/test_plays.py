import re

import pytest

from goodword.lib.moves import KINDS
from goodword.lib.reading import check
from goodword.talks.play import ANY_WAY, BUSINESSES, FACTS, PEOPLE, PRACTICE, PRIVATE
from goodword.talks.plays import PLAYS, UnknownPlay, get_play, plays_for

EACH = pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.name)


def texts(play):
    """Every sentence of a play, and its subject."""
    return [str(sentence) for wording in play.wordings for sentence in wording.sentences] + [
        str(play.subject)
    ]


HYPE = re.compile(
    r"\b(?:amazing|awesome|incredible|exciting|excited|exclusive|best ever|guarantee\w*|limited"
    r"|hurry|act now|unbelievable|revolutionary|game.?chang\w*|huge|fantastic|perfect|special offer|deal|discount"
    r"|don't miss|last chance|must)\b",
    re.IGNORECASE,
)
GUILT = re.compile(
    r"\b(?:should have|disappoint\w*|you never|you forgot|still waiting|after all|please)\b", re.IGNORECASE
)


@EACH
def test_a_thirteen_year_old_reads_it(play):
    for text in texts(play):
        reading = check(text)
        assert (text, reading.hard_words, reading.long_sentences) == (text, (), ())


@EACH
def test_it_guesses_nobodys_gender(play):
    for text in texts(play):
        assert not re.search(
            r"\b(?:he|she|his|her|hers|him|himself|herself|sir|madam|ladies|guys)\b", text, re.IGNORECASE
        )


@EACH
def test_it_has_no_hype_and_no_guilt(play):
    for text in texts(play):
        assert not HYPE.search(text)
        assert not GUILT.search(text)
        assert "!!" not in text


@EACH
def test_it_uses_declared_facts_only(play):
    for text in texts(play):
        assert set(re.findall(r"\{([^}]*)\}", text)) <= FACTS.keys()


@EACH
def test_right_after_a_greeting_it_goes_on_in_small_letters(play):
    for wording in play.wordings:
        start = str(wording.sentences[0])
        assert not play.greeting or start[0].islower() or start[0] == "{" or start.split()[0] == "I"


@EACH
def test_every_business_it_is_for_has_several_wordings_and_one_that_needs_nothing(play):
    for business in play.businesses:
        wordings = play.wordings_for(business)
        assert len(wordings) >= 2 or play.kind == "start"
        free = [wording for wording in wordings if not wording.needs]
        assert free
        for wording in free:
            assert any("{" not in str(sentence) for sentence in wording.sentences), wording.name


@EACH
def test_it_says_for_whom_and_how(play):
    assert play.kind in KINDS
    assert set(play.people) <= {*PEOPLE, "unsorted"}
    assert set(play.businesses) <= set(BUSINESSES)
    assert set(play.ways) <= set(ANY_WAY)
    assert play.minutes > 0
    assert str(play.title)
    assert len(play.name) <= 40  # what the books keep of it
    assert all(len(wording.name) <= 60 for wording in play.wordings)
    assert not play.greeting or "{first}" in str(play.greeting)
    assert bool(play.subject) == bool(play.greeting)


def test_names_are_told_once():
    assert len({play.name for play in PLAYS}) == len(PLAYS)
    assert len({wording.name for play in PLAYS for wording in play.wordings}) == sum(
        len(play.wordings) for play in PLAYS
    )


@EACH
def test_a_practice_has_no_words_that_name_a_newcomer(play):
    for wording in play.wordings_for(PRACTICE):
        assert not wording.facts() & PRIVATE[PRACTICE]


def test_what_went_wrong_is_never_written():
    assert get_play("went_wrong").ways == ("call", "visit")


def test_a_play_that_nobody_wrote_is_refused():
    with pytest.raises(UnknownPlay):
        get_play("spam_everybody")


@pytest.mark.parametrize(
    ("kind", "business", "person", "expected"),
    [
        ("ask", "shop", "press", "ask_press"),
        ("ask", "shop", "trade", "ask_trade"),
        ("ask", "job_seeker", "family", "ask_three_names"),
        ("ask", "nonprofit", "customer", "ask_one_friend"),
        ("ask", "campaign", "customer", "ask_one_voice"),
        ("ask", "practice", "customer", "ask_anyone"),
        ("touch", "shop", "ally", "ally_long_time"),
        ("sort", "shop", "unsorted", "sort"),
    ],
)
def test_each_kind_of_talker_has_plays_of_its_own(kind, business, person, expected):
    assert expected in {play.name for play in plays_for(kind, business, person)}


def test_nobody_unsorted_is_asked_thanked_or_greeted():
    for kind in KINDS:
        for business in BUSINESSES:
            assert {play.kind for play in plays_for(kind, business, "unsorted")} <= {"sort"}


@pytest.mark.parametrize("business", BUSINESSES)
@pytest.mark.parametrize("person", PEOPLE)
def test_everyone_who_can_talk_can_be_asked(business, person):
    assert plays_for("ask", business, person)
