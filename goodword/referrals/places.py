"""Where people hang in the tree, asked for bit by bit: from a tree that was just counted, or from its kept rows.

Both answer alike, so that a page need not know which it has. Of the kept ones only what is asked for is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from typing import Protocol

import numpy as np
from django.db import connection

from .measure import Grown
from .models import TreePlace

FIELDS = ("person", "sender", "generation", "below", "on")
READ_AT_ONCE = 10_000
AHEAD = 5  # senders whose own are read along with those of the one who is asked for
OF_EACH = 9  # of their own: more are asked for only of a few
# One of many in a row: of each sender some, by the index.
_OWN = (
    'SELECT * FROM (SELECT person_id, sender_id, below, "on" FROM referrals_treeplace WHERE business_id = %s'
    " AND sender_id {who} ORDER BY below DESC, person_id LIMIT %s OFFSET %s) AS part{n}"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One person's. `sender` is None for who came by themselves; `on` if nobody knows when they were sent."""

    person: int
    sender: int | None
    generation: int
    below: int
    on: date | None


class Places(Protocol):
    below: dict[int, int]  # of everybody who was told: how many they set in motion
    on: dict[int, date | None]  # ... and on which day they were sent

    def find(self, person: int) -> Place | None: ...

    def own(self, sender: int | None, most: int, start: int = 0) -> Sequence[int]:
        """At most so many whom they sent, from the `start`th on; of None: who came by themselves. Who set most in
        motion comes first; of as many, who is longer in the books."""
        ...

    def passed(self, sender: int | None, n: int) -> tuple[int, int]:
        """How many the first `n` of these are, and how many hang by them, they themselves included."""
        ...

    def everybody(self) -> Iterator[Place]:
        """One by one, generation by generation."""
        ...


class Counted:
    """Of a tree at hand."""

    def __init__(self, grown: Grown) -> None:
        self._grown = grown
        # By sender, and within one as `own` tells them; those of nobody come first.
        order = np.lexsort((-grown.tree.below, grown.tree.up))
        self._order, self._up = order, grown.tree.up[order]
        self.below: dict[int, int] = {}
        self.on: dict[int, date | None] = {}

    def find(self, person: int) -> Place | None:
        at = int(np.searchsorted(self._grown.people, person))
        if at == len(self._grown.people) or self._grown.people[at] != person:
            return None
        return self._place(at)

    def _place(self, at: int) -> Place:
        tree, up = self._grown.tree, int(self._grown.tree.up[at])
        sender = int(self._grown.people[up]) if up >= 0 else None
        day = int(self._grown.day[at])
        return Place(
            int(self._grown.people[at]),
            sender,
            int(tree.generation[at]),
            int(tree.below[at]),
            date.fromordinal(day) if day else None,
        )

    def own(self, sender: int | None, most: int, start: int = 0) -> Sequence[int]:
        places = self._own(sender)[start : start + most]
        people = self._grown.people[places].tolist()
        self.below.update(zip(people, self._grown.tree.below[places].tolist(), strict=True))
        days = (date.fromordinal(day) if day else None for day in self._grown.day[places].tolist())
        self.on.update(zip(people, days, strict=True))
        return people

    def passed(self, sender: int | None, n: int) -> tuple[int, int]:
        places = self._own(sender)[:n]
        return len(places), int(self._grown.tree.below[places].sum()) + len(places)

    def everybody(self) -> Iterator[Place]:
        for at in np.argsort(self._grown.tree.generation, kind="stable"):
            yield self._place(int(at))

    def _own(self, sender: int | None) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        up = -1 if sender is None else int(np.searchsorted(self._grown.people, sender))
        begin, end = np.searchsorted(self._up, [up, up + 1])
        return self._order[begin:end]


class Kept:
    """Of kept rows: some queries for a page, whatever the size of the tree."""

    def __init__(self, business: int) -> None:
        self._business = business
        self.below: dict[int, int] = {}
        self.on: dict[int, date | None] = {}
        self._own: dict[int | None, list[int]] = {}
        self._read: dict[int | None, int] = {}  # how many of theirs were asked for

    def find(self, person: int) -> Place | None:
        rows = TreePlace.objects.filter(business=self._business, person=person)
        found = rows.values_list(*FIELDS).first()
        return Place(*found) if found else None

    def own(self, sender: int | None, most: int, start: int = 0) -> Sequence[int]:
        if start:
            return self._of({sender: most}, start)[sender]
        known = self._own.get(sender)
        if known is None or (len(known) == self._read[sender] < most):
            waiting = [one for one, n in self.below.items() if n and one not in self._own]
            ahead = nlargest(AHEAD, waiting, key=self.below.__getitem__)
            wanted: dict[int | None, int] = {**dict.fromkeys(ahead, min(OF_EACH, most)), sender: most}
            self._own.update(self._of(wanted))
            self._read.update(wanted)
        return self._own[sender][:most]

    def _of(self, wanted: dict[int | None, int], start: int = 0) -> dict[int | None, list[int]]:
        given: list[int] = []
        for one, most in wanted.items():
            given += [self._business, *([] if one is None else [one]), most, start]
        parts = [
            _OWN.format(who="IS NULL AND below > 0" if one is None else "= %s", n=n)
            for n, one in enumerate(wanted)
        ]
        found: dict[int | None, list[int]] = {one: [] for one in wanted}
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), given)
            for person, sender, below, on in cursor.fetchall():
                found[sender].append(person)
                self.below[person] = below
                self.on[person] = date.fromisoformat(on) if isinstance(on, str) else on
        return found

    def passed(self, sender: int | None, n: int) -> tuple[int, int]:
        rows = TreePlace.objects.filter(business=self._business, sender=sender, below__gte=0 if sender else 1)
        below = list(rows.order_by("-below", "person").values_list("below", flat=True)[:n])
        return len(below), sum(below) + len(below)

    def everybody(self) -> Iterator[Place]:
        rows = TreePlace.objects.filter(business=self._business).order_by("generation", "person")
        for told in rows.values_list(*FIELDS).iterator(READ_AT_ONCE):
            yield Place(*told)
