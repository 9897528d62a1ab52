"""Trees drawn by lot, and a slow way to count them. People are known by their keys, from 1 on."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from goodword.referrals.measure import Grown
from goodword.referrals.places import Counted

DAY = date(2026, 3, 2)


class Sent(NamedTuple):
    referred: int
    referrer: int
    on: date | None = None


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


@st.composite
def forests(draw, most=40):
    """Each is sent by somebody of a smaller number, or by nobody; told in any order."""
    n = draw(st.integers(1, most))
    senders = [
        draw(st.one_of(st.none(), st.integers(1, one - 1))) if one > 1 else None for one in range(1, n + 1)
    ]
    days = st.one_of(st.none(), st.integers(0, 400).map(ago))
    rows = [Sent(one, sender, draw(days)) for one, sender in enumerate(senders, 1) if sender is not None]
    return draw(st.permutations(rows))


def grown(rows) -> Grown:
    days = [one.on.toordinal() if one.on else 0 for one in rows]
    told = [(one.referred, one.referrer, day, day) for one, day in zip(rows, days, strict=True)]
    return Grown.of(np.array(told, np.int64).reshape(-1, 4))


class Slow:
    """The same tree, by asking everybody for all their senders."""

    def __init__(self, rows) -> None:
        self.up = {row.referred: row.referrer for row in rows}
        self.on = {row.referred: row.on for row in rows}
        self.people = sorted(self.up.keys() | set(self.up.values()))
        self.chains = {person: self.chain_of(person) for person in self.people}
        self.below = {one: sum(one in chain for chain in self.chains.values()) for one in self.people}

    def chain_of(self, person):
        return [self.up[person], *self.chain_of(self.up[person])] if person in self.up else []

    def generation(self, person):
        return len(self.chains[person]) + 1

    def own(self, sender):
        own = [one for one in self.people if self.up.get(one) == sender]
        return sorted(own, key=lambda one: (-self.below[one], one))


def places(rows) -> Counted:
    return Counted(grown(rows))
