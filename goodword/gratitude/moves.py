"""Whom to thank today."""

from datetime import date

from django.db.models import F, Min, Q

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Kind
from goodword.talks.limits import why_not_contact

from .models import ThankYou
from .owed import GOOD as GOOD
from .owed import owed
from .words import Told

Reason = ThankYou.Reason

MOST = 100


def candidates(business: Business, on: date) -> list[Candidate]:
    """One for each person, whatever they are owed."""
    waiting = ThankYou.open_ones(business.pk).filter(
        since__lte=on, person__left_out=False, person__is_here=True
    )
    # Those who sent somebody first, the oldest debt before all and last what has no day; then the newest: a late
    # thank-you for a tenth visit is worth little.
    by_day = waiting.filter(reason=Reason.SENT).values("person")
    by_day = by_day.annotate(oldest=Min("since", filter=Q(is_dated=True)), first=Min("pk"))
    senders = [row["person"] for row in by_day.order_by(F("oldest").asc(nulls_last=True), "first")[:MOST]]
    theirs = list(waiting.filter(person__in=senders).select_related("person", "newcomer"))
    place = {person: n for n, person in enumerate(senders)}
    theirs.sort(key=lambda one: (place[one.person_id], one.since, one.pk))
    others = waiting.exclude(person__in=senders).exclude(reason=Reason.SENT)
    others = others.exclude(person__kind=Kind.UNSORTED).select_related("person", "newcomer")
    rest = list(others.order_by("-since", "pk")[:MOST])
    # Milestones wait if we were in touch this week; who sent somebody hears thanks without delay.
    resting = why_not_contact(business, on, [one.person_id for one in rest])
    rest = [one for one in rest if one.person_id not in resting]
    told = Told(business, on, [*theirs, *rest])
    return [told.candidate(one) for one in owed([*theirs, *rest])]
