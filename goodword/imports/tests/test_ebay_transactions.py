from datetime import date, timedelta

import pytest

from goodword.sales.models import Sale

from .books import bring
from .test_ebay_orders import ORDER, orders
from .told import GERMANY, people_of, reading_of, records_of, sales_of, total

TITLES = '"Transaction report"\n"Start date","2026-01-01"\n"End date","2026-01-31"\n\n'
HEADER = (
    "Transaction creation date,Type,Order number,Legacy order ID,Buyer username,Buyer name,Ship to city,Net amount,"
    "Payout currency,Payout date,Payout ID,Item ID,Transaction ID,Item title,Custom label,Quantity,Item subtotal,"
    "Shipping and handling,Seller collected tax,eBay collected tax,Final Value Fee - fixed,Gross transaction amount,"
    "Transaction currency,Reference ID,Description"
)
SOLD = {
    "Transaction creation date": "Jan 31, 2026", "Type": "Order", "Order number": "12-34567-89012",
    "Buyer username": "dana_w", "Buyer name": "Dana Whitfield", "Item title": "Speckled mug", "Quantity": "2",
    "Item subtotal": "30.00", "Shipping and handling": "6.00", "eBay collected tax": "2.52",
    "Final Value Fee - fixed": "-0.30", "Net amount": "31.00", "Gross transaction amount": "38.52",
    "Transaction currency": "USD",
}  # fmt: skip
BACK = {
    **SOLD, "Transaction creation date": "Feb 5, 2026", "Type": "Refund", "Item subtotal": "-15.00",
    "Shipping and handling": "0.00", "Gross transaction amount": "-16.26", "Reference ID": "R-1",
}  # fmt: skip


def report(*rows: dict[str, str]) -> str:
    lines = [",".join(f'"{row.get(name, "--")}"' for name in HEADER.split(",")) for row in rows]
    return TITLES + "\n".join([HEADER, *lines]) + "\n"


def test_an_order_is_a_sale_whose_parts_add_up_to_the_gross_amount():
    text = report(SOLD)
    [sale] = sales_of(text)
    assert reading_of(text).format == "eBay transactions"
    assert (sale.vendor_id, sale.on, sale.currency) == ("12-34567-89012", date(2026, 1, 31), "USD")
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (3000, 600, 252, 3852)


def test_a_refund_is_negative_on_its_own_day():
    _sale, refund = sales_of(report(SOLD, BACK))
    assert (total(refund), refund.on, refund.refund_of) == (-1626, date(2026, 2, 5), "12-34567-89012")
    assert refund.is_refund and refund.vendor_id == "12-34567-89012/refund/R-1"


@pytest.mark.parametrize("kind", ["Other fee", "Shipping label", "Payout", "Hold", "Transfer", "Charge"])
def test_what_ebay_takes_and_pays_out_is_no_sale(kind):
    [record] = records_of(report({**SOLD, "Type": kind, "Gross transaction amount": "-2.14"}))
    assert (str(record.read_as), record.why) == ("not counted", "transfer")


def test_a_kind_that_nobody_knows_is_held():
    [record] = records_of(report({**SOLD, "Type": "Gargle"}))
    assert (str(record.read_as), record.why) == ("held", "unknown kind of transaction: Gargle")


def test_two_things_of_one_order_are_one_sale():
    kept, line = records_of(report(SOLD, {**SOLD, "Item title": "Ring dish"}))
    assert (str(kept.read_as), str(line.read_as), total(kept.sale)) == ("kept", "line", 7704)


def test_german_words_are_known():
    header = (
        "Datum der Transaktionserstellung;Typ;Bestellnummer;Nutzername des Käufers;Name des Käufers;"
        "Betrag abzügl. Kosten;Angebotstitel;Stückzahl;Zwischensumme Artikel;Verpackung und Versand;"
        "Transaktionsbetrag (inkl. Kosten)"
    )
    rows = [
        '"Dez 29, 2025";Bestellung;08-1;dana_w;Dana Whitfield;"23,65";Becher;1;"19,9";"6,19";"26,09"',
        '"Dez 30, 2025";Andere Gebühr;08-1;dana_w;Dana Whitfield;"-2,14";--;--;--;--;--',
        '"Jan 2, 2026";Rückerstattung;08-1;dana_w;Dana Whitfield;"-17,00";--;--;--;--;"-20,00"',
    ]
    text = "\n".join(["--;--", "Transaktionsbericht", header, *rows]) + "\n"
    sale, refund = sales_of(text, GERMANY)
    assert (sale.goods_cents, sale.shipping_cents, total(sale), total(refund)) == (1990, 619, 2609, -2000)
    assert (sale.on, refund.on, sale.currency) == (date(2025, 12, 29), date(2026, 1, 2), "EUR")


def test_the_buyer_is_the_same_as_in_the_orders_report():
    [dana], [same] = people_of(report(SOLD)), people_of(orders(ORDER))
    assert (dana.name, dana.vendor_id) == (same.name, same.vendor_id)


@pytest.mark.parametrize("report_first", [True, False])
def test_both_reports_are_one_sale_and_its_refund(cast, at, report_first):
    files = [orders(ORDER), report(SOLD, BACK)]
    for n, text in enumerate(reversed(files) if report_first else files):
        bring(cast.business, text, at + timedelta(minutes=n), f"{n}.csv")
    told = Sale.objects.filter(business=cast.business, state=Sale.State.COUNTED).order_by("is_refund")
    assert [(one.total_cents, one.source.label) for one in told] == [
        (3852, f"{int(report_first)}.csv"),
        (-1626, f"{int(not report_first)}.csv"),
    ]
