"""A list of names as someone types or pastes it: one person a line, `Name`, `Name, phone, email`, `Name <mail>`."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodword.imports.cells import tidy
from goodword.imports.columns import is_email, is_phone
from goodword.imports.formats import held, not_counted
from goodword.imports.records import Mistake, PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Broken, RawRow, readable
from goodword.lib.text import fold

NAME = "List of names"
VENDOR = "list"
BRINGS = "people"
LONGEST = 1_000  # letters of a line: what is looked for in it takes their number squared

_MARKS = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,4}[.)])\s+")
_ANGLES = re.compile(r"^(?P<name>.*?)<\s*(?:mailto:)?(?P<mail>[^<>\s]+@[^<>\s]+)\s*>(?P<rest>.*)$")
_EMAIL = re.compile(r"(?:mailto:)?[^\s@<>,;()\[\]]+@[^\s@<>,;()\[\]]+\.[^\W\d_]{2,}")
_PHONE = re.compile(r"(?:\+|\(|\b)\d[\d\s().\-/\u00a0]{5,22}\d(?:\s?(?:x|ext\.?)\s?\d+)?", re.I)
_APART = re.compile(r"\s*[,;\t|]\s*|\s+[-–—]\s+")
_SMALL = {
    "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "vom", "zu", "zum", "la", "le",
    "el", "al", "bin", "ibn", "ben", "and", "und", "et", "y", "e", "i", "&", "of", "the", "ter", "ten", "te", "'t",
    "af", "av", "a",
}  # fmt: skip


def looks_like_list(lines: list[str]) -> bool:
    """Are most of these lines a person each?"""
    filled = [line for line in lines if line.strip() and not _is_heading(line)][:100]
    found = sum(1 for line in filled if person_of(line)[0])
    return bool(filled) and found >= max(1, 0.7 * len(filled))


def _is_heading(line: str) -> bool:
    return line.rstrip().endswith(":")


def person_of(line: str) -> tuple[PersonFound | None, str]:
    """The person in a line, or None and why not."""
    if len(line) > LONGEST:
        return None, _("this line is too long to be a person")
    bare = _MARKS.sub("", tidy(line)).strip().strip('"').strip()
    person = PersonFound()
    if found := _ANGLES.match(bare):
        person.ways.append(WayFound("email", found["mail"]))
        bare = f"{found['name']} , {found['rest']}"
    for mail in _EMAIL.findall(bare):
        person.ways.append(WayFound("email", mail.removeprefix("mailto:")))
    bare = _EMAIL.sub(" , ", bare)
    for phone in _PHONE.findall(bare):
        if is_phone(phone.strip()):
            person.ways.append(WayFound("phone", phone.strip()))
            bare = bare.replace(phone, " , ", 1)
    parts = [part.strip(" \"'()[]:") for part in _APART.split(bare) if part.strip(" \"'()[]:")]
    if parts and is_name_like(parts[0]):
        person.name = parts.pop(0)
        if parts and not person.ways and " " not in person.name + parts[0] and is_name_like(parts[0]):
            person.name = f"{person.name}, {parts.pop(0)}"  # SMITH, JOHN
    elif parts and not person.ways:
        return None, _("this line does not look like a name")
    person.note = ", ".join(parts)
    return (person, "") if person.name or person.ways else (None, _("this line does not look like a name"))


def is_name_like(text: str) -> bool:
    """One to six words that begin with a capital, or a name in a script without capitals."""
    words = text.split()
    if (
        not 1 <= len(words) <= 6
        or len(text) > 60
        or any(letter.isdigit() or letter in "@/:?!=_{}<>#%$" for letter in text)
    ):
        return False
    if text.endswith(".") and len(words[-1]) > 4:
        return False
    real = [word for word in words if fold(word) not in _SMALL]
    return bool(real) and all(
        word[0].isupper() or word[0] in "'’\"(" or not word[0].isascii() for word in real
    )


def records(rows: Iterator[RawRow]) -> Iterator[Record]:
    """`rows` hold one cell each: the line."""
    for line, row in rows:
        if isinstance(row, Broken):
            yield Record(line, ReadAs.REFUSED, mistakes=[Mistake(line, "", row.saw, row.hint)])
            continue
        text = "".join(row)
        if not text.strip():
            continue
        person, why = person_of(text)
        if _is_heading(text):
            yield not_counted(line, "title")
        elif person:
            yield Record(line, ReadAs.KEPT, person)
        else:
            record = held(line, why)
            record.cells = {_("Line"): readable(text.strip())[:500]}
            yield record


def has_people(lines: list[str]) -> bool:
    """Is there an e-mail address or a phone number in any of these lines?"""
    return any(is_email(line) or _PHONE.search(line) for line in lines if len(line) <= LONGEST)
