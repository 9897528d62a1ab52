"""Helpers of these tests: a file's bytes in, what is told of it out."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from goodword.imports.reading import readings
from goodword.imports.records import Ground, Mistake, PersonFound, ReadAs, Reading, Record, SaleFound, Word

HERE = Ground("US", "USD", "America/New_York", date(2026, 3, 2))
GERMANY = Ground("DE", "EUR", "Europe/Berlin", date(2026, 3, 2))


def as_csv(header: str, rows: Iterable[dict[str, str]]) -> str:
    """A table as a vendor writes it: each row's cells by their headers, in quotes."""
    lines = [",".join(f'"{row.get(name, "")}"' for name in header.split(",")) for row in rows]
    return "\n".join([header, *lines]) + "\n"


def tell(
    data: str | bytes,
    ground: Ground = HERE,
    name: str = "file",
    corrections: dict[str, str] | None = None,
    written: dict[str, str] | None = None,
) -> list[tuple[Reading, list[Record]]]:
    """Each reading of the file with its records, read twice to see that both times are the same."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "staged"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        told = []
        for reading in readings(path, name, ground, lambda _signature: Word(corrections, written or {})):
            records = list(reading.records())
            assert list(reading.records()) == records
            told.append((reading, records))
        return told


def records_of(data: str | bytes, ground: Ground = HERE, **more: dict[str, str] | None) -> list[Record]:
    [(_reading, records)] = tell(data, ground, **more)  # type: ignore[arg-type]
    return records


def reading_of(data: str | bytes, ground: Ground = HERE, **more: dict[str, str] | None) -> Reading:
    [(reading, _records)] = tell(data, ground, **more)  # type: ignore[arg-type]
    return reading


def known_as(data: str | bytes, ground: Ground = HERE) -> tuple[str, str, str]:
    """Which format's it is, whose, and what it brings."""
    reading = reading_of(data, ground)
    return reading.format, reading.vendor, reading.brings


def people_of(data: str | bytes, ground: Ground = HERE) -> list[PersonFound]:
    return [
        record.person
        for record in records_of(data, ground)
        if record.read_as == ReadAs.KEPT and record.person
    ]


def sales_of(data: str | bytes, ground: Ground = HERE, **more: dict[str, str] | None) -> list[SaleFound]:
    """The sales that count and their refunds, in order."""
    found: list[SaleFound] = []
    for record in records_of(data, ground, **more):
        if record.read_as == ReadAs.KEPT and record.sale:
            found += [record.sale, *record.extra_sales]
    return found


def outcomes(data: str | bytes, ground: Ground = HERE) -> Counter[str]:
    return Counter(str(record.read_as) for record in records_of(data, ground))


def mistakes_of(data: str | bytes, ground: Ground = HERE) -> list[Mistake]:
    return [mistake for record in records_of(data, ground) for mistake in record.mistakes]


def ways(person: PersonFound) -> list[tuple[str, str]]:
    return [(way.kind, way.value) for way in person.ways]


def total(sale: SaleFound) -> int:
    return sale.goods_cents + sale.tax_cents + sale.shipping_cents + sale.tip_cents
