"""From sales to figures: totals, how often, when last. Only what counts, and never across currencies."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from numpy.typing import NDArray

from goodword.people.closed import chunks

from .models import Sale

Ids = NDArray[np.int64]

AT_ONCE = 500
READ_AT_ONCE = 50_000
# A visit is a sale that counts and was kept: not a refund, and not taken back in full.
VISIT = Q(state=Sale.State.COUNTED, is_refund=False, is_refunded=False)


def totals(people: Collection[int]) -> dict[int, dict[str, int]]:
    """What these people paid, refunds taken off: person -> currency -> cents of goods."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for part in chunks(sorted(people), AT_ONCE):
        rows = Sale.objects.filter(person_id__among=part, state=Sale.State.COUNTED)
        sums = rows.order_by().values_list("person_id", "currency").annotate(cents=Sum("goods_cents"))
        for person, currency, cents in sums:
            found[person][currency] = cents  # type: ignore[index]  # the filter leaves out None
    return dict(found)


def n_sales(people: Collection[int]) -> dict[int, int]:
    """How many sales these people have that count and were kept; who has none is left out."""
    return {person: n for person, n, _first, _last in _visits(people)}


def last_on(people: Collection[int]) -> dict[int, date]:
    """The day of these people's last sale that counts and was kept."""
    return {person: last for person, _n, _first, last in _visits(people)}


def first_on(people: Collection[int]) -> dict[int, date]:
    return {person: first for person, _n, first, _last in _visits(people)}


def _visits(people: Collection[int]) -> Iterable[tuple[int, int, date, date]]:
    for part in chunks(sorted(people), AT_ONCE):
        rows = Sale.objects.filter(VISIT, person_id__among=part).order_by()
        yield from rows.values_list("person_id").annotate(Count("pk"), Min("on"), Max("on"))  # type: ignore[misc]


def history(person_id: int) -> "QuerySet[Sale]":
    """A person's sales and refunds that count, newest first."""
    rows = Sale.objects.filter(person_id=person_id, state=Sale.State.COUNTED)
    return rows.order_by("-on", "-at", "-pk")


def business_totals(business_id: int) -> dict[str, int]:
    """Everything that counts, by currency, refunds taken off."""
    rows = Sale.objects.filter(business_id=business_id, state=Sale.State.COUNTED).order_by()
    return dict(rows.values_list("currency").annotate(Sum("goods_cents")))


def spent(business_id: int, currency: str, until: date) -> dict[int, int]:
    """What each person had paid by the end of that day in that currency, refunds taken off, in cents of goods."""
    rows = Sale.objects.filter(
        business=business_id, state=Sale.State.COUNTED, currency=currency, on__lte=until
    )
    sums = rows.exclude(person=None).order_by().values_list("person_id").annotate(cents=Sum("goods_cents"))
    return dict(sums)


def visit_rows(business_id: int, people: Collection[int] | None = None) -> tuple[Ids, Ids]:
    """Every visit of the business (or of these people) as two flat arrays: whose, and the day's ordinal.

    Reads through the database's own cursor, with the day as a number: a million rows take no detour over
    a million dates. Rows come in no order.
    """
    if people is None:
        return _read(business_id, "", [])
    parts = [
        _read(business_id, f" AND person_id IN ({', '.join(['%s'] * len(part))})", part)
        for part in chunks(sorted(people), AT_ONCE)
    ]
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate([who for who, _ in parts]), np.concatenate([day for _, day in parts])


def paid_rows(business_id: int, currency: str) -> tuple[Ids, Ids, Ids]:
    """Every sale and refund of the business that counts, in one currency, as flat arrays: whose, the day's ordinal,
    and whole cents of goods. A refund takes off, on its own day. Rows come in no order."""
    sql = (
        f"SELECT person_id, {_ordinal()}, goods_cents FROM sales_sale"  # noqa: S608
        " WHERE business_id = %s AND state = 'counted' AND currency = %s AND person_id IS NOT NULL"
    )
    who, day, cents = _columns(sql, [business_id, currency], 3)
    return who, day, cents


def buyers_by_vendor(business_id: int, since: date, vendors: Collection[str], *, other: bool = False) -> Ids:
    """Who bought from that day on through one of these programs; `other`: through any other. In ascending order."""
    rows = Sale.objects.filter(VISIT, business_id=business_id, on__gte=since, person_id__isnull=False)
    rows = rows.exclude(vendor__in=vendors) if other else rows.filter(vendor__in=vendors)
    return np.unique(np.fromiter(rows.order_by().values_list("person_id", flat=True), np.int64))


def by_vendor(business_id: int, since: date) -> Iterable[tuple[str, str, int, int]]:
    """What came in from that day on, by the program that took it: vendor, currency, cents, and from how many."""
    rows = Sale.objects.filter(business_id=business_id, state=Sale.State.COUNTED, on__gte=since).order_by()
    told = rows.values_list("vendor", "currency")
    yield from told.annotate(Sum("goods_cents"), Count("person_id", distinct=True))  # type: ignore[misc]


def _read(business_id: int, more: str, given: list[int]) -> tuple[Ids, Ids]:
    sql = (
        f"SELECT person_id, {_ordinal()} FROM sales_sale"  # noqa: S608
        " WHERE business_id = %s AND state = 'counted' AND NOT is_refund AND NOT is_refunded"
        f" AND person_id IS NOT NULL{more}"
    )
    who, day = _columns(sql, [business_id, *given], 2)
    return who, day


def _ordinal() -> str:
    """The day of a sale as Python counts days."""
    # 1721424.5 is the Julian day of the day before 1 January of the year 1, where Python's ordinals begin.
    if connection.vendor == "sqlite":
        return 'CAST(julianday("on") - 1721424.5 AS INTEGER)'
    return "(\"on\" - DATE '0001-01-01') + 1"


def _columns(sql: str, given: list[Any], width: int) -> NDArray[np.int64]:
    """(width, m) what that question answers, column by column."""
    pieces: list[NDArray[Any]] = []
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        while rows := cursor.fetchmany(READ_AT_ONCE):
            pieces.append(np.array(rows, np.int64))
    return np.concatenate(pieces).T if pieces else np.zeros((width, 0), np.int64)
