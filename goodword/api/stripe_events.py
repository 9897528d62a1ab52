"""Stripe's events as they come in: what each says of a payment, in plain facts.

Read from stripe.com/docs/api, old versions and new: what a version leaves out is empty here. Amounts are gross, as in
Stripe's own table of payments, so that a sale is the same whoever tells of it first.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from goodword.lib.mails import mail_key
from goodword.lib.money import CENTS_MAX, to_cents
from goodword.lib.names import parse
from goodword.lib.payment_cards import card_key
from goodword.lib.phones import phone_key
from goodword.people.by_software import Told

# How many places an amount of Stripe's has, where it is not two (stripe.com/docs/currencies). The books have those
# of each currency as it is used, which are others for some: a Serbian dinar has none.
STRIPE_PLACES = dict.fromkeys(
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(), 0
) | dict.fromkeys("BHD JOD KWD OMR TND".split(), 3)


class Shape(BaseModel):
    """Stripe adds fields as it likes; we read those that we know."""

    model_config = ConfigDict(extra="ignore", strict=True)


def _name(value: Any) -> Any:
    """An object that is told whole, or by its id alone."""
    return (value.get("id") or "") if isinstance(value, dict) else value or ""


def _text(value: Any) -> Any:
    """What people typed may be longer than we keep, or hold what nobody can read."""
    if not isinstance(value, str):
        return "" if value is None else value
    return "".join(letter for letter in value if letter.isprintable()).strip()[:200]


Name = Annotated[str, BeforeValidator(_name), StringConstraints(max_length=120, pattern=r"^[!-~]*$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[!-~]+$")]
Text = Annotated[str, BeforeValidator(_text)]
Moment = Annotated[int, Field(ge=0, le=200_000_000_000)]
Amount = Annotated[int, Field(ge=0, le=CENTS_MAX)]
Currency = Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z]{3}$")]
Metadata = dict[str, Any]
# What is written otherwise here is left out: it is no reason to refuse a payment.
Aside = BeforeValidator(lambda value: value if isinstance(value, dict) else {})
Words = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else "")]


class Address(Shape):
    line1: Text = ""
    line2: Text = ""
    city: Text = ""
    postal_code: Text = ""
    country: Text = ""


class Customer(Shape):
    name: Text = ""
    email: Text = ""
    phone: Text = ""
    address: Address | None = None


class Checkout(Shape):
    id: Id
    created: Moment
    amount_total: Amount | None = None
    currency: Currency | None = None
    payment_status: str = ""
    payment_intent: Name = ""
    invoice: Name = ""
    customer: Name = ""
    customer_details: Customer | None = None
    customer_email: Text = ""
    client_reference_id: Text = ""
    metadata: Metadata | None = None


class Paid(Shape):
    paid_at: Moment | None = None


class Line(Shape):
    description: Text = ""


class Lines(Shape):
    data: list[Line] = []


class Payment(Shape):
    payment_intent: Name = ""
    charge: Name = ""


class InvoicePayment(Shape):
    payment: Payment | None = None


class InvoicePayments(Shape):
    data: list[InvoicePayment] = []


class Invoice(Shape):
    id: Id
    created: Moment
    amount_paid: Amount
    currency: Currency
    charge: Name = ""
    payment_intent: Name = ""
    payments: InvoicePayments | None = None
    customer: Name = ""
    customer_name: Text = ""
    customer_email: Text = ""
    customer_phone: Text = ""
    customer_address: Address | None = None
    status_transitions: Paid | None = None
    lines: Lines | None = None
    metadata: Metadata | None = None


class CardTold(Shape):
    brand: Words = ""
    last4: Words = ""
    fingerprint: Words = ""


class HowPaid(Shape):
    card: Annotated[CardTold, Aside] = CardTold()
    card_present: Annotated[CardTold, Aside] = CardTold()  # at a reader on the counter


class Charge(Shape):
    id: Id
    created: Moment
    amount: Amount
    amount_captured: Amount | None = None
    amount_refunded: Amount = 0
    captured: bool = True
    currency: Currency
    payment_intent: Name = ""
    invoice: Name = ""
    customer: Name = ""
    billing_details: Customer | None = None
    payment_method_details: Annotated[HowPaid, Aside] = HowPaid()
    receipt_email: Text = ""
    description: Text = ""
    metadata: Metadata | None = None


class Thing(BaseModel):
    """What it happened to."""

    model_config = ConfigDict(extra="allow")
    object: dict[str, Any]


class StripeEvent(BaseModel):
    """As Stripe sends it, signed in `Stripe-Signature` with the secret of this address."""

    model_config = ConfigDict(extra="allow", strict=True)
    id: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[!-~]+$")]
    type: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    created: Moment
    data: Thing
    livemode: bool = True


class Heard(NamedTuple):
    """What an event says."""

    kind: str
    names: dict[str, str]  # checkout, intent, invoice, charge
    paid_at: datetime
    began_at: datetime
    currency: str
    cents: int
    back_cents: int
    is_paid: bool
    what: str
    buyer: Told
    ref: str  # what the buyer brought along: an advocate's link or code
    card: str = ""  # that paid


def hear(event: StripeEvent, country: str) -> Heard | None:
    """None for what says nothing of money. Raises pydantic's ValidationError, OverflowError."""
    read = READ.get(event.type)
    return read(event, country) if read else None


