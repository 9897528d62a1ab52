from goodword.imports.fields import Fields
from goodword.imports.tables import Table

from .told import HERE


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
