"""Cells in which the spreadsheet has an error: a sale is refused, never lost; a person is kept without that cell."""

import io
import zipfile

import pytest

from goodword.imports.sheets import SheetRows, safe_book
from goodword.imports.sources import Bytes

from .test_reach import ended
from .test_sheets import book, cell, ods, row
from .told import mistakes_of, outcomes, people_of, records_of, sales_of, ways

HEADER: list[object] = ["Name", "E-mail", "Phone", "Date", "Amount", "Status"]


def wrong(**cells: object) -> bytes:
    """Three sales; the second with these cells instead of its own."""
    good: list[object] = ["Dana", "dana@example.com", "555 010 0199", "2026-01-05", 5, "paid"]
    bad = [cells.get(str(header), value) for header, value in zip(HEADER, good, strict=True)]
    return book([HEADER, good, bad, good])  # openpyxl writes "#DIV/0!" as an error


@pytest.mark.parametrize(("column", "saw"), [("Amount", "#DIV/0!"), ("Date", "#REF!")])
def test_a_sale_without_amount_or_day_is_refused_with_line_and_column(column, saw):
    data = wrong(**{column: saw})
    assert outcomes(data) == {"kept": 2, "refused": 1}
    [mistake] = mistakes_of(data)
    assert (mistake.line, mistake.column, mistake.saw) == (3, column, saw)


def test_it_is_told_as_in_a_csv():
    text = "Name,E-mail,Date,Amount\nDana,dana@example.com,2026-01-05,#DIV/0!\n"
    table: list[list[object]] = [line.split(",") for line in text.splitlines()]  # type: ignore[misc]
    assert mistakes_of(book(table)) == mistakes_of(text) != []


def test_an_error_that_the_library_does_not_know_damages_no_file():
    strange = (
        '<row r="9"><c r="A9" t="inlineStr"><is><t>Eve</t></is></c><c r="C9" t=\'e\'><v>#SPILL!</v></c></row>'
    )
    data = ended(strange)
    assert [one.name for one in people_of(data)] == ["Dana", "Eli", "Eve"]
    [mistake] = mistakes_of(data)
    assert (mistake.line, mistake.column, mistake.saw) == (9, "Phone", "#SPILL!")


def test_a_person_is_kept_without_the_cell_and_it_is_told_once():
    data = wrong(**{"Phone": "#N/A", "E-mail": "#NAME?"})
    assert outcomes(data) == {"kept": 3}
    assert [ways(one) for one in people_of(data)][1] == []
    assert [(one.column, one.saw) for one in mistakes_of(data)] == [("E-mail", "#NAME?"), ("Phone", "#N/A")]


def test_a_status_that_is_an_error_waits_for_the_owner():
    assert outcomes(wrong(Status="#VALUE!")) == {"kept": 2, "held": 1}


@pytest.mark.parametrize("status", ["#N/A", "paid"])
def test_a_total_stays_a_total_whatever_error_is_in_it(status):
    text = f"Name,Date,Amount,Status\nDana,2026-01-05,5,paid\nTotal,,#REF!,{status}\n"
    assert outcomes(text) == {"kept": 1, "not counted": 1}


def test_the_owners_yes_counts_a_sale_that_was_taken_for_unpaid_by_an_error():
    text = (
        "Invoice #,Client name,Total ($),Issued date,Marked paid date,Status\n"
        "7,Dana Whitfield,$5.00,2026-01-05,,#N/A\n"
    )
    [record] = records_of(text)
    assert (record.read_as, record.why) == ("held", "the spreadsheet has an error in “Status” (#N/A)")
    assert record.sale and (record.sale.status, record.sale.goods_cents) == ("counted", 500)
    assert record.cells["Status"] == "#N/A"


def test_an_error_is_told_of_its_own_row_and_not_of_the_one_before():
    text = (
        "amazon-order-id,purchase-date,item-price,order-status,buyer-name\n"
        "A1,2026-01-05,5,Shipped,Dana\n#REF!,2026-01-06,6,Shipped,Eli\n"
    )
    dana, eli = records_of(text)
    assert (dana.mistakes, [(one.line, one.column) for one in eli.mistakes]) == ([], [(3, "amazon-order-id")])


