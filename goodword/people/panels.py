"""What this room shows on a person's page."""

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.accounts.models import Member, Source
from goodword.lib.lines import Line

from .models import Claim, Consent, Note, Person

ROOM = "people"


def lines(person: Person, member: Member) -> list[Line]:
    """Notes, the owner's word on asking, and how they came into the books."""
    return [*_notes(person), *_consents(person), *_first_heard_of(person)]


def _notes(person: Person) -> list[Line]:
    return [
        Line(on=note.on, words=_note_words(note), room=ROOM, kind="note", at=note.at, row=note.code)
        for note in person.notes.all()
    ]


def _note_words(note: Note) -> str:
    if not note.says_no:
        return _("Note: %(text)s") % {"text": note.text}
    no = {
        Note.About.STORY: _("You asked for their story: there is none."),
        Note.About.ACCESS: _("You asked whom they know: nobody who fits."),
        Note.About.NAME: _("You asked whether people come to them for tips: no."),
        Note.About.KIND_WORD: _("They have said nothing kind about you yet."),
    }.get(Note.About(note.about), _("You asked: no."))
    return f"{no} {note.text}".strip()


def _consents(person: Person) -> list[Line]:
    business = person.business
    found = []
    for consent in person.consents.filter(taken_back_at=None):
        said = {
            Consent.Says.FINE: _("You said: fine to ask."),
            Consent.Says.NEVER: _("You said: don't ask."),
        }[Consent.Says(consent.says)]
        words = f"{said} {consent.why}".strip()
        if consent.is_own_stop:
            words = _("Said on their own page: please don't ask me.")
        found.append(Line(business.day_of(consent.at), words, ROOM, "consent", consent.at, consent.code))
    return found


def _first_heard_of(person: Person) -> list[Line]:
    claims = person.claims.filter(source__state=Source.State.HERE).select_related("source")
    first = min(claims, key=_heard_at, default=None)
    if first is None:
        return []
    words = _("Came into your books with %(file)s.") % {"file": first.source.label}
    if first.by_hand:
        words = _("You wrote them down.")
    return [Line(person.business.day_of(_heard_at(first)), words, ROOM, "claim", _heard_at(first))]


def _heard_at(claim: Claim) -> datetime:
    """A record's own moment may lie years before its file came in; all that a hand wrote has one source."""
    return claim.at if claim.by_hand else claim.source.at
