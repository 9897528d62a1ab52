"""Payhip's list of customers: a row for each order, with an e-mail address and no name.

The columns are known from a program that reads the file, not from Payhip itself. Amounts are gross, with
whatever tax is in them; `Amount Net` is what is left after fees.
"""

from goodword.imports.cells import listed
from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.statuses import by_status
from goodword.imports.text import Row

NAME = "Payhip customers"
VENDOR = "payhip"
BRINGS = "both"
NEEDS = (("Order ID", "Amount Gross", "Amount Net"),)
KNOWS = (
    "Email",
    "Currency",
    "Status",
    "Items in cart",
    "Coupon discount amount",
    "Date",
    "Checkout responses",
)


def reader(fields: Fields) -> RowReader:
    number, when, status = fields.text("Order ID"), fields.when("Date"), fields.word("Status")
    currency, gross = fields.currency("Currency", beside=("Amount Gross",)), fields.money("Amount Gross")
    email, items = fields.email("Email"), fields.text("Items in cart")

    def read(row: Row) -> Record:
        code, (on, at) = currency(row), when(row)
        cents = gross(row, code)
        sale = SaleFound(number(row), on, at, code, cents, is_gross=True, is_refund=cents < 0)
        things = listed(items(row))
        sale.lines = [(thing, 1.0, cents if len(things) == 1 else 0) for thing in things]
        person = PersonFound(ways=[WayFound("email", mail)]) if (mail := email(row)) else None
        return by_status(Record(fields.line, ReadAs.KEPT, person, sale), status(row))

    return read
