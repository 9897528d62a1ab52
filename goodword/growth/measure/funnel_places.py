"""Where each person stands in the funnel, as rows: read and written in flat columns, only what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from goodword.accounts.models import Business
from goodword.analysis.funnel import NOT_KNOWN
from goodword.people.models import Kind, Person

Ids = NDArray[np.int64]
Levels = NDArray[np.int8]

# Everybody knows the business, so that step is no column.
COLUMNS = ("happy", "would", "asked", "shared", "brought", "bought", "pays_off")
WRITE_AT_ONCE = 5000
READ_AT_ONCE = 20_000
READ = "SELECT person_id, {} FROM growth_funnelplace WHERE business_id = %s ORDER BY person_id".format(  # noqa: S608
    ", ".join(f"CASE WHEN {name} IS NULL THEN {NOT_KNOWN} WHEN {name} THEN 1 ELSE 0 END" for name in COLUMNS)
)
INSERT = (
    f'INSERT INTO growth_funnelplace ({", ".join(COLUMNS)}, "on", business_id, person_id) '  # noqa: S608
    f"VALUES ({', '.join(['%s'] * (len(COLUMNS) + 3))})"
)
UPDATE = (
    f'UPDATE growth_funnelplace SET {", ".join(f"{name} = %s" for name in COLUMNS)}, "on" = %s '  # noqa: S608
    "WHERE business_id = %s AND person_id = %s"
)
DELETE = "DELETE FROM growth_funnelplace WHERE business_id = %s AND person_id = %s"


@dataclass(frozen=True, slots=True)
class Book:
    """Everyone who is sorted and not left out, by key, and columns over them."""

    business: Business
    ids: Ids

    @classmethod
    def of(cls, business: Business) -> "Book":
        people = Person.objects.filter(business=business, left_out=False).exclude(kind=Kind.UNSORTED)
        return cls(business, np.fromiter(people.order_by("pk").values_list("pk", flat=True), np.int64))

    def places(self, people: Ids) -> tuple[Ids, NDArray[np.bool_]]:
        """Where these stand, and who of them stands there at all."""
        if not len(self.ids):
            return np.zeros(len(people), np.int64), np.zeros(len(people), np.bool_)
        place = np.minimum(np.searchsorted(self.ids, people), len(self.ids) - 1)
        return place, self.ids[place] == people

    def has(self, rows: Iterable[tuple[int]]) -> NDArray[np.bool_]:
        """(n,) who is among these; people who are not in the book are left out."""
        there = np.zeros(len(self.ids), np.bool_)
        place, is_known = self.places(np.fromiter((pk for (pk,) in rows), np.int64))
        there[place[is_known]] = True
        return there

    def day(self, rows: Iterable[tuple[int, date]]) -> Ids:
        """(n,) the ordinal of each one's day; 0 for who has none."""
        told = list(rows)
        days = np.zeros(len(self.ids), np.int64)
        place, is_known = self.places(np.fromiter((pk for pk, _day in told), np.int64))
        days[place[is_known]] = np.fromiter((day.toordinal() for _pk, day in told), np.int64)[is_known]
        return days


def write(business: int, on: date, ids: Ids, levels: Levels) -> int:
    """Keep these places; returns how many are new, changed or gone. Short transactions: a button need not wait."""
    now = levels[:, 1:]
    kept_ids, kept = _kept(business)
    place = np.minimum(np.searchsorted(kept_ids, ids), max(len(kept_ids) - 1, 0))
    is_kept = kept_ids[place] == ids if len(kept_ids) else np.zeros(len(ids), np.bool_)
    is_changed = is_kept.copy()
    is_changed[is_kept] = (kept[place[is_kept]] != now[is_kept]).any(axis=1)
    gone = kept_ids[~np.isin(kept_ids, ids)].tolist()
    _execute(INSERT, _rows(business, on, ids[~is_kept], now[~is_kept]))
    _execute(UPDATE, _rows(business, on, ids[is_changed], now[is_changed]))
    _execute(DELETE, [(business, person) for person in gone])
    return int((~is_kept).sum() + is_changed.sum()) + len(gone)


def _kept(business: int) -> tuple[Ids, Levels]:
    pieces = [np.zeros((0, 1 + len(COLUMNS)), np.int64)]
    with connection.cursor() as cursor:
        cursor.execute(READ, [business])
        while rows := cursor.fetchmany(READ_AT_ONCE):
            pieces.append(np.array(rows, np.int64))
    whole = np.concatenate(pieces)
    return whole[:, 0], whole[:, 1:].astype(np.int8)


def _rows(business: int, on: date, ids: Ids, levels: Levels) -> list[tuple[Any, ...]]:
    said = {1: True, 0: False, NOT_KNOWN: None}
    columns = ([said[one] for one in column] for column in levels.T.tolist())
    return [(*told, on, business, person) for *told, person in zip(*columns, ids.tolist(), strict=True)]


def _execute(sql: str, rows: list[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), WRITE_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows[start : start + WRITE_AT_ONCE])
