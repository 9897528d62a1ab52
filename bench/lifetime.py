"""BG/NBD beside what others fit it with: how soon, how big, how likely.

python -m bench.lifetime: 1M customers and 10M rows; needs the package index once, for the peers.
"""

import itertools
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from goodword.analysis.histories import History
from goodword.analysis.lifetime import BgNbd, expected_purchases, fit, log_likelihood

from .environments import NotInstalled, environment
from .report import Line

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("DATA", ROOT.parent / "shared" / "data"))
SIZES = (10_000, 100_000, 1_000_000)
N_ROWS = 10_000_000
TIMES = 5
# lifetimes is no longer looked after, and stands on libraries of its time.
PEERS = {
    "lifetimes": (("lifetimes==0.11.3", "pandas<2.2", "scipy<1.13", "numpy<2"), 10),
    "pymc": (("pymc-marketing",), 5),
}


def lifetime_lines() -> Iterator[Line]:
    with TemporaryDirectory(prefix="goodword-lifetime-") as folder:
        home = Path(folder)
        million = _saved(home / "million.npz", *_customers(SIZES[-1]))
        megabytes = _run(sys.executable, "goodword", million)["megabytes"]
        what = f"BG/NBD fitted to a table of {SIZES[-1]:,} customers, priors on"
        yield Line(f"{what}, peak of the process", f"{megabytes:.0f} MB", "under 250 MB", megabytes < 250)
        pythons = {}
        for name, (packages, bar) in PEERS.items():
            try:
                pythons[name] = str(environment(name, *packages))
            except NotInstalled as why:
                yield Line(f"{what}, beside {name}", str(why), "told", True)
                continue
            around = [_run(sys.executable, "goodword", million)]  # a slow hour of the machine is everybody's
            peer = _run(pythons[name], name, million)
            around += [_run(sys.executable, "goodword", million) for _ in range(2)]
            yield _beside(what, name, bar, median(one["seconds"] for one in around), peer)
        cdnow = DATA / "cdnow" / "CDNOW_sample.txt"
        if cdnow.exists():
            yield _likelihood_line(_saved(home / "cdnow.npz", *_cdnow(cdnow)), pythons)
        yield _rows_line(home / "rows.sqlite3")
    yield from _growth_lines()


def _beside(what: str, name: str, bar: int, seconds: float, peer: dict[str, Any]) -> Line:
    ratio = peer["seconds"] / seconds
    figure = (
        f"{ratio:.0f} times as quick ({seconds:.2f} s; {peer['seconds']:.1f} s, {peer['megabytes']:.0f} MB)"
    )
    return Line(f"{what}, beside {name}", figure, f"at least {bar} times", ratio >= bar)


def _likelihood_line(path: Path, pythons: dict[str, str]) -> Line:
    """All judged by one function: lifetimes keeps its own on another scale, pymc's is with priors."""
    with np.load(path) as table:
        history = History.of(table["x"], table["t"], table["age"])

    def mean(found: list[float]) -> float:
        return log_likelihood(history, BgNbd(*found)) / history.n_customers

    ours = mean(_run(sys.executable, "goodword", path, "plain")["found"])
    theirs = {name: mean(_run(python, name, path)["found"]) for name, python in pythons.items()}
    best = max(theirs.values(), default=ours)
    others = ", ".join(f"{name} {value:.7f}" for name, value in theirs.items())
    return Line(
        "Mean log-likelihood of CDNOW, without priors",
        f"{ours:.7f} ({others or 'no peer here'})",
        "within a millionth of the best peer",
        ours >= best - 1e-6 * abs(best),
    )


def _rows_line(path: Path) -> Line:
    rng = np.random.default_rng(7)
    rows = np.stack([rng.integers(0, SIZES[-1], N_ROWS), rng.integers(738_000, 739_000, N_ROWS)], axis=1)
    with sqlite3.connect(path) as books:
        books.execute("CREATE TABLE sale (person INTEGER, day INTEGER)")
        for i in range(0, N_ROWS, 100_000):
            books.executemany("INSERT INTO sale VALUES (?, ?)", rows[i : i + 100_000].tolist())
    del rows
    begun = time.perf_counter()
    parts = [np.array(some) for some in _read(books)]
    read = time.perf_counter() - begun
    both = np.concatenate(parts)
    history = History.of_rows(both[:, 0], both[:, 1], 739_000)
    expected_purchases(history, fit(history), 365)
    whole = time.perf_counter() - begun
    books.close()
    return Line(
        f"{N_ROWS:,} sales read, fitted and answered for each customer",
        f"{whole / read:.1f} times ({whole:.1f} s; reading {read:.1f} s)",
        "at most 3 times reading the rows",
        whole <= 3 * read,
    )


def _read(books: sqlite3.Connection) -> Iterator[list[tuple[int, int]]]:
    cursor = books.execute("SELECT person, day FROM sale")
    while some := cursor.fetchmany(10_000):
        yield some


def _growth_lines() -> Iterator[Line]:
    tables = {n: _customers(n) for n in SIZES}
    taken: dict[int, list[float]] = {n: [] for n in SIZES}
    for _ in range(TIMES):
        for n, (x, t, age) in tables.items():
            begun = time.process_time()
            history = History.of(x, t, age)
            expected_purchases(history, fit(history), 365)
            taken[n].append(time.process_time() - begun)
    seconds = {n: median(some) for n, some in taken.items()}
    for fewer, more in itertools.pairwise(SIZES):
        ratio = seconds[more] / seconds[fewer]
        yield Line(
            f"From a table of {more:,} customers to what each will buy",
            f"{ratio:.1f} times what {fewer:,} take ({seconds[more]:.2f} s; {seconds[fewer]:.3f} s)",
            "at most 13 times what a tenth takes",
            ratio <= 13,
        )


def _customers(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """As BG/NBD says, known for up to two years, in whole days."""
    rng = np.random.default_rng(n)
    pace, leaving = rng.gamma(0.5, 1 / 30, n), rng.beta(0.8, 2.5, n)
    age = rng.integers(30, 731, n)
    x, last, now, here = np.zeros(n, np.int64), np.zeros(n), np.zeros(n), np.arange(n)
    while len(here):
        now[here] += rng.exponential(1 / np.maximum(pace[here], 1e-12))
        here = here[now[here] <= age[here]]
        x[here] += 1
        last[here] = now[here]
        here = here[rng.random(len(here)) > leaving[here]]
    return x, np.ceil(last).astype(np.int64), age


def _cdnow(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = [line.split() for line in path.read_text().splitlines()]
    day = np.array([f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows], "datetime64[D]").astype(int)
    on = int(np.datetime64("1997-09-30").astype(int))
    history = History.of_rows([int(row[1]) for row in rows], day, on)
    x, t, age = (getattr(history, name)[history.inverse] for name in ("frequency", "recency", "age"))
    return x, t / 7, age / 7


def _saved(path: Path, x: np.ndarray, t: np.ndarray, age: np.ndarray) -> Path:
    np.savez(path, x=x, t=t, age=age)
    return path


def _run(python: str, name: str, path: Path, *how: str) -> dict[str, Any]:
    words = [python, "-W", "ignore", "-m", "bench.peers.bgnbd", name, str(path), *how]
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        words, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=around
    ).stdout
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found


if __name__ == "__main__":
    for line in lifetime_lines():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
