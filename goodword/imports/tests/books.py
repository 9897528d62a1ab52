"""Helpers of these tests: files into the books, and the books told without what an order of events may decide."""

from collections import Counter, defaultdict
from datetime import datetime
from io import BytesIO
from typing import Any

from goodword.accounts.models import Business, Member, Source
from goodword.imports.keeping import keep
from goodword.imports.models import HeldRow, Upload
from goodword.imports.receiving import receive
from goodword.people.models import Claim, Household, Join, Person, Way
from goodword.referrals.models import Evidence, Newcomer
from goodword.sales.models import Sale


def bring(
    business: Business, text: str | bytes, at: datetime, name: str = "file.csv", member: Member | None = None
) -> Upload:
    """A file is received and kept."""
    data = text if isinstance(text, bytes) else text.encode()
    upload = receive(business, member, at, name, BytesIO(data))
    assert upload.state == Upload.State.LOOKED, upload.why
    keep(upload, member, at)
    upload.refresh_from_db()
    return upload


def facts(upload: Upload) -> dict[str, Any]:
    [told] = upload.facts["files"]
    return dict(told)


def books(business: Business) -> dict[str, Any]:
    """Everything that counts, by natural keys: no codes, no primary keys, no times of arrival."""
    people = list(Person.objects.filter(business=business))
    who = {person.pk: signature(person) for person in people}
    return {
        "people": Counter(who.values()),
        "sales": sales(business, who),
        "homes": homes(business, who),
        "evidence": Counter(
            (
                one.key,
                who.get(one.referred_id),
                who.get(one.referrer_id or 0),
                one.referrer_typed,
                one.happened_on,
            )
            for one in Evidence.objects.filter(business=business)
        ),
        "came": Counter(
            (one.key, who.get(one.person_id)) for one in Newcomer.objects.filter(business=business)
        ),
    }


def signature(person: Person) -> tuple[Any, ...]:
    """What a page says of somebody, and which records that rests on."""
    claims = person.claims.filter(source__state=Source.State.HERE)
    told = Counter((claim.source.label, claim.digest) for claim in claims.select_related("source"))
    ways = Counter((way.kind, way.key or way.value) for way in person.ways.filter(claim__in=claims))
    shown = ("kind", "name", "organisation", "email", "phone", "city", "sort_name", "has_bought")
    return (
        tuple(getattr(person, field) for field in shown),
        " ".join(sorted(person.search.split())),
        tuple(sorted(told.items())),
        tuple(sorted(ways.items())),
    )


def sales(business: Business, who: dict[int, Any]) -> "Counter[tuple[Any, ...]]":
    told = Sale.objects.filter(business=business).select_related("source", "twin_of__source")
    return Counter(
        (
            sale.source.label,
            sale.natural_key,
            sale.state,
            sale.is_refunded,
            sale.goods_cents,
            who.get(sale.person_id or 0),
            sale.twin_of and (sale.twin_of.source.label, sale.twin_of.natural_key),
        )
        for sale in told
    )


def homes(business: Business, who: dict[int, Any]) -> "Counter[tuple[Any, ...]]":
    living: dict[int, list[Any]] = defaultdict(list)
    for person in Person.objects.filter(business=business).exclude(household=None):
        living[person.household_id or 0].append(who[person.pk])
    names = dict(Household.objects.filter(business=business).values_list("pk", "name"))
    assert names.keys() == living.keys(), "a household that nobody lives in"
    return Counter((names[pk], tuple(sorted(map(repr, people)))) for pk, people in living.items())


def loose_ends(business: Business) -> list[str]:
    """Rows that no page would show and nothing will ever take away."""
    found = [
        f"person {person.pk} is hidden and holds {person.claims.count()} claims"
        for person in Person.every.filter(business=business, is_here=False)
        if person.claims.exists() or person.joined_into_id is None
    ]
    rows = Claim.objects.filter(business=business)
    found += [
        f"claim {claim.pk} of {claim.source}" for claim in rows.exclude(source__state=Source.State.HERE)
    ]
    found += [
        f"way {way.pk}"
        for way in Way.objects.filter(business=business)
        if way.person_id != way.claim.person_id
    ]
    found += [f"sale {sale.pk}" for sale in Sale.objects.filter(business=business, state=Sale.State.COMING)]
    found += [
        f"sale {sale.pk} has another buyer"
        for sale in Sale.objects.filter(business=business).exclude(claim=None).select_related("claim")
        if sale.claim and sale.claim.person_id != sale.person_id
    ]
    found += [
        f"held {row.pk}" for row in HeldRow.objects.filter(business=business).exclude(upload__state="here")
    ]
    found += [
        f"join {join.pk}"
        for join in Join.objects.filter(business=business, undone_at=None)
        if join.gone.is_here
    ]
    return found
