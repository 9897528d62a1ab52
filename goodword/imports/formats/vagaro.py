"""Vagaro's transaction list: titles above the header, a row for each thing on a bill, `---` for nothing.

Headers as a public reader of the report has them. `Amt Paid` is with tax and tip, so the goods are what is left.
A negative bill is a refund, and bears the number of a bill itself. The report tells no mail and no phone.
"""

from collections.abc import Callable

from goodword.imports.fields import Fields, Text, said
from goodword.imports.formats import RowsReader, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "Vagaro transactions"
VENDOR = "vagaro"
BRINGS = "both"
_THING = "Service/Product/GC/Package/Membership/Class"
NEEDS = (
    ("Checkout Date", "Transaction ID", "Customer", "Amt Paid"),
    ("Checkout Date", "Transaction ID", "Customer", "Price", f"{_THING}|Transaction Type"),
)
KNOWS = (
    "Appointment Date", _THING, "Transaction Type", "Sold By", "Source", "Qty", "Price", "Tax", "Tip", "Disc",
    "Amt Paid",
)  # fmt: skip

_PARTS = ("goods_cents", "tax_cents", "tip_cents")


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number, day = _number(fields), fields.text("Checkout Date")
    return lambda first, row: bool(number(row)) and number(row) == number(first) and day(row) == day(first)


def _number(fields: Fields) -> Text:
    number = fields.sale_number("Transaction ID")
    return lambda row: said(number(row))


def reader(fields: Fields) -> RowsReader:
    number, when = _number(fields), fields.when("Checkout Date")
    customer, day, fill = fields.text("Customer"), fields.word("Checkout Date"), _bill(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        if not number(row) and not any(map(str.isdigit, day(row))):
            return not_counted(line, "total")
        name = said(customer(row))
        person, (on, at) = PersonFound(name=name) if name else None, when(row)
        sale = SaleFound(number(row), on, at)
        fill(rows, sale)
        fields.line = line
        total = sum(getattr(sale, part) for part in _PARTS)
        if total < 0:
            sale.is_refund, sale.refund_of = True, sale.vendor_id
            sale.vendor_id = f"{sale.vendor_id}/refund/{at or on}" if sale.vendor_id else ""
        return Record(line, ReadAs.KEPT, person, sale if total else None)

    return read


def _bill(fields: Fields) -> Callable[[list[tuple[int, Row]], SaleFound], None]:
    currency = fields.currency("Currency", beside=("Amt Paid", "Price"))
    paid, what, many = fields.money("Amt Paid"), fields.text(_THING), fields.number("Qty")
    tax, tip = fields.money("Tax"), fields.money("Tip")
    price, discount, has_paid = fields.money("Price"), fields.money("Disc"), fields.has("Amt Paid")

    def fill(rows: list[tuple[int, Row]], sale: SaleFound) -> None:
        code = sale.currency = currency(rows[0][1])
        for fields.line, row in rows:
            taxed, tipped = tax(row, code), tip(row, code)
            if has_paid:
                cents = paid(row, code) - taxed - tipped
            else:
                cents = round(price(row, code) * many(row)) - abs(discount(row, code))
            sale.goods_cents += cents
            sale.tax_cents += taxed
            sale.tip_cents += tipped
            if thing := said(what(row)):
                sale.lines.append((thing, many(row), cents))

    return fill
