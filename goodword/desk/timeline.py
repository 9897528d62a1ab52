"""What happened with a person: every room's lines, newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils.text import capfirst

from goodword.accounts.models import Member
from goodword.lib.lines import Line
from goodword.people.models import Person
from goodword.referrals.panels import NAMED

from .said import day_words

# The rooms below that tell lines, each in its panels.py.
ROOMS = ("people", "talks", "sales", "listening", "referrals", "introductions", "gratitude", "growth")
PAGE = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A line as the page says it."""

    line: Line
    when: str

    @property
    def is_note(self) -> bool:
        return self.line.kind == "note"

    @property
    def is_named(self) -> bool:
        """Somebody sent them who is only a name so far."""
        return self.line.kind == NAMED


def tellers() -> list[Callable[[Person, Member], list[Line]]]:
    found: list[Callable[[Person, Member], list[Line]]] = []
    for room in ROOMS:
        name = f"goodword.{room}.panels"
        if find_spec(name):
            found.append(import_module(name).lines)
    return found


def timeline(person: Person, member: Member) -> list[Line]:
    lines = [line for tell in tellers() for line in tell(person, member)]
    return sorted(lines, key=_newest)


def _newest(line: Line) -> tuple[Any, ...]:
    """Newest first; of one day, what is known to the minute before what is not; then always the same."""
    day = -line.on.toordinal()
    moment = -line.at.timestamp() if line.at else -datetime.combine(line.on, time.min).timestamp()
    return (day, line.at is None, moment, line.room, line.kind, line.row, line.words)


def page_of(lines: list[Line], start: int, today: date) -> list[Told]:
    return [Told(line, capfirst(day_words(line.on, today))) for line in lines[start : start + PAGE]]
