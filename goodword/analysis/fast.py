"""The walks of cascades and of reverse-reachable sets as machine code, where the extra `fast` (numba) is installed.

It draws otherwise than NumPy does: figures differ by chance, and not in law.
"""

from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from goodword.analysis.inputs import IntVector
from goodword.analysis.network import Places

if TYPE_CHECKING:
    from goodword.analysis.live import LiveTies


class Walks(Protocol):
    def __call__(
        self, ties: "LiveTies", roots: Places, n_walks: int, keep: bool, rng: np.random.Generator
    ) -> tuple[IntVector, Places]:
        """(n_walks,) how many each walk reached, and whom, one walk after the other (if `keep`).

        Walk i starts from the people in row i of `roots`, which begins again after its last.
        """


FAST_FROM = 20_000  # ties: below, NumPy is done before the first call is compiled (some seconds) or loaded


def find_fast(n_ties: int) -> Walks | None:
    """The compiled walks; None where numba is not installed, or on a network too small to need them."""
    return _compiled() if n_ties >= FAST_FROM else None


@cache
def _compiled() -> Walks | None:
    try:
        from goodword.analysis.kernels import walks
    except ImportError:
        return None
    kernel = cast(_Kernel, walks)

    def walked(
        ties: "LiveTies", roots: Places, n_walks: int, keep: bool, rng: np.random.Generator
    ) -> tuple[IntVector, Places]:
        lines = (ties.ties.first, ties.start, ties.length, ties.unit, ties.stop, ties.guide, ties.scale)
        return kernel(lines, ties.ties.to, ties.sure_first, ties.sure_to, roots, n_walks, keep, rng)

    return walked


class _Kernel(Protocol):
    def __call__(self, *given: object) -> tuple[IntVector, Places]: ...
