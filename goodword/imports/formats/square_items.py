"""Square's "Items detail": a row for each thing sold, under the number of its transaction.

It knows what was bought and not all of the money: no tips, no service charges. So a sale read from it stands only
where Square's transactions do not tell that sale.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields
from goodword.imports.formats import RowsReader, held
from goodword.imports.formats.square import REFUNDS, SALES, buyer_of, card_of, make_refund, when_of
from goodword.imports.records import ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "Square items"
VENDOR = "square"
BRINGS = "both"
NEEDS = (("Item", "Qty", "Net Sales", "Gross Sales|Product Sales", "Transaction ID|Payment ID"),)
NEVER = ("Total Collected", "Net Total")
KNOWS = (
    "Date", "Time", "Time Zone", "Category", "Price Point Name", "SKU", "Modifiers Applied", "Discounts", "Tax",
    "Device Name", "Event Type", "Location", "Dining Option", "Customer ID", "Customer Name",
    "Customer Reference ID", "Unit", "Count", "GTIN", "Itemization Type", "Commission", "Employee", "Channel",
)  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    """A refund of the same sale on another day has the sale's number and a payment of its own."""
    number, event = fields.text("Transaction ID", "Payment ID"), fields.text("Event Type")
    payment = fields.text("Payment ID")

    def read(first: Row, row: Row) -> bool:
        if not number(row) or number(row) != number(first) or event(row) != event(first):
            return False
        return event(row).lower() not in REFUNDS or payment(row) == payment(first)

    return read


def reader(fields: Fields) -> RowsReader:
    number, payment = fields.text("Transaction ID", "Payment ID"), fields.text("Payment ID")
    event, item, many = fields.word("Event Type"), fields.text("Item"), fields.number("Qty")
    currency = fields.currency("Currency", beside=("Net Sales", "Gross Sales", "Product Sales"))
    net, tax, when, buyer = fields.money("Net Sales"), fields.money("Tax"), when_of(fields), buyer_of(fields)
    card = card_of(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, first = rows[0]
        on, at = when(first)
        sale = SaleFound(number(first), on, at, currency(first), is_partial=True, card=card(first))
        for fields.line, row in rows:
            cents = net(row, sale.currency)
            sale.goods_cents += cents
            sale.tax_cents += tax(row, sale.currency)
            if what := item(row):
                sale.lines.append((what, many(row), cents))
        fields.line = line
        happened, person = event(first).lower(), buyer(first)
        if happened in REFUNDS or (happened in SALES and sale.goods_cents + sale.tax_cents < 0):
            make_refund(sale, payment(first), f"{at or on}")
        elif happened not in SALES:
            return held(line, _("unknown event: %s") % happened[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read
