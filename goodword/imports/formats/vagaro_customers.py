"""Vagaro's list of customers, of two ages. What they paid in all is no sale.

Headers as public readers of the list have them; Vagaro itself writes "Refered By". `---` says nothing.
"""

from collections.abc import Callable

from goodword.imports.cells import listed
from goodword.imports.fields import Fields, Text, said
from goodword.imports.formats import RowReader
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Vagaro customers"
VENDOR = "vagaro"
BRINGS = "people"
NEEDS = (
    ("First Name", "Last Name", "Customer Since", "Last Visited|Last Visit|Appointments Booked"),
    ("Name|Customer", "Customer Since", "App. Booked|Appointments Booked", "No Shows/Cancel|No Shows/Cancellations"),
)  # fmt: skip
KNOWS = (
    "Email", "Mobile", "Day", "Night", "Apt/Suite", "Birthdate", "Gender", "Customer Since", "Last Visited",
    "Last Visit", "Membership", "Refered By", "Online Booking", "Credit Card", "Bank", "Appointments Booked",
    "Classes Booked", "Check-Ins", "Points Earned", "Amount Paid", "No Shows/Cancellations", "Employee Seen",
    "App. Booked", "No Shows/Cancel",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    texts = {
        name: _told(fields.text(*headers.split("|")))
        for name, headers in {
            "name": "Name|Customer", "given_name": "First Name", "family_name": "Last Name", "city": "City",
            "postcode": "Zip|Zip Code|Postal Code", "note": "Notes",
        }.items()
    }  # fmt: skip
    streets = [_told(fields.text("Address")), _told(fields.text("Apt/Suite"))]
    sender = fields.sender("Refered By", "Referred By")
    tag, birthday, ways = _told(fields.text("Tags")), fields.birthday("Birthdate", "Birthday"), _ways(fields)

    def read(row: Row) -> Record:
        person = PersonFound()
        for name, text in texts.items():
            setattr(person, name, text(row))
        if person.given_name or person.family_name:
            person.name = ""
        person.street = " ".join(filter(None, (street(row) for street in streets)))
        person.birthday, person.referred_by = birthday(row), sender(row, person)
        person.tags, person.ways = listed(tag(row), commas=True), ways(row)
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _told(text: Text) -> Text:
    return lambda row: said(text(row))


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    email = fields.email("Email")
    phones = [
        (_told(fields.text("Mobile", "Mobile Phone", "Cell")), "mobile"),
        (_told(fields.text("Day", "Day Phone")), ""),
        (_told(fields.text("Night", "Night Phone")), "home"),
    ]

    def read(row: Row) -> list[WayFound]:
        ways = [WayFound("email", mail)] if (mail := email(row)) else []
        return ways + [WayFound("phone", told, label) for phone, label in phones if (told := phone(row))]

    return read
