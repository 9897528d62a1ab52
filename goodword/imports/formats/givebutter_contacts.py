"""Givebutter's contacts and its companies. `Title` is a job's; what they gave in all is no sale.

Headers as today's exports have them, and as its template for importing calls them.
"""

from collections.abc import Callable

from goodword.imports.cells import listed
from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import PersonFound, ReadAs, Record, WayFound
from goodword.imports.text import Row

NAME = "Givebutter contacts"
VENDOR = "givebutter"
BRINGS = "people"
NEEDS = (
    ("Givebutter Contact ID",),
    ("Givebutter Contact ID", "First Name", "Last Name", "Primary Email|Primary Phone"),
    ("Givebutter Contact ID", "Company Name|Company", "Point Of Contact First Name|Point Of Contact Last Name"),
    ("First Name", "Last Name", "Primary Email", "Engage Email Subscribed|Total Soft Credits|Recurring Contributions"),
)  # fmt: skip
KNOWS = (
    "Contact External ID", "Contact Since", "Preferred First Name", "Date of Birth", "Gender", "Pronouns", "Employer",
    "Primary Email", "Additional Emails", "Primary Phone", "Additional Phones", "Recurring Contributions",
    "Total Contributions", "Last Donation Amount", "Total Soft Credits", "Engage Email Subscribed",
    "Engage SMS Subscribed", "Household ID", "Household Primary Contact", "Date Created (UTC)", "Last Modified (UTC)",
    "Point Of Contact Primary Email", "Point Of Contact Primary Phone",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    number, birthday = fields.text("Givebutter Contact ID"), fields.birthday("Date of Birth")
    given = fields.text("First Name", "Point Of Contact First Name")
    family, nickname = (
        fields.text("Last Name", "Point Of Contact Last Name"),
        fields.text("Preferred First Name"),
    )
    company, employer, job = (
        fields.text("Company Name", "Company"),
        fields.text("Employer"),
        fields.text("Title"),
    )
    streets = [fields.text("Address Line 1"), fields.text("Address Line 2")]
    city, postcode = fields.text("City"), fields.text("Postal Code", "Zip Code")
    country, note, tag = fields.text("Country"), fields.text("Notes"), fields.text("Tags")
    ways, may_mail = _ways(fields), fields.says_no("Engage Email Subscribed", "Email Subscription Status")

    def read(row: Row) -> Record:
        person = PersonFound(
            given_name=given(row),
            family_name=family(row),
            nickname=nickname(row),
            organisation=company(row) or employer(row),
            job=job(row),
            ways=ways(row),
            street=" ".join(filter(None, (street(row) for street in streets))),
            city=city(row),
            postcode=postcode(row),
            country=country(row),
            birthday=birthday(row),
            note=note(row),
            tags=listed(tag(row), commas=True),
            vendor_id=number(row),
            may_mail=may_mail(row),
        )
        if person.nickname == person.given_name:
            person.nickname = ""
        person.is_company = bool(company(row)) and not (person.given_name or person.family_name)
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _ways(fields: Fields) -> Callable[[Row], list[WayFound]]:
    columns = [
        ("email", fields.email("Primary Email", "Point Of Contact Primary Email")),
        ("email", fields.email("Additional Emails", "Email Addresses")),
        ("phone", fields.text("Primary Phone", "Primary Phone Number", "Point Of Contact Primary Phone")),
        ("phone", fields.text("Additional Phones", "Phone Numbers")),
        ("web", fields.text("Website")),
        ("linkedin", fields.text("LinkedIn")),
    ]

    def read(row: Row) -> list[WayFound]:
        return [WayFound(kind, one) for kind, text in columns for one in listed(text(row), commas=True)]

    return read
