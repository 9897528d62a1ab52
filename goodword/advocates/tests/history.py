"""A bakery with two years of history, for tests: who has a story brings others, who comes most often does not."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from goodword.accounts.models import Source
from goodword.people.models import Note, Person
from goodword.referrals.models import Evidence
from goodword.referrals.redeciding import redecide
from goodword.sales.models import Sale

PEOPLE = 96
STRETCH = 180
BEGAN = 4  # stretches ago


def moment(on: date) -> datetime:
    return datetime.combine(on, time(12), ZoneInfo("America/New_York"))


def a_history(business, on, n=PEOPLE, kind="owner") -> list[Person]:
    """Each third person has a story, and in each stretch a quarter of these, by lot, sends somebody: with 96 people
    eight newcomers a stretch. All others come more often and spend more."""
    by_lot = Random(1)
    began = on - timedelta(days=STRETCH * BEGAN + 200)
    people = _people(business, [f"Guest {i}" for i in range(n)], began)
    source = Source.objects.create(
        business=business, kind="file", label="till", at=moment(began), state="here"
    )
    days = []
    for i, person in enumerate(people):
        for visit in range(2 if i % 3 == 0 else 9):
            days.append((person, began + timedelta(days=1 + 20 * visit), 300 if i % 3 == 0 else 2000))
    told = people[::3]
    Note.objects.bulk_create(
        Note(business=business, person=one, at=moment(began), on=began, text="Her own bread", about="story")
        for one in told
    )
    pairs = []
    for stretch in range(BEGAN):
        day = on - timedelta(days=STRETCH * (stretch + 1) - 30)
        senders = by_lot.sample(told, len(told) // BEGAN)
        names = [f"Newcomer {stretch} {k}" for k in range(len(senders))]
        new = _people(business, names, day)
        pairs += [(sender, one, day) for sender, one in zip(senders, new, strict=True)]
        days += [(one, day + timedelta(days=2), 500) for one in new]
    _sales(business, source, days)
    Evidence.objects.bulk_create(
        Evidence(
            business=business,
            kind=kind,
            referrer=sender,
            referred=one,
            # A file says who, and its day is the day on which it came in.
            happened_on=on if kind == "file" else day,
            at=moment(day),
            source=source,
            key=f"word:{one.pk}",
        )
        for sender, one, day in pairs
    )
    redecide(business)
    return people


def _people(business, names, on) -> list[Person]:
    return Person.objects.bulk_create(
        Person(
            business=business,
            name=name,
            sort_name=name.lower(),
            kind="customer",
            has_bought=True,
            since=moment(on),
        )
        for name in names
    )


def _sales(business, source, days) -> None:
    Sale.objects.bulk_create(
        Sale(
            business=business,
            person=person,
            source=source,
            vendor="till",
            vendor_id=str(number),
            says="counted",
            state="counted",
            on=on,
            currency="USD",
            goods_cents=cents,
            told_at=moment(on),
        )
        for number, (person, on, cents) in enumerate(days)
    )
