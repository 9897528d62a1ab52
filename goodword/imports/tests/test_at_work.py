import pytest

from goodword.imports.at_work import name_as_number, person_called


def told(*args: str, **more: str) -> tuple[str, str, str, str]:
    person = person_called(*args, **more)
    return person.name, person.given_name, person.family_name, person.organisation


@pytest.mark.parametrize(
    ("called", "who"),
    [("Hill School", "Jane Grant"), ("Grant & Sons Ltd", "Jane Grant"), ("Moretti", "Jane Grant")],
)
def test_a_person_beside_another_name_works_there(called, who):
    assert told(called, who) == (who, "", "", called)


@pytest.mark.parametrize(
    ("called", "who"),
    [("Dana Whitfield", "Dana Whitfield"), ("Whitfield, Dana", "Dana Whitfield"), ("Mr. and Mrs. Evans", "Tom Evans"),
     ("Dana Whitfield", "D."), ("Hill School", "Hill School"), ("Hill School", "")],
)  # fmt: skip
def test_one_name_written_twice_is_one(called, who):
    assert told(called, who) == (called, "", "", "")


def test_first_and_last_name_stay_apart():
    assert told("Hill School", given="Jane", family="Grant") == ("", "Jane", "Grant", "Hill School")
    assert told("Jane Grant", given="Jane", family="Grant") == ("Jane Grant", "Jane", "Grant", "")


def test_without_a_name_in_the_books_the_person_s_own_stands():
    assert told("", "Jane Grant") == ("Jane Grant", "", "", "")


def test_a_name_is_a_number_unless_it_is_nobody_s():
    assert name_as_number("Hill School") == "Hill School"
    assert name_as_number("Anonymous") == name_as_number("a***n") == name_as_number("") == ""
