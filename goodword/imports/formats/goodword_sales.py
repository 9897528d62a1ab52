"""Goodword's own table of sales. A sale is known by whom it is from and by the number it has there; its buyer by
their code, as in the table of people."""

from collections.abc import Callable

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.text import Row
from goodword.lib.phones import phone_key

NAME = "Goodword sales"
VENDOR = "goodword"
BRINGS = "sales"
NEEDS = (("Number", "Person Code", "Amount", "Currency", "Kind", "From"),)
KNOWS = ("Account", "Date", "Name", "What", "Tax", "Shipping", "Tip", "Total", "Refund Of")


def reader(fields: Fields) -> RowReader:
    sale, buyer = _sale(fields), _buyer(fields)
    return lambda row: Record(fields.line, ReadAs.KEPT, buyer(row), sale(row))


def _sale(fields: Fields) -> Callable[[Row], SaleFound]:
    number, refund_of = fields.sale_number("Number"), fields.word("Refund Of")
    vendor, account = fields.word("From"), fields.word("Account")
    when, what, kind = fields.when("Date"), fields.text("What"), fields.word("Kind")
    currency, goods = fields.currency("Currency"), fields.money("Amount")
    more = [fields.money(name) for name in ("Tax", "Shipping", "Tip")]

    def read(row: Row) -> SaleFound:
        code, (on, at) = currency(row), when(row)
        tax, shipping, tip = (money(row, code) for money in more)
        sale = SaleFound(
            known_by(vendor(row), account(row), number(row)),
            on,
            at,
            code,
            goods(row, code),
            tax,
            shipping,
            tip,
        )
        sale.is_refund = kind(row) == "refund"
        sale.refund_of = known_by(vendor(row), account(row), refund_of(row))
        if what(row):
            sale.lines.append((what(row), 1, sale.goods_cents))
        return sale

    return read


def known_by(vendor: str, account: str, number: str) -> str:
    return f"{vendor}|{account}|{number}" if number else ""


def _buyer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    code, name, country = fields.text("Person Code"), fields.text("Name"), fields.ground.country

    def read(row: Row) -> PersonFound | None:
        if not code(row):
            return None
        person = PersonFound(vendor_id=code(row))
        # Who has no name stands there under an address, if they have one.
        if "@" in name(row):
            person.ways.append(WayFound("email", name(row)))
        elif phone_key(name(row), country):
            person.ways.append(WayFound("phone", name(row)))
        else:
            person.name = name(row)
        return person

    return read
