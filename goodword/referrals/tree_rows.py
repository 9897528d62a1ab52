"""A large tree as rows: written only where they changed, in short transactions, and compared as arrays."""

from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

WRITE_AT_ONCE = 5000
Rows = NDArray[
    np.int64
]  # (n, 5): person, sender (0 of nobody), generation, below, the day's ordinal (0 if unknown)

READ = (
    "SELECT person_id, COALESCE(sender_id, 0), generation, below, {on} FROM referrals_treeplace"
    " WHERE business_id = %s ORDER BY person_id"
)
INSERT = (
    'INSERT INTO referrals_treeplace (sender_id, generation, below, "on", business_id, person_id)'
    " VALUES (%s, %s, %s, %s, %s, %s)"
)
UPDATE = (
    'UPDATE referrals_treeplace SET sender_id = %s, generation = %s, below = %s, "on" = %s'
    " WHERE business_id = %s AND person_id = %s"
)
DELETE = "DELETE FROM referrals_treeplace WHERE business_id = %s AND person_id = %s"


def write(business: int, rows: Rows, kept: Rows) -> int:
    """Let these rows stand there instead of `kept`, both in the order of their persons; returns how many changed."""
    at = np.searchsorted(kept[:, 0], rows[:, 0])
    is_there = np.zeros(len(rows), bool)
    inside = at < len(kept)
    is_there[inside] = kept[at[inside], 0] == rows[inside, 0]
    is_same = np.zeros(len(rows), bool)
    is_same[is_there] = (kept[at[is_there]] == rows[is_there]).all(axis=1)
    gone = kept[~np.isin(kept[:, 0], rows[:, 0], assume_unique=True), 0]
    new, changed = rows[~is_there], rows[is_there & ~is_same]
    _execute(DELETE, [(business, person) for person in gone.tolist()])
    _execute(INSERT, _as_told(business, new))
    _execute(UPDATE, _as_told(business, changed))
    return len(gone) + len(new) + len(changed)


def _as_told(business: int, rows: Rows) -> list[tuple[Any, ...]]:
    # Few days are different, so each is spelled once.
    spelled = {
        day: date.fromordinal(day).isoformat() if day else None for day in np.unique(rows[:, 4]).tolist()
    }
    return [
        (sender or None, generation, below, spelled[day], business, person)
        for person, sender, generation, below, day in rows.tolist()
    ]


def _execute(sql: str, rows: list[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), WRITE_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows[start : start + WRITE_AT_ONCE])
