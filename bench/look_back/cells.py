"""Cells of a column as numbers, days and people. A row with a cell that cannot be read is left out, by its line."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from goodword.analysis.inputs import IntVector, Vector
from goodword.lib.money import from_cents
from goodword.lib.parse_dates import DAY_FIRST, Calendar, NotADate, is_two_ways, order_of
from goodword.lib.parse_money import NOTHING, NotMoney, Purse, mark_of

from .tables import LeftOut, Table


class NotRead(ValueError):
    """Why a row is left out; nothing of what stands in it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How the cells of one column are read; `told` is what a careful reader must know of it."""

    read: Callable[[str], Any]
    told: str = ""


def columns(table: Table, readers: dict[int, Reader], left: LeftOut) -> list[list]:
    """The values of each column, of those rows of which every cell can be read."""
    kept: list[list] = [[] for _ in readers]
    for line, row in table.rows:
        if len(row) <= max(readers):
            left.add(line, f"{len(row)} cells where {max(readers) + 1} or more are needed")
            continue
        try:
            values = [reader.read(row[place]) for place, reader in readers.items()]
        except NotRead as why:
            left.add(line, str(why))
            continue
        for column, value in zip(kept, values, strict=True):
            column.append(value)
    return kept


def days(table: Table, place: int, *, may_miss: bool = False) -> Reader:
    """Ordinals; 0 for a day that is not known, where it `may_miss`."""
    cells = [row[place] for _, row in table.rows if len(row) > place]
    order = order_of(cells)
    calendar = Calendar(order or DAY_FIRST, "UTC", date.today())
    known: dict[str, int] = {}

    def read(cell: str) -> int:
        if cell not in known:
            known[cell] = _ordinal(calendar, cell)
        if not known[cell] and not may_miss:
            raise NotRead("there is no day")
        return known[cell]

    unsure = order is None and any(map(is_two_ways, cells))
    return Reader(read, "Days like 3/4 were read day first: nothing in the file tells." if unsure else "")


def _ordinal(calendar: Calendar, cell: str) -> int:
    try:
        day = calendar.read(cell)[0]
    except NotADate:
        try:
            day = date.fromisoformat(cell.strip())  # a shop has no day before 1900; an old outbreak has
        except ValueError as wrong:
            raise NotRead("the day cannot be read") from wrong
    return day.toordinal() if day else 0


def amounts(table: Table, place: int) -> Reader:
    """Money in units of the commonest currency of the column."""
    cells = [row[place] for _, row in table.rows if len(row) > place]
    mark = mark_of(cells)
    purse = Purse(mark or ".", "")
    known: dict[str, tuple[int, str]] = {}
    for cell in set(cells):
        try:
            if cell.strip().lower() not in NOTHING:
                known[cell] = purse.read(cell)
        except NotMoney:
            continue
    codes = Counter(known[cell][1] for cell in cells if cell in known)
    main = max(codes, key=lambda code: codes[code], default="")

    def read(cell: str) -> float:
        if cell not in known:
            raise NotRead("the amount cannot be read")
        cents, code = known[cell]
        if code != main:
            raise NotRead("another currency than most rows have")
        return float(from_cents(cents, code or "USD"))

    return Reader(read)


def numbers() -> Reader:
    def read(cell: str) -> float:
        word = cell.strip().lower()
        if word in ("yes", "true", "y"):
            return 1.0
        if word in ("no", "false", "n"):
            return 0.0
        try:
            value = float(word)
        except ValueError as wrong:
            raise NotRead("not a number") from wrong
        if not abs(value) <= 1e12:
            raise NotRead("not a number between -10^12 and 10^12")
        return value

    return Reader(read)


def counts() -> Reader:
    """Numbers of 0 or more; an empty cell is 0."""
    number = numbers()

    def read(cell: str) -> float:
        value = 0.0 if cell.strip().lower() in NOTHING else number.read(cell)
        if value < 0:
            raise NotRead("a number under 0")
        return value

    return Reader(read)


def words(*, may_miss: bool = False) -> Reader:
    """A name of any kind; "" for none."""

    def read(cell: str) -> str:
        known = "" if cell.strip().lower() in NOTHING else cell.strip()
        if not known and not may_miss:
            raise NotRead("nobody is named")
        return known

    return Reader(read)


def places(names: list[str]) -> IntVector:
    """Each name as a number from 0: nothing after this knows a name."""
    number: dict[str, int] = {}
    return np.array([number.setdefault(name, len(number)) for name in names], np.int64)


def vector(values: list) -> Vector:
    return np.array(values, np.float64)
