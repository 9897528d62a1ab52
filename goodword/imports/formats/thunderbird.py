"""Thunderbird's address book as a table: headers in the owner's language, one empty column at the end.

The birthday stands in three columns, the year often empty.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields, Text
from goodword.imports.formats import RowReader
from goodword.imports.languages import needs, translate
from goodword.imports.persons import person_of
from goodword.imports.records import PersonFound, ReadAs, Record
from goodword.imports.text import Row
from goodword.lib import parse_dates

NAME = "Thunderbird contacts"
VENDOR = "thunderbird"
BRINGS = "people"
NEEDS = (
    ("First Name", "Last Name", "Display Name", "Primary Email", "Secondary Email|Screen Name|Mobile Number"),
    *needs("thunderbird", "First Name", "Last Name", "Display Name", "Primary Email", "Secondary Email"),
)
KNOWS = (
    "Nickname", "Work Phone", "Home Phone", "Fax Number", "Pager Number", "Mobile Number", "Home Address",
    "Home ZipCode", "Work ZipCode", "Organization", "Web Page 1", "Birth Year", "Birth Month", "Birth Day", "Custom 1",
)  # fmt: skip

_WAYS = (
    ("email", "", "Primary Email"),
    ("email", "", "Secondary Email"),
    ("phone", "mobile", "Mobile Number"),
    ("phone", "home", "Home Phone"),
    ("phone", "work", "Work Phone"),
    ("web", "home", "Web Page 2"),
    ("web", "work", "Web Page 1"),
)
_NOTES = ("Notes", "Custom 1", "Custom 2", "Custom 3", "Custom 4")


def reader(fields: Fields) -> RowReader:
    translate(fields, "thunderbird")
    told = person_of(
        given_name=fields.text("First Name"),
        family_name=fields.text("Last Name"),
        nickname=fields.text("Nickname"),
        organisation=fields.text("Organization"),
        job=fields.text("Job Title"),
        ways=[
            (kind, label, fields.email(header) if kind == "email" else fields.text(header))
            for kind, label, header in _WAYS
        ],
    )
    display, birthday = fields.text("Display Name"), _birthday(fields)
    notes = [fields.text(header) for header in _NOTES]
    # Towns and postcodes of home and work have one name in French: the first is the home's, the last the work's.
    addresses = [_address(fields, "Home", slice(1)), _address(fields, "Work", slice(-1, None))]

    def read(row: Row) -> Record:
        person = told(row)
        person.birthday = birthday(row)
        person.note = "\n".join(words for note in notes if (words := note(row)))
        if not (person.given_name or person.family_name) and "@" not in display(row):
            person.name = display(row)
        next((True for address in addresses if address(row, person)), False)
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _address(fields: Fields, kind: str, which: slice) -> Callable[[Row, PersonFound], bool]:
    first, second, city, postcode, country = (
        fields.text_at(fields.spots(f"{kind} {name}")[which])
        for name in ("Address", "Address 2", "City", "ZipCode", "Country")
    )

    def read(row: Row, person: PersonFound) -> bool:
        person.street = ", ".join(filter(None, (first(row), second(row))))
        person.city, person.postcode, person.country = city(row), postcode(row), country(row)
        return bool(person.street or person.city or person.postcode)

    return read


def _birthday(fields: Fields) -> Text:
    spots = fields.spots("Birth Day")
    year, month, day = fields.text("Birth Year"), fields.text("Birth Month"), fields.text("Birth Day")

    def read(row: Row) -> str:
        if not month(row) or not day(row):
            return ""
        born = f"{year(row) or '0000'}-{month(row):0>2}-{day(row):0>2}"
        try:
            return parse_dates.birthday(born, "", fields.ground.today)
        except parse_dates.NotADate:
            fields.blemish(spots[0], born, _("This is not a day. It was left out."))
            return ""

    return read
