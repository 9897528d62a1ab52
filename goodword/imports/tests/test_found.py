from goodword.imports.found import found_person
from goodword.imports.records import PersonFound


def test_how_much_somebody_reads_is_kept_for_rooms_that_come_later():
    keen, unrated = PersonFound(name="Dana", interest=4), PersonFound(name="Dana")
    assert found_person(keen, "mailchimp", "US").fields["more"] == {"interest": 4}
    assert "more" not in found_person(unrated, "mailchimp", "US").fields


def test_another_rating_is_something_new():
    one, other = (found_person(PersonFound(name="Dana", interest=n), "mailchimp", "US") for n in (3, 4))
    assert one.digest != other.digest
