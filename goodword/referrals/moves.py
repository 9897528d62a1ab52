"""New customers of whom nobody knows how they found us: asked once."""

from datetime import date, timedelta

from django.db.models import Exists, Min, OuterRef
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Kind, Person
from goodword.sales.measure import VISIT
from goodword.sales.models import Sale
from goodword.talks.limits import why_not_contact
from goodword.talks.models import Talk
from goodword.talks.plays import get_play
from goodword.talks.said import day_words

from .models import Evidence, How, Newcomer

MOST = 60
LOOKED_AT = 5000
NEW_DAYS = 30
# Knowing who sent them opens a thank-you, and a thank-you brings the next one.
GOOD = 0.012


def candidates(business: Business, on: date) -> list[Candidate]:
    firsts = _first_visits(business, on - timedelta(days=NEW_DAYS), on)
    new = set(firsts) - _known(business, set(firsts)) - _asked(business, set(firsts))
    people = Person.objects.filter(pk__among=new, kind=Kind.CUSTOMER, left_out=False, is_company=False)
    resting = why_not_contact(business, on, sorted(new))
    rows = sorted(people, key=lambda person: (-firsts[person.pk].toordinal(), person.pk))
    play = get_play("how_found")
    rows = [one for one in rows if one.pk not in resting and play.fits(business.kind, one.kind)]
    return [
        Candidate(
            kind="listen",
            person=person.pk,
            play=play.name,
            why=_("Came for the first time %(day)s. Not known yet how they found you.")
            % {"day": day_words(firsts[person.pk], on)},
            good=GOOD,
            minutes=play.minutes,
            room="referrals",
            row=person.code,
        )
        for person in rows[:MOST]
    ]


def _first_visits(business: Business, since: date, until: date) -> dict[int, date]:
    """Who came for the first time between two days, the newest of them.

    Asks of each whether they came before, and stops at the first that says so: to count the visits of every
    regular who came by lately would take as long as reading all sales.
    """
    before = Sale.objects.filter(VISIT, person=OuterRef("person"), on__lt=since)
    lately = Sale.objects.filter(VISIT, business=business, on__range=(since, until), person__isnull=False)
    firsts = lately.filter(~Exists(before)).order_by().values_list("person_id").annotate(first=Min("on"))
    return dict(firsts.order_by("-first", "-person_id")[:LOOKED_AT])  # type: ignore[arg-type]


def _known(business: Business, people: set[int]) -> set[int]:
    came = Newcomer.objects.filter(business=business, person__in=people).exclude(how=How.UNKNOWN)
    sent = Evidence.objects.filter(business=business, referred__in=people, withdrawn_at=None)
    return {*came.values_list("person", flat=True), *sent.values_list("referred", flat=True)}


def _asked(business: Business, people: set[int]) -> set[int]:
    rows = Talk.objects.filter(business=business, person__in=people, play="how_found")
    return set(rows.values_list("person", flat=True))
