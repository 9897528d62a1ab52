"""People who have come differently far, for tests of where it gets stuck."""

from datetime import date, timedelta
from typing import Any

from goodword.accounts.models import Business
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Referral, ShareLink, Visit
from goodword.sales.counting import recount_source
from goodword.sales.tests.told import TOLD_AT, a_file, told
from goodword.talks.models import Ask
from goodword.talks.tests.people import someone


def asked(person: Person, on: date, answer: str = "") -> Ask:
    """As it stands in the books after an ask of that day, answered on the next."""
    told: dict[str, Any] = {
        "business": person.business,
        "person": person,
        "play": "ask_anyone",
        "words": "Hi",
    }
    told |= {"at": TOLD_AT, "sent_at": TOLD_AT, "sent_on": on, "state": Ask.State.WAITING}
    if answer:
        told |= {"answer": answer, "answered_on": on + timedelta(days=1), "state": Ask.State.ANSWERED}
    return Ask.objects.create(**told)


def opened(person: Person, on: date, not_counted: str = "") -> Visit:
    link, _made = ShareLink.objects.get_or_create(
        business=person.business, person=person, defaults={"made_at": TOLD_AT}
    )
    return Visit.objects.create(
        business=person.business, link=link, on=on, at=TOLD_AT, visitor=f"v{Visit.objects.count()}",
        not_counted=not_counted,
    )  # fmt: skip


def sent(person: Person, name: str, on: date, cents: int = 0) -> Person:
    """Somebody whom this person brought; with `cents`, who bought for so much on that day."""
    business: Business = person.business
    newcomer = someone(business, name)
    source = a_file(business, f"of {name}")
    trace = Evidence.objects.create(
        business=business, kind="owner", referrer=person, referred=newcomer, happened_on=on,
        at=TOLD_AT, source=source, key=f"trace {name}",
    )  # fmt: skip
    if cents:
        told(source, f"sale {name}", newcomer, on=on, goods_cents=cents)
        recount_source(business, source)
    Referral.objects.update_or_create(
        business=business, referred=newcomer,
        defaults={"referrer": person, "evidence": trace, "state": "converted" if cents else "qualified",
                  "yes_on": on if cents else None},
    )  # fmt: skip
    return newcomer
