"""Who became one of us, when, and by whom: what growth is fitted to, checked and counted by week."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.inputs import DAY_MAX, BadInput, BoolVector, IntVector, whole_numbers
from goodword.analysis.tree import NOBODY, grow

WEEK = 7


@dataclass(frozen=True, slots=True)
class Joins:
    """(n,) each, by person: the `day` on which they became one (ordinal, 0 where nobody knows), the place of who
    sent them or NOBODY, and through which channel (any number from 0) those came whom nobody sent."""

    day: ArrayLike
    sender: ArrayLike
    channel: ArrayLike | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What the joins of one business say as of the end of the day `now`.

    Weeks are counted back from `now`: week 0 are its last seven days. `started` (weeks,) is how many became one
    in each, `brought` (weeks,) how many these have brought so far, `offspring` (n,) the same by person, and
    `lags` (links,) the days from a sender's start to the newcomer's. `arrivals` (channels, weeks) are those whom
    nobody sent. `days` is the length of the books, of which the last, oldest week may be a part.
    """

    now: int
    days: int
    n_people: int
    n_sent: int
    n_undated: int
    n_ahead: int
    n_impossible: int
    started: IntVector
    brought: IntVector
    offspring: IntVector
    lags: IntVector
    arrivals: IntVector
    newcomers: IntVector

    def __len__(self) -> int:
        return len(self.started)


def counted(joins: Joins, now: int, since: int | None = None) -> Counted:
    """Count `joins` by week as of the end of the day `now`; `since` is the day on which the books begin.

    Without `since` they begin with the first person, who is then no proof of a pace: they are in no week's
    arrivals. Days after `now` are not looked at. A link that cannot be (somebody who sent themselves, a
    circle, a newcomer from before their sender) is left out, and its newcomer came by themselves. Who has no
    day is one of the people and says nothing else. Raises BadInput, naming the row.
    """
    if not 1 <= now <= DAY_MAX:
        raise BadInput(f"now: {now} is not a day from 1 to {DAY_MAX}.")
    day, sender, channel = _checked(joins)
    here = day <= now
    known = here & (day > 0)
    first = min(int(day[known].min(initial=now)), now)
    begun = first if since is None else min(max(since, 1), first)
    link, impossible = _links(day, sender, known)
    weeks = np.where(known, (now - day) // WEEK, 0)
    n_weeks = (now - begun) // WEEK + 1
    offspring = np.bincount(sender[link], minlength=len(day))
    alone = known & ((sender == NOBODY) | impossible)
    if since is None and alone.any():
        alone[np.flatnonzero(alone & (day == day[alone].min()))[0]] = False
    return Counted(
        now=now,
        days=now - begun + 1,
        n_people=int(here.sum()),
        n_sent=int(link.sum()),
        n_undated=int((here & ~known).sum()),
        n_ahead=int((~here).sum()),
        n_impossible=int(impossible.sum()),
        started=np.bincount(weeks[known], minlength=n_weeks),
        brought=np.bincount(weeks[sender[link]], minlength=n_weeks),
        offspring=offspring[known],
        lags=(day[link] - day[sender[link]]).astype(np.int64),
        arrivals=_by_channel(channel[alone], weeks[alone], n_weeks),
        newcomers=day[known],
    )


def _checked(joins: Joins) -> tuple[IntVector, IntVector, IntVector]:
    day = whole_numbers(joins.day, "day", 0, DAY_MAX)
    sender = whole_numbers(joins.sender, "sender", NOBODY, len(day) - 1)
    channel = whole_numbers(
        np.zeros(len(day), np.int64) if joins.channel is None else joins.channel, "channel", 0, DAY_MAX
    )
    if not len(day) == len(sender) == len(channel):
        raise BadInput(
            f"There are {len(day)} days, {len(sender)} senders and {len(channel)} channels: "
            "one of each for every person."
        )
    return day, sender, channel


def _links(day: IntVector, sender: IntVector, known: BoolVector) -> tuple[BoolVector, BoolVector]:
    """Whose sender and lag are known; and who cannot have been sent by whom the books say."""
    sent = known & (sender != NOBODY)
    up = np.where(sent, sender, 0)
    dated = sent & (day[up] > 0)
    impossible = sent & (grow(sender).generation == 0) | dated & (day < day[up])
    return dated & ~impossible, impossible


def _by_channel(channel: IntVector, week: IntVector, n_weeks: int) -> IntVector:
    """(channels, weeks); one channel at least."""
    names, place = np.unique(channel, return_inverse=True)
    table = np.bincount(place * n_weeks + week, minlength=max(len(names), 1) * n_weeks)
    return table.reshape(-1, n_weeks)
