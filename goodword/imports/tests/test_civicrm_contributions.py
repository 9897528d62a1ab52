from datetime import date

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total

PEOPLE = (
    "Contact ID,Contact Type,Contact Subtype,Do Not Email,No Bulk Emails (User Opt Out),Sort Name,Display Name,"
    "First Name,Last Name,Deceased,Organization Name,Street Address,City,Postal Code,Country,Phone,Email,"
)
OLD = PEOPLE + (
    "Financial Type,Contribution Source,Date Received,Thank-you Date,Cancel Date,Total Amount,Accounting Code,"
    "payment_instrument,Check Number,Non-deductible Amount,Fee Amount,Net Amount,Transaction ID,Invoice Reference,"
    "Currency,Receipt Date,Test,Is Pay Later,contribution_status,Recurring Contribution ID,Soft Credit For"
)
NEW = "Contribution ID," + OLD.replace("Date Received", "Contribution Date").replace(
    "contribution_status", "Contribution Status"
).replace("Cancel Date", "Cancelled / Refunded Date")
GIFT = {
    "Contribution ID": "77", "Contact ID": "204", "Contact Type": "Individual", "Display Name": "Dr. Dana Whitfield",
    "First Name": "Dana", "Last Name": "Whitfield", "Email": "dana@example.com", "Financial Type": "Donation",
    "Date Received": "2026-01-13 10:30:00", "Contribution Date": "2026-01-13 10:30:00", "Total Amount": "1240.00",
    "Fee Amount": "36.26", "Net Amount": "1203.74", "Transaction ID": "ch_9", "Currency": "USD",
    "contribution_status": "Completed", "Contribution Status": "Completed", "payment_instrument": "Credit Card",
}  # fmt: skip


def contributions(*rows: dict[str, str], header: str = NEW) -> str:
    return as_csv(header, rows)


@pytest.mark.parametrize(("header", "number"), [(OLD, "ch_9"), (NEW, "77")])
def test_what_was_given_counts_and_the_fee_is_not_taken_off(header, number):
    [gift] = sales_of(contributions(GIFT, header=header))
    assert (total(gift), gift.currency, gift.on, gift.vendor_id) == (
        124000,
        "USD",
        date(2026, 1, 13),
        number,
    )
    assert gift.lines == [("Donation", 1.0, 124000)]
    assert reading_of(contributions(GIFT, header=header)).format == "CiviCRM contributions"


def test_the_giver_bears_the_number_that_the_contacts_bear():
    [dana] = people_of(contributions(GIFT))
    assert (dana.given_name, dana.family_name, dana.vendor_id) == ("Dana", "Whitfield", "204")


@pytest.mark.parametrize(
    ("changed", "outcome", "status"),
    [
        ({"Contribution Status": "Pending"}, "not counted", "pending"),
        ({"Contribution Status": "Pending (Pay Later)"}, "not counted", "pending"),
        ({"Contribution Status": "Partially paid"}, "not counted", "pending"),
        ({"Contribution Status": "Cancelled"}, "not counted", "void"),
        ({"Contribution Status": "Template"}, "not counted", "void"),
        ({"Contribution Status": "Failed"}, "not counted", "failed"),
        ({"Contribution Status": "Blessed"}, "held", "counted"),
        ({"Test": "1"}, "not counted", "void"),
        ({"payment_instrument": "In Kind"}, "not counted", "void"),
    ],
)
def test_what_is_no_money_yet_does_not_count(changed, outcome, status):
    [record] = records_of(contributions({**GIFT, **changed}))
    assert (str(record.read_as), record.sale.status) == (outcome, status)


@pytest.mark.parametrize("status", ["Refunded", "Chargeback"])
def test_a_gift_given_back_is_a_refund_on_its_own_day(status):
    row = {**GIFT, "Contribution Status": status, "Cancelled / Refunded Date": "2026-02-01 09:00:00"}
    gift, refund = sales_of(contributions(row))
    assert (total(gift), total(refund), refund.on, refund.refund_of) == (
        124000,
        -124000,
        date(2026, 2, 1),
        "77",
    )


def test_a_gift_that_credits_two_people_counts_once():
    rows = ({**GIFT, "Soft Credit For": who} for who in ("Eli Ortiz", "Nora Lowell"))
    one, other = records_of(contributions(*rows))
    assert (total(one.sale), str(other.read_as)) == (124000, "line")


def test_each_payment_of_a_plan_is_a_gift():
    plan = {**GIFT, "Recurring Contribution ID": "5"}
    later = {**plan, "Contribution ID": "78", "Contribution Date": "2026-02-13"}
    assert [total(gift) for gift in sales_of(contributions(plan, later))] == [124000, 124000]


@pytest.mark.parametrize(
    "changed",
    [
        {"Display Name": "Anonymous", "First Name": "", "Last Name": "", "Email": ""},
        {"Deceased": "1"},
    ],
)
def test_the_anonymous_and_the_dead_gave_and_are_nobody_to_ask(changed):
    [record] = records_of(contributions({**GIFT, **changed}))
    assert (record.person, total(record.sale)) == (None, 124000)


def test_an_organisation_gives_as_one():
    row = {**GIFT, "Contact Type": "Organization", "Organization Name": "Hill School"}
    assert people_of(contributions(row))[0].is_company


def test_nothing_given_is_no_sale():
    [record] = records_of(contributions({**GIFT, "Total Amount": "0.00"}))
    assert record.sale is None and record.person.family_name == "Whitfield"
