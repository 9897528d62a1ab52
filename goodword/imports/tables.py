"""A table with its header found: the rows below it, as wide as it, each with its line."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from . import limits
from .cells import header_key, tidy
from .records import TwoWays
from .text import Broken, RawRow, Row


@dataclass(slots=True)
class Table:
    """`source` reads the file again from the start on every call; `first` are its first records."""

    file: str
    header: Row
    header_line: int
    source: Callable[[], Iterator[RawRow]]
    first: list[RawRow]
    expected_rows: int = 0  # handed in as the lines of the whole file: those down to the header are taken off
    titles: list[str] = field(init=False)  # the lines above the header
    notes: list[str] = field(default_factory=list)  # what was decided while reading, for the owner
    written: dict[str, str] = field(
        default_factory=dict
    )  # the owner's word where a cell can be read in two ways
    two_ways: list[TwoWays] = field(default_factory=list)
    decided: dict[tuple[str, int], str] = field(default_factory=dict)  # per column, kept between readings
    keys: list[str] = field(init=False)  # the headers made comparable
    sample: list[tuple[int, Row]] = field(init=False)

    def __post_init__(self) -> None:
        self.header = [tidy(cell).lstrip("\ufeff") for cell in self.header]
        self.keys = [header_key(cell) for cell in self.header]
        above = (row for line, row in self.first if line < self.header_line and isinstance(row, list))
        self.titles = [" ".join(filter(None, map(str.strip, row))) for row in above]
        fitted = self._below(iter(self.first))
        whole = ((line, row) for line, row in fitted if not isinstance(row, Broken) and any(row))
        self.sample = list(islice(whole, limits.SAMPLE))
        self.expected_rows = max(self.expected_rows - self.header_line, len(self.sample))

    def rows(self) -> Iterator[RawRow]:
        """Every record below the header that has anything on it; cells missing at the end are empty."""
        return self._below(self.source())

    def _below(self, records: Iterator[RawRow]) -> Iterator[RawRow]:
        width, top = len(self.header), self.header_line
        for line, row in records:
            if line <= top or not row:
                continue
            if row.__class__ is list and len(row) != width:  # type: ignore[arg-type]
                yield line, _fitted(row, width)  # type: ignore[arg-type]
            else:
                yield line, row

    def has_rows(self) -> bool:
        return bool(self.sample) or next(self.rows(), None) is not None

    def note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)

    def guess(self, kind: str, read: str, words: str) -> None:
        """Cells that can be read in two ways are read so."""
        if (guessed := TwoWays(kind, read, words)) not in self.two_ways:
            self.two_ways.append(guessed)

    def column(self, position: int) -> Iterator[str]:
        """The cells of one column that say something, over the whole file."""
        for _line, row in self.rows():
            if not isinstance(row, Broken) and (cell := row[position]):
                yield cell

    def signature(self) -> str:
        """The shape of the table, whatever the order of its columns."""
        shape = "\x1f".join(sorted(set(self.keys)))
        return hashlib.blake2b(shape.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _fitted(row: Row, width: int) -> Row | Broken:
    if len(row) < width:
        return row + [""] * (width - len(row))
    if any(cell.strip() for cell in row[width:]):
        words = _(
            "This row has %(cells)s cells, the header %(columns)s. Put quotes around text that holds the separator."
        )
        return Broken(" | ".join(row)[:120], words % {"cells": len(row), "columns": width})
    return row[:width]
