"""Whom to tell first, so that word gets far: k people, beside the k best-connected.

"How far" is that of the model in cascade.py, whose chances are a convention: it compares people with each other, and is
no forecast of sales. On most networks the best-connected do nearly as well; where people fall into tribes they crowd
into one, and then it pays to spread over the tribes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.cascade import Estimate
from goodword.analysis.inputs import BadInput, BoolVector, IntVector, whole_numbers
from goodword.analysis.live import spread_out
from goodword.analysis.network import Network
from goodword.analysis.reverse import Sets, reverse_sets

N_SETS = 50_000
N_SETS_MAX = 2**24
MOST = 4_000_000  # entries of sets in a batch: some 100 MB while they are read
NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some people to tell first, in the order of choice, and how many they reach, they included."""

    people: IntVector
    spread: Estimate  # on sets that had no part in choosing them


@dataclass(frozen=True, slots=True)
class FirstTold:
    """Whom to tell first, beside the plain way to choose."""

    chosen: Chosen
    best_connected: Chosen
    in_sample: (
        float  # the spread of `chosen` on the sets that chose them: too high, told only to show by how much
    )
    n_sets: int  # in each of the two batches
    why_not: str  # why fewer people, or fewer sets, than asked for; "" if not so


def whom_to_tell_first(
    network: Network,
    k: int,
    rng: np.random.Generator,
    *,
    n_sets: int = N_SETS,
    groups: ArrayLike | None = None,
    most: int = MOST,
) -> FirstTold:
    """k people who together reach the most, and the k best-connected; both valued on sets drawn anew.

    `groups` (n,) is the group of each person, NO_GROUP for none: then no group gives more than its share of the k,
    rounded up, in either choice. `most` caps the work: entries in a batch of sets.

    Raises BadInput, naming what was seen.

    Source: greedy maximum coverage of reverse-reachable sets (Borgs et al. 2014; Tang, Xiao & Shi 2014, "Influence
    Maximization: Near-Optimal Time Complexity Meets Practical Efficiency", SIGMOD, algorithm 1): at least 1 - 1/e of
    the most possible, less what chance blurs; with groups at least 1/2.
    """
    if k < 0:
        raise BadInput(f"k: {k} people to tell first; it must be 0 or more.")
    if not 1 <= n_sets <= N_SETS_MAX:
        raise BadInput(f"n_sets: {n_sets}; it must be from 1 to {N_SETS_MAX}.")
    if most < 1:
        raise BadInput(f"most: {most}; it must be 1 or more.")
    n = len(network)
    group, room = _room(groups, n, k)
    if n == 0 or k == 0:
        nobody = Chosen(np.zeros(0, np.int64), Estimate(0.0, 0.0))
        return FirstTold(nobody, nobody, 0.0, 0, "There is nobody to tell." if k else "")
    sets = reverse_sets(network, n_sets, rng, most)
    people = _cover(sets, min(k, n), group, room.copy())
    in_sample = sets.spread(sets.covered(people))[0]
    del sets  # the second batch takes its place
    connected = best_connected(network, min(k, n), group, room)
    anew = reverse_sets(network, n_sets, rng, most)
    chosen, plain = (Chosen(who, Estimate(*anew.spread(anew.covered(who)))) for who in (people, connected))
    return FirstTold(chosen, plain, in_sample, anew.n_sets, _why_not(n, k, n_sets, anew.n_sets))


def best_connected(network: Network, k: int, group: IntVector, room: IntVector) -> IntVector:
    """The k people who can tell most others directly, of as many the smaller place; no group beyond its room."""
    order = np.argsort(-network.out.degree, kind="stable")
    if len(room) > 1:
        rank = _rank_within(group[order])
        order = order[rank < room[group[order]]]
    return order[:k]


def _why_not(n: int, k: int, wanted: int, done: int) -> str:
    told = []
    if k > n:
        told.append(f"There are only {n} people.")
    if done < wanted:
        told.append(
            f"Word gets so far here that {done} sets were read in place of {wanted}: the errors are larger."
        )
    return " ".join(told)


def _room(groups: ArrayLike | None, n: int, k: int) -> tuple[IntVector, IntVector]:
    """(n,) the group of each from 0, and (groups,) how many each may give; the last is for those of none."""
    if groups is None:
        return np.zeros(n, np.int64), np.array([k])
    given = whole_numbers(groups, "groups", NO_GROUP, 2**62)
    if len(given) != n:
        raise BadInput(f"groups: {len(given)} values for {n} people: one of each is needed.")
    names, group = np.unique(given, return_inverse=True)
    size = np.bincount(group, minlength=len(names))
    room = -(-min(k, n) * size // max(n, 1))
    return group, np.where(names == NO_GROUP, k, room)


def _rank_within(group: IntVector) -> IntVector:
    """(m,) how many of the same group stand before each."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    begin = np.searchsorted(ordered, ordered)
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - begin
    return rank


def _cover(sets: Sets, k: int, group: IntVector, room: IntVector) -> IntVector:
    """Greedy: each time the one in most of the sets that are not covered yet; counts are kept exactly.

    Once every set is covered, those in most sets at all come next. O(entries + k n).
    """
    first = np.searchsorted(sets.of, np.arange(sets.n_sets + 1))
    by_person = sets.person.astype(np.int64) * sets.n_sets
    by_person += sets.of
    by_person.sort()
    held = np.searchsorted(by_person, np.arange(sets.n + 1) * sets.n_sets)
    by_person %= sets.n_sets
    in_all = np.diff(held)
    gain, is_covered = in_all.copy(), np.zeros(sets.n_sets, np.bool_)
    may = np.ones(sets.n, np.bool_)
    chosen: list[int] = []
    while len(chosen) < k:
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            break
        chosen.append(best)
        theirs = by_person[held[best] : held[best + 1]]
        theirs = theirs[~is_covered[theirs]]
        is_covered[theirs] = True
        _leave(sets, first, theirs, gain)
        gain[best], may[best] = 0, False
        room[group[best]] -= 1
        if not room[group[best]]:
            is_out = group == group[best]
            gain[is_out], may[is_out] = -1, False
    return np.array(chosen + _rest(k - len(chosen), in_all, may, group, room), np.int64)


def _leave(sets: Sets, first: IntVector, covered: IntVector, gain: IntVector) -> None:
    """Sets that are covered now count for nobody any more."""
    _row, entry = spread_out(first, covered)
    np.subtract.at(gain, sets.person[entry], 1)


def _rest(k: int, in_all: IntVector, may: BoolVector, group: IntVector, room: IntVector) -> list[int]:
    order = np.argsort(-in_all, kind="stable")
    order = order[may[order]]
    return order[_rank_within(group[order]) < room[group[order]]][:k].tolist() if k else []
