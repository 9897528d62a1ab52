"""Rows by the thousand, straight into their table: a model object for each would take most of an import's time."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from django.db import connection, models

Prepared = Callable[[Any], Any]


@cache
def rows_of(model: type[models.Model]) -> "Rows":
    return Rows(model)


class Rows:
    """Inserts rows of one model, given as dicts of columns; what a row leaves out has the model's default."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.table = model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        self.columns = [str(field.column) for field in fields]
        self.defaults: dict[str, Any] = {}
        self.made: list[tuple[str, Callable[[], Any]]] = []  # a new one for each row: its code
        self.prepared: list[tuple[str, Prepared]] = []
        for field in fields:
            column = str(field.column)
            if prepare := _prepared(field):
                self.prepared.append((column, prepare))
            if field.has_default() and callable(field.default) and not isinstance(field, models.JSONField):
                self.made.append((column, field.default))
            else:
                self.defaults[column] = field.get_default()

    def insert(self, rows: Iterable[dict[str, Any]]) -> None:
        self._insert(self.columns, map(self._row(self.columns), rows))

    def insert_known(self, rows: Sequence[dict[str, Any]]) -> list[int]:
        """The same, and the primary keys. Call it in a transaction: the keys are taken before the rows stand."""
        ids = _new_ids(self.table, len(rows))
        columns = ["id", *self.columns]
        known = ({**row, "id": pk} for pk, row in zip(ids, rows, strict=True))
        self._insert(columns, map(self._row(columns), known))
        return ids

    def _row(self, columns: Sequence[str]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
        """From what is told to the values of these columns."""
        in_order, defaults, made, prepared = itemgetter(*columns), self.defaults, self.made, self.prepared

        def values(told: dict[str, Any]) -> tuple[Any, ...]:
            row = defaults | told
            for column, make in made:
                if column not in row:
                    row[column] = make()
            for column, prepare in prepared:
                row[column] = prepare(row[column])
            return in_order(row)  # type: ignore[no-any-return]

        return values

    def _insert(self, columns: Sequence[str], values: Any) -> None:
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f'INSERT INTO "{self.table}" ({names}) VALUES ({marks})', values)  # noqa: S608


def _prepared(field: "models.Field[Any, Any]") -> Prepared | None:
    """Only days, moments and JSON are written otherwise than they are held; each of them stands in many rows."""
    if isinstance(field, models.JSONField):
        return json.JSONEncoder().encode
    if isinstance(field, models.DateField):
        return lru_cache(maxsize=5000)(lambda value: field.get_db_prep_save(value, connection))
    return None


def _new_ids(table: str, n: int) -> list[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, n]
            )
            return [pk for (pk,) in cursor.fetchall()]
        # SQLite has one writer at a time, and we are it: a transaction here begins by taking the lock.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = (last[0] if last else 0) + 1
        return list(range(first, first + n))
