"""What a format is told of a column by `Fields`."""

from datetime import date

import pytest

from goodword.imports.fields import Fields
from goodword.imports.tables import Table
from goodword.lib.parse_dates import MONTH_FIRST

from .told import GERMANY, HERE, records_of, sales_of, total


def fields(*header, rows=()):
    """`rows` are those of a table with one column."""
    lines = [(line, [cell]) for line, cell in enumerate(rows, 2)]
    return Fields(Table("file", list(header), 1, lambda: iter(lines), lines), HERE)


def test_a_column_is_known_by_our_name_too_and_one_that_bears_it_comes_first():
    found = fields("Firma", "Company", "Ort")
    found.know_as("Company", "Firma", "Unternehmen")
    assert found.spots("Company") == [1, 0]
    assert found.spots("Firma") == [0]


def test_a_name_that_no_column_bears_is_still_not_there():
    found = fields("Ort")
    found.know_as("Company", "Firma")
    assert not found.has("Company")


def test_one_birthday_that_can_be_read_one_way_only_decides_for_all_without_a_year():
    here = fields("Birthday", rows=("04/12", "15/06")).birthday("Birthday")
    there = fields("Birthday", rows=("04/12", "06/15")).birthday("Birthday")
    at_home = fields("Birthday", rows=("04/12",)).birthday("Birthday")
    assert (here(["04/12"]), there(["04/12"]), at_home(["04/12"])) == ("--12-04", "--04-12", "--04-12")


def days(*cells: str, order: str = "") -> list[date | None]:
    """The days of a column that a German business brings."""
    rows = [["Sold", "No"], *([cell, "1"] for cell in cells)]
    lines = list(enumerate(rows, 1))
    table = Table("file", rows[0], 1, lambda: iter(lines), lines)  # type: ignore[arg-type]
    when = Fields(table, GERMANY).when("Sold", order=order)
    return [when(row)[0] for row in rows[1:]]


def test_a_day_that_can_be_read_two_ways_is_read_as_at_home():
    assert days("03/04/25") == [date(2025, 4, 3)]


def test_a_vendor_that_writes_days_alike_everywhere_is_believed():
    assert days("03/04/25", order=MONTH_FIRST) == [date(2025, 3, 4)]


@pytest.mark.parametrize("cells", [("03/04/25", "25/04/25"), ("25/04/25", "03/04/25")])
def test_a_file_that_shows_otherwise_is_believed_before_its_vendor(cells):
    assert sorted(days(*cells, order=MONTH_FIRST)) == [date(2025, 4, 3), date(2025, 4, 25)]


def test_a_number_that_a_spreadsheet_has_shortened_is_nobodys():
    text = "Customer ID,Name,Email,Phone\n7.21045E+12,Ann Lee,a@x.example,1.21256E+10\n7.21045E+12,Bo Ray,b@x.example,\n"
    told = records_of(text)
    assert [(one.person.name, one.person.vendor_id, len(one.person.ways)) for one in told] == [
        ("Ann Lee", "", 1),
        ("Bo Ray", "", 1),
    ]
    assert [(one.line, one.column) for record in told for one in record.mistakes] == [
        (2, "Customer ID"), (2, "Phone"), (3, "Customer ID"),
    ]  # fmt: skip


def test_sales_with_a_number_that_is_lost_stay_two():
    text = "Order ID,Name,Date,Total\n7.21045E+12,Ann Lee,2026-01-05,10.00\n7.21045E+12,Ann Lee,2026-01-06,20.00\n"
    assert [(sale.vendor_id, total(sale)) for sale in sales_of(text)] == [("", 1000), ("", 2000)]
