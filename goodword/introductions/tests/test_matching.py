"""Who is proposed to whom: by the same word on both sides, never by a guess."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.introductions.matching import (
    MOST_OF_A_WORD,
    Between,
    Wanted,
    WhyNot,
    matches,
    pair,
    stem,
    stems,
)

DANA, TOM, ANN, LIN = 1, 2, 3, 4
EVERYBODY = frozenset(range(1, 20))


def told(*texts: tuple[int, str]) -> list[Wanted]:
    return [Wanted(number, person, text) for number, (person, text) in enumerate(texts, 1)]


def found(needs, offers, **stand):
    between = Between(**{"may_be_asked": EVERYBODY, **stand})
    return [(one.need.person, one.offer.person) for one in matches(needs, offers, between.may_meet)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plumber", "plumbing"),
        ("cake", "cakes"),
        ("baker", "bakery"),
        ("garden", "gardener"),
        ("gardening", "gardeners"),
        ("photographer", "photography"),
        ("accountant", "accounting"),
        ("music", "musicians"),
        ("translator", "translations"),
        ("company", "companies"),
        ("tutor", "tutoring"),
        ("electrician", "electrical"),
        ("taxes", "tax"),
        ("coaches", "coach"),
        ("writer", "writing"),
    ],
)
def test_words_of_one_stem_are_one(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pain", "painter"),
        ("party", "part"),
        ("story", "store"),
        ("market", "marker"),
        ("interior", "interpreter"),
        ("cat", "catering"),
        ("car", "care"),
        ("bus", "business"),
    ],
)
def test_words_that_only_look_alike_are_two(one, other):
    assert stem(one) != stem(other)


def test_a_need_meets_an_offer_by_one_word_whatever_its_ending_case_or_accent():
    assert found(told((DANA, "a plumber")), told((TOM, "Plumbing & heating"))) == [(DANA, TOM)]
    assert found(told((DANA, "crème brûlée")), told((TOM, "CREME desserts"))) == [(DANA, TOM)]


def test_common_words_bring_nobody_together():
    assert found(told((DANA, "someone good who can help with work")), told((TOM, "can help at work"))) == []
    assert stems("a, the & 12 of us") == frozenset()


def test_the_rarer_the_word_the_better_the_match():
    needs = told((DANA, "wedding photographer"))
    offers = told((TOM, "wedding cakes"), (ANN, "wedding flowers"), (LIN, "photography"))
    assert found(needs, offers)[0] == (DANA, LIN)


def test_nobody_meets_themselves():
    assert found(told((DANA, "a plumber")), told((DANA, "plumbing"))) == []


def test_who_lives_together_needs_no_introduction():
    assert found(told((DANA, "a plumber")), told((TOM, "plumbing")), home_of={DANA: 7, TOM: 7}) == []
    assert found(told((DANA, "a plumber")), told((TOM, "plumbing")), home_of={DANA: 7}) == [(DANA, TOM)]


def test_who_offers_the_same_is_a_rival():
    needs, offers = told((DANA, "plumbing tools")), told((TOM, "plumbing"))
    offered = {DANA: [stems("plumber")], TOM: [stems("plumbing and heating")]}
    assert found(needs, offers, offered=offered) == []
    assert found(needs, offers, offered=offered | {DANA: [stems("wedding cakes")]}) == [(DANA, TOM)]


def test_one_word_in_common_makes_no_rivals():
    offered = {DANA: [stems("wedding cakes")], TOM: [stems("wedding photos")]}
    assert found(told((DANA, "wedding photos")), told((TOM, "wedding photos")), offered=offered) == [
        (DANA, TOM)
    ]


def test_two_of_our_own_trade_are_rivals_and_one_is_not():
    needs, offers = told((DANA, "an oven")), told((TOM, "oven repairs"))
    assert found(needs, offers, in_trade={DANA, TOM}) == []
    assert found(needs, offers, in_trade={TOM}) == [(DANA, TOM)]


@pytest.mark.parametrize(
    ("stand", "why"),
    [
        ({"may_be_asked": {DANA}}, WhyNot.LEFT),
        ({"introduced": {pair(TOM, DANA)}}, WhyNot.INTRODUCED),
        ({"known": {pair(TOM, DANA)}}, WhyNot.KNOWN),
        ({"home_of": {DANA: 1, TOM: 1}}, WhyNot.HOME),
        ({"in_trade": {DANA, TOM}}, WhyNot.RIVALS),
        ({}, None),
    ],
)
def test_it_says_what_stands_between_two_and_the_same_from_both_sides(stand, why):
    between = Between(**{"may_be_asked": EVERYBODY, **stand})
    assert between.why_not(DANA, TOM) == between.why_not(TOM, DANA) == why
    assert between.why_not(DANA, DANA) == WhyNot.SAME


WORDS = st.sampled_from("plumber plumbing wedding cakes cake photos garden gardener the and tax".split())
TEXTS = st.lists(st.tuples(st.integers(1, 6), st.lists(WORDS, max_size=3).map(" ".join)), max_size=8)
PAIRS = st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6)).map(lambda two: pair(*two)), max_size=6)


@given(
    TEXTS,
    TEXTS,
    st.sets(st.integers(1, 6)),
    PAIRS,
    PAIRS,
    st.dictionaries(st.integers(1, 6), st.integers(1, 2)),
)
def test_needs_and_offers_changed_about_give_the_same_pairs_and_none_that_is_excluded(
    needs, offers, asked, known, introduced, home_of
):
    stand = {"may_be_asked": asked, "known": known, "introduced": introduced, "home_of": home_of}
    forth = found(told(*needs), told(*offers), **stand)
    back = found(told(*offers), told(*needs), **stand)
    assert sorted(forth) == sorted((other, one) for one, other in back)
    for one, other in forth:
        assert one != other and {one, other} <= asked
        assert pair(one, other) not in known | introduced
        assert not home_of.get(one) or home_of.get(one) != home_of.get(other)


@given(TEXTS, TEXTS)
def test_every_match_shares_a_word(needs, offers):
    for one in matches(told(*needs), told(*offers), lambda one, other: True):
        assert set(one.shared) == stems(one.need.text) & stems(one.offer.text) and one.shared


def test_a_word_that_half_the_town_uses_does_not_pair_everybody_with_everybody():
    needs = [Wanted(n, n, "a plumber") for n in range(1, 2001)]
    offers = [Wanted(n, n + 5000, "plumbing") for n in range(1, 2001)]
    began = time.perf_counter()
    n_found = len(matches(needs, offers, lambda one, other: True))
    assert n_found == 2000 * MOST_OF_A_WORD
    assert time.perf_counter() - began < 5, "2,000 by 2,000 would be four million"
