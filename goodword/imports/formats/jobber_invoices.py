"""Jobber's report of invoices, titles above the header. `-` says nothing.

Headers as several public readers of the report have them. A paid invoice counts on the day it was marked
paid; one that waits for money, with a deposit or without, is pending, and bad debt is void. The sale is
`Total ($)`; a tip that Jobber does not count into it is not told here either.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.formats.jobber_clients import asked
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.text import Row
from goodword.imports.walking import is_total
from goodword.lib.money import places

NAME = "Jobber invoices"
VENDOR = "jobber"
BRINGS = "both"
NEEDS = (
    ("Invoice #", "Client name", "Total ($)", "Status", "Balance ($)|Marked paid date|Issued date"),
    ("Invoice #", "Client name", "Total ($)", "Issued date|Created date", "Marked paid date|Days to paid"),
)
NEVER = ("Quote #",)
KNOWS = (
    "Client email", "Client phone", "Client email address", "Client phone number", "Billing street", "Billing city",
    "Billing ZIP", "Service property name", "Service street", "Subject", "Line items", "Salesperson",
    "Visits assigned to", "Job #s", "Pre-tax total ($)", "Tip ($)", "Balance ($)", "Tax (%)", "Tax amount ($)",
    "Deposit ($)", "Discount ($)", "Created date", "Issued date", "Due date", "Late by", "Marked paid date",
    "Days to paid", "Last contacted", "Sent to", "Viewed in client hub",
)  # fmt: skip

_SAYS = {
    "paid": "counted", "draft": "pending", "awaiting payment": "pending", "past due": "pending",
    "bad debt": "void",
}  # fmt: skip
_LINE = re.compile(r"(?:^|, )(.+?) \((-?[\d.]+), -?\D{0,3}(-?[\d,.]+)\)(?=, |$)")


def reader(fields: Fields) -> RowReader:
    invoice, client, status = _invoice(fields), client_reader(fields), fields.word("Status")
    is_paid = fields.is_told("Marked paid date")

    def read(row: Row) -> Record:
        line, told = fields.line, said(status(row))
        if not told and is_total(row):
            return not_counted(line, "total")
        person, sale = client(row), invoice(row)
        if told:
            says = _SAYS.get(header_key(told), "")
        else:
            says = "counted" if is_paid(row) else "pending"
        if says in ("pending", "void"):
            sale.status = says
            return not_counted(line, says, person, sale)
        if not says:
            return held(line, _("unknown status: %s") % told[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale if sale.goods_cents else None)

    return read


def _invoice(fields: Fields) -> Callable[[Row], SaleFound]:
    number, when = fields.text("Invoice #"), fields.when("Marked paid date", "Issued date", "Created date")
    currency = fields.currency("Currency", beside=("Total ($)", "Balance ($)"))
    total, before = fields.money("Total ($)"), fields.money("Pre-tax total ($)")
    tax, tip, items = fields.money("Tax amount ($)"), fields.money("Tip ($)"), fields.text("Line items")

    def read(row: Row) -> SaleFound:
        code, (on, at) = currency(row), when(row)
        cents, taxed, tipped = total(row, code), tax(row, code), tip(row, code)
        if before(row, code) + taxed + tipped != cents:
            tipped = 0  # the tip is not in the total
        goods = cents - taxed - tipped
        return SaleFound(
            number(row),
            on,
            at,
            code,
            goods,
            taxed,
            0,
            tipped,
            is_refund=cents < 0,
            lines=_lines(items(row), code),
        )

    return read


def _lines(told: str, code: str) -> list[tuple[str, float, int]]:
    """`Mulch (4, $280.00), Hedge, front (1, $90.00)`: how many, and what all of them cost."""
    one = 10 ** places(code)
    return [
        (what, float(many), round(float(sum_.replace(",", "")) * one))
        for what, many, sum_ in _LINE.findall(said(told))
        if many.count(".") < 2 and sum_.count(".") < 2
    ]


def client_reader(fields: Fields) -> Callable[[Row], PersonFound | None]:
    """The client as invoices, quotes and visits tell them."""
    name, referred_by = fields.text("Client name"), asked(fields)
    email, phone = (
        fields.email("Client email", "Client email address"),
        fields.text("Client phone", "Client phone number"),
    )
    street, city = (
        fields.text("Billing street", "Service street"),
        fields.text("Billing city", "Service city"),
    )
    postcode = fields.text("Billing ZIP", "Service ZIP", "Billing zip code", "Service zip code")

    def read(row: Row) -> PersonFound | None:
        person = PersonFound(
            name=said(name(row)),
            street=said(street(row)),
            city=said(city(row)),
            postcode=said(postcode(row)),
        )
        for kind, told in (("email", said(email(row))), ("phone", said(phone(row)))):
            if told:
                person.ways.append(WayFound(kind, told))
        person.referred_by = referred_by(row, person)
        return person if person.name or person.ways else None

    return read
