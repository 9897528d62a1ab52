"""Cards as tests write and read them."""

from datetime import date
from pathlib import Path

from goodword.imports.formats.vcard import read
from goodword.imports.records import Ground, ReadAs

GROUND = Ground(country="GB", currency="GBP", zone="Europe/London", today=date(2026, 3, 2))
SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples" / "vcard"


def records(data, ground=GROUND):
    raw = data if isinstance(data, bytes) else data.encode()
    return list(read(raw, "book.vcf", ground))


def card(*lines, version="3.0"):
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def person(*lines, version="3.0", ground=GROUND):
    (record,) = records(card(*lines, version=version), ground)
    assert record.read_as == ReadAs.KEPT
    return record.person


def ways(found, kind):
    return [way.value for way in found.ways if way.kind == kind]


def person_name(raw, ground=GROUND):
    return records(raw, ground)[0].person.name
