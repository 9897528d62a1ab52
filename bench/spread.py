"""How far word gets, and whom to tell first, beside what others have for it.

python -m bench.spread
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from .environments import environment
from .report import Line

TIMES = 5
K = 50
N_SETS = 50_000
CASCADES = 256  # of ours; the others' time is that of one cascade, from fewer
JUDGED_BY = 10_000  # forward cascades, which had no part in choosing
GRAPHS = ((82_000, 870_000), (300_000, 3_000_000))
MEGABYTES = 300
PEERS = Path(__file__).parent / "peers"


def spread_lines() -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="goodword-spread-") as name:
        folder = Path(name)
        for number, (n, n_ties) in enumerate(GRAPHS):
            ties = folder / f"{n}.npy"
            np.save(ties, power_law_ties(n, n_ties, seed=1))
            about = f"{n:,} people, {n_ties:,} ties"
            if not number:
                yield from cascade_lines(folder, ties, n, about)
            yield from telling_lines(folder, ties, n, about)


def power_law_ties(n: int, n_ties: int, seed: int) -> Any:
    """(2, n_ties): a few tell, and are told by, very many; no tie twice."""
    rng = np.random.default_rng(seed)
    pull = (np.arange(n) + 10.0) ** -0.75
    edge = np.cumsum(pull) / pull.sum()
    keys = np.zeros(0, np.int64)
    while len(keys) < n_ties:
        source, target = np.minimum(np.searchsorted(edge, rng.random((2, n_ties // 2))), n - 1)
        keys = np.unique(np.append(keys, (source * n + target)[source != target]))
    keys, name = rng.permutation(keys)[:n_ties], rng.permutation(n)
    return np.stack([name[keys // n], name[keys % n]])


def cascade_lines(folder: Path, ties: Path, n: int, about: str) -> Iterator[Line]:
    cynetdiff = str(environment("cynetdiff", "cynetdiff", "numpy"))
    best = np.argsort(-np.bincount(np.load(ties)[0], minlength=n), kind="stable")[:K]
    by_lot = np.random.default_rng(2).choice(n, K, replace=False)
    cases = (("best-connected", best, 0.0), ("drawn by lot", by_lot, 0.0), ("best-connected", best, 0.01))
    for who, people, chance in cases:
        first = folder / "first.npy"
        np.save(first, people)
        given = [str(ties), str(n), str(first)]
        theirs = [cynetdiff, str(PEERS / "cynetdiff_cascades.py"), *given, "64", str(chance)]
        ours = {
            way: [*_ours(way, ties, n), "cascades", str(first), str(CASCADES), str(chance)]
            for way in ("numpy", "fast")
        }
        taken = _in_turn({"theirs": theirs, **ours})
        is_bar = who == "best-connected" and not chance
        for way, times in (("numpy", 2), ("fast", 5)):
            ratio = taken["theirs"]["seconds"] / taken[way]["seconds"]
            yield Line(
                f"One cascade from {K} people {who}, chance {chance or '1 / in-degree'}, {_named(way)}; {about}",
                f"{ratio:.1f} times as quick as CyNetDiff ({taken[way]['seconds'] * 1000:.2f} ms, "
                f"{taken['theirs']['seconds'] * 1000:.2f} ms; "
                f"reached {taken[way]['mean']:,.0f}, {taken['theirs']['mean']:,.0f})",
                f"at least {times} times" if is_bar else "told",
                not is_bar or ratio >= times,
            )
    yield _ndlib_line(folder, ties, n, best, about)


def _ndlib_line(folder: Path, ties: Path, n: int, best: Any, about: str) -> Line:
    ndlib = str(environment("ndlib", "ndlib", "six", "numpy", "networkx"))
    np.save(folder / "first.npy", best)
    given = [str(ties), str(n), str(folder / "first.npy"), "1", "0"]
    taken = _told([ndlib, str(PEERS / "ndlib_cascades.py"), *given])
    return Line(
        f"The same by NDlib, best-connected; {about}", f"{taken['seconds'] * 1000:,.0f} ms", "told", True
    )


def telling_lines(folder: Path, ties: Path, n: int, about: str) -> Iterator[Line]:
    plain = [sys.executable, "-m", "bench.peers.plain_spread", str(ties), str(n), str(K), str(N_SETS)]
    taken = _in_turn(
        {"plain": plain, **{way: [*_ours(way, ties, n), "tell", str(K)] for way in ("numpy", "fast")}}
    )
    theirs = taken["plain"]["seconds"]
    for way, share in (("numpy", 0.5), ("fast", 0.2)):
        seconds, megabytes = taken[way]["seconds"], taken[way]["megabytes"]
        yield Line(
            f"{K} people to tell first, valued on sets drawn anew, {_named(way)}; {about}",
            f"{seconds / theirs:.2f} of plain Python's time, which values nothing ({seconds:.2f} s, {theirs:.2f} s)",
            f"at most {share}",
            seconds <= share * theirs,
        )
        yield Line(
            f"Its memory, {_named(way)}",
            f"{megabytes:.0f} MB",
            f"under {MEGABYTES} MB",
            megabytes < MEGABYTES,
        )
    yield _judged(folder, ties, n, taken, about)


def _judged(folder: Path, ties: Path, n: int, taken: dict[str, Any], about: str) -> Line:
    choices = {"plain": taken["plain"]["people"], "ours": taken["numpy"]["people"]}
    choices |= {"fast": taken["fast"]["people"], "best-connected": taken["numpy"]["connected"]}
    reach = {}
    for name, people in choices.items():
        np.save(folder / "first.npy", people)
        told = [*_ours("fast", ties, n), "cascades", str(folder / "first.npy"), str(JUDGED_BY), "0"]
        reach[name] = _told(told)["mean"]
    share = min(reach["ours"], reach["fast"]) / reach["plain"]
    told_all = ", ".join(f"{name} {mean:,.0f}" for name, mean in reach.items())
    return Line(
        f"How far word gets from them, by {JUDGED_BY:,} cascades; {about}",
        f"{share:.3f} of plain Python's ({told_all})",
        "at least 0.99",
        share >= 0.99,
    )


def _ours(way: str, ties: Path, n: int) -> list[str]:
    return [sys.executable, "-m", "bench.peers.our_spread", way, str(ties), str(n)]


def _named(way: str) -> str:
    return "NumPy alone" if way == "numpy" else "with the extra `fast`"


def _in_turn(words: dict[str, list[str]]) -> dict[str, Any]:
    """Each several times, in turn, so that a slow minute of the machine is everybody's; the median of their times."""
    found: dict[str, list[Any]] = {name: [] for name in words}
    for _ in range(TIMES):
        for name, word in words.items():
            found[name].append(_told(word))
    return {
        name: rows[-1] | {"seconds": median(row["seconds"] for row in rows)} for name, rows in found.items()
    }


def _told(words: list[str]) -> Any:
    return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)


if __name__ == "__main__":
    for line in spread_lines():
        print(line, flush=True)
