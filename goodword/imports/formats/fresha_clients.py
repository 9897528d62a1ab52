"""Fresha's clients: the export from the client list, and the report of the same name.

Headers as public readers of both files have them. `Referral Source` is a channel ("Instagram"), and only
`Referred by` a person. Who is blocked gets no mail.
"""

from collections.abc import Callable

from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Fresha clients"
VENDOR = "fresha"
BRINGS = "people"
NEEDS = (
    ("Client ID", "First Name", "Last Name", "Full Name", "Mobile Number", "Blocked|Accepts Marketing"),
    ("Client", "Mobile number", "Added on", "First appt.|Last appt.|Client source"),
)
KNOWS = (
    "Block Reason", "Gender", "Telephone", "Email", "Accepts Marketing", "Accepts SMS Marketing", "Address",
    "Apartment Suite", "Area", "City", "State", "Post Code", "Date of Birth", "Added", "Note", "Referral Source", "Age",
    "First appt.", "Last appt.", "Loyalty points balance", "Loyalty tier", "Client source", "Referred by",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    number, name = fields.text("Client ID"), fields.text("Full Name", "Client")
    given, family = fields.text("First Name"), fields.text("Last Name")
    streets = [fields.text("Address"), fields.text("Apartment Suite")]
    city, postcode = fields.text("City", "Area"), fields.text("Post Code")
    birthday, note = fields.birthday("Date of Birth"), fields.text("Note")
    blocked, may_mail = fields.says_yes("Blocked"), fields.says_no("Accepts Marketing")
    sender, ways = fields.sender("Referred by"), _ways(fields)

    def read(row: Row) -> Record:
        person = PersonFound(
            given_name=said(given(row)),
            family_name=said(family(row)),
            ways=ways(row),
            street=" ".join(filter(None, (said(street(row)) for street in streets))),
            city=said(city(row)),
            postcode=said(postcode(row)),
            birthday=birthday(row),
            note=said(note(row)),
            vendor_id=number(row),
            may_mail=False if blocked(row) else may_mail(row),
        )
        person.referred_by = sender(row, person)
        if not person.given_name and not person.family_name:
            person.name = said(name(row))
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    columns = [
        ("email", fields.email("Email"), ""),
        ("phone", fields.text("Mobile Number"), "mobile"),
        ("phone", fields.text("Telephone"), ""),
    ]

    def read(row: Row) -> list[WayFound]:
        return [WayFound(kind, told, label) for kind, text, label in columns if (told := said(text(row)))]

    return read
