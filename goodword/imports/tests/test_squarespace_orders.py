from datetime import date

import pytest

from .told import outcomes, people_of, reading_of, records_of, sales_of, total, ways

HEADER = (
    "Order ID,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,"
    "Amount Refunded,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Lineitem variant,Lineitem requires shipping,Lineitem taxable,"
    "Lineitem fulfillment status,Billing Name,Billing Address1,Billing Address2,Billing City,Billing Zip,"
    "Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Address1,Shipping Phone,Cancelled at,"
    "Private Notes,Channel Type,Channel Name,Channel Order Number,Payment Method,Payment Reference,"
    "Checkout Form: Who referred you?"
)
ORDER = {
    "Order ID": "00021", "Email": "dana@example.com", "Financial Status": "PAID", "Currency": "USD",
    "Subtotal": "40.00", "Shipping": "5.00", "Taxes": "2.80", "Amount Refunded": "0.00", "Discount Amount": "5.00",
    "Total": "42.80", "Created at": "2026-01-10 09:15:00 -0500", "Lineitem quantity": "2",
    "Lineitem name": "Rye bread", "Lineitem variant": "Large", "Lineitem price": "15.00",
    "Billing Name": "Dana Whitfield", "Billing Address1": "1 Main St", "Billing City": "Springfield",
    "Billing Phone": "+16175550100", "Checkout Form: Who referred you?": "Eli Ortiz", "Private Notes": "gate 4711",
}  # fmt: skip
FURTHER = {
    "Order ID": "00021", "Email": "dana@example.com", "Lineitem quantity": "1", "Lineitem name": "Rolls",
    "Lineitem price": "10.00",
}  # fmt: skip


def orders(*rows: dict[str, str], header: str = HEADER) -> str:
    lines = [",".join(f'"{row.get(name, "")}"' for name in header.split(",")) for row in rows]
    return "\n".join([header, *lines]) + "\n"


def test_an_order_is_one_sale_with_its_things_and_adds_up_to_the_cent():
    [sale] = sales_of(orders(ORDER, FURTHER))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (3500, 500, 280, 4280)
    assert (sale.vendor_id, sale.on, sale.currency) == ("00021", date(2026, 1, 10), "USD")
    assert sale.lines == [("Rye bread, Large", 2.0, 3000), ("Rolls", 1.0, 1000)]
    assert reading_of(orders(ORDER)).format == "Squarespace orders"


@pytest.mark.parametrize(
    "further", [FURTHER, {**FURTHER, "Order ID": ""}, {**ORDER, "Lineitem name": "Rolls"}]
)
def test_the_further_rows_of_an_order_count_once_however_they_repeat_it(further):
    assert outcomes(orders(ORDER, further, {**ORDER, "Order ID": "00022"})) == {"kept": 2, "line": 1}


def test_the_buyer_is_read_with_who_sent_them_and_nothing_private():
    [dana] = people_of(orders(ORDER))
    assert (dana.name, dana.city, dana.referred_by, dana.note) == (
        "Dana Whitfield",
        "Springfield",
        "Eli Ortiz",
        "",
    )
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+16175550100")]


@pytest.mark.parametrize(
    ("changed", "read_as", "why"),
    [
        ({"Financial Status": "PENDING"}, "not counted", "pending"),
        ({"Financial Status": "on the moon"}, "held", "unknown status: on the moon"),
        ({"Financial Status": ""}, "held", "unknown status: ?"),
        ({"Cancelled at": "2026-01-11 10:00:00 -0500"}, "held", "cancelled, but paid and not given back"),
        ({"Financial Status": "PARTIALLY_REFUNDED"}, "held", "partly given back"),
    ],
)
def test_what_may_not_be_a_sale_does_not_count_or_waits(changed, read_as, why):
    [record] = records_of(orders({**ORDER, **changed}))
    assert str(record.read_as) == read_as and record.why.startswith(why)


def test_a_cancelled_order_that_cost_nothing_is_void():
    nothing = {
        "Subtotal": "0.00",
        "Shipping": "0.00",
        "Taxes": "0.00",
        "Total": "0.00",
        "Cancelled at": "2026-01-11",
    }
    [record] = records_of(orders({**ORDER, **nothing}))
    assert (str(record.read_as), record.why) == ("not counted", "void")


@pytest.mark.parametrize(
    ("changed", "back"),
    [
        ({"Amount Refunded": "10.00"}, -1000),
        ({"Financial Status": "REFUNDED"}, -4280),
        ({"Financial Status": "REFUNDED", "Amount Refunded": "42.80", "Cancelled at": "2026-01-11"}, -4280),
    ],
)
def test_money_given_back_stands_apart(changed, back):
    sale, refund = sales_of(orders({**ORDER, **changed}))
    assert (total(sale), total(refund), refund.refund_of, refund.is_refund) == (4280, back, "00021", True)


def test_a_buyer_without_a_name_makes_a_sale_and_nobody_is_made_up():
    [record] = records_of(orders({**ORDER, "Email": "", "Billing Name": "", "Billing Phone": ""}))
    assert total(record.sale) == 4280 and not record.person.name and not record.person.ways


def test_the_order_of_the_columns_does_not_matter():
    turned = ",".join(reversed(HEADER.split(",")))
    assert sales_of(orders(ORDER, FURTHER, header=turned)) == sales_of(orders(ORDER, FURTHER))


def test_a_shopify_file_is_not_taken_for_one():
    header = "Name,Email,Financial Status,Total,Created at,Lineitem name,Billing Name,Refunded Amount"
    row = {
        "Name": "#1",
        "Financial Status": "paid",
        "Total": "5.00",
        "Created at": "2026-01-10",
        "Lineitem name": "Rye",
    }
    assert reading_of(orders(row, header=header)).format == "Shopify orders"
