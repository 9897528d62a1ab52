"""From a file to what it says: recognised by what is in it, never by its name or the place of its columns."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from . import limits, old_letters, walking
from .columns import guess
from .fields import Fields
from .formats import card_formats, pasted
from .formats.any_table import NAME, VENDOR, AnyTable
from .headers import Header, find_header
from .reach import OLD_EXCEL
from .records import Ground, Reading, Record, Unreadable, Word
from .sheets import SheetRows, is_book, is_other_office, safe_book, sheets
from .sources import Bytes, file_bytes, open_zip, refuse_what_is_no_table, zipped
from .tables import Table
from .text import SEPARATORS, RawRow, Survey, TextRows, declared_separator, first_lines, survey

Remembered = Callable[[str], Word]
FIRST = limits.SAMPLE + limits.HEADER_WITHIN + 60


def no_word(_signature: str) -> Word:
    return Word()


def readings(path: Path, name: str, ground: Ground, remembered: Remembered = no_word) -> list[Reading]:
    """The tables and cards in one file: one, or several from a zip or a workbook.

    `remembered` gives the owner's own word on tables of a shape (`Reading.signature`).
    Raises Unreadable, in words, if there is nothing that can be read.
    """
    return _Reader(ground, remembered).read(file_bytes(path, name))


class _Reader:
    def __init__(self, ground: Ground, remembered: Remembered) -> None:
        self.ground = ground
        self.remembered = remembered

    def read(self, source: Bytes, is_inner: bool = False) -> list[Reading]:
        head = source.head()
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return self._packed(source, is_inner)
        if head.startswith(OLD_EXCEL):
            return self._book(source)
        for module in card_formats():
            if module.recognises(head):
                return [self._cards(source, module)]
        refuse_what_is_no_table(source.name, head)
        return [self._text(source)]

    # Zips and workbooks

    def _packed(self, source: Bytes, is_inner: bool) -> list[Reading]:
        with open_zip(source) as opened:
            names = opened.namelist()
        if is_book(names):
            return self._book(source)
        if is_other_office(names):
            raise Unreadable(
                _(
                    "%(name)s is a text document or slides. Copy the list out of it and paste it, or save it as CSV."
                )
                % {"name": source.name}
            )
        if is_inner:
            raise Unreadable(_("%(name)s is a zip inside a zip. Unpack it first.") % {"name": source.name})
        found, told = _gather((inner.name, self._inner(inner)) for inner in zipped(source))
        n_unread = len(told)
        if any(getattr(self._module_of(reading), "ALONE_IN_ARCHIVE", False) for reading in found):
            left = [reading for reading in found if reading.vendor in (VENDOR, pasted.VENDOR)]
            found = [reading for reading in found if reading not in left]
            told += [_("%(file)s is not read yet.") % {"file": reading.file} for reading in left]
            n_unread = 0  # nobody expects more of such a zip than what is read of it
        found = _with_what_was_left(source.name, found, told)
        found[0].n_unread += n_unread
        return found

    def _inner(self, inner: Bytes) -> Callable[[], list[Reading]]:
        return lambda: self.read(inner, is_inner=True)

    def _module_of(self, reading: Reading) -> object:
        from .formats import table_formats

        return next((module for module in table_formats() if reading.format == module.NAME), None)

    def _book(self, source: Bytes) -> list[Reading]:
        source, errors = safe_book(source)
        filled = sheets(source)
        if not filled:
            raise Unreadable(_("%(name)s has no sheet with anything on it.") % {"name": source.name})
        pages = [sheet for sheet in filled if not sheet.is_hidden]
        many = len(pages) > 1
        found, told = _gather(
            (
                name := f"{source.name}/{sheet.name}" if many else source.name,
                self._sheet(source, sheet.number, name, sheet.height, errors.get(sheet.number, {})),
            )
            for sheet in pages
        )
        hidden = _("The sheet “%(sheet)s” is hidden, and was left out. To bring it in, show it first.")
        told += [hidden % {"sheet": sheet.name} for sheet in filled if sheet.is_hidden]
        return _with_what_was_left(source.name, found, told)

    def _sheet(
        self, source: Bytes, number: int, name: str, height: int, errors: dict[int, dict[int, str]]
    ) -> Callable[[], list[Reading]]:
        def read() -> list[Reading]:
            rows = SheetRows(source, number, errors=errors)
            first = list(islice(rows(), FIRST))
            header = find_header(name, first)
            if _is_list(header, first):
                return [self._list(name, partial(_joined, rows), height, header)]
            if header is None:
                raise Unreadable(_no_header(name))
            return [self._table(Table(name, header.cells, header.line, rows, first, height), header)]

        return read

    # Text

    def _text(self, source: Bytes) -> Reading:
        seen = survey(source, self.ground.country)
        reading = self._table_or_list(source, seen)
        if seen.encoding in old_letters.NAMES:
            reading.notes.insert(0, old_letters.read_as(seen.encoding))
        return reading

    def _table_or_list(self, source: Bytes, seen: Survey) -> Reading:
        declared = declared_separator(first_lines(source, seen.encoding))
        best: tuple[tuple[float, ...], Header, TextRows, list[RawRow]] | None = None
        for separator in (declared,) if declared else SEPARATORS:
            rows = TextRows(source, seen.encoding, separator, seen.has_strange_letters)
            first = list(islice(rows(), FIRST))
            header = find_header(source.name, first)
            if header:
                width = sum(1 for cell in header.cells if cell.strip())
                score = (header.fit, min(header.known, 3) if width > 1 else 0.5, header.evenness, width)
                if best is None or score > best[0]:
                    best = (score, header, rows, first)
        lines = TextRows(source, seen.encoding, "\x1f", seen.has_strange_letters)
        if best is None or best[0][3] < (2 if best[1].known else 3):  # too narrow to be a table for sure
            plain = list(islice(lines(), FIRST))
            if _is_list(best[1] if best else None, plain):
                return self._list(source.name, lines, seen.lines, best[1] if best else None)
        if best is None:
            raise Unreadable(_no_header(source.name))
        _score, header, rows, first = best
        rows = replace(rows, width=len(header.cells), from_line=header.line)
        return self._table(
            Table(source.name, header.cells, header.line, rows, first, max(seen.lines, 1)), header
        )

    # What is found

    def _table(self, table: Table, header: Header) -> Reading:
        if not table.has_rows():
            raise Unreadable(_("%(name)s has a header and no rows below it.") % {"name": table.file})
        reading = Reading(table.file, NAME, VENDOR, notes=table.notes, expected_rows=table.expected_rows)
        reading.two_ways, reading.signature = table.two_ways, table.signature()
        told = self.remembered(reading.signature)
        table.written = told.written
        module: Any = header.module
        if module is None:
            reading.account = reading.signature
            reading.columns = guess(table, told.meanings)
            module = AnyTable(reading.columns, is_told=told.meanings is not None)
            reading.brings, reading.left_out = module.brings, module.left_out
        else:
            reading.format, reading.vendor, reading.brings = module.NAME, module.VENDOR, module.BRINGS
            if hasattr(module, "business"):
                reading.business = module.business(table.titles)
        module.reader(Fields(table, self.ground))  # decides the columns now, so that the notes tell of it
        reading.records = lambda: walking.records(table, module, self.ground)
        return reading

    def _list(
        self, name: str, lines: Callable[[], Iterator[RawRow]], expected: int, header: Header | None
    ) -> Reading:
        top = header.line if header and header.known else 0
        return Reading(
            name,
            pasted.NAME,
            pasted.VENDOR,
            records=lambda: pasted.records((line, row) for line, row in lines() if line > top),
            brings=pasted.BRINGS,
            expected_rows=expected,
        )

    def _cards(self, source: Bytes, module: Any) -> Reading:
        data = source.whole(limits.CARD_FILE_BYTES)
        reading = Reading(source.name, module.FORMAT_NAME, getattr(module, "VENDOR", "vcard"))

        def note(words: str) -> None:
            if words not in reading.notes:
                reading.notes.append(words)

        def records() -> Iterator[Record]:
            return iter(module.read(source.whole(limits.CARD_FILE_BYTES), source.name, self.ground, note))

        reading.records, reading.brings = records, getattr(module, "BRINGS", "people")
        reading.expected_rows = data.upper().count(getattr(module, "COUNTED_BY", b"BEGIN:VCARD"))
        return reading


def _joined(rows: Callable[[], Iterator[RawRow]]) -> Iterator[RawRow]:
    """The rows of a sheet as lines of a list."""
    for line, row in rows():
        yield line, [", ".join(filter(None, row))] if isinstance(row, list) else row


def _is_list(header: Header | None, first: list[RawRow]) -> bool:
    if header and (header.module or header.known > 1):
        return False
    top = header.line if header and header.known else 0
    lines = [", ".join(row) for line, row in first if isinstance(row, list) and line > top and any(row)]
    return pasted.looks_like_list(lines)


def _gather(parts: Iterator[tuple[str, Callable[[], list[Reading]]]]) -> tuple[list[Reading], list[str]]:
    """What can be read of several, and why the others cannot."""
    found: list[Reading] = []
    told: list[str] = []
    for _name, read in parts:
        try:
            found += read()
        except Unreadable as why:
            told.append(str(why))
    return found, told


def _with_what_was_left(name: str, found: list[Reading], told: list[str]) -> list[Reading]:
    if not found:
        raise Unreadable(
            " ".join(told[:5]) or _("%(name)s has nothing in it that can be read.") % {"name": name}
        )
    found[0].left_out += told[:20]
    return found


def _no_header(name: str) -> str:
    return _(
        "%(name)s has no table and no list of names that we can make out. "
        "A CSV or Excel file whose first row names the columns would work."
    ) % {"name": name}
