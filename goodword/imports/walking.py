"""A table and a format become records: each row has exactly one outcome, in the order of the file."""

import re
from collections.abc import Callable, Iterator
from types import ModuleType

from django.utils.translation import gettext as _

from goodword.lib.money import CENTS_MAX
from goodword.lib.parse_dates import is_early

from .fields import Fields
from .records import Ground, Mistake, PersonFound, ReadAs, Record, SaleFound
from .tables import Table
from .text import Broken, Row
from .words import too_much

_TOTAL = re.compile(
    r"(?:grand |sub ?|zwischen)?(?:totals?|sum|summe|gesamt|gesamtsumme|totale|totaal|totaux|suma|razem|soma)\b"
    r"(?:\s+(?:for|für|de|di|van|of)\b.*)?[:\s]*$",
    re.I,
)
_NAMED = (
    "name",
    "given_name",
    "family_name",
    "nickname",
    "organisation",
    "vendor_id",
    "street",
    "referred_by",
)


def records(table: Table, module: ModuleType, ground: Ground) -> Iterator[Record]:
    """Reads the whole table once."""
    fields = Fields(table, ground)
    read = module.reader(fields)
    rows = table.rows()
    if hasattr(module, "continues"):
        # What it finds wrong in the next row is told when that row is read.
        return _grouped(table, fields, rows, read, module.continues(Fields(table, ground)))
    return _single(table, fields, rows, read)


def _single(
    table: Table, fields: Fields, rows: Iterator[tuple[int, Row | Broken]], read: Callable[[Row], Record]
) -> Iterator[Record]:
    mistakes, blemishes, undecided = fields.mistakes, fields.blemishes, fields.undecided
    header = table.header
    for line, row in rows:
        if row.__class__ is Broken:
            yield _broken(line, row)  # type: ignore[arg-type]
        elif not any(row) or row == header:  # type: ignore[arg-type]
            yield Record(line, ReadAs.NOT_COUNTED, why="title" if any(row) else "blank")  # type: ignore[arg-type]
        else:
            fields.line = line
            record = read(row)  # type: ignore[arg-type]
            is_odd = mistakes or blemishes or undecided or record.read_as is not ReadAs.KEPT
            if is_odd or not _is_whole(record, fields):
                record = _settled(record, row, fields)  # type: ignore[arg-type]
            yield record


def _grouped(
    table: Table,
    fields: Fields,
    rows: Iterator[tuple[int, Row | Broken]],
    read: Callable[[list[tuple[int, Row]]], Record],
    continues: Callable[[Row, Row], bool],
) -> Iterator[Record]:
    group: list[tuple[int, Row]] = []
    for line, row in rows:
        if row.__class__ is Broken:
            yield _broken(line, row)  # type: ignore[arg-type]
        elif not any(row) or row == table.header:  # type: ignore[arg-type]
            yield Record(line, ReadAs.NOT_COUNTED, why="title" if any(row) else "blank")  # type: ignore[arg-type]
        elif group and continues(group[0][1], row):  # type: ignore[arg-type]
            group.append((line, row))  # type: ignore[arg-type]
        else:
            if group:
                yield _told(group, read, fields)
                for further, _row in group[1:]:
                    yield Record(further, ReadAs.LINE)
            group = [(line, row)]  # type: ignore[list-item]
    if group:
        yield _told(group, read, fields)
        for further, _row in group[1:]:
            yield Record(further, ReadAs.LINE)


def _told(
    group: list[tuple[int, Row]], read: Callable[[list[tuple[int, Row]]], Record], fields: Fields
) -> Record:
    fields.line = group[0][0]
    record = read(group)
    is_kept = record.read_as is ReadAs.KEPT and _is_whole(record, fields)
    if fields.mistakes or fields.blemishes or fields.undecided or not is_kept:
        return _settled(record, group[0][1], fields)
    return record


def _broken(line: int, broken: Broken) -> Record:
    return Record(line, ReadAs.REFUSED, mistakes=[Mistake(line, "", broken.saw, broken.hint)])


