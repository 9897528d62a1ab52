"""Fresha's sales: the sales list, a row for each sale, and the sales log, a row for each thing sold.

Headers as its reports show them and as a public reader has them; which columns there are, the owner chose. Both
speak of the same sales by their number, so each counts once. Only the list says what is not paid; a sale of
the log is taken as paid. A refund is a sale of its own below zero, so one marked "Refunded" is not taken off
twice. Tips and service charges are outside `Total sales`, and are not told here.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "Fresha sales"
VENDOR = "fresha"
BRINGS = "both"
NEEDS = (
    ("Sale no.", "Sale date|Date", "Sale status", "Total sales|Amount due"),
    ("Sale no.", "Date|Sale date", "Item", "Total sales", "Net sales|Gross sales"),
)
NEVER = ("Payment no.", "Appt. ref.")
KNOWS = (
    "Location", "Client", "Channel", "Items sold", "Total sales", "Gift card", "Service charges", "Amount due", "Type",
    "Item", "Category", "Team member", "Gross sales", "Item discounts", "Cart discounts", "Total discounts", "Refunds",
    "Net sales", "Taxes on net sales",
)  # fmt: skip

_SAYS = {
    "completed": "counted", "paid": "counted", "refunded": "counted", "unpaid": "pending", "part paid": "pending",
    "partially paid": "pending", "voided": "void", "void": "void",
}  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number = fields.text("Sale no.")
    return lambda first, row: bool(said(number(row))) and number(row) == number(first)


def reader(fields: Fields) -> RowsReader:
    client, status = fields.text("Client"), fields.word("Sale status")
    number, when, fill = fields.sale_number("Sale no."), fields.when("Sale date", "Date"), _amounts(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        if not said(number(row)):
            return not_counted(line, "total")
        name, (on, at) = said(client(row)), when(row)
        person = PersonFound(name=name) if name else None
        sale = SaleFound(number(row), on, at)
        fill(rows, sale)
        fields.line = line
        told = said(status(row))
        says = _SAYS.get(header_key(told), "") if told else "counted"
        if says in ("pending", "void"):
            sale.status = says
            return not_counted(line, says, person, sale)
        if not says:
            return held(line, _("unknown status: %s") % told[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale if sale.goods_cents + sale.tax_cents else None)

    return read


def _amounts(fields: Fields) -> Callable[[list[tuple[int, Row]], SaleFound], None]:
    currency = fields.currency("Currency", beside=("Total sales", "Net sales", "Gross sales"))
    total, tax = fields.money("Total sales"), fields.money("Taxes on net sales")
    what, has_tax = fields.text("Item", "Items sold"), fields.has("Taxes on net sales")

    def fill(rows: list[tuple[int, Row]], sale: SaleFound) -> None:
        code = sale.currency = currency(rows[0][1])
        for fields.line, row in rows:
            cents, taxed = total(row, code), tax(row, code)
            sale.goods_cents += cents - taxed
            sale.tax_cents += taxed
            thing = said(what(row))
            if thing and not thing.lstrip("-").isdecimal():  # in the list it may only be how many
                sale.lines.append((thing, 1.0, cents - taxed))
        sale.is_gross = not has_tax
        sale.is_refund = sale.goods_cents + sale.tax_cents < 0

    return fill
