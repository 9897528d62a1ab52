"""New customers of whom nobody knows how they found us: asked once."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Kind, Person
from goodword.sales.measure import first_on
from goodword.sales.models import Sale
from goodword.talks.limits import why_not_contact
from goodword.talks.models import Talk

from .models import Evidence, How, Newcomer

MOST = 60
NEW_DAYS = 30
# Knowing who sent them opens a thank-you, and a thank-you brings the next one.
GOOD = 0.012


def candidates(business: Business, on: date) -> list[Candidate]:
    since = on - timedelta(days=NEW_DAYS)
    recent = Sale.objects.filter(business=business, state=Sale.State.COUNTED, on__range=(since, on))
    buyers = list(recent.exclude(person=None).order_by().values_list("person", flat=True).distinct()[:5000])
    firsts = {person: day for person, day in first_on(buyers).items() if day >= since}  # type: ignore[type-var, arg-type]
    new = set(firsts) - _known(business, set(firsts)) - _asked(business, set(firsts))
    people = Person.objects.filter(
        pk__in=list(new)[:5000], kind=Kind.CUSTOMER, left_out=False, is_company=False
    )
    resting = why_not_contact(business, on, sorted(new))
    rows = sorted(people, key=lambda person: (-firsts[person.pk].toordinal(), person.pk))
    return [
        Candidate(
            kind="listen",
            person=person.pk,
            play="how_found",
            why=_("New since %(day)s. Not known yet how they found you.")
            % {"day": date_format(firsts[person.pk], "j F")},
            good=GOOD,
            minutes=2,
            room="referrals",
            row=person.code,
        )
        for person in rows[:MOST]
        if person.pk not in resting
    ]


def _known(business: Business, people: set[int]) -> set[int]:
    came = Newcomer.objects.filter(business=business, person__in=people).exclude(how=How.UNKNOWN)
    sent = Evidence.objects.filter(business=business, referred__in=people, withdrawn_at=None)
    return {*came.values_list("person", flat=True), *sent.values_list("referred", flat=True)}


def _asked(business: Business, people: set[int]) -> set[int]:
    rows = Talk.objects.filter(business=business, person__in=people, play="how_found")
    return set(rows.values_list("person", flat=True))
