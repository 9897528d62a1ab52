"""The part of a postcode that names a neighbourhood, told by the country's own way of writing it."""

import re
from functools import cache

from babel import Locale

# The United Kingdom: all before the last figure and its two letters ("SW1A 1AA"); or that part alone ("SW1A").
_GB = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(?:\d[A-Z]{2})?")
_OWN_WAY = {
    "US": re.compile(r"(\d{5})(?:\d{4})?"),
    "GB": _GB,
    "IE": re.compile(r"([AC-FHKNPRTV-Y]\d[\dW])(?:[A-Z\d]{4})?"),
    "CA": re.compile(r"([A-Z]\d[A-Z])(?:\d[A-Z]\d)?"),
    "NL": re.compile(r"(\d{4})(?:[A-Z]{2})?"),
}
# As address books write them, beside the names that babel knows.
_ALSO = {"usa": "US", "u.s.a.": "US", "u.s.": "US", "america": "US", "uk": "GB", "u.k.": "GB"}
_ALSO |= {"great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB"}
_ALSO |= {
    "holland": "NL",
    "the netherlands": "NL",
    "nederland": "NL",
    "republic of ireland": "IE",
    "eire": "IE",
}
_NOTHING = re.compile(r"[^A-Z\d]+")


def neighbourhood_of(postcode: str, country: str) -> str:
    """ "10025" of "10025-4411" in the US, "SW1A" of "sw1a 1aa" in GB; the whole where a country has no such part, and
    "" where it is no postcode of that country."""
    told = _NOTHING.sub("", postcode.upper())
    if country == "US" and told.isdigit() and len(told) in (3, 4):
        told = told.zfill(5)  # a spreadsheet took the zeros of "02139" for a number's
    own = _OWN_WAY.get(country)
    if own is None:
        return told if any(sign.isdigit() for sign in told) else ""
    found = own.fullmatch(told)
    return found[1] if found else ""


@cache
def country_code(told: str, otherwise: str) -> str:
    """ISO 3166 of a country as people write it, "otherwise" where that says nothing or is not known."""
    name = " ".join(told.casefold().split())
    if len(name) == 2 and name.upper() in Locale("en").territories:
        return name.upper()
    return _ALSO.get(name) or _by_name().get(name) or otherwise


@cache
def _by_name() -> dict[str, str]:
    named = Locale("en").territories.items()
    return {name.casefold(): code for code, name in named if len(code) == 2}
