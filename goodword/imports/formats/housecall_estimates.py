"""Housecall Pro's list of estimates: whom a price was named, never a sale. Headers as a public reader has them."""

from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.records import PersonFound, Record, SaleFound
from goodword.imports.text import Row

NAME = "Housecall Pro estimates"
VENDOR = "housecall"
BRINGS = "people"
NEEDS = (("Estimate #", "Customer name", "Estimate status|Outcome", "Open value|Won value|Lost value"),)
KNOWS = ("Sub-total", "Open value", "Won value", "Lost value", "Estimate status", "Outcome", "Created date")


def reader(fields: Fields) -> RowReader:
    number, name = fields.text("Estimate #"), fields.text("Customer name")
    when, currency = (
        fields.when("Created date"),
        fields.currency("Currency", beside=("Sub-total", "Open value")),
    )

    def read(row: Row) -> Record:
        on, at = when(row)
        told = number(row)
        sale = SaleFound(f"estimate {told}" if told else "", on, at, currency(row), status="void")
        return not_counted(fields.line, "estimate", PersonFound(name=said(name(row))), sale)

    return read
