"""systeme.io's contacts: first name, `Surname`, tags. Whether somebody unsubscribed, the file does not say.

The header as another importer has it, in English.
"""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import Record
from goodword.imports.subscribers import READS, subscriber, subscription, tags
from goodword.imports.text import Row

NAME = "systeme.io contacts"
VENDOR = "systemeio"
BRINGS = "people"
NEEDS = (("Email", "First name", "Surname", "Date registered"),)
KNOWS = ("Phone number", "Country", "Tags")


def reader(fields: Fields) -> RowReader:
    whom, tag = subscriber(fields), fields.text("Tags")

    def read(row: Row) -> Record:
        person = whom(row)
        person.tags = tags(tag(row))
        return subscription(fields.line, person, READS)

    return read
