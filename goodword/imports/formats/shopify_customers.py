"""Shopify's customers export, of several ages: with and without an id, with the address here or there."""

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.formats.shopify_orders import tags
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Shopify customers"
VENDOR = "shopify"
BRINGS = "people"
NEEDS = (
    ("First Name", "Last Name", "Email", "Total Spent", "Total Orders|Orders Count"),
    (
        "First Name",
        "Last Name",
        "Email",
        "Accepts Email Marketing|Accepts Marketing",
        "Tax Exempt|Accepts SMS Marketing",
    ),
)
KNOWS = (
    "Customer ID",
    "Total Orders",
    "Total Spent",
    "Default Address City",
    "Province Code",
    "Note",
    "Tags",
    "Zip",
)


def reader(fields: Fields) -> RowReader:
    number, given, family = fields.text("Customer ID"), fields.text("First Name"), fields.text("Last Name")
    emails, phones = fields.email("Email"), fields.texts("Phone", "Default Address Phone")
    organisation = fields.text("Default Address Company", "Company")
    street = fields.text("Default Address Address1", "Address1")
    city, postcode = fields.text("Default Address City", "City"), fields.text("Default Address Zip", "Zip")
    country = fields.text(
        "Default Address Country Code", "Country Code", "Default Address Country", "Country"
    )
    note, tag, may_mail = (
        fields.text("Note"),
        fields.text("Tags"),
        fields.says_no("Accepts Email Marketing", "Accepts Marketing"),
    )

    def read(row: Row) -> Record:
        ways = [WayFound("email", mail)] if (mail := emails(row)) else []
        numbers = {told for _header, phone in phones if (told := phone(row))}
        ways += [WayFound("phone", told) for told in sorted(numbers)]
        person = PersonFound(
            given_name=given(row),
            family_name=family(row),
            organisation=organisation(row),
            ways=ways,
            street=street(row),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            note=note(row),
            tags=tags(tag(row)),
            vendor_id=number(row),
            may_mail=may_mail(row),
        )
        return Record(fields.line, ReadAs.KEPT, person)

    return read
