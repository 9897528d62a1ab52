"""Goodword's own table of people. Each is known by their code: in the books it came from, and in the table of sales.

How somebody was sorted, and who is not to be asked, is the owner's word and no file's: it goes along with all the
books (books/), not with a table.
"""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Goodword people"
VENDOR = "goodword"
BRINGS = "people"
NEEDS = (("Code", "Given Name", "Family Name", "Kind", "Visits", "May Ask"),)
KNOWS = ("Name", "Organization", "Email", "Phone", "City", "First Visit", "Last Visit")


def reader(fields: Fields) -> RowReader:
    code, name, organisation = fields.text("Code"), fields.text("Name"), fields.text("Organization")
    given, family, city = fields.text("Given Name"), fields.text("Family Name"), fields.text("City")
    ways = (("email", fields.email("Email")), ("phone", fields.text("Phone")))

    def read(row: Row) -> Record:
        person = PersonFound(
            given_name=given(row),
            family_name=family(row),
            organisation=organisation(row),
            city=city(row),
            vendor_id=code(row),
        )
        person.ways = [WayFound(kind, told) for kind, way in ways if (told := way(row))]
        # Who has no name stands there under their firm or an address.
        if name(row) not in (
            person.organisation,
            *(part for way in person.ways for part in way.value.split("; ")),
        ):
            person.name = name(row)
        return Record(fields.line, ReadAs.KEPT, person)

    return read
