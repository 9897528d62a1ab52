from goodword.imports.fields import Fields
from goodword.imports.tables import Table

from .told import HERE


def fields(*header: str) -> Fields:
    return Fields(Table("file", list(header), 1, lambda: iter(()), []), HERE)


def test_a_column_is_known_by_our_name_too_and_one_that_bears_it_comes_first():
    found = fields("Firma", "Company", "Ort")
    found.know_as("Company", "Firma", "Unternehmen")
    assert found.spots("Company") == [1, 0]
    assert found.spots("Firma") == [0]


def test_a_name_that_no_column_bears_is_still_not_there():
    found = fields("Ort")
    found.know_as("Company", "Firma")
    assert not found.has("Company")
