from datetime import date

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total, ways

OLD = (
    "Name,Donating Company,Donor's First Name,Donor's Last Name,Donor Email,Make Donation Anonymous,Campaign,Amount,"
    "Currency,Amount in USD,Processing Fee,Platform Fee,Total Fee,Net Amount,Fee Covered,Donor Comment,Internal Notes,"
    "Donated At,Phone,Address,Address 2,City,State / Province,Postal Code,Country,Employer,Occupation,Designation,"
    "Receipt Id,Donation Type,Card Type,Last 4 Digits,Stripe Charge Id,Recurring Donation,Recurring Plan Id,"
    "Join Mailing List,Honoree Name"
)
NEW = OLD.replace("Net Amount", "Net Amount,Converted Net Amount") + ",Donor Id,Status,Shirt size"
GIFT = {
    "Name": "Dana Whitfield", "Donor's First Name": "Dana", "Donor's Last Name": "Whitfield",
    "Donor Email": "dana@example.com", "Make Donation Anonymous": "no", "Campaign": "New roof", "Amount": "51.80",
    "Currency": "USD", "Processing Fee": "1.80", "Platform Fee": "0.91", "Total Fee": "2.71", "Net Amount": "49.09",
    "Fee Covered": "yes", "Donated At": "01/13/26 10:30:00", "Phone": "+1 617 555 0100", "Address": "1 Main St",
    "City": "Boston", "Postal Code": "02101", "Country": "US", "Employer": "Hill School", "Occupation": "Baker",
    "Receipt Id": "31", "Donation Type": "stripe", "Join Mailing List": "no", "Donor Id": "8", "Status": "paid",
    "Honoree Name": "Aunt Lucy", "Shirt size": "M",
}  # fmt: skip


def donations(*rows: dict[str, str], header: str = NEW) -> str:
    return as_csv(header, rows)


@pytest.mark.parametrize("header", [OLD, NEW])
def test_the_gift_is_what_the_donor_gave_fees_and_all(header):
    [gift] = sales_of(donations(GIFT, header=header))
    assert (total(gift), gift.currency, gift.on, gift.vendor_id) == (5180, "USD", date(2026, 1, 13), "31")
    assert gift.lines == [("New roof", 1.0, 5180)]
    assert reading_of(donations(GIFT, header=header)).format == "Donorbox donations"


def test_the_donor_is_read_and_not_whom_the_gift_honours():
    [dana] = people_of(donations(GIFT))
    assert (dana.given_name, dana.family_name, dana.vendor_id) == ("Dana", "Whitfield", "8")
    assert (dana.organisation, dana.job, dana.city) == ("Hill School", "Baker", "Boston")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+1 617 555 0100")]


@pytest.mark.parametrize(("cell", "may_mail"), [("no", False), ("yes", None), ("", None)])
def test_nobody_is_put_on_a_list(cell, may_mail):
    assert people_of(donations({**GIFT, "Join Mailing List": cell}))[0].may_mail is may_mail


def test_whoever_gives_without_a_name_has_none_here():
    [record] = records_of(donations({**GIFT, "Make Donation Anonymous": "yes"}))
    assert (record.person, total(record.sale)) == (None, 5180)


def test_a_company_gives_as_one():
    names = {
        "Name": "",
        "Donor's First Name": "",
        "Donor's Last Name": "",
        "Donating Company": "Corner Bakery",
    }
    [bakery] = people_of(donations({**GIFT, **names}))
    assert (bakery.organisation, bakery.is_company) == ("Corner Bakery", True)


def test_each_payment_of_a_plan_is_a_gift():
    plan = {**GIFT, "Recurring Donation": "yes", "Recurring Plan Id": "4"}
    later = {**plan, "Receipt Id": "32", "Donated At": "02/13/26 10:30:00"}
    assert [gift.vendor_id for gift in sales_of(donations(plan, later))] == ["31", "32"]


@pytest.mark.parametrize(
    ("changed", "outcome", "status"),
    [
        ({"Status": "pending"}, "not counted", "pending"),
        ({"Status": "failed"}, "not counted", "failed"),
        ({"Status": "blessed"}, "held", "counted"),
        ({"Status": "partially refunded"}, "held", "counted"),
        ({"Status": ""}, "kept", "counted"),
        ({"Donation Type": "in_kind"}, "not counted", "void"),
    ],
)
def test_what_is_no_money_yet_does_not_count(changed, outcome, status):
    [record] = records_of(donations({**GIFT, **changed}))
    assert (str(record.read_as), record.sale.status) == (outcome, status)


def test_a_gift_given_back_comes_to_nothing():
    gift, refund = sales_of(donations({**GIFT, "Status": "refunded"}))
    assert (total(gift) + total(refund), refund.refund_of) == (0, "31")


def test_the_card_is_told_by_its_kind_and_end():
    told = {"Card Type": "American Express", "Last 4 Digits": "1005"}
    [gift] = sales_of(donations(GIFT | told, header=OLD))
    assert gift.card == "americanexpress 1005"
