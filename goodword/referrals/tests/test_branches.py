"""referrals/branches.py: against a slow way to count the same, and a few trees counted by hand."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.referrals.branches import (
    Sent,
    Stage,
    days_to_first,
    grow,
    median_days,
    progress,
    undated_senders,
)

DAY = date(2026, 3, 2)
DANA, RUTH, ELI, ANN, SAM = 1, 2, 3, 4, 5


def ago(days: int) -> date:
    return DAY - timedelta(days)


# Dana sent Eli and Ann; Eli sent Sam.
BAKERY = [Sent(ELI, DANA, ago(50)), Sent(ANN, DANA, ago(60)), Sent(SAM, ELI, ago(40))]


def test_generations_and_branches_of_a_tree_counted_by_hand():
    tree = grow(BAKERY)
    assert tree.generations() == [1, 2, 1]
    assert dict(tree.below) == {DANA: 3, ELI: 1, ANN: 0, SAM: 0}
    assert (tree.tops, tree.senders) == ([DANA], [DANA, ELI])
    assert set(tree.branch(ELI)) == {ELI, SAM}


def test_the_first_follower_is_who_came_first_and_not_who_was_told_first():
    assert grow(BAKERY).first_follower(DANA) == ANN
    assert grow([Sent(ELI, DANA), Sent(ANN, DANA, DAY)]).first_follower(DANA) == ANN
    assert grow([Sent(ELI, DANA), Sent(ANN, DANA)]).first_follower(DANA) == ELI
    assert grow(BAKERY).first_follower(SAM) is None


def test_nobody_makes_no_tree():
    tree = grow([])
    assert (tree.generations(), tree.tops, progress(tree, DAY).stage) == ([], [], Stage.ALONE)


def test_who_goes_round_in_a_circle_is_left_out():
    tree = grow([Sent(ELI, ANN, DAY), Sent(ANN, ELI, DAY), Sent(SAM, ANN, DAY), Sent(RUTH, DANA, DAY)])
    assert dict(tree.generation) == {DANA: 1, RUTH: 2} and dict(tree.up) == {RUTH: DANA}
    assert progress(tree, DAY).n_lately == 1 and dict(tree.down) == {DANA: [RUTH]}


@st.composite
def forests(draw):
    """Each is sent by somebody of a smaller number, or by nobody; told in any order."""
    n = draw(st.integers(1, 40))
    senders = [draw(st.one_of(st.none(), st.integers(0, one - 1))) if one else None for one in range(n)]
    days = st.one_of(st.none(), st.integers(0, 400).map(ago))
    rows = [Sent(one, sender, draw(days)) for one, sender in enumerate(senders) if sender is not None]
    return draw(st.permutations(rows))


def chain_of(person, up):
    """Their senders, one after the other."""
    return [up[person], *chain_of(up[person], up)] if person in up else []


@given(forests())
def test_it_counts_what_the_slow_way_counts(rows):
    tree, up = grow(rows), {row.referred: row.referrer for row in rows}
    people = up.keys() | set(up.values())
    chains = {person: chain_of(person, up) for person in people}
    assert dict(tree.generation) == {person: len(chain) + 1 for person, chain in chains.items()}
    assert dict(tree.below) == {one: sum(one in chain for chain in chains.values()) for one in people}
    assert sum(tree.generations()) == len(people)
    assert sum(tree.below[top] + 1 for top in tree.tops) == len(people)
    for person in people:
        assert set(tree.branch(person)) == {one for one in people if person in (one, *chains[one])}


@given(forests())
def test_the_stage_is_what_its_rule_says(rows):
    up = {row.referred: row.referrer for row in rows}
    lately = [row for row in rows if row.on and 0 <= (DAY - row.on).days < 90]
    before = [row for row in rows if row.on and 90 <= (DAY - row.on).days < 180]
    by_sent = [row for row in lately if row.referrer in up]
    has_momentum = len(set(up.values())) >= 3 and bool(set(up.values()) & up.keys())
    rolls = len(lately) >= 10 and 2 * len(by_sent) >= len(lately) >= len(before)
    told = progress(grow(rows), DAY)
    assert (told.n_lately, told.n_before, told.n_lately_by_sent) == (len(lately), len(before), len(by_sent))
    assert told.stage == (
        "alone" if not up else "first" if not has_momentum else "snowball" if rolls else "momentum"
    )


def sent_by(*senders: tuple[int, int], days: int = 10) -> list[Sent]:
    """(sender, how many), each newcomer with a number of their own."""
    told = [sender for sender, n in senders for _one in range(n)]
    return [Sent(100 + n, sender, ago(days)) for n, sender in enumerate(told)]


@pytest.mark.parametrize(
    ("rows", "stage"),
    [
        ([], Stage.ALONE),
        ([Sent(ELI, DANA)], Stage.FIRST),
        (BAKERY, Stage.FIRST),  # two send
        (sent_by((1, 5), (2, 5), (3, 5)), Stage.FIRST),  # three send, none of whom was sent
        (sent_by((1, 2), (2, 2), (100, 1)), Stage.MOMENTUM),
        (sent_by((1, 2), (2, 3), (100, 5)), Stage.SNOWBALL),
        (sent_by((1, 2), (2, 3), (100, 4)), Stage.MOMENTUM),  # nine
        (sent_by((1, 3), (2, 3), (100, 5)), Stage.MOMENTUM),  # five of eleven by those who were sent
        (sent_by((1, 2), (2, 3), (100, 5), days=90), Stage.MOMENTUM),  # that was long ago
    ],
    ids=str,
)
def test_the_stage_of_some_trees(rows, stage):
    assert progress(grow(rows), DAY).stage == stage


def test_a_snowball_that_grows_slower_than_before_is_none():
    old = [Sent(500 + n, 1, ago(120)) for n in range(11)]
    rows = sent_by((1, 2), (2, 3), (100, 5))
    assert progress(grow(rows + old), DAY).stage == Stage.MOMENTUM
    assert progress(grow(rows + old[:10]), DAY).stage == Stage.SNOWBALL


def test_days_from_joining_to_the_first_one_sent():
    tree = grow(BAKERY)
    assert sorted(days_to_first(tree, {DANA: ago(100)})) == [10, 40]  # Eli came when he was sent
    assert days_to_first(tree, {DANA: ago(59)}) == [10]  # Dana was there before the books know
    assert undated_senders(tree) == [DANA]
    assert days_to_first(grow([Sent(ELI, DANA)]), {DANA: DAY}) == []


def test_the_median_is_a_whole_day():
    assert [median_days(days) for days in ([], [4], [3, 4], [9, 1, 5])] == [None, 4, 4, 5]


@pytest.mark.parametrize(
    "up", [lambda n: n - 1, lambda n: 0, lambda n: n // 2], ids=["chain", "star", "halves"]
)
def test_a_hundred_thousand_are_counted_at_once(up):
    began = perf_counter()
    tree = grow(Sent(n, up(n), DAY) for n in range(1, 100_001))
    assert tree.below[0] == 100_000 and len(tree.branch(0)) == 100_001
    assert progress(tree, DAY).n_lately == 100_000
    assert perf_counter() - began < 10  # a tenth of a second; who counts all again for each would take hours
