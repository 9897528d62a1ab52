"""Donorbox's export of donations, of several ages; forms add questions of their own.

Headers as several public readers of the file agree on them. The sale is `Amount`, what the donor was
charged in `Currency`: fees are not taken off, and where the donor covered them (`Fee Covered`) they are in it,
because the donor gave them. Each payment of a plan is a row, and a gift. Who asked to be anonymous gives
without a name here too. Times are taken in the business's own zone; the file does not tell it.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import refund_of
from goodword.imports.statuses import status_of
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
        line, sale = fields.line, gift(row)
        person = None if is_anonymous(row) else giver(row)
        if header_key(kind(row)) in ("in kind", "inkind"):
            sale.status = "void"
            return not_counted(line, _("a gift in kind, no money"), person, sale)
        told = said(status(row))
        says = status_of(told) if told else "counted"
        if says in ("pending", "void", "failed"):
            sale.status = says
            return not_counted(line, says, person, sale)
        if says == "partially refunded":
            return held(line, _("partly given back, and the file does not say how much"), person, sale)
        if says not in ("counted", "refunded"):
            return held(line, _("unknown status: %s") % told[:40], person, sale)
        record = Record(line, ReadAs.KEPT, person, sale)
        if says == "refunded" and sale.goods_cents > 0:
            record.extra_sales.append(refund_of(sale, sale.goods_cents))
        return record

    return read


def _gift(fields: Fields) -> Callable[[Row], SaleFound]:
    number, when = fields.text("Receipt Id", "Donation Id", "Stripe Charge Id"), fields.when("Donated At")
    amount, currency = fields.money("Amount"), fields.currency("Currency", beside=("Amount",))
    purposes = [fields.text("Campaign"), fields.text("Designation")]

    def read(row: Row) -> SaleFound:
        code, (on, at) = currency(row), when(row)
        cents = amount(row, code)
        sale = SaleFound(number(row), on, at, code, cents, is_refund=cents < 0)
        if purpose := ", ".join(filter(None, (said(text(row)) for text in purposes))):
            sale.lines.append((purpose, 1.0, cents))
        return sale

    return read


def _giver(fields: Fields) -> Callable[[Row], PersonFound | None]:
    name, number = fields.text("Name"), fields.text("Donor Id", "Existing Donor Id")
    given, family = fields.text("Donor's First Name"), fields.text("Donor's Last Name")
    company, employer = fields.text("Donating Company"), fields.text("Employer")
    email, phone, job = fields.email("Donor Email"), fields.text("Phone"), fields.text("Occupation")
    streets = [fields.text("Address"), fields.text("Address 2")]
    city, postcode, country = fields.text("City"), fields.text("Postal Code"), fields.text("Country")
    may_mail = fields.says_no("Join Mailing List")

    def read(row: Row) -> PersonFound | None:
        person = PersonFound(
            given_name=said(given(row)),
            family_name=said(family(row)),
            organisation=said(company(row)) or said(employer(row)),
            job=said(job(row)),
            street=" ".join(filter(None, (said(street(row)) for street in streets))),
            city=said(city(row)),
            postcode=said(postcode(row)),
            country=said(country(row)),
            vendor_id=number(row),
            may_mail=may_mail(row),
        )
        if not person.given_name and not person.family_name:
            person.name = said(name(row))
            person.is_company = not person.name and bool(said(company(row)))
        for kind, told in (("email", email(row)), ("phone", said(phone(row)))):
            if told:
                person.ways.append(WayFound(kind, told))
        is_named = person.name or person.given_name or person.family_name or person.organisation
        return person if is_named or person.ways else None

    return read
