"""Where sales come from: a folder of Parquet files, or Goodword's own books in PostgreSQL."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from .refused import Refused
from .shapes import SALES

AT_ONCE = 1_000_000  # rows
FETCHED = 50_000

# The kinds of each column: what Parquet calls them, and how we say it.
KINDS: dict[str, tuple[Any, str]] = {
    "business": (lambda kind: _is_text(kind) or _is_whole(kind), "text, or whole numbers"),
    "person": (lambda kind: _is_whole(kind), "whole numbers of 32 or 64 bits"),
    "day": (pa.types.is_date32, "dates (date32), without a time"),
    "cents": (lambda kind: _is_whole(kind), "whole cents, of 32 or 64 bits"),
    "currency": (lambda kind: _is_text(kind), "text, like USD"),
}
OPTIONAL = ("currency",)


class Source(Protocol):
    @property
    def label(self) -> str: ...

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where nothing may be written."""

    def digest(self) -> str:
        """Another one as soon as the sales are others."""

    def batches(self) -> Iterator[pa.Table]:
        """All sales, some at a time, in the shape of SALES."""


def source_at(given: str) -> "ParquetFolder | Postgres":
    if given.removeprefix("jdbc:").startswith(("postgresql://", "postgres://")):
        return Postgres(given.removeprefix("jdbc:"))
    if "://" in given:
        raise Refused(
            _(
                "%(given)s: sales are read from a folder of Parquet files, or from postgresql://USER@HOST/NAME."
            )
            % {"given": urlsplit(given).scheme + "://…"}
        )
    return ParquetFolder.at(Path(given))


@dataclass(frozen=True, slots=True)
class ParquetFolder:
    folder: Path
    files: tuple[Path, ...]
    kinds: dict[str, pa.DataType]

    @property
    def label(self) -> str:
        return str(self.folder)

    @property
    def folders(self) -> tuple[Path, ...]:
        return (self.folder,)

    @classmethod
    def at(cls, folder: Path) -> "ParquetFolder":
        if not folder.is_dir():
            raise Refused(
                _("%(folder)s is not a folder. Put the Parquet files of sales into one.") % {"folder": folder}
            )
        found = [
            path
            for path in sorted(folder.rglob("*.parquet"))
            if not any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts)
        ]
        if not found:
            raise Refused(_("%(folder)s holds no file that ends in .parquet.") % {"folder": folder})
        first = _kinds(found[0])
        for path in found[1:]:
            if (kinds := _kinds(path)) != first:
                told = {"one": found[0], "other": path, "first": _listed(first), "second": _listed(kinds)}
                raise Refused(
                    _("The files differ: %(one)s has %(first)s; %(other)s has %(second)s. Write all alike.")
                    % told
                )
        return cls(folder, tuple(found), first)

    def digest(self) -> str:
        told = hashlib.sha256()
        for path in self.files:
            seen = path.stat()
            told.update(f"{path.relative_to(self.folder)}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
        return told.hexdigest()

    def batches(self) -> Iterator[pa.Table]:
        for path in self.files:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(AT_ONCE, columns=[*self.kinds]):
                    yield _shaped(pa.Table.from_batches([batch]))


def _kinds(path: Path) -> dict[str, pa.DataType]:
    """The columns that we read, once each is there and of a kind that we can count with."""
    try:
        seen = pq.read_schema(path)
    except (pa.ArrowInvalid, OSError) as error:
        why = str(error).splitlines()[0]
        raise Refused(
            _("%(path)s is no Parquet file that can be read: %(why)s") % {"path": path, "why": why}
        ) from error
    kinds: dict[str, pa.DataType] = {}
    for name, (is_fine, wanted) in KINDS.items():
        if name not in seen.names:
            if name in OPTIONAL:
                continue
            told = {"path": path, "name": name, "seen": ", ".join(seen.names) or "nothing", "wanted": wanted}
            raise Refused(_("%(path)s has no column “%(name)s” (%(wanted)s); it has: %(seen)s.") % told)
        kind = seen.field(name).type
        kinds[name] = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not is_fine(kinds[name]):
            told = {"path": path, "name": name, "seen": str(kind), "wanted": wanted}
            raise Refused(_("%(path)s, column “%(name)s”: it holds %(seen)s; we need %(wanted)s.") % told)
    return kinds


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_whole(kind: pa.DataType) -> bool:
    return kind in (pa.int32(), pa.int64())


def _listed(kinds: dict[str, pa.DataType]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in kinds.items())


def _shaped(table: pa.Table) -> pa.Table:
    if "currency" not in table.column_names:
        table = table.append_column("currency", pa.nulls(len(table), pa.string()))
    table = table.select(SALES.names).cast(SALES)
    return table.set_column(4, "currency", table["currency"].fill_null(""))


@dataclass(frozen=True, slots=True)
class Postgres:
    """Goodword's own books: every sale and refund that counts, in the currency of its business."""

    url: str

    folders = ()
    SQL = (
        'SELECT b.code AS business, s.person_id AS person, s."on" AS day, s.goods_cents AS cents, s.currency'
        " FROM sales_sale s JOIN accounts_business b ON b.id = s.business_id"
        " WHERE s.state = 'counted' AND s.currency = b.currency"
    )

    @property
    def label(self) -> str:
        seen = urlsplit(self.url)  # without the password
        return f"postgresql://{seen.hostname or ''}{f':{seen.port}' if seen.port else ''}{seen.path}"

    def digest(self) -> str:
        (row,) = self._asked(
            f"SELECT count(*), max(person), min(day), max(day), sum(cents) FROM ({self.SQL}) t"  # noqa: S608
        )
        return hashlib.sha256(repr((self.label, *map(str, row))).encode()).hexdigest()

    def highest_person(self) -> int:
        ((highest,),) = self._asked("SELECT coalesce(max(id), 0) FROM people_person")
        return int(highest)

    def batches(self) -> Iterator[pa.Table]:
        import psycopg

        with self._connected() as books, books.cursor("sales") as cursor:
            try:
                cursor.execute(self.SQL)
                while rows := cursor.fetchmany(FETCHED):
                    columns = dict(zip(SALES.names, zip(*rows, strict=True), strict=True))
                    yield pa.Table.from_pydict(columns, schema=SALES)
            except psycopg.Error as error:
                raise self._refused(error) from error

    def _asked(self, sql: str) -> list[tuple[Any, ...]]:
        import psycopg

        with self._connected() as books:
            try:
                return books.execute(sql.encode()).fetchall()
            except psycopg.Error as error:
                raise self._refused(error) from error

    def _connected(self) -> Any:
        import psycopg

        try:
            return psycopg.connect(self.url, connect_timeout=20)
        except psycopg.Error as error:
            raise self._refused(error) from error

    def _refused(self, error: Exception) -> Refused:
        why = (str(error).strip() or type(error).__name__).splitlines()[0]
        told = {"label": self.label, "why": why}
        return Refused(_("%(label)s does not answer as Goodword's own books do: %(why)s") % told)
