"""Text as people compare it: without case, accents and spare spaces."""

import re
import unicodedata

# Letters that Unicode does not take apart into a letter and an accent.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_QUOTES_AND_DASHES = str.maketrans(dict.fromkeys("‘’ʼʻ`´′＇", "'") | dict.fromkeys("‐‑‒–—−", "-"))
# Accents of Latin, Greek and Cyrillic, and marks that cannot be seen. Other scripts' marks are parts
# of their letters (か is not が), so they stay.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def squeezed(text: str) -> str:
    """The text with every run of white space as one space, and none at the ends."""
    return " ".join(text.split()) if text else ""  # most cells of a table are empty


def word_set(text: str) -> frozenset[str]:
    """For lists of words that are easier read as text than as code."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """The form in which texts are searched and compared: "  José  O’Brien " is "jose o'brien"."""
    if not text:
        return text
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = _UNSEEN.sub("", plain).translate(_QUOTES_AND_DASHES).translate(_WHOLE_LETTERS)
    return " ".join(unicodedata.normalize("NFC", plain).split())
