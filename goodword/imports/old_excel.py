"""How far the cells of an xls reach, from before there was xlsx: a small disk with sectors in one file.

Two bytes tell the row of a cell and two its column, four tell how large a sheet says it is; the library believes
them all (see reach.py). Nothing is refused here for being odd: what the library cannot read, it says itself.
"""

from collections.abc import Iterator
from struct import unpack_from

_SECTOR = (6, 12)  # bits of the size of a sector, at least and at most
_LAST = 0xFFFFFFFA  # higher numbers name no sector
_STREAMS = ("workbook", "book")
_ROWS, _COLUMNS = 65_536, 256  # of every sheet: half a gigabyte, if all of it is laid out
_CELLS = (0x0006, 0x00BD, 0x00BE, 0x00FD, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, 0x0206, 0x0406)
_MANY, _SIZE, _FORMULA, _ERROR = (0x00BD, 0x00BE), 0x0200, (0x0006, 0x0206, 0x0406), 0x0205


class TooFar(ValueError):
    """A cell beyond the end of the sheet, or a sheet larger than there can be."""


def look_through(data: bytes) -> int:
    """How many cells hold an error, which the library reads as empty. Raises TooFar."""
    return sum(_looked_through(stream) for stream in _workbooks(data))


def _looked_through(stream: bytes) -> int:
    errors = 0
    for kind, told in _records(stream):
        if kind == _SIZE and len(told) >= 10:
            _first, last, _left, right = unpack_from("<IIHH" if len(told) >= 12 else "<HHHH", told)
            if last > _ROWS or right > _COLUMNS:
                raise TooFar(f"{last} rows, {right} columns")
        elif kind in _CELLS and len(told) >= 6:
            column = max(unpack_from("<H", told, at)[0] for at in (2, len(told) - 2 if kind in _MANY else 2))
            if column >= _COLUMNS:
                raise TooFar(f"column {column}")
            errors += _is_error(kind, told)
    return errors


def _is_error(kind: int, told: bytes) -> bool:
    if kind in _FORMULA:
        return told[6:7] == b"\x02" and told[12:14] == b"\xff\xff"
    return kind == _ERROR and told[7:8] == b"\x01"


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


# The disk in the file


def _workbooks(data: bytes) -> Iterator[bytes]:
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
        if _name(entry) not in _STREAMS:
            continue
        if length < cutoff:
            yield _chain(root, small_table, _start(entry), small, first=0)[:length]
        else:
            yield _chain(data, table, _start(entry), size)[:length]


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
