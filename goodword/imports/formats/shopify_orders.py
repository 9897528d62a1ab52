"""Shopify's orders export. `Name` is the order's number; the buyer is `Billing Name`.

An order takes a row for each thing bought; the totals stand on its first row only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodword.imports.cells import listed
from goodword.imports.fields import Fields
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import refund_of
from goodword.imports.text import Row

NAME = "Shopify orders"
VENDOR = "shopify"
BRINGS = "both"
NEEDS = (
    ("Name", "Financial Status", "Total", "Lineitem name|Lineitem quantity|Billing Name|Created at"),
    ("Name", "Lineitem name", "Total", "Created at|Paid at"),
)
KNOWS = (
    "Email", "Paid at", "Fulfillment Status", "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes",
    "Discount Amount", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Billing Name",
    "Refunded Amount", "Cancelled at", "Financial Status",
)  # fmt: skip

_COUNTED = {"paid", "partially_refunded", "refunded", "partially_paid"}
_NOT_COUNTED = {
    "voided": "void", "void": "void", "pending": "pending", "authorized": "pending", "expired": "failed",
    "unpaid": "pending", "failed": "failed", "declined": "failed",
}  # fmt: skip
_TIP = {"tip", "trinkgeld", "pourboire", "propina", "mancia", "gorjeta", "fooi", "napiwek"}


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number, total, item = fields.text("Name"), fields.text("Total"), fields.text("Lineitem name")
    status, subtotal = fields.word("Financial Status"), fields.text("Subtotal")

    spots = fields.spots("Name")

    def read(first: Row, row: Row) -> bool:
        if all(row[spot] and row[spot] != first[spot] for spot in spots):
            return False
        if not (total(row) or status(row) or subtotal(row)):
            return bool(item(row))
        # Some programs write the order's totals on each of its rows.
        same = number(row) and total(row) == total(first) and status(row) == status(first)
        return bool(same and item(row) and row != first)

    return read


@dataclass(slots=True)
class _Money:
    """The vendor's own figures, in cents."""

    subtotal: int
    shipping: int
    tax: int
    duties: int
    total: int
    discount: int
    tips: int


def reader(fields: Fields) -> RowsReader:
    number, status = fields.text("Name"), fields.word("Financial Status")
    currency = fields.currency("Currency", beside=("Total",))
    subtotal, total = fields.money("Subtotal"), fields.money("Total")
    shipping, tax, duties = fields.money("Shipping"), fields.money("Taxes", "Tax"), fields.money("Duties")
    discount, refunded = fields.money("Discount Amount"), fields.money("Refunded Amount")
    has_subtotal, has_total = fields.text("Subtotal"), fields.text("Total")
    told_refund, cancelled = fields.text("Refunded Amount"), fields.when("Cancelled at", "Canceled at")
    when = fields.when("Created at", "Paid at")
    item, price, many = (
        fields.text("Lineitem name"),
        fields.money("Lineitem price"),
        fields.number("Lineitem quantity"),
    )
    buyer = _buyer(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        if not (has_total(row) or status(row) or has_subtotal(row)):
            return held(line, _("the row that opens order %s is not in the file") % (number(row) or "?"))
        code = currency(row)
        on, at = when(row)
        sale = SaleFound(number(row), on, at, code)
        for fields.line, further in rows:
            if what := item(further):
                quantity = many(further)
                sale.lines.append((what, quantity, round(price(further, code) * quantity)))
        fields.line = line
        tips = sum(cents for what, _many, cents in sale.lines if what.lower() in _TIP)
        figures = _Money(
            subtotal(row, code), shipping(row, code), tax(row, code), duties(row, code), total(row, code),
            discount(row, code), tips,
        )  # fmt: skip
        if not has_total(row):
            figures.total = figures.subtotal + figures.shipping + figures.tax + figures.duties
        _share_out(sale, figures)
        record = Record(line, ReadAs.KEPT, buyer(row), sale)
        return _by_status(
            record, status(row).lower(), told_refund(row), refunded(row, code), cancelled(row)[0] is not None
        )

    return read


def _share_out(sale: SaleFound, told: _Money) -> None:
    """Goods, tax, shipping and tip, which add up to the vendor's Total.

    Where prices hold the tax (most of Europe), the parts as told are more than the total by just the
    tax; where a code made shipping free, by the shipping.
    """
    tax, shipping, tip = told.tax + told.duties, told.shipping, told.tips
    over = told.subtotal + shipping + tax - told.total
    if over == -tip:  # the tip is not in the subtotal
        over = 0
    is_free = over and told.discount and over in (shipping, shipping + told.tax) and over != told.tax
    if is_free:
        shipping = 0
    sale.tax_cents, sale.shipping_cents, sale.tip_cents = tax, shipping, tip
    sale.goods_cents = told.total - tax - shipping - tip


def _by_status(record: Record, status: str, told_refund: str, refunded: int, is_cancelled: bool) -> Record:
    """What the vendor's words say of the order. A word nobody knows waits for the owner."""
    sale = record.sale
    assert sale is not None
    if why := _NOT_COUNTED.get(status):
        sale.status = why
        return not_counted(record.line, why, record.person, sale)
    if status and status not in _COUNTED:
        return held(record.line, _("unknown status: %s") % status, record.person, sale)
    total = sale.goods_cents + sale.tax_cents + sale.shipping_cents + sale.tip_cents
    if sale.goods_cents < 0 <= total:
        return held(record.line, _("the parts of the order do not add up to its total"), record.person, sale)
    if is_cancelled and not refunded and status != "refunded":
        if not total or not status:
            sale.status = "void"
            return not_counted(record.line, "void", record.person, sale)
        return held(
            record.line, _("cancelled, but paid and not given back: does it count?"), record.person, sale
        )
    if status == "refunded" and not refunded:
        refunded = total
    if status == "partially_refunded" and not told_refund:
        return held(
            record.line, _("partly given back, and the file does not say how much"), record.person, sale
        )
    if refunded:
        record.extra_sales.append(refund_of(sale, abs(refunded)))
    return record


def _buyer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    name, ship_name = fields.text("Billing Name"), fields.text("Shipping Name")
    email, phone = fields.email("Email"), fields.text("Phone", "Billing Phone", "Shipping Phone")
    company = fields.text("Billing Company")
    street = fields.text("Billing Address1", "Billing Street")
    city, postcode = fields.text("Billing City"), fields.text("Billing Zip")
    country, may_mail = fields.text("Billing Country"), fields.says_no("Accepts Marketing")
    customer = fields.text("Customer ID")

    def read(row: Row) -> PersonFound | None:
        ways = []
        if mail := email(row):
            ways.append(WayFound("email", mail))
        if number := phone(row):
            ways.append(WayFound("phone", number))
        person = PersonFound(
            name=name(row) or ship_name(row),
            organisation=company(row),
            ways=ways,
            street=street(row),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            vendor_id=customer(row),
            may_mail=may_mail(row),
        )
        return person if ways or person.name or person.organisation else None

    return read


def tags(cell: str) -> list[str]:
    """Shopify's tags: `VIP, blog`."""
    return listed(cell, commas=True)
