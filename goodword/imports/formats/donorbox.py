"""Donorbox's export of donations, of several ages; forms add questions of their own.

Headers as several public readers of the file agree on them. The sale is `Amount`, what the donor was
charged in `Currency`: fees are not taken off, and where the donor covered them (`Fee Covered`) they are in it,
because the donor gave them. Each payment of a plan is a row, and a gift. Who asked to be anonymous gives
without a name here too. Times are taken in the business's own zone; the file does not tell it.
"""

from collections.abc import Callable

from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader
from goodword.imports.gifts import gift_by_status
from goodword.imports.persons import person_of
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "Donorbox donations"
VENDOR = "donorbox"
BRINGS = "both"
NEEDS = (
    ("Donated At", "Amount", "Donor Email|Donor's Last Name|Name", "Campaign|Donation Type|Receipt Id"),
    ("Donated At", "Amount", "Net Amount|Processing Fee|Fee Covered", "Recurring Plan Id|Recurring Donation"),
)
KNOWS = (
    "Donating Company", "Donor's First Name", "Donor's Last Name", "Donor Email", "Make Donation Anonymous",
    "Campaign", "Fair Market Value", "Tax Deductible Amount", "Currency", "Processing Fee", "Platform Fee",
    "Total Fee", "Net Amount", "Fee Covered", "Donor Comment", "Receipt Id", "Donation Type", "Card Type",
    "Stripe Charge Id", "Recurring Donation", "Recurring Plan Id", "Join Mailing List", "Dedication Type",
    "Honoree Name", "Designation", "Donor Id", "First Donation",
)  # fmt: skip


def reader(fields: Fields) -> RowReader:
    gift, giver, status = _gift(fields), _giver(fields), fields.word("Status", "Donation Status")
    kind, is_anonymous = fields.word("Donation Type"), fields.says_yes("Make Donation Anonymous", "Anonymous")

    def read(row: Row) -> Record:
        person = None if is_anonymous(row) else giver(row)
        record = Record(fields.line, ReadAs.KEPT, person, gift(row))
        return gift_by_status(record, said(status(row)), kind(row))

    return read


def _gift(fields: Fields) -> Callable[[Row], SaleFound]:
    number, when = fields.text("Receipt Id", "Donation Id", "Stripe Charge Id"), fields.when("Donated At")
    amount, currency = fields.money("Amount"), fields.currency("Currency", beside=("Amount",))
    card = fields.card("Card Type", "Last 4 Digits")
    purposes = [fields.text("Campaign"), fields.text("Designation")]

    def read(row: Row) -> SaleFound:
        code, (on, at) = currency(row), when(row)
        cents = amount(row, code)
        sale = SaleFound(number(row), on, at, code, cents, is_refund=cents < 0)
        sale.card = card(row)
        if purpose := ", ".join(filter(None, (said(text(row)) for text in purposes))):
            sale.lines.append((purpose, 1.0, cents))
        return sale

    return read


def _giver(fields: Fields) -> Callable[[Row], PersonFound | None]:
    name, company, employer = fields.text("Name"), fields.text("Donating Company"), fields.text("Employer")
    may_mail = fields.says_no("Join Mailing List")
    told = person_of(
        given_name=fields.text("Donor's First Name"),
        family_name=fields.text("Donor's Last Name"),
        organisation=company,
        job=fields.text("Occupation"),
        streets=[fields.text("Address"), fields.text("Address 2")],
        city=fields.text("City"),
        postcode=fields.text("Postal Code"),
        country=fields.text("Country"),
        vendor_id=fields.text("Donor Id", "Existing Donor Id"),
        ways=[("email", "", fields.email("Donor Email")), ("phone", "", fields.text("Phone"))],
    )

    def read(row: Row) -> PersonFound | None:
        person = told(row)
        person.may_mail = may_mail(row)
        if not person.given_name and not person.family_name:
            person.name = said(name(row))
            person.is_company = not person.name and bool(person.organisation)
        person.organisation = person.organisation or said(employer(row))
        is_named = person.name or person.given_name or person.family_name or person.organisation
        return person if is_named or person.ways else None

    return read
