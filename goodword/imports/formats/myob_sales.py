"""MYOB AccountRight's sales (and AccountEdge's) as exported to text: items, services, in old words and new.

A sale takes a row for each line of it, then an empty row. `Freight Amount` stands on every row and is meant once.
Newer files mark amounts with tax by `Inclusive`; older ones tell each amount twice, with and without. Orders and
quotes are exported with the same headers. `Referral Source` names a medium, not who sent somebody.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.formats.myob_cards import who_of
from goodword.imports.records import ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "MYOB sales"
VENDOR = "myob"
BRINGS = "both"
_NUMBER = "Invoice No.|Invoice #"
_AMOUNT = "Total|Amount|Inc-Tax Total|Inc-Tax Amount"
NEEDS = (("Co./Last Name", _NUMBER, "Date", _AMOUNT, "Sale Status|Journal Memo|Customer PO|Inclusive"),)
NEVER = ("Purchase No.", "Purchase #", "Purchase Status")
KNOWS = (
    "First Name", "Addr 1 - Line 1", "Inclusive", "Customer PO", "Ship Via", "Delivery Status", "Item Number",
    "Quantity", "Description", "Price", "Inc-Tax Price", "Discount", "Total", "Inc-Tax Total", "Job", "Comment",
    "Journal Memo", "Salesperson Last Name", "Shipping Date", "Referral Source", "Tax Code", "Tax Amount",
    "GST Amount", "Freight Amount", "Freight Tax Code", "Sale Status", "Currency Code", "Amount Paid", "Card ID",
    "Record ID",
)  # fmt: skip

_SALES = {"", "i", "invoice"}
_NO_SALES = {"o", "order", "q", "quote"}


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    columns = [fields.text(*names.split("|")) for names in (_NUMBER, "Co./Last Name", "First Name", "Date")]

    def read(first: Row, row: Row) -> bool:
        return bool(said(columns[0](row))) and all(text(row) == text(first) for text in columns)

    return read


def reader(fields: Fields) -> RowsReader:
    number, status = fields.text(*_NUMBER.split("|")), fields.word("Sale Status")
    when, buyer, fill = fields.when("Date"), who_of(fields), _money(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        on, at = when(row)
        sale = SaleFound(said(number(row)), on, at)
        fill(rows, sale)
        person, says = buyer(row), status(row).lower()
        if says in _NO_SALES:
            sale.status = "void"
            return not_counted(line, "estimate", person, sale)
        if says not in _SALES:
            return held(line, _("unknown status: %s") % status(row)[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read


def _money(fields: Fields) -> Callable[[list[tuple[int, Row]], SaleFound], None]:
    currency = fields.currency("Currency Code", beside=("Total", "Amount"))
    share = _shared(
        fields, ("Total", "Amount"), ("Inc-Tax Total", "Inc-Tax Amount"), ("Tax Amount", "GST Amount")
    )
    freight = _shared(
        fields, ("Freight Amount",), ("Inc-Tax Freight Amount",), ("Freight Tax Amount", "Freight GST Amount")
    )
    what, many = fields.text("Description", "Item Number"), fields.number("Quantity")
    is_gross = not fields.has("Tax Amount", "GST Amount", "Inc-Tax Total", "Inc-Tax Amount")

    def fill(rows: list[tuple[int, Row]], sale: SaleFound) -> None:
        code = sale.currency = currency(rows[0][1])
        sale.is_gross = is_gross
        sale.shipping_cents, sale.tax_cents = freight(rows[0][1], code)
        for fields.line, row in rows:
            cents, tax = share(row, code)
            sale.goods_cents += cents
            sale.tax_cents += tax
            if thing := what(row):
                sale.lines.append((" ".join(thing.split()), many(row), cents))
        fields.line = rows[0][0]
        sale.is_refund = sale.goods_cents + sale.tax_cents + sale.shipping_cents < 0

    return fill


def _shared(
    fields: Fields, without: tuple[str, ...], whole: tuple[str, ...], taxes: tuple[str, ...]
) -> Callable[[Row, str], tuple[int, int]]:
    """An amount without tax, and the tax of it."""
    amount, with_tax, tax = fields.money(*without), fields.money(*whole), fields.money(*taxes)
    has_amount, has_whole = fields.has(*without), fields.text(*whole)
    inclusive = fields.word("Inclusive")

    def read(row: Row, code: str) -> tuple[int, int]:
        told, part = amount(row, code), tax(row, code)
        if said(has_whole(row)):
            both = with_tax(row, code)
            return (told, both - told) if has_amount else (both - part, part)
        if inclusive(row).lower() in ("", "n", "no"):
            return told, part
        return told - part, part

    return read
