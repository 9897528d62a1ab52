"""Which letters the bytes of a file stand for that is no UTF-8: those of an alphabet that computers had before.

No byte says so. But read by the wrong alphabet words look odd: signs stand in them (`£ukasz`, `Micha³`), and
letters beside others that they are never beside (`Sřrensen`, `Dvoøák`). The alphabet by which they look least odd
is taken. Where the country of the business is known, its own is taken unless another fits far better.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from goodword.lib.text import word_set

from . import letter_pairs

NAMES = {
    "cp1252": gettext_noop("Western European (Windows-1252)"),
    "mac_roman": gettext_noop("Western European (Mac)"),
    "cp1250": gettext_noop("Central European (Windows-1250)"),
    "iso8859_2": gettext_noop("Central European (ISO 8859-2)"),
    "cp1251": gettext_noop("Cyrillic (Windows-1251)"),
    "cp1253": gettext_noop("Greek (Windows-1253)"),
    "cp1254": gettext_noop("Turkish (Windows-1254)"),
    "cp1257": gettext_noop("Baltic (Windows-1257)"),
}
_PAIRS = {
    "cp1252": letter_pairs.WESTERN,
    "mac_roman": letter_pairs.WESTERN,
    "cp1250": letter_pairs.CENTRAL,
    "iso8859_2": letter_pairs.CENTRAL,
    "cp1251": letter_pairs.CYRILLIC,
    "cp1253": letter_pairs.GREEK,
    "cp1254": letter_pairs.TURKISH,
    "cp1257": letter_pairs.BALTIC,
}
_AT_HOME = {
    ("cp1250", "iso8859_2"): word_set("PL CZ SK HU SI HR RO BA ME AL"),
    ("cp1251",): word_set("RU BY UA BG MK RS KZ KG TJ MN"),
    ("cp1253",): word_set("GR CY"),
    ("cp1254", "cp1252"): word_set("TR AZ"),
    ("cp1257", "cp1252"): word_set("EE LV LT"),
}
_ANYWHERE = ("cp1252", "cp1250", "iso8859_2", "cp1251", "cp1253")
_NOT_LATIN = ("cp1251", "cp1253")
_LATIN = re.compile(rb"[A-Za-z]")
MOST_WORDS = 3_000
# A word is short. Without a bound, a long line of letters would be gone through again from each of them.
_WORD = re.compile(rb"[A-Za-z]{0,20}[\x80-\x9f\xa1-\xff][A-Za-z\x80-\x9f\xa1-\xff]{0,20}")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MEASURES = frozenset((b"m\xb3", b"cm\xb3", b"dm\xb3", b"mm\xb3", b"km\xb2"))
# Signs that stand at words in every language, and tell nothing.
_SIGNS = frozenset("’‘‚´·–—“”„…•«»‹›©®™°ªº")


def usual_letters(blocks: Iterable[bytes], country: str) -> str:
    """The encoding by which these bytes are read best."""
    words, ends = _words(blocks)
    home = next((usual for usual, countries in _AT_HOME.items() if country in countries), ("cp1252",))

    def cost(encoding: str) -> int:
        odd = sum(_oddities(word, encoding) for word in words)
        return odd if encoding in home else (odd * 3 // 2 if country else odd) + 1

    tried = (*home, *_ANYWHERE)
    if ends == {b"\r"}:  # only old programs on a Mac end a line so
        home, tried = ("mac_roman", *home), ("mac_roman", *tried)
    return min(dict.fromkeys(tried), key=cost)


def read_as(encoding: str) -> str:
    """A note for the owner, who alone can see whether that was right."""
    words = _(
        "Its letters were read as %(alphabet)s. If names look wrong, save it as “CSV UTF-8” and bring that."
    )
    return words % {"alphabet": _(NAMES[encoding])}


def _words(blocks: Iterable[bytes]) -> tuple[set[bytes], set[bytes]]:
    """Words with letters beyond ASCII that are no UTF-8, each once, and not more than enough; how lines end."""
    words: set[bytes] = set()
    ends: set[bytes] = set()
    for block in blocks:
        ends.update(end for end in (b"\r", b"\n") if end in block)
        words.update(_WORD.findall(_UTF8.sub(b" ", block)))
        if len(words) > MOST_WORDS:
            break
    return words - _MEASURES, ends


def _oddities(word: bytes, encoding: str) -> int:
    try:
        text = word.decode(encoding)
    except UnicodeDecodeError:
        return 2 * len(word)
    if not text.isprintable() or (encoding in _NOT_LATIN and _LATIN.search(word)):
        return 2 * len(word)
    known = _known(encoding)
    return sum(_oddity(pair, known) for pair in pairwise(f"_{text}_"))


def _oddity(pair: tuple[str, str], known: frozenset[str]) -> int:
    """0 for two letters that often stand so, 1 for others, 2 where one is no letter at all."""
    one, other = pair
    if (one in "»›" and other.isalpha()) or (one.isalpha() and other in "«‹"):
        return 2  # a quotation ends before a word, or begins behind one
    if (one.isascii() and other.isascii()) or not _SIGNS.isdisjoint(pair):
        return 0
    if one != "_" != other and not (one.isalpha() and other.isalpha()):
        return 2
    is_capital_inside = one.islower() and other.isupper()
    return 0 if (one + other).lower() in known and not is_capital_inside else 1


@cache
def _known(encoding: str) -> frozenset[str]:
    """The pairs of letters that are usual in an alphabet; "_" is the beginning and the end of a word."""
    pairs = set()
    for told in _PAIRS[encoding].split():
        before, letter, after = told.split(">")
        pairs |= {other + letter for other in before} | {letter + other for other in after}
    return frozenset(pairs)
