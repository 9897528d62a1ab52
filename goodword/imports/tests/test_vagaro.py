from datetime import date

import pytest

from .told import as_csv, outcomes, people_of, reading_of, records_of, sales_of, total

TITLES = "Transaction List\nCorner Salon\n1/1/2026 - 1/31/2026\n\n"
HEADER = (
    "Checkout Date,Transaction ID,Appointment Date,Customer,Service/Product/GC/Package/Membership/Class,"
    "Transaction Type,Sold By,Source,Qty,Price,Tax,Tip,Disc,Amt Paid,Cash,Credit Card"
)
CUT = {
    "Checkout Date": "01/13/2026", "Transaction ID": "90017", "Appointment Date": "01/13/2026",
    "Customer": "Dana Whitfield", "Service/Product/GC/Package/Membership/Class": "Haircut",
    "Transaction Type": "Services", "Sold By": "Nora Lowell", "Source": "---", "Qty": "1", "Price": "$1,060.00",
    "Tax": "$0.00", "Tip": "$10.00", "Disc": "$10.00", "Amt Paid": "$1,060.00",
}  # fmt: skip
SHAMPOO = {
    **CUT, "Service/Product/GC/Package/Membership/Class": "Shampoo", "Transaction Type": "Products", "Qty": "2",
    "Price": "$10.00", "Tax": "$1.40", "Tip": "$0.00", "Disc": "$0.00", "Amt Paid": "$21.40",
}  # fmt: skip


def transactions(*rows: dict[str, str], below: str = "") -> str:
    return TITLES + as_csv(HEADER, rows) + below


def test_a_bill_of_two_things_is_one_sale_and_adds_up_to_what_was_paid():
    [sale] = sales_of(transactions(CUT, SHAMPOO))
    assert (sale.goods_cents, sale.tax_cents, sale.tip_cents, total(sale)) == (107000, 140, 1000, 108140)
    assert (sale.vendor_id, sale.on, sale.currency) == ("90017", date(2026, 1, 13), "USD")
    assert sale.lines == [("Haircut", 1.0, 105000), ("Shampoo", 2.0, 2000)]
    assert reading_of(transactions(CUT)).format == "Vagaro transactions"


def test_a_negative_bill_is_a_refund_with_a_number_of_its_own():
    back = {**CUT, "Checkout Date": "01/20/2026", "Tip": "---", "Amt Paid": "($12.00)"}
    sale, refund = sales_of(transactions(CUT, back))
    assert (total(refund), refund.is_refund, refund.on) == (-1200, True, date(2026, 1, 20))
    assert refund.refund_of == sale.vendor_id != refund.vendor_id


@pytest.mark.parametrize(("customer", "people"), [("Dana Whitfield", 1), ("---", 0), ("", 0)])
def test_the_customer_is_read_and_not_who_sold_it(customer, people):
    found = people_of(transactions({**CUT, "Customer": customer}))
    assert [one.name for one in found] == ["Dana Whitfield"] * people


def test_a_visit_that_cost_nothing_is_a_guest():
    [record] = records_of(transactions({**CUT, "Tip": "", "Amt Paid": "$0.00"}))
    assert (record.person.name, record.sale) == ("Dana Whitfield", None)


def test_the_total_below_is_no_sale():
    below = '"Total","","","","","","","","3","$1,080.00","$1.40","$10.00","$10.00","$1,081.40","",""\n'
    assert outcomes(transactions(CUT, SHAMPOO, below=below)) == {"kept": 1, "line": 1, "not counted": 1}


def test_its_deposits_are_transfers_and_no_sales():
    header = "TransactionDate,DepositDate,TranNum,TranType,Gross,DiscFee,PerTran,Refund,Fee,NetAmount,Name"
    row = "01/13/2026,01/15/2026,5,Sale,$60.00,$1.65,$0.10,$0.00,$0.00,$58.25,Dana Whitfield"
    [record] = records_of(f"{header}\n{row}\n")
    assert (str(record.read_as), record.why) == ("not counted", "transfer")
