"""Squarespace's orders export. Much is called as in Shopify's; `Order ID` and `Amount Refunded` are its own.

Headers as three public readers of the file have them; of the words of `Financial Status` they show only PAID, so
any other than these here waits for the owner. An order takes a row for each thing bought, with its totals on the
first row, or on each. What the owner asks at the checkout is a column of its own, `Checkout Form: ...`.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.header_words import vocabulary
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import refund_of
from goodword.imports.text import Row

NAME = "Squarespace orders"
VENDOR = "squarespace"
BRINGS = "both"
NEEDS = (
    (
        "Order ID",
        "Financial Status",
        "Lineitem name",
        "Total",
        "Amount Refunded|Lineitem variant|Channel Type",
    ),
)
KNOWS = (
    "Email", "Paid at", "Fulfillment Status", "Fulfilled at", "Currency", "Subtotal", "Shipping", "Taxes",
    "Amount Refunded", "Discount Code", "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity",
    "Lineitem price", "Lineitem sku", "Lineitem variant", "Billing Name", "Billing Address1", "Billing City",
    "Billing Zip", "Billing Country", "Billing Phone", "Shipping Name", "Cancelled at", "Private Notes", "Channel Type",
    "Channel Name", "Channel Order Number", "Payment Method", "Payment Reference",
)  # fmt: skip

_COUNTED = {"paid", "refunded", "partially refunded", "partially_refunded"}
_PENDING = {"pending", "unpaid", "authorized"}
_QUESTION = re.compile(r"^(?:checkout|product) form ")


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number, item, total = fields.text("Order ID"), fields.text("Lineitem name"), fields.text("Total")

    def read(first: Row, row: Row) -> bool:
        is_of_it = number(row) in ("", number(first)) and total(row) in ("", total(first))
        return is_of_it and bool(item(row)) and row != first

    return read


def reader(fields: Fields) -> RowsReader:
    order, thing, buyer = _order(fields), _thing(fields), _buyer(fields)
    status, cancelled = fields.word("Financial Status"), fields.text("Cancelled at")
    refunded = fields.money("Amount Refunded")

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        fields.line = line
        sale, person = order(row), buyer(row)
        back = abs(refunded(row, sale.currency))
        for fields.line, further in rows:
            sale.lines.append(thing(further, sale.currency))
        fields.line = line
        return _by_status(
            Record(line, ReadAs.KEPT, person, sale), status(row).lower(), back, bool(cancelled(row))
        )

    return read


def _by_status(record: Record, status: str, back: int, is_cancelled: bool) -> Record:
    sale, line = record.sale, record.line
    assert sale is not None
    if status in _PENDING:
        sale.status = "pending"
        return not_counted(line, "pending", record.person, sale)
    if status not in _COUNTED:
        return held(line, _("unknown status: %s") % (status or "?"), record.person, sale)
    total = sale.goods_cents + sale.tax_cents + sale.shipping_cents
    if status == "refunded":
        back = back or total
    if status.startswith("partially") and not back:
        return held(line, _("partly given back, and the file does not say how much"), record.person, sale)
    if is_cancelled and not back:
        if total:
            return held(
                line, _("cancelled, but paid and not given back: does it count?"), record.person, sale
            )
        sale.status = "void"
        return not_counted(line, "void", record.person, sale)
    if back:
        record.extra_sales.append(refund_of(sale, back))
    return record


def _order(fields: Fields) -> Callable[[Row], SaleFound]:
    number, when = fields.text("Order ID"), fields.when("Created at", "Paid at")
    currency = fields.currency("Currency", beside=("Total", "Subtotal"))
    total, shipping, tax = fields.money("Total"), fields.money("Shipping"), fields.money("Taxes")

    def read(row: Row) -> SaleFound:
        code, (on, at) = currency(row), when(row)
        # Whether `Subtotal` is before the discount is not known; what is left of the total is right either way.
        goods = total(row, code) - shipping(row, code) - tax(row, code)
        return SaleFound(number(row), on, at, code, goods, tax(row, code), shipping(row, code))

    return read


def _thing(fields: Fields) -> Callable[[Row, str], tuple[str, float, int]]:
    what, variant = fields.text("Lineitem name"), fields.text("Lineitem variant")
    many, price = fields.number("Lineitem quantity"), fields.money("Lineitem price")

    def read(row: Row, code: str) -> tuple[str, float, int]:
        name = ", ".join(filter(None, (what(row), variant(row))))
        return name, many(row), round(price(row, code) * many(row))

    return read


def _buyer(fields: Fields) -> Callable[[Row], PersonFound]:
    name, to = fields.text("Billing Name"), fields.text("Shipping Name")
    email, phone = fields.email("Email"), fields.text("Billing Phone", "Shipping Phone")
    street, city = fields.text("Billing Address1"), fields.text("Billing City")
    postcode, country = fields.text("Billing Zip"), fields.text("Billing Country")
    asked = fields.sender_at(_asks_who_sent_them(fields))

    def read(row: Row) -> PersonFound:
        person = PersonFound(
            name=name(row) or to(row),
            street=street(row),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
        )
        person.referred_by = asked(row, person)
        for kind, told in (("email", email(row)), ("phone", phone(row))):
            if told:
                person.ways.append(WayFound(kind, told))
        return person

    return read


def _asks_who_sent_them(fields: Fields) -> list[int]:
    """`Checkout Form: Who referred you?` and the like."""
    words = vocabulary()
    questions = [_QUESTION.sub("", header_key(header)) for header in fields.table.header]
    return [spot for spot, asked in enumerate(questions) if words.get(asked) == "referred_by"]
