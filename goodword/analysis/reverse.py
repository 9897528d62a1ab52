"""Reverse-reachable sets: pick somebody at random, and ask who could have been the first to tell, this time.

A person's share of such sets, times n, is how many they reach on average (Borgs, Brautbar, Chayes & Lucier 2014,
"Maximizing Social Influence in Nearly Optimal Time", SODA, observation 3.2); likewise a group's, by the sets that
hold any of them. Chances alike for all ties of a person let the walk skip the ties that do not carry (Guo et al. 2020,
"Influence Maximization Revisited: Efficient Reverse Reachable Set Generation with Bound Tightened", SIGMOD).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from goodword.analysis.fast import Walks, find_fast
from goodword.analysis.inputs import IntVector
from goodword.analysis.live import LiveTies, live_ties
from goodword.analysis.network import Network, Places, Ties

SETS_AT_ONCE = 2**14
ODD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: Fibonacci hashing


@dataclass(frozen=True, slots=True)
class Sets:
    """Some sets of n people, each person at most once in a set; entry j tells that `person[j]` is in set `of[j]`."""

    n: int
    n_sets: int
    of: Places  # (entries,) ascending
    person: Places  # (entries,)

    def spread(self, covered: int) -> tuple[float, float]:
        """How many are reached by who is in `covered` of these sets, and its standard error."""
        share = covered / self.n_sets
        return self.n * share, self.n * float(np.sqrt(share * (1 - share) / self.n_sets))

    def covered(self, people: IntVector) -> int:
        """In how many sets any of these people is."""
        is_one = np.zeros(self.n, np.bool_)
        is_one[people] = True
        is_covered = np.zeros(self.n_sets, np.bool_)
        is_covered[self.of[is_one[self.person]]] = True
        return int(np.count_nonzero(is_covered))


def reverse_sets(network: Network, n_sets: int, rng: np.random.Generator, most: int) -> Sets:
    """Up to `n_sets` sets of a network with people in it, with about `most` entries in all.

    The first few tell how large sets are here, and so how many can be afforded: fewer than asked for where sets
    are very large, but never fewer than those few. O(entries).
    """
    n, draw = len(network), _way(network.into)
    pieces: list[tuple[Places, Places]] = []
    n_done = n_entries = 0
    while n_done < n_sets:
        n_next = min(n_sets - n_done, 256 if not n_done else SETS_AT_ONCE)
        if n_done:
            n_next = min(n_next, int((most - n_entries) * n_done / n_entries))
        if n_next < 1:
            break
        roots = rng.integers(0, n, n_next)
        of, person = draw(roots, rng)
        pieces.append((of + np.int32(n_done), person))
        n_done, n_entries = n_done + n_next, n_entries + len(of)
    of, person = (np.concatenate(side) for side in zip(*pieces, strict=True))
    return Sets(n, n_done, of, person)


def _way(ties: Ties) -> Callable[[IntVector, np.random.Generator], tuple[Places, Places]]:
    """How to draw the sets of some roots: (set, person) of each entry, by set."""
    walks = find_fast(ties)
    return partial(_walked, walks) if walks else partial(_sets, live_ties(ties))


def _walked(walks: Walks, roots: IntVector, rng: np.random.Generator) -> tuple[Places, Places]:
    size, person = walks(roots.astype(np.int32)[:, None], len(roots), True, rng)
    return np.repeat(np.arange(len(roots), dtype=np.int32), size), person


def _sets(ties: LiveTies, roots: IntVector, rng: np.random.Generator) -> tuple[Places, Places]:
    """A key is the set, shifted, and the person."""
    shift = len(ties.length).bit_length()
    mask = (1 << shift) - 1
    seen = _Seen(len(roots))
    new = seen.add((np.arange(len(roots)) << shift) | roots)
    found = [new]
    while len(new):
        people = new & mask
        row, told = ties.draw(people, rng)
        key = (new - people)[row]
        key += told
        key.sort()
        new = seen.add(key[np.flatnonzero(np.diff(key, prepend=-1))])
        found.append(new)
    key = np.concatenate(found)
    key.sort()
    return (key >> shift).astype(np.int32), (key & mask).astype(np.int32)


class _Seen:
    """A set of keys >= 0, many asked at once: a table with the key itself at its hash or in the next free place."""

    def __init__(self, n: int) -> None:
        self._bits = max((4 * n).bit_length(), 8)
        self._table = np.full(1 << self._bits, -1, np.int64)
        self._n = 0

    def add(self, keys: IntVector) -> IntVector:
        """Those of `keys` (each once) that were not there yet, in their order; now they are."""
        if 2 * (self._n + len(keys)) > len(self._table):
            self._grow(self._n + len(keys))
        new = keys[self._put(keys)]
        self._n += len(new)
        return new

    def _grow(self, n: int) -> None:
        held = self._table[self._table >= 0]
        self._bits = (4 * n).bit_length()
        self._table = np.full(1 << self._bits, -1, np.int64)
        self._put(held)

    def _put(self, keys: IntVector) -> IntVector:
        """Rows of the new ones. Where several want one free place, the last to write has it and the others go on."""
        table, rows, found = self._table, np.arange(len(keys)), []
        place = ((keys.view(np.uint64) * ODD) >> np.uint64(64 - self._bits)).astype(np.int64)
        while len(keys):
            free = np.flatnonzero(table[place] < 0)
            table[place[free]] = keys[free]
            is_there = table[place] == keys
            found.append(rows[free[is_there[free]]])
            on = np.flatnonzero(~is_there)
            keys, rows, place = keys[on], rows[on], (place[on] + 1) & (len(table) - 1)
        return np.sort(np.concatenate(found)) if found else rows
