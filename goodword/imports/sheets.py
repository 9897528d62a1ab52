"""Spreadsheets (xlsx, xlsm, xlsb, xls, ods) as rows of cells, the line being the sheet's own row number."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.parsers import expat

import python_calamine
from django.utils.translation import gettext as _

from . import limits
from .records import Unreadable
from .sources import Bytes, open_zip, refuse_bombs
from .text import RawRow, readable

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = re.compile(rb'\br="([A-Z]{2,4})\d+"')
_ROW = re.compile(rb'<(?:\w+:)?row[^>]*?\br="(\d+)"')
_CELL_ROW = re.compile(rb'<(?:\w+:)?c[^>]*?\br="[A-Z]+(\d{4,})"')


def is_book(names: list[str]) -> bool:
    """Do the names inside a zip say that it is a spreadsheet?"""
    return any(name.startswith(("xl/worksheets/", "xl/workbook")) or name == "content.xml" for name in names)


def is_other_office(names: list[str]) -> bool:
    return any(name.startswith(("word/", "ppt/", "Index/", "Data/Index")) for name in names)


@dataclass(frozen=True, slots=True)
class SheetRows:
    source: Bytes
    sheet: int
    width: int = 0  # unused: a sheet's cells cannot be taken apart wrongly
    from_line: int = 1

    def __call__(self) -> Iterator[RawRow]:
        with _quiet(self.source.name), _book(self.source) as book:
            sheet = book.get_sheet_by_index(self.sheet)
            if sheet.start is None:
                return
            for number, cells in enumerate(sheet.iter_rows(), 1):  # begins at the sheet's first row
                if number >= self.from_line:
                    yield number, [cell if type(cell) is str else _text(cell) for cell in cells]


def sheets(source: Bytes) -> list[tuple[int, str, int]]:
    """Number, name and height of each visible sheet that holds something. Raises Unreadable."""
    refuse_wide_books(source)
    with _quiet(source.name), _book(source) as book:
        return [
            (number, about.name, height)
            for number, about in enumerate(book.sheets_metadata)
            if about.visible == python_calamine.SheetVisibleEnum.Visible
            and about.typ == python_calamine.SheetTypeEnum.WorkSheet
            and (height := book.get_sheet_by_index(number).height)
        ]


def _book(source: Bytes) -> Any:
    return python_calamine.CalamineWorkbook.from_filelike(BytesIO(source.whole(limits.BOOK_BYTES)))


class _quiet:
    """Turns whatever the spreadsheet library says of a damaged file into words."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, _trace: object) -> None:
        if wrong is None or isinstance(wrong, Unreadable | GeneratorExit | KeyboardInterrupt | MemoryError):
            return
        if isinstance(wrong, python_calamine.PasswordError):
            words = _("%(name)s is locked with a password. Save it without one and bring it in again.")
        else:
            words = _("%(name)s is a damaged spreadsheet. Open it, save it anew (or as CSV) and try again.")
        if isinstance(wrong, Exception) or type(wrong).__name__ == "PanicException":
            raise Unreadable(words % {"name": self.name}) from wrong


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return readable(str(cell))


def refuse_wide_books(source: Bytes) -> None:
    """Raises Unreadable before a sheet with a cell in its far corner makes the library ask for all memory."""
    if source.head(8).startswith(OLD_EXCEL):
        return  # at most 65,536 rows of 256
    with open_zip(source) as book:
        entries = book.infolist()
        refuse_bombs(source.name, entries, limits.BOOK_BYTES)
        for entry in entries:
            try:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    rows, columns = _reach(book, entry)
                elif entry.filename == "content.xml":
                    rows, columns = _OpenDocument(source.name).reach(book, entry)
                else:
                    continue
            except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as wrong:
                raise Unreadable(_("%(name)s is damaged.") % {"name": source.name}) from wrong
            if columns > limits.COLUMNS or rows * columns > limits.SHEET_CELLS:
                raise Unreadable(_too_wide(source.name, rows, columns))


def _too_wide(name: str, rows: int, columns: int) -> str:
    return _(
        "%(name)s has a sheet of %(rows)s rows and %(columns)s columns. Save the part you need as CSV."
    ) % {"name": name, "rows": f"{rows:,}", "columns": f"{columns:,}"}


def _reach(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The furthest row and column that have a cell in an xlsx sheet."""
    rows, columns, tail = 0, 26, b""
    with book.open(entry) as stream:
        while block := stream.read(1 << 20):
            text = tail + block
            for found in _WIDE.finditer(text):
                columns = max(columns, _column(found[1]))
            for pattern in (_ROW, _CELL_ROW):
                rows = max([rows, *(int(number) for number in pattern.findall(text) if len(number) < 9)])
            tail = text[-64:]
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _OpenDocument:
    """How far the filled cells of an ods reach, its repeated rows and columns counted out."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.row = self.column = self.rows = self.columns = 0
        self.repeat = self.cell_repeat = 1

    def reach(self, book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._no_doctype
        with book.open(entry) as stream:
            try:
                parser.ParseFile(stream)
            except expat.ExpatError as wrong:
                raise Unreadable(_("%(name)s is a damaged spreadsheet.") % {"name": self.name}) from wrong
        return self.rows, self.columns

    def _no_doctype(self, *_of: object) -> None:
        raise Unreadable(_("%(name)s is a damaged spreadsheet.") % {"name": self.name})

    def _start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "table:table":
            self.row = 0
        elif tag == "table:table-row":
            self.row += int(told.get("table:number-rows-repeated", "1"))
            self.column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.column += int(told.get("table:number-columns-repeated", "1"))
            if "office:value-type" in told:
                self._fill()
        elif tag == "text:p":
            self._fill()

    def _fill(self) -> None:
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
