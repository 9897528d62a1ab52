"""The lines of a vCard: from bytes to properties, as phones and programs of thirty years write them.

A card is cut out of the file as bytes and decoded by itself, since one file may mix encodings.
"""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .card_heads import Head, Parameters, whole_lines
from .old_letters import read_as, usual_letters

_SPLIT = {
    ";": re.compile(r"(?:[^\\;]|\\.|\\$)*+", re.DOTALL),
    ",": re.compile(r"(?:[^\\,]|\\.|\\$)*+", re.DOTALL),
}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_IN_HEX = re.compile(rb"=([89A-Fa-f][0-9A-Fa-f])")
_BLOCK = 1 << 20
# The folded lines of a picture are most of a book, and say nothing to us: only the first of them stays.
_PICTURE = re.compile(
    rb"(?i)(\n(?:[\w-]{1,20}\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:][^\n]*(?<![=\r])\r?)(?:\n[ \t][^\n]*)++"
)
_LONG = 1_000  # bytes of a card: with fewer it hardly has a picture
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Letters:
    """How bytes of this file become letters: as its charset says, else UTF-8, else one guess for all."""

    def __init__(self, data: bytes, country: str, note: Callable[[str], None]) -> None:
        self.data = data
        self.country = country
        self.note = note  # tells the owner of the guess
        self.guess = ""

    def decode(self, raw: bytes, charset: str = "") -> str:
        if charset and charset not in ("utf-8", "utf8", "us-ascii", "ascii"):
            try:
                text = raw.decode(charset)
                text.encode("utf-8")  # some codecs make halves of letters, which no database keeps
                return text
            except (LookupError, ValueError):
                pass
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        whole = sum(letter > "\x7f" for letter in text) - broken
        # A broken letter among many whole ones is a slip of UTF-8, not another encoding.
        return text if whole > broken else raw.decode(self._guessed(), "replace")

    def _guessed(self) -> str:
        if not self.guess:
            self.guess = usual_letters(self._blocks(), self.country)
            self.note(read_as(self.guess))
        return self.guess

    def _blocks(self) -> Iterator[bytes]:
        """The bytes of the file, those among them that are written in hexadecimal numbers too (=F1)."""
        for start in range(0, len(self.data), _BLOCK):
            yield _IN_HEX.sub(lambda found: bytes([int(found[1], 16)]), self.data[start : start + _BLOCK])


@dataclass(slots=True)
class Property:
    head: Head
    value: str
    is_raw: bool  # the value's letters are bytes that nobody has decoded yet
    letters: Letters = field(repr=False)

    @property
    def group(self) -> str:
        return self.head.group

    @property
    def name(self) -> str:
        return self.head.name

    @property
    def parameters(self) -> Parameters:
        return self.head.parameters

    def text(self) -> str:
        """The value as one text."""
        return self.value.strip() if self._is_clean() else clean(self._decoded(self.value))

    def parts(self, separator: str = ";") -> list[str]:
        """The components of a structured value; a separator that is escaped or encoded is part of one."""
        if self._is_clean():
            return list(map(str.strip, self.value.split(separator)))
        parts = split(self.value, separator)
        if self.head.is_quoted_printable:
            decoded = [self._decoded(part) for part in parts]
            if len(decoded) == 1:
                decoded = split(decoded[0], separator)
            return [clean(part) for part in decoded]
        if self.is_raw or not self.head.is_plain:
            parts = split(self._decoded(self.value), separator)
        return [clean(part) if part else "" for part in parts]

    def _is_clean(self) -> bool:
        """Whether the value is what it looks like, as most are: no code, no escapes, nothing unseen."""
        return self.head.is_plain and not self.is_raw and "\\" not in self.value and self.value.isprintable()

    def _decoded(self, value: str) -> str:
        encoding, charset = self.parameters.encoding, self.parameters.charset
        if encoding == "qp" and "=" in value:
            return self.letters.decode(quopri.decodestring(self._bytes(value)), charset)
        if encoding == "base64":
            try:
                raw = base64.b64decode("".join(value.split()), validate=True)
            except (binascii.Error, ValueError):
                return value
            return self.letters.decode(raw, charset)
        if (self.is_raw and not value.isascii()) or charset.startswith("iso-2022"):
            return self.letters.decode(self._bytes(value), charset)
        return value

    def _bytes(self, value: str) -> bytes:
        return value.encode("latin-1" if self.is_raw else "utf-8", "replace")


def split(value: str, separator: str) -> list[str]:
    if "\\" not in value:
        return value.split(separator)
    parts, at, pattern = [], 0, _SPLIT[separator]
    while True:
        found = pattern.match(value, at)
        end = found.end() if found else len(value)
        parts.append(value[at:end])
        if end >= len(value):
            return parts
        at = end + 1


def clean(text: str) -> str:
    """Without escapes, line breaks all alike, nothing that cannot be seen."""
    if "\\" not in text and text.isprintable():
        return text.strip()
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    return text.strip()


def properties(body: bytes, letters: Letters) -> tuple[list[Property], list[str]]:
    """The properties of one card that are wanted, and the lines that are none."""
    if len(body) > _LONG:
        body = _PICTURE.sub(rb"\1", body)
    try:
        text, is_raw = body.decode("utf-8"), False
    except UnicodeDecodeError:
        text, is_raw = body.decode("latin-1"), True
    logical, broken = whole_lines(text.replace("\r", "") if "\r" in text else text)
    return [Property(head, value, is_raw, letters) for head, value in logical], broken


def as_utf8(data: bytes) -> bytes:
    """UTF-16 with or without a mark as UTF-8, and old line ends as new ones; else the bytes as they are."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    elif data[:64].lstrip(b"\r\n\t \x00")[:10].lower().startswith((b"b\x00e\x00g", b"v\x00e\x00r")):
        little = data[1:2] == b"\x00"
        data = data.decode("utf-16-le" if little else "utf-16-be", "replace").encode()
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    return data.replace(b"\x00", b"") if b"\x00" in data else data
