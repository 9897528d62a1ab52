"""Regulars as the branching process wants them: who became one, when, and who sent them; and how long they stay."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goodword.accounts.models import Business
from goodword.analysis.joins import Joins
from goodword.analysis.regulars import Spells
from goodword.analysis.tree import NOBODY
from goodword.referrals.measure import Grown, grown

from .regulars import spells_of

Ids = NDArray[np.int64]
YEAR_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Joined:
    """(n,) each, by person in the order of their keys. What is told of a past day needs no later row but one: who
    sent somebody counts from the day on which they became a regular, though it may have been noted later."""

    spells: Spells
    people: Ids
    day: Ids
    sender: Ids  # the place of who sent them, if that is a regular too; NOBODY

    @classmethod
    def of(cls, business: Business, on: date) -> "Joined":
        spells = spells_of(business, on)
        people, day = spells.person[spells.is_first], spells.start[spells.is_first]
        return cls(spells, people, day, _senders(people, grown(business)))

    def joins_until(self, now: int) -> Joins:
        here = self.day <= now
        place = np.cumsum(here) - 1
        sender = np.where(self.sender == NOBODY, NOBODY, place[self.sender])
        sender = np.where((self.sender != NOBODY) & ~here[self.sender], NOBODY, sender)
        return Joins(self.day[here], sender[here])

    @property
    def senders(self) -> Ids:
        """The keys of those who sent a regular."""
        return self.people[np.unique(self.sender[self.sender != NOBODY])]

    def count_on(self, day: int) -> int:
        return int(self.spells.count_on([day])[0])

    def stay_until(self, now: int) -> float:
        """The chance that a regular stays another week, by the year before; those who came back are no loss.

        As if, before anything is known, one of a hundred were lost within a year.
        """
        weeks = now - 7 * np.arange(YEAR_WEEKS)
        weeks = weeks[weeks > 0]
        lived = int(self.spells.count_on(weeks).sum())
        since = int(weeks[-1]) - 7
        left = ((since < self.spells.end) & (self.spells.end <= now)).sum()
        back = (~self.spells.is_first & (since < self.spells.start) & (self.spells.start <= now)).sum()
        return 1 - (max(int(left) - int(back), 0) + 0.5) / (lived + 50 * YEAR_WEEKS)


def _senders(people: Ids, tree: Grown) -> Ids:
    sender = np.full(len(people), NOBODY, np.int64)
    if not len(people) or not len(tree.people):
        return sender
    place = np.minimum(np.searchsorted(tree.people, people), len(tree.people) - 1)
    up = np.where(tree.people[place] == people, tree.tree.up[place], NOBODY)
    who = tree.people[up]
    found = np.minimum(np.searchsorted(people, who), len(people) - 1)
    known = (up != NOBODY) & (people[found] == who)
    sender[known] = found[known]
    return sender
