"""analysis/tree.py: against a slow way to count the same, and a few trees counted by hand."""

from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.analysis.inputs import DAY_MAX, BadInput
from goodword.analysis.tree import NOBODY, first_sent, grow

DANA, RUTH, ELI, ANN, SAM = range(5)


@st.composite
def forests(draw):
    """Each is sent by somebody or nobody, in any order of places; no circles."""
    n = draw(st.integers(0, 30))
    up = [draw(st.one_of(st.just(NOBODY), st.integers(0, one - 1))) if one else NOBODY for one in range(n)]
    place = draw(st.permutations(range(n)))
    moved = [NOBODY] * n
    for one, sender in enumerate(up):
        moved[place[one]] = NOBODY if sender == NOBODY else place[sender]
    return moved


def chain_of(person, up):
    """Their senders, one after the other."""
    return [] if up[person] == NOBODY else [up[person], *chain_of(up[person], up)]


@given(forests())
def test_it_counts_what_the_slow_way_counts(up):
    tree, chains = grow(up), [chain_of(person, up) for person in range(len(up))]
    assert tree.generation.tolist() == [len(chain) + 1 for chain in chains]
    assert tree.below.tolist() == [sum(one in chain for chain in chains) for one in range(len(up))]


@given(st.data())
def test_whatever_is_told_it_leaves_out_circles_and_nothing_else(data):
    n = data.draw(st.integers(1, 12))
    up = data.draw(st.lists(st.integers(-1, n - 1), min_size=n, max_size=n))
    tree = grow(up)
    for person in range(n):
        chain, at = [], person
        while at != NOBODY and at not in chain:
            chain.append(at)
            at = up[at]
        assert tree.generation[person] == (len(chain) if at == NOBODY else 0)
        assert tree.generation[person] or not tree.below[person]


@given(forests(), st.data())
def test_the_first_one_sent_is_who_came_first(up, data):
    day = [data.draw(st.sampled_from([0, 1, 2, 3, DAY_MAX])) for _ in up]
    for person, first in enumerate(first_sent(up, day).tolist()):
        own = [one for one, sender in enumerate(up) if sender == person]
        known = own if len(own) == 1 else [one for one in own if day[one]]
        assert first == min(known, key=lambda one: (day[one], one), default=NOBODY)


def test_a_tree_counted_by_hand():
    # Dana sent Eli and Ann; Eli sent Sam. Ruth sent nobody.
    up = [NOBODY, NOBODY, DANA, DANA, ELI]
    assert grow(up).generation.tolist() == [1, 1, 2, 2, 3]
    assert grow(up).below.tolist() == [3, 0, 1, 0, 0]
    assert first_sent(up, [0, 0, 20, 10, 0]).tolist() == [ANN, NOBODY, SAM, NOBODY, NOBODY]


def test_who_has_no_day_is_the_first_of_one_and_never_of_several():
    up = [NOBODY, NOBODY, DANA, DANA, ELI]
    assert first_sent(up, [0] * 5).tolist() == [NOBODY, NOBODY, SAM, NOBODY, NOBODY]
    assert first_sent(up, [0, 0, 0, 10, 0]).tolist()[DANA] == ANN


def test_what_cannot_be_counted_is_refused_with_its_row():
    with pytest.raises(BadInput, match="up, row 1: 2 is not between -1 and 1"):
        grow([NOBODY, 2])
    with pytest.raises(BadInput, match="one flat list"):
        grow([[NOBODY]])
    with pytest.raises(BadInput, match="day, row 0"):
        first_sent([NOBODY], [-1])
    with pytest.raises(BadInput, match="1 people but 2 days"):
        first_sent([NOBODY], [0, 0])


@pytest.mark.parametrize(
    "up",
    [lambda n: n - 1, lambda n: n * 0 - (n == 0), lambda n: (n - 1) // 2],
    ids=["chain", "star", "halves"],
)
def test_a_hundred_thousand_are_counted_at_once(up):
    began = perf_counter()
    tree = grow(up(np.arange(100_001)))
    assert tree.below[0] == 100_000 and tree.generation[0] == 1 and (tree.generation > 0).all()
    assert perf_counter() - began < 10  # a tenth of a second; who counts all again for each would take hours
