from datetime import date

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total

HEADER = (
    "Order Date,Order Number,Purchase Order Number,Retailer Name,Address 1,Address 2,City,State,Zip Code,Country,"
    "Product Name,Option Name,SKU,GTIN,Status,Quantity,Wholesale Price,Retail Price,Ship Date,Scheduled Order Date"
)
MUG = {
    "Order Date": "2026-01-31", "Order Number": "TC3QZ9H7MK", "Retailer Name": "The Corner Shop",
    "Address 1": "1 Main St", "Address 2": "Unit 4", "City": "Springfield", "State": "MA", "Zip Code": "01101",
    "Country": "United States", "Product Name": "Speckled mug", "Option Name": "Blue", "SKU": "MUG-B",
    "Status": "Delivered", "Quantity": "6", "Wholesale Price": "$9.50", "Retail Price": "$19.00",
}  # fmt: skip
DISH = {**MUG, "Product Name": "Ring dish", "Option Name": "", "SKU": "DISH", "Quantity": "4",
        "Wholesale Price": "$5.00"}  # fmt: skip


def orders(*rows: dict[str, str]) -> str:
    return as_csv(HEADER, rows)


def test_the_rows_of_an_order_are_one_sale_at_wholesale():
    first, further = records_of(orders(MUG, DISH))
    assert reading_of(orders(MUG)).format == "Faire orders"
    assert (str(first.read_as), str(further.read_as)) == ("kept", "line")
    sale = first.sale
    assert (sale.vendor_id, sale.on) == ("TC3QZ9H7MK", date(2026, 1, 31))
    assert (total(sale), sale.currency) == (7700, "USD")
    assert sale.lines == [("Speckled mug - Blue", 6.0, 5700), ("Ring dish", 4.0, 2000)]


def test_the_buyer_is_a_shop():
    [shop] = people_of(orders(MUG, DISH))
    assert (shop.organisation, shop.is_company, shop.name) == ("The Corner Shop", True, "")
    assert (shop.street, shop.city, shop.postcode) == ("1 Main St Unit 4", "Springfield", "01101")
    assert shop.ways == []


@pytest.mark.parametrize("status", ["New", "Unfulfilled", "Processing", "PRE_TRANSIT"])
def test_what_was_not_sent_yet_does_not_count(status):
    record, _line = records_of(orders({**MUG, "Status": status}, {**DISH, "Status": status}))
    assert (str(record.read_as), record.why, record.sale.status) == ("not counted", "pending", "pending")
    assert (record.person.organisation, total(record.sale)) == ("The Corner Shop", 7700)


def test_a_cancelled_order_is_void():
    [record] = records_of(orders({**MUG, "Status": "Canceled"}))
    assert (record.why, record.sale.status) == ("void", "void")


@pytest.mark.parametrize("status", ["Canceled", "Backordered"])
@pytest.mark.parametrize("is_first", [True, False])
def test_of_an_order_sent_in_part_what_was_sent_counts(status, is_first):
    rest = {**DISH, "Status": status}
    [sale] = sales_of(orders(*([rest, MUG] if is_first else [MUG, rest])))
    assert (total(sale), sale.lines) == (5700, [("Speckled mug - Blue", 6.0, 5700)])


def test_a_status_that_nobody_knows_waits_with_all_its_things():
    record, _line = records_of(orders(MUG, {**DISH, "Status": "Levitating"}))
    assert (str(record.read_as), "Levitating" in record.why, total(record.sale)) == ("held", True, 7700)


def test_two_orders_of_one_shop_are_two_sales():
    assert len(sales_of(orders(MUG, {**MUG, "Order Number": "TC3QZ9H7MM"}))) == 2
