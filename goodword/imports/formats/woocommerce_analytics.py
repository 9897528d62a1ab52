"""WooCommerce's own export: Analytics, Orders, Download. A row for each order, and no e-mail address in it.

Its columns as WooCommerce's code writes them. `N. Revenue (formatted)` is text, the whole total, and after a
refund what is left behind it: `$20.00 $15.00`. `Net Sales` is without tax and shipping; what lies between is
both of them, and stands as tax. The plugins' files tell more, so they stand before this one.
"""

import re
from collections.abc import Callable

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader
from goodword.imports.formats.woocommerce_orders import by_status
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.text import Row
from goodword.lib.parse_money import mark_of

NAME = "WooCommerce Analytics orders"
VENDOR = "woocommerce"
BRINGS = "both"
NEEDS = (
    ("Order #", "N. Revenue (formatted)", "Status|Customer|Product(s)"),
    ("Order #", "Product(s)", "Coupon(s)", "Net Sales|N. Revenue"),
)
KNOWS = ("Date", "Customer", "Customer type", "Items sold", "Net Sales", "N. Revenue", "Attribution")

_THING = re.compile(r"(\d+)\s?[×x] (.+?)(?=, \d+\s?[×x] |$)")
_IN_BRACKETS = re.compile(r"\s*\([^)]*[^\d\s.,)][^)]*\)")


def reader(fields: Fields) -> RowReader:
    _decide_mark(fields)
    number, status, when = fields.text("Order #"), fields.word("Status"), fields.when("Date")
    currency = fields.currency("Currency", beside=("N. Revenue (formatted)",))
    amounts, total = _amounts(fields), fields.money("N. Revenue (formatted)")
    net = fields.money("Net Sales", "N. Revenue")
    has_total = fields.text("N. Revenue (formatted)")
    has_net, name, things = (
        fields.text("Net Sales", "N. Revenue"),
        fields.text("Customer"),
        fields.text("Product(s)"),
    )

    def read(row: Row) -> Record:
        told = amounts(row)
        code, (on, at) = currency(told[0]), when(row)
        sale = SaleFound(number(row).lstrip("#"), on, at, code, is_partial=True)
        goods = net(row, code)
        paid = total(told[0], code) if has_total(row) else goods
        left = total(told[1], code) if len(told) > 1 else paid
        is_told = has_net(row) and (goods or not paid) and goods <= paid
        sale.goods_cents, sale.is_gross = (goods, False) if is_told else (paid, True)
        sale.tax_cents = paid - sale.goods_cents
        sale.lines = _things(things(row), sale.goods_cents)
        who = name(row)
        person = (
            PersonFound(name=who) if who and not who.isdecimal() else None
        )  # the first ones told a number
        record = Record(fields.line, ReadAs.KEPT, person, sale)
        return by_status(record, status(row), paid, paid - left)

    return read


def _decide_mark(fields: Fields) -> None:
    """A cell of two amounts is none by itself, so it would have no say in which sign stands before the cents."""
    for spot in fields.spots("N. Revenue (formatted)"):
        told = mark_of(one for _line, row in fields.table.sample for one in _told(row[spot]))
        if told:
            fields.table.decided.setdefault(("mark", spot), told)


def _told(cell: str) -> list[str]:
    return _two_amounts(_IN_BRACKETS.sub("", cell).strip())


def _amounts(fields: Fields) -> Callable[[Row], list[Row]]:
    """The row as often as its text has an amount, each time with that one alone: the total, and what is left."""
    spots = fields.spots("N. Revenue (formatted)")

    def read(row: Row) -> list[Row]:
        if not spots:
            return [row]
        before, cell, after = row[: spots[0]], row[spots[0]], row[spots[0] + 1 :]
        return [[*before, one, *after] for one in _told(cell)]

    return read


def _two_amounts(cell: str) -> list[str]:
    """`$20.00 $15.00` are two; `1 234,56 €` is one, because there is no sign in its first half."""
    for space in re.finditer(" ", cell):
        halves = cell[: space.start()], cell[space.end() :]
        if all(re.search(r"\d", half) and re.search(r"[^\d\s.,'’-]", half) for half in halves):
            return list(halves)
    return [cell]


def _things(cell: str, goods: int) -> list[tuple[str, float, int]]:
    """`2× Speckled mug, 1× Ring dish`; what each of several cost is not told."""
    found = [(what, float(many)) for many, what in _THING.findall(cell)[:50]]
    return [(what, many, goods if len(found) == 1 else 0) for what, many in found]
