"""The tree of a business as a page has it: counted on the spot, or, of a large one, read from what was kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from goodword.accounts.models import Business, Member
from goodword.lib.names import first_for_greeting
from goodword.people.models import Claim, Kind, Person

from .measure import Grown, counted, grown
from .models import TreeCount
from .places import Counted, Kept, Places
from .radial import MOST, OVERVIEW

CODE = "0" * 12
COLUMNS = ("pk", "name", "email", "phone", "given_name", "code", "kind", "left_out", "has_bought")


class Forest:
    """`kept` is None if it was counted on the spot. Of a kept one a page draws fewer people at once."""

    def __init__(self, business: Business, now: datetime) -> None:
        self._business, self._now = business, now
        self.kept = TreeCount.objects.filter(business=business).first()
        self.places: Places = Kept(business.pk) if self.kept else Counted(self._grown)
        self.most = OVERVIEW if self.kept else MOST

    @cached_property
    def figures(self) -> TreeCount:
        on = self._business.day_of(self._now)
        return self.kept or counted(self._business, self._grown, on, self._now)

    @cached_property
    def _grown(self) -> Grown:
        return grown(self._business)

    @property
    def n_people(self) -> int:
        return self.kept.n_people if self.kept else len(self._grown.people)


@dataclass(frozen=True, slots=True)
class Seen:
    """A person of the tree as one member may see them."""

    name: str
    first: str  # what to call them, in short
    code: str  # "" if this member may not open their page
    page: str  # its address; "" likewise
    has_bought: bool


def seen_by(member: Member, people: Collection[int], page: str = "") -> dict[int, Seen]:
    """How these are called on this member's page. One query; a second one if some have no name.

    `page` is the address of the page of a person whose code is CODE: one look-up of it for hundreds of people.
    """
    rows = Person.objects.filter(business_id=member.business_id, pk__among=sorted(set(people)))
    found = list(rows.values_list(*COLUMNS))
    nameless = [pk for pk, name, email, phone, *_more in found if not (name or email or phone)]
    numbers = _numbers(nameless) if nameless else {}
    seen = {}
    for pk, name, email, phone, given, code, kind, left_out, has_bought in found:
        # As Person.is_sorted and panels.name_seen say, without a model for each of hundreds.
        may_open = member.is_owner or (kind != Kind.UNSORTED and not left_out)
        called = name or email or phone
        if not may_open:
            called = _("somebody who is not sorted yet")
        elif not called:
            called = _("no name yet (%(number)s)") % {"number": numbers.get(pk, code)}
        first = (first_for_greeting(given) or called) if may_open else ""
        seen[pk] = Seen(
            called, first, code if may_open else "", page.replace(CODE, code) if may_open else "", has_bought
        )
    return seen


def _numbers(people: Collection[int]) -> dict[int, str]:
    claims = Claim.objects.filter(person__among=people).exclude(vendor_id="").order_by("at", "pk")
    return dict(claims.values_list("person", "vendor_id"))
