"""How a large number is written for people: in groups of three, in the manner of the language that is spoken."""

from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal
from django.utils.translation import get_language

GROUPED_FROM = 10_000  # below it, as years and short numbers are


def number_words(n: int) -> str:
    """ "548,836"; "548.836" where German is spoken; "4711"."""
    return str(n) if n < GROUPED_FROM else _grouped(n, get_language() or "en")


@lru_cache(maxsize=4096)
def _grouped(n: int, language: str) -> str:
    return str(format_decimal(n, locale=Locale.parse(language, sep="-")))
