"""The sale of one thing, gross: a visit, an event, a job."""

from collections.abc import Callable

from .fields import Money, Text, When, said
from .records import SaleFound
from .text import Row


def sale_of_one(
    number: Text, when: When, currency: Text, price: Money, what: Text
) -> Callable[[Row], SaleFound]:
    def read(row: Row) -> SaleFound:
        code, (on, at) = currency(row), when(row)
        sale = SaleFound(number(row), on, at, code, price(row, code), is_gross=True)
        if thing := said(what(row)):
            sale.lines.append((thing, 1.0, sale.goods_cents))
        return sale

    return read
