"""All standings made again, beside reading the rows that they come from."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from django.db import connection

from goodword.accounts.models import Business
from goodword.advocates.measure import restand

from .report import Line

TIMES = 5
MOST = 3
READ = (
    "SELECT person_id, \"on\" FROM sales_sale WHERE business_id = %s AND state = 'counted'",
    "SELECT id, kind FROM people_person WHERE business_id = %s AND is_here",
    "SELECT person_id, organisation, job, tags FROM people_claim WHERE business_id = %s",
    "SELECT person_id, loyalty, story, access, name, may_be_asked, good, signs FROM advocates_standing"
    " WHERE business_id = %s",
)


def standing_lines(business: Business, today: date, about: str) -> list[Line]:
    first = _seconds(lambda: restand(business, today))
    reading, again = [], []
    for ahead in range(1, TIMES + 1):
        reading.append(_seconds(lambda: _read(business.pk)))
        day = today + timedelta(days=ahead)
        again.append(_seconds(lambda day=day: restand(business, day)))  # type: ignore[misc]
    ratio = median(again) / median(reading)
    return [
        Line(
            f"All standings recomputed, {about}",
            f"{ratio:.1f} times ({median(again):.1f} s; reading the rows {median(reading):.1f} s)",
            f"at most {MOST} times reading the rows they come from",
            ratio <= MOST,
        ),
        Line(f"All standings made for the first time, {about}", f"{first:.1f} s", "told", True),
    ]


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
