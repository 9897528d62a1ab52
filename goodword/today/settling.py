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
from goodword.people.hand import add_note, remove_note, say_consent, take_back_consent
from goodword.people.models import Consent, Note
from goodword.talks.models import Ask, Talk

from .models import Move

MOTIVE_OF = {"know_story": "story", "know_access": "access", "know_name": "name"}
NOTHING_THERE = "–"


@dataclass(frozen=True, slots=True)
class Told:
    """What the member says when a move is done."""

    way: str = ""
    said: str = ""
    answer: str = ""  # yes, maybe, no; of a question ("know"): no means there is nothing


@transaction.atomic
def done(move: Move, member: Member | None, at: datetime, told: Told | None = None) -> Move:
    """Done, with what they said. Safe to repeat: it was done the first time, and what was said last is kept."""
    told = told or Told()
    move = _locked(move)
    if move.state == Move.State.DONE:
        return hear(move, member, at, told) if told.said or told.answer else move
    _take_back(move, member, at, reopen=False)
    way = told.way or move.opened_way or move.way or "visit"
    DONE.get(move.kind, _nothing)(move, member, at, Told(way, told.said, told.answer))
    move.made["way"] = way
    return _settled(move, Move.State.DONE, member, at, told.said)


@transaction.atomic
def hear(move: Move, member: Member | None, at: datetime, told: Told) -> Move:
    """What they said, told when it was done or later. It takes the place of what was told before."""
    move = _locked(move)
    if move.state != Move.State.DONE:
        return done(move, member, at, told)
    if told.said == move.said and told.answer == move.made.get("answer", ""):
        return move
    SAID.get(move.kind, _nothing)(move, member, at, told)
    move.said = told.said
    move.save(update_fields=["said", "made"])
    log(move, "move.said", at, member, ("said",))
    return move


@transaction.atomic
def put_off(move: Move, member: Member | None, at: datetime) -> Move:
    """Tomorrow: it comes back before what is new."""
    return _instead(move, Move.State.TOMORROW, member, at)


@transaction.atomic
def skip(move: Move, member: Member | None, at: datetime) -> Move:
    """Not this one: left in peace for two weeks."""
    return _instead(move, Move.State.SKIPPED, member, at)


@transaction.atomic
def never(move: Move, member: Member | None, at: datetime) -> Move:
    """Never this with this person. Of an ask it is the owner's "don't ask"; thanks are dropped."""
    move = _locked(move)
    if move.state == Move.State.NEVER:
        return move
    _take_back(move, member, at)
    if move.kind == "ask" and move.person:
        move.made = {"consent": say_consent(move.person, Consent.Says.NEVER, member, at, why="today").code}
    for thanks in _thanks(move):
        thanks.drop(member, at)
    return _settled(move, Move.State.NEVER, member, at)


@transaction.atomic
def undo(move: Move, member: Member | None, at: datetime) -> Move:
    """Open again, and all that settling it wrote is taken back. Safe to repeat."""
    move = _locked(move)
    if move.state == Move.State.OPEN and not move.opened_at:
        return move
    _take_back(move, member, at)
    move.opened_at, move.opened_way = None, ""
    return _settled(move, Move.State.OPEN, member, at)


@transaction.atomic
def mark_opened(move: Move, way: str, member: Member | None, at: datetime) -> Move:
    """The words were opened in the member's phone or mail; “Did you send it?” comes next."""
    move = _locked(move)
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
    move = _locked(move)
    if move.state != Move.State.OPEN:
        return move
    if move.kind == "ask" and (ask := _ask(move)):
        ask.unmark_opened(member, at).discard(member, at)
    move.opened_at, move.opened_way = None, ""
    move.save(update_fields=["opened_at", "opened_way"])
    return move


@transaction.atomic
def reword(move: Move, words: str, member: Member | None, at: datetime) -> Move:
    """The member's own words in place of ours; what was sent already stays as it was sent."""
    move = _locked(move)
    move.words, move.wording, move.uses = words, "own", []
    move.save(update_fields=["words", "wording", "uses"])
    if move.kind == "ask" and (ask := _ask(move)):
        ask.reword(words, move.wording, member, at)
    log(move, "move.reworded", at, member, ("words",))
    return move


def _locked(move: Move) -> Move:
    """The row as it is now, ours until the end: two presses of one button come one after the other."""
    return (
        Move.objects.select_for_update(of=("self",))
        .select_related("business", "person", "list")
        .get(pk=move.pk)
    )


