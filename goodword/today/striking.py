"""What need not be done any more: done elsewhere meanwhile, or not wanted. Read when a list is shown, never written:
if the reason goes away (a thank-you is said, a consent taken back), the move stands again."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.gratitude.models import ThankYou
from goodword.listening.testimonials import shown
from goodword.people.models import Kind, Person
from goodword.talks.limits import Reason, Why, why_not_either
from goodword.talks.models import Ask

from .models import Move

TOLD_FIRST = ("listen", "touch")
GONE = (Why.GONE, Why.LEFT_OUT)


def why_struck(business: Business, on: date, moves: Sequence[Move]) -> dict[int, str]:
    """Move -> why not, in a few words. Of open moves only."""
    open_ones = [move for move in moves if move.state == Move.State.OPEN]
    asking, in_touch = why_not_either(business, on, [move.person_id for move in open_ones if move.person_id])
    thanks = _open_thanks(business, open_ones)
    waiting = _waiting_asks(business, open_ones)
    voices = _voices(business, open_ones)
    found: dict[int, str] = {}
    for move in open_ones:
        reason = (asking if move.kind in ("ask", "hear_back") else in_touch).get(move.person_id or 0)
        if move.kind == "thank" and not thanks.issuperset(wanted := _rows(move)):
            is_over = thanks.isdisjoint(wanted)
            found[move.pk] = _("said already") if is_over else _("it has changed: look under Thanks")
        elif move.kind == "hear_back" and move.row not in waiting:
            found[move.pk] = _("answered already")
        elif move.kind == "sort" and move.person and not _is_unsorted(move.person):
            found[move.pk] = _("sorted already")
        elif move.kind == "start" and Person.objects.filter(business=business).exists():
            found[move.pk] = _("begun already")
        elif "voice" in move.uses and move.facts.get("voice") not in voices:
            found[move.pk] = _("the words that it tells are not shown any more")
        elif reason and _strikes(move, reason):
            found[move.pk] = _words(reason)
    return found


def _strikes(move: Move, reason: Reason) -> bool:
    """What stands against a move that was fine when the list was made."""
    if reason.why in GONE:
        return True
    if move.kind == "ask":
        # Its own opening is no reason: that one waits for "Did you send it?".
        return not (move.opened_at and reason.why in (Why.RESTING, Why.OFTEN))
    if move.kind == "hear_back":
        return reason.why == Why.NEVER
    return move.kind in TOLD_FIRST


def _words(reason: Reason) -> str:
    return {
        Why.GONE: _("not in your books any more"),
        Why.LEFT_OUT: _("left out"),
        Why.NAMELESS: _("neither name nor address"),
        Why.UNSORTED: _("not sorted any more"),
        Why.NEVER: _("you said: don't ask"),
        Why.SAID_NO: _("said no"),
        Why.OFTEN: _("asked often enough"),
        Why.LEFT_UNASKED: _("left unasked by lot"),
        Why.THANKS_DUE: _("thanks are due first"),
        Why.SAID_MAYBE: _("said maybe"),
        Why.RESTING: _("asked already"),
        Why.IN_TOUCH: _("you were in touch meanwhile"),
    }[reason.why]


def _is_unsorted(person: Person) -> bool:
    return person.is_here and person.kind == Kind.UNSORTED and not person.left_out


def _voices(business: Business, moves: Sequence[Move]) -> set[str]:
    """Of the words that these moves quote, those that may still be shown."""
    told = [move.facts.get("voice", "") for move in moves if "voice" in move.uses]
    return set(shown(business).filter(text__in=told).values_list("text", flat=True)) if told else set()


def _open_thanks(business: Business, moves: Sequence[Move]) -> set[str]:
    rows = [row for move in moves if move.kind == "thank" for row in _rows(move)]
    found = ThankYou.objects.filter(business=business, code__in=rows, said_at=None, dropped_at=None)
    return set(found.values_list("code", flat=True)) if rows else set()


def _rows(move: Move) -> list[str]:
    """All that it thanks for: its words name each, so all must still be due."""
    return move.rows or [move.row]


def _waiting_asks(business: Business, moves: Sequence[Move]) -> set[str]:
    rows = [move.row for move in moves if move.kind == "hear_back"]
    found = Ask.objects.filter(business=business, code__in=rows, state=Ask.State.WAITING)
    return set(found.values_list("code", flat=True)) if rows else set()
