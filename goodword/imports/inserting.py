"""Rows by the thousand, straight into their table: a model object for each would take most of an import's time."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from goodword.lib.codes import new_code, new_codes

Values = list[tuple[Any, ...]]


class Ready(NamedTuple):
    """Rows as they stand in their table, still to be written."""

    table: str
    columns: tuple[str, ...]
    values: Values
    same: tuple[tuple[str, str], ...] = ()  # columns that are alike in all of them, with what SQL says
    may_be_there: bool = False  # rows whose key is taken are there already, and stay as they are

    def write(self) -> None:
        """Call it in a transaction."""
        if self.values:
            with connection.cursor() as cursor:
                cursor.executemany(self.sql("%s"), self.values)

    def sql(self, mark: str) -> str:
        names = ", ".join(f'"{column}"' for column in (*self.columns, *(name for name, _told in self.same)))
        cells = ", ".join((*[mark] * len(self.columns), *(told for _name, told in self.same)))
        there = " ON CONFLICT (id) DO NOTHING" if self.may_be_there else ""
        return f'INSERT INTO "{self.table}" ({names}) VALUES ({cells}){there}'  # noqa: S608


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
                default = field.get_default()
                self.defaults[column] = default.value if isinstance(default, Enum) else default

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

    def ready_alike(
        self, columns: tuple[str, ...], values: Iterable[tuple[Any, ...]], same: dict[str, Any]
    ) -> Ready:
        """The same, and three times as quick: only what differs from row to row is told with each, as it stands in
        the table (`prepare`). `same` are columns that are alike in all of them."""
        alike = {name: self.prepare(name)(value) for name, value in (self.defaults | same).items()}
        rest = {name: value for name, value in alike.items() if name not in columns}
        said = {name: words for name, value in rest.items() if (words := _in_sql(value))}
        more = tuple(value for name, value in rest.items() if name not in said)
        columns = (*columns, *(name for name in rest if name not in said))
        if self.is_coded:
            codes = _codes()
            rows = [(next(codes), *row, *more) for row in values]
            return Ready(self.table, ("code", *columns), rows, tuple(said.items()))
        return Ready(self.table, columns, [(*row, *more) for row in values], tuple(said.items()))

    def prepare(self, column: str) -> Callable[[Any], Any]:
        """How a value of this column is written."""
        return dict(self.prepared).get(column, _as_it_is)


def _as_it_is(value: Any) -> Any:
    return value


_PLAIN = re.compile(r"[\w .:+@/\[\]{}-]*", re.ASCII)


def _in_sql(value: Any) -> str:
    """ "" for what is safer told beside the statement."""
    if value is None or isinstance(value, bool):
        return {None: "NULL", True: "TRUE", False: "FALSE"}[value]
    if isinstance(value, int):
        return str(value)
    return f"'{value}'" if isinstance(value, str) and _PLAIN.fullmatch(value) else ""


def _codes() -> Iterator[str]:
    while True:
        yield from new_codes(256)


def _prepared(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """Only days, moments and JSON are written otherwise than they are held; each day stands in many rows."""
    if isinstance(field, models.JSONField):
        return json.JSONEncoder().encode
    if isinstance(field, models.DateTimeField) and connection.vendor == "sqlite":
        return _moment
    if isinstance(field, models.DateField):
        return lru_cache(maxsize=5000)(lambda value: field.get_db_prep_save(value, connection))
    return None


def _moment(value: datetime | None) -> str | None:
    """As SQLite's backend writes it, in a tenth of the time."""
    if value is None or value.tzinfo is not UTC:
        return connection.ops.adapt_datetimefield_value(value)  # type: ignore[no-any-return]
    return value.isoformat(" ")[: -len("+00:00")]


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
