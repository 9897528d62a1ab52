"""Spreadsheets (xlsx, xlsm, xlsb, xls, ods) as rows of cells, the line being the sheet's own row number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, NamedTuple

import python_calamine
from django.utils.translation import gettext as _

from . import limits
from .error_cells import errors_told
from .old_excel import Errors
from .reach import OLD_EXCEL, damaged_words, errors_in_old_book, refuse_wide_books
from .records import Unreadable
from .sources import Bytes
from .text import RawRow, readable


def is_book(names: list[str]) -> bool:
    """Do the names inside a zip say that it is a spreadsheet?"""
    return any(name.startswith(("xl/worksheets/", "xl/workbook")) or name == "content.xml" for name in names)


def is_other_office(names: list[str]) -> bool:
    return any(name.startswith(("word/", "ppt/", "Index/", "Data/Index")) for name in names)


_NONE: dict[int, str] = {}


@dataclass(frozen=True, slots=True)
class SheetRows:
    source: Bytes
    sheet: int
    width: int = 0  # unused: a sheet's cells cannot be taken apart wrongly
    from_line: int = 1
    errors: dict[int, dict[int, str]] = field(default_factory=dict)  # by row and column, from 0

    def __call__(self) -> Iterator[RawRow]:
        with _quiet(self.source.name), _book(self.source) as book:
            sheet = book.get_sheet_by_index(self.sheet)
            if sheet.start is None:
                return
            left = sheet.start[1]
            for number, cells in enumerate(sheet.iter_rows(), 1):  # begins at the sheet's first row
                if number >= self.from_line:
                    row = [cell if type(cell) is str else _text(cell) for cell in cells]
                    for column, error in self.errors.get(number - 1, _NONE).items():
                        row[column - left] = error
                    yield number, row


def safe_book(source: Bytes) -> tuple[Bytes, Errors]:
    """The book as it may be given to the library that reads it, and the errors that it would leave out.

    Raises Unreadable.
    """
    if source.head(8).startswith(OLD_EXCEL):
        return source, errors_in_old_book(source)
    wrong = refuse_wide_books(source)
    return errors_told(source, wrong) if wrong else source, {}


class Sheet(NamedTuple):
    number: int
    name: str
    height: int
    is_hidden: bool


def sheets(source: Bytes) -> list[Sheet]:
    """Each sheet that holds something. Raises Unreadable."""
    with _quiet(source.name), _book(source) as book:
        return [
            Sheet(number, about.name, height, about.visible != python_calamine.SheetVisibleEnum.Visible)
            for number, about in enumerate(book.sheets_metadata)
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet
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
        words = damaged_words(self.name)
        if isinstance(wrong, python_calamine.PasswordError):
            words = _("%(name)s is locked with a password. Save it without one and bring it in again.")
            words %= {"name": self.name}
        if isinstance(wrong, Exception) or type(wrong).__name__ == "PanicException":
            raise Unreadable(words) from wrong


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
