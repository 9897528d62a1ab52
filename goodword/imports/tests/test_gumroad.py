from datetime import UTC, date, datetime

import pytest

from .told import as_csv, people_of, reading_of, records_of, sales_of, total, ways

HEADER = (
    "Purchase ID,Item Name,Buyer Name,Purchase Email,Buyer Email,Do not contact?,Purchase Date,"
    "Purchase Time (UTC timezone),Subtotal ($),Taxes ($),Tax Type,Shipping ($),Sale Price ($),Fees ($),Net Total ($),"
    "Tip ($),Tax Included in Price?,Street Address,City,Zip Code,State,Country,Referrer,Refunded?,"
    "Partial Refund ($),Fully Refunded?,Disputed?,Dispute Won?,Variants,Discount Code,Recurring Charge?,"
    "Free trial purchase?,Pre-order authorization?,Quantity,Rating,Review"
)
ZINE = {
    "Purchase ID": "Ab3xYz==", "Item Name": "A zine about bread", "Buyer Name": "Dana Whitfield",
    "Purchase Email": "dana@example.com", "Do not contact?": "0", "Purchase Date": "2026-01-31",
    "Purchase Time (UTC timezone)": "2026-01-31 22:15:00 UTC", "Subtotal ($)": "20.00", "Taxes ($)": "0.00",
    "Shipping ($)": "4.00", "Sale Price ($)": "24.00", "Fees ($)": "2.90", "Net Total ($)": "21.10",
    "Refunded?": "0", "Partial Refund ($)": "0.00", "Fully Refunded?": "0", "Disputed?": "0", "Dispute Won?": "0",
    "Recurring Charge?": "0", "Free trial purchase?": "0", "Pre-order authorization?": "0", "Quantity": "1",
    "City": "Springfield", "Country": "United States",
}  # fmt: skip


def sold(*rows: dict[str, str]) -> str:
    return as_csv(HEADER, rows)


def changed(**more: str) -> str:
    return sold({**ZINE, **more})


def parts(text: str) -> tuple[int, int, int, int]:
    [sale] = sales_of(text)
    return sale.goods_cents, sale.tax_cents, sale.shipping_cents, sale.tip_cents


def test_a_purchase_is_a_sale_at_its_moment_in_dollars():
    assert reading_of(sold(ZINE)).format == "Gumroad sales"
    [sale] = sales_of(sold(ZINE))
    assert sale.at == datetime(2026, 1, 31, 22, 15, tzinfo=UTC)
    assert (sale.vendor_id, sale.currency) == ("Ab3xYz==", "USD")
    assert (sale.goods_cents, sale.shipping_cents, total(sale)) == (2000, 400, 2400)
    assert sale.lines == [("A zine about bread", 1.0, 2000)]


def test_a_file_without_a_moment_has_its_day():
    [sale] = sales_of(changed(**{"Purchase Time (UTC timezone)": "22:15"}))
    assert sale.on == date(2026, 1, 31)


def test_tax_that_the_seller_owes_is_in_the_price():
    assert parts(changed(**{"Taxes ($)": "1.50", "Sale Price ($)": "25.50"})) == (2000, 150, 400, 0)


def test_tax_that_gumroad_collects_is_no_part_of_it():
    assert parts(changed(**{"Taxes ($)": "1.50"})) == (2000, 0, 400, 0)


def test_a_tip_stands_apart():
    assert parts(changed(**{"Tip ($)": "3.00", "Sale Price ($)": "27.00"})) == (2000, 0, 400, 300)


def test_the_row_of_totals_is_no_sale():
    first, last = records_of(sold(ZINE, {"Purchase ID": "Totals", "Sale Price ($)": "24.00"}))
    assert (str(first.read_as), str(last.read_as)) == ("kept", "not counted")
    assert (last.why, last.sale) == ("total", None)


@pytest.mark.parametrize(
    ("told", "back"),
    [
        ({"Refunded?": "1", "Fully Refunded?": "1", "Partial Refund ($)": "0.00"}, -2400),
        ({"Refunded?": "1", "Partial Refund ($)": "5.00"}, -500),
        ({"Disputed?": "1"}, -2400),
    ],
)
def test_what_was_given_back_stands_apart(told, back):
    sale, refund = sales_of(changed(**told))
    assert (total(sale), total(refund), refund.is_refund) == (2400, back, True)


def test_a_dispute_that_was_won_takes_nothing_back():
    assert len(sales_of(changed(**{"Disputed?": "1", "Dispute Won?": "1"}))) == 1


@pytest.mark.parametrize("column", ["Free trial purchase?", "Pre-order authorization?"])
def test_what_was_not_charged_yet_does_not_count(column):
    [record] = records_of(changed(**{column: "1"}))
    assert (record.why, record.sale.status, record.person.name) == ("pending", "pending", "Dana Whitfield")


def test_what_was_given_for_nothing_is_a_sale_of_nothing():
    [sale] = sales_of(changed(**{"Subtotal ($)": "0", "Shipping ($)": "0", "Sale Price ($)": "0"}))
    assert total(sale) == 0


def test_a_buyer_s_account_may_have_an_address_of_its_own():
    [dana] = people_of(changed(**{"Buyer Email": "dana@bakery.example"}))
    assert ways(dana) == [("email", "dana@example.com"), ("email", "dana@bakery.example")]
    assert (dana.name, dana.city) == ("Dana Whitfield", "Springfield")


@pytest.mark.parametrize(("told", "may"), [("1", False), ("0", None), ("", None)])
def test_whoever_wants_no_mail_gets_none_and_nobody_is_signed_up(told, may):
    [dana] = people_of(changed(**{"Do not contact?": told}))
    assert dana.may_mail is may


def test_stars_and_words_are_a_review():
    [dana] = people_of(changed(Rating="5", Review="It rose at last"))
    [review] = dana.reviews
    assert (review.text, review.stars, review.about) == ("It rose at last", 5, "Ab3xYz==")


@pytest.mark.parametrize("rating", ["", "0", "12"])
def test_no_stars_are_no_review(rating):
    [dana] = people_of(changed(Rating=rating))
    assert dana.reviews == []


def test_the_variant_and_how_many_are_told():
    [sale] = sales_of(changed(Variants="Printed", Quantity="2"))
    assert sale.lines == [("A zine about bread (Printed)", 2.0, 2000)]
