"""The tree of a movement of a million: counted again beside reading its rows, and its pages beside an empty one."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median

from django.db import connection

from goodword.accounts.models import Business
from goodword.referrals.measure import keep
from goodword.referrals.models import TreePlace

from .report import Line
from .serving import Server

TIMES = 5
MOST = 3
READ = (
    "SELECT referred_id, referrer_id, evidence_id, state, yes_on FROM referrals_referral WHERE business_id = %s",
    "SELECT id, kind, happened_on FROM referrals_evidence WHERE business_id = %s",
    "SELECT id FROM people_person WHERE business_id = %s AND NOT is_here",
    'SELECT person_id, sender_id, generation, below, "on" FROM referrals_treeplace WHERE business_id = %s',
)


def count_lines(business: Business, now: datetime, about: str) -> list[Line]:
    first = _seconds(lambda: keep(business, now.date(), now))
    reading, again = [], []
    for ahead in range(1, TIMES + 1):
        reading.append(_seconds(lambda: _read(business.pk)))
        later = now + timedelta(days=ahead)
        again.append(_seconds(lambda later=later: keep(business, later.date(), later)))  # type: ignore[misc]
    ratio = median(again) / median(reading)
    return [
        Line(
            f"All generations of the tree recounted, {about}",
            f"{ratio:.1f} times ({median(again):.1f} s; reading the rows {median(reading):.1f} s)",
            f"at most {MOST} times reading the rows they come from",
            ratio <= MOST,
        ),
        Line(f"The tree counted for the first time, {about}", f"{first:.1f} s", "told", True),
    ]


def tree_page_lines(server: Server, business: Business, about: str) -> list[Line]:
    """The whole tree, and branches of all sizes, the hardest to draw among them."""
    empty, here = f"/b/{business.code}/empty/", f"/b/{business.code}/who-sent-who/tree/"
    pages = {"The tree's top": here}
    for size in (100_000, 1000, 100, 10):
        told = _branch_of(business, size)
        if told:
            pages[f"A branch of {told[1]:,}"] = f"{here}?branch={told[0]}"
    for path in (empty, *pages.values()):
        server.get(path)  # what is compiled and cached once is not what is measured
    lines = []
    for name, path in pages.items():
        theirs, bare = [], []
        for _ in range(TIMES * 4):
            bare.append(server.get(empty)[0])
            theirs.append(server.get(path)[0])
        ratio = median(theirs) / median(bare)
        figure = (
            f"{ratio:.1f} times ({median(theirs) * 1000:.0f} ms; empty page {median(bare) * 1000:.0f} ms)"
        )
        lines.append(Line(f"{name}, {about}", figure, f"under {MOST} times an empty page", ratio < MOST))
    return lines


def _branch_of(business: Business, size: int) -> tuple[str, int] | None:
    """The smallest that is at least so large."""
    rows = TreePlace.objects.filter(business=business, below__gte=size).order_by("below", "person")
    return rows.values_list("person__code", "below").first()


def _read(business: int) -> None:
    with connection.cursor() as cursor:
        for sql in READ:
            cursor.execute(sql, [business])
            while cursor.fetchmany(10_000):
                pass


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
