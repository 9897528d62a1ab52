"""Who is who. Cards are written as a file would: a name, then what else it tells."""

import random
import time
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.lib.names import given_conflict
from goodword.people.matching import (
    Card,
    groups,
    households,
    keys_of,
    maybe,
)

from .cards import as_partition, books


@given(books(), st.randoms())
@settings(max_examples=60)
def test_the_order_of_the_cards_decides_nothing(book, chance):
    mixed = list(book)
    chance.shuffle(mixed)
    # Other numbers too: those depend on which file came first.
    number = {one.id: 100 + position for position, one in enumerate(mixed)}
    renumbered = [card_with(one, id=number[one.id]) for one in mixed]
    assert as_partition(groups(mixed)) == as_partition(groups(book))
    expected = {frozenset(number[id] for id in group) for group in groups(book)}
    assert as_partition(groups(renumbered)) == expected


def card_with(one, **changes):
    return Card(**{name: getattr(one, name) for name in Card.__slots__} | changes)


@given(books())
@settings(max_examples=50)
def test_every_card_is_in_exactly_one_group(book):
    assert sorted(id for group in groups(book) for id in group) == [one.id for one in book]


@given(books(with_words=False))
@settings(max_examples=80)
def test_no_rule_puts_two_conflicting_given_names_or_a_firm_and_a_person_together(book):
    by_id = {one.id: one for one in book}
    for group in groups(book):
        named = [by_id[id] for id in group if by_id[id].kind not in ("masked", "none")]
        for one, other in combinations(named, 2):
            assert one.kind == other.kind
            assert not given_conflict(one.given, one.family, other.given, other.family)


@given(books())
@settings(max_examples=60)
def test_nobody_told_apart_is_together(book):
    by_id = {one.id: one for one in book}
    for group in groups(book):
        sides = {side for id in group for _, side in by_id[id].said_apart}
        assert len(sides) < 2


@given(books(), books())
@settings(max_examples=50)
def test_what_is_added_and_taken_away_again_leaves_the_groups_as_they_were(book, more):
    before = as_partition(groups(book))
    added = [card_with(one, id=one.id + 100) for one in more]
    both = groups([*book, *added])
    assert sorted(id for group in both for id in group) == sorted(one.id for one in [*book, *added])
    assert as_partition(groups([one for one in [*book, *added] if one.id < 100])) == before


def closed(start, book):
    inside, edge = {start.id: start}, [start]
    while edge:
        keys = set().union(*map(keys_of, edge))
        edge = [one for one in book if one.id not in inside and keys_of(one) & keys]
        inside.update((one.id, one) for one in edge)
    return list(inside.values())


@given(books())
@settings(max_examples=60)
def test_the_cards_reached_through_shared_keys_give_what_the_whole_book_gives(book):
    whole = as_partition(groups(book))
    for start in book:
        part = as_partition(groups(closed(start, book)))
        assert part <= whole


@given(books())
@settings(max_examples=50)
def test_a_second_look_at_one_group_alone_contradicts_nothing(book):
    by_id = {one.id: one for one in book}
    for group in groups(book):
        # Alone, without the others that kept keys from joining, it can only hold together the better.
        assert groups([by_id[id] for id in group]) == [group]


def test_an_office_of_thousands_is_not_compared_pair_by_pair():
    # A sixth of them shares one office's phone and a desk's mail: pairs there are five million.
    chance = random.Random(7)
    book = []
    for id in range(20_000):
        given_name, family = f"given{chance.randrange(3000)}", f"family{chance.randrange(20_000)}"
        office = id % 6 == 0
        book.append(
            Card(
                id=id,
                given=given_name,
                family=family,
                full=f"{given_name} {family}",
                mails=("info@example.org",) if office else (f"m{chance.randrange(40_000)}@example.org",),
                phones=("+441",) if office else (f"+44{chance.randrange(40_000)}",),
            )
        )
    start = time.process_time()
    found = groups(book)
    pairs, at_home = maybe(book, found), households(book, found)
    assert time.process_time() - start < 20  # a second or two; with every pair looked at, minutes
    assert len(pairs) + len(at_home) < len(book) == sum(map(len, found))
