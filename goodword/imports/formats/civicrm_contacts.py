"""CiviCRM's export of contacts, and the people of its members, participants, activities and pledges.

Headers as CiviCRM's own tests list them; which columns there are, the owner may have chosen. Whoever has
died, or lies in the trash, is left out.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import listed
from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "CiviCRM contacts"
VENDOR = "civicrm"
BRINGS = "people"
NEEDS = (
    ("Contact ID", "Contact Type", "Sort Name|Display Name"),
    (
        "Contact ID",
        "Display Name|Sort Name",
        "Do Not Email|No Bulk Emails (User Opt Out)|External Identifier",
    ),
)
KNOWS = (
    "Contact Subtype", "Do Not Email", "Do Not Phone", "Do Not Mail", "Do Not Sms", "Do Not Trade",
    "No Bulk Emails (User Opt Out)", "Legal Identifier", "External Identifier", "Nickname", "Legal Name",
    "Contact Source", "Individual Prefix", "Household Name", "Organization Name", "Current Employer",
    "Supplemental Address 1", "Postal Code Suffix", "Contact is in Trash", "Group(s)", "Tag(s)", "Note(s)",
)  # fmt: skip

_PLACES = ("Home", "Work", "Main", "Other", "Billing")
_EMAILS = ("Email", *(f"{place}-Email" for place in _PLACES))
_PHONES = ("Phone", *(f"{place}-Phone-{kind}" for place in _PLACES for kind in ("Phone", "Mobile")))


def reader(fields: Fields) -> RowReader:
    person, is_gone = person_reader(fields), gone(fields)
    note, groups = fields.text("Note(s)"), [fields.text("Tag(s)"), fields.text("Group(s)")]

    def read(row: Row) -> Record:
        if why := is_gone(row):
            return not_counted(fields.line, why)
        found = person(row)
        found.note = note(row)
        found.tags = [tag for text in groups for tag in listed(text(row), commas=True)]
        return Record(fields.line, ReadAs.KEPT, found)

    return read


def gone(fields: Fields) -> Callable[[Row], str]:
    """Why nobody should be asked for anything: they have died, or were thrown away."""
    deceased, day = fields.says_yes("Deceased", "Is Deceased"), fields.is_told("Deceased Date")
    trashed = fields.says_yes("Contact is in Trash", "Contact is Deleted")

    def read(row: Row) -> str:
        if deceased(row) or day(row):
            return _("has died")
        return _("in the trash") if trashed(row) else ""

    return read


def person_reader(fields: Fields) -> Callable[[Row], PersonFound]:
    kind, fill = fields.text("Contact Type"), _names(fields)
    number, job = fields.text("Contact ID"), fields.text("Job Title")
    ways, birthday, may_mail = _ways(fields), fields.birthday("Birth Date"), _may_mail(fields)
    street = fields.text("Street Address", *(f"{place}-Street Address" for place in _PLACES))
    more = fields.text("Supplemental Address 1")
    city = fields.text("City", *(f"{place}-City" for place in _PLACES))
    postcode = fields.text("Postal Code", *(f"{place}-Postal Code" for place in _PLACES))
    country = fields.text("Country", *(f"{place}-Country" for place in _PLACES))

    def read(row: Row) -> PersonFound:
        person = PersonFound(
            job=job(row),
            ways=ways(row),
            street=" ".join(filter(None, (street(row), more(row)))),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            birthday=birthday(row),
            vendor_id=number(row),
            may_mail=may_mail(row),
        )
        fill(row, kind(row).lower(), person)
        return person

    return read


def _names(fields: Fields) -> Callable[[Row, str, PersonFound], None]:
    """`Display Name` has titles in it ("Dr. Dana Whitfield II"), and the e-mail of who has no name."""
    display, sort = fields.text("Display Name"), fields.text("Sort Name")
    given, family, nickname = (
        fields.text("First Name"),
        fields.text("Last Name"),
        fields.text("Nickname", "Nick Name"),
    )
    organisation, household = fields.text("Organization Name"), fields.text("Household Name")
    employer = fields.text("Current Employer")

    def fill(row: Row, kind: str, person: PersonFound) -> None:
        shown = display(row) or sort(row)
        person.nickname = nickname(row)
        if kind == "organization":
            person.is_company, person.organisation = True, organisation(row) or shown
            return
        person.given_name, person.family_name = given(row), family(row)
        person.organisation = employer(row)
        if kind == "household":
            person.name = household(row) or shown
        elif not person.given_name and not person.family_name:
            person.name = shown

    return fill


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    columns = [("email", fields.email_at([spot]), "") for spot in fields.spots(*_EMAILS)]
    columns += [("phone", text, _label(header)) for header, text in fields.texts(*_PHONES)]

    def read(row: Row) -> list[WayFound]:
        return [WayFound(kind, told, label) for kind, text, label in columns if (told := text(row))]

    return read


def _label(header: str) -> str:
    words = header.lower().split("-")
    return "mobile" if "mobile" in words else words[0] if words[0] in ("home", "work") else ""


def _may_mail(fields: Fields) -> Callable[[Row], bool | None]:
    stops = [fields.says_yes("Do Not Email"), fields.says_yes("No Bulk Emails (User Opt Out)")]
    return lambda row: False if any(stop(row) for stop in stops) else None
