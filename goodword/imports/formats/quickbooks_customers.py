"""QuickBooks' list of customers: the "Customer Contact List", and the export of the page with all customers.

Which columns there are, the owner chose; those of the page are taken from what others say of it. A cell may
hold several numbers: `Phone:(207) 555-0110 Mobile:(207) 555-0123`. Below the list stands when it was made.
The name is QuickBooks' number for a customer, as in the sales report.
"""

import re
from collections.abc import Callable, Iterator

from goodword.imports.at_work import name_as_number, person_called
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.formats.quickbooks import CALLED, business, plain_name
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row
from goodword.imports.walking import is_total

__all__ = ["business", "reader"]

NAME = "QuickBooks customers"
VENDOR = "quickbooks"
BRINGS = "people"
_ADDRESS = "Bill address|Billing address|Ship address|Shipping address|Billing Street"
NEEDS = (
    ("Customer full name", "Email", f"Phone numbers|Phone|Full name|{_ADDRESS}"),
    ("|".join(CALLED), "Phone numbers", "Email"),
    ("Customer", "Phone", "Email", _ADDRESS),
    ("Name", "Company|Company name", "Customer type", "Balance|Open balance", "Email|Email address"),
)
NEVER = (
    "Date", "Transaction date", "Transaction type", "Amount", "Total", "Quantity", "Price", "Order", "Order ID",
    "Order number", "Invoice", "Invoice number", "Vendor", "Supplier", "Orders", "Total spent",
)  # fmt: skip
KNOWS = (
    "Full name", "Bill address", "Billing address", "Ship address", "Shipping address", "Phone numbers", "Phone",
    "Alt. Phone", "Mobile", "Company", "Company name", "Customer type", "Terms", "Open balance", "Balance",
    "Attachments", "Notes", "Tax Resale No.", "Website",
)  # fmt: skip

_FOOTER = re.compile(r"(?:(?:accrual|cash) basis\s+)?[a-z]+day,? [a-z]+ \d{1,2},? \d{4}\b", re.I)
_LABELLED = re.compile(r"\b(phone|mobile|fax|other|pager|alternate)\s*:", re.I)


def reader(fields: Fields) -> RowReader:
    called, who = fields.text("Customer full name", *CALLED, "Name"), fields.text("Full name")
    company, note = fields.text("Company", "Company name"), fields.text("Notes")
    kind, ways, address = fields.text("Customer type"), _ways(fields), _address(fields)

    def read(row: Row) -> Record:
        name = plain_name(said(called(row)))
        if is_total(row) or _FOOTER.match(name):
            return not_counted(fields.line, "total" if is_total(row) else "title")
        above, _colon, own = name.rpartition(":")
        person = person_called(own.strip(), said(who(row)))
        person.vendor_id = "" if above else name_as_number(name)
        person.organisation = person.organisation or said(company(row)) or above.partition(":")[0].strip()
        if person.organisation == person.name:
            person.organisation = ""
        person.ways, person.note = list(ways(row)), note(row)
        if above and not person.ways:
            return not_counted(fields.line, "title")  # a project of somebody's
        if told := said(kind(row)):
            person.tags.append(told)
        address(row, person)
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _ways(fields: Fields) -> Callable[[Row], Iterator[WayFound]]:
    email, web = fields.email("Email", "Email address"), fields.text("Website")
    phones = fields.texts("Phone numbers", "Phone", "Phone number", "Mobile", "Alt. Phone")

    def read(row: Row) -> Iterator[WayFound]:
        if mail := email(row):
            yield WayFound("email", mail)
        for header, phone in phones:
            first, *rest = _LABELLED.split(phone(row))
            label = "mobile" if header.lower() == "mobile" else ""
            for told, number in [(label, first), *zip(rest[::2], rest[1::2], strict=True)]:
                if said(number.strip()) and told.lower() not in ("fax", "pager"):
                    yield WayFound("phone", number.strip(), told.lower().replace("phone", ""))
        if site := said(web(row)):
            yield WayFound("web", site)

    return read


def _address(fields: Fields) -> Callable[[Row, PersonFound], None]:
    street = fields.text("Bill address", "Billing address", "Billing Street", "Street Address", "Address")
    city, postcode = fields.text("Billing City", "City"), fields.text("Billing ZIP", "Zip")
    country = fields.text("Billing Country", "Country")

    def read(row: Row, person: PersonFound) -> None:
        person.street, person.city = said(street(row)), said(city(row))
        person.postcode, person.country = said(postcode(row)), said(country(row))

    return read
