"""Amazon's order reports, apart by tabs: all orders, new and unshipped orders, shipped orders. A row for each thing.

`item-price` is that of all pieces in the row. In the United States and Canada the tax comes on top of it;
elsewhere, as far as is known, the price holds it. The buyer's address (...@marketplace.amazon...) is Amazon's
and reaches nobody by itself, but it is always the same for one buyer: it tells who came again.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.statuses import status_of
from goodword.imports.text import Row
from goodword.lib.text import fold

NAME = "Amazon orders"
VENDOR = "amazon"
BRINGS = "both"
NEEDS = (
    ("amazon-order-id", "purchase-date", "item-price"),
    ("order-id", "order-item-id", "purchase-date", "item-price"),
)
NEVER = ("settlement-id", "return-date")
KNOWS = (
    "merchant-order-id", "payments-date", "order-status", "item-status", "fulfillment-channel", "sales-channel",
    "product-name", "sku", "asin", "quantity", "quantity-purchased", "quantity-shipped", "currency", "item-tax",
    "shipping-price", "shipping-tax", "gift-wrap-price", "item-promotion-discount", "ship-promotion-discount",
    "buyer-email", "buyer-name", "recipient-name", "ship-city", "ship-service-level", "shipment-id",
)  # fmt: skip

_NUMBER = ("amazon-order-id", "order-id")
_SAYS = {
    "unshipped": "counted", "partially shipped": "counted", "partiallyshipped": "counted", "shipping": "counted",
    "pending availability": "pending", "pendingavailability": "pending", "invoice unconfirmed": "counted",
    "unfulfillable": "void",
}  # fmt: skip
_TAX_ON_TOP = {"USD", "CAD"}
RELAY = "@marketplace.amazon"


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number = fields.text(*_NUMBER)
    return lambda first, row: bool(number(row)) and number(row) == number(first)


def reader(fields: Fields) -> RowsReader:
    number, currency = fields.text(*_NUMBER), fields.currency("currency", beside=("item-price",))
    when, channel = fields.when("purchase-date", "payments-date", zone="UTC"), fields.word("sales-channel")
    status, of_thing = fields.word("order-status"), fields.word("item-status")
    add, person = _parts(fields), _buyer(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        fields.line = line
        if channel(row).lower().startswith("non-amazon"):
            return not_counted(line, _("sent by Amazon for another shop"))
        code, (on, at) = next((code for _line, one in rows if (code := currency(one))), ""), when(row)
        sale = SaleFound(number(row), on, at, code)
        told, is_cancelled = status(row), _says(status(row)) == "void"
        for fields.line, one in rows:
            if is_cancelled or _says(of_thing(one)) != "void":
                add(one, sale)
        fields.line = line
        says = _says(told) if told else "counted"
        if says in ("void", "failed", "pending"):
            sale.status = says
            return not_counted(line, says, person(row), sale)
        if says == "back":
            why = _("sent back, and the file does not say whether the money was given back")
            return held(line, why, person(row), sale)
        if says != "counted":
            return held(line, _("unknown status: %s") % told[:40], person(row), sale)
        return Record(line, ReadAs.KEPT, person(row), sale)

    return read


def _says(told: str) -> str:
    """`Shipped - Delivered to Buyer` is shipped; what the buyer sent back or did not take is a question."""
    word = told.lower().strip()
    if word.startswith("shipped - ") and ("return" in word or "reject" in word):
        return "back"
    word = word.partition(" - ")[0]
    return _SAYS.get(word) or status_of(word)


def _parts(fields: Fields) -> Callable[[Row, SaleFound], None]:
    price, wrap = fields.money("item-price"), fields.money("gift-wrap-price")
    off, shipping = fields.money("item-promotion-discount"), fields.money("shipping-price")
    off_shipping = fields.money("ship-promotion-discount", "shipping-promotion-discount")
    taxes = [fields.money(name) for name in ("item-tax", "gift-wrap-tax")]
    tax_on_shipping, what = fields.money("shipping-tax"), fields.text("product-name", "sku")
    many = fields.number("quantity-purchased", "quantity-shipped", "quantity")

    def read(row: Row, sale: SaleFound) -> None:
        code = sale.currency
        goods = price(row, code) + wrap(row, code) - abs(off(row, code))
        sent = shipping(row, code) - abs(off_shipping(row, code))
        tax, of_shipping = sum(one(row, code) for one in taxes), tax_on_shipping(row, code)
        is_on_top = code in _TAX_ON_TOP
        sale.tax_cents += tax + of_shipping
        sale.goods_cents += goods if is_on_top else goods - tax
        sale.shipping_cents += sent if is_on_top else sent - of_shipping
        if name := what(row):
            sale.lines.append((name, many(row), price(row, code)))

    return read


def _buyer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    """Their phone is left out: often it is Amazon's too."""
    name, recipient = fields.text("buyer-name"), fields.text("recipient-name")
    email, company = fields.email("buyer-email"), fields.text("buyer-company-name")
    street, city = fields.text("ship-address-1"), fields.text("ship-city")
    postcode, country = fields.text("ship-postal-code"), fields.text("ship-country")

    def read(row: Row) -> PersonFound | None:
        mail, who, sent = email(row), name(row), recipient(row)
        is_relay = RELAY in mail.lower()
        person = PersonFound(
            name=who or sent,
            organisation=company(row),
            ways=[WayFound("email", mail)] if mail and not is_relay else [],
            vendor_id=mail.lower() if is_relay else "",
        )
        if not (person.name or person.ways or person.vendor_id or person.organisation):
            return None
        if not who or not sent or fold(who) == fold(sent):
            person.street, person.city = street(row), city(row)
            person.postcode, person.country = postcode(row), country(row)
        return person

    return read
