"""Money in whole minor units ("cents") of ISO 4217, always with its currency beside it."""

from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from babel import Locale
from babel.numbers import format_currency, get_currency_precision

# The most that one amount may be. Nine million of them add up within 64 bits; two of 2**63 do not.
CENTS_MAX = 10**12


@cache
def places(currency: str) -> int:
    """Decimal places of a currency: JPY 0, EUR 2, KWD 3."""
    return get_currency_precision(currency)


def to_cents(amount: Decimal, currency: str) -> int:
    """Whole minor units, rounded half-even, once."""
    cents = int(amount.scaleb(places(currency)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
    if abs(cents) > CENTS_MAX:
        raise OverflowError(f"{amount} {currency} is more than the books can hold")
    return cents


def from_cents(cents: int, currency: str) -> Decimal:
    return Decimal(cents).scaleb(-places(currency))


def money_words(cents: int, currency: str, locale: str = "en") -> str:
    return format_currency(from_cents(cents, currency), currency, locale=locale)


def about_money_words(cents: float, currency: str, locale: str = "en") -> str:
    """For what is only about right: without the cents that nobody knows, but for less than 10."""
    amount = Decimal(round(cents)).scaleb(-places(currency))
    if 0 < abs(amount) < 10:
        return format_currency(amount, currency, locale=locale)
    pattern = Locale.parse(locale).currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(round(amount), currency, format=pattern, locale=locale, currency_digits=False)
