"""The files of a folder as tables, each row with its line; and as texts in folders by level."""

import csv
import gzip
import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

LARGEST = 512 * 2**20  # bytes of a file, packed or not: a table is held in memory
TOLD = 10  # lines of each kind of bad row
SUFFIXES = (".csv", ".csv.gz", ".txt", ".txt.gz")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NAME = re.compile(r"[a-z][a-z0-9_ .()/-]{0,39}")


@dataclass(slots=True)
class LeftOut:
    """Rows that were left out, by reason: how many, and the first lines. What stands in them is never told."""

    lines: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, line: int, why: str) -> None:
        self.counts[why] = self.counts.get(why, 0) + 1
        some = self.lines.setdefault(why, [])
        if len(some) < TOLD:
            some.append(line)

    @property
    def n(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` in small letters, empty where the file names none; `note` is its first comment."""

    file: str
    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    note: str = ""

    def place(self, *names: str) -> int | None:
        """Of the first of `names` that is a column."""
        return next((self.columns.index(name) for name in names if name in self.columns), None)

    @property
    def width(self) -> int:
        return len(self.rows[0][1]) if self.rows else len(self.columns)


@dataclass(frozen=True, slots=True)
class Text:
    file: Path
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    file: str
    why: str


def found_in(folder: Path) -> Iterator[Table | Text | Unread]:
    """Everything in the folder, in the order of names; what is hidden is left alone."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            continue
        if not path.name.lower().endswith(SUFFIXES):
            yield Unread(str(inside), "not one of " + ", ".join(SUFFIXES))
            continue
        try:
            yield _read(path, inside)
        except (OSError, EOFError, csv.Error, zlib.error) as wrong:
            yield Unread(str(inside), f"it cannot be read ({type(wrong).__name__})")


def _read(path: Path, inside: Path) -> Table | Text | Unread:
    is_packed = path.suffix.lower() == ".gz"
    with gzip.open(path, "rb") if is_packed else path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        return Unread(str(inside), f"larger than {LARGEST >> 20} MB")
    text = content.decode("utf-8-sig", errors="replace")
    lines = text.splitlines()
    notes = [line for line in lines[:50] if line.startswith("#")]
    first = [line for line in lines[:60] if line.strip() and not line.startswith("#")][:6]
    if not first:
        return Unread(str(inside), "empty")
    is_csv = ".csv" in path.name.lower()
    mark = _mark(first, is_csv)
    if mark is None:
        return Text(inside, text)
    rows = _rows(lines, mark)
    if not rows:
        return Unread(str(inside), "empty")
    named = _names(rows[0][1]) if mark != " " else ()
    note = notes[0].lower() if notes else ""
    return Table(str(inside), named, rows[1:] if named else rows, note)


def _mark(first: list[str], is_csv: bool) -> str | None:
    """What stands between cells; None if these are sentences."""
    if all(_NUMBER.fullmatch(cell) for line in first for cell in line.split()):
        return " "
    for mark in ",;\t":
        counts = {line.count(mark) for line in first}
        if 0 not in counts and (is_csv or (len(counts) == 1 and len(first) > 1)):
            return mark
    return "," if is_csv else None


def _rows(lines: list[str], mark: str) -> list[tuple[int, list[str]]]:
    if mark == " ":
        return [
            (n, line.split()) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")
        ]
    reader = csv.reader((line + "\n" for line in lines), delimiter=mark)
    return [
        (reader.line_num, [cell.strip() for cell in row])
        for row in reader
        if any(cell.strip() for cell in row) and not row[0].startswith("#")
    ]


def _names(cells: list[str]) -> tuple[str, ...]:
    """The columns' names, if this is a line of names and not already one of data."""
    if len(cells) < 2 or any(_NUMBER.fullmatch(cell) or "@" in cell for cell in cells):
        return ()
    return tuple(cell.lower().replace("_", " ").replace(".", " ").strip() for cell in cells)


def told_names(table: Table, known: Collection[str]) -> str:
    """Names of columns that may stand in a report: where none is `known`, the first line may be one of people."""
    if not set(table.columns) & set(known):
        return f"{table.width}, none with a name that is known"
    some = [name if _NAME.fullmatch(name) else "(a name left out)" for name in table.columns]
    return ", ".join(some[:30]) + (f" and {len(some) - 30} more" if len(some) > 30 else "")
