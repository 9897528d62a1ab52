"""Cascades by NDlib. Arguments as those of cynetdiff_cascades.py."""

import json
import sys
import time

import ndlib.models.epidemics as epidemics
import ndlib.models.ModelConfig as configured
import networkx as nx
import numpy as np

path, n, first, times, chance = (
    sys.argv[1],
    int(sys.argv[2]),
    sys.argv[3],
    int(sys.argv[4]),
    float(sys.argv[5]),
)
source, target = np.load(path).tolist()
known = np.bincount(target, minlength=n)
graph = nx.DiGraph()
graph.add_nodes_from(range(n))
graph.add_edges_from(zip(source, target, strict=True))
config = configured.Configuration()
config.add_model_initial_configuration("Infected", np.load(first).tolist())
for edge in zip(source, target, strict=True):
    config.add_edge_configuration("threshold", edge, chance or 1 / known[edge[1]])
model = epidemics.IndependentCascadesModel(graph)
model.set_initial_status(config)
begun, total = time.process_time(), 0
for _ in range(times):
    model.reset()
    while True:
        counts = model.iteration(node_status=False)["node_count"]
        if not counts[1]:
            break
    total += counts[2]
print(json.dumps({"seconds": (time.process_time() - begun) / times, "mean": total / times}))
