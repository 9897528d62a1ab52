"""The tree of a business, read from its books: the same few queries, whatever the size."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Member
from goodword.people.models import Claim, Person
from goodword.sales.measure import VISIT
from goodword.sales.models import Sale

from .branches import Sent, Tree, grow
from .models import Evidence, Referral
from .panels import name_seen

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
    rows = _counted(business).order_by("pk")
    columns = ("referred_id", "referrer_id", "yes_on", "evidence__kind", "evidence__happened_on")
    return grow(
        Sent(referred, referrer, happened_on if kind and kind != Evidence.Kind.FILE else yes_on)
        for referred, referrer, yes_on, kind, happened_on in rows.values_list(*columns).iterator(20_000)
    )


def _senders(business: Business) -> "QuerySet[Person]":
    return Person.objects.filter(business=business, pk__in=_counted(business).values("referrer"))


def senders_of(business: Business) -> tuple[dict[int, date], set[int]]:
    """Since when each who sent somebody is known, and who of them has bought nothing. Two queries.

    Known since their first sale, or since they came into the books: what is earlier.
    """
    joined: dict[int, date] = {}
    never: set[int] = set()
    columns = ("pk", "since", "has_bought")
    for person, since, has_bought in _senders(business).values_list(*columns).iterator(20_000):
        joined[person] = business.day_of(since)
        if not has_bought:
            never.add(person)
    sales = Sale.objects.filter(
        VISIT, business=business, person__in=_senders(business).values("pk")
    ).order_by()
    for sender, first in sales.values_list("person").annotate(Min("on")):
        joined[sender] = min(first, joined[sender])
    return joined, never


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
