"""Keys and numbers: a row has a key in its database, and a number in the file of its table, from 1.

Eight bytes for a row are all that is kept in memory, however many millions there are.
"""

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from django.db import connection, transaction

from .tables import Table, table_of


class Numbers:
    """The numbers of the rows of one business, for whom it is told."""

    def __init__(self, business_id: int) -> None:
        self.business_id = business_id
        self._keys: dict[str, array[int]] = {}

    def __call__(self, label: str, pk: int) -> int | None:
        """The number of that row; None if it is not there any more, or does not leave."""
        keys = self._keys_of(label)
        at = bisect_left(keys, pk)
        return at + 1 if at < len(keys) and keys[at] == pk else None

    def _keys_of(self, label: str) -> "array[int]":
        if label not in self._keys:
            table = table_of(label)
            rows = table.rows(self.business_id).values_list("pk", flat=True) if table else None
            self._keys[label] = array("q", rows.iterator(chunk_size=10_000) if rows is not None else ())
        return self._keys[label]


class Keys:
    """The keys that the rows of a file will have here, taken before the first of them stands."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._keys: dict[str, Sequence[int]] = {
            label: taken(table, n) for label, n in counts.items() if (table := table_of(label))
        }

    def __call__(self, label: str, number: int) -> int | None:
        keys = self._keys.get(label, ())
        return keys[number - 1] if type(number) is int and 1 <= number <= len(keys) else None


def taken(table: Table, n: int) -> Sequence[int]:
    """`n` keys of that table, in ascending order, that nobody else will be given."""
    name = table.model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [name, n]
            )
            return array("q", (pk for (pk,) in cursor))
        # One writer at a time, and this transaction has begun by taking the lock.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [name])
        last = cursor.fetchone()
        if last:
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [n, name])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, n])
        first = (last[0] if last else 0) + 1
        return range(first, first + n)
