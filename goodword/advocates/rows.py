"""Standings as rows: written only where they changed, and compared unread."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction

from .models import MOTIVES

Row = tuple[Any, ...]  # in the order of COLUMNS

WRITE_AT_ONCE = 5000
COLUMNS = (*MOTIVES, "may_be_asked", "good", "silent_on", "signs")
INSERT = (
    f'INSERT INTO advocates_standing (business_id, person_id, "on", {", ".join(COLUMNS)}) '  # noqa: S608
    f"VALUES ({', '.join(['%s'] * (3 + len(COLUMNS)))})"
)
UPDATE = (
    f'UPDATE advocates_standing SET "on" = %s, {", ".join(f"{name} = %s" for name in COLUMNS)} '  # noqa: S608
    "WHERE person_id = %s"
)
READ = f"SELECT person_id, {', '.join(COLUMNS)} FROM advocates_standing WHERE business_id = %s"  # noqa: S608


def write(business: int, on: date, people: Sequence[int], rows: Iterator[Row], *, whole: bool) -> int:
    """Write what is new or changed; returns how much. `whole`: the rows are everybody's, so who has none loses
    theirs. Short transactions: a button pressed meanwhile need not wait."""
    kept = _kept(business, None if whole else people)
    new: list[Row] = []
    changed: list[Row] = []
    for person, row in zip(people, rows, strict=True):
        before = kept.pop(person, None)
        if before is None:
            new.append((business, person, on, *row))
        elif before != row:
            changed.append((on, *row, person))
    _execute(INSERT, new)
    _execute(UPDATE, changed)
    # Who is not sorted any more, was left out, or joined to somebody.
    _execute("DELETE FROM advocates_standing WHERE person_id = %s", [(person,) for person in kept])
    return len(new) + len(changed) + len(kept)


def _kept(business: int, people: Sequence[int] | None) -> dict[int, Row]:
    """What stands there now, as `rows_of` would make it."""
    sql, given = READ, [business]
    if people is not None:
        sql += f" AND person_id IN ({', '.join(['%s'] * len(people))})"
        given += people
    if people is not None and not people:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found = {}
        while part := cursor.fetchmany(10_000):
            for person, *levels, asked, good, silent, signs in part:
                found[person] = (*levels, bool(asked), good, silent and str(silent), signs)
        return found


def _execute(sql: str, rows: list[Row]) -> None:
    for start in range(0, len(rows), WRITE_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows[start : start + WRITE_AT_ONCE])
