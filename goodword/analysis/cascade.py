"""How far word gets: independent cascades from some first people, many at once.

Whoever is told tells on once, along each of their ties with its own chance; it ends when nobody new is told. Every
step goes for all cascades together, in flat arrays of (cascade, person).

How far word gets in this model is a way to compare people with each other. It is no forecast of sales: the chances
of the ties are a convention (network.py).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.fast import find_fast
from goodword.analysis.inputs import BadInput, IntVector, whole_numbers
from goodword.analysis.live import LiveTies, live_ties
from goodword.analysis.network import Network

TIMES = 256
TIMES_MAX = 1_000_000
SEEN_MAX = 2**26  # places for (cascade, person) at once: 64 MB


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean, and its standard error."""

    value: float
    error: float


def mean_spread(network: Network, first: ArrayLike, rng: np.random.Generator, times: int = TIMES) -> Estimate:
    """How many are reached on average when the people `first` (places) are told, they included.

    The error is 0 where all cascades ended alike, and infinite with one cascade. O(times x people reached).
    Raises BadInput, naming the row.

    Source: the independent cascade of Kempe, Kleinberg & Tardos (2003), KDD, section 2.
    """
    n_reached = reached(network, first, rng, times)
    error = float(np.std(n_reached, ddof=1) / np.sqrt(times)) if times > 1 else np.inf
    return Estimate(float(np.mean(n_reached)), error)


def reached(network: Network, first: ArrayLike, rng: np.random.Generator, times: int = TIMES) -> IntVector:
    """(times,) how many were reached in each of so many cascades. As `mean_spread`."""
    if not 1 <= times <= TIMES_MAX:
        raise BadInput(f"times: {times} cascades; it must be from 1 to {TIMES_MAX}.")
    people = np.unique(whole_numbers(first, "first", 0, len(network) - 1))
    if not len(people):
        return np.zeros(times, np.int64)
    if walks := find_fast(network.out):
        return walks(people.astype(np.int32)[None, :], times, False, rng)[0]
    live = live_ties(network.out)
    at_once = min(max(SEEN_MAX >> len(network).bit_length(), 1), times)
    pieces = [_cascades(live, people, min(at_once, times - done), rng) for done in range(0, times, at_once)]
    return np.concatenate(pieces)


def _cascades(ties: LiveTies, first: IntVector, times: int, rng: np.random.Generator) -> IntVector:
    """A key is the cascade, shifted, and the person."""
    shift = len(ties.length).bit_length()
    person = (1 << shift) - 1
    seen = np.zeros(times << shift, np.bool_)
    new = ((np.arange(times) << shift)[:, None] + first).ravel()
    n_reached = np.zeros(times, np.int64)
    while len(new):
        seen[new] = True
        n_reached += np.bincount(new >> shift, minlength=times)
        people = new & person
        row, told = ties.draw(people, rng)
        key = (new - people)[row]
        key += told
        key = key[~seen[key]]
        key.sort()
        new = key[np.flatnonzero(np.diff(key, prepend=-1))]
    return n_reached
