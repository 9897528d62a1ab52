"""How far the cells of a spreadsheet reach, before the library that reads it asks for the memory of it all.

The library lays out the whole rectangle: two cells in opposite corners of a sheet are 512 GB, and where those
cannot be had the process ends, with all that others were doing in it. So every part in which there could be
cells is looked through first, whatever the part is called and wherever in the file it lies.
"""

import struct
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

from django.utils.translation import gettext as _

from . import limits, old_excel
from .records import Unreadable
from .sources import Bytes, damaged, open_zip, refuse_bombs

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLOCK = 1 << 20
_SAY_CELLS = (b"sheetData", b"table-row", b"uniqueCount")
_BINARY_PARTS = "xl/_rels/workbook.bin.rels"  # tells which parts are sheets of xlsb
BINARY_ERRORS = (0x03, 0x0B)  # kinds of cells of xlsb: an error, and a formula that comes to one
_DIGITS = "0123456789"


def refuse_wide_books(source: Bytes) -> set[str]:
    """Raises Unreadable for a sheet with cells too far apart, and for one that is damaged.

    Returns the parts that hold cells in which the spreadsheet says that something is wrong.
    """
    wrong: set[str] = set()
    with damaged(source.name), open_zip(source) as book:
        entries = book.infolist()
        refuse_bombs(source.name, entries, limits.BOOK_BYTES)
        binary = _binary_parts(source.name, book)
        for entry in entries:
            cells: _Reach | None = None
            if _last(entry.filename) in binary:
                cells = _BinaryCells(source.name)
            elif _says_cells(book, entry):
                cells = _Cells(source.name)
            if cells and cells.look_through(book, entry):
                wrong.add(entry.filename)
    return wrong


def errors_in_old_book(source: Bytes) -> old_excel.Errors:
    """Which cells of an xls hold an error. Raises Unreadable for one with cells where there can be none."""
    try:
        return old_excel.look_through(source.whole(limits.BOOK_BYTES))
    except (old_excel.TooFar, struct.error) as wrong:
        raise Unreadable(damaged_words(source.name)) from wrong
    except old_excel.TooMany as wrong:
        words = _("%(name)s holds an error (#DIV/0!, #REF!) in more than %(most)s cells. Mend them first.")
        raise Unreadable(words % {"name": source.name, "most": f"{limits.OLD_ERRORS:,}"}) from wrong


def _says_cells(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Read to its end if need be: a part that is longer than the zip says comes out so, too."""
    tail = b""
    with book.open(entry) as stream:
        while block := stream.read(_BLOCK):
            if any(word in tail + block for word in _SAY_CELLS):
                return True
            tail = block[-16:]  # longer than any of the words
    return False


def _parse(
    name: str,
    book: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    start: Callable[[str, dict[str, str]], None],
    after: Callable[[], None] = lambda: None,
) -> None:
    """`start` is told every element, `after` that some more of them were told. Raises Unreadable."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = lambda *_of: start("!DOCTYPE", {})
    try:
        with book.open(entry) as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block)
                after()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as wrong:
        raise Unreadable(damaged_words(name)) from wrong
    after()


class _Reach:
    """The furthest row and column with something in it, and whether any cell holds an error."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.columns = 0
        self.has_errors = False

    def look_through(self, book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
        """Raises Unreadable if it is too much; returns whether there are errors."""
        raise NotImplementedError

    def refuse_if_wide(self) -> None:
        if self.columns <= limits.COLUMNS and self.rows * self.columns <= limits.SHEET_CELLS:
            return
        words = _(
            "%(name)s has a sheet of %(rows)s rows and %(columns)s columns. Save the part you need as CSV."
        )
        reach = {"rows": f"{self.rows:,}", "columns": f"{self.columns:,}"}
        raise Unreadable(words % {"name": self.name, **reach})


class _Cells(_Reach):
    """The cells of xlsx and of ods.

    Excel's say where they are (`r="D117"`), or stand behind the one before; those of an ods are counted,
    and so often as they are repeated.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.row = self.column = self.of_row = 0
        self.known: dict[str, int] = {"": 0}

    def look_through(self, book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
        _parse(self.name, book, entry, self._start, self.refuse_if_wide)
        return self.has_errors

    def _start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "v" or tag == "is" or tag == "text:p":
            self._fill()
        elif tag == "c":
            self._cell(told.get("r", ""))
            if told.get("t") == "e":
                self.has_errors = True
        elif tag == "row":
            self.of_row, self.column = int(told.get("r") or self.of_row + 1), 0
        elif tag.startswith(("table:table", "table:covered-table")):
            self._of_ods(tag, told)
        elif tag == "sst" and int(told.get("uniqueCount", "0")) > limits.SHEET_CELLS:
            raise ValueError(tag)  # so many texts it claims to hold, and memory is asked for all of them
        elif tag == "!DOCTYPE":
            raise ValueError(tag)  # no program writes one; what it could bring along is a bomb
        elif ":" in tag:
            self._start(tag.rpartition(":")[2], told)

    def _cell(self, ref: str) -> None:
        letters = ref.rstrip(_DIGITS)
        if letters not in self.known:
            self.known[letters] = _column(letters)
        self.column = self.known[letters] or self.column + 1
        self.row = int(ref[len(letters) :]) if ref else self.of_row

    def _of_ods(self, tag: str, told: dict[str, str]) -> None:
        if tag == "table:table":
            self.row = 0
        elif tag == "table:table-row":
            self.row += int(told.get("table:number-rows-repeated", "1"))
            self.column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.column += int(told.get("table:number-columns-repeated", "1"))
            if "office:value-type" in told:
                self._fill()
            self.has_errors = self.has_errors or told.get("calcext:value-type") == "error"

    def _fill(self) -> None:
        if self.row > self.rows:
            self.rows = self.row
        if self.column > self.columns:
            self.columns = self.column


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _binary_parts(name: str, book: zipfile.ZipFile) -> set[str]:
    """The last names of the parts in which an xlsb keeps its sheets, and some more."""
    found: set[str] = set()
    for entry in book.infolist():
        if entry.filename.lower() == _BINARY_PARTS:
            _parse(name, book, entry, lambda _tag, told: found.add(_last(told.get("Target", ""))))
    return found - {""}


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()


class _BinaryCells(_Reach):
    """The cells of xlsb: records of a kind, a length and as many bytes."""

    ROW, CELLS = 0x00, range(0x02, 0x0C)

    def look_through(self, book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
        data, row = book.read(entry), 0
        for kind, _at, start, _end in binary_records(data):
            where = int.from_bytes(data[start : start + 4], "little") + 1
            if kind == self.ROW:
                row = where
            elif kind in self.CELLS:
                self.rows, self.columns = max(self.rows, row), max(self.columns, where)
                self.has_errors = self.has_errors or kind in BINARY_ERRORS
        self.refuse_if_wide()
        return self.has_errors


def binary_records(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each record of a part of an xlsb: its kind, where it begins, where its bytes do, and where they end."""
    at = 0
    while at < len(data):
        kind, length_at = _number(data, at, 2)
        length, start = _number(data, length_at, 4)
        yield kind, at, start, start + length
        at = start + length


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of at most so many bytes, seven bits in each, and where the next one begins."""
    number = 0
    for place, byte in enumerate(data[at : at + most]):
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most


def damaged_words(name: str) -> str:
    words = _("%(name)s is a damaged spreadsheet. Open it, save it anew (or as CSV) and try again.")
    return words % {"name": name}
