"""Lists of things and reports without buyers: alone they count, and beside the fuller file that one does, in any order."""

from datetime import timedelta

import pytest

from goodword.imports.keeping import undo
from goodword.sales.models import Sale

from . import (
    test_amazon_orders,
    test_amazon_payments,
    test_ebay_orders,
    test_ebay_transactions,
    test_etsy_items,
    test_etsy_orders,
    test_square,
    test_square_items,
    test_woocommerce_analytics,
    test_woocommerce_orders,
)
from .books import bring

QUICKBOOKS = ",Date,Transaction Type,Num,Product/Service,Amount\n"
RYE = ",01/15/2025,Invoice,1001,Rye bread,13.00\n"
BY_CLASS = "Sales by Class Detail\nCorner Bakery\nAll Dates\n\n" + QUICKBOOKS + "Bread,,,,,\n" + RYE
BY_CUSTOMER = (
    "Sales by Customer Detail\nCorner Bakery\nAll Dates\n\n"
    + QUICKBOOKS + "Dana Whitfield,,,,,\n" + RYE + ",01/15/2025,Invoice,1001,Cake,40.00\n"
)  # fmt: skip
# The poorer file and what its sale comes to, then the fuller one.
FILES = {
    "etsy": (
        test_etsy_items.items(test_etsy_items.MUG, test_etsy_items.DISH), 4434,
        test_etsy_orders.orders(test_etsy_orders.ORDER), 4434,
    ),
    "square": (
        test_square_items.items(test_square_items.RYE, test_square_items.ROLLS), 124316,
        test_square.transactions(test_square.NEW, test_square.PAYMENT), 124116,
    ),
    "ebay": (
        test_ebay_transactions.report(test_ebay_transactions.SOLD), 3852,
        test_ebay_orders.orders(test_ebay_orders.ORDER), 3852,
    ),
    "amazon": (
        test_amazon_payments.report(test_amazon_payments.PAID), 3510,
        test_amazon_orders.orders(test_amazon_orders.NEW, test_amazon_orders.MUG), 3852,
    ),
    "woocommerce": (
        test_woocommerce_analytics.orders(test_woocommerce_analytics.ORDER), 5020,
        test_woocommerce_orders.orders(
            test_woocommerce_orders.SMALL, {**test_woocommerce_orders.PLAIN, "order_currency": "USD"}
        ), 5020,
    ),
    "quickbooks": (BY_CLASS, 1300, BY_CUSTOMER, 5300),
}  # fmt: skip


def counted(business):
    sales = Sale.objects.filter(business=business, state=Sale.State.COUNTED)
    return [(sale.source.label, sale.total_cents) for sale in sales.select_related("source")]


@pytest.mark.parametrize("vendor", FILES)
def test_alone_it_counts(cast, at, vendor):
    poorer, cents, _fuller, _more = FILES[vendor]
    bring(cast.business, poorer, at, "poorer.csv")
    assert counted(cast.business) == [("poorer.csv", cents)]


@pytest.mark.parametrize("order", [("poorer.csv", "fuller.csv"), ("fuller.csv", "poorer.csv")])
@pytest.mark.parametrize("vendor", FILES)
def test_the_fuller_file_takes_its_place_in_any_order_and_gives_it_back(cast, at, vendor, order):
    poorer, cents, fuller, more = FILES[vendor]
    texts = {"poorer.csv": poorer, "fuller.csv": fuller}
    uploads = {
        name: bring(cast.business, texts[name], at + timedelta(days=n), name) for n, name in enumerate(order)
    }
    assert counted(cast.business) == [("fuller.csv", more)]
    undo(uploads["fuller.csv"], None, at + timedelta(days=2))
    assert counted(cast.business) == [("poorer.csv", cents)]
