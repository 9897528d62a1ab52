"""Xero's sales invoices, as exported and as its template for importing has them.

An invoice takes a row for each thing sold, and the figures of the whole stand on each of them. `Total` has the
tax in it. Bills are exported with the very same headers: `Type` tells them apart. In the template no status
says whether the invoice was paid, and amounts may be with tax or without: they are kept as told.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.at_work import name_as_number
from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.formats.xero_contacts import street_of
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import make_negative
from goodword.imports.text import Row

NAME = "Xero sales invoices"
VENDOR = "xero"
BRINGS = "both"
# Bills made for importing have neither a discount nor a branding theme.
NEEDS = (
    ("ContactName", "InvoiceNumber", "InvoiceDate", "UnitAmount|LineAmount", "Type|Discount|BrandingTheme"),
)
KNOWS = (
    "EmailAddress", "POAddressLine1", "POCity", "POPostalCode", "Reference", "DueDate", "PlannedDate", "Total",
    "TaxTotal", "InvoiceAmountPaid", "InvoiceAmountDue", "InventoryItemCode", "Description", "Quantity",
    "UnitAmount", "LineAmount", "AccountCode", "TaxType", "TaxAmount", "Currency", "Type", "Sent", "Status",
)  # fmt: skip

_SALES = {"", "sales invoice", "invoice", "accrec"}
_REFUNDS = {"sales credit note", "credit note", "accreccredit"}
_NOT_COUNTED = {
    "bill": "expense", "bill credit note": "expense", "bill overpayment": "expense", "bill prepayment": "expense",
    "accpay": "expense", "accpaycredit": "expense", "repeating bill": "expense",
    "sales overpayment": "payment", "sales prepayment": "payment", "overpayment": "payment", "prepayment": "payment",
}  # fmt: skip
_PAID = {"", "paid", "closed"}
_UNPAID = {"authorised", "authorized", "awaiting payment", "approved", "submitted", "awaiting approval"}
_NEVER = {"draft": "estimate", "voided": "void", "void": "void", "deleted": "void"}


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    columns = [fields.text(name) for name in ("InvoiceNumber", "ContactName", "InvoiceDate", "Type")]

    def read(first: Row, row: Row) -> bool:
        return bool(said(columns[0](row))) and all(text(row) == text(first) for text in columns)

    return read


def reader(fields: Fields) -> RowsReader:
    number, kind, status = fields.text("InvoiceNumber"), fields.word("Type"), fields.word("Status")
    when, buyer, fill = fields.when("InvoiceDate"), _buyer(fields), _money(fields)
    paid = fields.money("InvoiceAmountPaid")

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        is_a, says = header_key(kind(row)), header_key(status(row))
        if why := _NOT_COUNTED.get(is_a):
            return not_counted(line, why)
        on, at = when(row)
        sale = SaleFound(said(number(row)), on, at)
        fill(rows, sale)
        person = buyer(row)
        if is_a in _REFUNDS:
            make_negative(sale)
        elif is_a not in _SALES:
            return held(line, _("unknown kind of transaction: %s") % kind(row)[:40], person, sale)
        if why := _NEVER.get(says):
            sale.status = "void"
            return not_counted(line, why, person, sale)
        if says in _UNPAID and not sale.is_refund and not paid(row, sale.currency):
            sale.status = "pending"
            return not_counted(line, "pending", person, sale)
        if says not in _PAID | _UNPAID:
            return held(line, _("unknown status: %s") % status(row)[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read


def _money(fields: Fields) -> Callable[[list[tuple[int, Row]], SaleFound], None]:
    currency = fields.currency("Currency", beside=("Total", "LineAmount", "UnitAmount"))
    total, tax, has_total = fields.money("Total"), fields.money("TaxTotal"), fields.text("Total")
    amount, unit, has_amount = (
        fields.money("LineAmount"),
        fields.money("UnitAmount"),
        fields.text("LineAmount"),
    )
    many, discount, what = fields.number("Quantity"), fields.word("Discount"), fields.text("Description")

    def fill(rows: list[tuple[int, Row]], sale: SaleFound) -> None:
        code = sale.currency = currency(rows[0][1])
        sold = 0
        for fields.line, row in rows:
            quantity = many(row)
            left = 1 - _percent(discount(row)) / 100
            cents = amount(row, code) if has_amount(row) else round(unit(row, code) * quantity * left)
            sold += cents
            if thing := what(row):
                sale.lines.append((" ".join(thing.split()), quantity, cents))
        fields.line, row = rows[0]
        if said(has_total(row)):
            sale.tax_cents = tax(row, code)
            sale.goods_cents = total(row, code) - sale.tax_cents
        else:
            sale.goods_cents, sale.is_gross = sold, True

    return fill


def _percent(cell: str) -> float:
    try:
        return min(max(float(cell.strip(" %").replace(",", ".") or 0), 0.0), 100.0)
    except ValueError:
        return 0.0


def _buyer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    called, email = fields.text("ContactName"), fields.email("EmailAddress")
    street, city = street_of(fields), fields.text("POCity", "SACity")
    postcode, country = fields.text("POPostalCode", "SAPostalCode"), fields.text("POCountry", "SACountry")

    def read(row: Row) -> PersonFound | None:
        name = said(called(row))
        person = PersonFound(
            name=name,
            street=street(row),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            vendor_id=name_as_number(name),
        )
        if mail := email(row):
            person.ways.append(WayFound("email", mail))
        return person if person.name or person.ways else None

    return read
