"""analysis/virality.py: against the mean over all pairs, and the two shapes at either end."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.analysis.tree import NOBODY, grow
from goodword.analysis.virality import structural_virality


def chain(person, up):
    return [person] if up[person] == NOBODY else [person, *chain(up[person], up)]


def slow(up):
    """For each branch, the steps between every two: up to whom both come from, and down."""
    found = np.zeros(len(up))
    for top in (one for one, sender in enumerate(up) if sender == NOBODY):
        chains = [chain(one, up) for one in range(len(up)) if chain(one, up)[-1] == top]
        apart = [len(set(one) ^ set(other)) for one, other in itertools.combinations(chains, 2)]
        found[top] = np.mean(apart) if apart else 0
    return found


@given(st.data())
def test_it_is_the_mean_over_all_pairs(data):
    n = data.draw(st.integers(0, 25))
    up = [data.draw(st.integers(-1, one - 1)) for one in range(n)]
    assert structural_virality(grow(up)) == pytest.approx(slow(up))


def test_one_who_told_all_is_nearly_two():
    assert structural_virality(grow([NOBODY] + [0] * 999))[0] == pytest.approx(2 * 999 / 1000)


def test_a_line_is_a_third_of_its_length():
    n = 100_000
    assert structural_virality(grow(np.arange(-1, n - 1)))[0] == pytest.approx((n + 1) / 3)


def test_who_goes_round_in_a_circle_has_no_branch():
    assert structural_virality(grow([1, 0, 0, NOBODY, 3])).tolist() == [0, 0, 0, 1, 0]
