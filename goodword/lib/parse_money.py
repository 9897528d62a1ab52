"""Amounts as files write them: $1,240.00  (45.00)  -$3.00  1.234,56  116,99 €  RM 1,234.56  --

Whether 1.234 is a thousand or a little more than one cannot be told from one cell. `mark_of` decides
for a whole column which sign stands before the cents, and `Purse` then reads every cell by it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision, get_territory_currencies, list_currencies

from .money import CENTS_MAX, to_cents

NOTHING = frozenset({"", "-", "--", "---", "\u2013", "\u2014", "n/a", "na", "none", "null", "nan"})
_MINUS = "-\u2212\u2012\u2013"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_NUMBER = re.compile(r"\d[\d.,]*|[.,]\d+")
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?", re.A)
_SHOWS_POINT = re.compile(r"-?\d{1,15}\.\d{1,2}", re.A)
_EXPONENT = re.compile(r"-?\d(?:[.,]\d+)?E[+-]?\d{1,3}", re.I | re.A)
LONGEST = 60

# What a sign means wherever it is written. The dollar and the crown are many countries' own and are
# settled by the business's currency.
SIGNS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₫": "VND", "฿": "THB", "₦": "NGN",
    "₱": "PHP", "₴": "UAH", "₪": "ILS", "৳": "BDT", "₡": "CRC", "₲": "PYG", "₸": "KZT", "₼": "AZN", "₾": "GEL",
    "₵": "GHS", "gh₵": "GHS", "zł": "PLN", "zl": "PLN", "kč": "CZK", "rm": "MYR", "r$": "BRL", "rp": "IDR",
    "ft": "HUF", "lei": "RON", "ksh": "KES", "s/": "PEN", "fr": "CHF", "sfr": "CHF", "лв": "BGN", "us$": "USD",
    "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD", "mx$": "MXN",
    "nt$": "TWD", "r": "ZAR", "rs": "INR", "eur": "EUR", "euro": "EUR", "€.": "EUR", "aed": "AED", "dhs": "AED",
    "元": "CNY", "円": "JPY", "원": "KRW", "руб": "RUB", "tl": "TRY", "din": "RSD", "q": "GTQ", "s.r": "SAR",
}  # fmt: skip
_SHARED = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP", "ARS", "COP", "UYU", "TWD", "BBD", "BSD", "BZD",
          "JMD", "TTD", "XCD", "FJD", "BMD", "KYD", "GYD", "SRD", "NAD", "LRD", "DOP", "BND"),
    "£": ("GBP", "EGP", "LBP", "GIP", "FKP", "SHP", "SSP", "SDG"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "rs": ("INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
    "₨": ("PKR", "INR", "LKR", "NPR", "MUR"),
    "₩": ("KRW", "KPW"),
    "lei": ("RON", "MDL"),
    "tl": ("TRY",),
}  # fmt: skip
_FIRST_GUESS = {
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "rs": "INR",
    "₨": "PKR",
    "₩": "KRW",
    "lei": "RON",
    "tl": "TRY",
}


class NotMoney(ValueError):
    """The cell holds no amount that can be read."""


class TooMuch(NotMoney):
    """The amount is larger than one may be (`CENTS_MAX`)."""


@cache
def _codes() -> frozenset[str]:
    return frozenset(list_currencies()) - {"XXX", "XTS"}


def currency_code(text: str) -> str:
    """`usd` and `USD` are a currency; anything else is ""."""
    code = text.strip().upper()
    return code if len(code) == 3 and code in _codes() else ""


def currency_of(sign: str, home: str) -> str:
    """The currency a sign or code stands for, in a business whose own currency is `home`; "" if unknown."""
    sign = sign.strip().strip(".").lower()
    if home and (home in _SHARED.get(sign, ()) or sign == home.lower()):
        return home
    return SIGNS.get(sign) or _FIRST_GUESS.get(sign) or currency_code(sign)


def home_mark(country: str) -> str:
    """The sign before the cents where the business is: "," in Germany, "." in the United States."""
    try:
        locale = Locale.parse(f"und_{country}") if country else None
        return str(locale.number_symbols["latn"]["decimal"]) if locale else "."
    except (ValueError, LookupError, UnknownLocaleError):
        return "."


def home_currency(country: str) -> str:
    current = get_territory_currencies(country) if country else []
    return str(current[0]) if current else ""


def mark_of(values: Iterable[str]) -> str | None:
    """Which of "." and "," stands before the cents in most of the values that show it? None if neither."""
    told = marks_in(values)
    return None if told["."] == told[","] else max(told, key=lambda mark: told[mark])


def marks_in(values: Iterable[str]) -> "Counter[str]":
    """How many of the values show "." before the cents, and how many ",". What is no amount has no say."""
    told = Counter(map(_mark_in, values))
    del told[""]
    return told


def _mark_in(value: str) -> str:
    if _SHOWS_POINT.fullmatch(value):  # the commonest, quickly
        return "."
    mark = _mark_shown(_SPACES.sub("", value)) if "." in value or "," in value else ""
    try:
        return mark and (read_amount(value, mark) and mark)
    except NotMoney:
        return ""


def _mark_shown(value: str) -> str:
    found = _NUMBER.search(value)
    number = found[0].rstrip(".,") if found else ""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return ""
    sign = number[last]
    other = "," if sign == "." else "."
    if other in number:
        return sign
    if number.count(sign) > 1:
        return other  # 1.234.567 - only thousands come twice
    return sign if len(number) - last != 4 or last == 0 or last > 3 or number[0] == "0" else ""


def split_amount(text: str) -> tuple[bool, str, str]:
    """Is it negative, its digits with their signs, and the currency's sign or code. Raises NotMoney."""
    bare = _SPACES.sub("", text)
    negative = "(" in bare and bare.endswith(")")
    if negative:
        bare = bare[:-1].replace("(", "", 1)
    found = _NUMBER.search(bare)
    if not found or len(bare) > LONGEST:
        raise NotMoney(text)
    before, after = bare[: found.start()], bare[found.end() :]
    number = found[0]
    if number[-1] in ".," and after[:1] in ("-", "\u2013", "\u2014"):
        after = after.lstrip("-\u2013\u2014")  # 12,- is twelve and no cents
    for sign in _MINUS:
        if sign in before or after.endswith(sign):
            negative = True
            before, after = before.replace(sign, ""), after.removesuffix(sign)
    if after.lower() in ("cr", "dr"):
        negative, after = negative or after.lower() == "cr", ""
    sign = (before + after).strip("+:=")
    if any(letter.isdigit() for letter in sign) or len(sign) > 6:
        raise NotMoney(text)
    return negative, number, sign


