from datetime import date

import pytest

from .told import GERMANY, as_csv, people_of, reading_of, records_of, sales_of, total, ways

HEADER = (
    "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,Date Shipped,"
    "Street 1,Street 2,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Coupon Code,"
    "Coupon Details,Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,"
    "Card Processing Fees,Order Net,Adjusted Order Total,Adjusted Card Processing Fees,"
    "Adjusted Net Order Amount,Buyer,Order Type,Payment Type,InPerson Discount,InPerson Location,SKU"
)
ORDER = {
    "Sale Date": "01/31/26", "Order ID": "3100000001", "Buyer User ID": "danaw12", "Full Name": "Dana Whitfield",
    "First Name": "Dana", "Last Name": "Whitfield", "Number of Items": "2", "Street 1": "1 Main St", "Street 2": "Apt 2",
    "Ship City": "Springfield", "Ship Zipcode": "01101", "Ship Country": "United States", "Currency": "USD",
    "Order Value": "40.00", "Discount Amount": "4.00", "Shipping Discount": "0.00", "Shipping": "6.00",
    "Sales Tax": "2.34", "Order Total": "44.34", "Card Processing Fees": "1.58", "Order Net": "42.76",
    "Adjusted Order Total": "0.00", "Adjusted Card Processing Fees": "0.00", "Adjusted Net Order Amount": "0.00",
    "Buyer": "Dana Whitfield (danaw12)",
}  # fmt: skip


def orders(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


def test_an_order_has_its_number_its_day_and_its_buyer():
    [record] = records_of(orders(ORDER))
    assert reading_of(orders(ORDER)).format == "Etsy orders"
    assert (record.sale.vendor_id, record.sale.on, record.sale.at) == ("3100000001", date(2026, 1, 31), None)
    dana = record.person
    assert (dana.name, dana.given_name, dana.vendor_id) == ("Dana Whitfield", "Dana", "danaw12")
    assert (dana.street, dana.city, dana.postcode) == ("1 Main St Apt 2", "Springfield", "01101")
    assert (ways(dana), dana.may_mail) == ([], None)


def test_goods_are_after_the_coupon_and_the_four_add_up():
    [sale] = sales_of(orders(ORDER))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (3600, 600, 234, 4434)


def test_the_tax_that_etsy_collects_itself_is_no_goods():
    [sale] = sales_of(orders({**ORDER, "Sales Tax": "0.00", "Order Total": "50.40"}))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (3600, 600, 840, 5040)


def test_shipping_is_what_was_paid_for_it():
    [sale] = sales_of(orders({**ORDER, "Shipping Discount": "6.00", "Order Total": "38.34"}))
    assert (sale.goods_cents, sale.shipping_cents, total(sale)) == (3600, 0, 3834)


def test_a_discount_at_the_stall_is_off_the_goods():
    [sale] = sales_of(orders({**ORDER, "InPerson Discount": "1.00", "Order Total": "43.34"}))
    assert (sale.goods_cents, sale.tax_cents, total(sale)) == (3500, 234, 4334)


def test_without_a_total_the_parts_make_it():
    header = HEADER.replace("Order Total,Status", "Status")
    [sale] = sales_of(orders(ORDER, header=header))
    assert total(sale) == 4434


def test_days_are_month_first_in_germany_too():
    [sale] = sales_of(orders({**ORDER, "Sale Date": "03/04/25", "Currency": "EUR"}), GERMANY)
    assert (sale.on, sale.currency) == (date(2025, 3, 4), "EUR")


def test_the_words_of_british_shops_are_known():
    british = (
        HEADER.replace("Date Shipped", "Date Posted")
        .replace("Ship City", "Delivery City")
        .replace("Ship Zipcode", "Delivery Zipcode")
        .replace("Shipping", "Delivery")
        .replace("Sales Tax", "Sales tax")
    )
    row = {**ORDER, "Delivery City": "York", "Delivery": "6.00", "Sales tax": "2.34"}
    [record] = records_of(orders(row, header=british))
    assert (record.sale.shipping_cents, record.sale.tax_cents, record.person.city) == (600, 234, "York")


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [
        ("", "kept", ""), ("Completed", "kept", ""), ("Paid", "kept", ""), ("Canceled", "not counted", "void"),
        ("Payment Processing", "not counted", "pending"), ("gargled", "held", "unknown status: gargled"),
    ],
)  # fmt: skip
def test_the_status_decides(status, outcome, why):
    [record] = records_of(orders({**ORDER, "Status": status}))
    assert (str(record.read_as), record.why) == (outcome, why)
    assert total(record.sale) == 4434


@pytest.mark.parametrize(
    ("changed", "back"),
    [
        ({"Status": "Refunded"}, -4434),
        ({"Status": "Fully refunded"}, -4434),
        ({"Adjusted Order Total": "34.34", "Adjusted Net Order Amount": "33.00"}, -1000),
        ({"Status": "Partially refunded", "Adjusted Order Total": "34.34"}, -1000),
        ({"Adjusted Order Total": "0.00", "Adjusted Net Order Amount": "-42.76"}, -4434),
    ],
)
def test_what_was_given_back_is_a_refund(changed, back):
    sale, refund = sales_of(orders({**ORDER, **changed}))
    assert (total(sale), total(refund), refund.refund_of) == (4434, back, "3100000001")


@pytest.mark.parametrize("adjusted", ["0.00", "", "44.34"])
def test_an_order_that_nothing_happened_to_gives_nothing_back(adjusted):
    net = "42.76" if adjusted == "44.34" else ""
    assert (
        len(sales_of(orders({**ORDER, "Adjusted Order Total": adjusted, "Adjusted Net Order Amount": net})))
        == 1
    )


def test_a_part_given_back_of_unknown_size_is_held():
    [record] = records_of(orders({**ORDER, "Status": "Partially refunded"}))
    assert str(record.read_as) == "held"


@pytest.mark.parametrize(
    ("buyer", "user", "name", "vendor_id"),
    [
        ("danaw12", "", "Dana Whitfield", "danaw12"),
        ("Dana Whitfield", "", "Dana Whitfield", ""),
        ("", "", "Dana Whitfield", ""),
        ("Eli Moss (elim)", "", "Eli Moss", "elim"),
    ],
)
def test_the_buyer_is_who_paid_by_name_or_by_user(buyer, user, name, vendor_id):
    [person] = people_of(orders({**ORDER, "Buyer": buyer, "Buyer User ID": user}))
    assert (person.name, person.vendor_id) == (name, vendor_id)


def test_a_present_s_address_is_not_the_buyer_s():
    [eli] = people_of(orders({**ORDER, "Buyer": "Eli Moss", "Buyer User ID": "elim"}))
    assert (eli.name, eli.given_name, eli.street, eli.city) == ("Eli Moss", "", "", "")
