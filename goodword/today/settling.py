"""What becomes of a move: done (and what they said), tomorrow, skip, never; each with its way back.

A move that is settled writes to the rooms below through their own verbs, under keys made of the move's
code: done twice is done once, and undo takes back just what it wrote.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goodword.accounts.models import Member
from goodword.accounts.models.change import log
from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_note, say_consent, take_back_consent
from goodword.people.models import Consent, Note
from goodword.talks.models import Ask, Talk

from .models import Move

MOTIVE_OF = {"know_story": "story", "know_access": "access", "know_name": "name"}


@dataclass(frozen=True, slots=True)
class Told:
    """What the member says when a move is done."""

    way: str = ""
    said: str = ""
    answer: str = ""  # yes, maybe, no; of a question ("know"): no means there is nothing


@transaction.atomic
def done(move: Move, member: Member | None, at: datetime, told: Told | None = None) -> Move:
    """Done, with what they said. Safe to repeat; what was said last is kept."""
    told = told or Told()
    if move.state != Move.State.OPEN:
        _take_back(move, member, at)
    DONE.get(move.kind, _nothing)(move, member, at, told)
    return _settled(move, Move.State.DONE, member, at, told.said)


@transaction.atomic
def put_off(move: Move, member: Member | None, at: datetime) -> Move:
    """Tomorrow: it comes back before what is new."""
    _take_back(move, member, at)
    return _settled(move, Move.State.TOMORROW, member, at)


@transaction.atomic
def skip(move: Move, member: Member | None, at: datetime) -> Move:
    """Not this one: left in peace for two weeks."""
    _take_back(move, member, at)
    return _settled(move, Move.State.SKIPPED, member, at)


@transaction.atomic
def never(move: Move, member: Member | None, at: datetime) -> Move:
    """Never this kind with this person. Of an ask it is the owner's "don't ask"; thanks are dropped."""
    _take_back(move, member, at)
    if move.kind == "ask" and move.person:
        consent = say_consent(move.person, Consent.Says.NEVER, member, at, why="today")
        move.made = {"consent": consent.code}
    elif thanks := _thanks(move):
        thanks.drop(member, at)
    return _settled(move, Move.State.NEVER, member, at)


@transaction.atomic
def undo(move: Move, member: Member | None, at: datetime) -> Move:
    """Open again, and all that settling it wrote is taken back. Safe to repeat."""
    if move.state == Move.State.OPEN and not move.opened_at:
        return move
    _take_back(move, member, at)
    move.opened_at, move.opened_way = None, ""
    return _settled(move, Move.State.OPEN, member, at)


@transaction.atomic
def mark_opened(move: Move, way: str, member: Member | None, at: datetime) -> Move:
    """The words were opened in the member's phone or mail; “Did you send it?” comes next."""
    if move.state != Move.State.OPEN:
        return move
    if move.kind == "ask":
        _draft(move, member, at).mark_opened(member, at, way)
    move.opened_at, move.opened_way = move.opened_at or at, way
    move.save(update_fields=["opened_at", "opened_way"])
    return move


@transaction.atomic
def not_yet(move: Move, member: Member | None, at: datetime) -> Move:
    """“Not yet”: it was looked at, and not sent."""
    if ask := _ask(move):
        ask.unmark_opened(member, at)
    move.opened_at, move.opened_way = None, ""
    move.save(update_fields=["opened_at", "opened_way"])
    return move


def _settled(move: Move, state: str, member: Member | None, at: datetime, said: str = "") -> Move:
    is_open = state == Move.State.OPEN
    move.state, move.said = state, said
    move.settled_at = None if is_open else at
    move.settled_by = None if is_open else member
    move.save()
    log(move, "move.reopened" if is_open else f"move.{state}", at, member)
    return move


# What "done" writes, by kind.


def _ask_done(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    ask = _draft(move, member, at)
    ask.send(member, at, told.way or move.opened_way or move.way)
    if told.answer:
        ask.hear(told.answer, member, at, told.said)


def _heard_back(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    ask = Ask.objects.get(business_id=move.business_id, code=move.row)
    if told.answer:
        ask.hear(told.answer, member, at, told.said)
    else:
        ask.hear_back(member, at, told.way or move.opened_way or move.way)


def _thanked(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    if thanks := _thanks(move):
        thanks.say(member, told.way or move.opened_way or move.way or "visit", at, wording=move.wording, said=told.said)


def _talked(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    assert move.person is not None
    Talk.keep(
        move.person,
        member,
        at,
        kind=move.kind,
        key=_key(move),
        play=move.play,
        wording=move.wording,
        way=told.way or move.opened_way or move.way,
        said=told.said,
    )


def _asked_a_question(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    """What they said is a note on the motive it was about: the next standing knows it."""
    assert move.person is not None
    says_no = told.answer == "no"
    if told.said or says_no:
        about = MOTIVE_OF.get(move.play, "")
        note = add_note(
            move.person, member, at, told.said or "-", about=about, says_no=says_no, key=_key(move)
        )
        move.made = {"note": note.code}
    _talked(move, member, at, told)


def _nothing(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    """Sorting and starting write what they write on their own pages."""


DONE: dict[str, Callable[[Move, Member | None, datetime, Told], None]] = {
    "ask": _ask_done,
    "hear_back": _heard_back,
    "thank": _thanked,
    "listen": _talked,
    "touch": _talked,
    "know": _asked_a_question,
}


def _take_back(move: Move, member: Member | None, at: datetime) -> None:
    """Whatever settling this move wrote."""
    ask = _ask(move)
    if ask and move.kind == "ask":
        ask.unhear(member, at).unsend(member, at).unmark_opened(member, at).discard(member, at)
    elif ask and move.state == Move.State.DONE:
        ask.unhear(member, at).unhear_back(member, at)
    if (thanks := _thanks(move)) and move.state in (Move.State.DONE, Move.State.NEVER):
        thanks.unsay(member, at)
        thanks.undrop(member, at)
    for talk in Talk.objects.filter(business_id=move.business_id, key=_key(move)):
        talk.take_back(member, at)
    Note.objects.filter(business_id=move.business_id, code=move.made.get("note", "")).delete()
    for consent in Consent.objects.filter(business_id=move.business_id, code=move.made.get("consent", "")):
        take_back_consent(consent, member, at)
    move.made = {}


def _key(move: Move) -> str:
    return f"move:{move.code}"


def _draft(move: Move, member: Member | None, at: datetime) -> Ask:
    assert move.person is not None
    return Ask.draft(
        move.person, member, at, play=move.play, words=move.words, wording=move.wording, way=move.way, key=_key(move)
    )


def _ask(move: Move) -> Ask | None:
    if move.kind == "ask":
        return Ask.objects.filter(business_id=move.business_id, key=_key(move)).first()
    if move.kind == "hear_back":
        return Ask.objects.filter(business_id=move.business_id, code=move.row).first()
    return None


def _thanks(move: Move) -> ThankYou | None:
    if move.kind != "thank":
        return None
    return ThankYou.objects.filter(business_id=move.business_id, code=move.row).first()
