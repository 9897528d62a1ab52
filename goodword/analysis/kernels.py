"""What numba compiles, at first use; kept beside the code or in the user's cache. Asked for by fast.py alone.

Walks go side by side, each with its bit of a whole number: whoever was reached in some of them since they were last
looked at is looked at once for all of these, while their ties are at hand. Plain loops, each over one thing: a wait for
memory then overlaps with the next, which a branch on what is being waited for would forbid.
"""

import numpy as np
from numba import njit

AT_ONCE = 62  # walks side by side
PEOPLE_AT_ONCE = 256  # whose ties are drawn before they are looked up: all of it stays in the nearest cache
CELL = np.dtype([("own_until", np.float64), ("own", np.int32), ("other", np.int32)])
# Which bit is set, of a whole number with one: its product with this one begins with six bits that no other's does.
# Looking at bit after bit instead takes as long as all the rest.
DE_BRUIJN = np.uint64(0x022FDD63CC95386D)
BIT = np.argsort([(int(DE_BRUIJN) << bit & 2**64 - 1) >> 58 for bit in range(64)]).astype(np.int8)


@njit(cache=True)
def fill_cells(cell, first, to, length):  # type: ignore[no-untyped-def]
    """For each person a cell for each tie, so that a random cell, and a random place in it, is a tie drawn by its
    length: one look into memory. The alias method; Vose (1991), IEEE Transactions on Software Engineering 17(9)."""
    most = np.max(np.diff(first)) if len(first) > 1 else 0
    height, low, high = np.empty(most), np.empty(most, np.int64), np.empty(most, np.int64)
    for who in range(len(first) - 1):
        begin, n = first[who], first[who + 1] - first[who]
        whole = np.sum(length[begin : begin + n])
        if whole <= 0:
            continue
        n_low = n_high = 0
        for j in range(n):
            height[j] = length[begin + j] * n / whole
            cell[begin + j].own_until, cell[begin + j].own = 1.0, to[begin + j]
            if height[j] < 1:
                low[n_low], n_low = j, n_low + 1
            else:
                high[n_high], n_high = j, n_high + 1
        while n_low and n_high:
            short, tall = low[n_low - 1], high[n_high - 1]
            cell[begin + short].own_until, cell[begin + short].other = height[short], to[begin + tall]
            height[tall] -= 1 - height[short]
            if height[tall] < 1:
                low[n_low - 1], n_high = tall, n_high - 1
            else:
                n_low -= 1


@njit(cache=True)
def walks(lines, sure_first, sure_to, roots, n_walks, keep, rng):  # type: ignore[no-untyped-def]
    """As Walks of fast.py. `lines`: first, length of each person's line (with a minus: some of their ties carry for
    sure), to, cell; one of the last two is not asked."""
    n_people = len(lines[0]) - 1
    seen = np.zeros(n_people, np.int64)  # in which walks each was reached
    fresh = np.zeros(n_people, np.int64)  # and was not looked at yet
    n_reached = np.zeros(n_walks, np.int64)
    kept, n_kept = np.empty(1024, np.int32), 0
    whom, mark = np.empty(1024, np.int32), np.empty(1024, np.int64)  # who was looked at, and for which walks
    place, walk, told = np.empty(1024), np.empty(1024, np.int8), np.empty(1024, np.int32)
    for begin in range(0, n_walks, AT_ONCE):
        n_here = n_reached[begin : begin + AT_ONCE]
        whom = _longer(whom, len(n_here) * roots.shape[1])
        head, tail = 0, _begin(seen, fresh, whom, roots, begin, n_here)
        while head < tail:
            until = min(tail, head + PEOPLE_AT_ONCE)
            mark = _longer(mark, until)
            for i in range(head, until):
                mark[i], fresh[whom[i]] = fresh[whom[i]], 0
            room = _room(lines[1], whom, mark, head, until)
            place, walk, told = _longer(place, room), _longer(walk, room), _longer(told, room)
            n = _points(lines[0], lines[1], whom, mark, head, until, place, walk, rng)
            n_sure = _n_sure(lines[1], sure_first, whom, head, until)
            _look_up(lines[2], lines[3], n, place, told)
            whom = _longer(whom, tail + n + n_sure)
            tail = _tell(seen, fresh, whom, tail, n, walk, told, n_here)
            if n_sure:
                tail = _tell_for_sure(
                    seen, fresh, lines[1], whom, mark, head, until, tail, sure_first, sure_to, n_here
                )
            head = until
        for i in range(tail):
            seen[whom[i]] = 0
        if keep:
            kept = _longer(kept, n_kept + np.sum(n_here))
            n_kept += _sort_out(n_here, whom, mark, tail, kept[n_kept:])
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
def _bit(lowest):  # type: ignore[no-untyped-def]
    return BIT[(np.uint64(lowest) * DE_BRUIJN) >> np.uint64(58)]


