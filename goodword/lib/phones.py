"""Phone numbers as keys: who has the same one, how to show it, and whether it takes a text.

A key is E.164 ("+442079460958"), with ";ext=12" behind it where one desk of a switchboard is meant. It
asks only for a possible length, not for a range in use: numbering plans change faster than any list of
them, and a wrong number written the same way twice is still the same. What nobody can have
(555-555-5555, 123456) is no key.
"""

import re
import unicodedata
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, ValidationResult

# Numbers of the commonest shapes are read without the library, which takes some 30 microseconds for
# each. Per country: the calling code, the trunk prefix, the national numbers that surely are numbers of
# that country, and those of them that are mobiles. A test compares each with the library.
_SHAPES: dict[str, tuple[str, str, str, str]] = {
    "US": ("1", "1", r"[2-9]\d{2}[2-9]\d{6}", r"[2-9]\d{9}"),  # a mobile looks like any other
    "CA": ("1", "1", r"[2-9]\d{2}[2-9]\d{6}", r"[2-9]\d{9}"),
    "GB": ("44", "0", r"[127]\d{9}", r"7[1-57-9]\d{8}|7624\d{6}"),
    "IE": ("353", "0", r"8[35-9]\d{7}", r"8\d{8}"),
    "DE": ("49", "0", r"1[5-7]\d{8,9}|[2-9]\d{7,9}", r"1[5-7]\d{8,9}"),
    "AT": ("43", "0", r"6[5-9]\d{7,9}", r"6[5-9]\d{7,9}"),
    "CH": ("41", "0", r"[2-7]\d{8}", r"7[5-9]\d{7}"),
    "FR": ("33", "0", r"[1-79]\d{8}", r"[67]\d{8}"),
    "BE": ("32", "0", r"4[5-9]\d{7}", r"4[5-9]\d{7}"),
    "NL": ("31", "0", r"[1-7]\d{8}", r"6\d{8}"),
    "ES": ("34", "", r"[6-9]\d{8}", r"[67]\d{8}"),
    "IT": ("39", "", r"3\d{8,9}|0[1-9]\d{7,8}", r"3\d{8,9}"),
    "PT": ("351", "", r"[29]\d{8}", r"9\d{8}"),
    "PL": ("48", "", r"[1-9]\d{8}", r"(?:4[5-7]|5[0137]|6[069]|7[2389]|88)\d{7}"),
}
_NATIONAL = {
    country: re.compile(rf"(?:{trunk})?({number})" if country in ("US", "CA") else rf"{trunk}({number})")
    for country, (_, trunk, number, _) in _SHAPES.items()
}
_FOREIGN = [(f"+{shape[0]}", re.compile(shape[2])) for key, shape in _SHAPES.items() if key != "CA"]
_MOBILES = [(f"+{shape[0]}", re.compile(shape[3])) for key, shape in _SHAPES.items() if key != "CA"]

_EXTENSION = re.compile(
    r"(?:\s*[;,]?\s*(?:\bext(?:ension)?|\bex|\bdurchwahl|\bdw|\bposte|\bramal|\banexo|\bwewn)\.?\s*[=:]?"
    r"|(?<=\d)\s*x|\s*\#)\s*(\d{1,6})\s*\)?\s*$",
    re.IGNORECASE,
)
_PUNCTUATION = str.maketrans("", "", " \t\r\n\u00a0().-/\u2010\u2011\u2012\u2013\u2212\u00b7")
_WORDS = re.compile(r"\([^()\d]*\)|[^\W\d_]{2,}\.?:?")
_SEPARATORS = (
    (re.compile(r"\s*(?:[/;,|\n&]|:::|\b(?:or|and|oder|und|ou|et|lub)\b)\s*", re.IGNORECASE), 7),
    (re.compile(r"\s+(?=\+)"), 7),
    (re.compile(r"\s+"), 9),  # fewer digits between spaces are parts of one number
)
LONGEST = 200  # of a cell: what is longer is a story, and not searched for numbers
_SEQUENCES = "01234567890123456789", "98765432109876543210"


@lru_cache(maxsize=1 << 15)
def phone_key(raw: str, country: str) -> str:
    """What the number is known by wherever it is written, or "" if that cannot be said.

    `country` (ISO 3166 alpha-2, or "") is the business's. Without it a number that does not begin with
    + is never a key, since the same digits are another telephone elsewhere.
    """
    if len(raw) > LONGEST:
        return ""
    number, extension = _tidy(raw)
    code, national = _read_quickly(number, country)
    if not national:
        code, national = _read_slowly(number, country)
    if not national or _is_placeholder(national):
        return ""
    return f"+{code}{national};ext={extension}" if extension else f"+{code}{national}"


