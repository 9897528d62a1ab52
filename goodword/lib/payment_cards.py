"""Cards that people pay with, as far as two of them can be compared: their kind and last four figures.

Whoever shows what was paid shows no more of a card than these, and a shop's till and its website show the same of one
card. How long it is valid is left out: a new card often keeps its number, and tills don't tell it. A number that one
service alone gives it (a fingerprint) is no use beside another's, and a phone that pays has one of its own; so it is
taken only where nothing else is told.
"""

import re

from .text import fold

_ENDS = re.compile(r"[\sxX*•.#-]*(\d{1,4})")
_NOT_ITS_KIND = re.compile(r"debit|credit|prepaid|electron|[^a-z]")
_NO_KIND = ("", "other", "otherbrand", "unknown", "none", "card")
_ALSO = {
    "amex": "americanexpress",
    "mc": "mastercard",
    "dinersclub": "diners",
    "discoverdiners": "diners",
    "chinaunionpay": "unionpay",
    "cup": "unionpay",
}


def card_key(kind: str, ends: str, number: str = "") -> str:
    """The same for the same card, whoever tells it; "" for what tells too little. A card that was a gift is nobody's:
    one buys it and another pays with it. Several cards in one cell are not told apart."""
    brand = _NOT_ITS_KIND.sub("", fold(kind))
    if "gift" in brand:
        return ""
    found = _ENDS.fullmatch(ends.strip())
    if found and brand not in _NO_KIND:
        # A spreadsheet takes the noughts off.
        return f"{_ALSO.get(brand, brand)} {int(found[1]):04}"
    return f"#{number.strip()[:100]}" if number.strip() else ""
