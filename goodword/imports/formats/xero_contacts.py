"""Xero's contacts. A star before a header only means that Xero must have it: `*ContactName`.

Suppliers stand among the customers. Xero lets no two contacts bear one name, and its invoices tell only that
name, so it is Xero's number for them. The further people of a contact (`Person1FirstName` ...) are left out.
"""

from collections.abc import Callable

from goodword.imports.at_work import name_as_number, person_called
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader
from goodword.imports.records import ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Xero contacts"
VENDOR = "xero"
BRINGS = "people"
NEEDS = (
    ("ContactName", "EmailAddress", "FirstName", "LastName"),
    ("ContactName", "AccountNumber", "POAddressLine1|PhoneNumber|LegalName"),
)
NEVER = ("InvoiceNumber", "InvoiceDate", "UnitAmount", "CreditNoteNumber", "QuoteNumber")
KNOWS = (
    "AccountNumber", "POAddressLine1", "POCity", "POPostalCode", "POCountry", "SAAddressLine1", "PhoneNumber",
    "MobileNumber", "DDINumber", "SkypeName", "BankAccountName", "TaxNumber", "Website", "LegalName",
    "CompanyNumber", "Person1FirstName", "Person1Email", "Person1IncludeInEmail", "SalesAccount", "BrandingTheme",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    called = fields.text("ContactName")
    given, family = fields.text("FirstName"), fields.text("LastName")
    ways, street = _ways(fields), street_of(fields)
    city, postcode = fields.text("POCity", "SACity"), fields.text("POPostalCode", "SAPostalCode")
    country = fields.text("POCountry", "SACountry")

    def read(row: Row) -> Record:
        person = person_called(said(called(row)), given=said(given(row)), family=said(family(row)))
        person.vendor_id = name_as_number(said(called(row)))
        person.ways = ways(row)
        person.street, person.city = street(row), city(row)
        person.postcode, person.country = postcode(row), country(row)
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    email, web = fields.email("EmailAddress"), fields.text("Website")
    phones = (
        ("", fields.text("PhoneNumber")),
        ("mobile", fields.text("MobileNumber")),
        ("work", fields.text("DDINumber")),
    )

    def read(row: Row) -> list[WayFound]:
        ways = [WayFound("email", mail)] if (mail := email(row)) else []
        ways += [WayFound("phone", told, label) for label, phone in phones if (told := said(phone(row)))]
        return ways + ([WayFound("web", site)] if (site := said(web(row))) else [])

    return read


def street_of(fields: Fields) -> Callable[[Row], str]:
    """Up to four lines of the postal address, else of the street's."""
    postal, other = (
        [fields.text(f"{kind}AddressLine{number}") for number in range(1, 5)] for kind in ("PO", "SA")
    )

    def read(row: Row) -> str:
        for lines in (postal, other):
            if told := " ".join(filter(None, (line(row) for line in lines))):
                return told
        return ""

    return read