def read_amount(text: str, mark: str) -> tuple[Decimal, str]:
    """The amount and the currency's sign as written. Raises NotMoney."""
    if "E" in text.upper() and _EXPONENT.fullmatch(text.strip()):
        return Decimal(text.strip().replace(",", ".")), ""
    negative, number, sign = split_amount(text)
    if "," in number and "." in number:
        mark = max(",.", key=number.rfind)  # a cell with both speaks for itself
    other = "," if mark == "." else "."
    whole, _, cents = number.replace(other, "").partition(mark)
    if mark in cents:
        raise NotMoney(text)
    if other in number.partition(mark)[2]:
        raise NotMoney(text)
    groups = number.partition(mark)[0].split(other)
    if len(groups) > 1 and (any(len(group) not in (2, 3) for group in groups[1:]) or len(groups[-1]) != 3):
        raise NotMoney(text)
    if len(groups) > 1 and not groups[0].strip("0"):
        raise NotMoney(text)  # no thousands begin with 0: 0.125 is an eighth, written with the other mark
    try:
        amount = Decimal(f"{whole or 0}.{cents or 0}")
    except ArithmeticError as wrong:
        raise NotMoney(text) from wrong
    return -amount if negative else amount, sign


class Purse:
    """Reads the cells of one column into whole cents.

    `home` is the currency the business has, and a sign shared by several countries is taken as.
    """

    def __init__(self, mark: str, home: str) -> None:
        self.mark = mark
        self.home = home

    def read(self, text: str, currency: str = "") -> tuple[int, str]:
        """Cents and currency. `currency` is what the file says elsewhere; else the cell's own sign, else home.

        The currency is "" if nothing tells it. Raises NotMoney, and TooMuch beyond `CENTS_MAX`.
        """
        text = text.strip()
        if text.lower() in NOTHING:
            return 0, currency or self.home
        if self.mark == "." and _PLAIN.fullmatch(text):
            code = currency or self.home
            return self._cents(Decimal(text), code), code
        amount, sign = read_amount(text, self.mark)
        told = currency_of(sign, currency or self.home) if sign else ""
        if sign and not told:
            raise NotMoney(text)
        code = currency or told or self.home
        return self._cents(amount, code), code

    def _cents(self, amount: Decimal, currency: str) -> int:
        if amount.adjusted() > 18 or abs(amount) > CENTS_MAX:
            raise TooMuch(str(amount))
        try:
            return to_cents(amount, currency or "USD")
        except (OverflowError, ArithmeticError) as wrong:
            raise TooMuch(str(amount)) from wrong


def has_three_places(currency: str) -> bool:
    return bool(currency) and get_currency_precision(currency) == 3
