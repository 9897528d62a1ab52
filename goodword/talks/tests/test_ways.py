from dataclasses import dataclass, replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.talks.plays import get_play
from goodword.talks.ways import HREF_MAX, best_way, has_slip, ways_for

ASK, CALL, KNOW, PRESS = (get_play(name) for name in ("ask_anyone", "went_wrong", "know_name", "ask_press"))
TEXT = "Hi Dana, 100% & more? “Rolls” #1\nA."


@dataclass
class File:
    kind: str
    value: str
    key: str = ""


MOBILE = File("phone", "0151 23456789", "+4915123456789")
DESK = File("phone", "030 123456", "+4930123456")
MAIL = File("email", "Dana@Example.org", "dana@example.org")
LINKEDIN = File("linkedin", "https://www.linkedin.com/in/dana-okafor")


def kinds(*on_file, country="US", play=ASK):
    return [way.kind for way in ways_for(on_file, country, play, TEXT)]


def test_a_text_opens_on_either_kind_of_phone_with_the_words_in_it():
    way = best_way([MOBILE], "US", ASK, TEXT, first="Dana")
    assert way.href.startswith("sms:+4915123456789?&body=Hi%20Dana")
    assert unquote(way.href.split("body=")[1]) == TEXT
    assert (way.kind, way.label, way.carries_words) == ("text", "Text Dana", True)


def test_whatsapp_comes_first_where_that_is_the_custom_or_on_file():
    assert kinds(MOBILE, country="DE")[0] == "whatsapp"
    assert kinds(File("whatsapp", MOBILE.value, MOBILE.key), country="US")[0] == "whatsapp"
    way = best_way([MOBILE], "DE", ASK, TEXT)
    assert way.href.startswith("https://wa.me/4915123456789?text=")
    assert parse_qs(urlsplit(way.href).query)["text"] == [TEXT]


def test_a_mail_has_its_subject_and_its_lines():
    way = best_way([MAIL], "US", replace(ASK, subject="May I ask\r\nBcc: x@y.z"), TEXT)
    assert way.href.startswith("mailto:dana@example.org?subject=May%20I%20ask%20Bcc%3A%20x%40y.z&body=")
    assert unquote(way.href.split("body=")[1]) == TEXT.replace("\n", "\r\n")


def test_a_desk_phone_takes_no_text():
    assert kinds(DESK) == ["call", "visit"]
    assert best_way([DESK], "DE", ASK).href == "tel:+4930123456"


def test_a_number_that_is_no_key_is_only_called():
    assert kinds(File("phone", "030 / 12-34 56"), country="") == ["call", "visit"]
    assert best_way([File("phone", "030 / 12-34 56")], "", ASK).href == "tel:030123456"


@pytest.mark.parametrize(
    ("way", "country"),
    [
        (File("email", "ann@lee"), "GB"),
        (File("phone", "07700 9004", "+44077009004"), "GB"),
        (File("phone", "+44 077009004"), ""),
        (File("phone", "+44 77"), ""),
    ],
)
def test_what_has_a_slip_in_it_is_no_way(way, country):
    assert has_slip(way, country) and kinds(way, country=country) == ["visit"]
    assert kinds(way, MAIL, country=country)[0] == "mail"


KEYS = ("+390612345678", "+2250102030405", "+442079460958;ext=12", "+447700900123")


@pytest.mark.parametrize(
    "way",
    [MOBILE, DESK, MAIL, LINKEDIN, File("web", "x"), File("phone", "07700 900123"), File("phone", "555-0123")]
    + [File("phone", "x", key) for key in KEYS],
)
def test_what_can_be_read_has_none(way):
    assert not has_slip(way, "GB")


def test_a_switchboards_desk_is_called_with_its_extension():
    assert (
        best_way([File("phone", "x", "+442079460958;ext=12")], "GB", ASK).href == "tel:+442079460958;ext=12"
    )


def test_linkedin_opens_the_profile_and_the_words_are_copied():
    way = best_way([LINKEDIN], "US", ASK, TEXT, first="Dana")
    assert (way.kind, way.href, way.carries_words) == ("linkedin", LINKEDIN.value, False)


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)//linkedin.com",
        "https://linkedin.com.evil.example/in/x",
        "http://[",
        "x",
        "//evil.example",
    ],
)
def test_a_link_that_is_not_linkedins_is_no_way(value):
    assert kinds(File("linkedin", value)) == ["visit"]


def test_nothing_on_file_waits_for_the_next_visit():
    way = best_way([], "US", ASK, TEXT)
    assert (way.kind, way.label, way.href) == ("visit", "Next visit", "")


def test_after_something_went_wrong_nothing_is_written():
    assert kinds(MOBILE, MAIL, LINKEDIN, play=CALL) == ["call", "visit"]


def test_getting_to_know_someone_is_for_the_next_visit():
    assert kinds(MOBILE, MAIL, play=KNOW)[0] == "visit"


def test_who_writes_for_a_living_gets_a_mail():
    assert kinds(MOBILE, MAIL, play=PRESS)[0] == "mail"


def test_words_too_long_for_a_link_are_left_to_be_copied():
    for way in ways_for([MOBILE, MAIL], "DE", ASK, "ä" * 2000):
        assert len(way.href) <= HREF_MAX
        assert not way.carries_words


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80).filter(str.split))
def test_no_text_gets_out_of_its_place(text, subject):
    for way in ways_for([MOBILE, MAIL], "US", replace(ASK, subject=subject), text):
        assert not set(way.href) & set(" \"'<>\r\n")
        assert way.href.count("&") <= 1
        assert "#" not in way.href
