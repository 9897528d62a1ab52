from datetime import date, timedelta

import pytest

from goodword.imports.records import Ground
from goodword.people.models import Person

from .books import bring
from .test_myob_cards import DANA as CARDS
from .told import as_csv, people_of, reading_of, records_of, sales_of, total

PERTH = Ground("AU", "AUD", "Australia/Perth", date(2026, 3, 2))
NEW = (
    "Co./Last Name,First Name,Addr 1 - Line 1,Addr 1 - Line 2,Inclusive,Invoice No.,Date,Customer PO,Ship Via,"
    "Delivery Status,Item Number,Quantity,Description,Price,Discount,Total,Job,Comment,Journal Memo,Shipping Date,"
    "Referral Source,Tax Code,Tax Amount,Freight Amount,Freight Tax Code,Freight Tax Amount,Sale Status,Currency Code,"
    "Exchange Rate,Amount Paid,Card ID,Record ID"
)
OLD = (
    "Co./Last Name,First Name,Addr 1 - Line 1,           - Line 2,Inclusive,Invoice #,Date,Customer PO,Item Number,"
    "Quantity,Description,Price,Inc-Tax Price,Discount,Total,Inc-Tax Total,Journal Memo,Tax Code,Non-GST Amount,"
    "GST Amount,LCT Amount,Freight Amount,Inc-Tax Freight Amount,Freight GST Amount,Sale Status,Card ID,Record ID"
)
RYE = {
    "Co./Last Name": "Whitfield", "First Name": "Dana", "Invoice No.": "00000012", "Invoice #": "00000012", "Date": "13/02/2026",
    "Item Number": "RYE", "Quantity": "2", "Description": "Rye bread", "Total": "$100.00", "Inc-Tax Total": "$110.00",
    "Tax Amount": "$10.00", "GST Amount": "$10.00", "Freight Amount": "$20.00", "Inc-Tax Freight Amount": "$22.00",
    "Freight Tax Amount": "$2.00", "Sale Status": "I", "Journal Memo": "Sale; Whitfield", "Referral Source": "Radio", "Card ID": "C1",
}  # fmt: skip
ROLLS = {**RYE, "Description": "Rolls", "Total": "$50.00", "Inc-Tax Total": "$55.00", "Tax Amount": "$5.00"}


def exported(*rows: dict[str, str], header: str = NEW) -> str:
    return "{}\n" + as_csv(header, rows)


@pytest.mark.parametrize("header", [NEW, OLD])
def test_the_lines_of_a_sale_are_one_sale_and_freight_counts_once(header):
    text = exported(RYE, ROLLS, {}, {**RYE, "Invoice No.": "13", "Invoice #": "13"}, header=header)
    assert sorted(str(record.read_as) for record in records_of(text, PERTH)) == [
        "kept", "kept", "line", "not counted",
    ]  # fmt: skip
    first, _second = sales_of(text, PERTH)
    assert (first.goods_cents, first.tax_cents, first.shipping_cents, total(first)) == (
        15000,
        1700,
        2000,
        18700,
    )
    assert first.lines == [("Rye bread", 2.0, 10000), ("Rolls", 2.0, 5000)]
    assert (first.vendor_id, first.on, first.currency, first.is_gross) == (
        "00000012",
        date(2026, 2, 13),
        "AUD",
        False,
    )
    assert reading_of(text, PERTH).format == "MYOB sales"


def test_amounts_with_tax_in_them_are_marked():
    row = {**RYE, "Inclusive": "X", "Total": "$110.00", "Freight Amount": "$22.00"}
    [sale] = sales_of(exported(row), PERTH)
    assert (sale.goods_cents, sale.tax_cents, sale.shipping_cents) == (10000, 1200, 2000)


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [("I", "kept", ""), ("", "kept", ""), ("O", "not counted", "estimate"), ("Q", "not counted", "estimate"),
     ("Z", "held", "unknown status: Z")],
)  # fmt: skip
def test_orders_and_quotes_are_no_sales(status, outcome, why):
    [record] = records_of(exported({**RYE, "Sale Status": status}), PERTH)
    assert (str(record.read_as), record.why, record.sale.vendor_id) == (outcome, why, "00000012")


def test_a_sale_below_nothing_is_money_given_back():
    row = {
        **RYE,
        "Total": "-$100.00",
        "Tax Amount": "-$10.00",
        "Freight Amount": "",
        "Freight Tax Amount": "",
    }
    [refund] = sales_of(exported(row), PERTH)
    assert (total(refund), refund.is_refund) == (-11000, True)


def test_the_customer_is_told_as_on_the_card_and_the_radio_sent_nobody():
    [dana] = people_of(exported(RYE), PERTH)
    assert (dana.given_name, dana.family_name, dana.vendor_id, dana.referred_by) == (
        "Dana",
        "Whitfield",
        "C1",
        "",
    )


def test_purchases_are_not_taken_for_sales():
    header = NEW.replace("Invoice No.", "Purchase No.").replace("Sale Status", "Purchase Status")
    assert reading_of(exported(RYE, header=header), PERTH).format not in ("MYOB sales", "MYOB cards")


SCHOOL = {
    **RYE,
    "Co./Last Name": "Hill School",
    "First Name": "",
    "Card ID": "*None",
    "Invoice No.": "00000013",
}


@pytest.mark.parametrize("cards_first", [True, False])
def test_cards_and_sales_know_the_same_customers_by_card_id_or_record_id(cast, at, cards_first):
    files = [exported({**RYE, "Record ID": "17"}, {**SCHOOL, "Record ID": "18"}), CARDS]
    for n, text in enumerate(reversed(files) if cards_first else files):
        bring(cast.business, text, at + timedelta(minutes=n), f"{n}.txt")
    people = Person.objects.filter(business=cast.business)
    assert sorted(people.values_list("email", "has_bought")) == [
        ("", False), ("dana@home.example", True), ("office@hill.example", True),
    ]  # fmt: skip


@pytest.mark.parametrize("own", ["", "21"])
def test_a_customer_who_only_has_the_name_of_a_card_is_not_joined_to_it(cast, at, own):
    bring(cast.business, exported({**SCHOOL, "Record ID": own}), at)
    bring(cast.business, CARDS, at, "cards.txt")
    schools = Person.objects.filter(business=cast.business, search__contains="hill school")
    assert sorted(schools.values_list("email", "has_bought")) == [("", True), ("office@hill.example", False)]
