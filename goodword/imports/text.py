"""Text files as rows of cells: encodings, separators, and quotes gone wrong.

Each record comes with the physical line where it starts. What cannot be taken apart comes as `Broken`
in its place, so that nothing is lost in silence, and reading goes on with the next line.
"""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper

from django.utils.translation import gettext as _

from . import limits
from .old_letters import usual_letters
from .records import Unreadable
from .sources import Bytes, damaged

SEPARATORS = (",", ";", "\t", "|")
RECORD_LINES = 5_000
_BLOCK = 1 << 20
_UNREADABLE_LETTERS = re.compile("[\x00\ud800-\udfff]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b\x00"))
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be taken apart: what stands there, and what would work."""

    saw: str
    hint: str


Row = list[str]
RawRow = tuple[int, Row | Broken]


@dataclass(frozen=True, slots=True)
class Survey:
    """What one look through all the bytes tells."""

    encoding: str
    lines: int
    has_strange_letters: bool  # some cannot be decoded, or are NUL


def survey(source: Bytes, country: str) -> Survey:
    """Which encoding: a mark at the start, UTF-16 without one, strict UTF-8, else what computers had before.

    A UTF-8 file with a few broken letters stays UTF-8, and only the rows that hold them are refused.
    Raises Unreadable for a file that is no text or has a line too long to be a row.
    """
    head = source.head()
    encoding = _by_head(head)
    if encoding == "binary":
        raise Unreadable(
            _("%(name)s is no text we know. A CSV, Excel or vCard file would work.") % {"name": source.name}
        )
    decoder = None if encoding else codecs.getincrementaldecoder("utf-8")()
    lines = nuls = gap = longest = 0
    last = b"\n"
    with damaged(source.name):
        for block in _blocks(source):
            count = block.count(b"\n") or block.count(b"\r")
            lines += count
            last = block[-4:]
            nuls += block.count(b"\x00")
            first = max(block.find(b"\n"), block.find(b"\r"))
            longest = max(longest, gap + (first if count else len(block)))
            gap = len(block) - max(block.rfind(b"\n"), block.rfind(b"\r")) if count else gap + len(block)
            if longest > limits.LINE_BYTES:
                raise Unreadable(_line_too_long(source.name))
            if decoder:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    decoder = None
    lines += not last.strip(b"\x00").endswith((b"\n", b"\r"))  # the last may end without a line end
    if decoder and decoder.getstate()[0]:
        decoder = None  # breaks off within a letter
    if encoding:
        return Survey(
            encoding, lines, True if encoding.startswith("utf-8") and nuls else encoding != "utf-8-sig"
        )
    if decoder:
        return Survey("utf-8", lines, nuls > 0)
    return Survey("utf-8" if _mostly_utf8(source) else usual_letters(_blocks(source), country), lines, True)


def _blocks(source: Bytes) -> Iterator[bytes]:
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            yield block


def _by_head(head: bytes) -> str:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > half * 0.5 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.5 and odd < half * 0.1:
        return "utf-16-be"
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > len(sample) * 0.02 or even + odd > len(sample) * 0.1:
        return "binary"
    return ""


def _mostly_utf8(source: Bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    for block in _blocks(source):
        text = decoder.decode(block)
        bad += len(_ESCAPED.findall(text))
        good += len(_BEYOND_ASCII.findall(text))
    return good > bad


def _line_too_long(name: str) -> str:
    return _("%(name)s has a line of more than %(size)s MB: it is no table. Export it as CSV once more.") % {
        "name": name,
        "size": limits.LINE_BYTES // 1_000_000,
    }


@dataclass(frozen=True, slots=True)
class TextRows:
    """The records of a text file, read anew from disk on every call."""

    source: Bytes
    encoding: str
    separator: str
    strange: bool = False
    width: int = 0  # of the header, once it is known
    from_line: int = 1  # records that start above it are left out

    def __call__(self) -> Iterator[RawRow]:
        errors = "replace" if self.encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
        with TextIOWrapper(self.source.open(), self.encoding, errors, newline="") as stream:
            yield from self._records(stream)

    def _records(self, stream: TextIOWrapper) -> Iterator[RawRow]:
        held: list[str] = []  # the lines of the record at hand
        ahead: deque[str] = deque()  # lines given back after a quote gone wrong

        def feed() -> Iterator[str]:
            while ahead:
                held.append(ahead.popleft())
                yield held[-1]
            for line in stream:
                held.append(line)
                if len(held) > RECORD_LINES:
                    raise csv.Error
                yield line

        line, first_line, strange = 1, self.from_line, self.strange
        while True:
            reader = csv.reader(feed(), delimiter=self.separator)
            try:
                for row in reader:
                    if len(held) > 1 and self._is_broken(held, row):
                        break
                    if line >= first_line:
                        if strange and _UNREADABLE_LETTERS.search("".join(row)):
                            yield line, _strange(row)
                        else:
                            yield line, row
                    line += len(held)
                    held.clear()
            except csv.Error:
                pass
            if not held and not ahead:
                return
            if held:
                if line >= first_line:
                    yield line, _unclosed(held[0])
                line += 1
                ahead.extendleft(reversed(held[1:]))
                held.clear()

    def _is_broken(self, held: list[str], row: Row) -> bool:
        """Did a stray quote swallow the rows that follow it?

        Programs write cells of several lines strictly, so a record of several lines that is not strict
        has gone wrong; and so has one that holds lines which are whole rows by themselves.
        """
        strict = csv.reader(held, delimiter=self.separator, strict=True)
        try:
            if len(list(strict)) != 1:
                return True
        except csv.Error:
            return True
        if self.width < 2 or (len(row) == self.width and self.width < 6):
            return False
        return any(len(alone) == self.width for alone in csv.reader(held[1:], delimiter=self.separator))


def readable(text: str) -> str:
    """Without what no database keeps: NUL, halves of letters."""
    return _UNREADABLE_LETTERS.sub("\ufffd", text)


def _strange(row: Row) -> Broken:
    cell = next(cell for cell in row if _UNREADABLE_LETTERS.search(cell))
    return Broken(
        readable(cell)[:80],
        _("Some letters in this row are broken. Save the file as “CSV UTF-8” and bring it in again."),
    )


def _unclosed(line: str) -> Broken:
    if len(line) > csv.field_size_limit():
        words = _("A cell of this row has more than %(most)s letters. Shorten it.")
        return Broken(readable(line.strip())[:80], words % {"most": f"{csv.field_size_limit():,}"})
    return Broken(
        readable(line.strip())[:80],
        _("A quote mark opens in this row and is not closed as it should be. Take it out or close it."),
    )


def first_lines(source: Bytes, encoding: str) -> str:
    """The start of the text, for finding out what it is."""
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    with TextIOWrapper(source.open(), encoding, errors, newline="") as stream:
        return stream.read(1 << 16)


def declared_separator(text: str) -> str:
    """The separator that Excel's first line `sep=;` declares, or ""."""
    found = re.match(r'"?sep=(.)"?[,;\t|]*\r?\n', text, re.I)
    return found[1] if found else ""
