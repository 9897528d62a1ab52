"""What a format is told of a column by `Fields`."""

from datetime import date

import pytest

from goodword.imports.fields import Fields
from goodword.imports.tables import Table
from goodword.lib.parse_dates import MONTH_FIRST

from .told import GERMANY


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
