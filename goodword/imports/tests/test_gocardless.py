from datetime import date

import pytest

from goodword.imports.records import Ground

from .told import as_csv, known_as, people_of, reading_of, records_of, sales_of, total, ways

BRITAIN = Ground("GB", "GBP", "Europe/London", date(2026, 3, 2))
HEADER = (
    "id,created_at,charge_date,amount,description,currency,status,amount_refunded,reference,transaction_fee,payout_date,"
    "app_fee,links.mandate,links.creditor,links.customer,links.payout,links.subscription,customers.id,"
    "customers.created_at,customers.email,customers.given_name,customers.family_name,customers.company_name,"
    "customers.address_line1,customers.address_line2,customers.city,customers.postal_code,customers.country_code"
)
DEBIT = {
    "id": "PM1", "created_at": "2026-01-28T09:14:02.000Z", "charge_date": "2026-02-02", "amount": "1240.00",
    "description": "Bread every week", "currency": "GBP", "status": "paid_out", "amount_refunded": "0.00",
    "transaction_fee": "2.00", "links.customer": "CU1", "customers.id": "CU1", "customers.email": "dana@home.example",
    "customers.given_name": "Dana", "customers.family_name": "Whitfield", "customers.address_line1": "5 Elm St",
    "customers.city": "Leeds",
}  # fmt: skip


def debits(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


def test_a_debit_is_a_sale_on_the_day_it_was_taken():
    [sale] = sales_of(debits(DEBIT), BRITAIN)
    assert (sale.vendor_id, total(sale), sale.currency, sale.is_gross) == ("PM1", 124000, "GBP", True)
    assert (sale.on, sale.at, sale.lines) == (date(2026, 2, 2), None, [("Bread every week", 1.0, 124000)])
    assert known_as(debits(DEBIT), BRITAIN) == ("GoCardless payments", "gocardless", "both")


def test_it_is_known_from_few_columns_and_by_british_days():
    header = "id,charge_date,amount,currency,status,links.mandate"
    [sale] = sales_of(debits({**DEBIT, "charge_date": "13/02/2026"}, header=header), BRITAIN)
    assert sale.on == date(2026, 2, 13)


def test_the_customer_stands_in_the_same_row():
    [dana] = people_of(debits(DEBIT), BRITAIN)
    assert (dana.given_name, dana.family_name, dana.vendor_id, dana.city) == (
        "Dana",
        "Whitfield",
        "CU1",
        "Leeds",
    )
    assert ways(dana) == [("email", "dana@home.example")]


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [
        ("paid_out", "kept", ""), ("confirmed", "kept", ""), ("Paid out", "kept", ""), ("submitted", "not counted", "pending"),
        ("pending_submission", "not counted", "pending"), ("pending_customer_approval", "not counted", "pending"),
        ("failed", "not counted", "failed"), ("cancelled", "not counted", "void"),
        ("customer_approval_denied", "not counted", "failed"), ("teleported", "held", "unknown status: teleported"),
        ("", "held", "unknown status: ?"),
    ],
)  # fmt: skip
def test_the_status_decides(status, outcome, why):
    [record] = records_of(debits({**DEBIT, "status": status}), BRITAIN)
    assert (str(record.read_as), record.why, record.sale.vendor_id) == (outcome, why, "PM1")


@pytest.mark.parametrize(
    ("changed", "back"),
    [
        ({"amount_refunded": "40.00"}, -4000),
        ({"status": "charged_back"}, -124000),
        ({"amount_refunded": "9999"}, -124000),
    ],
)
def test_what_was_given_back_or_taken_back_is_a_refund(changed, back):
    sale, refund = sales_of(debits({**DEBIT, **changed}), BRITAIN)
    assert (total(sale), total(refund), refund.refund_of) == (124000, back, "PM1")


def test_its_payouts_are_not_taken_for_payments():
    text = "id,amount,arrival_date,currency,status,reference\nPO1,393.14,2026-01-10,GBP,paid,X\n"
    assert reading_of(text, BRITAIN).format != "GoCardless payments"
