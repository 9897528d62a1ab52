from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .told import GERMANY, as_csv, people_of, reading_of, records_of, sales_of, total

HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,"
    "Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Billing Name,"
    "Billing Street,Billing Address1,Billing City,Billing Zip,Billing Country,Billing Phone,Shipping Name,Notes,"
    "Cancelled at,"
    "Refunded Amount,Vendor,Id,Tags,Phone,Duties"
)
ORDER = {
    "Name": "#1001", "Email": "dana@example.com", "Financial Status": "paid", "Accepts Marketing": "no",
    "Currency": "USD",
    "Subtotal": "47.00", "Shipping": "6.00", "Taxes": "3.29", "Total": "56.29", "Discount Amount": "5.00",
    "Created at": "2025-12-31 23:14:00 -0500", "Lineitem quantity": "2", "Lineitem name": "Rye bread",
    "Lineitem price": "16.00",
    "Billing Name": "Dana Whitfield", "Billing Address1": "1 Main St", "Billing City": "Springfield",
    "Refunded Amount": "0.00",
    "Phone": "+1 555 010 0199",
}  # fmt: skip
FURTHER = {
    "Name": "#1001",
    "Email": "dana@example.com",
    "Lineitem quantity": "1",
    "Lineitem name": "Rolls",
    "Lineitem price": "20.00",
}


def orders(*rows: dict[str, str]) -> str:
    return as_csv(HEADER, rows)


def test_the_name_of_an_order_is_its_number_and_the_buyer_is_who_is_billed():
    [record] = records_of(orders(ORDER))
    assert (record.sale.vendor_id, record.person.name) == ("#1001", "Dana Whitfield")
    assert [way.value for way in record.person.ways] == ["dana@example.com", "+1 555 010 0199"]
    assert (record.person.city, record.person.may_mail) == ("Springfield", False)


def test_goods_are_without_tax_and_shipping_and_all_add_up_to_the_total():
    [sale] = sales_of(orders(ORDER))
    assert (sale.goods_cents, sale.tax_cents, sale.shipping_cents, sale.tip_cents) == (4700, 329, 600, 0)
    assert (total(sale), sale.currency, sale.is_gross) == (5629, "USD", False)


def test_the_day_is_the_business_s_and_the_moment_in_utc():
    [sale] = sales_of(orders(ORDER))
    assert (sale.on, sale.at) == (date(2025, 12, 31), datetime(2026, 1, 1, 4, 14, tzinfo=UTC))
    [sale] = sales_of(orders(ORDER), GERMANY)
    assert sale.on == date(2026, 1, 1)


def test_further_rows_of_an_order_are_its_lines_and_no_sales():
    records = records_of(orders(ORDER, FURTHER, {**ORDER, "Name": "#1002"}))
    assert [(record.line, str(record.read_as)) for record in records] == [
        (2, "kept"),
        (3, "line"),
        (4, "kept"),
    ]
    assert records[0].sale.lines == [("Rye bread", 2.0, 3200), ("Rolls", 1.0, 2000)]


def test_a_further_row_may_leave_even_the_number_blank():
    assert [str(one.read_as) for one in records_of(orders(ORDER, {**FURTHER, "Name": "", "Email": ""}))] == [
        "kept",
        "line",
    ]


def test_a_program_that_repeats_the_totals_on_each_row_makes_no_second_sale():
    assert [str(one.read_as) for one in records_of(orders(ORDER, {**ORDER, "Lineitem name": "Rolls"}))] == [
        "kept",
        "line",
    ]


def test_a_row_whose_order_is_elsewhere_is_held():
    [record] = records_of(orders(FURTHER))
    assert str(record.read_as) == "held"
    assert "#1001" in record.why
    assert record.cells["Lineitem name"] == "Rolls"


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [
        ("paid", "kept", ""), ("Paid", "kept", ""), ("partially_paid", "kept", ""), ("voided", "not counted", "void"),
        ("pending", "not counted", "pending"), ("authorized", "not counted", "pending"), ("expired",
        "not counted", "failed"),
    ],
)  # fmt: skip
def test_the_vendor_s_status_decides(status, outcome, why):
    [record] = records_of(orders({**ORDER, "Financial Status": status}))
    assert (str(record.read_as), record.why) == (outcome, why)
    assert record.sale.status == (why or "counted")


def test_a_status_that_nobody_knows_is_held_with_its_sale():
    [record] = records_of(orders({**ORDER, "Financial Status": "teleported"}))
    assert (str(record.read_as), record.why) == ("held", "unknown status: teleported")
    assert record.sale.goods_cents == 4700
    assert record.cells["Financial Status"] == "teleported"


def test_a_refund_is_negative_and_shared_in_proportion():
    sale, refund = sales_of(
        orders({**ORDER, "Financial Status": "partially_refunded", "Refunded Amount": "10.00"})
    )
    assert (total(refund), refund.is_refund, refund.refund_of) == (-1000, True, "#1001")
    assert (refund.tax_cents, refund.shipping_cents) == (-58, -106)
    assert refund.vendor_id != sale.vendor_id


