from datetime import date

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total, ways

HEADER = (
    "Order ID,Email,Currency,Amount Gross,Amount Net,Status,Items in cart,Coupon discount amount,Date,"
    "Checkout responses"
)
ORDER = {
    "Order ID": "kZ81", "Email": "dana@example.com", "Currency": "USD", "Amount Gross": "18.00",
    "Amount Net": "16.40", "Status": "paid", "Items in cart": "Bread in a week", "Date": "2026-01-31 10:20:00",
}  # fmt: skip


def orders(**more: str) -> str:
    row = {**ORDER, **more}
    return as_csv(HEADER, [row])


def test_an_order_is_a_sale_of_what_was_paid_before_fees():
    assert reading_of(orders()).format == "Payhip customers"
    [sale] = sales_of(orders())
    assert (sale.vendor_id, sale.on, total(sale), sale.is_gross) == ("kZ81", date(2026, 1, 31), 1800, True)
    assert sale.lines == [("Bread in a week", 1.0, 1800)]


def test_of_several_things_nobody_knows_the_price_of_each():
    [sale] = sales_of(orders(**{"Items in cart": "Bread in a week; Rye"}))
    assert (sale.lines, total(sale)) == ([("Bread in a week", 1.0, 0), ("Rye", 1.0, 0)], 1800)


def test_the_buyer_is_an_address_and_is_not_signed_up():
    [dana] = people_of(orders())
    assert (ways(dana), dana.name, dana.may_mail) == ([("email", "dana@example.com")], "", None)


def test_what_was_given_back_stands_apart():
    sale, refund = sales_of(orders(Status="Refunded"))
    assert (total(sale), total(refund), refund.is_refund) == (1800, -1800, True)


@pytest.mark.parametrize(("status", "outcome"), [("pending", "not counted"), ("failed", "not counted")])
def test_what_was_not_paid_does_not_count(status, outcome):
    [record] = records_of(orders(Status=status))
    assert (str(record.read_as), record.why, record.sale.status) == (outcome, status, status)


@pytest.mark.parametrize("status", ["partially refunded", "levitating"])
def test_what_the_file_does_not_tell_waits(status):
    [record] = records_of(orders(Status=status))
    assert (str(record.read_as), bool(record.why), record.sale.vendor_id) == ("held", True, "kZ81")
