"""Cascades by CyNetDiff. python cynetdiff_cascades.py TIES.npy N FIRST.npy CASCADES CHANCE (0: 1 / in-degree)"""

import array
import json
import sys
import time

import numpy as np
from cynetdiff.models import IndependentCascadeModel

path, n, first, times, chance = (
    sys.argv[1],
    int(sys.argv[2]),
    sys.argv[3],
    int(sys.argv[4]),
    float(sys.argv[5]),
)
source, target = np.load(path)
order = np.lexsort((target, source))
source, target = source[order], target[order]
each = np.full(len(target), chance) if chance else 1 / np.bincount(target, minlength=n)[target]
model = IndependentCascadeModel(
    array.array("I", np.searchsorted(source, np.arange(n)).tolist()),
    array.array("I", target.tolist()),
    activation_probs=array.array("f", each.tolist()),
)
model.set_seeds(np.load(first).tolist())
begun, total = time.process_time(), 0
for _ in range(times):
    model.reset_model()
    model.advance_until_completion()
    total += model.get_num_activated_nodes()
print(json.dumps({"seconds": (time.process_time() - begun) / times, "mean": total / times}))
