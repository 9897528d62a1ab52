import pytest

from goodword.imports.found import found_person
from goodword.imports.records import PersonFound, WayFound


def test_how_much_somebody_reads_is_kept_for_rooms_that_come_later():
    keen, unrated = PersonFound(name="Dana", interest=4), PersonFound(name="Dana")
    assert found_person(keen, "mailchimp", "US").fields["more"] == {"interest": 4}
    assert "more" not in found_person(unrated, "mailchimp", "US").fields


def test_another_rating_is_something_new():
    one, other = (found_person(PersonFound(name="Dana", interest=n), "mailchimp", "US") for n in (3, 4))
    assert one.digest != other.digest


@pytest.mark.parametrize(
    "name", ["Nora Ash <nora@ash.example>", "Nora Ash (nora@ash.example)", "Nora Ash, Nora@Ash.example"]
)
def test_a_mail_written_into_the_name_is_a_way_to_reach_them(name):
    found = found_person(PersonFound(name=name), "table", "US")
    assert (found.says("given_name"), found.says("family_name")) == ("Nora", "Ash")
    assert [(way.kind, way.key) for way in found.ways] == [("email", "nora@ash.example")]


def test_a_name_that_is_but_a_mail_loses_nobody():
    found = found_person(PersonFound(name="nora@ash.example"), "table", "US")
    assert found.says("name") == "" and [way.key for way in found.ways] == ["nora@ash.example"]


def test_a_name_with_a_sign_of_its_own_stays_as_it_is():
    found = found_person(PersonFound(name="Bread @ Home"), "table", "US")
    assert found.says("name") == "Bread @ Home"


@pytest.mark.parametrize(
    "name",
    [
        "Nora Ash 07700 900608",
        "Nora Ash (+44 7700 900608)",
        "Nora Ash, 07700-900608",
        "Nora Ash (07700) 900 608",
    ],
)
def test_a_number_written_into_the_name_is_a_way_to_reach_them(name):
    found = found_person(PersonFound(name=name), "table", "GB")
    assert (found.says("given_name"), found.says("family_name")) == ("Nora", "Ash")
    assert [(way.kind, way.key) for way in found.ways] == [("phone", "+447700900608")]


def test_a_number_that_is_no_phone_stays_in_the_name():
    found = found_person(PersonFound(name="Table 12 1234567890123456"), "table", "GB")
    assert found.says("name") == "Table 12 1234567890123456" and not found.ways


def test_of_two_mails_in_one_cell_the_one_with_a_slip_spoils_no_other():
    found = found_person(
        PersonFound(name="Ann Lee", ways=[WayFound("email", "ann@lee.uk; ann@lee")]), "table", "GB"
    )
    assert [(way.key, way.value) for way in found.ways] == [("ann@lee.uk", "ann@lee.uk"), ("", "ann@lee")]
