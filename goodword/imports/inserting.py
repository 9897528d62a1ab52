"""Rows by the thousand, straight into their table: a model object for each would take most of an import's time."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

Prepared = Callable[[Any], Any]
MISSING = object()


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
        self.columns_told = [(str(field.column), _default(field), _prepared(field)) for field in fields]

    def insert(self, rows: Iterable[dict[str, Any]]) -> None:
        self._insert(self.columns, [self._values(row) for row in rows])

    def insert_known(self, rows: Sequence[dict[str, Any]]) -> list[int]:
        """The same, and the primary keys. Call it in a transaction: the keys are taken before the rows stand."""
        ids = _new_ids(self.table, len(rows))
        self._insert(
            ["id", *self.columns], [(pk, *self._values(row)) for pk, row in zip(ids, rows, strict=True)]
        )
        return ids

    def _insert(self, columns: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f'INSERT INTO "{self.table}" ({names}) VALUES ({marks})', values)  # noqa: S608

    def _values(self, row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            [
                (prepared(value) if prepared else value)
                if (value := row.get(column, MISSING)) is not MISSING
                else default()
                for column, default, prepared in self.columns_told
            ]
        )


def _default(field: "models.Field[Any, Any]") -> Callable[[], Any]:
    if field.has_default() and callable(field.default):
        default, prepare = field.default, _prepared(field)
        return (lambda: prepare(default())) if prepare is not None else default
    value = field.get_default()
    prepared = _prepared(field)
    ready = prepared(value) if prepared else value
    return lambda: ready


def _prepared(field: "models.Field[Any, Any]") -> Prepared | None:
    """Only days, moments and JSON are written otherwise than they are held; each of them stands in many rows."""
    if isinstance(field, models.JSONField):
        empty = {kind: field.get_db_prep_save(kind(), connection) for kind in (list, dict)}
        return lambda value: field.get_db_prep_save(value, connection) if value else empty[type(value)]
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
