"""Who sent whom, decided from all that is known of it: a function of the traces, whatever their order.

1. The owner's decision goes before everything.
2. A trace that tells nothing of this newcomer loses: its name is nobody's yet; it came after the first *yes*, or more
   than 90 days before it; the newcomer had been in contact before; the referrer was not known yet.
   What is told later of something earlier (the owner's word, a file) has no day of its own, and cannot be late.
3. Of the others the strongest kind goes; within it the latest. Nobody sent their own sender: of what would close a
   circle the weaker gives way, and the newcomer's next trace is looked at.

Compared are days and natural keys, never keys of the database: two installations that know the same decide the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

FRESH = timedelta(days=90)

# The strongest first; those of one rank are worth the same.
RANKS = (
    ("owner",),
    ("introduction", "slip"),
    ("code",),
    ("link", "qr"),
    ("typed",),
    ("file",),
    ("webhook",),
)
RANK = {kind: rank for rank, kinds in enumerate(RANKS) for kind in kinds}
MEMBERS = ("owner", "introduction")  # a member saw it themselves
UNDATED = ("owner", "file")  # told later than it was


class Lost(StrEnum):
    """Why a trace does not count."""

    NOBODY = "nobody"  # the name is nobody's in the books, or several people's
    LATE = "late"  # they had said yes before
    STALE = "stale"  # too long before the first yes
    KNOWN = "known"  # in contact with the business before
    STRANGER = "stranger"  # the referrer was not known then
    CIRCLE = "circle"  # it would make them their own sender's sender
    WEAKER = "weaker"  # another trace says more
    DECIDED = "decided"  # the owner said otherwise


class Trace(NamedTuple):
    """One evidence that is not withdrawn."""

    key: str  # natural
    kind: str
    referrer: int | None
    referred: int
    on: date


class Decision(NamedTuple):
    """The owner's word on who sent somebody; None: nobody did."""

    key: str  # natural
    referred: int
    referrer: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the books know of the people that traces name, by person."""

    first_yes: Mapping[int, date] = field(default_factory=dict)
    first_contact: Mapping[int, date] = field(default_factory=dict)
    since: Mapping[int, date] = field(default_factory=dict)  # from when they are known at all


@dataclass(slots=True)
class Verdict:
    """Who sent one newcomer, by which trace, and why the others don't count."""

    referrer: int | None = None
    key: str = ""  # of the trace that counts; "" for a decision
    lost: dict[str, Lost] = field(default_factory=dict)


def decide(traces: Iterable[Trace], decisions: Iterable[Decision], known: Known) -> dict[int, Verdict]:
    """A verdict for everybody whom a trace or a decision names as newcomer."""
    said = {one.referred: one.referrer for one in sorted(decisions)}
    verdicts: dict[int, Verdict] = defaultdict(Verdict)
    hopes: dict[int, list[Trace]] = {person: [] for person in said}
    for trace in traces:
        verdict, own = verdicts[trace.referred], hopes.setdefault(trace.referred, [])
        if trace.referred in said:
            verdict.lost[trace.key] = Lost.DECIDED
        elif why := why_not(trace, known):
            verdict.lost[trace.key] = why
        else:
            own.append(trace)
    for own in hopes.values():
        own.sort(key=lambda one: (RANK[one.kind], -one.on.toordinal(), one.key))
    branches = _Branches()
    for referred, referrer in said.items():
        verdict = verdicts[referred]
        if referrer is not None and branches.hang(referred, referrer):
            verdict.referrer = referrer
    _hand_out(hopes, verdicts, branches)
    return dict(verdicts)


def why_not(trace: Trace, known: Known) -> Lost | None:
    """Why this trace by itself does not count; None if it does."""
    if trace.referrer is None:
        return Lost.NOBODY
    if trace.kind in UNDATED:
        return None
    yes, contact = known.first_yes.get(trace.referred), known.first_contact.get(trace.referred)
    since = known.since.get(trace.referrer)
    if yes is not None and trace.on > yes:
        return Lost.LATE
    if yes is not None and trace.on < yes - FRESH:
        return Lost.STALE
    if contact is not None and contact < trace.on:
        return Lost.KNOWN
    if since is not None and since > trace.on:
        return Lost.STRANGER
    return None


def _hand_out(
    hopes: Mapping[int, list[Trace]], verdicts: Mapping[int, Verdict], branches: "_Branches"
) -> None:
    """Each newcomer in turn hangs by their best trace, the surest first; who would close a circle tries the next."""
    waiting = {person: iter(own) for person, own in hopes.items() if own}
    while waiting:
        best = {person: trace for person, own in waiting.items() if (trace := next(own, None))}
        order = sorted(best.values(), key=lambda one: (RANK[one.kind], one.on, one.key))
        waiting = {person: own for person, own in waiting.items() if person in best}
        for trace in order:
            verdict = verdicts[trace.referred]
            if branches.hang(trace.referred, trace.referrer or 0):
                verdict.referrer, verdict.key = trace.referrer, trace.key
                for other in waiting.pop(trace.referred):
                    verdict.lost[other.key] = Lost.WEAKER
            else:
                verdict.lost[trace.key] = Lost.CIRCLE


class _Branches:
    """Who hangs together. Somebody who hangs nowhere yet is the root of their branch: to hang them on one of the
    same branch would close a circle."""

    def __init__(self) -> None:
        self.up: dict[int, int] = {}

    def root(self, person: int) -> int:
        path = []
        while (above := self.up.get(person)) is not None:
            path.append(person)
            person = above
        for one in path:
            self.up[one] = person
        return person

    def hang(self, referred: int, referrer: int) -> bool:
        top = self.root(referrer)
        if top == referred:
            return False
        self.up[referred] = top
        return True


def touched_by(people: Collection[int], edges: Iterable[tuple[int, int]]) -> set[int]:
    """Everybody who hangs together with these, by any trace: on nobody else do their verdicts depend."""
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    found, edge = set(people), list(people)
    while edge:
        for other in near[edge.pop()] - found:
            found.add(other)
            edge.append(other)
    return found
