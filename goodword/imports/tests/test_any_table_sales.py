"""Sales in tables nobody has a format for: kinds of documents, amounts with and without tax, days, numbers."""

from datetime import date

import pytest

from goodword.imports.cells import header_key
from goodword.imports.header_words import meaning_of
from goodword.imports.statuses import _SAYS, status_of

from .told import GERMANY, people_of, reading_of, records_of, sales_of, total

NO_AMOUNT = "No column tells what was paid, so no sales are read from it. Say below which one it is."


def meanings_of(text):
    return {one.header: one.meaning for one in reading_of(text).columns}


# Kinds of documents

KINDS = [
    ("Type", "Invoice", "Quote", "Credit note"), ("Typ", "Rechnung", "Angebot", "Gutschrift"),
    ("Art", "Rechnung", "Kostenvoranschlag", "Rechnungskorrektur"), ("Nature", "Facture", "Devis", "Avoir"),
    ("Pièce", "Facture", "Devis", "Facture d'avoir"), ("Tipo", "Factura", "Presupuesto", "Nota de crédito"),
    ("Tipo", "Fattura", "Preventivo", "Nota di credito"), ("Soort", "Factuur", "Offerte", "Creditnota"),
    ("Tipo", "Fatura", "Orçamento", "Nota de crédito"), ("Rodzaj", "Faktura", "Oferta", "Korekta"),
    ("Document", "Invoice", "Estimate", "Refund"), ("Doc type", "Receipt", "Pro forma", "Credit memo"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "invoice", "quote", "credit"), KINDS)
def test_a_type_that_holds_kinds_of_documents_is_the_document(header, invoice, quote, credit):
    text = (
        f"{header},Invoice number,Date,Customer,Total\n{invoice},1,2026-01-02,Dana,20.00\n"
        f"{quote},1,2026-01-03,Dana,90.00\n{credit},2,2026-01-04,Dana,5.00\n"
    )
    assert meanings_of(text)[header] == "document"
    records = records_of(text)
    assert [record.why for record in records] == ["", "estimate", ""]
    assert [record.sale.vendor_id for record in records] == ["1", "quote 1", "2"]
    assert [total(sale) for sale in sales_of(text)] == [2000, -500]


@pytest.mark.parametrize(
    "values",
    [
        ("lead", "customer"),
        ("Business", "Private"),
        ("Cash", "Card"),
        ("Return", "Single"),
        ("INV-001", "INV-002"),
    ],
)
def test_a_type_of_something_else_is_no_document(values):
    people = "Name,E-mail,Type\n" + "".join(f"Dana,d@example.com,{one}\n" for one in values)
    assert meanings_of(people)["Type"] == ""
    sales = "Customer,Date,Total,Document\n" + "".join(f"Dana,2026-01-02,5.00,{one}\n" for one in values)
    assert meanings_of(sales)["Document"] == "" and len(sales_of(sales)) == 2


# With tax and without

GROSS_AND_NET = [
    ("Betrag brutto", "Betrag netto"), ("Betrag (brutto)", "Betrag (netto)"), ("Bruttobetrag", "Nettobetrag"),
    ("Summe brutto", "Summe netto"), ("Gesamt brutto", "Gesamt netto"),
    ("Rechnungsbetrag brutto", "Rechnungsbetrag netto"), ("Betrag inkl. 19% MwSt.", "Betrag ohne MwSt."),
    ("Montant TTC", "Montant HT"), ("Total TTC", "Total HT"), ("Importe con IVA", "Importe sin IVA"),
    ("Total con IVA", "Base imponible"), ("Importo lordo", "Importo netto"), ("Totale IVA inclusa", "Imponibile"),
    ("Bedrag incl. btw", "Bedrag excl. btw"), ("Totaal incl. btw", "Totaal excl. btw"),
    ("Valor com IVA", "Valor sem IVA"), ("Kwota brutto", "Kwota netto"), ("Wartość brutto", "Wartość netto"),
    ("Total incl. VAT", "Total excl. VAT"),
]  # fmt: skip


