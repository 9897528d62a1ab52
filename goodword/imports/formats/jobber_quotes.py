"""Jobber's report of quotes, two titles above the header: whom a price was named. A quote is no sale, whatever
became of it, and neither is its deposit: what was paid stands in the invoices.
"""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.formats.jobber_invoices import client_reader
from goodword.imports.records import Record, SaleFound
from goodword.imports.text import Row

NAME = "Jobber quotes"
VENDOR = "jobber"
BRINGS = "people"
NEEDS = (
    ("Quote #", "Client name", "Drafted date|Sent date|Status", "Total ($)|Subtotal ($)|Line items"),
    ("Quote #", "Client name", "Required deposit ($)|Collected deposit ($)", "Title|Status"),
)
NEVER = ("Scheduled start date", "Closed date")
KNOWS = (
    "Client email", "Client phone", "Client email address", "Client phone number", "Service property name",
    "Service street", "Service city", "Service province", "Service state/province", "Service ZIP", "Title", "Status",
    "Line items", "Lead source", "Salesperson", "Sent by user", "Sent to", "Job #s", "Subtotal ($)", "Total ($)",
    "Discount ($)", "Required deposit ($)", "Collected deposit ($)", "Viewed in client hub", "Drafted date",
    "Sent date", "Changes requested date", "Approved date", "Converted date", "Archived date",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    client, number = client_reader(fields), fields.text("Quote #")
    when = fields.when("Drafted date", "Sent date", "Approved date", "Converted date", "Archived date")
    currency = fields.currency("Currency", beside=("Total ($)", "Subtotal ($)"))

    def read(row: Row) -> Record:
        on, at = when(row)
        told = number(row)
        # Void, under a number that no invoice has: so whoever asked for a quote is in the books.
        sale = SaleFound(f"quote {told}" if told else "", on, at, currency(row), status="void")
        return not_counted(fields.line, "estimate", client(row), sale)

    return read
