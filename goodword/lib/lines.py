"""The plain thing that every room hands to a person's timeline."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened with a person, in a sentence.

    A room's `panels.py: lines(person) -> list[Line]` tells them in any order; the desk puts all rooms'
    lines in theirs, newest first. `at` orders those of one day where the room knows the moment. `room`
    and `row` name what it came from, so that a page can offer to open it or to take it away.
    """

    on: date
    words: str
    room: str
    kind: str
    at: datetime | None = None
    row: str = ""
