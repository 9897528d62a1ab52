"""How a number is written for people: a small one as a word, a large one in groups of three, as the language has it."""

from functools import lru_cache

from babel import Locale
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from django.utils.translation import get_language
from django.utils.translation import gettext as _

GROUPED_FROM = 10_000  # below it, as years and short numbers are


def number_words(n: int) -> str:
    """ "548,836"; "548.836" where German is spoken; "4711"."""
    return str(n) if n < GROUPED_FROM else _grouped(n, get_language() or "en")


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")


@lru_cache(maxsize=4096)
def _grouped(n: int, language: str) -> str:
    return str(format_decimal(n, locale=Locale.parse(language, sep="-")))


def figure_words(value: float) -> str:
    """A figure that need not be whole, to what one reads of it: "548,836", "318", "12.4", "0.062"."""
    if value == int(value) or abs(value) >= 100:
        return number_words(round(value))
    return str(format_decimal(value, "@##", locale=_locale()))


def short_figure_words(value: float) -> str:
    """ "1.2M", "1,2 Mio." where German is spoken: where there is little room."""
    return str(format_compact_decimal(value, fraction_digits=1, locale=_locale()))


def percent_words(share: float) -> str:
    """Of a share, 0 to 1: "62%"; "62 %" where German is spoken; "0.4%" of a share under one in a hundred."""
    pattern = _locale().percent_formats[None].pattern
    if 0 < share < 0.01:
        pattern = pattern.replace("#,##0", "@#")
    return str(format_percent(share, format=pattern, locale=_locale()))


def say_number(n: int) -> str:
    """Small numbers as words, as one writes them in a letter."""
    words = [_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight")]
    words += [_("nine"), _("ten"), _("eleven"), _("twelve")]
    return words[n] if 0 <= n < len(words) else str(n)
