"""Which row is the header, and whose table it is: by the words in it, never by its place or the file's name."""

import re
from dataclasses import dataclass
from types import ModuleType

from django.utils.translation import gettext as _

from . import limits
from .cells import header_key
from .columns import is_amount, is_date, is_email, is_phone
from .formats import best_format
from .header_words import known_headers
from .records import Unreadable
from .text import Broken, RawRow, Row


@dataclass(frozen=True, slots=True)
class Header:
    line: int
    cells: Row
    fit: int = 0  # how well a format fits; 0 if nobody's
    module: ModuleType | None = None
    known: int = 0  # how many of its words are known headers
    evenness: float = 0.0  # share of the rows below that are as wide


def find_header(name: str, records: list[RawRow]) -> Header | None:
    """The header among the first records; None if no row looks like one. Raises Unreadable if absurdly wide."""
    rows = [(line, row) for line, row in records if not isinstance(row, Broken)]
    if any(len(row) > limits.COLUMNS for _line, row in rows):
        raise Unreadable(_too_many_columns(name, max(len(row) for _line, row in rows)))
    top = [(line, row) for line, row in rows if row][: limits.HEADER_WITHIN]
    found = [_as_header(line, row, rows) for line, row in top]
    whose = [header for header in found if header.module]
    if whose:
        return max(whose, key=lambda header: header.fit)  # the first of the best
    plausible = [header for header in found if header.known and _is_plausible(header)]
    best = _first_but_for_titles(plausible) if plausible else None
    # Titles above a header are short. A row above it that is as full is a row, so the header is further up.
    if best and not any(
        header.line < best.line and len(_filled(header)) >= len(_filled(best)) for header in found
    ):
        return best
    return next((header for header in found if _has_labels(header, rows)), None)


def _first_but_for_titles(plausible: list[Header]) -> Header:
    """The first that looks like a header, unless a later one says much more: the first was a title then.

    Values can look like headers too (`paid`, `Berlin`), so a later row must be wider as well.
    """
    best = plausible[0]
    for header in plausible[1:]:
        if header.known > best.known and len(_filled(header)) > len(_filled(best)):
            best = header
    return best


def _filled(header: Header) -> list[str]:
    return [cell.strip() for cell in header.cells if cell.strip()]


def _as_header(line: int, row: Row, rows: list[tuple[int, Row]]) -> Header:
    keys = [header_key(cell) if len(cell) < 120 else "" for cell in row]
    fit, module = best_format(frozenset(keys) - {""})
    below = [len(other) for at, other in rows if at > line and any(other)]
    evenness = sum(width == len(row) for width in below) / len(below) if below else 0.0
    return Header(line, row, fit, module, known_headers(keys), evenness)


def _is_plausible(header: Header) -> bool:
    """Words, not values; and known ones are not lost among unknown ones."""
    filled = _filled(header)
    if any(_is_value(cell) for cell in filled):
        return False
    return header.known >= 2 or header.known * 4 >= len(filled)


def _is_value(cell: str) -> bool:
    return (
        len(cell) > 100
        or is_email(cell)
        or is_date(cell)
        or is_phone(cell)
        or bool(re.fullmatch(r"[\d.,\s]+", cell))
    )


def _has_labels(header: Header, rows: list[tuple[int, Row]]) -> bool:
    """A row of words above rows that hold values where it has words: a header in words of its own."""
    filled = [cell for cell in header.cells if cell.strip()]
    if (
        len(filled) < 2
        or header.evenness < 0.7
        or any(map(_is_value, filled))
        or len(set(filled)) < len(filled)
    ):
        return False
    below = [row for line, row in rows if line > header.line and len(row) == len(header.cells)][:50]
    valued = [spot for spot in range(len(header.cells)) if _share_of_values(below, spot) > 0.5]
    return len(valued) >= min(2, len(header.cells) - 1)


def _share_of_values(rows: list[Row], spot: int) -> float:
    cells = [row[spot].strip() for row in rows if row[spot].strip()]
    return sum(_is_value(cell) or is_amount(cell) for cell in cells) / len(cells) if cells else 0.0


def _too_many_columns(name: str, columns: int) -> str:
    return _(
        "%(name)s has %(columns)s columns; %(most)s is the most that can be read. Keep only those you need."
    ) % {
        "name": name,
        "columns": f"{columns:,}",
        "most": f"{limits.COLUMNS:,}",
    }
