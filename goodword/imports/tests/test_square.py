from datetime import UTC, date, datetime

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total

OLD = (
    "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total "
    "Collected,Source,Card,"
    "Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Other Tender Note,Fees,Net Total,"
    "Transaction ID,"
    "Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,"
    "Dining Option,"
    "Customer ID,Customer Name,Customer Reference ID,Device Nickname"
)
NEW = (
    OLD.replace("Discounts,", "Discounts,Service Charges,")
    + ",Third Party Fees,Deposit ID,Refund Reason,Transaction Status,Cash App"
)
PAYMENT = {
    "Date": "2026-01-13", "Time": "22:02:11", "Time Zone": "Pacific Time (US & Canada)", "Gross Sales": "$1,240.00",
    "Discounts": "-$3.00", "Service Charges": "$0.00", "Net Sales": "$1,237.00", "Gift Card Sales": "$0.00",
    "Tax": "$2.16",
    "Tip": "$2.00", "Partial Refunds": "$0.00", "Total Collected": "$1,241.16", "Card": "$1,241.16", "Cash": "$0.00",
    "Fees": "-$0.93", "Net Total": "$1,240.23", "Transaction ID": "SQA1", "Payment ID": "PA1", "Staff Name": "Alice",
    "Description": "Rye bread x 1", "Event Type": "Payment", "Customer ID": "CUST1", "Customer Name": "Dana Whitfield",
    "Transaction Status": "Complete",
}  # fmt: skip


def transactions(header: str, *rows: dict[str, str]) -> str:
    return as_csv(header, rows)


@pytest.mark.parametrize("header", [OLD, NEW])
def test_goods_tax_and_tip_add_up_to_what_was_collected(header):
    [sale] = sales_of(transactions(header, PAYMENT))
    assert (sale.goods_cents, sale.tax_cents, sale.tip_cents, total(sale)) == (123700, 216, 200, 124116)
    assert (sale.vendor_id, sale.currency, sale.is_gross) == ("SQA1", "USD", False)
    assert reading_of(transactions(header, PAYMENT)).format == "Square transactions"


def test_the_time_is_told_in_its_own_zone():
    [sale] = sales_of(transactions(OLD, PAYMENT))
    assert (sale.at, sale.on) == (datetime(2026, 1, 14, 6, 2, 11, tzinfo=UTC), date(2026, 1, 14))


def test_american_dates_and_clocks_are_read():
    row = {**PAYMENT, "Date": "01/13/2026", "Time": "10:02:11 PM", "Time Zone": "Eastern Time (US & Canada)"}
    [sale] = sales_of(transactions(NEW, row))
    assert (sale.at, sale.on) == (datetime(2026, 1, 14, 3, 2, 11, tzinfo=UTC), date(2026, 1, 13))


def test_a_refund_is_negative_with_a_number_of_its_own():
    row = {
        **PAYMENT, "Event Type": "Refund", "Payment ID": "PA2", "Net Sales": "-$12.00", "Tax": "-$0.96", "Tip": "$0.00",
        "Total Collected": "-$12.96",
    }  # fmt: skip
    sale, refund = sales_of(transactions(OLD, PAYMENT, row))
    assert (refund.goods_cents, refund.tax_cents, refund.is_refund, refund.refund_of) == (
        -1200,
        -96,
        True,
        "SQA1",
    )
    assert refund.vendor_id != sale.vendor_id


def test_a_refund_of_an_amount_without_items_counts_too():
    row = {
        **PAYMENT, "Event Type": "Refund", "Net Sales": "$0.00", "Tax": "$0.00", "Tip": "$0.00",
        "Partial Refunds": "-$5.00",
        "Total Collected": "-$5.00",
    }  # fmt: skip
    [refund] = sales_of(transactions(OLD, row))
    assert total(refund) == -500


def test_most_people_pay_without_saying_who_they_are():
    [record] = records_of(transactions(OLD, {**PAYMENT, "Customer ID": "", "Customer Name": ""}))
    assert record.person is None and record.sale is not None
    [dana] = people_of(transactions(OLD, PAYMENT))
    assert (dana.name, dana.vendor_id) == ("Dana Whitfield", "CUST1")  # and not Alice, who sold it


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"Transaction Status": "Pending"}, "not counted"), ({"Transaction Status": "Voided"}, "not counted"),
        ({"Transaction Status": "Failed"}, "not counted"), ({"Transaction Status": "Teleported"}, "held"),
        ({"Event Type": "Exchange"}, "held"), ({"Transaction Status": ""}, "kept"),
    ],
)  # fmt: skip
def test_status_and_event_decide(changed, outcome):
    [record] = records_of(transactions(NEW, {**PAYMENT, **changed}))
    assert str(record.read_as) == outcome


def test_its_items_are_another_file():
    items = (
        "Date,Time,Time Zone,Category,Item,Qty,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,"
        "Event Type,Customer Name\n"
    )
    row = "2026-01-13,22:02:11,Pacific Time (US & Canada),Bread,Rye,1,$5.00,$0.00,$5.00,$0.40,SQA1,PA1,Payment,Dana\n"
    assert reading_of(items + row).format != "Square transactions"
    [sale] = sales_of(items + row)
    assert (sale.goods_cents, sale.tax_cents) == (500, 40)


@pytest.mark.parametrize("header", [OLD, NEW])
def test_the_card_is_told_by_its_kind_and_end(header):
    [sale] = sales_of(transactions(header, PAYMENT | {"Card Brand": "MasterCard", "PAN Suffix": "0042"}))
    assert sale.card == "mastercard 0042"
    [sale] = sales_of(transactions(header, PAYMENT | {"Cash": "$1,241.16"}))
    assert sale.card == ""
