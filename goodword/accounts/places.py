"""Where a business is: what the owner says, else what the machine says, and never a guess in silence."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodword.lib.time_zones import zones


class UnknownPlace(ValueError):
    """What was said is no country, zone, currency or language. The message tells what would work."""


@dataclass(frozen=True, slots=True)
class Place:
    """Everything a business must know about where it is; `took` says in words what nobody told us."""

    country: str
    zone: str
    currency: str
    language: str
    took: tuple[str, ...] = ()


def choose(country: str = "", zone: str = "", currency: str = "", language: str = "") -> Place:
    """Fills what is empty: from the machine's locale and zone, and from each other.

    Raises UnknownPlace for what is said and is not known.
    """
    country, currency = country.strip().upper(), currency.strip().upper()
    _check(country, zone, currency, language)
    took = []
    machine_language, machine_country = machine_locale()
    machine = machine_zone()
    if not country:
        # Only a place on the map tells a country: Etc/UTC is where servers live, not owners.
        country = machine_country or get_global("zone_territories").get(zone or machine, "")
        country = country if country in countries() else ""
        took.append(
            _("country %(country)s") % {"country": country}
            if country
            else _("no country: phone numbers without + are kept as written")
        )
    if not zone:
        zone = _zone_of(country, machine)
        took.append(_("time zone %(zone)s") % {"zone": zone})
    if not currency:
        currency = (get_territory_currencies(country) or ["USD"])[-1] if country else "USD"
        took.append(_("currency %(currency)s") % {"currency": currency})
    if not language:
        language = machine_language if machine_language in languages() else "en"
    return Place(country, zone, currency, language, tuple(took))


def _check(country: str, zone: str, currency: str, language: str) -> None:
    if country and country not in countries():
        raise UnknownPlace(
            _("“%(said)s” is not a country code. Write two letters, like US or DE.") % {"said": country}
        )
    if zone and zone not in zones():
        raise UnknownPlace(_("“%(said)s” is not a time zone. Write it like Europe/Berlin.") % {"said": zone})
    if currency and currency not in list_currencies():
        raise UnknownPlace(
            _("“%(said)s” is not a currency. Write three letters, like USD.") % {"said": currency}
        )
    if language and not _known_language(language):
        raise UnknownPlace(_("“%(said)s” is not a language. Write it like en or de.") % {"said": language})


def _known_language(language: str) -> bool:
    try:
        return bool(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


@cache
def countries() -> dict[str, str]:
    """Codes of all countries, with their names in English, in the order of the names."""
    names = Locale("en").territories
    zones_of = get_global("territory_zones")
    found = {
        code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code in zones_of
    }
    return dict(
        sorted(((code, name) for code, name in found.items() if code != "ZZ"), key=lambda pair: pair[1])
    )


@cache
def languages() -> tuple[str, ...]:
    """The languages that Goodword speaks: the one it is written in, and those it has been translated to."""
    from django.conf import settings

    folders = [Path(folder) for folder in settings.LOCALE_PATHS]
    found = [path.parts[-3] for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo")]
    return ("en", *sorted(found))


Choices = list[tuple[str, Any]]


def country_choices() -> Choices:
    """For a form: codes and names in the language of the page."""
    names = _spoken().territories
    named = sorted(((code, str(names.get(code, code))) for code in countries()), key=lambda pair: pair[1])
    return [("", _("I'd rather not say")), *named]


def zone_choices(chosen: str = "") -> Choices:
    """For a form: the zones by continent, "Europe/Berlin" as "Berlin"; the chosen one even if it has an old name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted({*get_global("zone_territories"), "UTC"} & zones()):
        continent, _between, place = zone.partition("/")
        if place and continent != "Etc":
            groups.setdefault(continent, []).append((zone, place.replace("_", " ").replace("/", ", ")))
    known = {zone for pairs in groups.values() for zone, _place in pairs}
    alone = {"UTC", chosen} - known - {""}
    return [*groups.items(), *((zone, zone) for zone in sorted(alone))]


def currency_choices() -> Choices:
    """For a form: what is paid with somewhere today."""
    names = _spoken().currencies
    used = {currency for country in countries() for currency in get_territory_currencies(country)}
    return sorted((code, f"{code} · {names.get(code, code)}") for code in used)


def language_choices() -> Choices:
    return [(code, (Locale.parse(code, sep="-").display_name or code).capitalize()) for code in languages()]


def _spoken() -> Locale:
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except UnknownLocaleError:
        return Locale("en")


def machine_locale() -> tuple[str, str]:
    """Language and country of the machine ("de", "DE"); empty where it says nothing (C, POSIX)."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    language, _between, country = said.partition(".")[0].partition("@")[0].partition("_")
    if not _known_language(language):
        return "", ""
    return language, country if country in countries() else ""


def machine_zone() -> str:
    name = _machine_zone()
    return "UTC" if name.startswith("Etc/") else name


def _machine_zone() -> str:
    said = os.environ.get("TZ", "").lstrip(":")
    if said in zones():
        return said
    # The link is the truth on every system that has one; /etc/timezone is often older.
    real = os.path.realpath("/etc/localtime")
    name = real.partition("zoneinfo/")[2].removeprefix("posix/")
    if name not in zones():
        written = Path("/etc/timezone")
        name = written.read_text().strip() if written.is_file() else ""
    return name if name in zones() else "UTC"


# Where nearly everybody of a country of several zones lives (CLDR, supplemental/metaZones, primaryZones).
_MAIN_ZONES = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}


def _zone_of(country: str, machine: str) -> str:
    """The machine's zone if it lies in the country, or the country's main or only one."""
    its_zones = get_global("territory_zones").get(country, [])
    if not its_zones or machine in its_zones:
        return machine
    return its_zones[0] if len(its_zones) == 1 else _MAIN_ZONES.get(country, machine)
