"""People for tests, without the files they would have come from."""

from datetime import UTC, datetime
from typing import Any

from goodword.accounts.models import Business
from goodword.lib.text import fold
from goodword.people.models import Kind, Person

LONG_AGO = datetime(2023, 1, 2, 12, tzinfo=UTC)


def someone(business: Business, name: str, kind: str = Kind.CUSTOMER, **more: Any) -> Person:
    given, _, family = name.partition(" ")
    told: dict[str, Any] = {
        "name": name,
        "given_name": given,
        "family_name": family,
        "kind": kind,
        "since": LONG_AGO,
    }
    return Person.every.create(business=business, sort_name=fold(f"{family} {given}"), **(told | more))
