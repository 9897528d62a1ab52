"""What one person set in motion, generation by generation: for their own page, by a query for each generation."""

from datetime import date

import numpy as np
from django.db.models import Case, F, Q, QuerySet, When

from goodword.people.models import Person

from .coming import only_coming
from .measure import grown
from .models import Evidence, Referral

MOST_ASKED = 20  # after so many generations the tree of all is read, once
COUNTED = (Referral.State.QUALIFIED, Referral.State.CONVERTED)
HAS_NO_DAY = Q(evidence=None) | Q(evidence__kind=Evidence.Kind.FILE)  # a file's is the day it came in


def rings_of(person: Person) -> list[list[int]]:
    """Those whom they sent, then those whom these sent, and so on. Of the first ring the first to come stands
    first; who has no day comes last. Who only says that they are coming is in none."""
    rings: list[list[int]] = []
    ring, seen = [person.pk], {person.pk}
    while len(rings) < MOST_ASKED:
        ring = [one for one in _sent_by(person, ring) if one not in seen]
        if not ring:
            return rings
        rings.append(ring)
        seen.update(ring)
    return [*rings, *_further(person, ring)]


def n_coming(person: Person) -> int:
    """How many whom they sent say that they are coming, and have not come yet."""
    return _counted(person, [person.pk]).filter(only_coming("referred")).count()


def _counted(person: Person, senders: list[int]) -> QuerySet[Referral]:
    rows = Referral.objects.filter(business_id=person.business_id, state__in=COUNTED, referrer__among=senders)
    return rows.filter(referred__is_here=True, referrer__is_here=True)


def _sent_by(person: Person, senders: list[int]) -> list[int]:
    rows = _counted(person, senders).exclude(only_coming("referred"))
    day = Case(When(HAS_NO_DAY, then=F("yes_on")), default=F("evidence__happened_on"))
    found = rows.annotate(day=day).order_by("pk").values_list("referred_id", "day")
    return [one for one, _day in sorted(found, key=lambda told: told[1] or date.max)]


def _further(person: Person, ring: list[int]) -> list[list[int]]:
    tree = grown(person.business)
    rings: list[list[int]] = []
    places = np.searchsorted(tree.people, ring)
    while len(places := np.flatnonzero(np.isin(tree.tree.up, places))):
        rings.append(tree.people[places].tolist())
    return rings
