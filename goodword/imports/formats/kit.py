"""Kit's subscribers (ConvertKit until 2024): a first name, an address, and what became of the subscription.

The header as two other importers have it, each a little differently; the states as Kit's help page tells them. Its
words are many programs' words, so a table with a last name, an address or money is not taken for Kit's.
"""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import Record
from goodword.imports.subscribers import DEAD, READS, STOPPED, subscriber, subscription, tags
from goodword.imports.text import Row

NAME = "Kit subscribers"
VENDOR = "kit"
BRINGS = "people"
NEEDS = (
    ("first_name", "email", "created_at", "status"),
    ("first_name", "email_address", "created_at", "state"),
)
NEVER = (
    "Last Name", "Surname", "Name", "Full Name", "Phone", "Phone Number", "Address", "Street", "City", "Zip",
    "Postal Code", "Amount", "Total", "Price", "Order ID", "Event", "Ticket", "Plan", "Product",
)  # fmt: skip
KNOWS = ("tags",)

# Cold: they have not opened a mail for long, and may still be written to. Inactive: they never confirmed.
_SAYS = {
    "": READS, "active": READS, "confirmed": READS, "subscribed": READS, "cold": READS,
    "inactive": STOPPED, "unconfirmed": STOPPED, "cancelled": STOPPED, "canceled": STOPPED, "unsubscribed": STOPPED,
    "complained": STOPPED, "bounced": DEAD,
}  # fmt: skip


def reader(fields: Fields) -> RowReader:
    whom, tag, status = subscriber(fields), fields.text("tags"), fields.word("status", "state")

    def read(row: Row) -> Record:
        person, word = whom(row), status(row)
        person.tags = tags(tag(row))
        return subscription(fields.line, person, _SAYS.get(word.lower()), word)

    return read
