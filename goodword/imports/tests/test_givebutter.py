from datetime import UTC, date, datetime

import pytest

from .told import people_of, reading_of, records_of, sales_of, total, ways

OLD = (
    "Campaign,Campaign slug,Team,Team member,Reference #,First name,Last name,Email,Phone,Address Line 1,City,"
    "Postal Code,Country,Company,Status,Fund ID,Fund code,Fund name,Method,Method subtype,Discount code,Amount,Fee,"
    "Fee covered,Donated,Payout,Currency,Recurring plan ID,Frequency,Check number,Check deposited (UTC),"
    "Payment captured (UTC),Refund date (UTC),Dispute status,Acknowledged,Anonymous hide name,Public name,"
    "External ID,Household ID,Description,Subtype,Quantity,Price,Discount,Total"
)
NEW = (
    "Campaign Title,Reference Number,Contact ID,First Name,Last Name,Email,Phone,Status Friendly,Fund Code,Method,"
    "Amount,Fee,Fee Covered,Donated,Payout,Currency,Plan ID,Frequency,Transaction Date (UTC),Payment Captured (UTC),"
    "Refund Date (UTC),Dispute Status,Hide Name,Company,Item Description,Item Subtype,Item Quantity,Item Price,"
    "Item Discount,Item Total,Team Member"
)
GIFT = {
    "Campaign Title": "New roof", "Reference Number": "RF77", "Contact ID": "8", "First Name": "Dana",
    "Last Name": "Whitfield", "Email": "dana@example.com", "Phone": "+16175550100", "Status Friendly": "Succeeded",
    "Method": "Card", "Amount": "$40.00", "Fee": "$1.46", "Fee Covered": "$1.50", "Donated": "$40.04",
    "Payout": "$40.04", "Currency": "USD", "Transaction Date (UTC)": "2026-01-14 02:30:00",
    "Item Description": "Donation", "Item Quantity": "1", "Item Total": "$40.00", "Team Member": "Eli Ortiz",
}  # fmt: skip
OLD_NAMES = {
    "Campaign": "Campaign Title", "Reference #": "Reference Number", "First name": "First Name",
    "Last name": "Last Name", "Status": "Status Friendly", "Fee covered": "Fee Covered",
    "Payment captured (UTC)": "Transaction Date (UTC)", "Refund date (UTC)": "Refund Date (UTC)",
    "Dispute status": "Dispute Status", "Anonymous hide name": "Hide Name", "Description": "Item Description",
    "Quantity": "Item Quantity", "Total": "Item Total",
}  # fmt: skip


def transactions(*rows: dict[str, str], header: str = NEW) -> str:
    names = header.split(",")
    lines = [",".join(f'"{row.get(OLD_NAMES.get(name, name), "")}"' for name in names) for row in rows]
    return "\n".join([header, *lines]) + "\n"


@pytest.mark.parametrize("header", [OLD, NEW])
def test_the_gift_is_the_amount_without_fees_put_on_top(header):
    [gift] = sales_of(transactions(GIFT, header=header))
    assert (total(gift), gift.currency, gift.vendor_id) == (4000, "USD", "RF77")
    assert (gift.on, gift.at) == (date(2026, 1, 13), datetime(2026, 1, 14, 2, 30, tzinfo=UTC))
    assert gift.lines == [("Donation", 1.0, 4000)]
    assert reading_of(transactions(GIFT, header=header)).format == "Givebutter transactions"


def test_the_giver_is_read_and_not_who_collected():
    [dana] = people_of(transactions(GIFT))
    assert (dana.given_name, dana.family_name, dana.vendor_id) == ("Dana", "Whitfield", "8")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+16175550100")]


def test_a_transaction_of_several_things_counts_once():
    ticket = {
        **GIFT,
        "Amount": "$65.00",
        "Item Description": "Ticket",
        "Item Quantity": "1",
        "Item Total": "$25.00",
    }
    rows = (ticket, {**ticket, "Item Description": "Donation", "Item Total": "$40.00"})
    [bought] = sales_of(transactions(*rows))
    assert total(bought) == 6500
    assert bought.lines == [("Ticket", 1.0, 2500), ("Donation", 1.0, 4000)]


def test_rows_that_share_the_amount_out_are_added_up():
    ticket = {**GIFT, "Amount": "$25.00", "Item Description": "Ticket", "Item Total": "$25.00"}
    [bought] = sales_of(transactions(ticket, GIFT))
    assert total(bought) == 6500


@pytest.mark.parametrize(
    ("changed", "outcome", "status"),
    [
        ({"Status Friendly": "Authorized"}, "not counted", "pending"),
        ({"Status Friendly": "Failed"}, "not counted", "failed"),
        ({"Status Friendly": "Cancelled"}, "not counted", "void"),
        ({"Status Friendly": "Blessed"}, "held", "counted"),
        ({"Method": "In Kind"}, "not counted", "void"),
        ({"Dispute Status": "won"}, "kept", "counted"),
    ],
)
def test_what_is_no_money_yet_does_not_count(changed, outcome, status):
    [record] = records_of(transactions({**GIFT, **changed}))
    assert (str(record.read_as), record.sale.status, record.extra_sales) == (outcome, status, [])


@pytest.mark.parametrize(
    ("changed", "on"),
    [
        ({"Refund Date (UTC)": "2026-02-01 15:00:00"}, date(2026, 2, 1)),
        ({"Status Friendly": "Refunded"}, date(2026, 1, 13)),
        ({"Dispute Status": "lost"}, date(2026, 1, 13)),
    ],
)
def test_money_that_went_back_comes_off_again(changed, on):
    gift, refund = sales_of(transactions({**GIFT, **changed}))
    assert (total(gift), total(refund), refund.on, refund.refund_of) == (4000, -4000, on, "RF77")


def test_whoever_hides_the_name_gives_without_one():
    [record] = records_of(transactions({**GIFT, "Hide Name": "Yes"}))
    assert (record.person, total(record.sale)) == (None, 4000)


def test_a_free_ticket_is_a_guest_and_no_sale():
    [record] = records_of(transactions({**GIFT, "Amount": "$0.00", "Item Total": "$0.00"}))
    assert (record.person.given_name, record.sale) == ("Dana", None)


def test_a_company_gives_as_one():
    [bakery] = people_of(
        transactions({**GIFT, "First Name": "", "Last Name": "", "Company": "Corner Bakery"})
    )
    assert (bakery.organisation, bakery.is_company) == ("Corner Bakery", True)
