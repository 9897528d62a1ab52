"""Cells of a table that people open in a spreadsheet."""

import re

_PLAIN = re.compile(r"[+-]?[\d ().,/-]*\d[\d ().,/-]*")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula.

    Plain numbers and phones are left alone: "+44 20 7946 0958" is no formula, "+1+cmd" is one.
    """
    if text.startswith(_FORMULA_STARTS) and not _PLAIN.fullmatch(text):
        return f"'{text}"
    return text
