"""The lines of a card made whole: each property's head (what stands before its colon) and its value.

Lines are unfolded, soft line breaks closed, and what nobody needs (pictures, keys) is passed over.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from goodword.lib.text import word_set

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
    is_wanted: bool = False
    is_plain: bool = True  # what follows is letters as they are, not letters in some code

    @property
    def is_quoted_printable(self) -> bool:
        return self.parameters.encoding == "qp"


@lru_cache(maxsize=1 << 13)
def _head(text: str) -> Head | None:
    """None if no property begins so. A file has few different ones, so nearly all are known already."""
    found = _HEAD.fullmatch(text)
    if not found:
        return None
    group, name, told = found.group(1) or "", found.group(2).upper(), found.group(3)
    parameters = _parameters(told) if told else _NONE
    is_plain = not parameters.encoding and not parameters.charset.startswith("iso-2022")
    return Head(group, name, parameters, name in WANTED, is_plain)


def _unquoted(value: str) -> str:
    value = value.strip().replace('"', "")
    if "^" in value:  # RFC 6868
        value = value.replace("^n", "\n").replace("^'", '"').replace("^^", "^")
    return value


Logical = tuple[Head, str]  # a whole property: what stands before the colon, and what behind it


def whole_lines(text: str) -> tuple[list[Logical], list[str]]:
    """The properties that are wanted, and the lines that are none. Line ends are all "\\n"."""
    if (usual := usual_lines(text)) is not None:
        return usual, []
    found = Unfolding("VERSION:2.1" in text)
    found.read(text)
    return found.logical, found.broken


def usual_lines(text: str) -> list[Logical] | None:
    """The same for a card written as most are, three times as quickly; None if anything about it is unusual."""
    if "\n\n" in text or text[:1] in " \t":
        return None
    if "\n " in text or "\n\t" in text:
        if "VERSION:2.1" in text:
            return None
        text = text.replace("\n ", "").replace("\n\t", "")
    found = []
    for line in text.removesuffix("\n").split("\n"):
        start, colon, value = line.partition(":")
        head = _head(start) if colon else None
        if head is None:
            return None
        if head.is_wanted:
            if head.parameters.encoding:
                return None
            found.append((head, value))
        elif not _is_some_property(head.name) or head.is_quoted_printable:
            return None
    return found


_UNFINISHED = "\n"  # no group is called so


def _whole(line: str) -> tuple[Head, str] | None:
    """Head and value of a line with quotes in its head, closed or not."""
    end = found.end() if (found := _HEAD.match(line)) else 0
    if line[end : end + 1] == ":" and (head := _head(line[:end])):
        return head, line[end + 1 :]
    start, colon, value = line.replace('"', "").partition(":")
    head = _head(start) if colon else None
    return (head, value) if head else None


class Unfolding:
    """Physical lines become logical ones: head and value."""

    def __init__(self, is_21: bool) -> None:
        self.is_21 = is_21
        self.logical: list[Logical] = []
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
        if head.is_wanted:
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
            name = found[1].upper()
            return Head(_UNFINISHED, name, is_wanted=name in WANTED), line
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
