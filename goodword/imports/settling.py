"""What follows when a Source has come, or goes: who is who, which sales count, who was sent by whom.

Safe to repeat from the start. One process at a time settles a business: it reads, decides and writes, and
what another decided meanwhile on older rows would undo it. Buttons elsewhere do not wait for it.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from goodword.accounts.holding import hold
from goodword.accounts.models import Business, Source
from goodword.people.closed import Cards, chunks
from goodword.people.joining import settle
from goodword.people.models import Claim, Person
from goodword.referrals.from_files import keep_referred_by, withdraw_source
from goodword.referrals.rematching import follow, loosen, match_again
from goodword.sales.counting import recount_all, recount_people, recount_source, take_away_source


@contextmanager
def settling(business: Business) -> Iterator[None]:
    with hold(f"settle {business.pk}", wait=True):
        yield


def settle_source(business: Business, source: Source, at: datetime, *, again: bool = False) -> None:
    """All that a source has brought finds its place. `again`: a crash may have lost what had moved before."""
    claims = list(Claim.objects.filter(source=source).values_list("pk", flat=True))
    settle_claims(business, claims, at)
    recount_source(business, source)
    if again:
        recount_all(business.pk)
    tell_senders(business, source, at)
    match_again(business, names_of(_people_of(claims)))


def settle_claims(
    business: Business, claims: Collection[int], at: datetime, people: Collection[int] = ()
) -> None:
    moved = settle(business.pk, claims, at, people=people)
    if moved:
        recount_people(business.pk, moved)
        for part in chunks(moved):
            rows = Claim.objects.filter(person_id__in=part).exclude(referred_by="")
            follow(
                business,
                {f"file:{digest}": person for digest, person in rows.values_list("digest", "person_id")},
            )


def tell_senders(business: Business, source: Source, at: datetime) -> None:
    """“Referred By” becomes evidence, known by the record that says so."""
    rows = Claim.objects.filter(business=business, source=source).exclude(referred_by="")
    told = [
        (person, typed, business.day_of(when), f"file:{digest}")
        for person, typed, when, digest in rows.values_list("person_id", "referred_by", "at", "digest")
    ]
    for part in chunks(told, 200):
        keep_referred_by(business, source, part, at)


def names_of(people: Collection[int]) -> set[str]:
    names: set[str] = set()
    for part in chunks(people):
        names |= set(Person.every.filter(pk__in=part).values_list("sort_name", flat=True))
    return names


def _people_of(claims: Collection[int]) -> set[int]:
    people: set[int] = set()
    for part in chunks(claims):
        people |= set(Claim.objects.filter(pk__in=part).values_list("person_id", flat=True))
    return people


def take_rows_away(business: Business, source: Source, at: datetime) -> None:
    """Every row of this source goes; what others said of the same people and sales stands again."""
    withdraw_source(business, source, at)
    take_away_source(business, source)
    take_claims_away(business, list(Claim.objects.filter(source=source).values_list("pk", flat=True)), at)


def take_claims_away(business: Business, claims: Collection[int], at: datetime) -> None:
    people = _people_of(claims)
    names = names_of(people)
    touched = Cards(business.pk).around(claims)
    loosen(business, people, but=claims)
    for part in chunks(claims):
        with transaction.atomic():
            Claim.objects.filter(pk__in=part).delete()
    settle_claims(business, touched, at, people)
    match_again(business, names)
