"""One thing to do where it gets stuck, at most: the move that no other room offers, for whom it helps most."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.advocates.models import Level, Standing
from goodword.lib.days import date_words
from goodword.lib.moves import Candidate
from goodword.people.models import Person
from goodword.referrals.models import Referral
from goodword.talks.limits import Why, why_not, why_not_contact
from goodword.talks.models import Ask, Talk
from goodword.talks.plays import get_play

from .funnel_words import step_to_mend
from .models import Figure

# Newcomers to expect, beside the other kinds: docs/how-we-count/today.md.
GOOD_OF_HOW_HAPPY = 0.02
GOOD_OF_PASS_ON = 0.04
GOOD_OF_LOOKING_FOR = 0.03
LOOKED_AT = 200
AGAIN_AFTER = timedelta(days=365)
SAID_YES_FROM, SAID_YES_UNTIL = timedelta(days=7), timedelta(days=180)
CAME_FROM, CAME_UNTIL = timedelta(days=7), timedelta(days=90)
# A favour was said yes to; these are left in peace all the same.
NO_FAVOUR = (Why.NEVER, Why.SAID_NO, Why.LEFT_UNASKED, Why.THANKS_DUE)

OfPerson = TypeVar("OfPerson", Standing, Ask)


def candidates(business: Business, on: date) -> list[Candidate]:
    figure = Figure.newest(business.pk, "funnel")
    offer = OFFERS.get(step_to_mend(figure.told)) if figure else None
    found = offer(business, on) if offer else None
    return [found] if found else []


def _how_happy(business: Business, on: date) -> Candidate | None:
    rows = Standing.objects.filter(business=business, loyalty__gte=Level.SOME).exclude(
        person__funnel_place__happy__isnull=False
    )
    best = [one.person for one in _open(rows, "how_happy", on).order_by("-good", "person_id")[:LOOKED_AT]]
    why = _("Comes to you, and nobody knows yet how happy they are.")
    return _first(business, on, best, "how_happy", GOOD_OF_HOW_HAPPY, lambda _person: why)


def _pass_on(business: Business, on: date) -> Candidate | None:
    """Said yes some time ago, and neither their link was opened nor did anybody come."""
    yes = Ask.objects.filter(business=business, answer=Ask.Answer.YES)
    yes = yes.filter(answered_on__gt=on - SAID_YES_UNTIL, answered_on__lte=on - SAID_YES_FROM)
    yes = _open(yes, "pass_on", on).exclude(person__funnel_place__shared=True)
    newest = list(yes.order_by("-answered_on", "pk")[:LOOKED_AT])
    closed = why_not(business, on, [ask.person_id for ask in newest])
    told = {
        ask.person: ask.answered_on
        for ask in reversed(newest)
        if ask.person_id not in closed or closed[ask.person_id].why not in NO_FAVOUR
    }
    why = _("Said yes on %(day)s. Nobody has opened their link or come because of them yet.")

    def said(person: Person) -> str:
        return why % {"day": date_words(told[person])}

    return _first(business, on, reversed(told), "pass_on", GOOD_OF_PASS_ON, said)


def _looking_for(business: Business, on: date) -> Candidate | None:
    """Somebody was sent, and has not bought."""
    sent = Referral.objects.filter(business=business, state=Referral.State.QUALIFIED)
    sent = sent.filter(evidence__happened_on__gt=on - CAME_UNTIL, evidence__happened_on__lte=on - CAME_FROM)
    people = Person.objects.filter(pk__in=sent.values("referred"), has_bought=False)
    people = people.filter(left_out=False, never_ask=False, is_company=False).exclude(name="")
    asked = Talk.objects.filter(person=OuterRef("pk"), play="looking_for", on__gt=on - AGAIN_AFTER)
    newest = people.exclude(Exists(asked)).order_by("-referral__evidence__happened_on", "pk")[:LOOKED_AT]
    why = _("Somebody sent them, and they have not bought yet.")
    return _first(business, on, newest, "looking_for", GOOD_OF_LOOKING_FOR, lambda _person: why)


OFFERS: dict[str, Callable[[Business, date], Candidate | None]] = {
    "happy": _how_happy,
    "shared": _pass_on,
    "bought": _looking_for,
}


def _open(rows: "QuerySet[OfPerson]", play: str, on: date) -> "QuerySet[OfPerson]":
    """Of people who are here and may be talked to, and with whom this was not talked about for a year."""
    talked = Talk.objects.filter(person=OuterRef("person"), play=play, on__gt=on - AGAIN_AFTER)
    rows = rows.filter(person__is_here=True, person__left_out=False, person__never_ask=False)
    rows = rows.filter(person__is_company=False).exclude(person__name="")
    return rows.exclude(Exists(talked)).select_related("person")


def _first(
    business: Business,
    on: date,
    people: Iterable[Person],
    play: str,
    good: float,
    why: Callable[[Person], str],
) -> Candidate | None:
    """For the first of these who fits the play and with whom nobody was in touch this week."""
    there = list(people)
    closed = why_not_contact(business, on, [one.pk for one in there])
    told = get_play(play)
    person = next((p for p in there if p.pk not in closed and told.fits(business.kind, p.kind)), None)
    if person is None:
        return None
    return Candidate(
        kind=told.kind, person=person.pk, play=play, why=why(person), good=good, minutes=told.minutes,
        room="growth", row=person.code,
    )  # fmt: skip
