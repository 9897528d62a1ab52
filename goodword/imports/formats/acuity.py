"""Acuity Scheduling's export of appointments. Each question of the owner's forms is a column of its own.

Headers as two public readers of the file have them. A visit counts once it is paid: in full online, on the
day it was booked; else on the day of the visit, when `Paid?` says so. A deposit alone waits. A visit paid with
a certificate brought its money when that was bought, and a free one is a guest without a sale. Cancelled
visits are usually not in the file; a label such as "No Show" says no as well. Times are the business's own.
"""

from collections.abc import Callable

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.header_words import vocabulary
from goodword.imports.one_thing import sale_of_one
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.text import Row

NAME = "Acuity appointments"
VENDOR = "acuity"
BRINGS = "both"
NEEDS = (
    ("Start Time", "End Time", "Type", "Appointment Price", "Appointment ID|Paid?|Calendar"),
    ("Start Time", "End Time", "Calendar", "Appointment ID|Certificate Code|Amount Paid Online"),
)
KNOWS = (
    "First Name", "Last Name", "Phone", "Email", "Type", "Calendar", "Appointment Price", "Paid?",
    "Amount Paid Online", "Certificate Code", "Notes", "Date Scheduled", "Label", "Scheduled By", "Appointment ID",
)  # fmt: skip

_NOT_SO = {"no show", "noshow", "cancelled", "canceled", "did not come"}


def reader(fields: Fields) -> RowReader:
    visit, guest, label = _visit(fields), _guest(fields), fields.word("Label")
    paid, online = fields.says_yes("Paid?"), fields.money("Amount Paid Online")
    certificate, booked = fields.is_told("Certificate Code"), fields.when("Date Scheduled")

    def read(row: Row) -> Record:
        line, person, sale = fields.line, guest(row), visit(row)
        if header_key(label(row)) in _NOT_SO:
            sale.status = "void"
            return not_counted(line, "void", person, sale)
        price, sent = sale.goods_cents, online(row, sale.currency)
        if not price or (certificate(row) and not sent):
            return Record(line, ReadAs.KEPT, person)
        if sent >= price:
            on, at = booked(row)
            sale.on, sale.at = on or sale.on, at if on else sale.at
        elif not paid(row):
            sale.status = "pending"
            return not_counted(line, "pending", person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read


def _visit(fields: Fields) -> Callable[[Row], SaleFound]:
    return sale_of_one(
        fields.text("Appointment ID"),
        fields.when("Start Time"),
        fields.currency("Currency", beside=("Appointment Price", "Amount Paid Online")),
        fields.money("Appointment Price"),
        fields.text("Type"),
    )


def _guest(fields: Fields) -> Callable[[Row], PersonFound]:
    given, family = fields.text("First Name"), fields.text("Last Name")
    email, phone = fields.email("Email"), fields.text("Phone")
    words = vocabulary()
    asked = fields.sender_at(
        [spot for spot, key in enumerate(fields.table.keys) if words.get(key) == "referred_by"]
    )

    def read(row: Row) -> PersonFound:
        person = PersonFound(given_name=said(given(row)), family_name=said(family(row)))
        person.referred_by = asked(row, person)
        for kind, told in (("email", email(row)), ("phone", said(phone(row)))):
            if told:
                person.ways.append(WayFound(kind, told))
        return person

    return read
