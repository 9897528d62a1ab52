"""Our own, in a process of its own, so that its memory is its own.

python -m bench.peers.our_spread WAY TIES.npy N tell K | cascades FIRST.npy CASCADES CHANCE; WAY is numpy or fast
"""

import json
import sys
import time

import numpy as np

from bench.peers.peak import peak_megabytes
from goodword.analysis import cascade, fast, reverse
from goodword.analysis.cascade import mean_spread
from goodword.analysis.network import network
from goodword.analysis.spread import whom_to_tell_first


def main(way: str, path: str, n: str, what: str, *told: str) -> None:
    if way == "numpy":
        for module in (cascade, reverse):
            vars(module)["find_fast"] = lambda ties: None
    chance = float(told[2]) if what == "cascades" else 0.0
    source, target = np.load(path)
    known = network(source, target, int(n), chance=chance or None)
    del source, target
    if way == "fast" and fast._compiled() is None:
        raise SystemExit("numba is not installed here")
    rng = np.random.default_rng(1)
    if what == "tell":
        whom_to_tell_first(known, 1, rng, n_sets=10)  # what is compiled or imported at first use is so by now
        begun = time.process_time()
        found = whom_to_tell_first(known, int(told[0]), rng)
        figures = {"people": found.chosen.people.tolist(), "connected": found.best_connected.people.tolist()}
    else:
        first = np.load(told[0])
        mean_spread(known, first[:1], rng, 1)
        begun = time.process_time()
        spread = mean_spread(known, first, rng, int(told[1]))
        figures = {"mean": spread.value, "error": spread.error}
    seconds = (time.process_time() - begun) / (int(told[1]) if what == "cascades" else 1)
    peak = peak_megabytes()
    print(json.dumps({"seconds": seconds, "megabytes": peak, **figures}))


if __name__ == "__main__":
    main(*sys.argv[1:])
