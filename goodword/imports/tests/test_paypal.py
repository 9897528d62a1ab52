from datetime import UTC, date, datetime

import pytest

from .told import GERMANY, as_csv, known_as, people_of, reading_of, records_of, sales_of, total, ways

ACTIVITY = (
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,"
    "Shipping Address,Item Title,Shipping and Handling Amount,Sales Tax,Reference Txn ID,Invoice Number,Balance,"
    "Address Line 1,Town/City,Zip/Postal Code,Country,Contact Phone Number,Balance Impact"
)
STATEMENT = (
    "Date,Time,Time Zone,Description,Currency,Gross,Fee,Net,Balance,Transaction ID,From Email Address,Name,Bank Name,"
    "Bank Account,Shipping and Handling Amount,Sales Tax,Invoice ID,Reference Txn ID"
)
GERMAN = (
    "Datum,Uhrzeit,Zeitzone,Name,Typ,Status,Währung,Brutto,Gebühr,Netto,Absender E-Mail-Adresse,"
    "Empfänger E-Mail-Adresse,Transaktionscode,Artikelbezeichnung,Versand- und Bearbeitungsgebühr,Umsatzsteuer,"
    "Zugehöriger Transaktionscode,Auswirkung auf Guthaben"
)
PAID = {
    "Date": "02/13/2026", "Time": "23:45:10", "TimeZone": "PST", "Time Zone": "America/Los_Angeles", "Name": "Dana Whitfield",
    "Type": "Express Checkout Payment", "Description": "Express Checkout Payment", "Status": "Completed", "Currency": "USD",
    "Gross": "1,240.00", "Fee": "-36.46", "Net": "1,203.54", "From Email Address": "dana@home.example",
    "To Email Address": "alice@corner.example", "Transaction ID": "5TY1", "Item Title": "Wedding cake",
    "Shipping and Handling Amount": "10.00", "Sales Tax": "30.00", "Town/City": "Portland", "Contact Phone Number": "207 555 0110",
    "Balance Impact": "Credit",
}  # fmt: skip
BACK = {
    **PAID, "Type": "Payment Refund", "Description": "Payment Refund", "Gross": "-40.00", "Fee": "0.00", "Net": "-40.00",
    "From Email Address": "alice@corner.example", "To Email Address": "dana@home.example", "Transaction ID": "7WX2",
    "Reference Txn ID": "5TY1", "Balance Impact": "Debit",
}  # fmt: skip


def activity(*rows: dict[str, str], header: str = ACTIVITY) -> str:
    return as_csv(header, rows)


@pytest.mark.parametrize("header", [ACTIVITY, STATEMENT, ACTIVITY.replace("TimeZone", "Time zone")])
def test_a_payment_is_what_was_paid_before_the_fee(header):
    text = activity({**PAID, "Time zone": "PST"}, header=header)
    [sale] = sales_of(text)
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (
        120000,
        1000,
        3000,
        124000,
    )
    assert (sale.vendor_id, sale.currency, sale.is_gross, sale.is_refund) == ("5TY1", "USD", False, False)
    assert (sale.at, sale.on) == (datetime(2026, 2, 14, 7, 45, 10, tzinfo=UTC), date(2026, 2, 14))
    assert known_as(text) == ("PayPal activity", "paypal", "both")


def test_without_a_split_the_amount_is_gross():
    [sale] = sales_of(activity({**PAID, "Sales Tax": "", "Shipping and Handling Amount": "0.00"}))
    assert (sale.goods_cents, sale.is_gross) == (124000, True)


def test_the_payer_is_named_and_reached():
    [dana] = people_of(activity(PAID))
    assert (dana.name, dana.city, dana.may_mail) == ("Dana Whitfield", "Portland", None)
    assert ways(dana) == [("email", "dana@home.example"), ("phone", "207 555 0110")]


def test_a_refund_is_negative_and_names_the_payment_it_gives_back():
    _sale, refund = sales_of(activity(PAID, BACK))
    assert (total(refund), refund.is_refund, refund.refund_of, refund.vendor_id) == (
        -4000,
        True,
        "5TY1",
        "7WX2",
    )
    assert ways(people_of(activity(BACK))[0]) == [("email", "dana@home.example")]  # and not the owner's own


@pytest.mark.parametrize(
    "kind", ["Payment Refund", "Refund", "Payment Reversal", "Chargeback", "Partial Refund"]
)
def test_money_taken_back_is_a_refund_by_whatever_word(kind):
    [refund] = sales_of(activity({**BACK, "Type": kind}))
    assert total(refund) == -4000 and refund.is_refund


