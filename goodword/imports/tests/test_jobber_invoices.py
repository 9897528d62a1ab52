from datetime import date

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total, ways

TITLES = "Invoices Report\nDate range: Jan 1 2026 - Jan 31 2026\n"
HEADER = (
    "Invoice #,Client name,Client email,Client phone,Billing street,Billing city,Billing province,Billing ZIP,"
    "Service property name,Service street,Subject,Status,Line items,Salesperson,Visits assigned to,Job #s,"
    "Pre-tax total ($),Total ($),Tip ($),Balance ($),Tax (%),Tax amount ($),Deposit ($),Discount ($),Created date,"
    "Issued date,Due date,Late by,Marked paid date,Days to paid,Sent to"
)
PAID = {
    "Invoice #": "31", "Client name": "Dana Whitfield", "Client email": "dana@example.com",
    "Client phone": "617-555-0100", "Billing street": "1 Main St", "Billing city": "Boston", "Billing ZIP": "02101",
    "Subject": "For services rendered", "Status": "Paid",
    "Line items": "Mulch (4, $280.00), Hedge, front (1, $1,090.00)", "Salesperson": "Nora Lowell",
    "Pre-tax total ($)": "1,370.00", "Total ($)": "1,455.63", "Tip ($)": "0.00", "Balance ($)": "0.00",
    "Tax (%)": "6.25", "Tax amount ($)": "85.63", "Deposit ($)": "200.00", "Created date": "Jan 02, 2026",
    "Issued date": "Jan 05, 2026", "Due date": "Feb 04, 2026", "Late by": "-", "Marked paid date": "Jan 13, 2026",
}  # fmt: skip


def invoices(*rows: dict[str, str], header: str = HEADER) -> str:
    return TITLES + as_csv(header, rows)


def test_a_paid_invoice_counts_on_the_day_it_was_paid():
    [sale] = sales_of(invoices(PAID))
    assert (sale.goods_cents, sale.tax_cents, total(sale)) == (137000, 8563, 145563)
    assert (sale.vendor_id, sale.on, sale.currency) == ("31", date(2026, 1, 13), "USD")
    assert sale.lines == [("Mulch", 4.0, 28000), ("Hedge, front", 1.0, 109000)]
    assert reading_of(invoices(PAID)).format == "Jobber invoices"


@pytest.mark.parametrize(("whole", "tip"), [("1,475.63", 2000), ("1,455.63", 0)])
def test_a_tip_is_told_apart_if_it_is_in_the_total(whole, tip):
    [sale] = sales_of(invoices({**PAID, "Tip ($)": "20.00", "Total ($)": whole}))
    assert (sale.goods_cents, sale.tip_cents) == (137000, tip)


def test_the_client_is_read_and_not_who_sold_it():
    [dana] = people_of(invoices(PAID))
    assert (dana.name, dana.street, dana.city, dana.postcode) == (
        "Dana Whitfield",
        "1 Main St",
        "Boston",
        "02101",
    )
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "617-555-0100")]


@pytest.mark.parametrize(
    ("changed", "outcome", "status"),
    [
        ({"Status": "Awaiting Payment", "Marked paid date": "-"}, "not counted", "pending"),
        (
            {"Status": "Past Due", "Marked paid date": "-", "Balance ($)": "1,255.63"},
            "not counted",
            "pending",
        ),
        ({"Status": "Draft", "Marked paid date": "-"}, "not counted", "pending"),
        ({"Status": "Bad Debt"}, "not counted", "void"),
        ({"Status": "Teleported"}, "held", "counted"),
    ],
)
def test_what_waits_for_money_does_not_count(changed, outcome, status):
    [record] = records_of(invoices({**PAID, **changed}))
    assert (str(record.read_as), record.sale.status) == (outcome, status)
    assert record.person.name == "Dana Whitfield"


def test_without_a_status_the_day_of_payment_tells():
    header = HEADER.replace("Status,", "")
    assert len(sales_of(invoices(PAID, header=header))) == 1
    [record] = records_of(invoices({**PAID, "Marked paid date": "-"}, header=header))
    assert record.why == "pending"


def test_a_row_of_totals_is_no_invoice():
    told = records_of(invoices(PAID, {"Invoice #": "Totals", "Total ($)": "1,455.63"}))
    assert [(str(one.read_as), one.why) for one in told] == [("kept", ""), ("not counted", "total")]
