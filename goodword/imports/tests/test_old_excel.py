"""Old Excel files (xls), made here byte by byte: a disk with sectors, and records on it."""

from contextlib import suppress
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.imports.old_excel import TooFar, look_through
from goodword.imports.records import Unreadable

from .told import mistakes_of, outcomes, people_of, reading_of, sales_of, tell

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE


def record(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, pack("<HHHHB", row, column, 0, len(text), 0) + text.encode())


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, pack("<HHHd", row, column, 0, value))


def error(row: int, column: int, code: int = 0x07) -> bytes:
    return record(0x0205, pack("<HHHBB", row, column, 0, code, 1))


def formula_gone_wrong(row: int, column: int, code: int = 0x07) -> bytes:
    result = bytes([2, 0, code, 0, 0, 0, 0xFF, 0xFF])
    return record(0x0006, pack("<HHH", row, column, 0) + result + bytes(8))


def workbook(*sheets: list[bytes]) -> bytes:
    def begin(kind: int) -> bytes:
        return record(0x0809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))

    written = [begin(16) + b"".join(cells) + record(0x000A) for cells in sheets]
    at = len(begin(5) + record(0x0085, bytes(9)) * len(sheets) + record(0x000A))
    names = []
    for n, sheet in enumerate(written):
        names.append(record(0x0085, pack("<IBBBB", at, 0, 0, 1, 0) + b"%d" % n))
        at += len(sheet)
    return b"".join([begin(5), *names, record(0x000A), *written])


def disk(stream: bytes, is_small: bool = False) -> bytes:
    """One sector for the table, one for the folder, then the workbook; if it is small, among the small sectors."""
    stream = stream if is_small else stream.ljust(4096, b"\x00")
    n = -(-len(stream) // 512)
    table = [0xFFFFFFFD, END, *range(3, n + 2), END, END]
    small = [*range(1, n * 8), END]
    where = (END, n + 2) if is_small else (END, END)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, where[1], int(is_small), END, 0)
    header += pack("<109I", 0, *[FREE] * 108)
    folder = entry("Root Entry", 5, 2 if is_small else END, n * 512 if is_small else 0)
    folder += entry("Workbook", 2, 0 if is_small else 2, len(stream))
    tables = pack("<128I", *table, *[FREE] * (128 - len(table)))
    tail = pack("<128I", *small, *[FREE] * (128 - len(small))) if is_small else b""
    return header + tables + folder.ljust(512, b"\x00") + stream.ljust(n * 512, b"\x00") + tail


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\x00\x00"
    links = (FREE, FREE, 1 if kind == 5 else FREE)
    return written.ljust(64, b"\x00") + pack("<HBBIII36xIQ", len(written), kind, 1, *links, start, size)


HEADER = [label(0, column, text) for column, text in enumerate(("Name", "Date", "Amount"))]
DANA = [label(1, 0, "Dana"), label(1, 1, "2026-01-05"), number(1, 2, 5)]
ELI = [label(2, 0, "Eli"), label(2, 1, "2026-01-06")]


@pytest.mark.parametrize("is_small", [False, True])
def test_an_old_book_is_read(is_small):
    data = disk(workbook([*HEADER, *DANA]), is_small)
    assert look_through(data) == {}
    assert [one.name for one in people_of(data)] == ["Dana"] and sales_of(data)[0].goods_cents == 500


@pytest.mark.parametrize(
    "far",
    [
        number(65535, 65535, 1), number(1, 256, 1), record(0x00BD, pack("<HHHIH", 1, 0, 0, 0, 65535)),
        record(0x0200, pack("<IIHHH", 0, 65536, 0, 65535, 0)), record(0x0200, pack("<IIHHH", 0, 2**32 - 1, 0, 9, 0)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_small", [False, True])
def test_a_cell_beyond_the_end_of_a_sheet_asks_for_no_memory(far, is_small):
    data = disk(workbook([*HEADER, *DANA, far]), is_small)
    with pytest.raises(TooFar):
        look_through(data)
    with pytest.raises(Unreadable, match="damaged spreadsheet"):
        tell(data)


@pytest.mark.parametrize("gone_wrong", [error, formula_gone_wrong])
@pytest.mark.parametrize(("code", "saw"), [(0x07, "#DIV/0!"), (0x2A, "#N/A"), (0x2B, "#GETTING_DATA")])
def test_a_cell_with_an_error_is_told_with_line_and_column_as_in_a_new_book(gone_wrong, code, saw):
    data = disk(workbook([*HEADER, *DANA, *ELI, gone_wrong(2, 2, code)]))
    assert outcomes(data) == {"kept": 1, "refused": 1} and len(sales_of(data)) == 1
    [mistake] = mistakes_of(data)
    assert (mistake.line, mistake.column, mistake.saw) == (3, "Amount", saw)
    assert reading_of(data).notes == []


def test_an_error_stands_in_its_own_sheet_and_column_wherever_the_table_begins():
    first = [label(0, 0, "Name"), label(0, 1, "Phone"), label(1, 0, "Ann"), label(1, 1, "555 010 0199")]
    moved = [label(4, 3, "Name"), label(4, 4, "Phone"), label(5, 3, "Eve"), error(5, 4)]
    [(_one, [ann]), (_two, [*_above, eve])] = tell(disk(workbook(first, moved)))
    assert ann.mistakes == [] and [way.value for way in ann.person.ways] == ["555 010 0199"]
    assert eve.person.name == "Eve" and not eve.person.ways
    assert [(told.line, told.column, told.saw) for told in eve.mistakes] == [(6, "Phone", "#DIV/0!")]


def test_more_errors_than_are_told_refuse_the_book_in_words(monkeypatch):
    monkeypatch.setattr("goodword.imports.limits.OLD_ERRORS", 2)
    with pytest.raises(Unreadable, match="in more than 2 cells"):
        tell(disk(workbook([*HEADER, *DANA, error(2, 0), error(2, 1), error(2, 2)])))
    assert len(mistakes_of(disk(workbook([*HEADER, *DANA, error(2, 1), error(2, 2)])))) == 2


def test_a_chain_of_sectors_that_bites_its_tail_ends():
    data = bytearray(disk(workbook([*HEADER, *DANA, *[error(2, 2)] * 20])))
    data[512 + 8 : 512 + 12] = pack("<I", 2)  # behind the first sector of the workbook comes the first again
    assert look_through(bytes(data)) == {0: {2: {2: "#DIV/0!"}}}


@given(st.binary(max_size=2000), st.integers(0, 1500))
def test_whatever_is_wounded_is_looked_through(wound, place):
    data = bytearray(disk(workbook([*HEADER, *DANA])))
    data[place : place + len(wound)] = wound
    with suppress(TooFar):
        assert isinstance(look_through(bytes(data)), dict)
