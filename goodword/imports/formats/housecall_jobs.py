"""Housecall Pro's list of jobs. Which columns there are, the owner chose; numbers stand as ="123".

Headers as public readers of the file have them. A finished job counts once nothing of it is due; until then,
and with a deposit alone, it waits. The day is the day it was planned for: when it was paid the file does not
say. Its tax is not told apart.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key, listed
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.one_thing import sale_of_one
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.text import Row

NAME = "Housecall Pro jobs"
VENDOR = "housecall"
BRINGS = "both"
NEEDS = (("Job #", "Customer name", "Job amount", "Due amount"),)
KNOWS = (
    "Job description", "Job status", "Address", "Job created date", "Job scheduled start date",
    "Job scheduled end date", "Job name", "Job type", "Street", "Street 2", "City", "State", "Zipcode",
    "Customer email", "Customer mobile number", "Customer home number", "Customer work number", "Tags",
    "Assigned employees",
)  # fmt: skip

_DONE = {"completed", "complete", "complete unrated", "complete rated"}
_TO_DO = {"scheduled", "in progress", "needs scheduling"}


def reader(fields: Fields) -> RowReader:
    job, customer, status = _job(fields), _customer(fields), fields.word("Job status")
    due = fields.money("Due amount")

    def read(row: Row) -> Record:
        line, person, sale = fields.line, customer(row), job(row)
        told = header_key(said(status(row)))
        if "cancel" in told:
            sale.status = "void"
            return not_counted(line, "void", person, sale)
        if not sale.goods_cents:
            return Record(line, ReadAs.KEPT, person)
        if due(row, sale.currency) > 0 or told in _TO_DO:
            sale.status = "pending"
            return not_counted(line, "pending", person, sale)
        if told and told not in _DONE:
            return held(line, _("unknown status: %s") % status(row)[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read


def _job(fields: Fields) -> Callable[[Row], SaleFound]:
    return sale_of_one(
        fields.text("Job #"),
        fields.when("Job scheduled start date", "Job scheduled end date", "Job created date"),
        fields.currency("Currency", beside=("Job amount", "Due amount")),
        fields.money("Job amount"),
        fields.text("Job description", "Job name", "Job type"),
    )


def _customer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    name, email, tag = (
        fields.text("Customer name"),
        fields.email("Customer email"),
        fields.text("Customer tags"),
    )
    phones = [
        (fields.text(f"Customer {kind} number"), label)
        for kind, label in (("mobile", "mobile"), ("home", "home"), ("work", "work"))
    ]
    streets, whole = [fields.text("Street"), fields.text("Street 2")], fields.text("Address")
    city, postcode = fields.text("City"), fields.text("Zipcode", "Zip code", "Zip")

    def read(row: Row) -> PersonFound | None:
        person = PersonFound(
            name=said(name(row)),
            city=said(city(row)),
            postcode=said(postcode(row)),
            tags=listed(tag(row), True),
        )
        person.street = " ".join(filter(None, (said(street(row)) for street in streets))) or said(whole(row))
        if mail := email(row):
            person.ways.append(WayFound("email", mail))
        person.ways += [
            WayFound("phone", told, label) for phone, label in phones if (told := said(phone(row)))
        ]
        return person if person.name or person.ways else None

    return read
