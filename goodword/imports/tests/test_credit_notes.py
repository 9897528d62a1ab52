"""A credit note is money given back, in whatever language and by whatever sign a table of invoices tells it."""

import pytest

from .told import records_of, sales_of, total

WORDS = (
    "Credit note", "Gutschrift", "Rechnungskorrektur", "Avoir", "Facture d'avoir", "Nota de crédito", "Abono",
    "Nota di credito", "Creditnota", "Korekta", "Faktura korygująca",
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("amount", ["5.00", "-5.00"])
def test_as_a_status_it_is_money_given_back(word, amount):
    text = f"Invoice number,Date,Customer,Total,Status\n1,2026-01-02,Dana,20.00,paid\n2,2026-01-03,Dana,{amount},{word}\n"
    sale, refund = sales_of(text)
    assert (total(sale), sale.is_refund) == (2000, False)
    assert (total(refund), refund.is_refund, refund.vendor_id) == (-500, True, "2")


@pytest.mark.parametrize(
    "header", ["Document type", "Belegart", "Type de document", "Tipo de documento", "Tipo documento"]
)
def test_as_a_kind_of_document_it_is_money_given_back(header):
    text = f"Invoice number,Date,Customer,Total,Tax,{header}\n1,2026-01-02,Dana,20.00,2.00,Rechnung\n2,2026-01-03,Dana,5.00,0.50,Gutschrift\n"
    sale, refund = sales_of(text)
    assert (total(sale), total(refund), refund.tax_cents, refund.is_refund) == (2000, -500, -50, True)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("bezahlt", "kept"), ("offen", "kept"), ("storniert", "not counted"), ("gargled", "held")],
)
def test_it_counts_though_not_paid_out_yet_and_not_if_it_was_cancelled(status, outcome):
    text = (
        "Rechnungsnummer,Datum,Kunde,Betrag,Belegart,Status\n"
        f"1,02.01.2026,Dana,20.00,Rechnung,bezahlt\n2,03.01.2026,Dana,5.00,Gutschrift,{status}\n"
    )
    assert [str(record.read_as) for record in records_of(text)] == ["kept", outcome]


def test_an_offer_among_documents_does_not_count():
    text = "Belegnummer,Datum,Kunde,Betrag,Belegart\n1,02.01.2026,Dana,20.00,Angebot\n2,03.01.2026,Dana,5.00,Rechnung\n"
    assert [record.why for record in records_of(text)] == ["estimate", ""]
