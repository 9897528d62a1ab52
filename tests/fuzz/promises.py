"""What holds of every file, whatever its bytes: an answer in words, or each card and row with one outcome."""

import re
from datetime import date
from pathlib import Path

from goodword.imports.card_lines import as_utf8
from goodword.imports.formats.vcard import FORMAT_NAME as CARDS
from goodword.imports.reading import readings
from goodword.imports.records import Ground, ReadAs, Record, Unreadable

GROUNDS = (
    Ground("GB", "GBP", "Europe/London", date(2026, 3, 2)),
    Ground("US", "USD", "America/New_York", date(2026, 3, 2)),
    Ground("PL", "PLN", "Europe/Warsaw", date(2026, 3, 2)),
    Ground("", "EUR", "UTC", date(2026, 3, 2)),
)


def keeps_its_promises(path: Path, data: bytes) -> None:
    """`path` holds `data`. Only Unreadable may be raised by reading it, and it must say why."""
    path.write_bytes(data)
    ground = GROUNDS[len(data) % len(GROUNDS)]
    try:
        found = readings(path, path.name, ground)
    except Unreadable as why:
        words = str(why)
        assert words.startswith(path.name), f"not in words: {words}"
        return
    assert found, "nothing read, and nothing said"
    for reading in found:
        records = list(reading.records())
        for record in records:
            _has_one_outcome(record)
        if reading.format == CARDS and not data.startswith(b"PK"):
            _every_card_is_told(data, records)
        elif not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
            _every_row_is_told(data, records)


def _has_one_outcome(record: Record) -> None:
    assert record.line >= 1
    assert record.read_as in set(ReadAs)
    assert record.person or record.sale or record.read_as is not ReadAs.KEPT, "kept, and nothing to keep"
    assert record.mistakes or record.read_as is not ReadAs.REFUSED, "refused without words"
    assert record.why or record.read_as not in (ReadAs.HELD, ReadAs.NOT_COUNTED), "left out without words"
    for told in _texts(record):
        assert "\x00" not in told, "NUL, which PostgreSQL does not keep"
        told.encode()  # halves of letters no database keeps


def _texts(record: Record) -> list[str]:
    told = [record.why, *record.cells, *record.cells.values()]
    told += [text for one in record.mistakes for text in (one.column, one.saw, one.hint)]
    if person := record.person:
        told += [person.name, person.given_name, person.family_name, person.nickname, person.organisation]
        told += [person.job, person.street, person.city, person.postcode, person.country, person.birthday]
        told += [person.note, person.vendor_id, person.referred_by, *person.tags]
        told += [text for way in person.ways for text in (way.value, way.label)]
        told += [text for relation in person.relations for text in relation]
    for sale in (record.sale, *record.extra_sales):
        if sale:
            told += [
                sale.vendor_id,
                sale.currency,
                sale.refund_of,
                *(what for what, _n, _cents in sale.lines),
            ]
    return told


def _every_card_is_told(data: bytes, records: list[Record]) -> None:
    """Each BEGIN:VCARD is a record's, at its own line. (A card within a line of another has that one's.)"""
    text = as_utf8(data).replace(b"\n\xef\xbb\xbf", b"\n")
    begun = {
        number
        for number, line in enumerate(text.split(b"\n"), 1)
        if line.rstrip(b" \t\r").upper() == b"BEGIN:VCARD"
    }
    lost = begun - {record.line for record in records}
    assert not lost, f"the cards of lines {sorted(lost)} have no outcome"


def _every_row_is_told(data: bytes, records: list[Record]) -> None:
    """Each line below the header has its record, where lines are rows: in a text without quotes."""
    lines = sorted(record.line for record in records)
    assert len(lines) == len(set(lines)), "two records of one line"
    if not lines or b'"' in data or b"\x00" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    split = enumerate(re.split(rb"\r\n|\n|\r", data), 1)
    written = {number for number, line in split if re.search(rb"[0-9A-Za-z]", line)}
    lost = {number for number in written if number > lines[0]} - set(lines)
    assert not lost, f"the rows of lines {sorted(lost)[:20]} have no outcome"
