import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.talks.play import FACTS, PRIVATE
from goodword.talks.plays import PLAYS, get_play
from goodword.talks.tidy import tidy
from goodword.talks.wording import UnfitPlay, greeting_of, template_from, write

SAMPLE = {
    "first": "Dana",
    "name": "Dana Okafor",
    "newcomer_first": "Eli",
    "referrer_first": "Priya",
    "other_first": "Tom",
    "day": "Saturday",
    "n": "10",
    "business": "Corner Bakery",
    "what_we_do": "good bread and cakes",
    "listen_for": "they miss real bread",
    "story": "the rolls make our Sunday",
    "voice": "The rolls are the reason we moved here.",
    "voice_of": "Mia L.",
    "their_trade": "flowers",
    "organisation": "Hill School",
    "topic": "small shops",
    "purpose": "a new oven for the school",
    "cause": "clean rivers",
    "thing": "wedding cake",
    "gift": "a coffee",
    "newcomers": "Rohan, Ana and 3 more",
    "also": "for your kind words",
}
FITTING = [(play, business) for play in PLAYS for business in play.businesses]


def say(play, business="shop", /, **facts):
    return write(get_play(play), facts, business=business, salt="A")


def words_of(text):
    return set(re.findall(r"\w+", text.lower()))


# --- properties -------------------------------------------------------------------------------------


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(FITTING), st.sets(st.sampled_from(sorted(FACTS))), st.text("ABC", max_size=3))
def test_whatever_is_missing_the_words_stay_whole_and_true(fitting, known, salt):
    play, business = fitting
    facts = {key: SAMPLE[key] for key in known}
    said = write(play, facts, business=business, salt=salt)
    assert said.text
    assert not re.search(r"[{}]|  |\.\.|,,| [,.?!]", said.text)
    assert said.text[0].isupper()
    assert said.text[-1] in ".?!”"
    assert set(said.uses) <= known - PRIVATE.get(business, frozenset())
    wording = next(w for w in play.wordings if w.name == said.wording_name)
    allowed = words_of(" ".join(map(str, wording.sentences)) + str(play.greeting) + "Hello")
    assert words_of(said.text) <= allowed | words_of(" ".join(facts[key] for key in said.uses))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FITTING), st.dictionaries(st.sampled_from(sorted(FACTS)), st.text(max_size=40)))
def test_odd_facts_break_nothing(fitting, facts):
    play, business = fitting
    said = write(play, facts, business=business, salt="A")
    assert said.text
    assert not re.search(r"[{}\x00-\x09\x0b-\x1f]|  ", said.text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FITTING), st.text(max_size=5))
def test_the_same_wording_never_comes_twice_while_there_is_another(fitting, salt):
    play, business = fitting
    seen: list[str] = []
    for _ in play.wordings_for(business):
        seen.append(write(play, SAMPLE, business=business, salt=salt, seen=seen).wording_name)
    assert sorted(seen) == sorted(w.name for w in play.wordings_for(business))
    assert write(play, SAMPLE, business=business, salt=salt, seen=seen).wording_name in seen


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FITTING), st.sets(st.sampled_from(sorted(FACTS))))
def test_words_taken_back_into_a_wording_say_the_same_again(fitting, known):
    play, business = fitting
    facts = {key: SAMPLE[key] for key in known | {"first"}}
    said = write(play, facts, business=business, salt="A")
    again = write(play, facts, business=business, salt="A", own=[template_from(said.text, facts)])
    assert again.text == said.text


def test_a_wording_of_their_own_that_goes_on_with_a_fact_begins_it_large():
    play = get_play("thank_sent")
    own = "Hi {first}, thank you. {gift} is here for you."
    said = write(play, {"first": "Dana", "gift": "a coffee"}, business="shop", salt="A", own=[own])
    assert said.text == "Hi Dana, thank you. A coffee is here for you."


# --- facts left out ---------------------------------------------------------------------------------


def test_it_reads_as_a_person_would_write():
    assert say("ask_anyone", **{key: SAMPLE[key] for key in SAMPLE if key != "voice"}).text == (
        "Hi Dana, may I ask you something? Do you know anyone who might like to know about good bread and cakes? "
        "When you hear someone say they miss real bread, think of me."
    )


def test_a_sentence_without_its_fact_is_left_out_and_the_next_one_keeps_its_place():
    said = say("ask_anyone", first="Dana", what_we_do="bread")
    assert (
        said.text
        == "Hi Dana, may I ask you something? Do you know anyone who might like to know about bread?"
    )
    assert said.uses == ["first", "what_we_do"]


def test_a_greeting_without_a_name_is_hello():
    assert say("thank_sent", newcomer_first="Eli").text.startswith("Hello, Eli ")
    assert say("thank_gift", "nonprofit").text.startswith("Hello, ")


def test_a_question_for_the_next_visit_greets_nobody():
    assert say("know_name", first="Dana").text in (
        "Do people ask you for tips?",
        "Are you the one your friends ask when they look for something good?",
    )


def test_an_organisation_with_a_dot_ends_a_sentence_with_one():
    said = write(
        get_play("ask_press"), {"business": "Brown & Co."}, business="shop", salt="A", seen=["ask_press/2"]
    )
    assert "Brown & Co. May I" in said.text


