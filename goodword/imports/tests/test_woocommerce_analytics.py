from datetime import UTC, datetime, timedelta

import pytest

from goodword.sales.models import Sale

from .books import bring
from .test_woocommerce_orders import PLAIN, SMALL
from .test_woocommerce_orders import orders as plugin_orders
from .told import GERMANY, as_csv, people_of, reading_of, records_of, sales_of, total

HEADER = (
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,"
    "Attribution"
)
ORDER = {
    "Date": "2026-01-31 21:14:00", "Order #": "1204", "N. Revenue (formatted)": "$50.20", "Status": "completed",
    "Customer": "Dana Whitfield", "Customer type": "new", "Product(s)": "2× Speckled mug, 1× Ring dish, large",
    "Items sold": "3", "Net Sales": "40", "Attribution": "Direct",
}  # fmt: skip


def orders(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


def test_an_order_has_its_number_its_buyer_and_its_things():
    [record] = records_of(orders(ORDER))
    assert reading_of(orders(ORDER)).format == "WooCommerce Analytics orders"
    assert (record.sale.vendor_id, record.sale.at) == ("1204", datetime(2026, 2, 1, 2, 14, tzinfo=UTC))
    assert record.sale.lines == [("Speckled mug", 2.0, 0), ("Ring dish, large", 1.0, 0)]
    assert (record.person.name, record.person.ways) == ("Dana Whitfield", [])


def test_goods_are_the_net_sales_and_the_parts_add_up():
    [sale] = sales_of(orders(ORDER))
    assert (sale.goods_cents, total(sale), sale.is_gross) == (4000, 5020, False)


@pytest.mark.parametrize(
    ("cell", "net", "currency", "cents"),
    [
        ("৳2,999", "2999", "BDT", 299900),
        ("1.234,50\u00a0€", "1234.5", "EUR", 123450),
        ("1 234,50\u00a0€", "1234.5", "EUR", 123450),
        ("£50.20 (includes £8.37 VAT)", "41.83", "GBP", 5020),
    ],
)
def test_the_total_is_read_as_text_has_it(cell, net, currency, cents):
    [sale] = sales_of(orders({**ORDER, "N. Revenue (formatted)": cell, "Net Sales": net}), GERMANY)
    assert (sale.currency, total(sale)) == (currency, cents)


@pytest.mark.parametrize("cell", ["$50.20 $40.20", "50,20\u00a0€ 40,20\u00a0€"])
def test_what_is_left_after_a_refund_stands_behind_the_total(cell):
    sale, refund = sales_of(orders({**ORDER, "N. Revenue (formatted)": cell}))
    assert (total(sale), total(refund), refund.refund_of) == (5020, -1000, "1204")


def test_a_refunded_order_is_given_back_whole():
    sale, refund = sales_of(orders({**ORDER, "Status": "refunded"}))
    assert total(sale) + total(refund) == 0


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("processing", "kept"), ("on-hold", "not counted"), ("cancelled", "not counted"), ("gargled", "held")],
)
def test_the_status_decides(status, outcome):
    assert str(records_of(orders({**ORDER, "Status": status}))[0].read_as) == outcome


def test_without_net_sales_the_total_is_kept_gross():
    header = HEADER.replace(",Net Sales", "")
    [sale] = sales_of(orders(ORDER, header=header))
    assert (sale.goods_cents, sale.is_gross) == (5020, True)


def test_an_older_file_tells_only_what_is_net():
    header = "Date,Order #,Status,Customer,Product(s),Items Sold,Coupon(s),N. Revenue"
    [sale] = sales_of(orders({**ORDER, "N. Revenue": "40"}, header=header))
    assert (sale.goods_cents, total(sale)) == (4000, 4000)


def test_an_amount_that_is_none_is_told():
    [record] = records_of(orders({**ORDER, "N. Revenue (formatted)": "much"}))
    assert (str(record.read_as), record.mistakes[0].column) == ("refused", "N. Revenue (formatted)")


@pytest.mark.parametrize("customer", ["", "17"])
def test_an_order_of_nobody_by_name_is_a_sale_all_the_same(customer):
    assert people_of(orders({**ORDER, "Customer": customer})) == []
    assert len(sales_of(orders({**ORDER, "Customer": customer}))) == 1


@pytest.mark.parametrize("analytics_first", [True, False])
def test_a_plugin_s_file_stands_before_it_and_knows_the_buyer(cast, at, analytics_first):
    files = [plugin_orders(SMALL, {**PLAIN, "order_currency": "USD"}), orders(ORDER)]
    for n, text in enumerate(reversed(files) if analytics_first else files):
        bring(cast.business, text, at + timedelta(minutes=n), f"{n}.csv")
    [sale] = Sale.objects.filter(business=cast.business, state=Sale.State.COUNTED)
    assert (sale.person.email, sale.shipping_cents) == ("dana@example.com", 600)
