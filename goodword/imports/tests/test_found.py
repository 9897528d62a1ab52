import pytest

from goodword.imports.found import found_person
from goodword.imports.records import PersonFound


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
