"""Did word pass from one to the next, or did one person tell them all?"""

import numpy as np

from goodword.analysis.inputs import Vector
from goodword.analysis.tree import NOBODY, Tree


def structural_virality(tree: Tree) -> Vector:
    """(n,) the mean distance between two people of a branch, told at its top; 0 at all others, and for who is alone.

    A distance is in steps of "sent by". About 2 where one person sent all; it grows where those who were sent send
    on; (n + 1) / 3 in a line of n. Who goes round in a circle has no branch. O(n log d), d being the longest line.

    Source: Goel, Anderson, Hofman & Watts (2015), "The Structural Virality of Online Diffusion", Management Science
    62(1), equation 1. Each step of "sent by" is on the way between all on one side of it and all on the other, so
    the sum over pairs is one over steps, of s (n - s) with s people below.
    """
    n = len(tree)
    hangs = tree.generation > 0
    top = np.where(hangs & (tree.up != NOBODY), tree.up, np.arange(n))
    for _ in range(n.bit_length()):
        above = top[top]
        if (above == top).all():
            break
        top = above
    size = np.where(hangs, tree.below + 1, 0).astype(np.float64)
    whole = size[top]
    crossed = np.bincount(top, weights=size * (whole - size), minlength=n)
    pairs = size * (size - 1) / 2
    is_top = hangs & (tree.up == NOBODY) & (size > 1)
    return np.where(is_top, crossed / np.where(pairs > 0, pairs, 1.0), 0.0)
