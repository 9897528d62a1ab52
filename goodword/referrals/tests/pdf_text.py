"""What is written in a PDF of typst's, and in which size: enough of the format for what typst writes."""

import re
import zlib
from typing import NamedTuple

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
_TEXT = re.compile(rb"/(f\d+) ([\d.]+) Tf|\((.*?)(?<!\\)\)", re.S)
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.S)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Piece(NamedTuple):
    size: float  # in points
    text: str


def pages(pdf: bytes) -> list[list[Piece]]:
    """By page, what is set there, in its order. Of a line that is broken, the space between is not there."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    return [_pieces(objects, body) for body in objects.values() if b"/Type/Page/" in body]


def _pieces(objects: dict[int, bytes], page: bytes) -> list[Piece]:
    resources = objects[_reference(page, b"Resources")]
    letters = {
        name: _letters(_stream(objects[_reference(objects[int(font)], b"ToUnicode")]))
        for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    }
    found: list[Piece] = []
    font, size = b"", 0.0
    for name, told, glyphs in _TEXT.findall(_stream(objects[_reference(page, b"Contents")])):
        if name:
            font, size = name, float(told)
            found.append(Piece(size, ""))
        elif font:
            raw = _ESCAPED.sub(_unescaped, glyphs)
            text = "".join(letters[font].get(raw[at : at + 2], "") for at in range(0, len(raw), 2))
            found[-1] = Piece(size, found[-1].text + text)
    return found


def _reference(body: bytes, name: bytes) -> int:
    told = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert told, f"no {name.decode()} in {body[:200]!r}"
    return int(told[1])


def _stream(body: bytes) -> bytes:
    return zlib.decompress(body.partition(b"stream\n")[2].rpartition(b"\nendstream")[0])


def _letters(cmap: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", cmap)
    return {bytes.fromhex(one.decode()): bytes.fromhex(to.decode()).decode("utf-16-be") for one, to in pairs}


def _unescaped(told: "re.Match[bytes]") -> bytes:
    sign = told[1]
    return bytes([int(sign, 8)]) if len(sign) == 3 else _SIGNS.get(sign, sign)