@pytest.mark.parametrize(("gross", "net"), GROSS_AND_NET)
@pytest.mark.parametrize("is_swapped", [False, True])
def test_with_and_without_tax_each_is_what_it_says_and_the_rest_is_tax(gross, net, is_swapped):
    sides = [(net, "100"), (gross, "119")]
    (one, first), (two, second) = sides[::-1] if is_swapped else sides
    [sale] = sales_of(f"Date,E-mail,{one},{two}\n2026-01-02,dana@example.com,{first},{second}\n")
    assert (sale.goods_cents, sale.tax_cents, total(sale), sale.is_gross) == (10000, 1900, 11900, False)


@pytest.mark.parametrize(("gross", "net"), GROSS_AND_NET)
def test_each_of_the_two_is_enough_alone(gross, net):
    [sale] = sales_of(f"Date,E-mail,{gross}\n2026-01-02,dana@example.com,119\n")
    assert (total(sale), sale.is_gross) == (11900, True)
    [sale] = sales_of(f"Date,E-mail,{net}\n2026-01-02,dana@example.com,100\n")
    assert (total(sale), sale.is_gross) == (10000, False)


def test_a_tax_column_stands_before_what_can_be_reckoned():
    [sale] = sales_of("Datum,Kunde,Betrag netto,MwSt,Betrag brutto\n2026-01-02,Dana,100,19,119\n")
    assert (sale.goods_cents, sale.tax_cents, total(sale)) == (10000, 1900, 11900)


def test_with_tax_stands_before_a_plain_amount_but_not_before_the_order_s():
    text = "Datum,Kunde,Betrag,Betrag netto,Betrag brutto\n2026-01-02,Dana,100,100,119\n"
    assert [total(sale) for sale in sales_of(text)] == [11900]
    text = "Date,Customer,Total incl. tax,Order total\n2026-01-02,Dana,10,40\n"
    assert [total(sale) for sale in sales_of(text)] == [4000]


@pytest.mark.parametrize(
    ("net", "goods", "tax"),
    [("100", 10000, 1900), ("", 11900, 0), ("50", 11900, 0), ("130", 11900, 0), ("119", 11900, 0)],
)
def test_what_can_be_no_tax_is_none_and_the_parts_make_the_total(net, goods, tax):
    [sale] = sales_of(f"Datum,Kunde,Betrag netto,Betrag brutto\n2026-01-02,Dana,{net},119\n")
    assert (sale.goods_cents, sale.tax_cents, total(sale)) == (goods, tax, 11900)


def test_shipping_is_no_tax_and_money_given_back_has_its_tax_too():
    header = "Datum,Kunde,Betrag netto,Versand,Betrag brutto\n"
    [sale] = sales_of(f"{header}2026-01-02,Dana,100,5,124\n")
    assert (sale.goods_cents, sale.tax_cents, sale.shipping_cents, total(sale)) == (10000, 1900, 500, 12400)
    [sale] = sales_of(f"{header}2026-01-02,Dana,-100,,-119\n")
    assert (sale.goods_cents, sale.tax_cents, sale.is_refund) == (-10000, -1900, True)


def test_what_a_payment_service_keeps_is_no_tax():
    [sale] = sales_of("Datum,Kunde,Brutto,Gebühr,Netto\n2026-01-02,Dana,20.00,-0.88,19.12\n")
    assert (sale.goods_cents, sale.tax_cents) == (2000, 0)
    [sale] = sales_of("Date,Customer,Subtotal,Total\n2026-01-02,Dana,20.00,24.00\n")
    assert (sale.goods_cents, sale.tax_cents) == (2400, 0)


@pytest.mark.parametrize(
    "header",
    ["Gewicht brutto", "Nettogewicht", "IVA incluida", "Nettoyage", "Höhe", "Net weight", "Ohne MwSt."],
)
def test_a_weight_or_a_yes_is_no_amount(header):
    assert meaning_of(header_key(header)) == ""


