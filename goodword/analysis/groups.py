"""Groups of people who know each other, found from ties: only those that are found again and again.

Louvain's method depends on the order in which it looks at people. What it finds in one order only is no group.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodword.analysis.inputs import BadInput, BoolVector, IntVector, Vector
from goodword.analysis.network import Network

RUNS = 10
TOGETHER = 0.8  # of the runs must have two people in one part, and on average all pairs of a group
SMALLEST = 3
MOST_TIES = 60_000  # ten runs take about a minute
NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class Groups:
    """Largest first; groups are 0 .. g-1."""

    of: IntVector  # (n,) the group of each person, NO_GROUP for none
    size: IntVector  # (g,)
    stability: Vector  # (g,) share of the runs in which two of them were together, the mean of all pairs
    why_not: str  # why none were looked for; "" if they were

    def __len__(self) -> int:
        return len(self.size)


def find_groups(
    network: Network,
    rng: np.random.Generator,
    *,
    runs: int = RUNS,
    smallest: int = SMALLEST,
    most: int = MOST_TIES,
) -> Groups:
    """Groups that hold in `runs` runs of Louvain's method, each from another seed; of `smallest` people or more.

    Each run's parts are split where they do not hang together. Ties whose two ends were in one part in at least
    TOGETHER of the runs are kept; who hangs together by these is a group, if its pairs were together as often, and if
    its people have more ties among themselves than to others (a community in the weak sense).
    Above `most` ties none are looked for, and `why_not` says so. O(runs x ties), some seconds for 10,000.

    Raises BadInput if `runs` or `smallest` make no sense.

    Source: Blondel, Guillaume, Lambiotte & Lefebvre (2008), J. Stat. Mech. P10008; that parts may fall apart: Traag,
    Waltman & van Eck (2019), "From Louvain to Leiden", Scientific Reports 9, 5233; co-membership: Lancichinetti &
    Fortunato (2012), "Consensus clustering in complex networks", Scientific Reports 2, 336; the weak sense: Radicchi
    et al. (2004), PNAS 101(9), equation 2.
    """
    if not 1 <= runs <= 1000:
        raise BadInput(f"runs: {runs}; it must be from 1 to 1000.")
    if smallest < 2:
        raise BadInput(f"smallest: a group of {smallest}; it must be 2 or more.")
    n = len(network)
    if network.n_ties > most:
        why_not = f"There are {network.n_ties} ties; up to {most}, groups are looked for."
        return Groups(np.full(n, NO_GROUP), np.zeros(0, np.int64), np.zeros(0), why_not)
    tells, told = np.repeat(np.arange(n), network.out.degree), network.out.to
    parts = np.array([_run(tells, told, n, int(seed)) for seed in rng.integers(0, 2**31, runs)]).reshape(
        runs, n
    )
    together = np.mean(parts[:, tells] == parts[:, told], axis=0) >= TOGETHER
    found = _hang_together(tells[together], told[together], n)
    return _kept(found, parts, _keeps_to_itself(found[tells], found[told]), smallest)


def _run(tells: IntVector, told: NDArray[np.int32], n: int, seed: int) -> IntVector:
    """(n,) the part of each in one run."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(zip(tells.tolist(), told.tolist(), strict=True))
    part = np.zeros(n, np.int64)
    for number, people in enumerate(nx.community.louvain_communities(graph, seed=seed)):
        part[list(people)] = number
    inside = part[tells] == part[told]
    return _hang_together(tells[inside], told[inside], n)


def _hang_together(tells: IntVector, told: NDArray[np.int32], n: int) -> IntVector:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    matrix = csr_array((np.ones(len(tells), np.int8), (tells, told)), shape=(n, n))
    return np.asarray(connected_components(matrix, directed=False)[1], np.int64)


def _keeps_to_itself(tells: IntVector, told: IntVector) -> BoolVector:
    """From the parts at both ends of each tie, by part: whether more ends of ties stay in it than lead out of it."""
    n = max(tells.max(initial=-1), told.max(initial=-1)) + 1
    inside = 2 * np.bincount(tells[tells == told], minlength=n)
    return inside > np.bincount(np.append(tells, told), minlength=n) - inside


def _kept(found: IntVector, parts: NDArray[np.int64], keeps: BoolVector, smallest: int) -> Groups:
    size = np.bincount(found)
    stability = np.zeros(len(size))
    for one in np.flatnonzero(keeps):
        if size[one] >= smallest:
            stability[one] = _stability(parts[:, found == one])
    order = np.argsort(-size, kind="stable")
    order = order[stability[order] >= TOGETHER]
    number = np.full(len(size), NO_GROUP)
    number[order] = np.arange(len(order))
    return Groups(number[found], size[order], stability[order], "")


def _stability(parts: NDArray[np.int64]) -> float:
    """Of all pairs of these people, in all runs: the share that was in one part."""
    n = parts.shape[1]
    counts = [np.unique(run, return_counts=True)[1] for run in parts]
    return float(np.mean([(count * (count - 1)).sum() for count in counts]) / (n * (n - 1)))
