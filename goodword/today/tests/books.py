"""Small books for tests: regulars of Corner Bakery, without the files they would have come from."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from goodword.accounts.models import Source
from goodword.conftest import Cast
from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import How
from goodword.referrals.noting import Came, note_newcomer
from goodword.sales.tests.told import a_file, told
from goodword.talks.tests.people import someone

MONDAY = date(2026, 3, 2)


def visits(person: Person, days: Iterable[date]) -> None:
    source = Source.objects.filter(business=person.business, label="till.csv").first() or a_file(
        person.business, "till.csv"
    )
    for day in days:
        told(source, f"{person.code}:{day}", person, on=day, state="counted")


def regular(
    cast: Cast, name: str, n: int = 12, last: date = MONDAY - timedelta(days=12), **more: Any
) -> Person:
    """Somebody who came n times, every nine days: loyal by all signs.

    Neither the tenth visit nor a first year lies near, so that nothing is due but what a test asks for.
    """
    person = someone(cast.business, name, has_bought=True, **more)
    visits(person, [last - timedelta(days=9 * back) for back in range(n)])
    return person


def on_file(cast: Cast, name: str, **more: str) -> Person:
    """A regular as a member typed them in: with a mobile number, and whatever else is told."""
    told_at = datetime(2024, 1, 8, 15, tzinfo=UTC)
    person = add_person(
        cast.business, cast.alice, told_at, name=name, kind="customer", phone="+12125550123", **more
    )
    visits(person, [MONDAY - timedelta(days=12 + 9 * back) for back in range(12)])
    return person


def came(cast: Cast, name: str, sent_by: Person, at: datetime, *, may_name: bool = True) -> None:
    """“Someone came. Who sent them?”"""
    news = Came(how=How.PERSON, name=name, referrer=sent_by, may_name=may_name)
    note_newcomer(cast.business, cast.alice, at, news, key=f"test:{name}")


def thanks_for(person: Person) -> ThankYou:
    return ThankYou.objects.get(person=person, reason="sent")
