"""analysis/groups.py: groups that were made are found again, and none where there is none."""

import numpy as np
import pytest

from goodword.analysis.groups import NO_GROUP, TOGETHER, find_groups
from goodword.analysis.inputs import BadInput
from goodword.analysis.network import network
from goodword.analysis.tests.powerlaw import power_law, tribes


def lot(seed=1):
    return np.random.default_rng(seed)


def test_tribes_that_were_made_are_found_again():
    found = find_groups(tribes(6, 20, 0.5, 0.01), lot())
    assert found.size.tolist() == [20] * 6
    assert all(len(set(found.of[one * 20 : one * 20 + 20].tolist())) == 1 for one in range(6))
    assert found.stability.min() > 0.95


def test_where_ties_are_by_chance_hardly_anybody_is_in_a_group():
    found = find_groups(tribes(1, 150, 0.08, 0), lot())
    assert np.mean(found.of != NO_GROUP) < 0.2


def test_every_group_hangs_together_and_is_stable():
    known = power_law(300, 1200)
    found = find_groups(known, lot(), smallest=2)
    tells = np.repeat(np.arange(300), known.out.degree)
    for one, (size, stability) in enumerate(zip(found.size, found.stability, strict=True)):
        people = set(np.flatnonzero(found.of == one).tolist())
        inside = [
            (a, b) for a, b in zip(tells.tolist(), known.out.to.tolist(), strict=True) if {a, b} <= people
        ]
        seen, before = {min(people)}, 0
        while len(seen) > before:
            before = len(seen)
            seen |= {end for pair in inside if seen & set(pair) for end in pair}
        assert seen == people and len(people) == size
        assert TOGETHER <= stability <= 1
    assert (np.diff(found.size) <= 0).all()


def test_two_families_are_two_groups():
    found = find_groups(network([0, 1, 2, 3, 4, 5], [1, 2, 0, 4, 5, 3], 8), lot())
    assert found.size.tolist() == [3, 3] and found.of.tolist()[6:] == [NO_GROUP, NO_GROUP]


def test_the_same_lot_finds_the_same_groups():
    known = power_law(200, 900)
    assert find_groups(known, lot(3)).of.tolist() == find_groups(known, lot(3)).of.tolist()


def test_a_network_that_is_too_large_is_left_alone_and_it_says_so():
    found = find_groups(power_law(200, 900), lot(), most=100)
    assert not len(found) and "up to 100" in found.why_not and set(found.of.tolist()) == {NO_GROUP}


@pytest.mark.parametrize("n", [0, 1, 4])
def test_nobody_knows_anybody(n):
    found = find_groups(network([], [], n), lot())
    assert not len(found) and len(found.of) == n and not found.why_not


@pytest.mark.parametrize(("given", "words"), [({"runs": 0}, "runs: 0"), ({"smallest": 1}, "a group of 1")])
def test_nonsense_is_refused(given, words):
    with pytest.raises(BadInput, match=words):
        find_groups(network([0], [1], 2), lot(), **given)
