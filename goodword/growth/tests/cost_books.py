"""Books in which it is known what each customer cost."""

from datetime import date, timedelta
from typing import Any

from goodword.accounts.models import Business, Source
from goodword.growth.ad_tables import Spent
from goodword.growth.models import AdSpending
from goodword.growth.spending import note_spending
from goodword.people.models import Person
from goodword.referrals.models import Newcomer, Referral
from goodword.sales.counting import recount_source
from goodword.sales.tests.told import TOLD_AT, a_file, told
from goodword.talks.tests.people import someone


def bought(
    business: Business, who: dict[str, list[tuple[date, int]]], vendor: str = "shopify"
) -> dict[str, Person]:
    """Each bought for so many cents on these days."""
    source = a_file(business, f"{vendor} {Source.objects.count()}.csv")
    people = {}
    for name, sales in who.items():
        people[name] = someone(business, name)
        for n, (on, cents) in enumerate(sales):
            told(source, f"{name} {n}", people[name], on=on, goods_cents=cents, vendor=vendor)
    recount_source(business, source)
    return people


def came(person: Person, how: str, on: date) -> Newcomer:
    hand = Source.by_hand(person.business_id, None, TOLD_AT)
    return Newcomer.objects.create(
        business=person.business,
        person=person,
        how=how,
        on=on,
        at=TOLD_AT,
        source=hand,
        key=f"{person.pk} {how}",
    )


def sent(person: Person, state: str = "converted", by: Person | None = None) -> Referral:
    return Referral.objects.create(business=person.business, referred=person, referrer=by, state=state)


def paid(
    business: Business, cents: int, first: date, days: int = 1, currency: str = "USD", **more: Any
) -> AdSpending:
    spent = Spent(more.pop("what", "Ad"), first, first + timedelta(days=days - 1), cents, currency)
    return note_spending(business, None, TOLD_AT, spent, f"form:{AdSpending.objects.count()}")
