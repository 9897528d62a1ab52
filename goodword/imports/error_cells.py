"""Cells in which the spreadsheet itself says that something is wrong (#DIV/0!, #REF!), told as they are seen.

The library reads them as empty, in an ods as 0, and of an error that it does not know it says that the whole
file is damaged. A sale would be gone in silence. So the parts that hold such cells are written anew before the
library sees them: the cell then holds the words of the error as text, and is refused like any other that is no
amount.
"""

import re
import zipfile
from collections.abc import Collection, Iterator
from io import BytesIO
from itertools import chain
from typing import IO

from .old_excel import ERRORS
from .reach import BINARY_ERRORS, binary_records
from .sources import Bytes, damaged, open_zip

PACKED = zipfile.ZIP_DEFLATED
LONGEST_TAG = 10_000
_BLOCK = 1 << 20
_EXCEL = re.compile(rb"""(<(?:[\w.-]+:)?c\s[^<>]*?\bt\s*=\s*)(?:"e"|'e')""")
_OF_ODS = re.compile(rb"""<table:table-cell\s[^<>]*\bcalcext:value-type\s*=\s*["']error["'][^<>]*>""")
_VALUES = re.compile(rb"""\soffice:[\w-]*value[\w-]*\s*=\s*(?:"[^"]*"|'[^']*')""")
_TEXT = 6  # a cell with its text in it, in xlsb


def errors_told(source: Bytes, parts: Collection[str]) -> Bytes:
    """The same book; in these parts of it errors are text."""
    out = BytesIO()
    with damaged(source.name), open_zip(source) as old, zipfile.ZipFile(out, "w", PACKED) as new:
        for name, entry in {entry.filename: entry for entry in old.infolist()}.items():
            with old.open(entry) as stream, new.open(name, "w") as part:
                part.writelines(_told(stream) if name in parts else _blocks(stream))
    data = out.getvalue()
    return Bytes(source.name, len(data), lambda: BytesIO(data))


def _told(stream: IO[bytes]) -> Iterator[bytes]:
    head = next(_blocks(stream), b"")
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from _binary_told(head + stream.read())
        return
    tail = b""
    for block in chain([head], _blocks(stream)):
        text = tail + block
        cut = text.rfind(b"<", max(0, len(text) - LONGEST_TAG))  # no tag is cut in two
        tail = text[cut:] if cut >= 0 else b""
        yield _OF_ODS.sub(_ods_told, _EXCEL.sub(rb'\1"str"', text[: len(text) - len(tail)]))
    yield tail


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _ods_told(found: "re.Match[bytes]") -> bytes:
    bare = _VALUES.sub(b"", found[0])
    return bare.replace(b"<table:table-cell", b'<table:table-cell office:value-type="string"', 1)


def _binary_told(data: bytes) -> Iterator[bytes]:
    for kind, at, start, end in binary_records(data):
        if kind not in BINARY_ERRORS or end - start < 9:
            yield data[at:end]
            continue
        words = ERRORS.get(data[start + 8], "#ERROR!")
        text = data[start : start + 8] + len(words).to_bytes(4, "little") + words.encode("utf-16-le")
        yield bytes([_TEXT, len(text)]) + text
