import json
from datetime import UTC, date, datetime

import pytest

from .told import people_of, reading_of, records_of, sales_of, total, ways

WEBTOFFEE = (
    "order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,fee_total,fee_tax_total,"
    "tax_total,cart_discount,order_discount,discount_total,order_total,order_subtotal,order_key,order_currency,"
    "payment_method,payment_method_title,transaction_id,shipping_method,customer_id,customer_user,customer_email,"
    "billing_first_name,billing_last_name,billing_company,billing_email,billing_phone,billing_address_1,"
    "billing_address_2,billing_postcode,billing_city,billing_state,billing_country,customer_note,refund_items,"
    "line_item_1,line_item_2"
)
SKYVERGE = (
    "order_id,order_number_formatted,order_number,order_date,status,shipping_total,shipping_tax_total,fee_total,"
    "fee_tax_total,tax_total,discount_total,order_total,refunded_total,order_currency,payment_method,customer_id,"
    "billing_first_name,billing_last_name,billing_company,billing_email,billing_phone,billing_address_1,"
    "billing_postcode,billing_city,billing_country,refunds"
)
ALGOLPLUS = (
    "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing),"
    "Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),"
    "Email (Billing),Phone (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,"
    "Shipping Method Title,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,"
    "SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code,Discount Amount,Discount Amount Tax"
)
SMALL = (
    "order_id,order_date,order_status,customer_id,billing_first_name,billing_last_name,billing_email,billing_phone,"
    "order_total,order_shipping,order_tax,order_currency,payment_method"
)
PLAIN = {
    "order_id": "1204", "order_number": "1204", "order_date": "2026-01-31 21:14:00", "status": "completed",
    "order_status": "wc-completed", "shipping_total": "6.00", "order_shipping": "6.00", "tax_total": "4.20",
    "order_tax": "4.20", "order_total": "50.20", "order_currency": "EUR", "customer_id": "17",
    "billing_first_name": "Dana", "billing_last_name": "Whitfield", "billing_company": "Hill School",
    "billing_email": "dana@example.com", "billing_phone": "+1 207 555 0123", "billing_address_1": "1 Main St",
    "billing_city": "Springfield", "billing_postcode": "01101", "billing_country": "US",
}  # fmt: skip
SPOKEN = {
    "Order Number": "1204", "Order Status": "Completed", "Order Date": "2026-01-31 21:14", "First Name (Billing)": "Dana",
    "Last Name (Billing)": "Whitfield", "Company (Billing)": "Hill School", "Address 1&2 (Billing)": "1 Main St",
    "City (Billing)": "Springfield", "Email (Billing)": "dana@example.com", "Phone (Billing)": "+1 207 555 0123",
    "Order Shipping Amount": "6.00", "Order Total Amount": "50.20", "Order Total Tax Amount": "4.20",
    "Order Refund Amount": "0", "Item Name": "Speckled mug", "Quantity (- Refund)": "2", "Item Cost": "15.00",
}  # fmt: skip
FILES = [(WEBTOFFEE, PLAIN), (SKYVERGE, PLAIN), (SMALL, PLAIN), (ALGOLPLUS, SPOKEN)]


def orders(header: str, *rows: dict[str, str]) -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [",".join(cell(row.get(name, "")) for name in header.split(",")) for row in rows]
    return "\n".join([header, *lines]) + "\n"


@pytest.mark.parametrize(("header", "row"), FILES)
def test_an_order_of_each_plugin_is_read(header, row):
    text = orders(header, row)
    [record] = records_of(text)
    sale, dana = record.sale, record.person
    assert reading_of(text).format == "WooCommerce orders"
    assert (sale.vendor_id, sale.at) == ("1204", datetime(2026, 2, 1, 2, 14, tzinfo=UTC))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (4000, 600, 420, 5020)
    assert (dana.given_name, dana.family_name) == ("Dana", "Whitfield")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+1 207 555 0123")]
    assert dana.may_mail is None


def test_the_file_names_its_currency_and_the_customer():
    [record] = records_of(orders(WEBTOFFEE, PLAIN))
    assert (record.sale.currency, record.sale.on, record.person.vendor_id) == ("EUR", date(2026, 1, 31), "17")
    assert (record.person.organisation, record.person.street) == ("Hill School", "1 Main St")


def test_a_guest_has_no_number():
    [guest] = people_of(orders(SKYVERGE, {**PLAIN, "customer_id": "0"}))
    assert guest.vendor_id == ""


def test_a_number_of_its_own_stands_before_the_id():
    [sale] = sales_of(orders(SKYVERGE, {**PLAIN, "order_number_formatted": "#A-77", "order_number": "77"}))
    assert sale.vendor_id == "A-77"


