from datetime import UTC, date, datetime

import pytest

from .told import people_of, reading_of, records_of, sales_of, total

OLD = (
    "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted "
    "Amount Refunded,Fee,Tax,"
    "Converted Currency,Mode,Status,Statement Descriptor,Customer ID,Customer Description,Customer Email,"
    "Captured,Card ID,Card Last4,"
    "Card Name,Card Address City,Dispute Status,Disputed Amount,PaymentIntent ID"
)
NEW = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Description,Fee,Status,"
    "Customer ID,"
    "Customer Description,Customer Email,Refunded date (UTC),Name (metadata),email (metadata)"
)
# All 51 columns of the old export, and those that the new one offers by itself.
ALL_OLD = (
    "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount "
    "Refunded,Fee,Tax,Converted Currency,Mode,Status,Statement Descriptor,Customer ID,Customer Description,Customer "
    "Email,Captured,Card ID,Card Last4,Card Brand,Card Funding,Card Exp Month,Card Exp Year,Card Name,Card Address "
    "Line1,Card Address Line2,Card Address City,Card Address State,Card Address Country,Card Address Zip,Card Issue "
    "Country,Card Fingerprint,Card CVC Status,Card AVS Zip Status,Card AVS Line1 Status,Card Tokenization Method,"
    "Disputed Amount,Dispute Status,Dispute Reason,Dispute Date (UTC),Dispute Evidence Due (UTC),Invoice ID,Payment "
    "Source Type,Destination,Transfer,Interchange Costs,Merchant Service Charge,Transfer Group,PaymentIntent ID"
)
ALL_NEW = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,Converted "
    "Currency,Decline Reason,Description,Fee,Refunded date (UTC),Statement Descriptor,Status,Seller Message,Taxes On "
    "Fee,Card ID,Customer ID,Customer Description,Customer Email,Invoice ID,Transfer"
)
PAID = {
    "id": "ch_1", "Created (UTC)": "2026-01-31 03:22:00", "Created date (UTC)": "2026-01-31 03:22:00",
    "Amount": "1,500.00",
    "Amount Refunded": "0.00", "Currency": "usd", "Status": "Paid", "Captured": "true", "Description": "Wedding cake",
    "Customer ID": "cus_1", "Customer Email": "dana@example.com", "Card Name": "Dana Whitfield", "Mode": "Live",
}  # fmt: skip


def payments(header: str, **changed: str) -> str:
    cells = {**PAID, **{name.replace("_", " "): cell for name, cell in changed.items()}}
    cells |= {name.lower(): cell for name, cell in cells.items()}
    return header + "\n" + ",".join(f'"{cells.get(name, "")}"' for name in header.split(",")) + "\n"


def test_the_old_export_has_its_51_columns():
    assert len(ALL_OLD.split(",")) == 51


@pytest.mark.parametrize(
    "header", [OLD, NEW, ALL_OLD, ALL_NEW, "id,Created date (UTC),Amount,Currency,Status", ALL_NEW.lower()]
)
def test_a_payment_is_read_from_whatever_columns_were_chosen(header):
    [sale] = sales_of(payments(header))
    assert (sale.vendor_id, total(sale), sale.currency, sale.is_gross) == ("ch_1", 150000, "USD", True)
    assert reading_of(payments(header)).format == "Stripe payments"


def test_its_times_are_utc_and_its_day_is_the_business_s():
    [sale] = sales_of(payments(OLD))
    assert (sale.at, sale.on) == (datetime(2026, 1, 31, 3, 22, tzinfo=UTC), date(2026, 1, 30))


def test_the_buyer_is_told_by_card_mail_and_customer():
    [dana] = people_of(payments(OLD))
    assert (dana.name, dana.vendor_id, [way.value for way in dana.ways]) == (
        "Dana Whitfield",
        "cus_1",
        ["dana@example.com"],
    )


def test_an_address_where_the_card_s_name_should_be_is_an_address():
    [someone] = people_of(payments(OLD, Card_Name="eli@example.com", Customer_Email=""))
    assert (someone.name, [way.value for way in someone.ways]) == ("", ["eli@example.com"])


def test_a_description_is_a_name_only_if_it_looks_like_one():
    assert people_of(payments(NEW, Customer_Description="First Donor"))[0].name == "First Donor"
    assert people_of(payments(NEW, Customer_Description="Customer for order 12"))[0].name == ""


