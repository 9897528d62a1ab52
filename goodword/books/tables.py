"""Which rows make up the books of a business: found by walking the models, so that a new one is in it by itself.

A row is told by its columns, without its business and without its key: its number is the place of its line in
the file of its table, from 1, and whatever points to it tells that number. So the same books are told in the
same bytes, wherever they stand.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from goodword.accounts.models import Business, Job, Login, Member, Row
from goodword.accounts.models.row import Number

from .columns import Column

Told = dict[str, Any]
AT_ONCE = 500


class Table:
    """The rows of one model."""

    left_out: tuple[str, ...] = ()  # columns that do not leave, beside the key and the business

    def __init__(self, model: Any) -> None:
        self.model = model
        self.label: str = model._meta.label
        self.file = f"rows/{model._meta.label_lower}.jsonl"
        own = [field for field in model._meta.concrete_fields if field.name not in ("id", "business")]
        self.columns = [Column(field) for field in own if field.name not in self.left_out]
        self.begun = {one.column: one.default for one in map(Column, own) if one.name in self.left_out}
        self.points_to = {one.points_to for one in self.columns if one.points_to}

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def rows(self, business_id: int) -> "QuerySet[Any]":
        """Those that leave, in the order of their numbers."""
        rows = self.model._base_manager.filter(business_id=business_id)
        leaving = getattr(self.model, "leaving", None)
        return (leaving(rows) if leaving else rows).order_by("pk")

    def told(self, business_id: int, number: Number) -> Iterator[Told]:
        """Every row as it stands in the file."""
        ways = [(column.name, self._way(column, number)) for column in self.columns]
        rows = self.rows(business_id).values_list(*[column.attname for column in self.columns])
        for row in rows.iterator(chunk_size=2000):
            # Most values are told as they are: a million rows need not call for each.
            yield {name: way(value) if way else value for (name, way), value in zip(ways, row, strict=True)}

    def _way(self, column: Column, number: Number) -> Callable[[Any], Any] | None:
        if column.points_to:
            label = column.points_to._meta.label
            return lambda pk: self._number_of(column, pk, number(label, pk)) if pk is not None else None
        if renumber := column.renumber:
            return lambda value: renumber(value, number)
        return None if column.is_told_as_it_is else column.tell

    def _number_of(self, column: Column, pk: int, number: int | None) -> int | None:
        if number is None and not column.is_null:
            raise LookupError(f"{self.label}.{column.name} points to row {pk}, which does not leave")
        return number

    def ready(self, told: Told, business: Business, at: datetime) -> Told:
        """What a row needs beside what is told of it, by columns of the database."""
        return {"business_id": business.pk} | {name: default() for name, default in self.begun.items()}

    def insert(self, rows: Sequence[Told]) -> None:
        """Straight into the table; call it in a transaction."""
        if not rows:
            return
        columns = list(rows[0])
        names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(
                f'INSERT INTO "{self.model._meta.db_table}" ({names}) VALUES ({marks})',  # noqa: S608
                [tuple(row.values()) for row in rows],
            )

    def point(self, column: Column, pairs: Sequence[tuple[int, int]]) -> None:
        """(row, row it points to): for those that point to one that came after them."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f'UPDATE "{self.model._meta.db_table}" SET "{column.column}" = %s WHERE id = %s',  # noqa: S608
                [(to, pk) for pk, to in pairs],
            )

    @property
    def to_itself(self) -> list[Column]:
        return [column for column in self.columns if column.points_to is self.model]


class Members(Table):
    """Who did what is told by a name and a role: how somebody signs in never leaves. Where it is read back
    each is a member who has left, with a login that nothing opens. Those whom no row names stay behind."""

    left_out = ("login", "left_at")

    @property
    def names(self) -> list[str]:
        return [*super().names, "name"]

    def rows(self, business_id: int) -> "QuerySet[Any]":
        named: set[int] = set()
        for table in tables():
            for column in table.columns:
                if column.points_to is Member:
                    rows = table.rows(business_id).exclude(**{column.name: None}).order_by()
                    named |= set(rows.values_list(column.attname, flat=True).distinct())
        return super().rows(business_id).filter(pk__in=named)

    def told(self, business_id: int, number: Number) -> Iterator[Told]:
        names = self.rows(business_id).values_list("login__name", flat=True)
        for row, name in zip(super().told(business_id, number), names, strict=True):
            yield row | {"name": name}

    def ready(self, told: Told, business: Business, at: datetime) -> Told:
        login = Login(name=str(told.get("name", ""))[:80], is_active=False)
        login.set_unusable_password()
        login.save()
        left_at = Member._meta.get_field("left_at").get_db_prep_save(at, connection)
        return super().ready(told, business, at) | {"login_id": login.pk, "left_at": left_at}


class Jobs(Table):
    """What is still to be done, told as if nobody had begun it."""

    left_out = ("state", "progress", "beat_at", "done_at", "tries", "error")
    # Their file waits to be looked at, and stays.
    stay = ("imports.look", "imports.keep")

    def rows(self, business_id: int) -> "QuerySet[Any]":
        return super().rows(business_id).exclude(name__in=self.stay)


KINDS: dict[Any, type[Table]] = {Member: Members, Job: Jobs}


@cache
def tables() -> tuple[Table, ...]:
    """All tables whose rows leave, each after those that its rows point to."""
    found = [
        KINDS.get(model, Table)(model)
        for model in apps.get_models()
        if issubclass(model, Row) and model.rules.leaves
    ]
    placed: list[Table] = []
    waiting = sorted(found, key=lambda table: table.label)
    while waiting:
        there = {table.model for table in placed}
        next_ones = [table for table in waiting if table.points_to - {table.model} <= there]
        if not next_ones:
            raise LookupError(f"these point to each other in a circle: {[one.label for one in waiting]}")
        placed += next_ones
        waiting = [table for table in waiting if table not in next_ones]
    return tuple(placed)


def table_of(label: str) -> Table | None:
    return next((table for table in tables() if table.label == label), None)


def in_chunks(rows: Iterable[Any], n: int = AT_ONCE) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, n)):
        yield part
