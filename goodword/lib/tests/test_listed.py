"""Where a name stands in lists."""

import pytest

from goodword.lib.listed import list_key, list_keys


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Praxis Dr. Weiß GmbH", "praxis dr. weiss gmbh"),
        ("The Headrow Hotel", "headrow hotel"),
        ("Smith & Sons", "smith & sons"),
        ("The Evans Family", "evans family"),
        ("Evans Household", "evans household"),
        ("Tom & Mary Evans", "evans tom & mary"),
        ("Familie Weber", "weber familie"),
        ("The Smiths", "smiths the"),
        ("Dana Bell", "bell dana"),
        ("Bell, Dana", "bell dana"),
        ("ann@lee.example", "ann@lee.example"),
        ("", ""),
    ],
)
def test_firms_and_families_stand_by_their_first_word_people_by_their_family_name(name, key):
    assert list_key(name) == key
    assert key in list_keys(name) or not key


def test_what_a_file_calls_a_firm_is_one_whatever_its_name():
    assert list_key("Weber Bau", is_firm=True) == "weber bau"
    assert list_keys("Weber Bau") == {"weber bau", "bau weber"}


def test_of_a_person_told_by_both_names_there_is_one_place():
    assert (
        list_keys("Gross Anna", "Anna", "Gross")
        == {list_key("Gross Anna", "Anna", "Gross")}
        == {"gross anna"}
    )
