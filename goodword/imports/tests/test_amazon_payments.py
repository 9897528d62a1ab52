from datetime import UTC, datetime, timedelta

import pytest

from goodword.sales.models import Sale

from .books import bring
from .test_amazon_orders import MUG, NEW, orders
from .told import GERMANY, reading_of, records_of, sales_of, total

TITLES = (
    '"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore transactions"\n'
    '"All amounts in {}, unless specified"\n"Definitions:"\n'
)
HEADER = (
    "date/time,settlement id,type,order id,sku,description,quantity,marketplace,account type,fulfillment,order city,"
    "order state,order postal,tax collection model,product sales,product sales tax,shipping credits,"
    "shipping credits tax,gift wrap credits,giftwrap credits tax,Regulatory Fee,Tax On Regulatory Fee,"
    "promotional rebates,promotional rebates tax,marketplace withheld tax,selling fees,fba fees,"
    "other transaction fees,other,total"
)
PAID = {
    "date/time": "Feb 2, 2026 1:05:07 AM PST", "settlement id": "1001", "type": "Order", "order id": "111-1111111-1111111",
    "sku": "MUG", "description": "Speckled mug", "quantity": "2", "product sales": "30.00", "product sales tax": "2.10",
    "shipping credits": "6.00", "promotional rebates": "-3.00", "marketplace withheld tax": "-2.10",
    "selling fees": "-4.50", "total": "28.50",
}  # fmt: skip
BACK = {
    **PAID, "date/time": "Feb 9, 2026 3:00:00 PM PST", "type": "Refund", "product sales": "-15.00",
    "product sales tax": "-1.05", "shipping credits": "0", "promotional rebates": "1.50", "total": "-11.00",
}  # fmt: skip


def report(*rows: dict[str, str], currency: str = "USD") -> str:
    lines = [",".join(f'"{row.get(name, "0")}"' for name in HEADER.split(",")) for row in rows]
    return TITLES.format(currency) + "\n".join([HEADER, *lines]) + "\n"


def test_an_order_is_what_the_buyer_paid_and_not_what_amazon_left():
    text = report(PAID)
    [sale] = sales_of(text)
    assert reading_of(text).format == "Amazon payments"
    assert (sale.vendor_id, sale.at) == ("111-1111111-1111111", datetime(2026, 2, 2, 9, 5, 7, tzinfo=UTC))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (2700, 600, 210, 3510)
    assert sale.lines == [("Speckled mug", 2.0, 3000)]


def test_the_title_tells_the_currency():
    [sale] = sales_of(report(PAID, currency="GBP"), GERMANY)
    assert sale.currency == "GBP"


def test_a_rebate_of_just_the_shipping_made_it_free():
    [sale] = sales_of(report({**PAID, "promotional rebates": "-6.00"}))
    assert (sale.goods_cents, sale.shipping_cents) == (3000, 0)


def test_a_refund_is_negative_on_its_own_day():
    _sale, refund = sales_of(report(PAID, BACK))
    assert (total(refund), refund.goods_cents, refund.is_refund) == (-1455, -1350, True)
    assert (refund.refund_of, f"{refund.on}") == ("111-1111111-1111111", "2026-02-09")


@pytest.mark.parametrize("kind", ["Service Fee", "Transfer", "FBA Inventory Fee", "Adjustment"])
def test_fees_and_transfers_are_no_sales(kind):
    [record] = records_of(report({**PAID, "type": kind, "order id": "", "other": "-12.00"}))
    assert (str(record.read_as), record.why) == ("not counted", "transfer")


def test_a_kind_that_nobody_knows_is_held():
    [record] = records_of(report({**PAID, "type": "Gargle"}))
    assert (str(record.read_as), record.why) == ("held", "unknown kind of transaction: Gargle")


def test_two_things_of_one_order_are_one_sale():
    kept, line = records_of(report(PAID, PAID))
    assert (str(kept.read_as), str(line.read_as), total(kept.sale)) == ("kept", "line", 7020)


@pytest.mark.parametrize("payments_first", [True, False])
def test_beside_the_order_report_the_order_counts_once_and_knows_its_buyer(cast, at, payments_first):
    files = [orders(NEW, MUG), report(PAID, BACK)]
    for n, text in enumerate(reversed(files) if payments_first else files):
        bring(cast.business, text, at + timedelta(minutes=n), f"{n}.csv")
    order, refund = Sale.objects.filter(business=cast.business, state=Sale.State.COUNTED).order_by(
        "is_refund"
    )
    assert (order.person.name, refund.total_cents) == ("Dana Whitfield", -1455)
