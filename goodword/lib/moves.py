"""The plain thing that every room hands to today's list."""

from dataclasses import dataclass, field
from datetime import date

KINDS = ("thank", "ask", "hear_back", "listen", "touch", "know", "sort", "start")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing worth doing today, offered by a room; `today` chooses among them.

    `good` is the expected number of newcomers who say yes because of it, so that every kind is on one
    scale; divided by `minutes` it is what the list is chosen by. `facts` fill the play's words and
    nothing else does. `room` and `row` name what it came from (a ThankYou, an Ask ...), so that doing
    the move can be told to that row.
    """

    kind: str
    person: int | None  # the Person's primary key; None only for `start`
    play: str  # a name in talks.plays
    why: str  # a sentence for the owner, from stored facts
    good: float
    minutes: float
    facts: dict[str, str] = field(default_factory=dict)
    due_on: date | None = None
    must: bool = False  # stands before anything chosen by good: thanks that are due
    room: str = ""
    row: str = ""
    rows: tuple[str, ...] = ()  # all that doing it settles, if that is more than `row`