@pytest.mark.parametrize(
    "kind",
    ["Website Payment", "General Payment", "Mobile Payment", "Subscription Payment", "Donation Payment",
     "PreApproved Payment Bill User Payment", "eBay Auction Payment", "Web Accept Payment Received"],
)  # fmt: skip
def test_what_came_in_is_a_sale_and_what_went_out_is_not(kind):
    [sale] = sales_of(activity({**PAID, "Type": kind}))
    assert total(sale) == 124000
    [record] = records_of(activity({**PAID, "Type": kind, "Gross": "-9.99"}))
    assert (str(record.read_as), record.why, record.sale) == ("not counted", "expense", None)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("General Currency Conversion", "transfer"), ("User Initiated Withdrawal", "transfer"), ("General Withdrawal", "transfer"),
        ("Bank Deposit to PP Account ", "transfer"), ("General Card Deposit", "transfer"), ("Transfer to Bank", "transfer"),
        ("Payment Hold", "transfer"), ("Payment Review Release", "transfer"), ("Reserve Hold", "transfer"),
        ("Hold on Balance for Dispute Investigation", "transfer"), ("Reversal of General Account Hold", "transfer"),
        ("Reversal of ACH Deposit", "transfer"), ("General Authorization", "pending"), ("Order", "pending"),
        ("Invoice Sent", "pending"), ("Chargeback Fee", "expense"), ("Fee Reversal", "expense"),
        ("Tax collected by partner", "expense"),
    ],
)  # fmt: skip
def test_movements_that_nobody_paid_for_do_not_count(kind, why):
    for gross in ("50.00", "-50.00"):
        [record] = records_of(activity({**PAID, "Type": kind, "Gross": gross}))
        assert (str(record.read_as), record.why, record.sale) == ("not counted", why, None)


@pytest.mark.parametrize("kind", ["Chargeback Reversal", "Mass Pay Payment", "General Bonus"])
def test_what_may_be_a_sale_or_not_waits_for_the_owner(kind):
    [record] = records_of(activity({**PAID, "Type": kind}))
    assert (str(record.read_as), record.why) == ("held", f"unknown kind of transaction: {kind}")
    assert total(record.sale) == 124000


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [
        ("Completed", "kept", ""), ("Partially Refunded", "kept", ""), ("Refunded", "kept", ""),
        ("Pending", "not counted", "pending"), ("Unclaimed", "not counted", "pending"), ("Denied", "not counted", "failed"),
        ("Canceled", "not counted", "void"), ("Removed", "not counted", "void"),
        ("Teleported", "held", "unknown status: Teleported"),
    ],
)  # fmt: skip
def test_the_status_decides(status, outcome, why):
    [record] = records_of(activity({**PAID, "Status": status}))
    assert (str(record.read_as), record.why, record.sale.vendor_id) == (outcome, why, "5TY1")


def test_each_row_has_its_own_currency():
    first, second = sales_of(
        activity(PAID, {**PAID, "Currency": "JPY", "Gross": "1500", "Transaction ID": "8"})
    )
    assert (first.currency, second.currency, second.goods_cents + second.shipping_cents + second.tax_cents) == (
        "USD", "JPY", 1500,
    )  # fmt: skip


def test_things_of_a_cart_are_further_lines_and_rows_of_nothing_are_blank():
    records = records_of(activity({**PAID, "Type": "Shopping Cart Item"}, {**PAID, "Gross": "0.00"}))
    assert [(str(record.read_as), record.why) for record in records] == [
        ("line", ""),
        ("not counted", "blank"),
    ]


def test_an_amount_that_is_none_is_told():
    [record] = records_of(activity({**PAID, "Gross": "lots"}))
    assert (str(record.read_as), record.mistakes[0].column) == ("refused", "Gross")


@pytest.mark.parametrize(
    ("kind", "gross", "outcome"),
    [
        ("PayPal Express-Zahlung", "1.240,00", "kept"), ("Website-Zahlung", "1.240,00", "kept"),
        ("Rückzahlung", "-1.240,00", "kept"), ("Bankgutschrift auf PayPal-Konto", "1.240,00", "not counted"),
        ("Allgemeine Währungsumrechnung", "1.240,00", "not counted"), ("Von Nutzer eingeleitete Abbuchung", "-5,00", "not counted"),
        ("Rückbuchung allgemeiner Einbehaltung", "5,00", "not counted"), ("Handyzahlung", "-5,00", "not counted"),
    ],
)  # fmt: skip
def test_it_is_read_in_german(kind, gross, outcome):
    row = {
        "Datum": "13.02.2026", "Uhrzeit": "10:00:00", "Zeitzone": "Europe/Berlin", "Name": "Jörg Ehlers", "Typ": kind,
        "Status": "Abgeschlossen", "Währung": "EUR", "Brutto": gross, "Absender E-Mail-Adresse": "joerg@heim.example",
        "Transaktionscode": "9AB", "Versand- und Bearbeitungsgebühr": "0,00",
    }  # fmt: skip
    text = activity(row, header=GERMAN)
    assert reading_of(text, GERMANY).format == "PayPal activity"
    [record] = records_of(text, GERMANY)
    assert str(record.read_as) == outcome
    if outcome == "kept":
        assert (abs(total(record.sale)), record.sale.on, record.person.name) == (
            124000,
            date(2026, 2, 13),
            "Jörg Ehlers",
        )


def test_a_chargeback_that_stands_as_the_payment_did_is_the_buyers():
    head = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,Reference Txn ID"
    rows = [
        "02/15/2026,09:14:02,PST,Ann Lee,Chargeback,Completed,USD,-27.00,0,-27,a@x.example,me@shop.example,A4,A2",
        "02/13/2026,09:14:02,PST,Ann Lee,Express Checkout Payment,Completed,USD,27.00,-1,26,a@x.example,me@shop.example,A2,",
        "02/12/2026,09:14:02,PST,Bo Ray,Payment Refund,Completed,USD,-5.00,0,-5,me@shop.example,b@x.example,A1,A0",
    ]
    found = people_of("\n".join([head, *rows]) + "\n")
    assert [ways(one) for one in found] == [
        [("email", "a@x.example")], [("email", "a@x.example")], [("email", "b@x.example")],
    ]  # fmt: skip
