"""MYOB AccountRight's cards (and AccountEdge's): customers, as exported to text, in old words and new.

Above the header may stand `{}`. A firm's name and a person's last name share a column; a person has a first name
beside it. Of five addresses the first is read. Sales tell a customer by the Card ID, which the owner gives, else by
the Record ID, which MYOB gives. `*None` means that there is no Card ID. MYOB lets two cards bear one name, so a name
alone joins a sale to no card.
"""

from collections.abc import Callable

from goodword.imports.at_work import person_called
from goodword.imports.fields import Fields, Text, said
from goodword.imports.formats import RowReader
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "MYOB cards"
VENDOR = "myob"
BRINGS = "people"
NEEDS = (
    ("Co./Last Name", "Card ID|Card Status", "Addr 1 - Line 1|Addr 1 - Email|Addr 1 - Phone No. 1|Phone # 1"),
    ("Co./Last Name", "First Name", "Card Status"),
)
NEVER = (
    "Invoice No.", "Invoice #", "Sale Status", "Purchase No.", "Purchase #", "Purchase Status", "Payment Date",
    "Hours Worked", "Payroll Category", "Journal Memo", "Amount",
)  # fmt: skip
KNOWS = (
    "First Name", "Card ID", "Card Status", "Currency Code", "Addr 1 - City", "Addr 1 - Postcode", "Addr 1 - Country",
    "Addr 1 - Phone No. 1", "Addr 1 - Email", "Addr 1 - WWW", "Addr 1 - Contact Name", "Addr 2 - Line 1", "Notes",
    "Terms - Payment is Due", "A.B.N.", "Record ID", "Custom Field 1",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    card, contact = who_of(fields), _first(fields, "Addr 1 - Contact Name", "Contact Name")
    ways, address, note = _ways(fields), _address(fields), fields.text("Notes")

    def read(row: Row) -> Record:
        person = card(row)
        if not person.given_name and (who := said(contact(row))):
            at_work = person_called(person.name, who)
            person.name, person.organisation = at_work.name, at_work.organisation
        person.ways, person.note = ways(row), note(row)
        address(row, person)
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def who_of(fields: Fields) -> Callable[[Row], PersonFound]:
    """Whose card it is, as cards and sales tell it alike."""
    called, given = fields.text("Co./Last Name"), fields.text("First Name")
    card, card_record = fields.text("Card ID"), fields.text("Record ID")

    def read(row: Row) -> PersonFound:
        last, first = said(called(row)), said(given(row))
        number = card(row)
        if number.lower() in ("", "*none"):
            number = f"record {own}" if (own := said(card_record(row))) else ""
        if first:
            return PersonFound(given_name=first, family_name=last, vendor_id=number)
        return PersonFound(name=last, vendor_id=number)

    return read


def _first(fields: Fields, *names: str) -> Text:
    """Older files repeat `- City` for each of five addresses: the first column is the first address's."""
    return fields.text_at(fields.spots(*names)[:1])


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    email = fields.email_at(fields.spots("Addr 1 - Email", "Email")[:1])
    web = _first(fields, "Addr 1 - WWW", "WWW")
    phones = [
        _first(fields, f"Addr 1 - Phone No. {number}", f"Addr 1 - Phone # {number}", f"Phone # {number}")
        for number in range(1, 4)
    ]

    def read(row: Row) -> list[WayFound]:
        ways = [WayFound("email", mail)] if (mail := email(row)) else []
        ways += [WayFound("phone", told) for phone in phones if (told := said(phone(row)))]
        return ways + ([WayFound("web", site)] if (site := said(web(row))) else [])

    return read


def _address(fields: Fields) -> Callable[[Row, PersonFound], None]:
    lines = [_first(fields, f"Addr 1 - Line {number}", f"Line {number}") for number in range(1, 5)]
    city, postcode, country = (
        _first(fields, f"Addr 1 - {name}", name) for name in ("City", "Postcode", "Country")
    )

    def read(row: Row, person: PersonFound) -> None:
        person.street = " ".join(filter(None, (line(row) for line in lines)))
        person.city, person.postcode, person.country = city(row), postcode(row), country(row)

    return read
