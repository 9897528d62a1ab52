"""Two weeks after two people were introduced, the one who was looking is asked what came of it: once."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.talks.limits import why_not_contact
from goodword.talks.models import Talk
from goodword.talks.plays import get_play
from goodword.talks.said import day_words

from .introducing import may_be_asked
from .models import Introduction
from .shown import WAIT
from .words import called

MOST = 60
# Longer ago than this, everybody has forgotten it.
UNTIL = timedelta(days=60)
# A little below asking how it was: it was somebody else who helped.
GOOD = 0.01


def candidates(business: Business, on: date) -> list[Candidate]:
    rows = Introduction.objects.filter(
        business=business,
        state=Introduction.State.MADE,
        came_of_it_on=None,
        made_at__gte=business.first_moment_of(on - UNTIL),
        made_at__lt=business.first_moment_of(on - WAIT + timedelta(days=1)),
        one__is_here=True,
        other__is_here=True,
    )
    made = list(rows.select_related("one", "other").order_by("made_at", "pk")[: MOST * 4])
    asked = _asked(business, {told.one_id for told in made}, on - UNTIL)
    resting = why_not_contact(business, on, sorted({told.one_id for told in made}))
    return [
        _candidate(told, business, on)
        for told in made
        if told.one_id not in asked
        and told.one_id not in resting
        and may_be_asked(told.one)
        and told.other.is_sorted
    ][:MOST]


def _asked(business: Business, people: set[int], since: date) -> set[int]:
    rows = Talk.objects.filter(business=business, person__in=people, play="introduced", on__gte=since)
    return set(rows.values_list("person", flat=True))


def _candidate(told: Introduction, business: Business, on: date) -> Candidate:
    assert told.made_at
    day = day_words(business.day_of(told.made_at), on)
    play = get_play("introduced")
    return Candidate(
        kind="listen",
        person=told.one_id,
        play=play.name,
        why=_("You introduced them to %(name)s %(day)s. Not told yet what came of it.")
        % {"name": told.other, "day": day},
        good=GOOD,
        minutes=play.minutes,
        facts={"other_first": called(told.other)},
        room="introductions",
        row=told.code,
    )
