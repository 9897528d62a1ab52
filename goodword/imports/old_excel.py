"""How far the cells of an xls reach, from before there was xlsx, and which of them hold an error: a small disk with
sectors in one file.

Two bytes tell the row of a cell and two its column, four tell how large a sheet says it is; the library believes
them all (see reach.py), and reads an error as nothing. Nothing is refused here for being odd: what the library
cannot read, it says itself.
"""

from collections.abc import Iterator
from struct import unpack_from

from . import limits

Errors = dict[int, dict[int, dict[int, str]]]  # number of the sheet, of the row, of the column, all from 0
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip

_SECTOR = (6, 12)  # bits of the size of a sector, at least and at most
_LAST = 0xFFFFFFFA  # higher numbers name no sector
_STREAMS = ("workbook", "book")  # where a file has both, the library reads the first
_ROWS, _COLUMNS = 65_536, 256  # of every sheet: half a gigabyte, if all of it is laid out
_CELLS = (0x0006, 0x00BD, 0x00BE, 0x00FD, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, 0x0206, 0x0406)
_MANY, _SIZE, _FORMULA, _ERROR = (0x00BD, 0x00BE), 0x0200, (0x0006, 0x0206, 0x0406), 0x0205
_SHEET, _BEGIN = 0x0085, 0x0809


class TooFar(ValueError):
    """A cell beyond the end of the sheet, or a sheet larger than there can be."""


class TooMany(ValueError):
    """More errors than are told one by one."""


def look_through(data: bytes) -> Errors:
    """Which cells hold an error. Raises TooFar and TooMany."""
    found = {name: _looked_through(stream) for name, stream in _workbooks(data)}
    return next((found[name] for name in _STREAMS if name in found), {})


def _looked_through(stream: bytes) -> Errors:
    begins: dict[int, int] = {}  # where the records of a sheet begin, and which it is
    errors: Errors = {}
    sheet, left = -1, limits.OLD_ERRORS
    for at, kind, told in _records(stream):
        if kind == _SHEET and len(told) >= 4:
            begins.setdefault(unpack_from("<I", told)[0], len(begins))
        elif kind == _BEGIN:
            sheet = begins.get(at, -1)
        elif kind == _SIZE and len(told) >= 10:
            _first, last, _left, right = unpack_from("<IIHH" if len(told) >= 12 else "<HHHH", told)
            if last > _ROWS or right > _COLUMNS:
                raise TooFar(f"{last} rows, {right} columns")
        elif kind in _CELLS and len(told) >= 6:
            row, column = unpack_from("<HH", told)
            if max(column, unpack_from("<H", told, len(told) - 2)[0] if kind in _MANY else 0) >= _COLUMNS:
                raise TooFar(f"column {column}")
            if sheet >= 0 and (error := _error(kind, told)):
                errors.setdefault(sheet, {}).setdefault(row, {})[column] = error
                left -= 1
                if left < 0:
                    raise TooMany
    return errors


def _error(kind: int, told: bytes) -> str:
    if kind in _FORMULA and told[6:7] == b"\x02" and told[12:14] == b"\xff\xff":
        return ERRORS.get(told[8], "#ERROR!")
    if kind == _ERROR and told[7:8] == b"\x01":
        return ERRORS.get(told[6], "#ERROR!")
    return ""


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each begins, its kind, and what it tells."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


# The disk in the file


def _workbooks(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files on it that hold a workbook. Sectors that are not there are left out, as the library does."""
    if len(data) < 512:
        return
    size, small = (1 << min(max(bits, _SECTOR[0]), _SECTOR[1]) for bits in unpack_from("<HH", data, 30))
    first_folder, _time, cutoff, first_small = unpack_from("<IIII", data, 48)
    table = _numbers(_sectors(data, _table_at(data, size), size))
    folder = _chain(data, table, first_folder, size)
    entries = [folder[at : at + 128] for at in range(0, len(folder) - 127, 128)]
    small_table = _numbers(_chain(data, table, first_small, size))
    root = next((_chain(data, table, _start(entry), size) for entry in entries if entry[66] == 5), b"")
    for entry in entries:
        length = unpack_from("<I", entry, 120)[0]
        if (name := _name(entry)) not in _STREAMS:
            continue
        if length < cutoff:
            yield name, _chain(root, small_table, _start(entry), small, first=0)[:length]
        else:
            yield name, _chain(data, table, _start(entry), size)[:length]


def _name(entry: bytes) -> str:
    length = min(max(unpack_from("<H", entry, 64)[0] - 2, 0), 62)
    return entry[:length].decode("utf-16-le", "replace").lower()


def _start(entry: bytes) -> int:
    return int(unpack_from("<I", entry, 116)[0])


def _table_at(data: bytes, size: int) -> list[int]:
    """Where the table of sectors lies: 109 of its sectors in the header, others in sectors that lead on."""
    found = list(unpack_from("<109I", data, 76))
    more = unpack_from("<I", data, 68)[0]
    most = len(data) // size // (size // 4) + 1  # each of its sectors tells of many
    while len(found) <= most and (told := _numbers(_sectors(data, [more], size))):
        found += told[:-1]
        more = told[-1]
    return [number for number in found if number < _LAST][:most]


def _chain(data: bytes, table: tuple[int, ...], at: int, size: int, first: int = 1) -> bytes:
    found: list[int] = []
    while at < len(table) and len(found) <= len(table):
        found.append(at)
        at = table[at]
    return _sectors(data, found, size, first)


def _sectors(data: bytes, numbers: list[int], size: int, first: int = 1) -> bytes:
    """`first`: how many sectors the header takes."""
    return b"".join(data[(number + first) * size : (number + first + 1) * size] for number in numbers)


def _numbers(data: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(data) // 4}I", data)
