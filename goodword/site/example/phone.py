"""The owner's phone, as one file of cards: old ones in 2.1, most in 3.0, the newest in 4.0.

A phone that moved house a few times sends such a mix. Names are as one calls people, not as they sign.
"""

import quopri
from collections.abc import Iterator
from random import Random

from .town import Someone

FILE = "phone.vcf"


def cards(people: list[Someone], draw: Random) -> Iterator[str]:
    for someone in people:
        if "phone" in someone.files:
            write = draw.choices((card_2_1, card_3_0, card_4_0), (2, 6, 2))[0]
            yield "".join(
                [fold(line) + "\r\n" for line in ("BEGIN:VCARD", *write(someone, draw), "END:VCARD")]
            )


def card_2_1(someone: Someone, draw: Random) -> Iterator[str]:
    family, given, whole = name_parts(someone)
    yield "VERSION:2.1"
    yield quoted("N", ";".join([family, given, "", "", ""]))
    yield quoted("FN", whole)
    yield f"TEL;CELL;PREF:{dashed(someone, '-')}"
    if someone.note:
        yield quoted("NOTE", someone.note)


def card_3_0(someone: Someone, draw: Random) -> Iterator[str]:
    family, given, whole = name_parts(someone)
    yield "VERSION:3.0"
    yield "PRODID:-//Apple Inc.//iPhone OS 17.4//EN"
    yield f"N:{escaped(family)};{escaped(given)};;;"
    yield f"FN:{escaped(whole)}"
    if someone.organisation:
        yield f"ORG:{escaped(someone.organisation)};"
    if someone.job:
        yield f"TITLE:{escaped(someone.job)}"
    yield f"TEL;type=CELL;type=VOICE;type=pref:{spoken(someone)}"
    if someone.email and draw.random() < 0.5:
        yield f"item1.EMAIL;type=INTERNET;type=pref:{someone.email}"
        yield "item1.X-ABLabel:_$!<Home>!$_"
    if someone.birthday and draw.random() < 0.5:
        yield f"BDAY;X-APPLE-OMIT-YEAR=1604:1604{someone.birthday[4:]}"
    if someone.note:
        yield f"NOTE:{escaped(someone.note)}"


def card_4_0(someone: Someone, draw: Random) -> Iterator[str]:
    family, given, whole = name_parts(someone)
    yield "VERSION:4.0"
    yield f"FN:{escaped(whole)}"
    yield f"N:{escaped(family)};{escaped(given)};;;"
    yield f'TEL;VALUE=uri;TYPE="cell,voice":tel:{dashed(someone, "-", country=True)}'
    if someone.email and draw.random() < 0.5:
        yield f"EMAIL;PREF=1:{someone.email}"
    if someone.organisation:
        yield f"ORG:{escaped(someone.organisation)}"
    if someone.note:
        yield f"NOTE:{escaped(someone.note)}"


def name_parts(someone: Someone) -> tuple[str, str, str]:
    """Family name, given name and the whole, as this phone has them."""
    whole = someone.called.get("phone", someone.name)
    given, _, family = (
        whole.partition(" ") if "phone" in someone.called else (someone.given, " ", someone.family)
    )
    return family, given, whole


def spoken(someone: Someone) -> str:
    digits = someone.phone[2:]
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"


def dashed(someone: Someone, dash: str, country: bool = False) -> str:
    digits = someone.phone[2:]
    parts = (*(["+1"] if country else []), digits[:3], digits[3:6], digits[6:])
    return dash.join(parts)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def quoted(name: str, text: str) -> str:
    """A 2.1 property: quoted-printable as soon as a letter is not plain."""
    if text.isascii():
        return f"{name}:{text}"
    octets = quopri.encodestring(text.encode(), quotetabs=False).decode().replace("=\n", "")
    return f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{octets}"


def fold(line: str) -> str:
    """Lines of at most 75 octets, continued after a space; a quoted-printable one breaks with = instead."""
    if len(line.encode()) <= 75:
        return line
    soft = "QUOTED-PRINTABLE" in line
    pieces, piece, room = [], "", 74 if soft else 75
    for letter in line:
        if len((piece + letter).encode()) > room:
            pieces.append(piece)
            piece, room = "", 74
        piece += letter
    return ("=\r\n" if soft else "\r\n ").join([*pieces, piece])
