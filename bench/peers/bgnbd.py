"""BG/NBD fitted by one program, in a process and an environment of its own.

python -m bench.peers.bgnbd NAME FILE.npz [plain]

Told as JSON: seconds of the fit alone (importing is not counted), peak megabytes of the process, r, alpha, a, b.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module

import numpy as np

from bench.peers.peak import peak_megabytes

Fit = Callable[[np.ndarray, np.ndarray, np.ndarray], list[float]]


def lifetimes(_plain: bool) -> Fit:
    peer = import_module("lifetimes")

    def fit(x, t, age):
        model = peer.BetaGeoFitter(penalizer_coef=0.0)
        model.fit(x, t, age)
        return [float(model.params_[name]) for name in ("r", "alpha", "a", "b")]

    return fit


def pymc(_plain: bool) -> Fit:
    peer, pandas = import_module("pymc_marketing.clv"), import_module("pandas")

    def fit(x, t, age):
        columns = {"customer_id": np.arange(len(x)), "frequency": x, "recency": t, "T": age}
        model = peer.BetaGeoModel(data=pandas.DataFrame(columns))
        model.fit(method="map", progressbar=False)
        found = model.fit_result
        return [float(np.asarray(found[name]).mean()) for name in ("r", "alpha", "a", "b")]

    return fit


def goodword(plain: bool) -> Fit:
    ours, histories = (
        import_module("goodword.analysis.lifetime"),
        import_module("goodword.analysis.histories"),
    )
    import_module("scipy.special")

    def fit(x, t, age):
        history = histories.History.of(x, t, age)
        model = ours.fit(history, None if plain else ours.WEAK)
        return [model.r, model.alpha, model.a, model.b]

    return fit


def main(name: str, path: str, plain: bool) -> None:
    fit = {"lifetimes": lifetimes, "pymc": pymc, "goodword": goodword}[name](plain)
    with np.load(path) as table:
        x, t, age = table["x"], table["t"], table["age"]
    begun = time.perf_counter()
    found = fit(x, t, age)
    seconds = time.perf_counter() - begun
    megabytes = peak_megabytes()
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": megabytes, "found": found}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:] == ["plain"])
