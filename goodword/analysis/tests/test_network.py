"""analysis/network.py: ties both ways, doubled ones, and the chances of a convention."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from goodword.analysis.inputs import BadInput
from goodword.analysis.network import network

DANA, RUTH, ELI = range(3)
ties_of_six = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), max_size=40)


def read(ties):
    """{(who tells, who is told): chance}"""
    each = np.repeat(ties.chance, ties.degree) if ties.is_even else ties.chance
    tells = np.repeat(np.arange(len(ties)), ties.degree)
    return {(int(a), int(b)): float(c) for a, b, c in zip(tells, ties.to, each, strict=True)}


@given(ties_of_six, st.booleans(), st.booleans())
def test_it_holds_the_ties_that_a_plain_dictionary_holds(rows, both_ways, is_weighted):
    weights = {}
    for a, b, weight in rows:
        for pair in ((a, b), (b, a))[: 2 if both_ways else 1]:
            if a != b:
                weights[pair] = max(weights.get(pair, 0), weight if is_weighted else 1)
    a, b, weight = np.array(rows, np.int64).reshape(-1, 3).T
    known = network(a, b, 6, weight if is_weighted else None, both_ways=both_ways)
    told = {end: sum(w for (_, b), w in weights.items() if b == end) for _, end in weights}
    assert read(known.out) == pytest.approx({pair: w / told[pair[1]] for pair, w in weights.items()})
    assert read(known.into) == pytest.approx({(b, a): w / told[b] for (a, b), w in weights.items()})
    assert known.n_to_self == sum(a == b for a, b, _ in rows)
    if not both_ways:
        assert known.n_doubled == len(rows) - known.n_to_self - len(weights)


def test_a_tie_told_twice_is_one_tie():
    known = network([DANA, DANA, DANA], [ELI, ELI, DANA], 3)
    assert (known.n_ties, known.n_doubled, known.n_to_self) == (1, 1, 1)


def test_the_chances_of_being_told_add_up_to_one():
    rng = np.random.default_rng(1)
    known = network(rng.integers(0, 50, 300), rng.integers(0, 50, 300), 50, rng.random(300))
    sums = np.bincount(known.out.to, weights=known.out.chance, minlength=50)
    assert_allclose(sums[known.into.degree > 0], 1)


def test_one_chance_for_all_is_that_of_every_tie():
    known = network([DANA, RUTH], [RUTH, ELI], 3, chance=0.01)
    assert set(read(known.out).values()) == set(read(known.into).values()) == {0.01}


@pytest.mark.parametrize("n", [0, 1, 5])
def test_people_without_ties_are_a_network_too(n):
    known = network([], [], n)
    assert len(known) == n and known.n_ties == 0


def test_ties_of_no_weight_carry_nothing():
    assert read(network([DANA], [ELI], 3, [0]).out) == {(DANA, ELI): 0}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"source": [0, 3], "target": [1, 1], "n": 3}, "source, row 1: 3"),
        ({"source": [0], "target": [1, 2], "n": 3}, "source has 1 rows and target 2"),
        ({"source": [0], "target": [1], "n": 3, "weight": [-1]}, "weight, row 0"),
        ({"source": [0], "target": [1], "n": 3, "weight": [1e300]}, "weight, row 0"),
        ({"source": [0], "target": [1], "n": 3, "chance": 1.5}, "chance: 1.5"),
        ({"source": [0], "target": [1], "n": -1}, "n: -1"),
        ({"source": [0], "target": [1], "n": 3, "chance": float("nan")}, "chance: nan"),
        ({"source": ["a"], "target": [1], "n": 3}, "numbers are needed"),
    ],
)
def test_nonsense_is_refused_with_its_row(given, words):
    with pytest.raises(BadInput, match=words):
        network(**given)
