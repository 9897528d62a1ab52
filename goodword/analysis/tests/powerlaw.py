"""Made-up networks for the tests of spread."""

import numpy as np

from goodword.analysis.network import Network, network


def power_law(n: int, n_ties: int, seed: int = 1, chance: float | None = None) -> Network:
    """A few know very many, most know few."""
    rng = np.random.default_rng(seed)
    pull = (np.arange(n) + 10.0) ** -0.75
    source, target = rng.choice(n, (2, n_ties), p=pull / pull.sum())
    return network(source, target, n, chance=chance)


def tribes(n_tribes: int, size: int, inside: float, outside: float, seed: int = 1) -> Network:
    """Every two of a tribe know each other with chance `inside`, every two others with `outside`."""
    n, rng = n_tribes * size, np.random.default_rng(seed)
    tribe = np.arange(n) // size
    known = rng.random((n, n)) < np.where(tribe[:, None] == tribe, inside, outside)
    source, target = np.nonzero(np.triu(known, 1))
    return network(source, target, n, both_ways=True)
