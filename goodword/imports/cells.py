"""Small things about cells: headers made comparable, guards taken off, several values in one cell."""

import re
from functools import lru_cache

from goodword.lib.text import fold

_APART = re.compile(r"[\W_]+")
_E_MAIL = re.compile(r"\be mails?\b")
_LISTED = re.compile(r"\s*(?::::|[;|\n])\s*")
_COMMAS = re.compile(r"\s*(?::::|[;|,\n])\s*")
_FORMULA_STARTS = frozenset("=+-@\t\r0123456789")
# What people write into a cell that they have nothing for.
NOTHING = frozenset(
    {"", "-", "--", "---", "n/a", "na", "none", "null", "nil", "nan", "unknown", "not specified", "."}
)
# What a spreadsheet shows where a formula has gone wrong, in Excel's languages.
_ERROR = re.compile(r"#(?:[A-ZÀ-Þ_/0]{3,14}[!?]|N/A|NV|N/D|GETTING_DATA)|Err:\d{3}")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}")
YES = frozenset({"yes", "true", "1", "y", "ja", "oui", "si", "sim", "tak", "x", "subscribed"})
NO = frozenset({"no", "false", "0", "n", "nein", "non", "nee", "nao", "nie", "unsubscribed"})


@lru_cache(maxsize=1 << 14)
def header_key(header: str) -> str:
    """`E-mail 1 - Value` is "email 1 value", `*ContactName` is "contactname", `Prénom` is "prenom"."""
    return _E_MAIL.sub("email", _APART.sub(" ", fold(header).replace("'", "")).strip())


def tidy(cell: str) -> str:
    """The cell without spaces around it and without the apostrophe or ="..." that guards it from Excel.

    CSV for people puts an apostrophe before a cell that begins like a formula; vendors put one before
    numbers (`'7210448301122`). 't Hooft keeps the one that is part of the name.
    """
    cell = cell.strip()
    if not cell:
        return ""
    if cell[0] == "'" and cell[1:2] in _FORMULA_STARTS:
        return cell[1:].strip()
    if cell[0] == "=" and cell[1:2] == '"' and cell[-1] == '"' and len(cell) > 2:
        return cell[2:-1].strip()
    return cell


def is_error(cell: str) -> bool:
    """`#DIV/0!`, `#REF!`, `#N/A`: the spreadsheet has no value for this cell."""
    return cell[:1] in "#E" and bool(_ERROR.fullmatch(cell))


def is_shortened(cell: str) -> bool:
    """`7.21045E+12`: a long number as a spreadsheet shows it. What its other digits were nobody can tell any more."""
    return "E+" in cell and bool(_SHORTENED.fullmatch(cell))


def listed(cell: str, commas: bool = False) -> list[str]:
    """The values of a cell that holds several: `a ::: b`, `a;b`, `a|b`; with `commas`, `a, b` too."""
    parts = (_COMMAS if commas else _LISTED).split(cell)
    return [bare for part in parts if (bare := part.strip(" \t\"'*"))]


def says_no(cell: str) -> bool:
    return fold(cell) in NO


def says_yes(cell: str) -> bool:
    return fold(cell) in YES