def test_the_invoice_s_gross_amount_on_each_row_counts_once():
    row = "1,2026-01-02,Dana,{},100,119\n"
    text = "Rechnungsnr,Datum,Kunde,Artikel,Rechnungsbetrag netto,Rechnungsbetrag brutto\n"
    [sale] = sales_of(text + row.format("Rye") + row.format("Rolls"))
    assert (sale.goods_cents, total(sale)) == (10000, 11900)


# No amount


@pytest.mark.parametrize(
    "text",
    [
        "Invoice number,Date,Customer\n1,2026-01-02,Dana\n", "Date,Customer,Status\n2026-01-02,Dana,paid\n",
        "Datum,Kunde,Währung\n02.01.2026,Dana,EUR\n", "Date,Client,Service\n2026-01-02,Dana,Haircut\n",
        "Order ID,Created at,Customer\n1,2026-01-02,Dana\n",
    ],
)  # fmt: skip
def test_a_table_of_sales_without_an_amount_says_so(text):
    assert reading_of(text).left_out == [NO_AMOUNT]
    assert sales_of(text) == [] and people_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Name,E-mail\nDana,d@example.com\n", "Name,Date,Notes\nDana,2026-01-02,likes rye\n",
        "Name,Created at,Currency\nDana,2026-01-02,EUR\n", "Name,Created,Status\nDana,2026-01-02,open\n",
        "Name,Date,Event\nDana,2026-01-02,Fair\n", "Name,Birthday,Currency\nDana,1990-01-02,EUR\n",
        "Customer,Date,Total,Status\nDana,2026-01-02,5.00,paid\n",
    ],
)  # fmt: skip
def test_an_ordinary_list_is_asked_for_no_amount(text):
    assert reading_of(text).left_out == []


# Of several days


@pytest.mark.parametrize(
    "day",
    [
        "Date", "Appointment date", "Start time", "Scheduled date", "Visit date", "Service date", "Paid at",
        "Start date", "Termin", "Datum", "Leistungsdatum", "Date du rendez-vous", "Fecha de la cita",
        "Data appuntamento", "Afspraakdatum", "Data da visita", "Data wizyty", "Date d'achat",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "made",
    [
        "Created at", "Created date", "Date created", "Booking date", "Booked on", "Modified", "Updated",
        "Erstellt am", "Buchungsdatum", "Date de création", "Fecha de creación", "Data creazione", "Aangemaakt op",
        "Criado em", "Data utworzenia", "Timestamp",
    ],
)  # fmt: skip
def test_the_day_of_the_visit_wins_over_the_day_on_which_the_row_was_made(day, made):
    text = f"{made},E-mail,{day},Total\n2026-01-02,dana@example.com,2026-01-20,5.00\n"
    assert [sale.on for sale in sales_of(text)] == [date(2026, 1, 20)]


def test_the_day_on_which_the_row_was_made_is_better_than_none():
    for made in ("Created at", "Modified", "Erstellt am"):
        assert len(sales_of(f"Customer,{made},Total\nDana,2026-01-02,5.00\n")) == 1
    text = "Customer,Modified,Wann war es,Total\nDana,2026-01-02,2026-01-20,5.00\n"
    assert [sale.on for sale in sales_of(text)] == [date(2026, 1, 20)]


def test_a_time_without_a_day_and_an_empty_column_are_no_day():
    text = "Start time,Customer,Date,Total\n10:30,Dana,2026-01-20,5.00\n"
    assert [sale.on for sale in sales_of(text)] == [date(2026, 1, 20)]
    text = "Created at,Customer,Visit date,Total\n2026-01-02,Dana,,5.00\n"
    assert [sale.on for sale in sales_of(text)] == [date(2026, 1, 2)]


def test_a_start_that_may_be_a_membership_s_is_not_the_day_of_a_payment():
    text = "Start date,Customer,Payment date,Total\n2020-01-02,Dana,2026-01-20,5.00\n"
    assert [sale.on for sale in sales_of(text)] == [date(2026, 1, 20)]


# Words for visits


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("No-show", "void"), ("No show", "void"), ("Did not attend", "void"), ("DNA", "void"),
        ("Cancelled by client", "void"), ("Cancelled by customer", "void"), ("Late cancellation", "void"),
        ("Nicht erschienen", "void"), ("Absent", "void"), ("No se presentó", "void"), ("Non presentato", "void"),
        ("Niet verschenen", "void"), ("Não compareceu", "void"), ("Nie stawił się", "void"),
        ("Arrived", "counted"), ("Attended", "counted"), ("Checked in", "counted"), ("Checked out", "counted"),
        ("Booked", "pending"), ("Confirmed", "pending"), ("Scheduled", "pending"), ("New", "pending"),
        ("Bestätigt", "pending"), ("Confirmé", "pending"), ("Reservado", "pending"), ("Prenotato", "pending"),
        ("Geboekt", "pending"), ("Agendado", "pending"), ("Potwierdzona", "pending"),
    ],
)  # fmt: skip
def test_words_for_visits(status, says):
    text = f"Appointment date,Customer,Price,Status\n2026-01-02,Dana,5.00,{status}\n"
    [record] = records_of(text)
    assert (str(record.read_as), record.why) == (("kept", "") if says == "counted" else ("not counted", says))


