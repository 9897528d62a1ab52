"""ActiveCampaign's contacts. A contact is active, unconfirmed, unsubscribed or bounced.

The header as another importer has it; the four words as ActiveCampaign's users are told them.
"""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import Record
from goodword.imports.subscribers import DEAD, READS, STOPPED, subscriber, subscription, tags
from goodword.imports.text import Row

NAME = "ActiveCampaign contacts"
VENDOR = "activecampaign"
BRINGS = "people"
NEEDS = (("Email", "First Name", "Last Name", "Date Created", "IP|IP Address"),)
NEVER = ("Amount", "Total", "Order Total")
KNOWS = ("Phone", "Tags", "Status")

# Unconfirmed: they never answered the mail that asked whether they want more.
_SAYS = {"": READS, "active": READS, "unconfirmed": STOPPED, "unsubscribed": STOPPED, "bounced": DEAD}


def reader(fields: Fields) -> RowReader:
    whom, tag, status = subscriber(fields), fields.text("Tags"), fields.word("Status")

    def read(row: Row) -> Record:
        person, word = whom(row), status(row)
        person.tags = tags(tag(row))
        return subscription(fields.line, person, _SAYS.get(word.lower()), word)

    return read
