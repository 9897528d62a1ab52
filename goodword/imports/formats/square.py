"""Square's transactions, from 44 columns (2018) to 55 and more. `Card` and `Cash` are amounts, not names.

The list of items (square_items.py) tells the same sales by the same numbers, without tips: this one is believed.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields, Text
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.statuses import status_of
from goodword.imports.text import Row
from goodword.lib.time_zones import zone_of

NAME = "Square transactions"
VENDOR = "square"
BRINGS = "both"
NEEDS = (
    ("Gross Sales", "Net Sales", "Transaction ID|Payment ID", "Total Collected|Net Total"),
    ("Total Collected", "Net Total", "Transaction ID|Payment ID"),
)
NEVER = ("Item", "Qty")
KNOWS = (
    "Date", "Time", "Time Zone", "Discounts", "Tax", "Tip", "Partial Refunds", "Source",
    "Card Entry Methods", "Event Type",
    "Fees", "Customer Name", "Customer ID", "Device Name", "Gift Card Sales", "Transaction Status",
)  # fmt: skip

SALES = {"payment", "sale", ""}
REFUNDS = {"refund", "partial refund", "full refund"}


def reader(fields: Fields) -> RowReader:
    payment, transaction = fields.text("Payment ID"), fields.text("Transaction ID")
    event, status = fields.word("Event Type"), fields.word("Transaction Status")
    money, what = _parts(fields), fields.text("Description")
    when, buyer, card = when_of(fields), buyer_of(fields), card_of(fields)

    def read(row: Row) -> Record:
        line, happened, told = fields.line, event(row).lower(), status(row)
        on, at = when(row)
        sale = SaleFound(transaction(row) or payment(row), on, at, card=card(row))
        money(row, sale)
        if bought := what(row):
            sale.lines.append((bought, 1.0, sale.goods_cents))
        person = buyer(row)
        total = sale.goods_cents + sale.tax_cents + sale.tip_cents
        if happened in REFUNDS or (happened in SALES and total < 0):
            make_refund(sale, payment(row), f"{at or on}")
        elif happened not in SALES:
            return held(line, _("unknown event: %s") % happened[:40], person, sale)
        says = status_of(told) if told else "counted"
        if says in ("void", "failed", "pending"):
            sale.status = says
            return not_counted(line, says, person, sale)
        if not says or says == "estimate":
            return held(line, _("unknown status: %s") % told[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read


def make_refund(sale: SaleFound, payment: str, moment: str) -> None:
    """The refund's row bears the number of the sale it gives back, so it needs one of its own."""
    sale.is_refund, sale.refund_of = True, sale.vendor_id
    sale.vendor_id = f"{sale.vendor_id}/refund/{payment or moment}" if sale.vendor_id else ""
    for part in ("goods_cents", "tax_cents", "tip_cents"):
        setattr(sale, part, -abs(getattr(sale, part)))


def _parts(fields: Fields) -> Callable[[Row, SaleFound], None]:
    """Goods are what was collected without tax and tip: the three add up to `Total Collected`."""
    currency = fields.currency("Currency", beside=("Total Collected", "Net Sales", "Gross Sales"))
    net, gift_cards, partial = (
        fields.money("Net Sales"),
        fields.money("Gift Card Sales"),
        fields.money("Partial Refunds"),
    )
    collected, tax, tip = fields.money("Total Collected"), fields.money("Tax"), fields.money("Tip")
    has_collected = fields.text("Total Collected")

    def read(row: Row, sale: SaleFound) -> None:
        code = sale.currency = currency(row)
        sale.tax_cents, sale.tip_cents = tax(row, code), tip(row, code)
        if has_collected(row):
            sale.goods_cents = collected(row, code) - sale.tax_cents - sale.tip_cents
        else:
            sale.goods_cents = net(row, code) + gift_cards(row, code) + partial(row, code)

    return read


def when_of(fields: Fields) -> Callable[[Row], tuple[date | None, datetime | None]]:
    """The day and time stand in two columns, the zone in a third, in Square's own words."""
    return fields.when_in_two("Date", "Time", "Time Zone", zone_of)


def card_of(fields: Fields) -> Text:
    return fields.card("Card Brand", "PAN Suffix")


def buyer_of(fields: Fields) -> Callable[[Row], PersonFound | None]:
    """Usually blank: most people pay without saying who they are."""
    name, number = fields.text("Customer Name"), fields.text("Customer ID", "Customer Reference ID")
    email, phone = fields.text("Customer Email"), fields.text("Customer Phone")

    def read(row: Row) -> PersonFound | None:
        person = PersonFound(name=name(row), vendor_id=number(row))
        if mail := email(row):
            person.ways.append(WayFound("email", mail))
        if called := phone(row):
            person.ways.append(WayFound("phone", called))
        return person if person.name or person.vendor_id or person.ways else None

    return read