def test_tax_told_in_two_columns_is_their_sum():
    header = SMALL.replace("order_tax", "order_tax,order_shipping_tax")
    [sale] = sales_of(orders(header, {**PLAIN, "order_tax": "3.20", "order_shipping_tax": "1.00"}))
    assert (sale.goods_cents, sale.tax_cents) == (4000, 420)


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [
        ("wc-completed", "kept", ""), ("Processing", "kept", ""), ("on-hold", "not counted", "pending"),
        ("Pending payment", "not counted", "pending"), ("wc-checkout-draft", "not counted", "pending"),
        ("cancelled", "not counted", "void"), ("trash", "not counted", "void"), ("failed", "not counted", "failed"),
        ("wc-gargled", "held", "unknown status: wc-gargled"), ("", "kept", ""),
    ],
)  # fmt: skip
def test_the_status_decides(status, outcome, why):
    [record] = records_of(orders(SMALL, {**PLAIN, "order_status": status}))
    assert (str(record.read_as), record.why) == (outcome, why)


@pytest.mark.parametrize(
    ("header", "changed", "back"),
    [
        (SKYVERGE, {"refunded_total": "10.00"}, -1000),
        (
            SKYVERGE,
            {"refunds": "id:9|date:2026-02-01|amount:4.00|reason:;id:10|amount:1.50|reason:late"},
            -550,
        ),
        (SKYVERGE, {"refunds": '[{"id": 9, "amount": "4.00"}]'}, -400),
        (WEBTOFFEE, {"refund_items": "amount:4.00|reason:|date:2026-02-01"}, -400),
        (WEBTOFFEE, {"status": "refunded"}, -5020),
        (SKYVERGE, {"status": "refunded", "refunded_total": "50.20"}, -5020),
    ],
)
def test_what_was_given_back_is_a_refund(header, changed, back):
    sale, refund = sales_of(orders(header, {**PLAIN, **changed}))
    assert (total(sale), total(refund), refund.refund_of) == (5020, back, "1204")


def test_a_refund_in_a_row_of_its_own_is_negative():
    header = ALGOLPLUS.replace("Order Refund Amount,", "")
    minus = {**SPOKEN, "Order Status": "Refunded", "Order Date": "2026-02-03 10:00", "Order Total Amount": "-10.04",
             "Order Total Tax Amount": "-0.84", "Order Shipping Amount": "-1.20"}  # fmt: skip
    sale, refund = sales_of(orders(header, SPOKEN, minus))
    assert (total(refund), refund.goods_cents, refund.is_refund, refund.refund_of) == (
        -1004,
        -800,
        True,
        "1204",
    )
    assert (refund.on, refund.vendor_id != sale.vendor_id) == (date(2026, 2, 3), True)


def test_a_refund_that_its_order_tells_too_is_not_taken_off_twice():
    told = {**SPOKEN, "Order Refund Amount": "10.04"}
    minus = {**SPOKEN, "Order Total Amount": "-10.04", "Order Refund Amount": ""}
    assert [total(sale) for sale in sales_of(orders(ALGOLPLUS, told, minus))] == [5020, -1004]
    assert str(records_of(orders(ALGOLPLUS, told, minus))[1].read_as) == "line"


@pytest.mark.parametrize("repeats", [True, False])
def test_a_row_for_each_thing_is_one_sale(repeats):
    first, dish = SPOKEN, {"Item Name": "Ring dish", "Quantity (- Refund)": "1", "Item Cost": "10.00"}
    second = {**SPOKEN, **dish} if repeats else dish
    kept, line = records_of(orders(ALGOLPLUS, first, second))
    assert (str(kept.read_as), str(line.read_as), total(kept.sale)) == ("kept", "line", 5020)
    assert kept.sale.lines == [("Speckled mug", 2.0, 3000), ("Ring dish", 1.0, 1000)]


THINGS = [
    {"id": 4, "name": "Speckled mug", "quantity": 2, "total": "30.00"},
    {"name": "Ring dish", "total": "10.00"},
]


@pytest.mark.parametrize(
    "cells",
    [
        {"line_items": "id:4|name:Speckled mug|quantity:2|total:30.00;name:Ring dish|total:10.00"},
        {"line_items": json.dumps(THINGS)},
        {
            "line_item_1": "name:Speckled mug|product_id:4|quantity:2|total:30.00|sub_total:33.00",
            "line_item_2": "name:Ring dish|total:10.00",
        },
    ],
)
def test_all_things_in_a_cell_or_each_in_its_own_are_read(cells):
    header = f"{SKYVERGE},{','.join(cells)}"
    [sale] = sales_of(orders(header, {**PLAIN, **cells}))
    assert sale.lines == [("Speckled mug", 2.0, 3000), ("Ring dish", 1.0, 1000)]


@pytest.mark.parametrize(
    "cell", ["[{", "[{broken", "nothing to read", "name:|total:x", '[{"name": ["a"], "total": {}}]']
)
def test_what_cannot_be_read_of_the_things_loses_no_sale(cell):
    [sale] = sales_of(orders(f"{SKYVERGE},line_items", {**PLAIN, "line_items": cell}))
    assert total(sale) == 5020


def test_an_order_without_a_buyer_is_a_sale_of_nobody():
    nobody = {name: cell for name, cell in PLAIN.items() if "billing" not in name and "customer" not in name}
    [record] = records_of(orders(SMALL, nobody))
    assert (record.person, total(record.sale)) == (None, 5020)