@njit(cache=True)
def _begin(seen, fresh, whom, roots, begin, n_here):  # type: ignore[no-untyped-def]
    tail = 0
    for walk in range(len(n_here)):
        for who in roots[(begin + walk) % len(roots)]:
            whom[tail] = who
            tail += fresh[who] == 0
            n_here[walk] += ((seen[who] >> walk) & 1) ^ 1
            seen[who] |= 1 << walk
            fresh[who] |= 1 << walk
    return tail


@njit(cache=True)
def _room(length, whom, mark, head, until):  # type: ignore[no-untyped-def]
    """Of a Poisson process on the lines of these: more points come once in 10^20 times, and are left out."""
    most = 0.0
    for i in range(head, until):
        left, n = mark[i], 0
        while left:
            left &= left - 1
            n += 1
        most += n * abs(length[whom[i]])
    return int(most + 10 * np.sqrt(most)) + 100


@njit(cache=True)
def _points(first, length, whom, mark, head, until, place, walk, rng):  # type: ignore[no-untyped-def]
    """A Poisson process on the lines of each, one for each of their walks laid end to end: how many points, in which
    cell and where in it, of which walk. No array is changed for another in here: that alone would take half as long."""
    n = 0
    for i in range(head, until):
        who, left = whom[i], mark[i]
        end = abs(length[who])
        if end == 0:
            continue
        begin, last = first[who], first[who + 1] - 1e-6  # at the very end, rounding may step over it
        cells_for_one = (first[who + 1] - begin) / end
        at = rng.standard_exponential()
        while left:
            lowest = left & -left
            while at < end and n < len(place):
                place[n], walk[n] = min(begin + at * cells_for_one, last), _bit(lowest)
                n += 1
                at += rng.standard_exponential()
            at -= end
            left ^= lowest
    return n


@njit(cache=True)
def _look_up(to, cell, n, place, told):  # type: ignore[no-untyped-def]
    """Whom the tie at each point tells."""
    if len(cell):
        for j in range(n):
            at = int(place[j])
            told[j] = cell[at].own if place[j] - at < cell[at].own_until else cell[at].other
    else:
        for j in range(n):
            told[j] = to[int(place[j])]


@njit(cache=True)
def _tell(seen, fresh, whom, tail, n, walk, told, n_here):  # type: ignore[no-untyped-def]
    """Those told for the first time wait to be looked at; written in any case, counted only if new."""
    for j in range(n):
        who = told[j]
        new = ((seen[who] >> walk[j]) & 1) ^ 1
        whom[tail] = who
        tail += new & (fresh[who] == 0)
        seen[who] |= 1 << walk[j]
        fresh[who] |= new << walk[j]
        n_here[walk[j]] += new
    return tail


@njit(cache=True)
def _n_sure(length, first, whom, head, until):  # type: ignore[no-untyped-def]
    n = 0
    for i in range(head, until):
        if length[whom[i]] < 0:
            n += first[whom[i] + 1] - first[whom[i]]
    return n


@njit(cache=True)
def _tell_for_sure(seen, fresh, length, whom, mark, head, until, tail, first, to, n_here):  # type: ignore[no-untyped-def]
    for i in range(head, until):
        if length[whom[i]] >= 0:
            continue
        for tie in range(first[whom[i]], first[whom[i] + 1]):
            who = to[tie]
            new = mark[i] & ~seen[who]
            whom[tail] = who
            tail += (new != 0) & (fresh[who] == 0)
            seen[who] |= new
            fresh[who] |= new
            while new:
                n_here[_bit(new & -new)] += 1
                new &= new - 1
    return tail


@njit(cache=True)
def _sort_out(n_here, whom, mark, n, kept):  # type: ignore[no-untyped-def]
    """One walk after the other. Returns how many in all."""
    place = np.cumsum(n_here) - n_here
    for i in range(n):
        left = mark[i]
        while left:
            walk = _bit(left & -left)
            kept[place[walk]] = whom[i]
            place[walk] += 1
            left &= left - 1
    return np.sum(n_here)
