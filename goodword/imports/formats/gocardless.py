"""GoCardless' payments: direct debits, with the customer in the same row, as its help page lists the columns.

A debit takes days: it counts once it is confirmed or paid out. What a bank takes back later is `charged_back`.
Amounts are gross.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import refund_of
from goodword.imports.text import Row

NAME = "GoCardless payments"
VENDOR = "gocardless"
BRINGS = "both"
NEEDS = (
    ("id", "charge_date", "amount", "status", "amount_refunded|links.mandate|links.customer|customers.id"),
)
KNOWS = (
    "created_at", "description", "currency", "amount_refunded", "reference", "transaction_fee", "payout_date",
    "app_fee", "links.mandate", "links.creditor", "links.customer", "links.payout", "links.subscription",
    "customers.id", "customers.email", "customers.given_name", "customers.family_name", "customers.company_name",
    "customers.address_line1", "customers.city", "customers.postal_code", "customers.country_code",
)  # fmt: skip

_COUNTED = {"confirmed", "paid_out", "charged_back"}
_NOT_COUNTED = {
    "pending_customer_approval": "pending", "pending_submission": "pending", "submitted": "pending",
    "scheduled": "pending", "failed": "failed", "customer_approval_denied": "failed", "cancelled": "void",
    "canceled": "void",
}  # fmt: skip


def reader(fields: Fields) -> RowReader:
    number, status, what = fields.text("id"), fields.word("status"), fields.text("description", "reference")
    currency, buyer = fields.currency("currency", beside=("amount",)), _buyer(fields)
    amount, refunded = fields.money("amount"), fields.money("amount_refunded")
    when = fields.when("charge_date", "created_at", zone="UTC")

    def read(row: Row) -> Record:
        line, code, (on, at) = fields.line, currency(row), when(row)
        cents = amount(row, code)
        sale = SaleFound(number(row), on, at, code, cents, is_gross=True)
        if bought := said(what(row)):
            sale.lines.append((bought, 1.0, cents))
        record = Record(line, ReadAs.KEPT, buyer(row), sale)
        says = "_".join(status(row).lower().split())
        if why := _NOT_COUNTED.get(says):
            sale.status = why
            return not_counted(line, why, record.person, sale)
        if says not in _COUNTED:
            return held(line, _("unknown status: %s") % (status(row)[:40] or "?"), record.person, sale)
        back = cents if says == "charged_back" else abs(refunded(row, code))
        if back:
            record.extra_sales.append(refund_of(sale, min(back, cents)))
        return record

    return read


def _buyer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    given, family = fields.text("customers.given_name"), fields.text("customers.family_name")
    company, email = fields.text("customers.company_name"), fields.email("customers.email")
    customer = fields.text("customers.id", "links.customer")
    lines = [fields.text(f"customers.address_line{number}") for number in range(1, 4)]
    city, postcode = fields.text("customers.city"), fields.text("customers.postal_code")
    country = fields.text("customers.country_code")

    def read(row: Row) -> PersonFound | None:
        person = PersonFound(
            given_name=said(given(row)),
            family_name=said(family(row)),
            organisation=said(company(row)),
            street=" ".join(filter(None, (line(row) for line in lines))),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            vendor_id=customer(row),
        )
        if mail := email(row):
            person.ways.append(WayFound("email", mail))
        told = person.given_name or person.family_name or person.organisation
        return person if told or person.ways or person.vendor_id else None

    return read
