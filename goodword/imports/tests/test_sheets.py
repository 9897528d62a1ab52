"""Spreadsheets: xlsx written by openpyxl, ods by hand."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from goodword.imports.records import Unreadable

from .told import people_of, sales_of, tell


def book(*sheets: list[list[object]], titles: tuple[str, ...] = (), first: str = "A1") -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(titles[number] if titles else f"Sheet{number + 1}")
        start = sheet[first]
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                sheet.cell(start.row + down, start.column + across, cell)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


PEOPLE: list[list[object]] = [
    ["Name", "E-mail", "Phone"],
    ["Dana", "dana@example.com", 5550100199],
    ["Eli", "eli@example.com", None],
]


def test_people_are_read_and_numbers_have_no_point():
    dana, eli = people_of(book(PEOPLE))
    assert [way.value for way in dana.ways] == ["dana@example.com", "5550100199"]
    assert eli.name == "Eli"


def test_the_line_is_the_row_of_the_sheet():
    [(_reading, records)] = tell(book(PEOPLE, first="B4"))
    assert [record.line for record in records] == [5, 6]


def test_dates_and_amounts_are_read_as_what_they_are():
    rows = [
        ["Order", "Date", "Customer", "Total"],
        [1001, date(2025, 12, 31), "Dana", 1240.5],
        [1002, datetime(2026, 1, 2, 9, 30), "Eli", 3],
        [1003, "2026-01-03", "Eli", "$4.10"],
    ]
    assert [(sale.vendor_id, sale.on, sale.goods_cents) for sale in sales_of(book(rows))] == [
        ("1001", date(2025, 12, 31), 124050), ("1002", date(2026, 1, 2), 300), ("1003", date(2026, 1, 3), 410),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_left_out_and_told(state):
    made = openpyxl.load_workbook(io.BytesIO(book(PEOPLE, PEOPLE, titles=("Now", "Old"))))
    made["Old"].sheet_state = state
    out = io.BytesIO()
    made.save(out)
    [(reading, records)] = tell(out.getvalue())
    assert len(records) == 2
    assert reading.left_out == ["The sheet “Old” is hidden, and was left out. To bring it in, show it first."]


def test_a_book_of_hidden_sheets_only_says_so():
    made = openpyxl.load_workbook(io.BytesIO(book(PEOPLE, [], titles=("Old", "Empty"))))
    made["Old"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(Unreadable, match="“Old” is hidden"):
        tell(out.getvalue())


def test_every_sheet_is_a_reading_of_its_own_and_a_useless_one_is_told():
    told = tell(book(PEOPLE, [["", "", 1], [2, 3, 4]], PEOPLE, titles=("A", "B", "C")), name="b.xlsx")
    assert [reading.file for reading, _records in told] == ["b.xlsx/A", "b.xlsx/C"]
    assert "b.xlsx/B" in told[0][0].left_out[0]


def test_a_sheet_with_one_column_of_names_is_a_list():
    [(reading, records)] = tell(book([["Dana Whitfield"], ["Eli Ortiz"], ["Mr. and Mrs. Evans"]]))
    assert reading.format == "List of names"
    assert [record.person.name for record in records] == ["Dana Whitfield", "Eli Ortiz", "Mr. and Mrs. Evans"]


def test_a_cell_in_the_far_corner_does_not_ask_for_all_memory():
    data = book(PEOPLE)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                corner = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
                content = re.sub(b"</sheetData>", corner, content)
            new.writestr(entry.filename, content)
    with pytest.raises(Unreadable, match="16,384 columns"):
        tell(out.getvalue())


def ods(rows: str) -> bytes:
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:spreadsheet><table:table "
        f'table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def row(*texts: str, times: object = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(map(cell, texts))}</table:table-row>'
    )


def test_an_ods_is_read():
    assert [one.name for one in people_of(ods(row("Name", "E-mail") + row("Dana", "dana@example.com")))] == [
        "Dana"
    ]


def test_an_ods_that_repeats_one_row_a_billion_times_is_refused():
    with pytest.raises(Unreadable, match="rows"):
        tell(ods(row("Name", "E-mail") + row("Dana", "dana@example.com", times=1_000_000_000)))


def test_empty_rows_and_columns_repeated_to_the_end_are_nothing():
    tail = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert len(people_of(ods(row("Name", "E-mail") + row("Dana", "dana@example.com") + tail))) == 1


def test_a_bomb_of_entities_is_refused():
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    data = ods(row("Name", "E-mail") + row("&b;", "d@example.com"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = (
                old.read(entry).decode().replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{doctype}')
            )
            new.writestr(entry.filename, content)
    with pytest.raises(Unreadable, match="damaged"):
        tell(out.getvalue())
