"""analysis/cascade.py: against counting every possible outcome, a slow cascade, and limits."""

import itertools
import random

import numpy as np
import pytest

from goodword.analysis import cascade, fast
from goodword.analysis.cascade import mean_spread, reached
from goodword.analysis.inputs import BadInput
from goodword.analysis.network import network
from goodword.analysis.tests.powerlaw import power_law

WAYS = ["numpy", pytest.param("numba", marks=pytest.mark.slow)]  # it compiles for some seconds


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    if request.param == "numba":
        pytest.importorskip("numba")
        monkeypatch.setattr(fast, "FAST_FROM", 0)
    else:
        monkeypatch.setattr(cascade, "find_fast", lambda ties: None)


def chances(known):
    ties = known.out
    each = np.repeat(ties.chance, ties.degree) if ties.is_even else ties.chance
    tells = np.repeat(np.arange(len(ties)), ties.degree)
    return list(zip(tells.tolist(), ties.to.tolist(), each.tolist(), strict=True))


def exact(known, first):
    """The mean over all ways in which ties may carry, each by its chance."""
    ties, total = chances(known), 0.0
    for carries in itertools.product([False, True], repeat=len(ties)):
        chance = np.prod([c if is_live else 1 - c for (_, _, c), is_live in zip(ties, carries, strict=True)])
        told, before = set(first), 0
        while len(told) > before:
            before = len(told)
            told |= {b for (a, b, _), is_live in zip(ties, carries, strict=True) if is_live and a in told}
        total += chance * len(told)
    return total


def slow(known, first, times):
    """One person, one tie, one coin at a time."""
    draw, ties_of = random.Random(1), {}
    for a, b, chance in chances(known):
        ties_of.setdefault(a, []).append((b, chance))
    sizes = []
    for _ in range(times):
        told, line = set(first), list(first)
        for one in line:
            for other, chance in ties_of.get(one, ()):
                if other not in told and draw.random() < chance:
                    told.add(other)
                    line.append(other)
        sizes.append(len(told))
    return np.mean(sizes), np.std(sizes) / times**0.5


SMALL = [
    network([0, 0, 1, 2, 3, 3, 4, 1, 4], [1, 2, 3, 3, 4, 0, 5, 5, 2], 6),
    network([0, 0, 1, 2, 3, 3, 4, 1, 4], [1, 2, 3, 3, 4, 0, 5, 5, 2], 6, chance=0.3),
    network([0, 0, 1, 2, 3, 3, 4, 1, 4], [1, 2, 3, 3, 4, 0, 5, 5, 2], 6, [9, 1, 1, 2, 3, 4, 5, 6, 0]),
]


@pytest.mark.parametrize("known", SMALL)
def test_it_is_the_mean_over_all_that_can_happen(way, known):
    found = mean_spread(known, [0, 4], np.random.default_rng(1), times=40_000)
    assert found.value == pytest.approx(exact(known, [0, 4]), abs=4 * found.error)


@pytest.mark.parametrize("chance", [None, 0.05])
def test_it_agrees_with_the_slow_way(way, chance):
    known = power_law(2000, 20_000, chance=chance)
    first = np.arange(0, 2000, 40)
    found, (mean, error) = (
        mean_spread(known, first, np.random.default_rng(1), times=2000),
        slow(known, first, 200),
    )
    assert found.value == pytest.approx(mean, abs=4 * np.hypot(error, found.error))
    assert found.error == pytest.approx(error * 0.1**0.5, rel=0.3)


def test_where_every_tie_carries_all_who_hang_together_are_reached(way):
    line = network(np.arange(99), np.arange(1, 100), 100, chance=1)
    assert (reached(line, [40], np.random.default_rng(1), 70) == 60).all()


def test_where_none_carries_it_stays_with_the_first(way):
    known = network([0, 1], [1, 2], 3, chance=0)
    assert (reached(known, [0, 0, 2], np.random.default_rng(1), 70) == 2).all()


def test_a_star_is_told_by_the_binomial_law(way):
    n = 400
    star = network(np.zeros(n, int), np.arange(1, n + 1), n + 1, chance=0.25)
    sizes = reached(star, [0], np.random.default_rng(1), 20_000) - 1
    assert sizes.mean() == pytest.approx(100, abs=0.3)
    assert sizes.var() == pytest.approx(75, rel=0.05)


def test_many_batches_are_as_one(monkeypatch):
    known = power_law(300, 2000)
    whole = mean_spread(known, [0, 1], np.random.default_rng(1), 3000)
    monkeypatch.setattr(cascade, "SEEN_MAX", 1 << 11)
    parts = mean_spread(known, [0, 1], np.random.default_rng(2), 3000)
    assert parts.value == pytest.approx(whole.value, abs=4 * np.hypot(parts.error, whole.error))


def test_the_same_lot_gives_the_same_figure(way):
    known = power_law(300, 2000)
    one, again = (reached(known, [0, 1], np.random.default_rng(7), 100).tolist() for _ in range(2))
    assert one == again


def test_nobody_told_reaches_nobody():
    assert mean_spread(network([], [], 0), [], np.random.default_rng(1)).value == 0


@pytest.mark.parametrize(
    ("first", "times", "words"),
    [([3], 9, "first, row 0"), ([0], 0, "0 cascades"), ([0.5], 9, "first, row 0")],
)
def test_nonsense_is_refused(first, times, words):
    with pytest.raises(BadInput, match=words):
        mean_spread(network([0], [1], 3), first, np.random.default_rng(1), times)
