"""What each person is worth, as rows: written only where they changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

Row = tuple[Any, ...]  # in the order of COLUMNS

READ_AT_ONCE = 10_000
WRITE_AT_ONCE = 5000
COLUMNS = ("how", "visits", "chance_active", "currency", "own_cents", "credited_cents", "added_cents")
READ = f"SELECT person_id, {', '.join(COLUMNS)} FROM growth_worth WHERE business_id = %s"  # noqa: S608
INSERT = (
    f'INSERT INTO growth_worth (business_id, person_id, "on", {", ".join(COLUMNS)}) '  # noqa: S608
    f"VALUES ({', '.join(['%s'] * (3 + len(COLUMNS)))})"
)
UPDATE = (
    f'UPDATE growth_worth SET "on" = %s, {", ".join(f"{name} = %s" for name in COLUMNS)} '  # noqa: S608
    "WHERE person_id = %s"
)
DELETE = "DELETE FROM growth_worth WHERE person_id = %s"


def write(business_id: int, on: date, rows: Mapping[int, Row]) -> int:
    """Make what is kept the same as `rows`, by person; returns how many changed. Who is not in `rows` loses theirs.

    Short transactions: a button pressed meanwhile need not wait."""
    kept = _kept(business_id)
    new = [(business_id, person, on, *row) for person, row in rows.items() if person not in kept]
    changed = [(on, *row, person) for person, row in rows.items() if kept.get(person, row) != row]
    gone = [(person,) for person in kept.keys() - rows.keys()]
    for sql, some in ((DELETE, gone), (UPDATE, changed), (INSERT, new)):
        _execute(sql, some)
    return len(new) + len(changed) + len(gone)


def _kept(business_id: int) -> dict[int, Row]:
    with connection.cursor() as cursor:
        cursor.execute(READ, [business_id])
        found: dict[int, Row] = {}
        while part := cursor.fetchmany(READ_AT_ONCE):
            found.update((person, tuple(row)) for person, *row in part)
        return found


def _execute(sql: str, rows: list[Row]) -> None:
    for start in range(0, len(rows), WRITE_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows[start : start + WRITE_AT_ONCE])
