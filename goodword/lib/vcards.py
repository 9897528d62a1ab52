"""vCard 4.0 (RFC 6350), written."""

from collections.abc import Iterable
from dataclasses import dataclass

LINE_BYTES = 75


@dataclass(frozen=True, slots=True)
class VCard:
    uid: str
    name: str
    given: str = ""
    family: str = ""
    organisation: str = ""
    town: str = ""
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    note: str = ""
    is_company: bool = False


def vcard(card: VCard) -> str:
    """The card as text with CRLF, each line at most 75 bytes long."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(card))


def _lines(card: VCard) -> Iterable[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0")
    yield f"UID:{escaped(card.uid)}"
    if card.is_company:
        yield "KIND:org"
    yield f"FN:{escaped(card.name)}"
    if card.given or card.family:
        yield f"N:{escaped(card.family)};{escaped(card.given)};;;"
    if card.organisation:
        yield f"ORG:{escaped(card.organisation)}"
    if card.town:
        yield f"ADR:;;;{escaped(card.town)};;;"
    yield from (f"EMAIL:{escaped(mail)}" for mail in card.mails)
    yield from (f"TEL;VALUE=text:{escaped(phone)}" for phone in card.phones)
    yield from (f"URL:{url}" for url in map(_one_line, card.urls))
    if card.categories:
        yield f"CATEGORIES:{','.join(map(escaped, card.categories))}"
    if card.note:
        yield f"NOTE:{escaped(card.note)}"
    yield "END:VCARD"


def escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _one_line(text: str) -> str:
    return "".join(text.split())


def _folded(line: str) -> str:
    """Long lines go on after a line break and a blank; never cut inside a letter."""
    parts: list[str] = []
    part, size = "", 0
    for letter in line:
        n = len(letter.encode())
        if size + n > LINE_BYTES:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + n
    return "\r\n".join([*parts, part])