def test_a_whole_refund_gives_back_every_part():
    sale, refund = sales_of(orders({**ORDER, "Financial Status": "refunded", "Refunded Amount": "56.29"}))
    assert [getattr(refund, part) for part in ("goods_cents", "tax_cents", "shipping_cents")] == [
        -4700,
        -329,
        -600,
    ]
    assert total(sale) + total(refund) == 0


def test_an_older_file_without_refunded_amounts_still_tells_a_whole_refund():
    sale, refund = sales_of(orders({**ORDER, "Financial Status": "refunded", "Refunded Amount": ""}))
    assert total(sale) + total(refund) == 0


def test_a_partial_refund_of_unknown_size_is_held():
    [record] = records_of(orders({**ORDER, "Financial Status": "partially_refunded", "Refunded Amount": ""}))
    assert str(record.read_as) == "held"


def test_a_cancelled_order_whose_money_was_kept_is_held():
    [record] = records_of(orders({**ORDER, "Cancelled at": "2026-01-02 10:00:00 -0500"}))
    assert str(record.read_as) == "held"


def test_where_prices_hold_the_tax_the_parts_still_add_up():
    [sale] = sales_of(
        orders({**ORDER, "Subtotal": "47.00", "Shipping": "6.00", "Taxes": "8.46", "Total": "53.00"})
    )
    assert (sale.goods_cents, sale.tax_cents, sale.shipping_cents) == (3854, 846, 600)


def test_shipping_that_a_code_made_free_is_not_paid():
    [sale] = sales_of(orders({**ORDER, "Discount Amount": "6.00", "Total": "50.29"}))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents) == (4700, 0, 329)


@pytest.mark.parametrize(("subtotal", "total_"), [("47.00", "61.29"), ("52.00", "61.29")])
def test_a_tip_is_no_goods_whether_the_subtotal_holds_it_or_not(subtotal, total_):
    tip = {"Name": "#1001", "Lineitem quantity": "1", "Lineitem name": "Tip", "Lineitem price": "5.00"}
    [sale] = sales_of(orders({**ORDER, "Subtotal": subtotal, "Total": total_}, tip))
    assert (sale.goods_cents, sale.tip_cents, total(sale)) == (4700, 500, 6129)


def test_duties_are_tax():
    [sale] = sales_of(orders({**ORDER, "Duties": "2.00", "Total": "58.29"}))
    assert (sale.goods_cents, sale.tax_cents) == (4700, 529)


def test_currencies_stay_apart():
    euros, yen = sales_of(orders({**ORDER, "Currency": "EUR"}, {**ORDER, "Name": "#2", "Currency": "JPY",
    "Total": "5629", "Subtotal": "4700", "Shipping": "600", "Taxes": "329"}))  # fmt: skip
    assert (euros.currency, total(euros), yen.currency, total(yen)) == ("EUR", 5629, "JPY", 5629)


def test_a_buyer_without_a_name_is_known_by_mail_and_one_without_either_is_nobody():
    records = records_of(
        orders(
            {**ORDER, "Billing Name": ""},
            {**ORDER, "Name": "#2", "Billing Name": "", "Email": "", "Phone": ""},
        )
    )
    assert [bool(record.person) for record in records] == [True, False]
    assert all(record.sale for record in records)


def test_the_order_without_a_date_is_refused():
    [record] = records_of(orders({**ORDER, "Created at": ""}))
    assert (str(record.read_as), len(record.mistakes)) == ("refused", 1)


def test_header_case_and_order_do_not_matter():
    rows = orders(ORDER).splitlines()
    text = "\n".join(",".join(reversed(line.split(","))) for line in [rows[0].upper(), rows[1]])
    [dana] = people_of(text + "\n")
    assert dana.name == "Dana Whitfield"
    assert reading_of(text + "\n").format == "Shopify orders"


@given(
    st.integers(0, 10**7), st.integers(0, 10**5), st.integers(0, 10**5), st.booleans(), st.integers(0, 10**7)
)  # fmt: skip
def test_the_parts_always_add_up_to_the_cent(goods, tax, shipping, is_inclusive, refund):
    tax = min(tax, goods)
    cents = goods + shipping + (0 if is_inclusive else tax)
    text = orders(
        {**ORDER, "Subtotal": f"{goods / 100:.2f}", "Shipping": f"{shipping / 100:.2f}", "Taxes": f"{tax / 100:.2f}",
         "Total": f"{cents / 100:.2f}", "Discount Amount": "", "Refunded Amount": f"{min(refund, cents) / 100:.2f}"}
    )  # fmt: skip
    for record in records_of(text):
        assert total(record.sale) == cents
        assert sum(map(total, record.extra_sales)) == -min(refund, cents)
