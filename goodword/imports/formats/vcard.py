"""vCard 2.1, 3.0 and 4.0, as phones, Google, Apple, Outlook and many others write address books.

A parser of our own: the general one reads a thousand cards a second and stops at the first odd line.
A test holds what it finds against that one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodword.imports.card_lines import Letters, Property, as_utf8, properties
from goodword.imports.card_person import Draft
from goodword.imports.records import Ground, Mistake, PersonFound, ReadAs, Record
from goodword.imports.words import nobody_sends_themselves, reaches_nobody, slip_in_mail
from goodword.lib.mails import is_mails

FORMAT_NAME = "vCard (address book)"
VENDOR = "vcard"

_FIRST_LINE = re.compile(
    rb"(?i)\s*(?:[\w-]+\.)?BEGIN[ \t]*:[ \t]*VCARD\b|\s*VERSION[ \t]*:[ \t]*[234]\.[01]\s"
)
_BEGIN = re.compile(
    rb"\n(?:[\w-]{1,20}\.)?[Bb][Ee][Gg][Ii][Nn][ \t]*:[ \t]*[Vv][Cc][Aa][Rr][Dd][ \t\r]*(?=\n|\Z)"
)
_END = re.compile(rb"\n(?:[\w-]{1,20}\.)?[Ee][Nn][Dd][ \t]*:[ \t]*[Vv][Cc][Aa][Rr][Dd][ \t\r]*(?=\n|\Z)")
_OPENS_AGENT = re.compile(rb"(?i)\n(?:[\w-]{1,20}\.)?AGENT[^:\n]*:\s*\Z")
_SAYS_SOMETHING = re.compile(rb"(?im)^(?:[\w-]{1,20}\.)?(?:FN|N|TEL|EMAIL|END|VERSION)\b[^:\n]*:")
_UID = re.compile(rb"\n(?:[\w-]{1,20}\.)?UID[^:\n]*:([^\r\n]+)")
_DEEPEST = 4  # cards within cards


def recognises(head: bytes) -> bool:
    return _FIRST_LINE.match(as_utf8(head)) is not None or _BEGIN.search(as_utf8(head)) is not None


def read(
    data: bytes, file: str, ground: Ground, note: Callable[[str], None] = lambda _words: None
) -> Iterator[Record]:
    """`note` is told what the owner should know of how it was read."""
    # Two files joined into one: the mark of the second stands in the middle, before its first card.
    data = as_utf8(data).replace(b"\n\xef\xbb\xbf", b"\n")
    letters = Letters(data, ground.country, note)
    # A number that two cards of one file have names neither: some programs copy it along with the card.
    twice = {uid for uid, n in Counter(uid.strip() for uid in _UID.findall(data)).items() if n > 1}
    not_ids = {uid.decode("utf-8", "replace") for uid in twice}
    for cut in _cut(data):
        yield from _records(cut, letters, not_ids)


@dataclass(slots=True)
class _Cut:
    """A card as it stands in the file, or what is left of one."""

    line: int
    body: bytes
    wrong: str = ""  # "", "no end", "no begin"


def _cut(data: bytes) -> Iterator[_Cut]:
    open_cards: list[_Cut] = []  # those that wait until the card within them (AGENT) is read
    for line, chunk, begins in _chunks(data):
        rest: bytes | None = chunk
        if begins:
            body, rest = _ended(chunk)
            if rest is None:
                open_cards.append(_Cut(line, body, "no end"))
                if not _OPENS_AGENT.search(body) or len(open_cards) > _DEEPEST:
                    yield from open_cards
                    open_cards.clear()
                continue
            yield _Cut(line, body)
        while open_cards and rest is not None:
            body, rest = _ended(rest)
            open_cards[-1].body += body
            if rest is not None:
                open_cards[-1].wrong = ""
                yield open_cards.pop()
        if rest and _SAYS_SOMETHING.search(rest):
            blank = len(rest) - len(rest.lstrip())
            line += chunk.count(b"\n", 0, len(chunk) - len(rest) + blank)
            yield _Cut(line, rest, "no begin")
    yield from open_cards


def _chunks(data: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """(line, bytes, whether a card begins there), from one BEGIN to the next."""
    data_starts = _BEGIN.match(b"\n" + data[:60])
    starts = [0] if data_starts else []
    line, at, begins = 1, 0, bool(starts)
    for found in _BEGIN.finditer(data):
        start = found.start() + 1
        if start > at:
            yield line, data[at:start], begins
        line, at, begins = line + data.count(b"\n", at, start), start, True
    yield line, data[at:], begins


def _ended(chunk: bytes) -> tuple[bytes, bytes | None]:
    """The card up to its END, and what follows; None if it has none."""
    end = _END.search(b"\n" + chunk) if chunk[:1] in b"Ee" else _END.search(chunk)
    if not end:
        return chunk, None
    shift = 1 if chunk[:1] in b"Ee" else 0
    return chunk[: max(end.start() - shift, 0)], chunk[end.end() - shift :]


def _records(cut: _Cut, letters: Letters, not_ids: set[str], depth: int = 0) -> Iterator[Record]:
    found, broken = properties(cut.body, letters)
    if cut.wrong:
        yield _refused(cut, found)
        return
    draft = Draft.of(found)
    person = draft.finished(not_ids)
    record = Record(cut.line, ReadAs.KEPT, person)
    if draft.is_list or (not person.name and not person.ways and person == PersonFound()):
        record = Record(cut.line, ReadAs.NOT_COUNTED, why="title" if draft.is_list else "blank")
    record.mistakes = [
        Mistake(cut.line, "", line[:80], _("This line of the card says nothing we know. The rest is kept."))
        for line in broken[:5]
    ]
    record.mistakes += [
        Mistake(cut.line, name, value[:80], reaches_nobody(name)) for name, value in draft.no_ways[:5]
    ]
    record.mistakes += [
        Mistake(cut.line, "EMAIL", way.value[:80], slip_in_mail())
        for way in person.ways
        if way.kind == "email" and not is_mails(way.value)
    ]
    if person.referred_by and person.is_called(person.referred_by):
        record.mistakes.append(Mistake(cut.line, "", person.referred_by[:80], nobody_sends_themselves()))
        person.referred_by = ""
    yield record
    for inner in draft.agents if depth < _DEEPEST else ():
        body = re.sub(r"(?i)\s*end:vcard\s*\Z", "", inner)
        yield from _records(_Cut(cut.line, body.encode()), letters, not_ids, depth + 1)


def _refused(cut: _Cut, found: list[Property]) -> Record:
    if cut.wrong == "no end":
        hint = _("The card is cut off: the line END:VCARD is missing. Export the address book once more.")
    else:
        hint = _("The card has lost its first line, BEGIN:VCARD. Export the address book once more.")
    saw = cut.body.strip().split(b"\n")[0].decode("utf-8", "replace").strip()
    cells = {one.name: one.text()[:200] for one in reversed(found[:40]) if one.name != "VERSION"}
    return Record(cut.line, ReadAs.REFUSED, mistakes=[Mistake(cut.line, "", saw[:80], hint)], cells=cells)
