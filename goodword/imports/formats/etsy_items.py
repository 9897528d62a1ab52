"""Etsy's sold order items (EtsySoldOrderItems): the sales of EtsySoldOrders again, a row for each thing.

Nothing here tells whether an order was cancelled or given back, so the file of orders stands before it.
What is told of the whole order (its shipping, its tax) stands on each of its rows, or on the first.
"""

from collections.abc import Callable

from goodword.imports.fields import Fields
from goodword.imports.formats import RowsReader
from goodword.imports.formats.etsy_orders import buyer
from goodword.imports.records import ReadAs, Record, SaleFound
from goodword.imports.text import Row
from goodword.lib.parse_dates import MONTH_FIRST

NAME = "Etsy order items"
VENDOR = "etsy"
BRINGS = "both"
NEEDS = (("Sale Date", "Item Name", "Order ID", "Transaction ID|Listing ID|Item Total"),)
KNOWS = (
    "Buyer", "Quantity", "Price", "Coupon Code", "Discount Amount", "Shipping Discount", "Order Shipping",
    "Order Sales Tax", "Item Total", "Currency", "Listing ID", "Date Paid", "Date Shipped", "Ship Name",
    "Variations", "Listings Type", "VAT Paid by Buyer",
)  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number = fields.text("Order ID")
    return lambda first, row: bool(number(row)) and number(row) == number(first)


def reader(fields: Fields) -> RowsReader:
    number, when = fields.text("Order ID"), fields.when("Sale Date", "Date Paid", order=MONTH_FIRST)
    currency = fields.currency("Currency", beside=("Item Total", "Price"))
    what, many, thing = fields.text("Item Name"), fields.number("Quantity"), _thing(fields)
    tax_on_it = fields.money("VAT Paid by Buyer")
    of_order = [
        fields.money(*names)
        for names in (
            ("Order Shipping", "Order Delivery"), ("Shipping Discount", "Delivery Discount"), ("Order Sales Tax",),
        )
    ]  # fmt: skip
    person = buyer(fields, "Ship Name")

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, first = rows[0]
        fields.line = line
        code, (on, at) = currency(first), when(first)
        sale = SaleFound(number(first), on, at, code, is_partial=True)
        for fields.line, row in rows:
            price, paid = thing(row, code)
            sale.goods_cents += paid
            sale.tax_cents += tax_on_it(row, code)
            sale.lines.append((what(row), many(row), price))
        shipping, off, tax = (max(abs(told(row, code)) for _line, row in rows) for told in of_order)
        sale.shipping_cents = shipping - off
        sale.tax_cents += tax
        fields.line = line
        return Record(line, ReadAs.KEPT, person(first), sale)

    return read


def _thing(fields: Fields) -> Callable[[Row, str], tuple[int, int]]:
    """What the things of a row cost, and what was paid for them after a coupon."""
    price, many = fields.money("Price"), fields.number("Quantity")
    total, has_total = fields.money("Item Total"), fields.text("Item Total")
    discount = fields.money("Discount Amount")

    def read(row: Row, code: str) -> tuple[int, int]:
        full, off = round(price(row, code) * many(row)), abs(discount(row, code))
        told = total(row, code) if has_total(row) else full
        is_less = off and told == full - off  # the coupon is in it already
        return full or told, told if is_less else told - off

    return read