@pytest.mark.parametrize("status", ["Booked", "Confirmed", "New"])
def test_of_an_order_nobody_knows_whether_confirmed_is_paid(status):
    assert status_of(status) == ""
    text = f"Order date,Customer,Total,Status\n2026-01-02,Dana,5.00,{status}\n2026-01-02,Eli,5.00,paid\n"
    assert [str(record.read_as) for record in records_of(text)] == ["held", "kept"]


def test_no_word_says_two_things():
    words = [header_key(word.strip()) for listed in _SAYS.values() for word in listed.split(";")]
    assert sorted(words) == sorted(set(words))


# The number of the sale


@pytest.mark.parametrize("header", ["No", "No.", "Nr", "Nr.", "N°", "Nº", "#", "Nummer"])
@pytest.mark.parametrize(
    "numbers", [("1001", "1002", "1004"), ("R-17", "R-18", "R-19"), ("2026/1", "2026/2", "2026/3")]
)
def test_a_bare_number_beside_a_day_and_an_amount_is_the_sale_s(header, numbers):
    rows = "".join(f"{one},2026-01-0{n},Dana,{n}.00\n" for n, one in enumerate(numbers, 2))
    assert [sale.vendor_id for sale in sales_of(f"{header},Date,Customer,Total\n{rows}")] == list(numbers)


def test_a_long_number_is_no_phone():
    text = "Nr;Datum;Kunde;Betrag\n20260001;02.01.2026;Dana;5,00\n20260002;03.01.2026;Eli;6,00\n"
    assert [sale.vendor_id for sale in sales_of(text, GERMANY)] == ["20260001", "20260002"]


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3"), ("1", "2", "4"), ("3", "2", "1"), ("no", "yes", "no"), ("17", "17", "17"),
        ("17a b", "x", "y"), ("", "", ""),
    ],
)  # fmt: skip
def test_what_only_counts_the_rows_or_says_no_is_no_number_of_a_sale(numbers):
    rows = "".join(f"{one},2026-01-0{n},Dana,{n}.00\n" for n, one in enumerate(numbers, 2))
    text = f"No,Date,Customer,Total\n{rows}"
    assert meanings_of(text)["No"] == ""
    assert [sale.vendor_id for sale in sales_of(text)] == ["", "", ""]


def test_the_number_of_a_house_and_of_people_is_none_of_a_sale():
    text = "Kunde;Straße;Nr.;Datum;Betrag\nDana;Gasse;17;02.01.2026;5,00\nEli;Weg;40;03.01.2026;6,00\n"
    assert meanings_of(text)["Nr."] == ""
    assert meanings_of("Nr,Name,E-mail\n17,Dana,d@example.com\n40,Eli,e@example.com\n")["Nr"] == ""
    text = "Order number,No,Date,Customer,Total\n7,1001,2026-01-02,Dana,5.00\n8,1002,2026-01-02,Dana,5.00\n"
    assert meanings_of(text)["No"] == ""
