"""A business on a busy street, for the tests that kill its server.

`python -m tests.crash.street open` makes it and prints how it is reached; `... look` is told what was acknowledged and
prints what of that is not in the books, and what is there twice.
"""

import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import Any

LINKS = 3


def open_street() -> dict[str, Any]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench.serving import cookie_for
    from goodword.accounts.models import Login, Member
    from goodword.accounts.opening import open_business
    from goodword.people.hand import add_person
    from goodword.referrals.sharing import make_link

    now = datetime.now(UTC)
    login = Login.objects.create(email="alice@corner.example", name="Alice", password="!")
    place = {"country": "US", "zone": "America/New_York", "currency": "USD", "language": "en"}
    bakery = open_business("Corner Bakery", **place, at=now, login=login)
    alice = Member.objects.get(login=login)
    people = [
        add_person(bakery, alice, now, name=f"Dana {n}", kind="customer", email=f"dana{n}@o.example")
        for n in range(LINKS)
    ]
    return {
        "cookie": cookie_for(login.pk),
        "business": bakery.code,
        "on": bakery.day_of(now).isoformat(),
        "people": [person.code for person in people],
        "links": [make_link(person, alice, now).token for person in people],
    }


def look(told: dict[str, list[str]]) -> dict[str, list[str]]:
    """`told`: the browsers that were shown a page, the mails that were thanked for coming, the keys of sales."""
    kept = {"visits": _visits(told["visits"]), "coming": _coming(), "sales": _sales()}
    return {
        "missing": [f"{what} {one}" for what, rows in kept.items() for one in told[what] if not rows[one]],
        "twice": [f"{what} {one}" for what, rows in kept.items() for one, n in rows.items() if n > 1],
    }


def _visits(agents: list[str]) -> Counter[str]:
    from django.test import RequestFactory

    from goodword.referrals.models import DaySalt, Visit
    from goodword.referrals.visits import visitor_of

    kept = Counter(Visit.objects.filter(not_counted="").values_list("visitor", flat=True))
    found: Counter[str] = Counter()
    for salt in DaySalt.objects.select_related("business"):
        for agent in agents:
            request = RequestFactory(REMOTE_ADDR="127.0.0.1", HTTP_USER_AGENT=agent).get("/")
            found[agent] += kept[visitor_of(salt.business, salt.on, request)]
    return found


def _coming() -> Counter[str]:
    """Who said so is one newcomer with one trace, by one way to reach them; else it counts as twice."""
    from goodword.people.models import Way
    from goodword.referrals.models import Evidence, Newcomer

    newcomers = Counter(Newcomer.objects.values_list("person_id", flat=True))
    traces = Counter(Evidence.objects.values_list("referred_id", flat=True))
    found: Counter[str] = Counter()
    for mail, person in Way.objects.filter(value__startswith="eli").values_list("value", "person_id"):
        whole = min(newcomers[person], traces[person])
        found[mail] += whole if newcomers[person] == traces[person] else whole + 2
    return found


def _sales() -> Counter[str]:
    from goodword.sales.models import Sale

    return Counter(Sale.objects.values_list("vendor_id", flat=True))


def main() -> None:
    from goodword.site.running import start_django

    start_django()
    from django.db import connection

    if connection.vendor == "sqlite" and sys.argv[1] == "look":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the books are damaged"
    json.dump(open_street() if sys.argv[1] == "open" else look(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.site.settings")
    main()
