import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from goodword.sales.models import Sale

from .books import bring, facts
from .test_square import NEW as TRANSACTIONS
from .test_square import PAYMENT, transactions
from .told import people_of, reading_of, records_of, sales_of, total

OLD = (
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,"
    "Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name,"
    "Customer Reference ID"
)
NEW = (
    OLD
    + ",Unit,Count,GTIN,Itemization Type,Commission,Employee,Fulfillment Note,Channel,Token,Card Brand,PAN Suffix"
)
RYE = {
    "Date": "2026-01-13", "Time": "22:02:11", "Time Zone": "Pacific Time (US & Canada)", "Category": "Bread", "Item": "Rye bread",
    "Qty": "2.0", "Gross Sales": "$1,240.00", "Discounts": "-$3.00", "Net Sales": "$1,237.00", "Tax": "$2.16",
    "Transaction ID": "SQA1", "Payment ID": "PA1", "Event Type": "Payment", "Customer ID": "CUST1",
    "Customer Name": "Dana Whitfield", "Employee": "Alice",
}  # fmt: skip
ROLLS = {**RYE, "Item": "Rolls", "Qty": "1.0", "Net Sales": "$4.00", "Tax": "$0.00"}
BACK = {
    **ROLLS, "Event Type": "Refund", "Payment ID": "PA2", "Date": "2026-01-15", "Qty": "-1.0", "Net Sales": "-$4.00",
}  # fmt: skip


def items(*rows: dict[str, str], header: str = NEW) -> str:
    return transactions(header, *rows)


@pytest.mark.parametrize("header", [OLD, NEW, OLD.replace("Gross Sales", "Product Sales") + ",Gross Sales"])
def test_the_things_of_one_transaction_are_one_sale(header):
    text = items(RYE, ROLLS, {**RYE, "Transaction ID": "SQA2"}, header=header)
    assert [str(record.read_as) for record in records_of(text)] == ["kept", "line", "kept"]
    first, _second = sales_of(text)
    assert (first.vendor_id, first.goods_cents, first.tax_cents, first.tip_cents) == ("SQA1", 124100, 216, 0)
    assert first.lines == [("Rye bread", 2.0, 123700), ("Rolls", 1.0, 400)]
    assert (first.at, first.on) == (datetime(2026, 1, 14, 6, 2, 11, tzinfo=UTC), date(2026, 1, 14))
    reading = reading_of(text)
    assert (reading.format, reading.vendor) == ("Square items", "square")


def test_two_of_the_very_same_are_two():
    [sale] = sales_of(items(ROLLS, ROLLS))
    assert (sale.goods_cents, len(sale.lines)) == (800, 2)


def test_a_refund_has_the_number_that_the_transactions_give_it():
    _sale, refund = sales_of(items(ROLLS, BACK))
    row = {**PAYMENT, "Event Type": "Refund", "Payment ID": "PA2", "Total Collected": "-$4.00"}
    [told] = sales_of(transactions(TRANSACTIONS, row))
    assert (total(refund), refund.is_refund, refund.refund_of) == (-400, True, "SQA1")
    assert refund.vendor_id == told.vendor_id


def test_two_refunds_of_one_sale_are_two():
    later = {**BACK, "Payment ID": "PA3"}
    assert [total(sale) for sale in sales_of(items(BACK, later))] == [-400, -400]


def test_what_nobody_knows_is_held():
    [record] = records_of(items({**RYE, "Event Type": "Exchange"}))
    assert (str(record.read_as), record.why) == ("held", "unknown event: exchange")


def test_the_buyer_is_no_employee():
    [dana] = people_of(items(RYE))
    assert (dana.name, dana.vendor_id) == ("Dana Whitfield", "CUST1")
    assert records_of(items({**RYE, "Customer ID": "", "Customer Name": ""}))[0].person is None


@pytest.mark.parametrize("order", [("items", "transactions"), ("transactions", "items")])
def test_of_both_files_the_sale_counts_once_with_the_transaction_s_money(cast, at, order):
    files = {"items": items(RYE, ROLLS), "transactions": transactions(TRANSACTIONS, PAYMENT)}
    for name in order:
        bring(cast.business, files[name], at, f"{name}.csv")
    [counted] = Sale.objects.filter(business=cast.business, state=Sale.State.COUNTED)
    assert (counted.vendor_id, counted.total_cents, counted.tip_cents) == ("SQA1", 124116, 200)


@pytest.mark.parametrize("order", [("a-items.csv", "b-sales.csv"), ("b-items.csv", "a-sales.csv")])
def test_both_in_one_zip_are_one_sale_too(cast, at, order):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(order[0], items(RYE, ROLLS))
        archive.writestr(order[1], transactions(TRANSACTIONS, PAYMENT))
    upload = bring(cast.business, packed.getvalue(), at, "square.zip")
    assert [one["n_mistakes"] for one in upload.facts["files"]] == [0, 0]
    [counted] = Sale.objects.filter(business=cast.business, state=Sale.State.COUNTED)
    assert counted.total_cents == 124116
    assert bring(cast.business, packed.getvalue(), at, "again.zip").state == "same"


def test_items_alone_are_sales_and_a_second_time_the_same(cast, at):
    bring(cast.business, items(RYE, ROLLS), at, "items.csv")
    again = bring(cast.business, items(RYE, ROLLS) + "\n", at, "later.csv")
    [counted] = Sale.objects.filter(business=cast.business, state=Sale.State.COUNTED)
    assert counted.total_cents == 124316
    assert facts(again)["outcomes"] == {"same": 1, "line": 1}


def test_the_card_is_told_where_the_list_has_it():
    text = items(RYE | {"Card Brand": "Visa", "PAN Suffix": "4242"}, ROLLS)
    assert [sale.card for sale in sales_of(text)] == ["visa 4242"]
    assert [sale.card for sale in sales_of(items(RYE, header=OLD))] == [""]
