"""Google Contacts as "Google CSV": the old columns (until 2023, and from thousands of other programs) and the new."""

from collections.abc import Callable

from goodword.imports.cells import listed
from goodword.imports.fields import Fields, Text, numbered
from goodword.imports.formats import RowReader
from goodword.imports.persons import person_of
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Google Contacts"
VENDOR = "google"
BRINGS = "people"
NEEDS = (
    ("E-mail 1 - Value",),
    ("Phone 1 - Value",),
    ("Given Name", "Family Name", "Group Membership|Yomi Name"),
    ("First Name", "Last Name", "Labels", "File As|Phonetic First Name|Organization Name"),
)
KNOWS = (
    "Name", "Given Name", "Family Name", "First Name", "Last Name", "Middle Name", "Yomi Name", "Nickname",
    "Group Membership", "Labels", "File As", "Organization Name", "Organization 1 - Name", "Birthday", "Notes",
    "E-mail 1 - Type", "E-mail 1 - Label", "E-mail 2 - Value", "Phone 1 - Type", "Phone 1 - Label",
    "Address 1 - Formatted", "Website 1 - Value", "Relation 1 - Value", "Name Prefix", "Name Suffix",
)  # fmt: skip

_OWN_GROUPS = {"mycontacts", "other contacts", "starred", "friends and family", "imported"}


def reader(fields: Fields) -> RowReader:
    told = person_of(
        name=fields.text("Name"),
        given_name=fields.text("Given Name", "First Name", "Additional Name", "Middle Name"),
        family_name=fields.text("Family Name", "Last Name"),
        nickname=fields.text("Nickname"),
        organisation=fields.text("Organization 1 - Name", "Organization Name"),
        job=fields.text("Organization 1 - Title", "Organization Title", "Occupation"),
        note=fields.text("Notes"),
    )
    file_as, groups = fields.text("File As"), fields.text("Group Membership", "Labels")
    birthday, ways = fields.birthday("Birthday"), _ways(fields)
    address, relations = _address(fields), list(numbered(fields, "Relation", "Type|Label", "Value"))

    def read(row: Row) -> Record:
        person = told(row)
        person.ways, person.birthday, person.tags = ways(row), birthday(row), _tags(groups(row))
        if not (person.name or person.given_name or person.family_name or person.organisation):
            person.name = file_as(row)
        address(row, person)
        for kind, who in relations:
            if names := who(row):
                person.relations += [(kind(row), one) for one in names.split(" ::: ")]
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    columns: list[tuple[str, Text, Text]] = []
    for kind, family in (("email", "E-mail"), ("phone", "Phone"), ("web", "Website")):
        columns += [(kind, label, value) for label, value in numbered(fields, family, "Type|Label", "Value")]

    def read(row: Row) -> list[WayFound]:
        found = []
        for kind, label, value in columns:
            if told := value(row):
                labelled = label(row).lstrip("* ").lower()
                found += [WayFound(_kind(kind, one), one, labelled) for one in told.split(" ::: ") if one]
        return found

    return read


def _kind(kind: str, value: str) -> str:
    return "linkedin" if kind == "web" and "linkedin.com/" in value else kind


def _address(fields: Fields) -> Callable[[Row, PersonFound], None]:
    """The first address with something in it."""
    columns = ("Formatted", "Street", "City", "Postal Code", "Country", "Extended Address")
    places = [
        [fields.text(f"Address {number} - {column}") for column in columns]
        for number in range(1, 6)
        if fields.has(
            f"Address {number} - Formatted", f"Address {number} - Street", f"Address {number} - City"
        )
    ]

    def read(row: Row, person: PersonFound) -> None:
        for formatted, street, city, postcode, country, extended in places:
            person.city, person.postcode, person.country = city(row), postcode(row), country(row)
            person.street = " ".join(filter(None, (street(row), extended(row))))
            if not person.street and not person.city:
                person.street = formatted(row)
            if person.street or person.city or person.postcode or person.country:
                return

    return read


def _tags(groups: str) -> list[str]:
    """`* myContacts ::: Navy` is Navy: Google's own groups say nothing of the person."""
    if not groups:
        return []
    return [group for group in listed(groups) if group.lower() not in _OWN_GROUPS]
