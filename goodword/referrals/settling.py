"""Who is who, settled anew, and what follows from it in the rooms below: which sales count, who sent whom.

One process at a time settles a business: it reads, decides and writes, and what another decided meanwhile on
older rows would undo it. Buttons that settle nothing do not wait for it.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from goodword.accounts.holding import hold
from goodword.accounts.models import Business
from goodword.people.closed import chunks
from goodword.people.joining import settle
from goodword.people.models import Claim, Person
from goodword.sales.counting import recount_people

from .redeciding import redecide
from .rematching import follow, match_again


@contextmanager
def settling(business: Business) -> Iterator[None]:
    with hold(settling_name(business), wait=True):
        yield


def settling_name(business: Business) -> str:
    """What is held meanwhile (accounts/holding.py)."""
    return f"settle {business.pk}"


def settle_claims(
    business: Business, claims: Collection[int], at: datetime, people: Collection[int] = ()
) -> None:
    moved = settle(business.pk, claims, at, people=people)
    if moved:
        recount_people(business.pk, moved)
        for part in chunks(moved):
            rows = Claim.objects.filter(person_id__among=part).exclude(referred_by="")
            follow(
                business,
                {f"file:{digest}": person for digest, person in rows.values_list("digest", "person_id")},
            )


def names_of(people: Collection[int]) -> set[str]:
    names: set[str] = set()
    for part in chunks(people):
        names |= set(Person.every.filter(pk__among=part).values_list("sort_name", flat=True))
    return names


def people_of(claims: Collection[int]) -> set[int]:
    people: set[int] = set()
    for part in chunks(claims):
        people |= set(Claim.objects.filter(pk__among=part).values_list("person_id", flat=True))
    return people


def resettle(business: Business, claims: Collection[int], at: datetime) -> None:
    """After the owner's word on these records: the same as settling them when they came."""
    with settling(business):
        people = people_of(claims)
        settle_claims(business, claims, at, people)
        match_again(business, names_of(people | people_of(claims)))
        redecide(business, people | people_of(claims), at)
