import time

import pytest

from goodword.imports.formats.pasted import person_of
from goodword.imports.records import Unreadable

from .told import people_of, reading_of, records_of, tell, ways


def test_each_line_is_a_person():
    text = (
        "Dana Whitfield\n"
        "Eli Ortiz\n"
        "\n"
        "Mr. and Mrs. Evans\n"
        "The Smiths\n"
        "SMITH, JOHN\n"
        "J. Grant\n"
        "王小明\n"
        "María de la Cruz-Lopez\n"
        "Dee O'Brien\n"
    )
    assert [(record.line, record.person.name) for record in records_of(text)] == [
        (1, "Dana Whitfield"), (2, "Eli Ortiz"), (4, "Mr. and Mrs. Evans"), (5, "The Smiths"), (6, "SMITH, JOHN"),
        (7, "J. Grant"), (8, "王小明"), (9, "María de la Cruz-Lopez"), (10, "Dee O'Brien"),
    ]  # fmt: skip
    assert reading_of(text).format == "List of names"


@pytest.mark.parametrize(
    "line",
    [
        "Dana Whitfield, 555 010 0199, dana@example.com", "Dana Whitfield <dana@example.com>, 555 010 0199",
        "Dana Whitfield\t555 010 0199\tdana@example.com", "- Dana Whitfield; dana@example.com; 555 010 0199",
        "3. Dana Whitfield 555 010 0199 dana@example.com", '"Dana Whitfield" <mailto:dana@example.com> 555 010 0199',
        "dana@example.com, Dana Whitfield, 555 010 0199",
    ],
)  # fmt: skip
def test_name_phone_and_mail_are_told_apart_in_any_order(line):
    [dana] = people_of(f"{line}\nEli Ortiz, eli@example.com\n")[:1]
    assert dana.name == "Dana Whitfield"
    assert sorted(ways(dana)) == [("email", "dana@example.com"), ("phone", "555 010 0199")]


def test_what_else_a_line_says_is_a_note():
    [dana, _eli] = people_of("Dana Whitfield, Hill School, dana@example.com\nEli Ortiz\n")
    assert (dana.name, dana.note) == ("Dana Whitfield", "Hill School")


def test_addresses_alone_are_people_too():
    assert [ways(one) for one in people_of("dana@example.com\neli@example.com\n")] == [
        [("email", "dana@example.com")], [("email", "eli@example.com")],
    ]  # fmt: skip


def test_one_column_under_a_header_is_a_list():
    text = "Name\nDana Whitfield\nEli Ortiz <eli@example.com>\n"
    assert [(record.line, record.person.name) for record in records_of(text)] == [
        (2, "Dana Whitfield"),
        (3, "Eli Ortiz"),
    ]


def test_a_heading_is_no_person_and_a_strange_line_is_held():
    records = records_of(
        "School friends:\nDana Whitfield\nEli Ortiz\nAnn Lee\nBen Fox\nwho was that again at the fair?\n"
    )
    assert [str(record.read_as) for record in records] == [
        "not counted",
        "kept",
        "kept",
        "kept",
        "kept",
        "held",
    ]
    assert records[-1].cells == {"Line": "who was that again at the fair?"}


def test_a_letter_is_no_list_of_names():
    with pytest.raises(Unreadable):
        tell(
            "Dear all,\nthank you for coming to the fair last week.\nwe hope to see you again.\nbest wishes,\n"
        )


@pytest.mark.parametrize("long", ["x" * 100_000, "1 " * 50_000, "a@" * 50_000, "<" * 100_000, "Ab " * 30_000])
def test_a_line_that_is_too_long_is_held_at_once(long):
    begun = time.perf_counter()
    records = records_of(f"Dana Whitfield\nEli Ortiz\nAnn Lee\nBen Fox\n{long}\n")
    assert [str(record.read_as) for record in records] == ["kept"] * 4 + ["held"]
    assert "too long" in records[-1].why and len(records[-1].cells["Line"]) == 500
    assert time.perf_counter() - begun < 5


def test_one_long_line_alone_is_no_list():
    with pytest.raises(Unreadable):
        tell("x" * 300_000)


def test_a_thousand_letters_are_still_a_line():
    note = "likes rye " * 90
    assert person_of(f"Dana Whitfield, dana@example.com, {note}")[0].name == "Dana Whitfield"
