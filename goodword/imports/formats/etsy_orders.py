"""Etsy's sold orders (EtsySoldOrders): a row for each order. Days are month/day/year in every country.

There is no e-mail in it. `Order Total` holds the tax that Etsy itself collects, which no column tells.
`Full Name` is whom the parcel went to, `Buyer` who paid. British shops have Delivery for Shipping. What was
given back shows only in the adjusted figures: zero in all of them means that nothing was.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.refunds import refund_of
from goodword.imports.statuses import status_of
from goodword.imports.text import Row
from goodword.lib.parse_dates import MONTH_FIRST
from goodword.lib.text import fold

NAME = "Etsy orders"
VENDOR = "etsy"
BRINGS = "both"
NEEDS = (("Sale Date", "Order ID", "Order Total|Order Value", "Buyer User ID|Full Name|Buyer"),)
KNOWS = (
    "First Name", "Last Name", "Number of Items", "Payment Method", "Date Shipped", "Date Posted", "Currency",
    "Order Value", "Order Total", "Discount Amount", "Shipping Discount", "Shipping", "Sales Tax", "Status",
    "Card Processing Fees", "Order Net", "Adjusted Order Total", "Adjusted Net Order Amount", "Order Type",
)  # fmt: skip

_USER = re.compile(r"(?P<name>.*?)\s*\((?P<user>[^()\s]+)\)$")


def reader(fields: Fields) -> RowReader:
    number, when = fields.text("Order ID"), fields.when("Sale Date", order=MONTH_FIRST)
    currency, status = (
        fields.currency("Currency", beside=("Order Total", "Order Value")),
        fields.word("Status"),
    )
    share_out, given_back = _parts(fields), _given_back(fields)
    person = buyer(fields, "Full Name")

    def read(row: Row) -> Record:
        code, (on, at) = currency(row), when(row)
        sale = SaleFound(number(row), on, at, code)
        total = share_out(row, sale)
        record = Record(fields.line, ReadAs.KEPT, person(row), sale)
        told = status(row)
        says = (status_of(told) or _SAYS.get(told.lower(), "")) if told else "counted"
        if says in ("void", "failed", "pending"):
            sale.status = says
            return not_counted(record.line, says, record.person, sale)
        if not says or says == "estimate":
            return held(record.line, _("unknown status: %s") % told[:40], record.person, sale)
        if sale.goods_cents < 0 <= total:
            return held(
                record.line, _("the parts of the order do not add up to its total"), record.person, sale
            )
        back = total if says == "refunded" else given_back(row, code, total)
        if says == "partially refunded" and not back:
            return held(
                record.line, _("partly given back, and the file does not say how much"), record.person, sale
            )
        if back > 0:
            record.extra_sales.append(refund_of(sale, back))
        return record

    return read


_SAYS = {"payment processing": "pending", "processing": "counted", "not shipped": "counted"}


def _parts(fields: Fields) -> Callable[[Row, SaleFound], int]:
    """Fills in the parts, and tells the order's total. What no column tells of the total is tax."""
    has_total, total = fields.text("Order Total"), fields.money("Order Total")
    value, off = fields.money("Order Value"), fields.money("Discount Amount")
    off_at_the_stall = fields.money("InPerson Discount")
    shipping, off_shipping = (
        fields.money("Shipping", "Delivery"),
        fields.money("Shipping Discount", "Delivery Discount"),
    )
    tax = fields.money("Sales Tax")

    def read(row: Row, sale: SaleFound) -> int:
        code = sale.currency
        goods = value(row, code) - abs(off(row, code)) - abs(off_at_the_stall(row, code))
        sale.shipping_cents = shipping(row, code) - abs(off_shipping(row, code))
        sale.tax_cents = tax(row, code)
        all_in_all = goods + sale.shipping_cents + sale.tax_cents
        if has_total(row):
            all_in_all = total(row, code)
            sale.tax_cents = max(sale.tax_cents, all_in_all - goods - sale.shipping_cents)
        sale.goods_cents = all_in_all - sale.shipping_cents - sale.tax_cents
        return all_in_all

    return read


def _given_back(fields: Fields) -> Callable[[Row, str, int], int]:
    adjusted = fields.money("Adjusted Order Total")
    others = [fields.money(name) for name in ("Adjusted Card Processing Fees", "Adjusted Net Order Amount")]

    def read(row: Row, code: str, total: int) -> int:
        left = adjusted(row, code)
        is_adjusted = left or any(other(row, code) for other in others)
        return total - left if is_adjusted and left < total else 0

    return read


def buyer(fields: Fields, ship_name: str) -> Callable[[Row], PersonFound | None]:
    """Who bought. `Buyer` is a name, a user's name, or both: `Jane Doe (jane12)`."""
    who, user_id, sent_to = fields.text("Buyer"), fields.text("Buyer User ID"), fields.text(ship_name)
    given, family = fields.text("First Name"), fields.text("Last Name")
    street, more = fields.text("Street 1", "Ship Address1"), fields.text("Street 2", "Ship Address2")
    city, postcode = (
        fields.text("Ship City", "Delivery City"),
        fields.text("Ship Zipcode", "Delivery Zipcode"),
    )
    country = fields.text("Ship Country", "Delivery Country")

    def read(row: Row) -> PersonFound | None:
        shown, user, sent = who(row), user_id(row), sent_to(row)
        if both := _USER.match(shown):
            shown, user = both["name"], user or both["user"]
        elif shown and " " not in shown:
            shown, user = "", user or shown
        if shown and sent and fold(shown) != fold(sent):
            return PersonFound(name=shown, vendor_id=user)  # a present: the parcel went to somebody else
        person = PersonFound(
            name=sent or shown,
            given_name=given(row),
            family_name=family(row),
            street=" ".join(filter(None, (street(row), more(row)))),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            vendor_id=user,
        )
        return person if person.name or person.given_name or user else None

    return read
