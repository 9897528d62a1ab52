from datetime import date, timedelta

import pytest

from goodword.sales.models import Sale

from .books import bring
from .test_etsy_orders import ORDER, orders
from .told import as_csv, people_of, reading_of, records_of, sales_of, total

HEADER = (
    "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,"
    "Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,"
    "Ship Name,Ship Address1,Ship Address2,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,"
    "Order Type,Listings Type,Payment Type,InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU"
)
MUG = {
    "Sale Date": "01/31/26", "Item Name": "Speckled mug", "Buyer": "Dana Whitfield (danaw12)", "Quantity": "2",
    "Price": "15.00", "Discount Amount": "3.00", "Shipping Discount": "0.00", "Order Shipping": "6.00",
    "Order Sales Tax": "2.34", "Item Total": "30.00", "Currency": "USD", "Transaction ID": "41", "Listing ID": "51",
    "Ship Name": "Dana Whitfield", "Ship Address1": "1 Main St", "Ship City": "Springfield", "Order ID": "3100000001",
}  # fmt: skip
DISH = {
    **MUG, "Item Name": "Ring dish", "Quantity": "1", "Price": "10.00", "Discount Amount": "1.00",
    "Item Total": "10.00", "Transaction ID": "42",
}  # fmt: skip


def items(*rows: dict[str, str]) -> str:
    return as_csv(HEADER, rows)


def test_the_rows_of_an_order_are_one_sale_with_its_things():
    first, further = records_of(items(MUG, DISH))
    assert reading_of(items(MUG)).format == "Etsy order items"
    assert (str(first.read_as), str(further.read_as)) == ("kept", "line")
    assert first.sale.lines == [("Speckled mug", 2.0, 3000), ("Ring dish", 1.0, 1000)]
    assert (first.sale.vendor_id, first.sale.on, first.sale.is_partial) == (
        "3100000001", date(2026, 1, 31), True,
    )  # fmt: skip


def test_its_money_is_that_of_the_file_of_orders():
    [sale], [order] = sales_of(items(MUG, DISH)), sales_of(orders(ORDER))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents) == (3600, 600, 234)
    assert total(sale) == total(order)


def test_what_is_told_of_the_order_may_stand_on_its_first_row_only():
    [sale] = sales_of(items(MUG, {**DISH, "Order Shipping": "0.00", "Order Sales Tax": ""}))
    assert (sale.shipping_cents, sale.tax_cents) == (600, 234)


def test_a_total_from_which_the_coupon_is_taken_already_is_not_lessened_again():
    [sale] = sales_of(items({**MUG, "Item Total": "27.00"}))
    assert (sale.goods_cents, sale.lines) == (2700, [("Speckled mug", 2.0, 3000)])


def test_tax_paid_on_a_thing_is_tax():
    [sale] = sales_of(items({**MUG, "Order Sales Tax": "0", "VAT Paid by Buyer": "5.40"}))
    assert (sale.goods_cents, sale.tax_cents) == (2700, 540)


def test_two_orders_are_two_sales():
    assert len(sales_of(items(MUG, {**DISH, "Order ID": "3100000002"}))) == 2


def test_rows_without_a_number_do_not_run_together():
    assert len(sales_of(items({**MUG, "Order ID": ""}, {**DISH, "Order ID": ""}))) == 2


def test_the_buyer_is_the_same_as_in_the_file_of_orders():
    [dana], [same] = people_of(items(MUG)), people_of(orders(ORDER))
    assert (dana.name, dana.vendor_id) == (same.name, same.vendor_id)


@pytest.mark.parametrize("items_come_first", [True, False])
def test_both_files_are_one_sale_that_knows_its_things(cast, at, items_come_first):
    files = [orders(ORDER), items(MUG, DISH)]
    for n, text in enumerate(reversed(files) if items_come_first else files):
        bring(cast.business, text, at + timedelta(minutes=n), f"{n}.csv")
    [sale] = Sale.objects.filter(business=cast.business, state=Sale.State.COUNTED)
    told = (sale.what, sale.goods_cents, sale.person.name)
    assert told == ("Speckled mug, Ring dish", 3600, "Dana Whitfield")
