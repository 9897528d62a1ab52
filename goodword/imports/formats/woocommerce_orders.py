"""WooCommerce's orders, as the plugins for export write them: a row for each order, or for each thing in it.

Three plugins as their own code and pages have the columns: SkyVerge's (`refunded_total`, `line_items`),
WebToffee's (`line_item_1`, `refund_items`) and AlgolPlus's (`Order Total Amount`, `Email (Billing)`). The total
of an order stands on each of its rows, or on the first; a customer 0 is a guest.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields, Text
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import refund_of
from goodword.imports.statuses import status_of
from goodword.imports.text import Row
from goodword.lib.money import to_cents

NAME = "WooCommerce orders"
VENDOR = "woocommerce"
BRINGS = "both"
_TOTAL = "order_total|Order Total Amount|Order Total"
_NUMBER = "order_number_formatted|order_number|Order Number|order_id|Order ID"
NEEDS = (
    ("billing_email|billing_first_name|billing_last_name", _TOTAL, _NUMBER),
    ("Email (Billing)|First Name (Billing)|Full Name (Billing)", _TOTAL, _NUMBER),
)
KNOWS = (
    "order_date", "Order Date", "order_status", "Order Status", "status", "order_currency", "customer_id",
    "billing_phone", "billing_company", "billing_address_1", "billing_postcode", "payment_method",
    "shipping_total", "tax_total", "order_shipping", "Order Shipping Amount", "Order Total Tax Amount",
    "refunded_total", "Order Refund Amount", "line_items", "item_name", "Item Name", "Payment Method Title",
)  # fmt: skip

_REFUND_COLUMNS = ("refunded_total", "order_refund", "Order Refund Amount", "total_refunded")
_SAYS = {
    "processing": "counted", "on hold": "pending", "pending": "pending", "checkout draft": "pending",
    "draft": "pending", "trash": "void", "auto draft": "pending",
}  # fmt: skip
_AMOUNT = re.compile(r'"?amount"?\s*:\s*"?(\d{1,12}(?:\.\d{1,4})?)')


def woo_status(told: str) -> str:
    """What WooCommerce means: an order that is processing is paid for. "" for a word nobody knows."""
    word = told.lower().removeprefix("wc-").replace("-", " ").strip()
    return _SAYS.get(word) or status_of(word)


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number, total = fields.text(*_NUMBER.split("|")), fields.text(*_TOTAL.split("|"))
    item = fields.text("item_name", "Item Name")

    def read(first: Row, row: Row) -> bool:
        if not number(row):
            return bool(item(row) and not total(row))
        return number(row) == number(first) and total(row) in ("", total(first))

    return read


def reader(fields: Fields) -> RowsReader:
    number, status = fields.text(*_NUMBER.split("|")), fields.word("order_status", "status", "Order Status")
    currency = fields.currency(
        "order_currency", "Order Currency", "currency", beside=tuple(_TOTAL.split("|"))
    )
    when = fields.when("order_date", "Order Date", "date", "date_created", "paid_date", "Paid Date")
    total, share_out, things = fields.money(*_TOTAL.split("|")), _parts(fields), _things(fields)
    refunded, has_refunds, buyer = _refunded(fields), fields.has(*_REFUND_COLUMNS), _buyer(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        fields.line = line
        code, (on, at) = currency(row), when(row)
        sale = SaleFound(number(row).lstrip("#"), on, at, code)
        paid = total(row, code)
        if paid < 0 and has_refunds:
            return Record(line, ReadAs.LINE)  # its order tells it too
        share_out(row, sale, paid)
        sale.lines = things(rows, sale)
        fields.line = line
        record = Record(line, ReadAs.KEPT, buyer(row), sale)
        if paid < 0:
            sale.is_refund, sale.refund_of = True, sale.vendor_id
            sale.vendor_id = f"{sale.vendor_id}/refund/{at or on}"
            return record
        return by_status(record, status(row), paid, refunded(row, code))

    return read


def by_status(record: Record, status: str, paid: int, back: int) -> Record:
    sale = record.sale
    assert sale is not None
    says = woo_status(status) if status else "counted"
    if says in ("void", "failed", "pending"):
        sale.status = says
        return not_counted(record.line, says, record.person, sale)
    if not says or says == "estimate":
        return held(record.line, _("unknown status: %s") % status[:40], record.person, sale)
    if sale.goods_cents < 0 <= paid:
        return held(record.line, _("the parts of the order do not add up to its total"), record.person, sale)
    if says == "refunded":
        back = paid
    if says == "partially refunded" and not back:
        return held(
            record.line, _("partly given back, and the file does not say how much"), record.person, sale
        )
    if (back := min(back, paid)) > 0:
        record.extra_sales.append(refund_of(sale, back))
    return record


def _parts(fields: Fields) -> Callable[[Row, SaleFound, int], None]:
    """Shipping is told without its tax; the tax of the whole, or that of the goods and of the shipping."""
    shipping = fields.money("shipping_total", "order_shipping", "Order Shipping Amount", "Shipping Total")
    whole = ("tax_total", "order_total_tax", "Order Total Tax Amount", "total_tax", "Total Tax")
    taxes = (
        [fields.money(*whole)]
        if fields.has(*whole)
        else [
            fields.money("order_tax", "Order Tax Amount", "cart_tax"),
            fields.money("order_shipping_tax", "shipping_tax_total", "shipping_tax", "Order Shipping Tax Amount"),
        ]
    )  # fmt: skip

    def read(row: Row, sale: SaleFound, paid: int) -> None:
        sale.shipping_cents = shipping(row, sale.currency)
        sale.tax_cents = sum(tax(row, sale.currency) for tax in taxes)
        sale.goods_cents = paid - sale.shipping_cents - sale.tax_cents

    return read


def _refunded(fields: Fields) -> Callable[[Row, str], int]:
    """From a column of its own, else from the list of refunds (`amount:5.00|reason:...`)."""
    told, listed = fields.money(*_REFUND_COLUMNS), fields.text("refunds", "refund_items")

    def read(row: Row, code: str) -> int:
        if cents := abs(told(row, code)):
            return cents
        return sum(to_cents(Decimal(amount), code or "USD") for amount in _AMOUNT.findall(listed(row))[:100])

    return read


def _things(fields: Fields) -> Callable[[list[tuple[int, Row]], SaleFound], list[tuple[str, float, int]]]:
    """A row for each, or all of them in a cell, or a cell for each (`line_item_1`)."""
    item = fields.text("item_name", "Item Name")
    many = fields.number("item_quantity", "Quantity", "Quantity (- Refund)", "qty")
    total = fields.money("item_total", "Order Line Total", "Item Total Amount")
    price, has_total = (
        fields.money("Item Cost"),
        fields.has("item_total", "Order Line Total", "Item Total Amount"),
    )
    cells: list[Text] = [fields.text("line_items")]
    for n in range(1, 100):
        if not fields.has(f"line_item_{n}"):
            break
        cells.append(fields.text(f"line_item_{n}"))

    def read(rows: list[tuple[int, Row]], sale: SaleFound) -> list[tuple[str, float, int]]:
        found = []
        for fields.line, row in rows:
            if what := item(row):
                full = total(row, sale.currency) if has_total else price(row, sale.currency) * many(row)
                found.append((what, many(row), round(full)))
        if not found:
            found = [thing for cell in cells for thing in _listed(cell(rows[0][1]), sale.currency)]
        return found

    return read


def _listed(cell: str, currency: str) -> list[tuple[str, float, int]]:
    """`id:4|name:Rye|quantity:2|total:9.00;...`, or the same as JSON."""
    if cell.startswith("[{"):
        try:
            told = [one for one in json.loads(cell) if isinstance(one, dict)]
        except (ValueError, RecursionError):
            return []
    else:
        told = [dict(part.split(":", 1) for part in one.split("|") if ":" in part) for one in cell.split(";")]
    return [_thing(one, currency) for one in told if one.get("name")]


def _thing(told: dict[str, object], currency: str) -> tuple[str, float, int]:
    paid = Decimal(str(_number(told.get("total"))))
    return str(told["name"]), _number(told.get("quantity"), 1), to_cents(paid, currency or "USD")


def _number(told: object, otherwise: float = 0) -> float:
    text = str(told or "").strip()
    return float(text) if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,4})?", text, re.A) else otherwise


def _buyer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    name = fields.text("Full Name (Billing)", "billing_full_name")
    given, family = (
        fields.text("billing_first_name", "First Name (Billing)"),
        fields.text("billing_last_name", "Last Name (Billing)"),
    )
    company = fields.text("billing_company", "Company (Billing)")
    email = fields.email("billing_email", "Email (Billing)", "customer_email")
    phone = fields.text("billing_phone", "Phone (Billing)")
    street = fields.text(
        "billing_address_1", "billing_address", "Address 1&2 (Billing)", "Address 1 (Billing)"
    )
    more = fields.text("billing_address_2", "Address 2 (Billing)")
    city, postcode = (
        fields.text("billing_city", "City (Billing)"),
        fields.text("billing_postcode", "Postcode (Billing)"),
    )
    country = fields.text("billing_country", "Country Code (Billing)", "Country Name (Billing)")
    customer = fields.text("customer_id", "customer_user", "Customer User ID")

    def read(row: Row) -> PersonFound | None:
        ways = [WayFound("email", mail)] if (mail := email(row)) else []
        if number := phone(row):
            ways.append(WayFound("phone", number))
        person = PersonFound(
            name=name(row),
            given_name=given(row),
            family_name=family(row),
            organisation=company(row),
            ways=ways,
            street=" ".join(filter(None, (street(row), more(row)))),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            vendor_id=customer(row) if customer(row).strip("0") else "",
        )
        named = person.name or person.given_name or person.family_name or person.organisation
        return person if named or ways or person.vendor_id else None

    return read
