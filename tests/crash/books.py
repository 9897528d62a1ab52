"""`python -m tests.crash.books` prints what stands in the books, by natural keys alone.

No codes, no moments of receiving, no log: two installations that hold the same print the same.
"""

import json
import os
import sys
from typing import Any


def people() -> list[Any]:
    from goodword.people.models import Person

    rows = Person.objects.prefetch_related("ways").order_by("pk")
    return sorted(
        [
            row.name,
            row.kind,
            row.has_bought,
            sorted({f"{way.kind} {way.key or way.value}" for way in row.ways.all()}),
        ]
        for row in rows
    )


def sales() -> list[Any]:
    from goodword.sales.models import Sale

    parts = ("vendor", "vendor_id", "on", "currency", "goods_cents", "tax_cents", "shipping_cents", "state")
    return sorted([*map(str, row)] for row in Sale.objects.values_list(*parts, "person__name"))


def evidence() -> list[Any]:
    from goodword.referrals.models import Evidence

    parts = ("kind", "referrer_typed", "referrer__name", "referred__name", "happened_on")
    return sorted([*map(str, row)] for row in Evidence.objects.values_list(*parts))


def halfway() -> list[Any]:
    """What a crash left and nobody mended."""
    from goodword.accounts.models import Source

    return list(Source.objects.filter(state=Source.State.COMING).values_list("label", flat=True))


def main() -> None:
    from goodword.site.running import start_django

    start_django()
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)], "the file of the books is damaged"
    told = {"people": people(), "sales": sales(), "evidence": evidence(), "halfway": halfway()}
    json.dump(told, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.site.settings")
    main()
