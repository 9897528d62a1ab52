"""Who gets what of a program, within its limits: a pure function of who said yes, whatever the order they came in.

1. What was approved or given keeps its place, and is counted first.
2. Of the others, whoever said yes first comes first; of one day, by natural key.
3. Both sides of one newcomer are made together: if the money left, or the newcomers left, do not do for both,
   neither is made. Only the limit for one sender in a year takes the sender's side alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

Place = tuple[int, str]  # newcomer, side: there is one reward for it, for ever
NEWCOMER, ADVOCATE = "newcomer", "advocate"


class Over(StrEnum):
    """Why nothing is made for a side."""

    BUDGET = "budget"
    IN_ALL = "in_all"
    A_YEAR = "a_year"


class Terms(NamedTuple):
    """A program: cents of each side that gets something (0 if nobody said what it costs), and its limits."""

    cents: Mapping[str, int]
    most_a_year: int | None = None
    most_in_all: int | None = None
    budget: int | None = None


class Came(NamedTuple):
    """Somebody who was sent and said yes. Their natural order is by day, then key."""

    on: int  # the day of their yes, as an ordinal
    key: str
    newcomer: int
    advocate: int
    year: int
    program: int


class Fixed(NamedTuple):
    """What was approved or given already, whatever became of it since: its money is spent."""

    newcomer: int | None
    side: str
    advocate: int | None
    year: int
    program: int
    cents: int


@dataclass(slots=True)
class Allotment:
    made: list[tuple[Place, Came]] = field(default_factory=list)
    over: dict[Place, Over] = field(default_factory=dict)
    spent: Counter[int] = field(default_factory=Counter)  # cents by program, with what is only made
    newcomers: Counter[int] = field(default_factory=Counter)  # by program
    a_year: Counter[tuple[int, int]] = field(default_factory=Counter)  # by sender and year


def allot(
    came: Iterable[Came],
    programs: Mapping[int, Terms],
    fixed: Collection[Fixed] = (),
    refused: Collection[Place] = (),
) -> Allotment:
    """The rewards to make beside those that are fixed. `refused` are places where the owner said: not this one."""
    told, taken = Allotment(), set(refused)
    counted: set[tuple[int, int]] = set()
    for number, row in enumerate(fixed):
        told.spent[row.program] += row.cents
        if row.newcomer is not None:
            taken.add((row.newcomer, row.side))
        # Two sides of one newcomer are one; of one who was forgotten nobody can tell any more.
        counted.add((row.program, row.newcomer if row.newcomer is not None else -number - 1))
        if row.side == ADVOCATE and row.advocate is not None:
            told.a_year[row.advocate, row.year] += 1
    told.newcomers.update(program for program, _who in counted)
    for one in sorted(came):
        _take(one, programs[one.program], told, taken, counted)
    return told


def _take(one: Came, terms: Terms, told: Allotment, taken: set[Place], counted: set[tuple[int, int]]) -> None:
    sides = [side for side in terms.cents if (one.newcomer, side) not in taken]
    full_year = terms.most_a_year is not None and told.a_year[one.advocate, one.year] >= terms.most_a_year
    if ADVOCATE in sides and full_year:
        sides.remove(ADVOCATE)
        told.over[one.newcomer, ADVOCATE] = Over.A_YEAR
    if not sides:
        return
    is_new = (one.program, one.newcomer) not in counted
    cost = sum(terms.cents[side] for side in sides)
    why = None
    if is_new and terms.most_in_all is not None and told.newcomers[one.program] >= terms.most_in_all:
        why = Over.IN_ALL
    elif terms.budget is not None and cost and told.spent[one.program] + cost > terms.budget:
        why = Over.BUDGET
    if why:
        told.over |= {(one.newcomer, side): why for side in sides}
        return
    told.spent[one.program] += cost
    if is_new:
        counted.add((one.program, one.newcomer))
        told.newcomers[one.program] += 1
    for side in sides:
        taken.add((one.newcomer, side))
        told.made.append(((one.newcomer, side), one))
        if side == ADVOCATE:
            told.a_year[one.advocate, one.year] += 1


def is_full(terms: Terms, spent: int, newcomers: int) -> bool:
    """Whether the next newcomer would get nothing."""
    if terms.most_in_all is not None and newcomers >= terms.most_in_all:
        return True
    cost = sum(terms.cents.values())
    return terms.budget is not None and bool(cost) and spent + cost > terms.budget
