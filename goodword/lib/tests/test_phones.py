import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.lib import phones
from goodword.lib.phones import can_text, phone_key, shown, split_numbers


@pytest.mark.parametrize(
    "raw",
    ["020 7946 0958", "(020) 79460958", "+44 20 7946 0958", "+44 (0)20 7946 0958", "0044 20 7946 0958"]
    + ["tel:+44-20-7946-0958", "020.7946.0958", "2079460958", "Office: 020 7946 0958", "020 7946 0958 (mum)"]
    + ["'+442079460958", "020\u00a07946\u20110958", "０２０ ７９４６ ０９５８", "+44\t20 7946 0958"],
)
def test_however_it_is_written_it_is_one_number(raw):
    assert phone_key(raw, "GB") == "+442079460958"


def test_without_a_country_only_a_number_with_its_plus_is_a_key():
    assert phone_key("020 7946 0958", "") == ""
    assert phone_key("0044 20 7946 0958", "") == ""
    assert phone_key("+44 20 7946 0958", "") == "+442079460958"


def test_the_same_digits_are_another_telephone_in_another_country():
    assert phone_key("020 7946 0958", "GB") != phone_key("020 7946 0958", "NL")


def test_an_italian_number_keeps_its_zero():
    assert phone_key("06 6982 1234", "IT") == "+390669821234"


@pytest.mark.parametrize(
    "raw",
    [
        "555-555-5555",
        "000-000-0000",
        "0000000",
        "123456",
        "1234567890",
        "9876543210",
        "999 999 9999",
        "+10000000000",
    ],
)
def test_what_people_type_to_get_past_a_form_is_no_key(raw):
    assert phone_key(raw, "US") == ""


@pytest.mark.parametrize(
    "raw", ["", "+", "911", "86753", "555-1234", "BusinessPhone", "n/a", "+44", "x12", "1" * 40]
)
def test_short_codes_and_what_is_no_number_are_no_key(raw):
    assert phone_key(raw, "US") == ""


@pytest.mark.parametrize(
    "raw",
    ["(418) 656-9254 x102", "418-656-9254 ext. 102", "418-656-9254, ext 102", "418 656 9254 #102"]
    + ["tel:+1-418-656-9254;ext=102", "418-656-9254x102", "(418) 656-9254 (ext 102)"],
)
def test_an_extension_keeps_two_desks_of_one_switchboard_apart(raw):
    assert phone_key(raw, "CA") == "+14186569254;ext=102" != phone_key("418-656-9254", "CA")


def test_a_uri_says_where_its_number_is_from():
    assert phone_key("tel:656-9254;phone-context=+1-418", "GB") == "+14186569254"


def test_letters_on_the_keys_are_digits():
    assert phone_key("1-800-FLOWERS", "US") == "+18003569377"


@pytest.mark.parametrize("country", sorted(phones._SHAPES))
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_quick_reading_says_what_the_library_says(country, data):
    code, trunk, shape, _ = phones._SHAPES[country]
    national = data.draw(st.from_regex(re.compile(shape, re.ASCII), fullmatch=True))
    for number in (f"+{code}{national}", f"{trunk}{national}"):
        quick = phones._read_quickly(number, country)
        assert quick == (code, national)
        parsed = phonenumbers.parse(number, country)
        assert "+" + "".join(quick) == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        assert phonenumbers.is_possible_number(parsed)


@given(
    st.text(alphabet="+0123456789 ()-./x;ext=,a") | st.text(),
    st.sampled_from(["", "US", "GB", "DE", "IT", "BR"]),
)
@settings(max_examples=150, deadline=None)
def test_a_key_is_its_own_key_everywhere(raw, country):
    key = phone_key(raw, country)
    assert key == "" or key.startswith("+")
    assert phone_key(key, country) == phone_key(key, "") == key


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("07700 900123 / 020 7946 0958", ["07700 900123", "020 7946 0958"]),
        ("07700 900123;020 7946 0958", ["07700 900123", "020 7946 0958"]),
        ("555-123-1234 or 555-123-9876", ["555-123-1234", "555-123-9876"]),
        ("+44 7700 900123 +44 7700 900456", ["+44 7700 900123", "+44 7700 900456"]),
        ("07700900123 07700900456", ["07700900123", "07700900456"]),
        ("07700 900123 ::: 07700 900456\n07700 900789", ["07700 900123", "07700 900456", "07700 900789"]),
    ],
)
def test_two_numbers_in_one_cell_are_two(cell, numbers):
    assert split_numbers(cell) == numbers


@pytest.mark.parametrize(
    "cell",
    [
        "030/123 45 67",
        "089/12 34 56 / 78",
        "555 123 4567, ext 12",
        "+1-418-656-9254;ext=102",
        "BusinessPhone",
    ],
)
def test_a_number_with_a_stroke_or_an_extension_is_one(cell):
    assert split_numbers(f" {cell} ") == [cell]


def test_an_empty_cell_holds_none():
    assert split_numbers(" ") == []


@given(st.text(alphabet="+0123456789 /;,or\n()"))
def test_no_digit_is_lost_in_splitting(cell):
    def digits(text):
        return "".join(filter(str.isdigit, text))

    assert digits("".join(split_numbers(cell))) == digits(cell)


def test_it_is_shown_as_people_at_home_write_it():
    assert shown("+442079460958", "GB") == "020 7946 0958"
    assert shown("+442079460958", "US") == "+44 20 7946 0958"
    assert shown("(418) 656-9254", "CA") == "(418) 656-9254"


def test_what_cannot_be_read_is_shown_as_it_was_written():
    assert shown("+1 (212) 204-34456", "US") == "+1 (212) 204-34456"
    assert shown("Ask at the desk", "GB") == "Ask at the desk"
    assert shown("020 7946 0958", "") == "020 7946 0958"


def test_a_text_goes_to_a_mobile_only():
    assert can_text("+447911123456")
    assert not can_text("+442079460958")
    assert not can_text("+4930123456789")


def test_a_number_kept_for_stories_counts_as_what_it_looks_like():
    assert can_text("+447700900123")


def test_where_mobiles_look_like_any_number_every_number_may_be_one():
    assert can_text("+14186569254")


def test_no_text_goes_to_an_extension_or_to_what_is_no_key():
    assert not can_text("+447911123456;ext=2")
    assert not can_text("07911 123456")
    assert not can_text("")
