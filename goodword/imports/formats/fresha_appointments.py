"""Fresha's list of appointments: who came, or will come.

Headers as a real file of 2026 has them ("Prepayments" was "Upfront payments"). `Net sales` is what a visit is
worth and not what was paid, and a visit that nobody checked out stays "New": so an appointment brings a
person, and the sale comes from the sales list. Cancelled ones, and those to which nobody came, bring nothing.
The list knows its clients by name only.
"""

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record
from goodword.imports.text import Row

NAME = "Fresha appointments"
VENDOR = "fresha"
BRINGS = "people"
NEEDS = (("Appt. ref.", "Client", "Scheduled date", "Status|Service"),)
NEVER = ("Payment no.",)
KNOWS = (
    "Team member", "Resource", "Status", "Created date", "Cancelled date", "Category", "Service", "Duration (mins)",
    "Appt. slot", "Created by", "Cancelled by", "Location", "Net sales", "Cancellation reason", "Fees charged",
    "Prepayments", "Upfront payments",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    client, status, cancelled = fields.text("Client"), fields.word("Status"), fields.is_told("Cancelled date")

    def read(row: Row) -> Record:
        if header_key(status(row)) in ("cancelled", "canceled", "no show") or cancelled(row):
            return not_counted(fields.line, "void")
        return Record(fields.line, ReadAs.KEPT, PersonFound(name=said(client(row))))

    return read
