"""The walks of cascades and of reverse-reachable sets as machine code, where the extra `fast` (numba) is installed.

It draws otherwise than NumPy does: figures differ by chance, and not in law.
"""

from functools import cache
from typing import Protocol, cast

import numpy as np

from goodword.analysis.inputs import IntVector
from goodword.analysis.live import lengths, sure_ties
from goodword.analysis.network import Places, Ties


class Walks(Protocol):
    def __call__(
        self, roots: Places, n_walks: int, keep: bool, rng: np.random.Generator
    ) -> tuple[IntVector, Places]:
        """(n_walks,) how many each walk reached, and whom, one walk after the other (if `keep`).

        Walk i starts from the people in row i of `roots`, which begins again after its last.
        """


TINY = 1e-300  # a line so short that no point falls on it
FAST_FROM = 20_000  # ties: below, NumPy is done before the first call is compiled (some seconds) or loaded


def find_fast(ties: Ties) -> Walks | None:
    """The compiled walks along these ties; None where numba is not installed, or for too few ties to need them."""
    kernels = _compiled() if len(ties.to) >= FAST_FROM else None
    if kernels is None:
        return None
    length, sure = lengths(ties), sure_ties(ties)
    # Made by NumPy, which asks for large pages: half of the time may go into finding small ones.
    cell = np.zeros(0 if ties.is_even else len(ties.to), kernels.CELL)
    if ties.is_even:
        line = length * ties.degree
    else:
        line = np.diff(np.append(0.0, np.cumsum(length))[ties.first])
        kernels.fill_cells(cell, ties.first, ties.to, length)
    # One look tells how long somebody's line is, and by its sign whether some of their ties carry for sure.
    line = np.where(np.diff(sure[0]) > 0, -np.maximum(line, TINY), line)
    lines = (ties.first, line, ties.to, cell)

    def walked(roots: Places, n_walks: int, keep: bool, rng: np.random.Generator) -> tuple[IntVector, Places]:
        return kernels.walks(lines, *sure, roots, n_walks, keep, rng)

    return walked


@cache
def _compiled() -> "_Kernels | None":
    try:
        from goodword.analysis import kernels
    except ImportError:
        return None
    return cast(_Kernels, kernels)


class _Kernels(Protocol):
    CELL: np.dtype[np.void]

    def fill_cells(self, *given: object) -> None: ...

    def walks(self, *given: object) -> tuple[IntVector, Places]: ...
