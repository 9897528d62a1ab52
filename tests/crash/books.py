"""`python -m tests.crash.books` prints what stands in the books, by natural keys alone (goodword/books/canonical.py).

Two installations that hold the same print the same.
"""

import json
import os
import sys
from typing import Any


def books() -> dict[str, list[str]]:
    from goodword.accounts.models import Business
    from goodword.books.canonical import canonical, lines

    told: dict[str, list[str]] = {"people": [], "sales": []}
    for business in Business.objects.order_by("pk"):
        for line in lines(canonical(business)):
            room, _, row = line.partition(" ")
            told.setdefault(room, []).append(row)
    return told


def halfway() -> list[Any]:
    """What a crash left and nobody mended."""
    from goodword.accounts.models import Business, Source

    coming = Source.objects.filter(state=Source.State.COMING).values_list("label", flat=True)
    return [*coming, *Business.every.filter(is_here=False).values_list("name", flat=True)]


def main() -> None:
    from goodword.site.running import start_django

    start_django()
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)], "the file of the books is damaged"
    json.dump({**books(), "halfway": halfway()}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.site.settings")
    main()
