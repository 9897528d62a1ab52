"""Rows by the thousand, straight into their table: a model object for each would take most of an import's time."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from goodword.lib.codes import new_code, new_codes

Values = list[tuple[Any, ...]]
_as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class Ready(NamedTuple):
    """Rows as they stand in their table, still to be written."""

    table: str
    columns: tuple[str, ...]
    values: Values

    def write(self) -> None:
        """Call it in a transaction."""
        if not self.values:
            return
        names = ", ".join(f'"{column}"' for column in self.columns)
        into = f'INSERT INTO "{self.table}" ({names})'
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                # One statement for all: while SQLite is at it, Python's other threads go on.
                cells = ", ".join(f"value->>{n}" for n in range(len(self.columns)))
                cursor.execute(f"{into} SELECT {cells} FROM json_each(%s)", [_as_json(self.values)])  # noqa: S608
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"{into} VALUES ({marks})", self.values)


@cache
def rows_of(model: type[models.Model]) -> "Rows":
    return Rows(model)


class Rows:
    """Makes rows of one model ready, given as dicts of columns; what a row leaves out has the model's default."""

    def __init__(self, model: type[models.Model]) -> None:
        self.table = model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        self.columns = tuple(str(field.column) for field in fields)
        self.defaults: dict[str, Any] = {}
        self.is_coded = False  # each has a code of its own
        self.prepared: list[tuple[str, Callable[[Any], Any]]] = []
        for field in fields:
            column = str(field.column)
            if prepare := _prepared(field):
                self.prepared.append((column, prepare))
            if field.default is new_code:
                self.is_coded = True
            else:
                self.defaults[column] = field.get_default()

    def ready(self, rows: Iterable[dict[str, Any]], *, keyed: bool = False) -> Ready:
        """`keyed`: each row tells its primary key, as `id`."""
        columns = ("id", *self.columns) if keyed else self.columns
        in_order, defaults, prepared = itemgetter(*columns), self.defaults, self.prepared
        codes = _codes()
        values = []
        for told in rows:
            row = defaults | told
            if self.is_coded:
                row["code"] = next(codes)
            for column, prepare in prepared:
                row[column] = prepare(row[column])
            values.append(in_order(row))
        return Ready(self.table, columns, values)

    def ready_alike(self, rows: Iterable[dict[str, Any]]) -> Ready:
        """The same, and twice as quick, for rows that tell the same columns in the same order."""
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return Ready(self.table, self.columns, [])
        prepared = dict(self.prepared)
        rest = {
            column: prepared[column](value) if column in prepared else value
            for column, value in self.defaults.items()
            if column not in first
        }
        rest_values = tuple(rest.values())
        to_prepare = [(column, prepare) for column, prepare in self.prepared if column in first]
        codes = _codes()
        values: Values = []
        for row in chain([first], rows):
            if self.is_coded:
                row["code"] = next(codes)
            for column, prepare in to_prepare:
                row[column] = prepare(row[column])
            values.append((*row.values(), *rest_values))
        return Ready(self.table, (*first, *rest), values)


def _codes() -> Iterator[str]:
    while True:
        yield from new_codes(256)


def _prepared(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """Only days, moments and JSON are written otherwise than they are held; each of them stands in many rows."""
    if isinstance(field, models.JSONField):
        return json.JSONEncoder().encode
    if isinstance(field, models.DateField):
        return lru_cache(maxsize=5000)(lambda value: field.get_db_prep_save(value, connection))
    return None


class Keys:
    """Primary keys for rows still to come, taken in blocks that nobody else is given. Blocks grow quickly: each
    waits for whoever is writing, and what is left of the last is no loss."""

    LARGEST = 60_000

    def __init__(self, model: type[models.Model]) -> None:
        self.table = model._meta.db_table
        self.left: list[int] = []
        self.block = 0

    def take(self, n: int) -> list[int]:
        if n > len(self.left):
            self.block = min(max(n, self.block * 4), max(n, self.LARGEST))
            self.left += new_keys(self.table, self.block)
        taken, self.left = self.left[:n], self.left[n:]
        return taken


def new_keys(table: str, n: int) -> list[int]:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, n]
            )
            return [pk for (pk,) in cursor.fetchall()]
        # SQLite has one writer at a time, and we are it: a transaction here begins by taking the lock.
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [n, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, n])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        [last] = cursor.fetchone()
        return list(range(last - n + 1, last + 1))
