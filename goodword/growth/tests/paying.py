"""People who pay, for tests: many at once, as a file that came in would leave them."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from goodword.accounts.models import Business, Source
from goodword.people.models import Person
from goodword.referrals.models import Referral
from goodword.sales.models import Sale
from goodword.sales.tests.told import TOLD_AT
from goodword.talks.tests.people import LONG_AGO

DIGEST = "0" * 32


def crowd(business: Business, n: int) -> list[Person]:
    """So many customers of whom nothing is known."""
    told = {"business": business, "kind": "customer", "since": LONG_AGO}
    Person.every.bulk_create(
        Person(name=f"Customer {k}", sort_name=f"customer {k:06}", **told) for k in range(n)
    )
    return list(Person.every.filter(business=business, name__startswith="Customer ").order_by("pk"))


def pay(business: Business, rows: Iterable[tuple[Person, date, int]], currency: str = "USD") -> None:
    """Sales that count: who, when, cents; a refund is below zero."""
    source = Source.objects.create(business=business, kind="file", label="till.csv", at=TOLD_AT, state="here")
    Sale.objects.bulk_create(
        Sale(
            business=business,
            source=source,
            vendor="shopify",
            vendor_id=str(n),
            person=person,
            digest=DIGEST,
            says="counted",
            state="counted",
            on=on,
            currency=currency,
            goods_cents=cents,
            is_refund=cents < 0,
            told_at=TOLD_AT,
        )
        for n, (person, on, cents) in enumerate(rows)
    )


def sent(business: Business, sender: Person, *people: Person) -> None:
    Referral.objects.bulk_create(
        Referral(business=business, referrer=sender, referred=one, state="converted") for one in people
    )


def a_shop(business: Business, n: int, until: date, seed: int = 1) -> list[Person]:
    """A shop of `n` customers who come about each month until a half of them have left; two years of it."""
    rng = np.random.default_rng(seed)
    people, rows = crowd(business, n), []
    for person in people:
        day, gap = int(rng.integers(0, 600)), float(rng.uniform(15, 60))
        while day < 730:
            rows.append((person, until - timedelta(days=730 - day), int(rng.integers(500, 3000))))
            if rng.random() < 0.1:
                break
            day += 1 + int(rng.exponential(gap))
    pay(business, rows)
    return people