def _checkout(event: StripeEvent, country: str) -> Heard | None:
    told = Checkout.model_validate(event.data.object)
    if not told.amount_total or not told.currency:
        return None  # a trial, or a card kept for later
    who = told.customer_details or Customer()
    who.email = who.email or told.customer_email
    names = {"checkout": told.id, "intent": told.payment_intent, "invoice": told.invoice}
    return Heard(
        "checkout", names, _at(event.created), _at(told.created), told.currency,
        cents_of(told.amount_total, told.currency), 0, told.payment_status == "paid", "",
        _buyer(who, told.customer, country), told.client_reference_id or _ref(told.metadata),
    )  # fmt: skip


def _invoice(event: StripeEvent, country: str) -> Heard | None:
    told = Invoice.model_validate(event.data.object)
    if not told.amount_paid:
        return None
    names = {"invoice": told.id, "intent": told.payment_intent, "charge": told.charge}
    for one in told.payments.data if told.payments else ():
        if one.payment:
            names["intent"] = names["intent"] or one.payment.payment_intent
            names["charge"] = names["charge"] or one.payment.charge
    who = Customer(
        name=told.customer_name,
        email=told.customer_email,
        phone=told.customer_phone,
        address=told.customer_address,
    )
    moved = told.status_transitions.paid_at if told.status_transitions else None
    what = ", ".join(filter(None, (line.description for line in told.lines.data))) if told.lines else ""
    return Heard(
        "invoice", names, _at(moved or event.created), _at(told.created), told.currency,
        cents_of(told.amount_paid, told.currency), 0, True, what[:200], _buyer(who, told.customer, country),
        _ref(told.metadata),
    )  # fmt: skip


def _charge(event: StripeEvent, country: str) -> Heard | None:
    told = Charge.model_validate(event.data.object)
    taken = told.amount_captured or told.amount
    if not taken or not told.captured:
        return None  # reserved on the card, and not taken yet
    who = told.billing_details or Customer()
    who.email = who.email or told.receipt_email
    names = {"charge": told.id, "intent": told.payment_intent, "invoice": told.invoice}
    return Heard(
        "charge", names, _at(told.created), _at(told.created), told.currency, cents_of(taken, told.currency),
        cents_of(min(told.amount_refunded, taken), told.currency), True, told.description,
        _buyer(who, told.customer, country), _ref(told.metadata), _card(told.payment_method_details),
    )  # fmt: skip


def _card(paid: HowPaid) -> str:
    here, there = paid.card, paid.card_present
    return card_key(here.brand, here.last4, here.fingerprint) or card_key(
        there.brand, there.last4, there.fingerprint
    )


READ = {
    "checkout.session.completed": _checkout,
    "checkout.session.async_payment_succeeded": _checkout,
    "invoice.paid": _invoice,
    "charge.succeeded": _charge,
    "charge.captured": _charge,
    "charge.refunded": _charge,
}


def cents_of(amount: int, currency: str) -> int:
    """In the smallest unit that the books have of that currency."""
    return to_cents(Decimal(amount).scaleb(-STRIPE_PLACES.get(currency, 2)), currency)


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _ref(metadata: Metadata | None) -> str:
    told = metadata or {}
    found = told.get("goodword") or told.get("ref")
    return str(_text(found)) if isinstance(found, str) else ""


def _buyer(who: Customer, customer: str, country: str) -> Told:
    """Where the e-mail stands in the name's place, it is no name."""
    where = who.address or Address()
    name, mail = ("", who.email or who.name) if "@" in who.name else (who.name, who.email)
    ways = [("email", key, mail)] if (key := mail_key(mail)) else []
    ways += [("phone", key, who.phone)] if (key := phone_key(who.phone, country)) else []
    parsed = parse(name)
    return Told(
        given_name=parsed.given[:100],
        family_name=parsed.family[:99],
        street=", ".join(filter(None, (where.line1, where.line2)))[:200],
        city=where.city[:100],
        postcode=where.postal_code[:20],
        country=where.country[:60],
        vendor="stripe" if customer else "",
        vendor_id=customer,
        ways=ways,
    )
