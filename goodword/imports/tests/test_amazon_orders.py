from datetime import UTC, date, datetime

import pytest

from .told import people_of, reading_of, records_of, sales_of, total, ways

ALL = (
    "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel "
    "order-channel url ship-service-level product-name sku asin item-status quantity currency item-price item-tax "
    "shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount "
    "ship-city ship-state ship-postal-code ship-country promotion-ids"
)
NEW = (
    "order-id order-item-id purchase-date payments-date buyer-email buyer-name buyer-phone-number sku product-name "
    "quantity-purchased currency item-price item-tax shipping-price shipping-tax ship-service-level recipient-name "
    "ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country ship-phone-number"
)
SHIPPED = (
    "amazon-order-id merchant-order-id shipment-id shipment-item-id amazon-order-item-id purchase-date payments-date "
    "shipment-date buyer-email buyer-name sku product-name quantity-shipped currency item-price item-tax "
    "shipping-price shipping-tax gift-wrap-price gift-wrap-tax recipient-name ship-city ship-postal-code ship-country "
    "item-promotion-discount ship-promotion-discount sales-channel"
)
MUG = {
    "amazon-order-id": "111-1111111-1111111", "order-id": "111-1111111-1111111", "order-item-id": "9", "shipment-id": "D1",
    "purchase-date": "2026-01-31T21:14:02-05:00", "order-status": "Shipped", "sales-channel": "Amazon.com",
    "buyer-email": "k7tmf7ts1q1@marketplace.amazon.com", "buyer-name": "Dana Whitfield", "buyer-phone-number": "2075550123",
    "recipient-name": "Dana Whitfield", "ship-address-1": "1 Main St", "ship-city": "Springfield",
    "ship-postal-code": "01101", "ship-country": "US", "sku": "MUG", "product-name": "Speckled mug",
    "item-status": "Shipped", "quantity": "2", "quantity-purchased": "2", "quantity-shipped": "2", "currency": "USD",
    "item-price": "30.00", "item-tax": "2.10", "shipping-price": "6.00", "shipping-tax": "0.42",
    "gift-wrap-price": "2.00", "gift-wrap-tax": "0.14", "item-promotion-discount": "-3.00", "ship-promotion-discount": "-6.00",
}  # fmt: skip
DISH = {**MUG, "product-name": "Ring dish", "quantity": "1", "item-price": "10.00", "shipping-price": "0.00",
        "ship-promotion-discount": "", "item-promotion-discount": "", "gift-wrap-price": "", "item-tax": "",
        "shipping-tax": "", "gift-wrap-tax": ""}  # fmt: skip


def orders(header: str, *rows: dict[str, str]) -> str:
    names = header.split(" ")
    return (
        "\n".join(["\t".join(names), *("\t".join(row.get(name, "") for name in names) for row in rows)])
        + "\n"
    )


@pytest.mark.parametrize("header", [ALL, NEW, SHIPPED])
def test_each_report_is_known_and_its_order_has_number_and_moment(header):
    text = orders(header, MUG)
    [sale] = sales_of(text)
    assert reading_of(text).format == "Amazon orders"
    assert (sale.vendor_id, sale.on) == ("111-1111111-1111111", date(2026, 1, 31))
    assert sale.at == datetime(2026, 2, 1, 2, 14, 2, tzinfo=UTC)
    assert sale.lines == [("Speckled mug", 2.0, 3000)]


@pytest.mark.parametrize("header", [ALL, SHIPPED])
def test_promotions_are_off_and_wrapping_is_on(header):
    [sale] = sales_of(orders(header, MUG))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (2900, 0, 266, 3166)


def test_where_prices_hold_the_tax_the_total_is_the_price():
    euros = {**MUG, "currency": "EUR", "item-price": "23.80", "item-tax": "3.80", "shipping-price": "5.95",
             "shipping-tax": "0.95"}  # fmt: skip
    [sale] = sales_of(orders(NEW, euros))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (2000, 500, 475, 2975)


def test_the_rows_of_an_order_are_one_sale():
    kept, line = records_of(orders(ALL, MUG, DISH))
    assert (str(kept.read_as), str(line.read_as)) == ("kept", "line")
    assert (kept.sale.goods_cents, len(kept.sale.lines)) == (3900, 2)


def test_a_thing_that_was_cancelled_is_not_paid():
    [sale] = sales_of(orders(ALL, MUG, {**DISH, "item-status": "Cancelled"}))
    assert (sale.goods_cents, len(sale.lines)) == (2900, 1)


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [
        ("Shipped", "kept", ""), ("Shipped - Delivered to Buyer", "kept", ""), ("Unshipped", "kept", ""),
        ("Partially Shipped", "kept", ""), ("Pending", "not counted", "pending"), ("Cancelled", "not counted", "void"),
        ("Shipped - Returned to Seller", "held", "sent back, and the file does not say whether the money was given back"),
        ("Gargled", "held", "unknown status: Gargled"),
    ],
)  # fmt: skip
def test_the_status_decides(status, outcome, why):
    [record] = records_of(orders(ALL, {**MUG, "order-status": status}))
    assert (str(record.read_as), record.why) == (outcome, why)


def test_what_amazon_sends_for_another_shop_is_no_sale_of_amazon_s():
    [record] = records_of(orders(ALL, {**MUG, "sales-channel": "Non-Amazon", "item-price": ""}))
    assert (str(record.read_as), record.why) == ("not counted", "sent by Amazon for another shop")


def test_amazon_s_address_tells_who_it_is_and_reaches_nobody():
    [dana] = people_of(orders(NEW, MUG))
    assert (dana.name, dana.vendor_id, ways(dana)) == (
        "Dana Whitfield", "k7tmf7ts1q1@marketplace.amazon.com", [],
    )  # fmt: skip
    assert (dana.street, dana.city) == ("1 Main St", "Springfield")


def test_a_present_s_address_is_not_the_buyer_s():
    [dana] = people_of(orders(NEW, {**MUG, "recipient-name": "Eli Moss"}))
    assert (dana.name, dana.street, dana.city) == ("Dana Whitfield", "", "")


def test_a_report_without_buyers_has_sales_of_nobody():
    [record] = records_of(orders(ALL, MUG))
    assert (record.person, total(record.sale)) == (None, 3166)
