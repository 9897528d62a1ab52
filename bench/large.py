"""A large business: 100,000 people and 1,000,000 sales, written straight into a home's database."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection, transaction

from goodword.accounts.models import Business, Login, Source
from goodword.accounts.opening import open_business
from goodword.lib.codes import new_code

NAMES = (
    "Ada",
    "Ben",
    "Cleo",
    "Dana",
    "Eli",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jun",
    "Kit",
    "Lena",
    "Max",
    "Nina",
)
FAMILIES = (
    "Abbott",
    "Berg",
    "Castro",
    "Dietz",
    "Evans",
    "Fuchs",
    "Garcia",
    "Haddad",
    "Ito",
    "Jansen",
    "Kowal",
)


def large_business(n_people: int, n_sales: int, today: date, login: Login, seed: int = 1) -> Business:
    """Counts are heavy-tailed, as in a real shop: most came a few times, some every week."""
    at = datetime.combine(today, datetime.min.time(), UTC)
    business = open_business("Large Bakery", country="US", zone="UTC", currency="USD", at=at, login=login)
    source = Source.objects.create(business=business, kind="demo", label="bench", at=at, state="here")
    rng = np.random.default_rng(seed)
    first = write("people_person", people(business.pk, n_people, at))
    claims = write("people_claim", _claims(business.pk, source.pk, first, n_people, at))
    write("people_way", _ways(business.pk, first, claims, n_people))
    weights = rng.pareto(1.2, n_people) + 0.1
    who = rng.choice(n_people, n_sales, p=weights / weights.sum())
    days = rng.integers(0, 1095, n_sales)
    cents = rng.integers(200, 4000, n_sales)
    write("sales_sale", _sales(business.pk, source.pk, first, claims, today, at, who, days, cents))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return business


def write(table: str, rows: Iterator[dict[str, Any]]) -> int:
    """Writes in parts, as an import does; returns the first key. Columns come from the first row."""
    part: list[tuple[Any, ...]] = []
    sql = ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}")
        first = int(cursor.fetchone()[0])
        for row in rows:
            sql = sql or (
                f"INSERT INTO {table} ({', '.join(f'{chr(34)}{name}{chr(34)}' for name in row)}) "
                f"VALUES ({', '.join(['%s'] * len(row))})"
            )
            part.append(tuple(row.values()))
            if len(part) == 20_000:
                with transaction.atomic():
                    cursor.executemany(sql, part)
                part.clear()
        if part:
            with transaction.atomic():
                cursor.executemany(sql, part)
    return first


def defaults(model: Any, **told: Any) -> dict[str, Any]:
    """A row with the model's own defaults, as the database stores them."""
    row = {}
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        value = told.get(field.attname, field.get_default())
        value = field.get_db_prep_save(value, connection)
        row[field.column] = json.dumps(value.obj) if hasattr(value, "obj") else value
    return row


def with_codes(row: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {**row, "code": new_code(), **told}


def _name(number: int) -> tuple[str, str]:
    return NAMES[number % len(NAMES)], f"{FAMILIES[number // 14 % len(FAMILIES)]}{number}"


def people(business: int, n: int, at: datetime) -> Iterator[dict[str, Any]]:
    from goodword.people.models import Person

    plain = defaults(Person, business_id=business, kind="customer", has_bought=True, since=at)
    for number in range(n):
        given, family = _name(number)
        folded = f"{family} {given}".lower()
        yield with_codes(
            plain,
            name=f"{given} {family}",
            given_name=given,
            family_name=family,
            email=f"p{number}@example.com",
            sort_name=folded,
            search=f" {given.lower()} {family.lower()} p{number}@example.com",
        )


def _claims(business: int, source: int, first: int, n: int, at: datetime) -> Iterator[dict[str, Any]]:
    from goodword.people.models import Claim

    plain = defaults(Claim, business_id=business, source_id=source, person_id=first, at=at, digest="")
    for number in range(n):
        given, family = _name(number)
        yield {
            **plain,
            "person_id": first + number,
            "digest": f"{number:032x}",
            "name": f"{given} {family}",
            "given_name": given,
            "family_name": family,
        }


def _ways(business: int, first: int, claims: int, n: int) -> Iterator[dict[str, Any]]:
    from goodword.people.models import Way

    plain = defaults(Way, business_id=business, claim_id=claims, person_id=first, kind="email", value="")
    for number in range(n):
        mail = f"p{number}@example.com"
        yield {**plain, "claim_id": claims + number, "person_id": first + number, "key": mail, "value": mail}


def _sales(
    business: int,
    source: int,
    first: int,
    claims: int,
    today: date,
    at: datetime,
    who: Any,
    days: Any,
    cents: Any,
) -> Iterator[dict[str, Any]]:
    from goodword.sales.models import Sale

    told = {
        "vendor_id": "",
        "digest": "",
        "says": "counted",
        "state": "counted",
        "on": today,
        "goods_cents": 0,
    }
    plain = defaults(
        Sale, business_id=business, source_id=source, told_at=at, currency="USD", vendor="bench", **told
    )
    calendar = [(today - timedelta(days=back)).isoformat() for back in range(1100)]
    for number, (person, back, amount) in enumerate(
        zip(who.tolist(), days.tolist(), cents.tolist(), strict=True)
    ):
        yield with_codes(
            plain,
            person_id=first + person,
            claim_id=claims + person,
            vendor_id=str(number),
            on=calendar[back],
            goods_cents=amount,
        )
