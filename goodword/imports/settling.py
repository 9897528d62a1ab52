"""What follows when a Source has come, or goes: who is who, which sales count, who was sent by whom.

Safe to repeat from the start. Whoever settles holds `referrals.settling.settling`.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from goodword.accounts.models import Business, Source
from goodword.people.closed import Cards, chunks
from goodword.people.keepsakes import leave_keepsakes
from goodword.people.models import Claim, Person
from goodword.people.shown import recompute
from goodword.referrals.from_files import keep_referred_by, withdraw_source
from goodword.referrals.rematching import loosen, match_again
from goodword.referrals.settling import names_of, people_of, settle_claims
from goodword.sales.counting import recount_all, recount_source, take_away_source
from goodword.sales.retold import tie_all_buyers, tie_buyers, tie_buyers_of, told_beside


def settle_sources(
    business: Business, sources: Collection[Source], at: datetime, *, again: bool = False
) -> None:
    """All that sources have brought finds its place. `again`: a crash may have lost what had moved before."""
    claims = set(Claim.objects.filter(source__in=sources).values_list("pk", flat=True))
    for source in sources:
        claims |= tie_buyers_of(source)
    settle_claims(business, claims, at)
    for source in sources:
        recount_source(business, source)
    if again:
        recount_all(business.pk)
    for source in sources:
        tell_senders(business, source, at)
    match_again(business, names_of(people_of(claims)))


def tell_senders(business: Business, source: Source, at: datetime) -> None:
    """“Referred By” becomes evidence, known by the record that says so."""
    rows = Claim.objects.filter(business=business, source=source).exclude(referred_by="")
    told = [
        (person, typed, business.day_of(when), f"file:{digest}")
        for person, typed, when, digest in rows.values_list("person_id", "referred_by", "at", "digest")
    ]
    for part in chunks(told, 200):
        keep_referred_by(business, source, part, at)


def take_rows_away(business: Business, source: Source, at: datetime) -> None:
    """Every row of this source goes; what others said of the same people and sales stands again."""
    withdraw_source(business, source, at)
    beside = told_beside(source)
    take_away_source(business, source)
    claims = list(Claim.objects.filter(source=source).values_list("pk", flat=True))
    take_claims_away(source, claims, at, beside)


def take_claims_away(
    source: Source, claims: Collection[int], at: datetime, beside: Collection[int] = ()
) -> None:
    """`beside`: the records that told the same sales, which are gone already."""
    business, people = source.business, people_of(claims)
    names = names_of(people)
    touched = Cards(business.pk).around(claims)
    loosen(business, people, but=claims)
    leave_keepsakes(source, claims)
    for part in chunks(claims):
        with transaction.atomic():
            Claim.objects.filter(pk__among=part).delete()
    touched |= tie_buyers(business.pk, set(beside) - set(claims))
    settle_claims(business, touched, at, people)
    match_again(business, names)


def look_after(business: Business, at: datetime) -> None:
    """After an undo that was cut off: whom nothing names any more, and every sale, decided on again."""
    here = Claim.objects.filter(person=OuterRef("pk"), source__state=Source.State.HERE)
    nobodies = Person.objects.filter(~Exists(here), business=business)
    recompute(business.pk, set(nobodies.values_list("pk", flat=True)))
    settle_claims(business, tie_all_buyers(business.pk), at)
    recount_all(business.pk)
