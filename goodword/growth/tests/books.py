"""Books with regulars, for the tests of figures."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from goodword.accounts.models import Business
from goodword.people.models import Person
from goodword.referrals.models import Referral
from goodword.sales.models import Sale
from goodword.sales.tests.told import a_file
from goodword.talks.tests.people import someone


def came(business: Business, days: Mapping[str, Iterable[date]], cents: int = 1000) -> dict[str, Person]:
    """People by name, each with a sale on each of these days, as decided already."""
    source = a_file(business)
    people = {name: someone(business, name) for name in days}
    Sale.objects.bulk_create(
        Sale(
            business=business,
            source=source,
            person=people[name],
            vendor="shopify",
            vendor_id=f"{name} {day}",
            digest=f"{name} {day}"[:32],
            says="counted",
            state="counted",
            on=day,
            currency="USD",
            goods_cents=cents,
            told_at=datetime(2026, 3, 1, tzinfo=UTC),
        )
        for name, theirs in days.items()
        for day in theirs
    )
    return people


def monthly(first: date, until: date) -> list[date]:
    return [first + timedelta(days=30 * n) for n in range((until - first).days // 30 + 1)]


def sent(referrer: Person, referred: Person, yes_on: date) -> None:
    """As decided already."""
    Referral.objects.create(
        business=referrer.business, referrer=referrer, referred=referred, state="converted", yes_on=yes_on
    )


def a_growing_business(business: Business, on: date, n: int = 40) -> dict[str, Person]:
    """Someone new each fortnight for as long as `n` people take, each comes monthly from then on; every third was
    sent by the one before."""
    first = on - timedelta(days=14 * n)
    starts = {f"Guest {one}": first + timedelta(days=14 * one) for one in range(n)}
    people = came(business, {name: monthly(start, on) for name, start in starts.items()})
    for one in range(2, n, 3):
        sent(people[f"Guest {one - 1}"], people[f"Guest {one}"], starts[f"Guest {one}"])
    return people