def _instead(move: Move, state: Move.State, member: Member | None, at: datetime) -> Move:
    move = _locked(move)
    if move.state == state:
        return move
    _take_back(move, member, at)
    return _settled(move, state, member, at)


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
    _draft(move, member, at).send(member, at, told.way)
    if told.answer:
        _answered(move, member, at, told)


def _heard_back(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    if told.answer:
        _answered(move, member, at, told)
    elif ask := _ask(move):
        ask.hear_back(member, at, told.way)
        move.made["closed"] = True


def _thanked(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    ThankYou.say_together(
        _thanks(move), member, told.way, at, wording=move.wording, said=told.said, play=move.play
    )


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
        way=told.way,
        said=told.said,
    )


def _asked_a_question(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    _noted(move, member, at, told)
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


# What they said, when it is told.


def _answered(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    """Yes, maybe or no; without one of these nothing is known of an answer."""
    if ask := _ask(move):
        if told.answer:
            ask.hear(told.answer, member, at, told.said)
        else:
            ask.unhear(member, at)
        move.made["answer"] = told.answer


def _noted(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    """What they said is a note on the motive it was about: the next standing knows it."""
    assert move.person is not None
    _forget_note(move, member, at)
    says_no = told.answer == "no"
    if told.said or says_no:
        about = MOTIVE_OF.get(move.play, "")
        text = told.said or NOTHING_THERE
        note = add_note(move.person, member, at, text, about=about, says_no=says_no, key=_key(move))
        move.made |= {"note": note.code, "answer": told.answer}


def _said_of_talk(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    keys = [one.talk_key for one in _thanks(move)] or [_key(move)]
    Talk.objects.filter(business_id=move.business_id, key__in=keys).update(said=told.said)


def _noted_and_said(move: Move, member: Member | None, at: datetime, told: Told) -> None:
    _noted(move, member, at, told)
    _said_of_talk(move, member, at, told)


SAID: dict[str, Callable[[Move, Member | None, datetime, Told], None]] = {
    "ask": _answered,
    "hear_back": _answered,
    "thank": _said_of_talk,
    "listen": _said_of_talk,
    "touch": _said_of_talk,
    "know": _noted_and_said,
}


def _take_back(move: Move, member: Member | None, at: datetime, *, reopen: bool = True) -> None:
    """Whatever settling this move wrote, and nothing that was written elsewhere.

    Without `reopen` an ask that was opened stays so: it is about to be sent, on the day it was opened.
    """
    ask = _ask(move)
    if ask and move.kind == "ask" and reopen:
        ask.unhear(member, at).unhear_back(member, at).unsend(member, at).unmark_opened(member, at)
        ask.discard(member, at)
    elif ask and move.kind == "hear_back":
        if move.made.get("answer"):
            ask.unhear(member, at)
        if move.made.get("closed"):
            ask.unhear_back(member, at)
    if move.state in (Move.State.DONE, Move.State.NEVER):
        for thanks in _thanks(move):
            thanks.unsay(member, at).undrop(member, at)
    for talk in Talk.objects.filter(business_id=move.business_id, key=_key(move)):
        talk.take_back(member, at)
    _forget_note(move, member, at)
    if code := move.made.get("consent"):
        for consent in Consent.objects.filter(business_id=move.business_id, code=code, taken_back_at=None):
            take_back_consent(consent, member, at)
    move.made = {}


def _forget_note(move: Move, member: Member | None, at: datetime) -> None:
    if code := move.made.pop("note", ""):
        for note in Note.objects.filter(business_id=move.business_id, code=code):
            remove_note(note, member, at)


def _key(move: Move) -> str:
    return f"move:{move.code}"


def _draft(move: Move, member: Member | None, at: datetime) -> Ask:
    assert move.person is not None
    words = {"words": move.words, "wording": move.wording, "way": move.way}
    return Ask.draft(move.person, member, at, play=move.play, key=_key(move), **words)


def _ask(move: Move) -> Ask | None:
    if move.kind == "ask":
        return Ask.objects.filter(business_id=move.business_id, key=_key(move)).first()
    if move.kind == "hear_back":
        return Ask.objects.filter(business_id=move.business_id, code=move.row).first()
    return None


def _thanks(move: Move) -> list[ThankYou]:
    """All that this move thanks for, what its words are of first."""
    if move.kind != "thank":
        return []
    codes = move.rows or [move.row]
    found = {one.code: one for one in ThankYou.objects.filter(business_id=move.business_id, code__in=codes)}
    return [found[code] for code in codes if code in found]
