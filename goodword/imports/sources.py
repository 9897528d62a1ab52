"""The bytes of a file, or of a file inside a zip, and what kind of thing they are."""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from . import limits
from .records import Unreadable

HEAD = 1 << 16


@contextmanager
def damaged(name: str) -> Iterator[None]:
    """What a broken zip or a closed file says while it is read, in words."""
    try:
        yield
    except PermissionError as wrong:
        raise Unreadable(may_not_be_read(name)) from wrong
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as wrong:
        raise Unreadable(_("%(name)s is damaged. Download it again.") % {"name": name}) from wrong


def may_not_be_read(name: str) -> str:
    return _("%(name)s may not be opened by you. Give yourself the right to read it.") % {"name": name}


@dataclass(frozen=True, slots=True)
class Bytes:
    """Bytes that can be read from the start as often as wanted."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    path: Path | None = None  # None for a file inside a zip

    def head(self, length: int = HEAD) -> bytes:
        with damaged(self.name), self.open() as stream:
            return stream.read(length)

    def whole(self, most: int) -> bytes:
        if self.size > most:
            raise Unreadable(too_large(self.name, self.size, most))
        with damaged(self.name), self.open() as stream:
            data = stream.read(most + 1)
        if len(data) > most:  # a zip may lie about its sizes
            raise Unreadable(too_large(self.name, len(data), most))
        return data


def too_large(name: str, size: int, most: int) -> str:
    return _(
        "%(name)s has %(size)s MB; %(most)s MB is the most that can be read at once. "
        "Export a shorter time at a time, or fewer columns."
    ) % {"name": name, "size": f"{size / 1e6:,.0f}", "most": f"{most / 1e6:,.0f}"}


def file_bytes(path: Path, name: str) -> Bytes:
    with damaged(name):
        size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise Unreadable(too_large(name, size, limits.FILE_BYTES))
    return Bytes(name, size, lambda: path.open("rb"), path)


def zipped(archive: Bytes) -> Iterator[Bytes]:
    """The files in a zip, once it is sure that unpacking them is bounded. Raises Unreadable."""
    with open_zip(archive) as opened:
        entries = [entry for entry in opened.infolist() if not entry.is_dir() and not _hidden(entry.filename)]
    refuse_bombs(archive.name, entries, limits.ARCHIVE_BYTES)
    if {"manifest.json", "business.json"} <= {entry.filename for entry in entries}:
        raise Unreadable(
            _(
                "%(name)s holds all the books of a business. Read them back with: goodword import-business FILE"
            )
            % {"name": archive.name}
        )
    if len(entries) > limits.ARCHIVE_FILES:
        raise Unreadable(
            _("%(name)s holds %(n)s files; %(most)s is the most. Take out the few you want to bring in.")
            % {"name": archive.name, "n": len(entries), "most": limits.ARCHIVE_FILES}
        )
    times = Counter[str]()
    for entry in entries:
        if entry.flag_bits & 1:
            raise Unreadable(
                _("%(name)s is locked with a password. Unpack it first, then choose the files in it.")
                % {"name": archive.name}
            )
        times[entry.filename] += 1  # a zip may hold two files of one name
        again = f" ({times[entry.filename]})" if times[entry.filename] > 1 else ""
        yield Bytes(f"{archive.name}/{entry.filename}{again}", entry.file_size, _opener(archive, entry))


def open_zip(archive: Bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive.path or BytesIO(archive.whole(limits.BOOK_BYTES)))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as wrong:
        raise Unreadable(
            _("%(name)s is a zip that breaks off in the middle. Download it again.") % {"name": archive.name}
        ) from wrong


def refuse_bombs(name: str, entries: list[zipfile.ZipInfo], most: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    bomb = any(
        entry.file_size > limits.SMALL_BYTES
        and entry.file_size > limits.PACKED_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if bomb or unpacked > most:
        raise Unreadable(
            _(
                "%(name)s unpacks to %(size)s MB, which is more than it can be right to read. Choose the table itself."
            )
            % {"name": name, "size": f"{unpacked / 1e6:,.0f}"}
        )


def _opener(archive: Bytes, inner: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        # The entry keeps the archive's file open until it is closed itself.
        with open_zip(archive) as archive_file:
            return archive_file.open(inner)  # type: ignore[return-value]

    return opened


def _hidden(path: str) -> bool:
    parts = path.split("/")
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] in ("Thumbs.db", "desktop.ini")


_PROGRAMS = (b"SQLite format 3", b"\x7fELF", b"MZ", b"\xca\xfe\xba\xbe", b"ID3", b"OggS", b"PAR1", b"BM")
_MYOB = re.compile(rb"\{\}[ \t,;]*[\r\n]+[^\s{\[]")  # its text files begin with a line of {}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"8BPS")


def refuse_what_is_no_table(name: str, head: bytes) -> None:
    """Raises Unreadable in words for what people choose by mistake."""
    start = head.lstrip()[:512]
    if not start.strip(b"\x00"):
        raise Unreadable(_("%(name)s is empty.") % {"name": name})
    lower = start.lower()
    if start.startswith(b"%PDF"):
        words = _("%(name)s is a PDF. Look in the program it came from for “Export” to CSV or Excel.")
    elif (
        head.startswith(_PICTURES)
        or head[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix")
        or head[8:12] == b"WEBP"
    ):
        words = _("%(name)s is a picture. Choose the list itself: a CSV, Excel or vCard file.")
    elif start.startswith((b"{\\rtf",)):
        words = _("%(name)s is a text document. Copy the list and paste it, or save it as plain text.")
    elif lower.startswith((b"<!doctype html", b"<html")) or b"<table" in lower:
        words = _("%(name)s is a web page. Open it in Excel or LibreOffice and save it as CSV.")
    elif lower.startswith(b"<?xml"):
        words = _("%(name)s is XML. Look for an export as CSV, Excel or vCard.")
    elif start.startswith((b"{", b'[{"', b"[\n{", b"[ {", b"[]")) and not _MYOB.match(start):
        words = _("%(name)s is JSON. Look for an export as CSV, Excel or vCard.")
    elif start.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")):
        words = _("%(name)s is packed in a way that is not read here. Unpack it and choose the files in it.")
    elif b"\x00" in head[:128] and start.startswith(_PROGRAMS):
        words = _("%(name)s is a program's own file, not a list. Look for an export as CSV, Excel or vCard.")
    else:
        return
    raise Unreadable(words % {"name": name})
