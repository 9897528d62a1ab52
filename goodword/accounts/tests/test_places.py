"""accounts/places.py and opening.py: what is said, else what the machine says, and never in silence."""

from zoneinfo import available_timezones

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from goodword.accounts.models import Business
from goodword.accounts.opening import UnknownKind, open_business
from goodword.accounts.places import (
    _MAIN_ZONES,
    UnknownPlace,
    choose,
    countries,
    currency_choices,
    zone_choices,
)


@pytest.fixture
def machine(monkeypatch):
    def says(lang: str = "C.UTF-8", zone: str = "UTC") -> None:
        for name in ("LC_ALL", "LC_MESSAGES"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", lang)
        monkeypatch.setenv("TZ", zone)

    return says


def test_what_is_said_is_taken_in_silence(machine):
    machine("de_DE.UTF-8", "Europe/Berlin")
    place = choose("US", "America/New_York", "EUR", "en")
    assert (place.country, place.zone, place.currency, place.took) == ("US", "America/New_York", "EUR", ())


def test_the_machine_is_asked_and_it_is_said_what_it_answered(machine):
    machine("de_AT.UTF-8", "Europe/Vienna")
    place = choose()
    assert (place.country, place.zone, place.currency) == ("AT", "Europe/Vienna", "EUR")
    assert place.took == ("country AT", "time zone Europe/Vienna", "currency EUR")


def test_a_zone_tells_the_country_where_the_language_does_not(machine):
    machine("C.UTF-8", "Asia/Tokyo")
    assert (choose().country, choose().currency) == ("JP", "JPY")


def test_a_server_in_utc_is_in_no_country(machine):
    machine("C.UTF-8", "Etc/UTC")
    place = choose()
    assert (place.country, place.zone, place.currency) == ("", "UTC", "USD")
    assert "no country" in place.took[0]


def test_a_country_with_one_zone_needs_no_other_word(machine):
    machine()
    assert choose("JP").zone == "Asia/Tokyo"


def test_where_nearly_all_live_in_one_zone_it_is_taken_and_said(machine):
    machine(zone="UTC")
    assert choose("DE").zone == "Europe/Berlin" and "time zone Europe/Berlin" in choose("DE").took
    assert choose("US").zone == "UTC", "New York or Los Angeles is not for us to say"
    for country, zone in _MAIN_ZONES.items():
        assert zone in available_timezones() and zone in get_global("territory_zones")[country]
    machine(zone="Atlantic/Canary")
    assert choose("ES").zone == "Atlantic/Canary"


def test_the_zone_of_the_machine_counts_only_in_its_own_country(machine):
    machine("C.UTF-8", "Europe/Berlin")
    assert choose("DE").zone == "Europe/Berlin"
    assert choose("JP").zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "wrong",
    [
        {"country": "XX"},
        {"country": "Germany"},
        {"zone": "Berlin"},
        {"currency": "EURO"},
        {"language": "klingon!"},
    ],
)
def test_what_there_is_not_is_refused_with_what_would_work(wrong):
    with pytest.raises(UnknownPlace, match="Write"):
        choose(**wrong)


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=5), st.text(max_size=5))
def test_nothing_that_is_said_breaks_it(country, zone, currency, language):
    try:
        place = choose(country, zone, currency, language)
    except UnknownPlace:
        return
    assert place.zone in available_timezones()


def test_every_country_has_a_zone_and_a_name():
    assert len(countries()) > 200
    assert all(code in get_global("territory_zones") and name for code, name in countries().items())


def test_the_choices_hold_what_the_cast_needs():
    zones = dict(pair for _group, pairs in zone_choices() if not isinstance(pairs, str) for pair in pairs)
    assert zones["America/New_York"] == "New York"
    assert ("JPY" in dict(currency_choices())) and ("DEM" not in dict(currency_choices()))
    assert ("US/Eastern", "US/Eastern") in zone_choices("US/Eastern"), "an old name that was chosen stays"


def test_a_kind_that_there_is_not_is_refused_with_those_there_are(db, at):
    with pytest.raises(UnknownKind, match="practice"):
        open_business("X", kind="empire", at=at)


def test_a_business_without_a_name_gets_one(db, at):
    assert open_business("  ", country="US", zone="UTC", at=at).name == "My business"


@pytest.mark.parametrize(
    ("language", "country", "locale"),
    [("en", "GB", "en_GB"), ("en", "", "en"), ("de", "AT", "de_AT"), ("en", "QQ", "en")],
)
def test_figures_are_written_as_the_country_writes_them(language, country, locale):
    assert Business(language=language, country=country).locale == locale
