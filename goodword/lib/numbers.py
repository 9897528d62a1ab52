"""How a number is written for people: a small one as a word, a large one in groups of three, as the language has it."""

from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

GROUPED_FROM = 10_000  # below it, as years and short numbers are


def number_words(n: int) -> str:
    """ "548,836"; "548.836" where German is spoken; "4711"."""
    return str(n) if n < GROUPED_FROM else _grouped(n, get_language() or "en")


@lru_cache(maxsize=4096)
def _grouped(n: int, language: str) -> str:
    return str(format_decimal(n, locale=Locale.parse(language, sep="-")))


def say_number(n: int) -> str:
    """Small numbers as words, as one writes them in a letter."""
    words = [_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight")]
    words += [_("nine"), _("ten"), _("eleven"), _("twelve")]
    return words[n] if 0 <= n < len(words) else str(n)
