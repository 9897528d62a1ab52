"""A book of made-up cards as phones and programs of thirty years write them, of any length: the three versions,
folded lines, quoted-printable, pictures, groups. All of it is what other programs can read too."""

import base64
import quopri
import random

GIVEN = "Dana Eli José Zoë Łukasz Anna-Lena Maria Bob 美咲 Oğuz Siân Charlie".split()
FAMILY = "Whitfield Grant Núñez Müller Kowalski O'Hara 佐藤 Yılmaz Ashworth Öberg Smith Le".split()
TOWNS = (
    ("Ware", "Herts", "SG12 1AA", "UK"),
    ("Austin", "TX", "78701", "USA"),
    ("Köln", "", "50667", "Deutschland"),
)
FIRMS = ("Hill School;Music", "Bäckerei Öz", "Ashworth\\, Sons & Co", "")
NOTES = (
    "Likes rye\\, no seeds. Comes on Saturdays with the children and always takes two loaves more than she meant to.",
    "Café hour\\nknows everybody in the choir",
    "",
)
WIDTH = 74


def made_cards(n: int, seed: int = 1) -> bytes:
    draw = random.Random(seed)
    return b"".join(_card(number, draw) for number in range(n))


def _card(number: int, draw: random.Random) -> bytes:
    version = draw.choice(("2.1", "3.0", "3.0", "4.0"))
    given, family = draw.choice(GIVEN), f"{draw.choice(FAMILY)}{number if number % 3 else ''}"
    town, region, postcode, country = draw.choice(TOWNS)
    firm, note = draw.choice(FIRMS), draw.choice(NOTES)
    kinds = ("CELL", "HOME", "WORK;FAX") if version == "2.1" else ("TYPE=cell", "TYPE=home", "TYPE=work,fax")
    middle, title = draw.choice(("", "", "Marie")), draw.choice(("", "", "Dr."))
    lines = [
        _line("N", f"{family};{given};{middle};{title};", version),
        _line("FN", f"{given} {family}", version),
        f"TEL;{draw.choice(kinds)}:+44 20 7946 {number % 10_000:04}".encode(),
        _line("ADR;HOME" if version == "2.1" else "ADR;TYPE=home",
              f";;{number % 90 + 1} Mill Lane;{town};{region};{postcode};{country}", version),
        f"item1.EMAIL;TYPE=INTERNET:{given.lower().encode('ascii', 'ignore').decode()}{number}@example.org".encode(),
        b"item1.X-ABLabel:Choir",
    ]  # fmt: skip
    if firm:
        lines.append(_line("ORG", firm.replace("\\", "") if version == "2.1" else firm, version))
    if note:
        lines.append(
            _line("NOTE", note.replace("\\n", " ").replace("\\", "") if version == "2.1" else note, version)
        )
    if draw.random() < 0.4:
        lines.append(f"BDAY:19{number % 90 + 10}-0{number % 9 + 1}-1{number % 10}".encode())
    if draw.random() < 0.3:
        lines.append(f"URL:http://example.org/{number}".encode())
    if draw.random() < 0.2:
        lines.append(_picture(version, draw))
    whole = [b"BEGIN:VCARD", b"VERSION:" + version.encode(), *lines, b"END:VCARD", b""]
    return b"\r\n".join(whole)


def _line(name: str, value: str, version: str) -> bytes:
    if version == "2.1" and not value.isascii():
        soft = quopri.encodestring(value.encode()).replace(b"\n", b"\r\n")
        return f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:".encode() + soft
    text = f"{name}:{value}"
    if version == "2.1":
        return text.encode()
    return "\r\n ".join(text[at : at + WIDTH] for at in range(0, len(text), WIDTH)).encode()


def _picture(version: str, draw: random.Random) -> bytes:
    told = base64.b64encode(draw.randbytes(draw.randint(2_000, 9_000))).decode()
    head = "PHOTO;JPEG;ENCODING=BASE64:" if version == "2.1" else "PHOTO;ENCODING=b;TYPE=JPEG:"
    if version == "4.0":
        head = "PHOTO:data:image/jpeg;base64,"
    text = head + told
    return "\r\n ".join(text[at : at + WIDTH] for at in range(0, len(text), WIDTH)).encode() + (
        b"\r\n" if version == "2.1" else b""
    )
