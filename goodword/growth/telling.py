"""Whom to tell first of something new: found at night by measure/telling.py, read here by pages and rooms above."""

from dataclasses import dataclass
from typing import Any

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.people.models import Person

from .models import Figure

BUDGETS = (5, 10, 20)
FEWEST = 30  # people with ties: among fewer the owner knows better than any counting


@dataclass(frozen=True, slots=True)
class First:
    """One to be told."""

    person: Person
    knows: int
    alone: int  # reached through them, and through none of the others


@dataclass(frozen=True, slots=True)
class Telling:
    """`k` to tell first, beside the best-connected; None of it where too few are known to know each other."""

    k: int
    n: int  # people with ties
    people: list[First]
    reach: int
    connected: list[First]
    connected_reach: int
    is_better: bool  # than the best-connected, by more than chance

    @property
    def is_ready(self) -> bool:
        return bool(self.people)

    @property
    def missing(self) -> int:
        return max(FEWEST - self.n, 0)


def budget(told: str) -> int:
    """One of the budgets; nonsense in an address is the middle one."""
    return next((k for k in BUDGETS if str(k) == told), BUDGETS[1])


def telling(member: Member, k: int) -> Telling | None:
    """None while nothing has been counted yet."""
    figure = Figure.newest(member.business_id, Figure.Name.TELLING)
    if figure is None:
        return None
    told = figure.told["budgets"].get(str(k))
    if told is None:
        return Telling(k, figure.told["n"], [], 0, [], 0, False)
    (reach, error), (connected, its_error) = told["reach"], told["connected_reach"]
    return Telling(
        k,
        figure.told["n"],
        _people(member, told["people"]),
        round(reach),
        _people(member, [[*one, 0] for one in told["connected"]]),
        round(connected),
        is_better=reach - connected > max(1.0, 2 * (error**2 + its_error**2) ** 0.5),
    )


def _people(member: Member, told: list[list[Any]]) -> list[First]:
    """Who is still in the books and may be told: since the night somebody may have gone, or said never."""
    rows = rows_for(member, Person).filter(code__among=[code for code, *_more in told])
    people = {person.code: person for person in rows.filter(left_out=False, never_ask=False)}
    return [First(people[code], knows, alone) for code, knows, alone in told if code in people]
