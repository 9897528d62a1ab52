"""Amazon's Payments date range report: orders as they were paid, what was given back, fees and transfers.

Titles stand above the header, one of which tells the currency. It names no buyer, so the order reports stand
before it. `total` is what is left after Amazon's fees, and none of our figures: the parts before them are.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.records import ReadAs, Record, SaleFound
from goodword.imports.text import Row
from goodword.lib.parse_money import currency_code

NAME = "Amazon payments"
VENDOR = "amazon"
BRINGS = "sales"
NEEDS = (("date/time", "settlement id", "type", "order id", "product sales|selling fees"),)
KNOWS = (
    "sku", "description", "quantity", "marketplace", "fulfillment", "order city", "product sales",
    "product sales tax", "shipping credits", "shipping credits tax", "gift wrap credits", "promotional rebates",
    "sales tax collected", "marketplace withheld tax", "selling fees", "fba fees", "other transaction fees", "total",
)  # fmt: skip

_REFUNDS = {"refund", "chargeback refund", "a-to-z guarantee claim", "guarantee claim"}
_NO_SALES = {
    "adjustment", "order_retrocharge", "refund_retrocharge", "fee adjustment", "shipping services",
    "delivery services", "fba customer return fee", "fba transaction fee", "safe-t reimbursement", "amazon fees",
}  # fmt: skip
_CURRENCY = re.compile(r"all amounts in ([A-Za-z]{3})\b", re.I)
_TAXES = (
    "product sales tax", "shipping credits tax", "giftwrap credits tax", "gift wrap credits tax",
    "promotional rebates tax", "Regulatory Fee", "Tax On Regulatory Fee", "sales tax collected",
)  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    columns = [fields.text("order id"), fields.text("type")]
    return lambda first, row: bool(columns[0](row)) and all(text(row) == text(first) for text in columns)


def reader(fields: Fields) -> RowsReader:
    number, kind, when = fields.sale_number("order id"), fields.word("type"), fields.when("date/time")
    currency, add = fields.currency("currency", beside=("product sales", "total")), _parts(fields)
    found = next(filter(None, map(_CURRENCY.search, fields.table.titles)), None)
    of_file = currency_code(found[1]) if found else ""

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        fields.line = line
        told = kind(row).lower()
        if not number(row) or told in _NO_SALES:
            return not_counted(line, "transfer")
        on, at = when(row)
        sale = SaleFound(number(row), on, at, of_file or currency(row), is_partial=True)
        for fields.line, one in rows:
            add(one, sale)
        fields.line = line
        if told in _REFUNDS:
            sale.is_refund, sale.refund_of, sale.is_partial = True, sale.vendor_id, False
            sale.vendor_id = f"{sale.vendor_id}/refund/{at or on}"
        elif told != "order":
            return held(line, _("unknown kind of transaction: %s") % kind(row)[:40], None, sale)
        return Record(line, ReadAs.KEPT, None, sale)

    return read


def _parts(fields: Fields) -> Callable[[Row, SaleFound], None]:
    """A rebate that is just the shipping made the shipping free."""
    goods = [fields.money(name) for name in ("product sales", "gift wrap credits")]
    shipping, rebates = fields.money("shipping credits"), fields.money("promotional rebates")
    taxes = [fields.money(name) for name in _TAXES]
    what, many = fields.text("description", "sku"), fields.number("quantity")

    def read(row: Row, sale: SaleFound) -> None:
        code = sale.currency
        sold, sent, rebate = sum(one(row, code) for one in goods), shipping(row, code), rebates(row, code)
        if rebate == -sent:
            sent = rebate = 0
        sale.goods_cents += sold + rebate
        sale.shipping_cents += sent
        sale.tax_cents += sum(one(row, code) for one in taxes)
        if name := what(row):
            sale.lines.append((name, many(row), sold))

    return read
