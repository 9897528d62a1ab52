"""Whoever said something kind is asked for two lines that may be shown: once in a year, and not after they had them
taken back."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Note
from goodword.talks.limits import why_not_contact
from goodword.talks.models import Talk
from goodword.talks.plays import get_play
from goodword.talks.said import day_words

from .models import Testimonial

MOST = 60
AGAIN_AFTER = timedelta(days=365)
# Newcomers trust the words of a customer more than ours, and every page and every next ask may bear them.
GOOD = 0.02
ABOUT = (Note.About.KIND_WORD, Note.About.STORY)


def candidates(business: Business, on: date) -> list[Candidate]:
    play = get_play("your_words")
    notes = Note.objects.filter(business=business, about__in=ABOUT, says_no=False, person__is_here=True)
    notes = notes.filter(
        person__left_out=False, person__never_ask=False, person__is_company=False, on__lte=on
    )
    asked = Talk.objects.filter(person=OuterRef("person"), play=play.name, on__gt=on - AGAIN_AFTER)
    had = Testimonial.objects.filter(person=OuterRef("person"))
    open_ones = notes.exclude(Exists(asked)).exclude(Exists(had)).select_related("person")
    newest: dict[int, Note] = {}
    for note in open_ones.order_by("-on", "-pk")[: MOST * 4]:
        newest.setdefault(note.person_id, note)
    closed = why_not_contact(business, on, sorted(newest))
    return [
        _candidate(note, on)
        for person, note in newest.items()
        if person not in closed and play.fits(business.kind, note.person.kind)
    ][:MOST]


def _candidate(note: Note, on: date) -> Candidate:
    play = get_play("your_words")
    return Candidate(
        kind="listen",
        person=note.person_id,
        play=play.name,
        why=_("Said something kind %(day)s: “%(words)s” Nobody has asked yet whether others may read it.")
        % {"day": day_words(note.on, on), "words": _short(note.text)},
        good=GOOD,
        minutes=play.minutes,
        room="listening",
        row=note.code,
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else words[:89].rstrip() + "…"