def _tidy(raw: str) -> tuple[str, str]:
    """The bare number and the extension, without words like "mobile:" or "(mum)"."""
    text = raw if raw.isascii() else unicodedata.normalize("NFKC", raw)
    text = text.strip().removeprefix("tel:").removeprefix("TEL:").lstrip("'")
    extension = ""
    found = _EXTENSION.search(text)
    if found and _count_digits(text[: found.start()]) >= 6:
        text, extension = text[: found.start()], found.group(1)
    if ";" in text:
        text = _without_uri_parts(text)
    if _count_digits(text) >= 7:  # fewer: the letters may be the number, as in 1-800-FLOWERS
        text = _WORDS.sub(" ", text)
    text = text.strip()
    if text.startswith("+"):
        text = text.replace("(0)", "")
    return text.translate(_PUNCTUATION), extension


def _without_uri_parts(text: str) -> str:
    """A tel: URI without its parameters, the phone-context put in front if it is a calling code."""
    number, *parameters = text.split(";")
    for parameter in parameters:
        if parameter.startswith("phone-context=+") and not number.startswith("+"):
            return parameter[14:] + number
    return number if _count_digits(number) >= 6 else text


def _count_digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _read_quickly(number: str, country: str) -> tuple[str, str]:
    """Calling code and national number, both empty if the shape is not one that is surely known."""
    if not number.isascii():
        return "", ""
    if number.startswith("+"):
        for code, shape in _FOREIGN:
            if number.startswith(code):
                return (code[1:], number[len(code) :]) if shape.fullmatch(number, len(code)) else ("", "")
        return "", ""
    home = _NATIONAL.get(country)
    found = home.fullmatch(number) if home else None
    return (_SHAPES[country][0], found.group(1)) if found else ("", "")


def _read_slowly(number: str, country: str) -> tuple[str, str]:
    if not number.startswith("+") and not country:
        return "", ""
    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return "", ""
    if phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return "", ""
    national = phonenumbers.national_significant_number(parsed)
    # Short codes and numbers cut short pass for possible in countries of variable length.
    if len(national) < 7 and not phonenumbers.is_valid_number(parsed):
        return "", ""
    return str(parsed.country_code), national


def _is_placeholder(national: str) -> bool:
    """Whether the digits are what people type to get past a form: 555-555-5555, 000..., 1234567890."""
    if len(set(national[-7:])) == 1:
        return True
    return any(national in sequence for sequence in _SEQUENCES)


def split_numbers(raw: str) -> list[str]:
    """The numbers in one cell, as written: "07700 900123 / 020 7946 0958" holds two, "030/123 45 67" one.

    A cell is taken apart only where every part could be a number by itself.
    """
    text = raw.strip()
    if len(text) > LONGEST:
        return [text]
    for separator, least in _SEPARATORS:
        parts = [part for part in separator.split(text) if part.strip()]
        if len(parts) > 1 and all(_count_digits(part) >= least for part in parts):
            return [number for part in parts for number in split_numbers(part)]
    return [text] if text else []


@lru_cache(maxsize=1 << 14)
def shown(raw_or_key: str, country: str) -> str:
    """The number as people of `country` write it; as it was written if it cannot be read."""
    key = phone_key(raw_or_key, country)
    if not key:
        return raw_or_key
    parsed = phonenumbers.parse(key)
    at_home = phonenumbers.country_code_for_region(country or "ZZ") == parsed.country_code
    national = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
    if at_home and (national.startswith("0") or not _begins_with_zero(country)):
        return national
    # Of a number in no list of the library its own form would lack the 0 without which nobody can dial it.
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def _begins_with_zero(country: str) -> bool:
    """Whether numbers are dialled with a 0 before them there."""
    return (phonenumbers.ndd_prefix_for_region(country, True) or "").startswith("0")


@lru_cache(maxsize=1 << 14)
def can_text(key: str) -> bool:
    """Whether a text message may arrive there. Where mobiles have no numbers of their own (the United
    States, Canada), every number may be one."""
    if phone_key(key, "") != key or not key or ";ext=" in key:
        return False
    kind = phonenumbers.number_type(phonenumbers.parse(key))
    if kind != PhoneNumberType.UNKNOWN:
        return kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    # Ranges newer than the library's lists, and those kept for stories and examples (07700 900...).
    return any(key.startswith(code) and shape.fullmatch(key, len(code)) for code, shape in _MOBILES)
