"""Who knows whom, as arrays: each person's ties together, both ways, and how likely word is to pass along each.

People are places 0 .. n-1. How likely a tie is to carry word is a convention and not a measurement: 1 / in-degree
(whoever hears of something from all whom they know is told by one of them, on average), or the same for all ties.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodword.analysis.inputs import BadInput, IntVector, Vector, amounts, whole_numbers

PEOPLE_MAX = 2**31 - 1  # places are kept in 32 bits
Places: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties of n people in one direction (compressed rows): those of person i are `first[i]` to `first[i + 1]`."""

    first: IntVector  # (n + 1,)
    to: Places  # (m,) the other end, ascending within a person
    chance: Vector  # that word passes along it, 0 to 1: (m,), or (n,) where all ties of a person are alike
    is_even: bool  # they are alike

    def __len__(self) -> int:
        return len(self.first) - 1

    @property
    def degree(self) -> IntVector:
        """(n,) how many ties each has this way."""
        return np.diff(self.first)


@dataclass(frozen=True, slots=True)
class Network:
    """The ties of n people, read from who tells (`out`) and from who is told (`into`): the same m ties twice."""

    out: Ties
    into: Ties
    n_doubled: int  # ties told more than once: the heaviest stayed
    n_to_self: int  # ties from somebody to themselves: left out

    def __len__(self) -> int:
        return len(self.out)

    @property
    def n_ties(self) -> int:
        return len(self.out.to)


def network(
    source: ArrayLike,
    target: ArrayLike,
    n: int,
    weight: ArrayLike | None = None,
    *,
    both_ways: bool = False,
    chance: float | None = None,
) -> Network:
    """The network of n people from flat ties: word may pass from `source[j]` to `target[j]`.

    `source`, `target` are (m,) places; `weight` (m,) is 0 or more, in any unit, None being 1 for all (a tie of
    weight 0 is there and carries nothing). `both_ways` lets word pass from target to source too.
    `chance` is that of every tie; None stands for 1 / in-degree of whom it tells, or with weights for weight /
    (sum of the weights of the ties that tell that person), the weighted cascade of Kempe, Kleinberg & Tardos
    (2003), "Maximizing the Spread of Influence through a Social Network", KDD, section 5. With a `chance`,
    weights change nothing.

    O(m log m). Raises BadInput, naming the row.
    """
    if not 0 <= n <= PEOPLE_MAX:
        raise BadInput(f"n: {n} people; it must be from 0 to {PEOPLE_MAX}.")
    if chance is not None and not 0 <= chance <= 1:
        raise BadInput(f"chance: {chance} is not between 0 and 1.")
    tells, told = whole_numbers(source, "source", 0, n - 1), whole_numbers(target, "target", 0, n - 1)
    if len(tells) != len(told):
        raise BadInput(f"source has {len(tells)} rows and target {len(told)}: one of each for every tie.")
    heavy = None if weight is None else amounts(weight, "weight", len(tells))
    if heavy is not None:
        _refuse_overflow(heavy)
    if both_ways:
        tells, told = np.concatenate([tells, told]), np.concatenate([told, tells])
        heavy = None if heavy is None else np.concatenate([heavy, heavy])
    key = tells * n + told
    n_given = len(key)
    other = tells != told
    if not other.all():
        key, heavy = key[other], None if heavy is None else heavy[other]
    n_other = len(key)
    key, heavy = _once(key, heavy)
    n_doubled, n_to_self = n_other - len(key), n_given - n_other
    times = 2 if both_ways else 1
    out, into = _read_twice(key, None if chance is not None else heavy, n, chance)
    return Network(out, into, n_doubled // times, n_to_self // times)


def connected(network: Network) -> IntVector:
    """(n,) the part of the network in which each one is, numbered from 0: ties taken both ways."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    ties = network.out
    matrix = csr_array((np.ones(len(ties.to), np.int8), ties.to, ties.first), shape=(len(ties), len(ties)))
    return np.asarray(connected_components(matrix, directed=False)[1], np.int64)


def _refuse_overflow(weight: Vector) -> None:
    if len(weight) and weight.max() > 1e200:
        row = int(np.argmax(weight))
        raise BadInput(f"weight, row {row}: {weight[row]} is too large; up to 1e200 works.")


def _once(key: IntVector, weight: Vector | None) -> tuple[IntVector, Vector | None]:
    """Each tie once, ascending, with the largest of its weights. `key` may be sorted in its place."""
    order = None
    if weight is None:
        key.sort()
    else:
        order = np.argsort(key, kind="stable")
        key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if weight is not None:
        weight = np.maximum.reduceat(weight[order], starts) if len(starts) else weight
    return key if len(starts) == len(key) else key[starts], weight


def _read_twice(key: IntVector, weight: Vector | None, n: int, chance: float | None) -> tuple[Ties, Ties]:
    """The ties by who tells, and by who is told. Three million of them take 200 MB: nothing is held for longer."""
    base = max(n, 1)
    first, told = _first(key, n), (key % base).astype(np.int32)
    if chance is not None:
        each = np.full(n, float(chance))
        return Ties(first, told, each, True), _turned(key, n, each)
    if weight is None:
        by_told = 1.0 / np.maximum(np.bincount(told, minlength=n), 1)
        return Ties(first, told, by_told[told], False), _turned(key, n, by_told)
    all_in = np.bincount(told, weights=weight, minlength=n)[told]
    each = np.minimum(weight / np.where(all_in > 0, all_in, 1.0), 1.0)
    order = np.argsort(told, kind="stable")
    tells = (key[order] // base).astype(np.int32)
    return Ties(first, told, each, False), Ties(
        _first(told[order].astype(np.int64) * n, n), tells, each[order], False
    )


def _turned(key: IntVector, n: int, chance: Vector) -> Ties:
    """The same ties by who is told, of whom all have one chance."""
    base = max(n, 1)
    turned = key % base
    turned *= n
    turned += key // base
    turned.sort()
    first = _first(turned, n)
    turned %= base
    return Ties(first, turned.astype(np.int32), chance, True)


def _first(key: IntVector, n: int) -> IntVector:
    return np.searchsorted(key, np.arange(n + 1) * n)
