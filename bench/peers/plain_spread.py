"""Whom to tell first, in plain Python: reverse-reachable sets with geometric skipping, and lazy greedy cover.

python -m bench.peers.plain_spread TIES.npy N K SETS: prints seconds, megabytes at the peak, and the people.
"""

import heapq
import json
import random
import sys
import time
from collections.abc import Sequence
from math import log, log1p

import numpy as np

from bench.peers.peak import peak_megabytes


def told_by(source: Sequence[int], target: Sequence[int], n: int) -> list[list[int]]:
    """For each person, who can tell them."""
    tellers: list[list[int]] = [[] for _ in range(n)]
    for one, other in zip(source, target, strict=True):
        tellers[other].append(one)
    return tellers


def reverse_sets(tellers: list[list[int]], n_sets: int, draw: random.Random) -> list[list[int]]:
    """Each tie carries with 1 / in-degree."""
    uniform, sets = draw.random, []
    skip = [1 / log1p(-1 / len(those)) if len(those) > 1 else 0.0 for those in tellers]
    seen = [-1] * len(tellers)
    for number in range(n_sets):
        root = int(uniform() * len(tellers))
        seen[root] = number
        found = [root]
        for person in found:
            those, rate = tellers[person], skip[person]
            at = int(log(1 - uniform()) * rate)
            while at < len(those):
                other = those[at]
                if seen[other] != number:
                    seen[other] = number
                    found.append(other)
                at += 1 + int(log(1 - uniform()) * rate)
        sets.append(found)
    return sets


def cover(sets: list[list[int]], n: int, k: int) -> list[int]:
    held: list[list[int]] = [[] for _ in range(n)]
    for number, people in enumerate(sets):
        for person in people:
            held[person].append(number)
    heap = [(-len(numbers), person) for person, numbers in enumerate(held) if numbers]
    heapq.heapify(heap)
    covered = bytearray(len(sets))
    chosen: list[int] = []
    while heap and len(chosen) < k:
        promised, person = heapq.heappop(heap)
        gain = sum(not covered[number] for number in held[person])
        if gain < -promised and heap and gain < -heap[0][0]:
            heapq.heappush(heap, (-gain, person))
            continue
        chosen.append(person)
        for number in held[person]:
            covered[number] = 1
    return chosen


def main(path: str, n: int, k: int, n_sets: int) -> None:
    source, target = np.load(path).tolist()
    tellers = told_by(source, target, n)
    begun = time.process_time()
    chosen = cover(reverse_sets(tellers, n_sets, random.Random(1)), n, k)
    seconds = time.process_time() - begun
    peak = peak_megabytes()
    print(json.dumps({"seconds": seconds, "megabytes": peak, "people": chosen}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
