"""Who knows whom, as far as the books tell, in flat arrays.

Two know each other if somebody said so (a tie), if they live together, if one sent the other, or if they were
introduced. The circles of the owner's life are left out: everybody in "school" or "work" knows the owner and not
each other, and a circle of forty would make 780 ties that drown the known ones.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from goodword.introductions.models import Introduction
from goodword.people.models import Kind, Person, Tie
from goodword.referrals.models import Referral

Ids = NDArray[np.int64]
AT_HOME = 8  # more in one household are a slip of the rule that finds them
SENT = (Referral.State.PENDING, Referral.State.QUALIFIED, Referral.State.CONVERTED)


@dataclass(frozen=True, slots=True)
class Known:
    """Everybody who has a tie, by ascending key; entry j: `one[j]` and `other[j]`, places in `people`, know each other.

    Each two are told once, the smaller place first.
    """

    people: Ids
    one: Ids
    other: Ids

    def __len__(self) -> int:
        return len(self.people)


def known_ties(business_id: int, *, may_be_told: bool = False) -> Known:
    """The ties among people who are sorted; `may_be_told` leaves out who asked not to be asked, and your staff."""
    rows = Person.objects.filter(business_id=business_id, left_out=False).exclude(kind=Kind.UNSORTED)
    if may_be_told:
        rows = rows.filter(never_ask=False).exclude(kind=Kind.STAFF)
    there = np.fromiter(rows.order_by("pk").values_list("pk", flat=True), np.int64)
    told = np.array([*_pairs(business_id)], np.int64).reshape(-1, 2)
    told = np.unique(np.sort(told, axis=1), axis=0)
    told = told[np.isin(told, there).all(axis=1) & (told[:, 0] != told[:, 1])]
    people, place = np.unique(told, return_inverse=True)
    one, other = place.reshape(-1, 2).T
    return Known(people, one, other)


def _pairs(business_id: int) -> Iterator[tuple[int, int]]:
    yield from Tie.objects.filter(business_id=business_id).values_list("person_id", "other_id")
    yield from _at_home(business_id)
    sent = Referral.objects.filter(business_id=business_id, state__in=SENT, referrer__isnull=False)
    yield from sent.values_list("referrer_id", "referred_id")  # type: ignore[misc]  # none is None
    met = Introduction.objects.filter(business_id=business_id, made_at__isnull=False)
    yield from met.values_list("one_id", "other_id")


def _at_home(business_id: int) -> Iterator[tuple[int, int]]:
    homes: dict[int, list[int]] = defaultdict(list)
    rows = Person.objects.filter(business_id=business_id, household__isnull=False)
    for home, person in rows.order_by("pk").values_list("household_id", "pk"):
        homes[home].append(person)  # type: ignore[index]  # none is None
    for people in homes.values():
        if len(people) <= AT_HOME:
            yield from combinations(people, 2)
