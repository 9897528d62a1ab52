"""An error of the spreadsheet's in a cell that decides: in every format the row waits for the owner.

Which cells decide is not listed here. Every word that programs write into such cells is put into each column of each
format; a column in which one of them changes what becomes of the row decides, and so does one that the format's own
reader marks.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pytest

from goodword.imports import walking
from goodword.imports.cells import header_key
from goodword.imports.fields import Fields
from goodword.imports.formats import table_formats
from goodword.imports.records import ReadAs, Record
from goodword.imports.tables import Table
from goodword.imports.text import RawRow, Row

from .told import HERE

ERROR = "#N/A"
DAY, LATER, LESS = "2026-01-05", "2026-01-06", "2.00"
WORDS = (
    "yes", "no", "false", "cancelled", "no show", "void", "pending", "failed", "refunded", "refund", "draft", "estimate", "test",
    "lost", "in kind", "order", "transfer", "bill", "non-amazon", "incoming", "bounced", "unsubscribed", "spam", DAY,
)  # fmt: skip
ELSEWHERE = ("", "yes", "order", "invoice", "payment")  # in all other columns that decide


class Watched(Fields):
    """Notes the columns it is asked for, and as what."""

    def __init__(self, table: Table) -> None:
        self.asked: list[str] = []
        self.examples: dict[int, str] = {}
        self.marked: set[int] = set()
        super().__init__(table, HERE)

    def spots(self, *names):
        self.asked += names[:1]
        return super().spots(*names)

    def word_at(self, spots):
        self.marked |= set(spots)
        return super().word_at(spots)

    def email_at(self, spots):
        self.examples |= dict.fromkeys(spots, "dana@example.com")
        return super().email_at(spots)

    def money_at(self, spots):
        is_first = "9.00" not in self.examples.values()
        self.examples = dict.fromkeys(spots, "9.00" if is_first else LESS) | self.examples
        return super().money_at(spots)

    def number_at(self, spots):
        self.examples |= dict.fromkeys(spots, "1")
        return super().number_at(spots)

    def sale_number(self, *names):
        self.examples |= dict.fromkeys(self.spots(*names), "{n}")
        return super().sale_number(*names)

    def currency_at(self, column, spots):
        self.examples |= dict.fromkeys(column, "USD")
        return super().currency_at(column, spots)

    def when_at(self, spots, zone="", order=""):
        is_first = DAY not in self.examples.values()
        self.examples = dict.fromkeys(spots, DAY if is_first else LATER) | self.examples
        return super().when_at(spots, zone, order)

    def when_in_two(self, day, time, zone, zone_of):
        self.examples |= dict.fromkeys(self.spots(time, zone), "") | dict.fromkeys(self.spots(day), DAY)
        return super().when_in_two(day, time, zone, zone_of)

    def row(self, told: dict[int, str], n: int) -> Row:
        """A row in which everything is told, and this; no two have a number in common."""
        cells = []
        for spot, key in enumerate(self.table.keys):
            other = f"https://www.linkedin.com/in/dana{n}" if "url" in key else f"Dana {n}"
            cells.append(told.get(spot, self.examples.get(spot, other)).format(n=n))
        return cells

    def surroundings(self) -> list[dict[int, str]]:
        """The same word in all columns that decide; yes in one of them; and only one amount and one day."""
        words = self.marked - self.examples.keys()
        alike = [dict.fromkeys(words, word) for word in ELSEWHERE]
        spare = {spot: "" for spot, example in self.examples.items() if example in (LATER, LESS)}
        return [*alike, *(alike[0] | {spot: "yes"} for spot in sorted(words)), alike[0] | spare]


class LookedAt(list[str]):
    """A row that notes which of its cells are asked for."""

    def __init__(self, cells: Row) -> None:
        super().__init__(cells)
        self.asked: set[int] = set()

    def __getitem__(self, spot):
        if isinstance(spot, int):
            self.asked.add(spot)
        return super().__getitem__(spot)


def table_of(header: Row, rows: list[Row]) -> Table:
    lines: list[RawRow] = [(1, header), *enumerate(rows, 2)]
    return Table("file", header, 1, lambda: iter(lines), lines)


@cache
def watched(module: ModuleType) -> Watched:
    """The format's columns: those by which it is known, and all it asks for."""
    header = [need.partition("|")[0] for need in module.NEEDS[0]]
    for _time in range(2):  # there are columns that are asked for only beside others
        fields = Watched(table_of(header, []))
        module.reader(fields)
        keys = {header_key(name): name for name in (*reversed(fields.asked), *header)}
        header = list(keys.values())
    fields = Watched(table_of(header, []))
    module.reader(fields)
    return fields


def read(module: ModuleType, rows: list[Row]) -> Iterator[Record]:
    return walking.records(table_of(watched(module).table.header, rows), module, HERE)


def deciding_columns(module: ModuleType) -> list[int]:
    """Those that the format marks, and those in which one word or another changes what becomes of the row."""
    fields = watched(module)
    spots = [spot for spot in range(len(fields.table.header)) if spot not in fields.examples]
    around = fields.surroundings()[:3]
    cells = [(spot, at, word) for spot in spots for at in range(len(around)) for word in (*WORDS, "Dana")]
    fates = defaultdict(set)
    rows = [fields.row(around[at] | {spot: word}, n) for n, (spot, at, word) in enumerate(cells)]
    for (spot, at, _word), record in zip(cells, read(module, rows), strict=True):
        if record.read_as is not ReadAs.REFUSED:
            fates[spot, at].add(fate(record))
    return sorted(fields.marked | {spot for (spot, _at), found in fates.items() if len(found) > 1})


def fate(record: Record) -> tuple[object, ...]:
    sale, person = record.sale, record.person
    if record.read_as is not ReadAs.KEPT:
        return (record.read_as, record.why if record.read_as is ReadAs.NOT_COUNTED else "")
    money = sale and (sale.is_refund, sale.goods_cents, len(record.extra_sales))
    return (record.read_as, money, bool(person and person.may_mail is False))


def waits(record: Record, column: str) -> bool:
    """Neither counted nor passed over, and the owner is told of which column."""
    if record.read_as is ReadAs.HELD:
        return f"“{column}” ({ERROR})" in record.why
    told = [(mistake.column, mistake.saw) for mistake in record.mistakes]
    return record.read_as is ReadAs.REFUSED and (column, ERROR) in told


@pytest.mark.parametrize("module", table_formats(), ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_row_with_an_error_where_it_is_decided_waits_and_says_in_which_column(module):
    fields, spots = watched(module), deciding_columns(module)
    header, waiting, silent = fields.table.header, set[str](), list[str]()
    cells = [(spot, around) for spot in spots for around in fields.surroundings()]
    rows = [LookedAt(fields.row(around | {spot: ERROR}, n)) for n, (spot, around) in enumerate(cells)]
    for (spot, _around), row, record in zip(cells, rows, read(module, rows), strict=True):
        if waits(record, header[spot]):
            waiting.add(header[spot])
        elif spot in row.asked:
            silent.append(f"{header[spot]} in {list(row)}: {record.read_as}")
    assert not silent and waiting == {header[spot] for spot in spots}
