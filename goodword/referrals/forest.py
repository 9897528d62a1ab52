"""The tree of a business, read from its books: the same few queries, whatever the size."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Min, Q, QuerySet, When
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Member
from goodword.people.models import Claim, Person
from goodword.sales.measure import VISIT
from goodword.sales.models import Sale

from .branches import Tree, grow
from .models import Evidence, Referral
from .panels import name_seen

MOST_RINGS = 20
COUNTED = (Referral.State.QUALIFIED, Referral.State.CONVERTED)


@dataclass(frozen=True, slots=True)
class Seen:
    """A person of the tree as one member may see them."""

    name: str
    first: str  # what to call them, in short
    code: str  # "" if this member may not open their page
    has_bought: bool


def _counted(business: Business) -> "QuerySet[Referral]":
    rows = Referral.objects.filter(business=business, state__in=COUNTED, referrer__is_here=True)
    return rows.filter(referred__is_here=True)


def tree_of(business: Business) -> Tree:
    """Who brought whom, as it counts. The day is that of the trace; where it has none, of their first sale."""
    return grow(_told(_counted(business)).iterator(50_000))


def branch_of(person: Person) -> Tree:
    """What one person set in motion: a query for each generation. Where there are many, the whole tree is quicker."""
    rows: list[tuple[int, int, date | None]] = []
    ring, seen = [person.pk], {person.pk}
    for _generation in range(MOST_RINGS):
        found = _told(_counted(person.business).filter(referrer__among=ring))
        new = [row for row in found if row[0] not in seen]
        if not new:
            return grow(rows)
        rows += new
        ring = [row[0] for row in new]
        seen.update(ring)
    return tree_of(person.business)


def _told(rows: "QuerySet[Referral]") -> Any:
    has_no_day = Q(evidence=None) | Q(evidence__kind=Evidence.Kind.FILE)  # a file's is the day it came in
    day = Case(When(has_no_day, then=F("yes_on")), default=F("evidence__happened_on"))
    return rows.order_by("pk").values_list("referred_id", "referrer_id", day)


def joined_on(business: Business, people: Collection[int]) -> dict[int, date]:
    """Since when these are known: their first sale, or when they came into the books, the earlier. Two queries."""
    ids = sorted(people)
    rows = Person.objects.filter(business=business, pk__among=ids)
    joined = {
        person: business.day_of(since) for person, since in rows.values_list("pk", "since").iterator(50_000)
    }
    sales = Sale.objects.filter(VISIT, business=business, person__among=ids).order_by()
    for sender, first in sales.values_list("person").annotate(Min("on")):
        joined[sender] = min(first, joined.get(sender, first))
    return joined


def never_bought(business: Business, people: Collection[int]) -> set[int]:
    """Who of these has bought nothing. One query."""
    rows = Person.objects.filter(business=business, pk__among=list(people), has_bought=False)
    return set(rows.values_list("pk", flat=True))


def seen_by(member: Member, people: Collection[int]) -> dict[int, Seen]:
    """How these are called on this member's page. Two queries."""
    columns = ("code", "name", "email", "phone", "given_name", "kind", "left_out", "has_bought", "is_here")
    rows = Person.objects.filter(business_id=member.business_id, pk__among=sorted(set(people)))
    found = list(rows.only("pk", *columns))
    nameless = [one.pk for one in found if not (one.name or one.email or one.phone)]
    claims = Claim.objects.filter(person__among=nameless).exclude(vendor_id="").order_by("at", "pk")
    number = dict(claims.values_list("person", "vendor_id"))
    seen = {}
    for one in found:
        if one.pk in nameless and (one.is_sorted or member.is_owner):
            name = _("no name yet (%(number)s)") % {"number": number.get(one.pk, one.code)}
        else:
            name = name_seen(one, member)
        may_open = one.is_sorted or member.is_owner
        first = (one.first_name or name) if may_open else ""
        seen[one.pk] = Seen(name, first, one.code if may_open else "", one.has_bought)
    return seen
