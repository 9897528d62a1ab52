"""Jobber's report of visits, titles above the header: who was visited. What a visit is worth (`Visit based ($)`)
is not what was paid; that stands in the invoices, and counts there.
"""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.formats.jobber_invoices import client_reader
from goodword.imports.records import ReadAs, Record
from goodword.imports.text import Row

NAME = "Jobber visits"
VENDOR = "jobber"
BRINGS = "people"
NEEDS = (
    ("Job #", "Client name", "Visit completed date|Visit completed|Visit title|Visit based ($)"),
    ("Job #", "Client name", "Date", "Times", "Assigned to|Line items"),
)
NEVER = ("Invoice #", "Quote #")
KNOWS = (
    "Date", "Times", "Visit title", "Title", "Client email", "Client phone", "Service property name",
    "Service street", "Service city", "Service province", "Service ZIP", "Visit completed date", "Completed",
    "Assigned to", "Line items", "One-off job ($)", "Visit based ($)", "Schedule duration", "Scheduled duration",
    "Time tracked", "Job type",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    client = client_reader(fields)

    def read(row: Row) -> Record:
        return Record(fields.line, ReadAs.KEPT, client(row))

    return read