def test_whoever_may_not_be_written_to_because_of_an_error_waits():
    text = "Email,First Name,Last Name,Date Created,IP,Status\ndana@example.com,Dana,W,2026-01-05,::1,#REF!\n"
    assert outcomes(text) == {"held": 1}


def test_how_many_is_not_taken_as_one():
    table: list[list[object]] = [["Name", "Date", "Quantity", "Price"], ["Dana", "2026-01-05", "#REF!", 5]]
    [mistake] = mistakes_of(book(table))
    assert (mistake.line, mistake.column) == (2, "Quantity")


def test_a_currency_that_is_an_error_is_not_taken_as_the_own():
    assert outcomes("Name,Date,Amount,Currency\nDana,2026-01-05,5,#N/A\n") == {"held": 1}


def test_what_only_looks_like_one_is_read():
    text = "Order,Name,Notes,Date,Amount\n#1001,Err:nest,#VIP,2026-01-05,5.00\n"
    assert people_of(text)[0].note == "#VIP"
    assert sales_of(text)[0].vendor_id == "#1001"


@pytest.mark.parametrize("value", ['string" office:string-value="', 'float" office:value="0'])
def test_an_error_of_an_ods_is_no_nought(value):
    error = (
        '<table:table-cell xmlns:calcext="c" office:value-type="'
        f'{value}" calcext:value-type="error"><text:p>Err:502</text:p></table:table-cell>'
    )
    rows = (
        row("Name", "Date", "Amount")
        + f"<table:table-row>{cell('Dana')}{cell('2026-01-05')}{error}</table:table-row>"
    )
    [mistake] = mistakes_of(ods(rows))
    assert (mistake.line, mistake.column, mistake.saw) == (2, "Amount", "Err:502")


def test_an_error_is_seen_wherever_in_a_long_sheet_it_stands():
    filler = "".join(f'<row r="{n}"><c r="Z{n}"><v>{n}</v></c></row>' for n in range(9, 60_000))
    data = ended(f'{filler}<row r="60000"><c r="C60000" t="e"><v>#NUM!</v></c></row>')
    safe, _notes = safe_book(Bytes("a book", len(data), lambda: io.BytesIO(data)))
    *_others, (line, last) = SheetRows(safe, 0)()
    assert line == 60_000 and isinstance(last, list) and last[2] == "#NUM!"


def binary(*rows: tuple[str | int, ...]) -> bytes:
    """An xlsb: words are text, numbers are the numbers of errors."""
    records = [_record(0x81), _record(0x94, bytes(16)), _record(0x91)]
    for down, cells in enumerate(rows):
        records.append(_record(0x00, down.to_bytes(4, "little") + bytes(12)))
        for across, told in enumerate(cells):
            where = across.to_bytes(4, "little") + bytes(4)
            records.append(
                _record(0x06, where + _wide(told))
                if isinstance(told, str)
                else _record(0x0B, where + bytes([told]) + bytes(10))
            )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        sheet = bytes(4) + (1).to_bytes(4, "little") + _wide("one") + _wide("People")
        made.writestr("xl/workbook.bin", _record(0x9C, sheet) + _record(0x90) + _record(0x9D))
        rels = '<Relationships><Relationship Id="one" Target="worksheets/one.bin"/></Relationships>'
        made.writestr("xl/_rels/workbook.bin.rels", rels)
        made.writestr("xl/worksheets/one.bin", b"".join([*records, _record(0x92)]))
    return out.getvalue()


def _record(kind: int, data: bytes = b"") -> bytes:
    kinds = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return kinds + bytes([len(data)]) + data


def _wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def test_an_error_of_a_binary_book_is_told_too():
    data = binary(("Name", "Date", "Amount"), ("Dana", "2026-01-05", 0x07), ("Eli", "2026-01-06", "4.00"))
    assert outcomes(data) == {"refused": 1, "kept": 1}
    assert [(one.column, one.saw) for one in mistakes_of(data)] == [("Amount", "#DIV/0!")]
