"""The lines of a vCard: from bytes to properties, as phones and programs of thirty years write them.

A card is cut out of the file as bytes and decoded by itself, since one file may mix encodings. Lines are
unfolded, soft line breaks closed, and what nobody needs (pictures, keys) is passed over line by line.
"""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from goodword.lib.text import word_set

from .old_letters import read_as, usual_letters

# What is read. All else, above all pictures and keys of many kilobytes, is passed over.
WANTED = word_set("""
    FN N NICKNAME ORG TITLE ROLE TEL X-MS-TEL EMAIL ADR LABEL URL NOTE BDAY CATEGORIES UID VERSION AGENT KIND
    IMPP RELATED X-ABLABEL X-ABSHOWAS X-ADDRESSBOOKSERVER-KIND X-ABRELATEDNAMES X-SOCIALPROFILE X-WHATSAPP
    X-LINKEDIN X-SPOUSE X-EVOLUTION-SPOUSE X-KADDRESSBOOK-X-SPOUSESNAME X-MS-SPOUSE X-MS-CHILD
    X-MANAGER X-EVOLUTION-MANAGER X-MS-MANAGER X-KADDRESSBOOK-X-MANAGERSNAME
    X-ASSISTANT X-EVOLUTION-ASSISTANT X-MS-ASSISTANT X-KADDRESSBOOK-X-ASSISTANTSNAME
    X-ANDROID-CUSTOM X-REFERRED-BY X-REFERREDBY
    """)
# Known and not needed; any other name in the middle of a note is more likely a line of that note.
_PASSED_OVER = word_set("""
    PHOTO LOGO SOUND KEY REV PRODID GEO TZ MAILER CLASS PROFILE SOURCE NAME SORT-STRING GENDER LANG MEMBER XML
    ANNIVERSARY CALURI CALADRURI FBURL CLIENTPIDMAP BIRTHPLACE DEATHPLACE DEATHDATE EXPERTISE HOBBY INTEREST
    ORG-DIRECTORY CREATED BEGIN END PHONETIC-FIRST-NAME
    """)
_OF_SEVERAL_LINES = frozenset({"NOTE", "ADR", "LABEL"})

_NAME = re.compile(r"(?:[\w-]+\.)?([A-Za-z0-9_-]+)[ \t]*[;:]")
_HEAD = re.compile(r'(?:([\w-]+)\.)?([A-Za-z0-9_-]+)[ \t]*((?:;(?:[^":]|"[^"]*")*+)?)')
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*+)')
_SPLIT = {
    ";": re.compile(r"(?:[^\\;]|\\.|\\$)*+", re.DOTALL),
    ",": re.compile(r"(?:[^\\,]|\\.|\\$)*+", re.DOTALL),
}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_IN_HEX = re.compile(rb"=([89A-Fa-f][0-9A-Fa-f])")
_BLOCK = 1 << 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A line folded by counting is full; a shorter one was folded at a blank, which 2.1 keeps.
_FULL_LINE = 72


@dataclass(frozen=True, slots=True)
class Parameters:
    types: tuple[str, ...] = ()
    charset: str = ""
    encoding: str = ""  # "qp", "base64" or ""
    is_uri: bool = False
    label: str = ""
    service: str = ""
    omit_year: str = ""
    user: str = ""


_NONE = Parameters()


