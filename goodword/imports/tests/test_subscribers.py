import pytest

from goodword.imports.fields import Fields
from goodword.imports.subscribers import subscriber, tags
from goodword.imports.tables import Table

from .told import HERE


def whom(header, *cells, own=()):
    rows = [(2, list(cells))]
    return subscriber(Fields(Table("file", header.split(","), 1, lambda: iter(rows), rows), HERE), *own)(
        rows[0][1]
    )


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('"VIP","Blog, weekly"', ["VIP", "Blog, weekly"]),
        ("regular, fair", ["regular", "fair"]),
        ("", []),
        ("one\ntwo", ["one", "two"]),
        ('"not closed', ["not closed"]),
    ],
)
def test_tags_are_taken_apart_quoted_or_not(cell, told):
    assert tags(cell) == told


def test_nombre_is_the_first_name_beside_a_last_one():
    dana = whom("EMAIL,NOMBRE,APELLIDOS", "d@x.example", "Dana", "Pérez")
    assert (dana.given_name, dana.family_name, dana.name) == ("Dana", "Pérez", "")


def test_a_title_is_no_job_and_a_word_for_nothing_is_nothing():
    dana = whom("Email,Title,Job,Company", "d@x.example", "Mrs", "Baker", "n/a")
    assert (dana.job, dana.organisation) == ("Baker", "")


def test_the_program_s_own_columns_are_left_to_it():
    dana = whom("EMAIL,SMS,Phone", "d@x.example", "33612345678", "555 010 0101", own=("SMS",))
    assert [way.value for way in dana.ways] == ["d@x.example", "555 010 0101"]


def test_what_is_no_address_is_left_out_and_told():
    rows = [(2, ["nope", "Dana"])]
    fields = Fields(Table("file", ["Email", "First Name"], 1, lambda: iter(rows), rows), HERE)
    assert subscriber(fields)(rows[0][1]).ways == []
    assert [one.column for one in fields.blemishes] == ["Email"]
