from datetime import UTC, datetime

import pytest

from .told import GERMANY, as_csv, people_of, reading_of, records_of, sales_of, total, ways

HEADER = (
    "DateTime (UTC),From,Message,Item,Received,Given,Currency,TransactionType,TransactionId,Reference,SalesTax,"
    "SalesTaxPercentage,BuyerCountry,BuyerStateOrProvince,BuyerStreetAddress,BuyerEmail,PaymentProvider"
)
TIP = {
    "DateTime (UTC)": "01/05/2026 22:15", "From": "Dana Whitfield", "Message": "More bread!", "Item": "",
    "Received": "12.00", "Given": "0", "Currency": "USD", "TransactionType": "Tip", "TransactionId": "00000000-1111",
    "SalesTax": "", "BuyerCountry": "US", "BuyerEmail": "dana@example.com", "PaymentProvider": "Stripe",
}  # fmt: skip


def came(*rows: dict[str, str], header: str = HEADER) -> str:
    return as_csv(header, rows)


def changed(**more: str) -> str:
    return came({**TIP, **more})


@pytest.mark.parametrize("kind", ["Tip", "Monthly Tip", "Subscription", "Shop Order", "Commission", ""])
def test_what_came_in_is_a_sale(kind):
    text = changed(TransactionType=kind)
    assert reading_of(text).format == "Ko-fi transactions"
    [sale] = sales_of(text)
    assert (sale.vendor_id, total(sale), sale.currency) == ("00000000-1111", 1200, "USD")


@pytest.mark.parametrize("ground", [None, GERMANY])
def test_the_month_stands_first_in_every_country(ground):
    [sale] = sales_of(changed(), ground) if ground else sales_of(changed())
    assert sale.at == datetime(2026, 1, 5, 22, 15, tzinfo=UTC)


def test_tax_is_no_part_of_the_goods():
    [sale] = sales_of(changed(TransactionType="Shop Order", Item="Ring dish", SalesTax="2.00"))
    assert (sale.goods_cents, sale.tax_cents, total(sale)) == (1000, 200, 1200)
    assert sale.lines == [("Ring dish", 1.0, 1000)]


def test_what_the_owner_gave_to_others_is_no_sale():
    [record] = records_of(changed(Received="0", Given="3.00"))
    assert (str(record.read_as), record.why) == ("not counted", "transfer")
    assert (record.sale, record.person) == (None, None)


def test_a_kind_that_nobody_knows_waits():
    [record] = records_of(changed(TransactionType="Raffle"))
    assert (str(record.read_as), "Raffle" in record.why) == ("held", True)


def test_who_gave_is_found_by_address():
    [dana] = people_of(changed())
    assert (dana.name, ways(dana), dana.may_mail) == (
        "Dana Whitfield", [("email", "dana@example.com")], None,
    )  # fmt: skip


def test_older_files_say_email():
    header = HEADER.replace("BuyerEmail", "Email")
    [dana] = people_of(came({**TIP, "Email": "dana@example.com"}, header=header))
    assert ways(dana) == [("email", "dana@example.com")]


def test_somebody_without_a_name_is_nobody():
    [record] = records_of(changed(From="", BuyerEmail=""))
    assert (str(record.read_as), record.person, total(record.sale)) == ("kept", None, 1200)


def test_money_that_went_back_is_a_refund():
    [refund] = sales_of(changed(Received="-12.00"))
    assert (total(refund), refund.is_refund) == (-1200, True)
