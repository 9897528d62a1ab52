"""Fresha's payment transactions: how a sale was paid, in parts and in advance. The sale itself counts from the
sales list, so none of these does. Headers as a public reader has them.
"""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.records import Record
from goodword.imports.text import Row

NAME = "Fresha payments"
VENDOR = "fresha"
BRINGS = "sales"
NEEDS = (("Payment no.", "Payment date", "Sale no.", "Payment amount|Payment method"),)
KNOWS = ("Sale date", "Appt. ref.", "Client", "Location", "Team member", "Transaction type")


def reader(fields: Fields) -> RowReader:
    def read(_row: Row) -> Record:
        return not_counted(fields.line, "payment")

    return read
