"""The tree of who brought whom, from flat rows: generations, branches, first followers, and the stage it is in.

Everything here is one walk over the people, and none of it calls itself: a chain of 100,000 is as quick as a star.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from heapq import nlargest
from statistics import median
from typing import NamedTuple

LATELY = timedelta(days=90)
SEVERAL = 3  # who send somebody, from which on it has momentum
MANY_LATELY = 10  # sent in the last 90 days, from which on it may be a snowball


class Sent(NamedTuple):
    """One who was sent, by whom, and when; None if nobody knows the day."""

    referred: int
    referrer: int
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Who brought whom. Who goes round in a circle hangs nowhere, and is left out."""

    up: Mapping[int, int]
    down: Mapping[int, list[int]]  # in the order in which they were told
    on: Mapping[int, date]  # the day on which they were sent, where it is known
    generation: Mapping[
        int, int
    ]  # 1 for those who came by themselves; everybody, senders before those they sent
    below: Mapping[int, int]  # how many they set in motion: those they sent, and those sent by these

    @property
    def tops(self) -> list[int]:
        """Those who came by themselves and sent somebody."""
        return [person for person in self.generation if person not in self.up]

    @property
    def senders(self) -> list[int]:
        return [person for person in self.generation if person in self.down]

    def branch(self, top: int) -> list[int]:
        """Everybody in the branch of `top`, who comes first; senders before those they sent."""
        found = [top]
        for person in found:
            found += self.down.get(person, ())
        return found

    def first_follower(self, person: int) -> int | None:
        """Whom they sent first. Those with a day go before those without; of one day, who was told first."""
        own = self.down.get(person, ())
        return min(own, key=lambda one: self.on.get(one, date.max), default=None)

    def biggest(self, people: Iterable[int], n: int | None = None) -> list[int]:
        """These (the first `n` of them), who set most in motion first; of as many, who was told first."""
        if n is None:
            return sorted(people, key=self.below.__getitem__, reverse=True)
        return nlargest(n, people, key=self.below.__getitem__)

    def generations(self) -> list[int]:
        """How many in each, the first one first."""
        counted = Counter(self.generation.values())
        return [counted[n + 1] for n in range(len(counted))]


def grow(rows: Iterable[tuple[int, int, date | None]]) -> Tree:
    """The tree of these rows, each a `Sent` or like one. Of two rows of one newcomer the last one goes."""
    up: dict[int, int] = {}
    on: dict[int, date] = {}
    for referred, referrer, day in rows:
        up[referred] = referrer
        if day is not None:
            on[referred] = day
    down: dict[int, list[int]] = defaultdict(list)
    for person, sender in up.items():
        down[sender].append(person)
    down = dict(down)
    order = [person for person in down if person not in up]
    generation = dict.fromkeys(order, 1)
    ring, n = order, 1
    while ring := [one for person in ring if person in down for one in down[person]]:
        n += 1
        order += ring
        generation.update(dict.fromkeys(ring, n))
    below = dict.fromkeys(order, 0)
    for person in reversed(order):
        if person in up:
            below[up[person]] += below[person] + 1
    if len(order) < len(up.keys() | down.keys()):  # circles
        up = {person: sender for person, sender in up.items() if person in generation}
        down = {person: own for person, own in down.items() if person in generation}
    return Tree(up, down, on, generation, below)


class Stage(StrEnum):
    """How far it has come, after Derek Sivers' "How to start a movement"; the numbers are our own."""

    ALONE = "alone"  # nobody was sent
    FIRST = "first"  # somebody was sent
    MOMENTUM = "momentum"  # several people send, and of those who were sent some send too
    SNOWBALL = (
        "snowball"  # lately many were sent, half of them by people who were sent, and no fewer than before
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """The stage with what it was told from."""

    stage: Stage
    n_senders: int
    n_sent_who_send: int
    n_lately: int  # sent in the last 90 days
    n_before: int  # in the 90 days before those
    n_lately_by_sent: int  # of those lately: sent by somebody who was sent


def progress(tree: Tree, today: date) -> Progress:
    """The stage that the tree is in. Who has no day is counted among no days."""
    lately, n_before = [], 0
    begin, end = today - LATELY, today
    for person, on in tree.on.items():
        if begin < on <= end and person in tree.up:
            lately.append(person)
        elif begin - LATELY < on <= begin and person in tree.up:
            n_before += 1
    by_sent = sum(tree.up[person] in tree.up for person in lately)
    n_senders = len(tree.down)
    n_sent_who_send = sum(person in tree.up for person in tree.down)
    if not tree.up:
        stage = Stage.ALONE
    elif n_senders < SEVERAL or not n_sent_who_send:
        stage = Stage.FIRST
    elif len(lately) < MANY_LATELY or 2 * by_sent < len(lately) or len(lately) < n_before:
        stage = Stage.MOMENTUM
    else:
        stage = Stage.SNOWBALL
    return Progress(stage, n_senders, n_sent_who_send, len(lately), n_before, by_sent)


def undated_senders(tree: Tree) -> list[int]:
    """Who sent somebody, and of whom the tree has no day: the books must tell since when they are known."""
    return [person for person in tree.down if person not in tree.on]


def days_to_first(tree: Tree, joined: Mapping[int, date]) -> list[int]:
    """Days from joining to the first one sent, of everybody of whom both are known.

    Who was sent joined on that day; of the others `joined` tells. Who sent somebody before that, joined before
    the books know, and is left out.
    """
    first: dict[int, date] = {}
    for person, on in tree.on.items():
        if (sender := tree.up.get(person)) is not None and (
            (known := first.get(sender)) is None or on < known
        ):
            first[sender] = on
    came = ((tree.on.get(sender) or joined.get(sender), on) for sender, on in first.items())
    return [(on - day).days for day, on in came if day is not None and day <= on]


def median_days(days: Iterable[int]) -> int | None:
    """The day by which half of them had; None of nobody. Between two, the later."""
    told = list(days)
    return -int(-median(told) // 1) if told else None
