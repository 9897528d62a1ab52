"""What is due: thanks, and today's list."""

from typing import Any, Literal

from ninja import Query, Router, Schema

from goodword.accounts.access import rows_for
from goodword.gratitude.models import ThankYou
from goodword.today.showing import Shown, day_of

from .door import Key
from .found import named
from .paging import page_of
from .paging import told as told_page
from .problems import Mistake, refuse
from .scopes import Scope
from .shapes import Asked, Code, Page

router = Router(tags=["day by day"])


class ThanksOut(Schema):
    """`state`: open, said, or dropped (the owner says that none are needed). `since` is null if no day is known."""

    code: str
    person: str
    reason: str
    newcomer: str | None
    since: str | None
    state: str
    said_on: str | None


class ThanksAsked(Asked):
    person: Code = ""
    state: Literal["", "open", "said", "dropped"] = ""


class MoveOut(Schema):
    """One line of the list. `person` is null only where there is nobody yet."""

    code: str
    kind: str
    person: str | None
    why: str
    words: str
    minutes: float
    state: str


class ListOut(Schema):
    """`is_made`: whether there is a list of this day yet. Asking does not make it."""

    on: str
    is_made: bool
    moves: list[MoveOut]


FILTERS: dict[str, dict[str, Any]] = {
    "": {},
    "open": {"said_at": None, "dropped_at": None},
    "said": {"said_at__isnull": False},
    "dropped": {"said_at": None, "dropped_at__isnull": False},
}


@router.get("/thanks", response=Page[ThanksOut], auth=Key(Scope.READ_THANKS), summary="Thanks")
def thanks(request: Any, asked: Query[ThanksAsked]) -> Any:
    """What deserves thanks, and the thanks that were said."""
    mistakes: list[Mistake] = []
    person = named(request, "person", asked.person, mistakes)
    refuse(mistakes)
    all_rows = rows_for(request.member, ThankYou)
    rows = all_rows.filter(person__is_here=True, **FILTERS[asked.state]).select_related("person", "newcomer")
    found, onwards = page_of(rows.filter(person=person) if person else rows, asked, all_rows)
    return told_page(asked, [thanks_told(one) for one in found], onwards)


def thanks_told(one: ThankYou) -> dict[str, Any]:
    return {
        "code": one.code,
        "person": one.person.code,
        "reason": one.reason,
        "newcomer": one.newcomer.code if one.newcomer else None,
        "since": one.since.isoformat() if one.is_dated else None,
        "state": "said" if one.said_at else "dropped" if one.dropped_at else "open",
        "said_on": one.said_on.isoformat() if one.said_on else None,
    }


@router.get("/list", response=ListOut, auth=Key(Scope.READ_LIST), summary="Today's list")
def todays_list(request: Any) -> Any:
    """Whom to thank, ask or listen to today, and in which words."""
    day = day_of(request.business, request.today, request.member)
    moves = [move_told(one) for one in day.moves]
    return {"on": day.on.isoformat(), "is_made": day.list is not None, "moves": moves}


def move_told(one: Shown) -> dict[str, Any]:
    move = one.move
    return {
        "code": move.code,
        "kind": move.kind,
        "person": move.person.code if move.person else None,
        "why": one.why,
        "words": move.words,
        "minutes": move.minutes,
        "state": "struck" if one.struck and move.state == "open" else move.state,
    }
