"""Faire's orders: shops that buy at wholesale. A row for each product; an order's rows stand together.

The buyer is a shop. What an order comes to is quantity times wholesale price, without shipping, and without
what Faire keeps. An order counts once it was sent, for only then is it paid. The states are those of Faire's
help page and its interface, the columns those that a program reads.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "Faire orders"
VENDOR = "faire"
BRINGS = "both"
NEEDS = (("Order Number", "Retailer Name", "Wholesale Price"),)
KNOWS = (
    "Order Date", "Purchase Order Number", "Address 1", "City", "State", "Zip Code", "Country", "Product Name",
    "Option Name", "SKU", "GTIN", "Status", "Quantity", "Retail Price", "Ship Date", "Scheduled Order Date",
)  # fmt: skip

_SAYS = {
    "": "counted", "fulfilled": "counted", "shipped": "counted", "delivered": "counted", "in transit": "counted",
    "new": "pending", "unfulfilled": "pending", "processing": "pending", "pre transit": "pending",
    "backordered": "pending", "pending retailer confirmation": "pending", "on hold": "pending",
    "canceled": "void", "cancelled": "void",
}  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number = fields.text("Order Number")
    return lambda first, row: bool(number(row)) and number(row) == number(first)


def reader(fields: Fields) -> RowsReader:
    number, when = fields.text("Order Number"), fields.when("Order Date", "Ship Date")
    currency = fields.currency("Currency", beside=("Wholesale Price",))
    status, many, price = fields.word("Status"), fields.number("Quantity"), fields.money("Wholesale Price")
    product, option, shop = fields.text("Product Name", "SKU"), fields.text("Option Name"), _shop(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        fields.line = line
        code, (on, at), person = currency(row), when(row), shop(row)
        sale = SaleFound(number(row), on, at, code)
        told = {line: _SAYS.get(header_key(status(one)), "") for line, one in rows}
        says = _of_all(list(told.values()))
        for fields.line, one in rows:
            if says and told[fields.line] != says:
                continue  # cancelled or not sent yet, beside others that were sent
            cents = round(price(one, code) * many(one))
            sale.goods_cents += cents
            what = " - ".join(filter(None, (product(one), option(one))))
            sale.lines.append((what, many(one), cents))
        fields.line = line
        if not says:
            words = next(status(one) for line, one in rows if not told[line])
            return held(line, _("unknown status: %s") % words[:40], person, sale)
        if says != "counted":
            sale.status = says
            return not_counted(line, says, person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read


def _of_all(told: list[str]) -> str:
    """Of several states of the things in one order; "" if there is one that nobody knows."""
    return "" if "" in told else next(says for says in ("counted", "pending", "void") if says in told)


def _shop(fields: Fields) -> Callable[[Row], PersonFound | None]:
    name, country = fields.text("Retailer Name"), fields.text("Country")
    street, more = fields.text("Address 1", "Address"), fields.text("Address 2")
    city, postcode = fields.text("City"), fields.text("Zip Code")

    def read(row: Row) -> PersonFound | None:
        if not name(row):
            return None
        return PersonFound(
            organisation=name(row),
            is_company=True,
            street=" ".join(filter(None, (street(row), more(row)))),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
        )

    return read
