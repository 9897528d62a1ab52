"""Stripe's payments, old columns and new; which columns there are, the owner chose when exporting.

Amounts are gross: what Stripe took in, with whatever tax, shipping and tip are in it.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import refund_of
from goodword.imports.text import Row

NAME = "Stripe payments"
VENDOR = "stripe"
BRINGS = "both"
NEEDS = (
    ("id", "Amount", "Created (UTC)|Created date (UTC)", "Status|Captured|Amount Refunded"),
    (
        "id",
        "Amount",
        "Created",
        "Amount Refunded|Seller Message|Card Last4|PaymentIntent ID",
        "Status|Captured",
    ),
)
NEVER = ("Arrival Date (UTC)", "Available On (UTC)", "User Email", "Source ID")
KNOWS = (
    "Amount Refunded", "Currency", "Converted Amount", "Status", "Captured", "Customer ID",
    "Customer Email", "Card Name",
    "Customer Description", "Seller Message", "Statement Descriptor", "PaymentIntent ID", "Fee", "Mode",
    "Description",
)  # fmt: skip

_COUNTED = {
    "paid",
    "succeeded",
    "refunded",
    "partially refunded",
    "partial refund",
    "partially_refunded",
    "disputed",
}
_NOT_COUNTED = {
    "failed": "failed", "blocked": "failed", "declined": "failed", "expired": "failed",
    "canceled": "void", "cancelled": "void", "voided": "void",
    "pending": "pending", "uncaptured": "pending", "incomplete": "pending", "processing": "pending",
    "requires_payment_method": "pending", "requires_action": "pending", "requires_confirmation": "pending",
    "requires_capture": "pending",
}  # fmt: skip


def reader(fields: Fields) -> RowReader:
    number, currency = fields.text("id"), fields.currency("Currency", beside=("Amount",))
    amount, refunded = fields.money("Amount"), fields.money("Amount Refunded")
    disputed, dispute = fields.money("Disputed Amount"), fields.word("Dispute Status")
    when = fields.when("Created date (UTC)", "Created (UTC)", "Created", zone="UTC")
    refund_when = fields.when("Refunded date (UTC)", zone="UTC")
    status, captured = fields.word("Status"), fields.word("Captured")
    # What the checkout sold says more than "Subscription update".
    what = fields.text("Checkout Line Item Summary", "Description")
    buyer, mode = _buyer(fields), fields.word("Mode")
    card = fields.card("Card Brand", "Card Last4", "Card Fingerprint")

    def read(row: Row) -> Record:
        code, (on, at) = currency(row), when(row)
        cents = amount(row, code)
        sale = SaleFound(number(row), on, at, code, cents, is_gross=True, is_refund=cents < 0)
        sale.card = card(row)
        if bought := what(row):
            sale.lines.append((bought, 1.0, cents))
        record = Record(fields.line, ReadAs.KEPT, buyer(row), sale)
        if mode(row).lower() == "test":
            sale.status = "void"
            return not_counted(fields.line, "void", record.person, sale)
        if other := _not_kept(record, status(row).lower(), captured(row).lower()):
            return other
        back = refunded(row, code)
        if not back and status(row).lower() == "refunded":
            back = cents
        if dispute(row).lower() == "lost":
            back += disputed(row, code)
        if back > 0:
            record.extra_sales.append(refund_of(sale, min(back, cents), *refund_when(row)))
        elif status(row).lower().startswith("partial"):
            return held(
                fields.line, _("partly given back, and the file does not say how much"), record.person, sale
            )
        return record

    return read


def _not_kept(record: Record, status: str, captured: str) -> Record | None:
    """What does not count or nobody knows; None for a payment that came in."""
    sale = record.sale
    assert sale is not None
    if why := _NOT_COUNTED.get(status):
        sale.status = why
        return not_counted(record.line, why, record.person, sale)
    if status and status not in _COUNTED:
        return held(record.line, _("unknown status: %s") % status[:40], record.person, sale)
    if captured == "false" and status in ("", "paid", "succeeded"):
        sale.status = "pending"  # reserved on the card, and not taken yet
        return not_counted(record.line, "pending", record.person, sale)
    return None


def _buyer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    """Often there is no name at all; sometimes the e-mail stands where the card's name should."""
    email = fields.text(
        "Customer Email", "Email", "email (metadata)", "customer_email (metadata)", "Receipt Email"
    )
    name = fields.text(
    "Customer Name", "Name (metadata)", "customer_name (metadata)", "full name (metadata)",
    "Billing Details Name",
        "Card Name", "Shipping Name",
    )  # fmt: skip
    described, customer = fields.text("Customer Description"), fields.text("Customer ID")
    phone = fields.text("Customer Phone", "phone (metadata)", "Shipping Phone")
    street, city = (
        fields.text("Card Address Line1", "Shipping Address Line1"),
        fields.text("Card Address City"),
    )
    postcode, country = fields.text("Card Address Zip"), fields.text("Card Address Country")

    def read(row: Row) -> PersonFound | None:
        mail, whole = email(row), name(row)
        if "@" in whole:
            mail, whole = mail or whole, ""
        person = PersonFound(
            name=whole,
            street=street(row),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            vendor_id=customer(row),
        )
        if not whole:
            told = described(row)
            if "@" in told:
                mail = mail or (told if " " not in told else "")
            elif _is_name(told):
                person.name = told
        if mail:
            person.ways.append(WayFound("email", mail))
        if number := phone(row):
            person.ways.append(WayFound("phone", number))
        return person if person.name or person.ways or person.vendor_id else None

    return read


def _is_name(text: str) -> bool:
    """`Customer for order 12` is no name; `First Donor` is."""
    words = text.split()
    return (
        2 <= len(words) <= 5 and all(word[0].isupper() for word in words) and not any(map(str.isdigit, text))
    )
