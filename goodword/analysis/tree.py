"""Who sent whom, as arrays: generations, how many each set in motion, whom each sent first.

People are places 0 .. n-1, and `up` tells the place of each one's sender. All of it is near-linear in the number
of people, and none of it calls itself: a line of a million people is counted as well as a star.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.inputs import DAY_MAX, BadInput, IntVector, whole_numbers

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Tree:
    """(n,) each, by person.

    `generation` is 1 for those whom nobody sent, and one more than their sender's for all others; 0 for who
    goes round in a circle, or was sent by somebody who does: these hang nowhere.
    `below` is how many they set in motion: those they sent, those sent by these, and so on; 0 in a circle.
    """

    up: IntVector
    generation: IntVector
    below: IntVector

    def __len__(self) -> int:
        return len(self.up)


def grow(up: ArrayLike) -> Tree:
    """The tree of n people from the place of each one's sender, NOBODY for who came by themselves.

    O(n log d), d being the longest line of people. Raises BadInput, naming the row.
    """
    given = np.asarray(up)
    sender = whole_numbers(given, "up", NOBODY, len(given) - 1 if given.ndim == 1 else 0)
    generation = _generations(sender)
    return Tree(sender, generation, _below(sender, generation))


def _generations(up: IntVector) -> IntVector:
    """Each looks twice as far up as before, until everybody sees the top. Who goes round in a circle never does."""
    n = len(up)
    # One more place, above all tops, that leads to itself.
    far = np.append(np.where(up == NOBODY, n, up), n)
    steps = np.append(np.ones(n, np.int64), 0)
    for _ in range(n.bit_length() + 1):
        if (far == n).all():
            break
        steps += steps[far]
        far = far[far]
    return np.where(far[:n] == n, steps[:n], 0)


def _below(up: IntVector, generation: IntVector) -> IntVector:
    """From the last generation up, each tells its sender. Line by line: a generation may be one person."""
    order = np.argsort(-generation, kind="stable")
    order = order[generation[order] > 1]
    below = [0] * len(up)
    for person, sender in zip(order.tolist(), up[order].tolist(), strict=True):
        below[sender] += below[person] + 1
    return np.array(below, np.int64)


def first_sent(up: ArrayLike, day: ArrayLike) -> IntVector:
    """(n,) the place of the first one whom each sent: of those with a day the earliest, and of one day who has the
    smaller place. Who sent one person alone sent them first, with a day or without.

    `day` is the day on which each was sent, 0 where nobody knows: such a one is never the first of several. NOBODY
    for who sent nobody, or several of whom none has a day. O(n log n). Raises BadInput, naming the row.
    """
    given = np.asarray(up)
    sender = whole_numbers(given, "up", NOBODY, len(given) - 1 if given.ndim == 1 else 0)
    when = whole_numbers(day, "day", 0, DAY_MAX)
    if len(when) != len(sender):
        raise BadInput(f"There are {len(sender)} people but {len(when)} days: one of each for every row.")
    sent = np.flatnonzero(sender != NOBODY)
    late = np.where(when[sent] == 0, DAY_MAX + 1, when[sent])
    order = sent[np.argsort(sender[sent] * (DAY_MAX + 2) + late, kind="stable")]
    found = np.full(len(sender), NOBODY, np.int64)
    # Backwards, so that the first of each is the one that stays.
    found[sender[order][::-1]] = order[::-1]
    guessed = (found != NOBODY) & (when[found] == 0) & (np.bincount(sender[sent], minlength=len(sender)) > 1)
    found[guessed] = NOBODY
    return found