def _parameters(text: str) -> Parameters:
    """`;TYPE=work,voice;PREF=1`, and 2.1's bare `;WORK;QUOTED-PRINTABLE`."""
    types: list[str] = []
    told: dict[str, str] = {}
    for part in _PARAMETER.findall(text):
        key, equals, value = part.partition("=")
        key, value = key.strip().upper(), _unquoted(value)
        if not equals:
            key, value = ("ENCODING", key) if key in ("QUOTED-PRINTABLE", "BASE64") else ("TYPE", key)
        if key == "TYPE":
            types += [one.strip().lower() for one in value.split(",") if one.strip()]
        elif key == "PREF":
            types.append("pref")
        else:
            told[key] = value
    encoding = told.get("ENCODING", "").upper()
    return Parameters(
        types=tuple(types),
        charset=told.get("CHARSET", "").strip().lower(),
        encoding="qp" if encoding.startswith("Q") else "base64" if encoding in ("B", "BASE64") else "",
        is_uri=told.get("VALUE", "").lower() in ("uri", "url"),
        label=told.get("LABEL", ""),
        service=told.get("X-SERVICE-TYPE", "").lower(),
        omit_year=told.get("X-APPLE-OMIT-YEAR", ""),
        user=told.get("X-USER", ""),
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon."""

    group: str
    name: str
    parameters: Parameters = _NONE

    @property
    def is_quoted_printable(self) -> bool:
        return self.parameters.encoding == "qp"


@lru_cache(maxsize=1 << 13)
def _head(text: str) -> Head | None:
    """None if no property begins so. A file has few different ones, so nearly all are known already."""
    found = _HEAD.fullmatch(text)
    if not found:
        return None
    group, name, parameters = found.groups()
    return Head(group or "", name.upper(), _parameters(parameters) if parameters else _NONE)


def _unquoted(value: str) -> str:
    value = value.strip().replace('"', "")
    if "^" in value:  # RFC 6868
        value = value.replace("^n", "\n").replace("^'", '"').replace("^^", "^")
    return value


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
        return clean(self._decoded(self.value))

    def parts(self, separator: str = ";") -> list[str]:
        """The components of a structured value; a separator that is escaped or encoded is part of one."""
        parts = split(self.value, separator)
        if self.parameters.encoding == "qp":
            decoded = [self._decoded(part) for part in parts]
            if len(decoded) == 1:
                decoded = split(decoded[0], separator)
            return [clean(part) for part in decoded]
        if self.parameters.encoding or self.is_raw:
            parts = split(self._decoded(self.value), separator)
        return [clean(part) if part else "" for part in parts]

    def _decoded(self, value: str) -> str:
        if self.parameters is _NONE and not self.is_raw:
            return value
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
    try:
        text, is_raw = body.decode("utf-8"), False
    except UnicodeDecodeError:
        text, is_raw = body.decode("latin-1"), True
    found = _Unfolding("VERSION:2.1" in text)
    found.read(text.replace("\r", "") if "\r" in text else text)
    return [Property(head, value, is_raw, letters) for head, value in found.logical], found.broken


_UNFINISHED = "\n"  # no group is called so


def _whole(line: str) -> tuple[Head, str] | None:
    """Head and value of a line with quotes in its head, closed or not."""
    end = found.end() if (found := _HEAD.match(line)) else 0
    if line[end : end + 1] == ":" and (head := _head(line[:end])):
        return head, line[end + 1 :]
    start, colon, value = line.replace('"', "").partition(":")
    head = _head(start) if colon else None
    return (head, value) if head else None


class _Unfolding:
    """Physical lines become logical ones: head and value."""

    def __init__(self, is_21: bool) -> None:
        self.is_21 = is_21
        self.logical: list[tuple[Head, str]] = []
        self.broken: list[str] = []  # lines that belong to nothing
        self.head: Head | None = None  # of the property at hand; None while one is passed over
        self.parts: list[str] = []

    def read(self, text: str) -> None:
        last = ""
        is_open = False  # a soft line break: the next line belongs to this one, whatever it looks like
        for line in text.split("\n"):
            if is_open:
                if self.parts:
                    self.parts[-1] = self.parts[-1][:-1]
                    self.parts.append(line)
                is_open = line.endswith("=")
            elif not line:
                continue
            elif line[0] in " \t":
                if self.parts:
                    self._go_on(line, last)
                    is_open = line.endswith("=") and bool(self.head and self.head.is_quoted_printable)
            else:
                is_open = self._begin(line) and line.endswith("=")
            last = line
        self._close()

    def _begin(self, line: str) -> bool:
        """A line that is not indented: a property, or what is left of one. True if quoted-printable."""
        start, colon, value = line.partition(":")
        head = _head(start) if colon else None
        if head is None:
            head, value = self._odd_head(line)
            if head is None:
                return False
        if head.name in WANTED:
            self._close()
            self.head, self.parts = head, [value]
        elif self.parts and self.head and self.head.name == "NOTE" and not _is_some_property(head.name):
            self.parts.append("\\n" + line)
        else:
            self._close()
        return head.is_quoted_printable

    def _odd_head(self, line: str) -> tuple[Head | None, str]:
        """A head with a colon in quotes, or one that is folded before its colon, or no property at all."""
        found = _NAME.match(line)
        if found and '"' in line and line.count('"') % 2 == 0 and (told := _whole(line)):
            return told
        if found and (found[1].upper() in WANTED or _is_some_property(found[1].upper())):
            # The colon comes on a later line: what there is of the head waits with the value.
            return Head(_UNFINISHED, found[1].upper()), line
        if self.parts and self.head and self.head.name in _OF_SEVERAL_LINES:
            self.parts.append("\\n" + line)
        elif self.parts:
            self.broken.append(line)
        return None, ""

    def _go_on(self, line: str, last: str) -> None:
        keeps_blank = self.is_21 and len(last) < _FULL_LINE
        self.parts.append(" " + line.lstrip() if keeps_blank else line[1:])

    def _close(self) -> None:
        head, parts = self.head, self.parts
        if head and parts:
            value = "".join(parts) if len(parts) > 1 else parts[0]
            if head.group == _UNFINISHED:
                head, value = _whole(value) or (Head("", head.name), "")
            self.logical.append((head, value))
        self.head, self.parts = None, []


def _is_some_property(name: str) -> bool:
    return name.startswith("X-") or name in _PASSED_OVER


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
