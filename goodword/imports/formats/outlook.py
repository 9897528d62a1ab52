"""Outlook's address book: desktop (92 columns), Outlook.com and 365 (61), and Google's "Outlook CSV".

Its headers are in the owner's language. `Referred By` is word of mouth that somebody once wrote down.
"""

from collections.abc import Callable

from goodword.imports.cells import listed
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader
from goodword.imports.languages import needs, translate
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Outlook contacts"
VENDOR = "outlook"
BRINGS = "people"
NEEDS = (
    (
        "First Name",
        "Last Name",
        "E-mail Address|E-mail 2 Address",
        "Mobile Phone|Home Phone|Business Phone|Primary Phone",
    ),
    (
        "First Name",
        "Last Name",
        "Mobile Phone|Home Phone",
        "Business Phone|Business Street|Home Street|Categories",
    ),
    *needs(
        "outlook",
        "First Name",
        "Last Name",
        "E-mail Address|E-mail 2 Address",
        "Mobile Phone|Home Phone",
        "Business Phone|Business Street|Home Street|Categories",
    ),
)
KNOWS = (
    "Title", "Middle Name", "Suffix", "Company", "Department", "Job Title", "Business Street", "Business City",
    "Business Postal Code", "Home Street", "Home City", "Home Phone", "Home Phone 2", "Business Phone", "Mobile Phone",
    "Primary Phone", "Pager", "Callback", "Anniversary", "Birthday", "Categories", "E-mail Display Name", "Referred By",
    "Spouse", "Web Page", "Hobby", "Given Yomi", "Office Location", "Manager's Name", "Assistant's Name", "Notes",
)  # fmt: skip

# Not a person's own: fax, pager, telex, a company's switchboard, an assistant.
_PHONES = (
    ("mobile", "Mobile Phone"), ("mobile", "Mobile Phone 2"), ("", "Primary Phone"), ("home", "Home Phone"),
    ("home", "Home Phone 2"), ("work", "Business Phone"), ("work", "Business Phone 2"), ("", "Other Phone"),
    ("car", "Car Phone"), ("work", "Company Main Phone"),
)  # fmt: skip
_EMAILS = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
_RELATIONS = (
    ("spouse", "Spouse"),
    ("child", "Children"),
    ("manager", "Manager's Name"),
    ("assistant", "Assistant's Name"),
)
_OWN_GROUPS = {"my contacts", "mycontacts", "starred in android", "starred", "contacts", "imported"}


def reader(fields: Fields) -> RowReader:
    translate(fields, "outlook")
    given, middle, family = fields.text("First Name"), fields.text("Middle Name"), fields.text("Last Name")
    display, nickname = fields.text("E-mail Display Name", "Display Name"), fields.text("Nickname")
    # Two columns are called Titre in French: the person's, then the job's.
    company, job = fields.text("Company"), fields.text_at(fields.spots("Job Title")[-1:])
    birthday, note, referred = fields.birthday("Birthday"), fields.text("Notes"), fields.sender("Referred By")
    categories, ways = fields.text("Categories"), _ways(fields)
    addresses = [_address(fields, kind) for kind in ("Home", "Business", "Other")]
    relations = [(kind, fields.text(header)) for kind, header in _RELATIONS if fields.has(header)]

    def read(row: Row) -> Record:
        person = PersonFound(
            given_name=given(row) or middle(row),
            family_name=family(row),
            nickname=nickname(row),
            organisation=company(row),
            job=job(row),
            ways=ways(row),
            birthday=birthday(row),
            note=note(row),
            tags=[tag for tag in listed(categories(row)) if tag.lower() not in _OWN_GROUPS],
        )
        if not (person.given_name or person.family_name or person.organisation):
            person.name = _as_name(display(row))
        for kind, who in relations:
            person.relations += [(kind, one) for one in listed(who(row)) if said(one)]
        person.referred_by = referred(row, person)
        next((True for address in addresses if address(row, person)), False)
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _as_name(display: str) -> str:
    """`Dana Whitfield (dana@example.com)` is Dana Whitfield; an address alone is no name."""
    name = display.partition(" (")[0].strip()
    return "" if "@" in name else name


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    columns = [("email", "", fields.email(header)) for header in _EMAILS if fields.has(header)]
    columns += [("phone", label, fields.text(header)) for label, header in _PHONES if fields.has(header)]
    columns += [
        ("web", "", fields.text(header)) for header in ("Web Page", "Personal Web Page") if fields.has(header)
    ]

    def read(row: Row) -> list[WayFound]:
        return [WayFound(kind, told, label) for kind, label, value in columns if (told := value(row))]

    return read


def _address(fields: Fields, kind: str) -> Callable[[Row, PersonFound], bool]:
    street, city = fields.text(f"{kind} Street", f"{kind} Address"), fields.text(f"{kind} City")
    postcode = fields.text(f"{kind} Postal Code")
    country = fields.text(f"{kind} Country/Region", f"{kind} Country")

    def read(row: Row, person: PersonFound) -> bool:
        person.street, person.city = street(row), city(row)
        person.postcode, person.country = postcode(row), country(row)
        return bool(person.street or person.city or person.postcode)

    return read
