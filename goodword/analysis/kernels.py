"""What numba compiles, at first use; kept beside the code or in the user's cache. Asked for by fast.py alone.

Plain loops, each over one thing: a wait for memory then overlaps with the next, which a branch on what is being
waited for would forbid. The arrays in `lines` are those of LiveTies: first, start, length, unit, stop, guide, scale.
"""

import numpy as np
from numba import njit

AT_ONCE = 62  # walks side by side, each with its bit of a whole number
PEOPLE_AT_ONCE = 256  # whose ties are drawn before they are looked up: all of it stays in the nearest cache


@njit(cache=True)
def walks(lines, to, sure_first, sure_to, roots, n_walks, keep, rng):  # type: ignore[no-untyped-def]
    """As Walks of fast.py."""
    seen = np.zeros(len(lines[0]) - 1, np.int64)
    n_reached = np.zeros(n_walks, np.int64)
    kept, n_kept = np.empty(1024, np.int32), 0
    whose, whom = np.empty(1024, np.int8), np.empty(1024, np.int32)  # all who were reached, in their order
    place, row, told = np.empty(1024), np.empty(1024, np.int64), np.empty(1024, np.int32)
    for begin in range(0, n_walks, AT_ONCE):
        n_here = min(AT_ONCE, n_walks - begin)
        head, tail = 0, n_here * roots.shape[1]
        whose, whom = _longer(whose, tail), _longer(whom, tail)
        for i in range(tail):
            walk = i // roots.shape[1]
            whose[i], whom[i] = walk, roots[(begin + walk) % len(roots), i % roots.shape[1]]
            seen[whom[i]] |= 1 << walk
        while head < tail:
            until = min(tail, head + PEOPLE_AT_ONCE)
            n, place, row = _points(lines[2], whom, head, until, place, row, rng)
            told = _longer(told, n)
            _look_up(lines, to, whom, n, place, row, told)
            n, row, told = _for_sure(sure_first, sure_to, whom, head, until, n, row, told)
            head = until
            whose, whom = _longer(whose, tail + n), _longer(whom, tail + n)
            tail = _tell(seen, whose, whom, tail, n, row, told)
        for i in range(tail):
            seen[whom[i]] = 0
            n_reached[begin + whose[i]] += 1
        if keep:
            kept = _longer(kept, n_kept + tail)
            _sort_out(n_reached[begin : begin + n_here], whose, whom, tail, kept[n_kept:])
            n_kept += tail
    return n_reached, kept[:n_kept]


@njit(cache=True)
def _longer(array, n):  # type: ignore[no-untyped-def]
    """The same if it has room for n, or else with room for twice as many."""
    if n <= len(array):
        return array
    longer = np.empty(2 * n, array.dtype)
    longer[: len(array)] = array
    return longer


@njit(cache=True)
def _points(length, whom, head, until, place, row, rng):  # type: ignore[no-untyped-def]
    """A Poisson process on the line of each: how many points, where on their line, of whom."""
    n = 0
    for i in range(head, until):
        at, end = rng.standard_exponential(), length[whom[i]]
        while at < end:
            if n == len(place):
                place, row = _longer(place, n + 1), _longer(row, n + 1)
            place[n], row[n] = at, i
            n += 1
            at += rng.standard_exponential()
    return n, place, _longer(row, len(place))


@njit(cache=True)
def _look_up(lines, to, whom, n, place, row, told):  # type: ignore[no-untyped-def]
    """Whom the tie at each point tells."""
    first, start, _length, unit, stop, guide, scale = lines
    if len(unit):
        for j in range(n):
            who = whom[row[j]]
            told[j] = min(first[who] + int(place[j] / unit[who]), first[who + 1] - 1)
    else:
        for j in range(n):
            place[j] += start[whom[row[j]]]
            told[j] = guide[int(place[j] * scale)]
        for j in range(n):
            told[j] += stop[told[j]] <= place[j]
        for j in range(n):
            while stop[told[j]] <= place[j]:
                told[j] += 1
    for j in range(n):
        told[j] = to[told[j]]


@njit(cache=True)
def _for_sure(first, to, whom, head, until, n, row, told):  # type: ignore[no-untyped-def]
    for i in range(head, until):
        for tie in range(first[whom[i]], first[whom[i] + 1]):
            if n == len(row) or n == len(told):
                row, told = _longer(row, n + 1), _longer(told, n + 1)
            row[n], told[n] = i, to[tie]
            n += 1
    return n, row, told


@njit(cache=True)
def _tell(seen, whose, whom, tail, n, row, told):  # type: ignore[no-untyped-def]
    """Those told for the first time go to the end of the line; written in any case, counted only if new."""
    for j in range(n):
        walk = whose[row[j]]
        whose[tail], whom[tail] = walk, told[j]
        tail += ((seen[told[j]] >> walk) & 1) ^ 1
        seen[told[j]] |= 1 << walk
    return tail


@njit(cache=True)
def _sort_out(size, whose, whom, n, kept):  # type: ignore[no-untyped-def]
    """One walk after the other."""
    place = np.cumsum(size) - size
    for i in range(n):
        kept[place[whose[i]]] = whom[i]
        place[whose[i]] += 1