# --- a practice keeps quiet -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "play", [play for play in PLAYS if "practice" in play.businesses], ids=lambda p: p.name
)
def test_a_practice_never_says_who_came_what_for_or_what_was_told(play):
    seen: list[str] = []
    for _ in range(len(play.wordings) + 1):
        said = write(play, SAMPLE, business="practice", salt="A", seen=seen)
        seen.append(said.wording_name)
        for secret in ("Eli", "Priya", "Saturday", "10", "rolls", "wedding"):
            assert secret not in said.text


def test_not_even_the_owners_own_wording_names_a_newcomer_in_a_practice():
    said = write(
        get_play("thank_sent"), SAMPLE, business="practice", salt="A",
        own=["Hi {first}, {newcomer_first} came. Thank you so much."],
    )  # fmt: skip
    assert said.text == "Hi Dana, thank you so much."


def test_a_play_for_another_kind_of_business_is_refused():
    with pytest.raises(UnfitPlay):
        say("thank_second", "job_seeker")


# --- the owner's own words --------------------------------------------------------------------------


def test_the_owners_wording_wins_until_it_was_said():
    own = "Hey {first}! Know anyone who says {listen_for}? A."
    first = write(get_play("ask_anyone"), SAMPLE, business="shop", salt="A", own=[own])
    assert first.text == "Hey Dana! Know anyone who says they miss real bread? A."
    second = write(
        get_play("ask_anyone"), SAMPLE, business="shop", salt="A", own=[own], seen=[first.wording_name]
    )
    assert second.wording_name.startswith("ask_anyone/")


def test_line_breaks_of_the_owner_stay():
    own = "Hi {first},\n\nthank you for sending {newcomer_first}.\nA."
    said = write(get_play("thank_sent"), {"first": "Dana"}, business="shop", salt="A", own=[own])
    assert said.text == "Hi Dana,\nA."


def test_an_own_wording_that_says_nothing_without_its_facts_is_passed_over():
    said = write(
        get_play("ask_anyone"), {"first": "Dana"}, business="shop", salt="A", own=["Hi {first}, {story}."]
    )
    assert said.wording_name.startswith("ask_anyone/")


def test_an_edit_becomes_a_wording_that_fits_others():
    edited = "Hey Dana, Eli came by on Saturday. Dana, you are a star."
    own = template_from(edited, SAMPLE)
    assert own == "Hey {first}, {newcomer_first} came by on {day}. {first}, you are a star."
    said = write(
        get_play("thank_sent"), {"first": "Lin", "newcomer_first": "Tomas", "day": "Monday"},
        business="shop", salt="A", own=[own],
    )  # fmt: skip
    assert said.text == "Hey Lin, Tomas came by on Monday. Lin, you are a star."


def test_a_name_inside_another_word_is_not_taken_for_a_fact():
    assert template_from("Hi Al, also Alba came.", {"first": "Al"}) == "Hi {first}, also Alba came."
    assert template_from("Hi Will, will you come?", {"first": "Will"}) == "Hi {first}, will you come?"


def test_two_people_of_one_name_are_told_apart():
    facts = {"newcomer_first": "Ann", "first": "Ann"}
    assert template_from("Hi Ann, Ann came.", facts) == "Hi {first}, {newcomer_first} came."


def test_braces_typed_by_the_owner_are_only_braces():
    assert template_from("Hi Dana {x}", {"first": "Dana"}) == "Hi {first} x"


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("Hey Dana! Eli came.", "Hey {first}!"),
        ("Good morning Dana, Eli came.", "Good morning {first},"),
        ("Eli came. Thanks, Dana", ""),
        ("Thank you.", ""),
        ("Hey Mrs. Dana Okafor! Eli came.", ""),
        ("Hey Dana Okafor! Eli came.", "Hey {first}!"),
        ("Hi Okafor, Eli came.", "Hi {first},"),
        ("Hi Dana\nEli came.", ""),
    ],
)
def test_the_greeting_follows_how_the_owner_wrote_last_time(text, template):
    assert greeting_of(text, "Dana", "Dana Okafor") == template
    said = write(get_play("thank_sent"), {"first": "Lin"}, business="shop", salt="A", greeting=template)
    assert said.text.startswith(template.replace("{first}", "Lin") or "Hi Lin,")


def test_after_a_greeting_that_ends_a_sentence_the_next_begins_with_a_capital():
    said = write(get_play("thank_sent"), {"first": "Lin"}, business="shop", salt="A", greeting="Hey {first}!")
    assert said.text.startswith("Hey Lin! Somebody new")


# --- facts made ready -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("they miss real bread", "they miss real bread"),
        ("They miss real bread...", "they miss real bread"),
        ("“they miss real bread.”", "“they miss real bread”"),
        ("I need a plumber", "“I need a plumber”"),
        ("'my back hurts'", "'my back hurts'"),
        ("Where can I get a good cake?", "“Where can I get a good cake?”"),
        ("When you hear someone say they miss bread, think of me.", "they miss bread"),
        ("Priya's bread is gone", "Priya's bread is gone"),
        ("  ... ", ""),
        ("a\nb {c}", "a b c"),
    ],
)
def test_the_line_to_listen_for_reads_well_however_it_was_typed(typed, heard):
    assert tidy({"listen_for": typed}).get("listen_for", "") == heard


def test_trailing_dots_and_articles_do_not_double():
    assert tidy({"thing": "the wedding cake.", "what_we_do": "Bread!", "story": "“so good!”"}) == {
        "thing": "wedding cake",
        "what_we_do": "Bread",
        "story": "so good!",
    }
