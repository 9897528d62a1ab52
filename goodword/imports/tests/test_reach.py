"""A spreadsheet with cells far apart, whatever its parts are called and however they are written."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from goodword.imports.reach import refuse_wide_books
from goodword.imports.records import Unreadable
from goodword.imports.sources import Bytes

from .test_sheets import PEOPLE, book, ods, row
from .told import people_of, tell

SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/_rels/workbook.xml.rels"
CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def changed(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """The book with each of its parts, name and bytes, changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            name, content = change(entry.filename, old.read(entry))
            new.writestr(name, content)
    return out.getvalue()


def ended(rows: str, data: bytes | None = None) -> bytes:
    """A book of people whose sheet ends with these rows."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        is_sheet = name == SHEET
        return name, content.replace(b"</sheetData>", f"{rows}</sheetData>".encode()) if is_sheet else content

    return changed(data or book(PEOPLE), change)


def elsewhere(data: bytes, part: str) -> bytes:
    """The sheet lies where the book's own list of its parts says."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == RELS:
            content = re.sub(
                rb'Target="/?(?:xl/)?worksheets/sheet1.xml"', f'Target="{part}"'.encode(), content
            )
        return f"xl/{part}" if name == SHEET else name, content

    return changed(data, change)


@pytest.mark.parametrize(
    "corner",
    [
        CORNER, CORNER.replace('"', "'"), CORNER.replace("=", " = "), CORNER.replace("XFD", "xfd"),
        '<x:row xmlns:x="a"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<table:row xmlns:table="a"><table:c r="XFD1048576"><table:v>1</table:v></table:c></table:row>',
        '<row r="1048570"/><row/><row><c r="XFD1"/><c><v>1</v></c></row>',
        '<row r="9"><c r="B9"><is><t>far</t></is></c><c r="XFC9"><v>1</v></c><c t="n"><v>1</v></c></row>',
    ],
)  # fmt: skip
def test_a_far_cell_is_seen_however_it_is_written(corner):
    with pytest.raises(Unreadable, match="columns"):
        tell(ended(corner))


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/SharedStrings.xml"])
def test_a_book_that_claims_to_hold_billions_of_texts_is_damaged(part):
    data = io.BytesIO(book(PEOPLE))
    with zipfile.ZipFile(data, "a") as made:
        made.writestr(part, "<x:sst xmlns:x='x' uniqueCount='4294967295'><si><t>Dana</t></si></x:sst>")
    with pytest.raises(Unreadable, match="damaged spreadsheet"):
        tell(data.getvalue())


@pytest.mark.parametrize("part", ["other/first.xml", "sheet", "media/picture.png"])
def test_a_far_cell_is_seen_wherever_its_sheet_lies(part):
    assert len(people_of(elsewhere(book(PEOPLE), part))) == 2
    with pytest.raises(Unreadable, match="16,384 columns"):
        tell(elsewhere(ended(CORNER), part))


def look(data: bytes) -> set[str]:
    return refuse_wide_books(Bytes("a book", len(data), lambda: io.BytesIO(data)))


def test_many_rows_of_few_columns_are_let_through():
    assert look(ended('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')) == set()


def test_cells_that_are_only_coloured_reach_nowhere():
    assert len(people_of(ended('<row r="1048576"><c r="XFD1048576" s="1"/></row>'))) == 2


def test_an_ods_is_looked_through_too_where_it_speaks_of_excel_s_words():
    with pytest.raises(Unreadable, match="rows"):
        tell(ods(row("Name", "sheetData") + row("Dana", "x", times=1_000_000_000)))


@pytest.mark.parametrize("times", ["abc", "", "1.5"])
def test_an_ods_that_repeats_a_row_no_number_of_times_is_damaged(times):
    with pytest.raises(Unreadable, match="damaged spreadsheet"):
        tell(ods(row("Name", "E-mail") + row("Dana", "dana@example.com", times=times)))


@pytest.mark.parametrize("rows", ['<row r="two"/>', '<row><c r="B"/></row>', "<row>", "&x;", "<!DOCTYPE x>"])
def test_a_sheet_that_is_no_xml_is_damaged(rows):
    with pytest.raises(Unreadable, match="damaged spreadsheet"):
        tell(ended(rows))


def binary(*cells: tuple[int, int]) -> bytes:
    """The parts of an xlsb by which it is looked through, with these cells."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.bin", b"")
        made.writestr("xl/_rels/workbook.bin.rels", '<x><y Target="worksheets/one.bin"/></x>')
        made.writestr("xl/printer.bin", b"\x00\x04\xff\xff\x0f\x00\x02\x04\xff\xff\x0f\x00")
        records = [b"\x91\x01\x00"]
        for down, across in cells:
            records.append(b"\x00\x04" + down.to_bytes(4, "little"))
            records.append(b"\x02\x8c\x00" + across.to_bytes(4, "little") + bytes(8))
        made.writestr("xl/worksheets/one.bin", b"".join(records))
    return out.getvalue()


def test_a_far_cell_of_a_binary_sheet_is_seen():
    look(binary((0, 0), (9, 9)))
    with pytest.raises(Unreadable, match="1,048,576 rows and 16,384 columns"):
        look(binary((0, 0), (1048575, 16383)))
