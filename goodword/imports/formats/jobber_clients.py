"""Jobber's export of clients: a row for each property of a client, `J-ID` being client_property.

Headers as several public readers of the file have them. `Company Name` holds all sorts of things (a gate code,
a wife's name) unless `Is Company?` says yes. The owner's own fields stand as `CFT[Referred By]`.
"""

from collections.abc import Callable

from goodword.imports.cells import listed, says_yes
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader
from goodword.imports.header_words import vocabulary
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Jobber clients"
VENDOR = "jobber"
BRINGS = "people"
NEEDS = (
    ("J-ID", "Display Name"),
    ("J-ID", "First Name", "Last Name", "Main Phone #s|E-mails"),
    (
        "Display Name",
        "First Name",
        "Last Name",
        "Main Phone #s|Is Company?",
        "Service Street 1|Billing Street 1",
    ),
)
KNOWS = (
    "Company Name", "Title", "Main Phone #s", "Work Phone #s", "Mobile Phone #s", "Home Phone #s", "Fax Phone #s",
    "Other Phone #s", "Text Message Enabled Phone #", "E-mails", "Tags", "Billing Street 1", "Billing City",
    "Billing State", "Billing Zip code", "Billing Country", "Service Property Name", "Service Street 1",
    "Service City", "Service Zip code", "Lead Source", "Created Date", "Is Company?", "Archived",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    number, display, company = fields.text("J-ID"), fields.text("Display Name"), fields.text("Company Name")
    given, family = fields.text("First Name"), fields.text("Last Name")
    says_company, is_company = fields.has("Is Company?"), fields.text("Is Company?")
    ways, fill, tag, referred_by = _ways(fields), _address(fields), fields.text("Tags"), asked(fields)

    def read(row: Row) -> Record:
        person = PersonFound(
            given_name=said(given(row)),
            family_name=said(family(row)),
            ways=ways(row),
            tags=listed(tag(row), commas=True),
            vendor_id=number(row).partition("_")[0],
        )
        is_firm = says_yes(is_company(row))
        if is_firm or not says_company:
            person.organisation = said(company(row)) or (said(display(row)) if is_firm else "")
        if not person.given_name and not person.family_name:
            person.is_company = is_firm
            person.name = "" if is_firm else said(display(row))
        fill(row, person)
        person.referred_by = referred_by(row, person)
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def asked(fields: Fields) -> Callable[[Row, PersonFound], str]:
    """The owner's own question who sent them: "Referred By", `CFT[Who referred you?]` ..."""
    words = vocabulary()
    keys = [key.removeprefix("cft ").removeprefix("pft ") for key in fields.table.keys]
    return fields.sender_at([spot for spot, key in enumerate(keys) if words.get(key) == "referred_by"])


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    columns = [("email", fields.email("E-mails", "Email"), "")]
    for kind, label in (
        ("Main", ""),
        ("Mobile", "mobile"),
        ("Work", "work"),
        ("Home", "home"),
        ("Other", ""),
    ):
        columns.append(("phone", fields.text(f"{kind} Phone #s", f"{kind} Phone #", f"{kind} Phone"), label))
    columns.append(("phone", fields.text("Text Message Enabled Phone #"), "mobile"))

    def read(row: Row) -> list[WayFound]:
        return [
            WayFound(kind, one, label)
            for kind, text, label in columns
            for one in listed(text(row), commas=True)
        ]

    return read


def _address(fields: Fields) -> Callable[[Row, PersonFound], None]:
    """Where the bill goes, else where the work is."""
    places = [
        [
            fields.text(f"{kind} Street 1"),
            fields.text(f"{kind} Street 2"),
            fields.text(f"{kind} City"),
            fields.text(f"{kind} Zip code", f"{kind} Zip"),
            fields.text(f"{kind} Country"),
        ]
        for kind in ("Billing", "Service")
    ]

    def fill(row: Row, person: PersonFound) -> None:
        for texts in places:
            street, more, city, postcode, country = (said(text(row)) for text in texts)
            if street or city or postcode:
                person.street = f"{street} {more}".strip()
                person.city, person.postcode, person.country = city, postcode, country
                return

    return fill