def test_metadata_of_the_owner_s_own_shop_is_read():
    text = payments(NEW, Customer_Email="").replace('""\n', '"eli@example.com"\n')
    [eli] = people_of(text)
    assert [way.value for way in eli.ways] == ["eli@example.com"]


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [
        ("Paid", "kept", ""), ("succeeded", "kept", ""), ("Failed", "not counted", "failed"), ("pending",
        "not counted", "pending"),
        ("Canceled", "not counted", "void"), ("requires_payment_method", "not counted", "pending"),
        ("teleported", "held", "unknown status: teleported"),
    ],
)  # fmt: skip
def test_the_status_decides(status, outcome, why):
    [record] = records_of(payments(OLD, Status=status))
    assert (str(record.read_as), record.why) == (outcome, why)


def test_a_payment_only_reserved_on_the_card_does_not_count():
    [record] = records_of(payments(OLD, Captured="false"))
    assert (str(record.read_as), record.why) == ("not counted", "pending")


def test_a_test_payment_does_not_count():
    assert records_of(payments(OLD, Mode="Test"))[0].why == "void"


@pytest.mark.parametrize(
    ("status", "refunded", "back"),
    [
        ("Paid", "100.00", -10000),
        ("Refunded", "1,500.00", -150000),
        ("Refunded", "", -150000),
        ("Paid", "9999.00", -150000),
    ],
)
def test_what_was_given_back_is_a_refund_of_the_payment(status, refunded, back):
    sale, refund = sales_of(payments(OLD, Status=status, Amount_Refunded=refunded))
    assert (total(sale), total(refund), refund.refund_of, refund.is_gross) == (150000, back, "ch_1", True)


def test_a_refund_stands_on_its_own_day_if_the_file_tells_it():
    text = payments(NEW, Amount_Refunded="5.00").replace(
        '"dana@example.com",""', '"dana@example.com","2026-02-05 12:00:00"'
    )
    _sale, refund = sales_of(text)
    assert refund.on == date(2026, 2, 5)


def test_a_lost_dispute_is_money_given_back():
    _sale, refund = sales_of(payments(OLD, Dispute_Status="lost", Disputed_Amount="1,500.00"))
    assert total(refund) == -150000


def test_yen_have_no_cents():
    [sale] = sales_of(payments(OLD, Currency="jpy", Amount="1500"))
    assert (sale.goods_cents, sale.currency) == (1500, "JPY")


def test_payouts_to_the_bank_are_no_sales():
    text = (
        "id,Amount,Created (UTC),Currency,Livemode,Arrival Date (UTC),Status\n"
        "po_1,393.14,2026-01-10 00:18,usd,true,2026-01-12 00:00,paid\n"
    )
    [record] = records_of(text)
    assert (str(record.read_as), record.why) == ("not counted", "transfer")


def test_what_the_checkout_sold_is_told():
    header = ALL_NEW + ",Checkout Line Item Summary"
    [sale] = sales_of(payments(header, Checkout_Line_Item_Summary="Rye bread (1)"))
    assert sale.lines == [("Rye bread (1)", 1.0, 150000)]
    [sale] = sales_of(payments(header))
    assert sale.lines == [("Wedding cake", 1.0, 150000)]


def test_the_address_on_the_card_is_read():
    changed = {"Card Address Line1": "5 Elm St", "Card Address City": "Portland", "Card Address Zip": "04101"}
    [dana] = people_of(payments(ALL_OLD, **{name.replace(" ", "_"): cell for name, cell in changed.items()}))
    assert (dana.street, dana.city, dana.postcode) == ("5 Elm St", "Portland", "04101")


@pytest.mark.parametrize("header", [ALL_OLD, ALL_NEW + ",Card Last4,Card Brand,Card Fingerprint"])
def test_the_card_is_told_by_its_kind_and_end_else_by_its_fingerprint(header):
    told = {"Card_Brand": "Visa", "Card_Last4": "4242", "Card_Fingerprint": "Xt5EWLLDS7FJjR1c"}
    [sale] = sales_of(payments(header, **told))
    assert sale.card == "visa 4242"
    [sale] = sales_of(payments(header, Card_Fingerprint="Xt5EWLLDS7FJjR1c"))
    assert sale.card == "#Xt5EWLLDS7FJjR1c"
    [sale] = sales_of(payments(header))
    assert sale.card == ""


def test_without_such_columns_there_is_no_card():
    assert [sale.card for sale in sales_of(payments(NEW, Card_Brand="Visa", Card_Last4="4242"))] == [""]
