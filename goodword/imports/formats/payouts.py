"""Money that a vendor sends on to the bank, of Stripe, Shopify and Vagaro. Transfers, never sales."""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.records import Record
from goodword.imports.text import Row

NAME = "Payouts to the bank"
VENDOR = "payouts"
BRINGS = "sales"
NEEDS = (
    ("id", "Amount", "Arrival Date (UTC)|Arrival Date"),
    ("id", "Type", "Amount", "Net", "Available On (UTC)"),
    ("Payout Date", "Payout Status|Status", "Charges|Payout ID"),
    ("Payout Date", "Adjustments", "Refunds"),
    ("DepositDate", "TranNum", "NetAmount|DiscFee"),
)


def reader(fields: Fields) -> RowReader:
    def read(_row: Row) -> Record:
        return not_counted(fields.line, "transfer")

    return read
