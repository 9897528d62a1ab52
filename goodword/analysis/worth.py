"""What each person is worth: their own purchases, and what they set in motion, each cent counted once.

Worth flows up the tree of who sent whom. Somebody who was sent is worth what they are expected to buy and what
reaches them from those they sent; of all this their sender is credited the part `share`, and the rest stays with
them. What leaves one person arrives at another, so that all credits together are all purchases together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.inputs import BadInput, Vector, amounts
from goodword.analysis.tree import Tree, grow

SHARE = 0.5  # half to who sent them, half stays: a convention, not a finding
MOST_CENTS = 1e15


@dataclass(frozen=True, slots=True)
class Worth:
    """(n,) each, in the unit of `own`, by person.

    `credited` counts all that came through somebody as set in motion by them; `incremental` takes off what would
    have come without them, and leaves it with those who came. `low` and `high` are the least and the most that
    `incremental` is at either end of that share's interval. `brought` is the part of `incremental` that reached
    them from those they sent, before their own sender had a share in it. `credited` and `incremental` each
    add up to the sum of `own`.
    """

    credited: Vector
    incremental: Vector
    low: Vector
    high: Vector
    brought: Vector

    def __len__(self) -> int:
        return len(self.credited)


def worth(
    own: ArrayLike,
    up: ArrayLike,
    anyway: tuple[float, float, float] = (0.0, 0.0, 0.0),
    share: float = SHARE,
) -> Worth:
    """The worth of n people from their `own` expected purchases, (n,) cents >= 0, NaN for "not known" (0).

    `up` (n,) is the place of each one's sender, NOBODY for who came by themselves (see tree.py); who goes round in
    a circle, or was sent by such a one, hangs nowhere: they keep their own. `anyway` is the share of those sent
    who would have come without being sent: as estimated, and the ends of its interval.

    With W = own + sum over those sent of c W, where c = share or share x (1 - anyway), a person who was sent is
    credited (1 - c) W, and any other W. O(n log d), d the longest line. Raises BadInput, naming the row.
    """
    if not 0 <= share <= 1:
        raise BadInput(f"share: {share} is not between 0 and 1.")
    likely, least, most = anyway
    if not 0 <= least <= likely <= most <= 1:
        raise BadInput(f"anyway: {anyway} is not an estimate from 0 to 1 with an interval around it.")
    tree = grow(up)
    cents = amounts(own, "own", len(tree))
    if len(cents) and cents.max() > MOST_CENTS:
        row = int(np.argmax(cents))
        raise BadInput(f"own, row {row}: {cents[row]} is more than {MOST_CENTS:g}.")
    parts = {part: _shared(tree, cents, part) for part in {share, *(share * (1 - one) for one in anyway)}}
    ends = np.stack([parts[share * (1 - one)][0] for one in anyway])
    incremental, brought = parts[share * (1 - likely)]
    return Worth(parts[share][0], incremental, ends.min(axis=0), ends.max(axis=0), brought)


def _shared(tree: Tree, own: Vector, part: float) -> tuple[Vector, Vector]:
    """What stays with each, and what reached each from those they sent."""
    sent = np.flatnonzero(tree.generation > 1)
    # From the last generation up. Person by person: a generation may be one person, and there may be a million.
    order = sent[np.argsort(-tree.generation[sent], kind="stable")]
    whole = own.tolist()
    for person, sender in zip(order.tolist(), tree.up[order].tolist(), strict=True):
        whole[sender] += part * whole[person]
    all_told = np.array(whole, np.float64)
    stays = all_told.copy()
    stays[sent] *= 1 - part
    return stays, all_told - own
