from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goodword.lib.time_zones import zone_of


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/London", "Europe/London"), ("Eastern Time (US & Canada)", "America/New_York"), ("PDT", "America/Los_Angeles"),
        ("BST", "Europe/London"), ("CEST", "Europe/Berlin"), ("AEDT", "Australia/Sydney"), ("GMT", "GMT"), ("UTC", "UTC"),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_the_words_of_programs(words, zone):
    assert zone_of(words) == zone


@pytest.mark.parametrize(
    ("words", "hours"), [("GMT+02:00", 2), ("UTC-5", -5), ("gmt +1", 1), ("GMT-0800", -8)]
)
def test_hours_from_greenwich_are_a_zone(words, hours):
    moment = datetime(2026, 7, 1, tzinfo=ZoneInfo(zone_of(words)))
    assert moment.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("words", ["", "IST", "GMT+99", "GMT+05:30", "somewhere"])
def test_what_could_be_two_places_or_none_is_none(words):
    assert zone_of(words) == ""
