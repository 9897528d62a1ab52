"""All sales that count, as a table for people."""

import csv
from collections.abc import Iterator
from itertools import islice

from goodword.accounts.models import Business
from goodword.lib.money import from_cents
from goodword.lib.sheets import safe_cell

from .models import Sale

CHUNK = 500
# In English in every language, so that our own reader (and others') know them again.
HEAD = (
    "Date",
    "Number",
    "Name",
    "Person Code",
    "What",
    "Amount",
    "Tax",
    "Shipping",
    "Tip",
    "Total",
    "Currency",
) + (
    "Kind",
    "From",
    "Account",
    "Refund Of",
)


class _Line:
    """What csv writes to: the line it has just written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(business: Business) -> Iterator[str]:
    """The table, line by line. Begins with the mark by which Excel knows that it is UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEAD)
    rows = Sale.objects.filter(business=business, state=Sale.State.COUNTED).select_related("person")
    sales = rows.defer("lines").order_by("on", "pk").iterator(chunk_size=CHUNK)
    while part := list(islice(sales, CHUNK)):
        yield "".join(writer.writerow([safe_cell(cell) for cell in _cells(sale)]) for sale in part)


def _cells(sale: Sale) -> list[str]:
    money = (sale.goods_cents, sale.tax_cents, sale.shipping_cents, sale.tip_cents, sale.total_cents)
    return [
        sale.on.isoformat(),
        sale.vendor_id,
        sale.person.name if sale.person else "",
        sale.person.code if sale.person else "",
        sale.what,
        *(f"{from_cents(cents, sale.currency):f}" for cents in money),
        sale.currency,
        "refund" if sale.is_refund else sale.purpose,
        sale.vendor,
        sale.account,
        sale.refund_of,
    ]