def _is_whole(record: Record, fields: Fields) -> bool:
    sale = record.sale
    if sale is not None:
        return bool(sale.on and sale.currency) and not _is_too_much(sale) and not _is_early(record, fields)
    return record.person is not None and not is_empty(record.person)


def _is_early(record: Record, fields: Fields) -> bool:
    """Nothing that is still to come counts: it is a slip, or not paid yet."""
    sales = (record.sale, *record.extra_sales)
    return any(sale and sale.on and is_early(sale.on, fields.ground.today) for sale in sales)


def _is_too_much(sale: SaleFound) -> bool:
    """Each amount was looked at when it was read; many times one of them can still be too much."""
    return abs(sale.goods_cents) > CENTS_MAX


def is_empty(person: PersonFound) -> bool:
    return not person.ways and not any(getattr(person, name) for name in _NAMED)


def _settled(record: Record, row: Row, fields: Fields) -> Record:
    """The record after everything that can be wrong with it has been looked at."""
    mistakes, blemishes, undecided = fields.take_what_is_wrong()
    if record.read_as in (ReadAs.NOT_COUNTED, ReadAs.LINE) and not undecided:
        if mistakes and record.sale:
            record.sale = None  # it does not count, and cannot be told rightly either
        return record
    if not mistakes and record.sale and not record.sale.on:
        mistakes.append(Mistake(record.line, "", _row_words(row), _("There is no date in this row.")))
    if not mistakes and record.sale and _is_too_much(record.sale):
        mistakes.append(Mistake(record.line, "", _row_words(row), too_much(record.sale.currency)))
    if undecided and not mistakes and not record.sale and not record.person:
        mistakes = undecided[:]  # with nothing in it that the owner could count
    if mistakes or undecided:
        if why := _why_no_record(row):
            return Record(record.line, ReadAs.NOT_COUNTED, why=why)
    if mistakes:
        columns = {told.column for told in mistakes}
        mistakes += [told for told in undecided if told.column not in columns]
        cells = fields.cells(row)
        return Record(record.line, ReadAs.REFUSED, mistakes=mistakes + blemishes, cells=cells)
    record.mistakes += blemishes
    if record.sale and not record.sale.currency:
        record.read_as, record.why = ReadAs.HELD, _("an amount without a currency")
    if _is_early(record, fields):
        record.read_as, record.why = ReadAs.HELD, _("is in the future")
    if undecided:
        _hold_undecided(record, undecided)
    if (
        record.sale is None
        and (record.person is None or is_empty(record.person))
        and record.read_as is ReadAs.KEPT
    ):
        return Record(
            record.line, ReadAs.NOT_COUNTED, why=_why_no_record(row) or "blank", mistakes=record.mistakes
        )
    if record.read_as is ReadAs.HELD:
        record.cells = fields.cells(row, but=fields.of_cards)
    return record


def _hold_undecided(record: Record, undecided: list[Mistake]) -> None:
    """Whatever was read of it with the error in it: the owner's yes makes it count."""
    columns = ", ".join(f"“{told.column}” ({told.saw})" for told in undecided)
    record.read_as, record.why = ReadAs.HELD, _("the spreadsheet has an error in %s") % columns
    if record.sale:
        record.sale.status = "counted"


def _why_no_record(row: Row) -> str:
    """A total or a heading among the rows, seen by its shape; "" if it looks like a row of its own."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled:
        return "blank"
    if _TOTAL.match(filled[0]):
        return "total"
    return "title" if len(filled) == 1 and len(row) > 2 else ""


def is_total(row: Row) -> bool:
    first = row[0].strip() or next((cell.strip() for cell in row if cell.strip()), "")
    return first[:1].isalpha() and bool(_TOTAL.match(first))


def _row_words(row: Row) -> str:
    return " | ".join(cell.strip() for cell in row if cell.strip())[:80]


def is_shared_out(sale: SaleFound, total_cents: int) -> bool:
    """Do the four parts add up to the vendor's total?"""
    return sale.goods_cents + sale.tax_cents + sale.shipping_cents + sale.tip_cents == total_cents
