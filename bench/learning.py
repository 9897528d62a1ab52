"""A million people's signs learned from and read again, beside scikit-learn on the same columns."""

import json
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from goodword.analysis.learning import LARGEST, learn
from goodword.analysis.standing import RULE, chance

from .environments import environment
from .report import Line

PEER = Path(__file__).parent / "peers" / "logistic.py"
N = 1_000_000
MOST = 2


def learning_lines(n: int = N) -> list[Line]:
    sizes, outcome = _made_up(n)
    python = environment("logistic", "scikit-learn")
    with tempfile.TemporaryDirectory(prefix="goodword-bench-") as folder:
        path = Path(folder) / "signs.npz"
        np.savez(path, sizes=sizes, outcome=outcome)
        told = subprocess.run([str(python), str(PEER), str(path)], check=True, stdout=subprocess.PIPE).stdout
    theirs = float(json.loads(told)["seconds"])
    ours = min(_seconds(sizes, outcome) for _ in range(3))
    return [
        Line(
            f"Weights of {len(sizes)} signs learned from {n:,} people, and everybody read by them",
            f"{ours / theirs:.1f} times scikit-learn ({ours:.2f} s; scikit-learn {theirs:.2f} s)",
            f"at most {MOST} times scikit-learn's LogisticRegression on the same columns",
            ours <= MOST * theirs,
        )
    ]


def _made_up(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Most people have few signs, and one in twenty brings somebody."""
    rng = np.random.default_rng(20)
    shape = (len(LARGEST), n)
    sizes = LARGEST[:, None] * rng.beta(0.5, 2, shape) * (rng.random(shape) < 0.5)
    log_odds = RULE.log_odds * rng.uniform(0, 3, len(LARGEST))
    return sizes, rng.random(n) < 1 / (1 + np.exp(-(log_odds @ sizes - 4.0)))


def _seconds(sizes: np.ndarray, outcome: np.ndarray) -> float:
    begun = time.perf_counter()
    chance(sizes, learn(sizes, outcome).fitted)
    return time.perf_counter() - begun
