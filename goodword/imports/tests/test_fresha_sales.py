from datetime import date

import pytest

from .told import as_csv, outcomes, people_of, reading_of, records_of, sales_of, total

LIST = "Sale no.,Sale date,Sale status,Location,Client,Channel,Items sold,Total sales,Gift card,Service charges,Amount due"
LOG = (
    "Date,Sale no.,Location,Type,Item,Category,Client,Team member,Channel,Gross sales,Item discounts,Cart discounts,"
    "Total discounts,Refunds,Net sales,Taxes on net sales,Total sales"
)
SALE = {
    "Sale no.": "1207", "Sale date": "13 Jan 2026, 11:30am", "Sale status": "Completed", "Location": "High Street",
    "Client": "Dana Whitfield", "Channel": "Online", "Items sold": "2", "Total sales": "1,260.00",
    "Gift card": "0.00", "Service charges": "0.00", "Amount due": "0.00",
}  # fmt: skip
CUT = {
    "Date": "13 Jan 2026, 11:30am", "Sale no.": "1207", "Type": "Service", "Item": "Haircut", "Client": "Dana Whitfield",
    "Team member": "Nora Lowell", "Gross sales": "1,010.00", "Total discounts": "10.00", "Net sales": "1,000.00",
    "Taxes on net sales": "200.00", "Total sales": "1,200.00",
}  # fmt: skip
SOAP = {
    **CUT, "Type": "Product", "Item": "Soap", "Gross sales": "50.00", "Net sales": "50.00", "Taxes on net sales": "10.00",
    "Total sales": "60.00",
}  # fmt: skip


def sales(header: str, *rows: dict[str, str], below: str = "") -> str:
    return as_csv(header, rows) + below


def test_a_sale_of_the_list_is_read_gross():
    [sale] = sales_of(sales(LIST, SALE))
    assert (total(sale), sale.is_gross, sale.vendor_id, sale.on) == (126000, True, "1207", date(2026, 1, 13))
    assert sale.lines == []  # "2" is how many, and not what
    [back] = sales_of(sales(LIST, {**SALE, "Items sold": "-1", "Total sales": "-60.00"}))
    assert back.lines == []
    assert reading_of(sales(LIST, SALE)).format == "Fresha sales"


def test_the_log_tells_the_same_sale_with_its_things_and_its_tax():
    [sale] = sales_of(sales(LOG, CUT, SOAP))
    assert (sale.goods_cents, sale.tax_cents, total(sale)) == (105000, 21000, 126000)
    assert sale.lines == [("Haircut", 1.0, 100000), ("Soap", 1.0, 5000)]
    assert sale.vendor_id == sales_of(sales(LIST, SALE))[0].vendor_id
    assert reading_of(sales(LOG, CUT)).vendor == reading_of(sales(LIST, SALE)).vendor


@pytest.mark.parametrize(("header", "row"), [(LIST, SALE), (LOG, CUT)])
def test_the_client_is_read_and_a_sale_without_one_is_nobodys(header, row):
    assert [one.name for one in people_of(sales(header, row))] == ["Dana Whitfield"]
    assert people_of(sales(header, {**row, "Client": ""})) == []


@pytest.mark.parametrize(
    ("status", "outcome", "says"),
    [
        ("Unpaid", "not counted", "pending"),
        ("Part paid", "not counted", "pending"),
        ("Part-paid", "not counted", "pending"),
        ("Voided", "not counted", "void"),
        ("Teleported", "held", "counted"),
    ],
)
def test_what_is_not_paid_in_full_does_not_count(status, outcome, says):
    [record] = records_of(sales(LIST, {**SALE, "Sale status": status}))
    assert (str(record.read_as), record.sale.status) == (outcome, says)


def test_a_refund_is_a_sale_of_its_own_and_is_taken_off_once():
    back = {**SALE, "Sale no.": "1210", "Sale date": "20 Jan 2026, 9:00am", "Total sales": "-1,260.00"}
    sale, refund = sales_of(sales(LIST, {**SALE, "Sale status": "Refunded"}, back))
    assert (total(sale) + total(refund), refund.is_refund) == (0, True)


def test_a_sale_of_nothing_is_a_guest():
    [record] = records_of(sales(LIST, {**SALE, "Total sales": "0.00"}))
    assert (record.person.name, record.sale) == ("Dana Whitfield", None)


def test_the_total_is_no_sale():
    below = '"","Total","","","","","2","1,260.00","0.00","0.00","0.00"\n'
    assert outcomes(sales(LIST, SALE, below=below)) == {"kept": 1, "not counted": 1}


def test_payments_do_not_count_again():
    header = (
        "Payment date,Payment no.,Sale date,Sale no.,Appt. ref.,Client,Location,Team member,Transaction type,"
        "Payment method,Payment amount"
    )
    row = {**SALE, "Payment no.": "9", "Payment date": "13 Jan 2026", "Payment amount": "1,260.00"}
    [record] = records_of(sales(header, row))
    assert (str(record.read_as), record.why, record.sale) == ("not counted", "payment", None)
