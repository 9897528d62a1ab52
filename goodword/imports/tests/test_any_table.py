"""Tables nobody has a format for: meanings guessed, corrected once, remembered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.imports.cells import header_key
from goodword.imports.columns import MEANINGS
from goodword.imports.header_words import HEADERS, vocabulary
from goodword.imports.records import Word

from .told import GERMANY, HERE, mistakes_of, people_of, reading_of, records_of, sales_of, tell, total, ways


@pytest.mark.parametrize(
    "header",
    [
        "First name,Last name,E-mail,Phone,City", "Vorname,Nachname,E-Mail-Adresse,Mobiltelefon,Ort",
        "Prénom,Nom,Adresse de messagerie,Tél. mobile,Ville",
        "Nombre,Apellidos,Correo electrónico,Teléfono móvil,Ciudad",
        "Nome,Cognome,Indirizzo E-mail,Cellulare,Città", "Voornaam,Achternaam,E-mailadres,Mobiel,Plaats",
        "Nome,Sobrenome,E-mail,Celular,Cidade", "Imię,Nazwisko,Adres e-mail,Telefon komórkowy,Miasto",
    ],
)  # fmt: skip
def test_people_are_read_in_eight_languages(header):
    [dana] = people_of(f"{header}\nDana,Whitfield,dana@example.com,+1 555 010 0199,Springfield\n")
    assert (dana.given_name, dana.family_name, dana.city) == ("Dana", "Whitfield", "Springfield")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+1 555 010 0199")]


@pytest.mark.parametrize(
    "header",
    [
        "Order number,Date,Customer,Total,Status", "Bestellnummer,Datum,Kunde,Betrag,Zahlungsstatus",
        "Numéro de commande,Date,Client,Montant,Statut", "Número de pedido,Fecha,Cliente,Importe,Estado",
        "Numero ordine,Data,Cliente,Importo,Stato pagamento", "Bestelnummer,Datum,Klant,Bedrag,Status",
        "Número do pedido,Data,Cliente,Valor,Situação", "Numer zamówienia,Data,Klient,Kwota,Status",
    ],
)  # fmt: skip
def test_sales_are_read_in_eight_languages(header):
    text = f"{header}\n7,28.02.2026,Dana Whitfield,12.50,paid\n8,28.02.2026,Eli Ortiz,3.00,void\n"
    [sale] = sales_of(text)
    assert (sale.vendor_id, sale.on, total(sale)) == ("7", date(2026, 2, 28), 1250)
    assert reading_of(text).brings == "both"


def test_nom_is_a_surname_only_beside_prenom():
    assert people_of("Nom,E-mail\nDana Whitfield,d@example.com\n")[0].name == "Dana Whitfield"
    assert people_of("Nom,Prénom\nWhitfield,Dana\n")[0].family_name == "Whitfield"


def test_the_guess_is_shown_with_samples():
    reading = reading_of("Client,Mail,Colour\nDana,d@example.com,red\nEli,e@example.com,blue\n")
    assert [(one.header, one.meaning, one.samples) for one in reading.columns] == [
        ("Client", "name", ("Dana", "Eli")), ("Mail", "email", ("d@example.com", "e@example.com")), ("Colour",
        "", ("red", "blue")),
    ]  # fmt: skip


def test_a_column_is_known_by_its_values_where_its_header_says_nothing():
    text = "Wer,Wohin,Ziffern\n" + "".join(
        f"Dana {'ABCD'[n % 4]}. Whitfield,d{n}@example.com,+1 555 010 01{n:02}\n" for n in range(20)
    )
    assert [one.meaning for one in reading_of(text).columns] == ["name", "email", "phone"]


def test_the_owner_s_correction_wins():
    text = "Client,Colour\nDana,red\n"
    [person] = [
        record.person for record in records_of(text, corrections={"colour": "note", "Client": "organisation"})
    ]
    assert (person.organisation, person.note, person.name) == ("Dana", "red", "")


def test_the_shape_is_remembered_whatever_the_order_of_columns():
    asked = []

    def remembered(signature: str) -> Word:
        asked.append(signature)
        return Word()

    from pathlib import Path
    from tempfile import NamedTemporaryFile

    from goodword.imports.reading import readings

    for text in ("Client,Colour\nDana,red\n", "COLOUR;client\nblue;Eli\n", "Client,Size\nDana,9\n"):
        with NamedTemporaryFile() as file:
            Path(file.name).write_text(text)
            [reading] = readings(Path(file.name), "f", HERE, remembered)
            assert reading.signature == asked[-1] == reading.account
    assert asked[0] == asked[1] != asked[2]


def test_a_column_without_a_name_can_be_corrected_too():
    text = "Name,,E-mail\nDana,likes rye,d@example.com\n"
    assert [one.header for one in reading_of(text).columns] == ["Name", "Column 2", "E-mail"]
    [record] = records_of(text, corrections={"Column 2": "note"})
    assert record.person.note == "likes rye"


def test_the_owner_s_own_address_on_every_row_belongs_to_nobody():
    rows = "".join(f"P{n},alice@bakery.example,p{n}@example.com\n" for n in range(5))
    people = people_of(f"Name,To,From Email Address\n{rows}")
    assert [ways(one) for one in people[:2]] == [[("email", "p0@example.com")], [("email", "p1@example.com")]]


def test_of_several_amounts_the_whole_one_is_taken():
    [sale] = sales_of(
        "Date,Customer,Order value,Shipping,Sales tax,Order total\n2026-01-02,Dana,16.00,4.00,1.08,21.08\n"
    )
    assert (sale.goods_cents, total(sale)) == (1600, 2108)


def test_a_sign_in_another_column_tells_the_currency():
    [sale] = sales_of("Date,Customer,Shown as,Net sales\n2026-01-02,Dana,৳300,300\n")
    assert (sale.currency, sale.goods_cents) == ("BDT", 30000)


def test_a_contact_s_name_that_is_a_company_s_is_the_company():
    [dana] = people_of("*ContactName,FirstName,LastName\nHill School,Dana,Whitfield\n")
    assert (dana.organisation, dana.name, dana.given_name) == ("Hill School", "", "Dana")
    [dana] = people_of("Display Name,First Name,Last Name\nDana W. Whitfield,Dana,Whitfield\n")
    assert (dana.organisation, dana.name) == ("", "Dana W. Whitfield")


def test_columns_the_owner_left_out_stay_out():
    [person] = [
        record.person
        for record in records_of("Name,Notes\nDana,secret\n", corrections={"Name": "name", "Notes": ""})
    ]
    assert person.note == ""


def test_two_columns_of_one_meaning_are_no_trouble():
    text = (
        "Name,E-mail,Email,Phone,Phone,Date,Date,Total,Total\n"
        "Dana,a@example.com,b@example.com,555 010 0199,555 010 0142,2026-01-02,2026-01-03,5,6\n"
    )
    [record] = records_of(text)
    assert [way.value for way in record.person.ways] == [
        "a@example.com",
        "b@example.com",
        "555 010 0199",
        "555 010 0142",
    ]
    assert (record.sale.on, total(record.sale)) == (date(2026, 1, 2), 500)


def test_a_guess_of_day_and_month_is_told():
    text = "Customer,Date,Total\nDana,03/04/2025,5.00\nEli,05/06/2025,6.00\n"
    assert [sale.on for sale in sales_of(text)] == [date(2025, 3, 4), date(2025, 5, 6)]
    assert [sale.on for sale in sales_of(text, GERMANY)] == [date(2025, 4, 3), date(2025, 6, 5)]
    assert "month/day/year" in reading_of(text).two_ways[0].words
    assert [sale.on for sale in sales_of(text, written={"days": "d/m"})] == [
        date(2025, 4, 3),
        date(2025, 6, 5),
    ]


def test_one_late_value_decides_the_order_of_the_whole_column():
    rows = "".join(f"P{n},03/04/2025,5.00\n" for n in range(1000))
    text = f"Customer,Date,Total\n{rows}Zoe,25/04/2025,5.00\n"
    for written in ({}, {"days": "m/d"}):  # what the file shows stands before the owner's word
        days = {sale.on for sale in sales_of(text, written=written)}
        assert days == {date(2025, 4, 3), date(2025, 4, 25)}
    assert reading_of(text).notes == reading_of(text).two_ways == []


def test_another_column_of_dates_decides_where_one_is_unclear():
    text = "Customer,Date,Total,Shipped on\nDana,03/04/2025,5.00,25/04/2025\n"
    assert [sale.on for sale in sales_of(text)] == [date(2025, 4, 3)]
    assert reading_of(text).notes == []


def test_a_date_that_does_not_fit_its_column_is_refused():
    text = "Customer,Date,Total\nDana,13/04/2025,5.00\nEli,04/13/2025,6.00\n"
    assert [(one.line, one.saw) for one in mistakes_of(text)] == [(3, "04/13/2025")]


def test_the_mark_before_the_cents_is_one_for_the_column():
    text = 'Kunde;Datum;Betrag\nDana;01.02.2026;1.234\nEli;02.02.2026;"399,00"\nAnn;03.02.2026;116,99 €\n'
    assert [total(sale) for sale in sales_of(text, GERMANY)] == [123400, 39900, 11699]


def test_an_amount_that_can_be_read_two_ways_is_told():
    text = 'Customer,Date,Total\nDana,2026-01-02,"1,234"\n'
    assert [total(sale) for sale in sales_of(text)] == [123400]
    assert "1,234" in reading_of(text).two_ways[0].words
    assert [total(sale) for sale in sales_of(text, written={"cents": "cents"})] == [123]
    assert [total(sale) for sale in sales_of(text, written={"cents": "thousands"})] == [123400]


def test_more_than_the_books_can_hold_is_refused_in_words():
    [mistake] = mistakes_of("Customer,Date,Total\nDana,2026-01-02,99999999999999999999\n")
    assert (mistake.column, mistake.saw) == ("Total", "99999999999999999999")
    assert "most that one amount can be" in mistake.hint


def test_an_amount_without_a_currency_is_held():
    from goodword.imports.records import Ground

    nowhere = Ground("", "", "UTC", date(2026, 3, 2))
    [record] = records_of("Customer,Date,Total\nDana,2026-01-02,5.00\n", nowhere)
    assert (str(record.read_as), record.why) == ("held", "an amount without a currency")
    [sale] = sales_of("Customer,Date,Total\nDana,2026-01-02,£5.00\n", nowhere)
    assert sale.currency == "GBP"


def test_mixed_currencies_stay_apart():
    text = "Customer,Date,Total,Currency\nDana,2026-01-02,5.00,usd\nEli,2026-01-02,5,JPY\nAnn,2026-01-02,5.00,XQQ\n"
    records = records_of(text)
    assert [(record.sale.currency, total(record.sale)) for record in records[:2]] == [
        ("USD", 500),
        ("JPY", 5),
    ]
    assert str(records[2].read_as) == "held"


def test_tax_shipping_and_tip_are_taken_out_of_the_total():
    text = "Order ID,Date,Customer,Total,Tax,Shipping,Tip\n1,2026-01-02,Dana,20.00,1.50,4.00,2.00\n"
    [sale] = sales_of(text)
    assert (sale.goods_cents, sale.tax_cents, sale.shipping_cents, sale.tip_cents, sale.is_gross) == (
        1250,
        150,
        400,
        200,
        False,
    )


def test_without_a_tax_column_a_total_is_gross():
    assert sales_of("Date,Customer,Total\n2026-01-02,Dana,20.00\n")[0].is_gross


def test_rows_of_one_order_are_one_sale():
    header = "Order ID,Date,Customer,Item,Quantity,Line total\n"
    text = f"{header}1,2026-01-02,Dana,Rye,2,13.00\n1,2026-01-02,Dana,Rolls,12,6.00\n2,2026-01-03,Eli,Cake,1,40.00\n"
    assert [(str(record.read_as), record.sale and total(record.sale)) for record in records_of(text)] == [
        ("kept", 1900), ("line", None), ("kept", 4000),
    ]  # fmt: skip


def test_the_order_s_total_repeated_on_each_row_counts_once():
    text = "Order ID,Date,Customer,Item,Order total\n1,2026-01-02,Dana,Rye,19.00\n1,2026-01-02,Dana,Rolls,19.00\n"
    [sale] = sales_of(text)
    assert (total(sale), [line[0] for line in sale.lines]) == (1900, ["Rye", "Rolls"])


def test_the_very_same_row_twice_is_told_twice():
    row = "1,2026-01-02,Dana,19.00\n"
    assert [str(record.read_as) for record in records_of(f"Order ID,Date,Customer,Total\n{row}{row}")] == [
        "kept",
        "kept",
    ]


def test_price_times_quantity_is_the_sale():
    [sale] = sales_of("Date,Customer,Item,Quantity,Price\n2026-01-02,Dana,Rolls,12,0.50\n")
    assert total(sale) == 600


@pytest.mark.parametrize(
    ("status", "outcome", "why"),
    [
        ("Paid", "kept", ""), ("bezahlt", "kept", ""), ("offen", "not counted", "pending"), ("storniert",
        "not counted", "void"),
        ("Failed", "not counted", "failed"), ("Quote", "not counted", "estimate"), ("Assigned", "held",
        "unknown status: Assigned"),
    ],
)  # fmt: skip
def test_status_words_are_read_or_held(status, outcome, why):
    text = f"Date,Customer,Total,Status\n2026-01-02,Dana,5.00,{status}\n2026-01-03,Eli,6.00,completed\n"
    record = records_of(text)[0]
    assert (str(record.read_as), record.why) == (outcome, why)


def test_a_state_of_the_country_is_no_status():
    assert (
        len(sales_of("Date,Customer,State,Total\n2026-01-02,Dana,Maine,5.00\n2026-01-03,Eli,Ohio,6.00\n"))
        == 2
    )


def test_refunds_come_as_negative_rows_columns_or_status():
    text = (
        "Date,Customer,Total,Refunded amount,Status\n2026-01-02,Dana,-5.00,,paid\n2026-01-03,Eli,9.00,2.00,paid\n"
        "2026-01-04,Ann,7.00,,refunded\n"
    )
    assert [total(sale) for sale in sales_of(text)] == [-500, 900, -200, 700, -700]


def test_totals_at_the_end_do_not_count():
    text = "Customer,Date,Total\nDana,2026-01-02,5.00\nTotal,,5.00\nGrand total:,,5.00\n"
    assert [str(record.read_as) for record in records_of(text)] == ["kept", "not counted", "not counted"]


def test_a_sale_without_an_amount_is_still_a_person():
    [record] = records_of("Customer,Date,Total\nDana,2026-01-02,\n")
    assert record.person.name == "Dana" and record.sale is None


def test_who_sent_them_is_kept_as_typed():
    [person] = people_of("Name,Referred by,Spouse\nEli,dana w.,Sam\n")
    assert (person.referred_by, person.relations) == ("dana w.", [("spouse", "Sam")])


@pytest.mark.parametrize(
    ("header", "cell", "may_mail"),
    [
        ("Unsubscribed", "yes", False), ("Unsubscribed", "no", None), ("UNSUB_TIME", "2026-01-02 10:00:00", False),
        ("Newsletter", "no", False), ("Newsletter", "yes", None), ("Do not contact", "x", False),
        ("Do not contact", "", None),
    ],
)  # fmt: skip
def test_who_wants_no_mail_gets_none(header, cell, may_mail):
    [person] = people_of(f"Name,{header}\nDana,{cell}\n")
    assert person.may_mail is may_mail


def test_an_address_that_is_none_is_told_and_the_person_kept():
    [record] = records_of("Name,E-mail\nDana,ask her\n")
    assert record.person.name == "Dana" and record.person.ways == []
    assert record.mistakes[0].saw == "ask her"


def test_a_table_that_tells_of_nobody_is_held():
    records = records_of("SKU,Colour,Stock\nA1,red,4\nA2,blue,5\n")
    assert {str(record.read_as) for record in records} == {"held"}
    assert records[0].cells == {"SKU": "A1", "Colour": "red", "Stock": "4"}


def test_the_star_of_xero_is_taken_off():
    [person] = people_of("*ContactName,EmailAddress,POCity\nHill School,office@hill.example,Springfield\n")
    assert (person.name, person.city) == ("Hill School", "Springfield")


def test_every_meaning_has_words_and_every_word_one_meaning():
    assert set(HEADERS) <= set(MEANINGS)
    assert all(key == header_key(key) and key for key in vocabulary())


WORDS = st.sampled_from(sorted(vocabulary()) + ["", "foo", "Bar baz"])
CELLS = st.sampled_from(
    ["", "Dana Whitfield", "dana@example.com", "12.50", "1.234,56", "(4)", "2026-01-02", "03/04/2025",
    "31.02.2026", "paid", "wobbly",
     "#1001", "'=x", "Total", "$", "99999999999999999999", "multi\nline", 'a"b', "a;b", "--", "1e9", "\u202e"]
)  # fmt: skip


@given(st.lists(WORDS, min_size=1, max_size=7), st.data())
def test_of_any_table_each_row_has_one_outcome(header, data):
    import csv
    import io

    rows = data.draw(
        st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), min_size=1, max_size=6)
    )
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(
        [["Customer ID", "Customer name", *header], *([str(n), "", *row] for n, row in enumerate(rows))]
    )
    [(_reading, records)] = tell(out.getvalue())
    assert len(records) == len(rows)
    assert len({record.line for record in records}) == len(rows)
    for record in records:
        assert (str(record.read_as) == "refused") == (
            bool(record.mistakes) and record.person is None and record.sale is None
        )
        assert bool(record.why) == (str(record.read_as) in ("held", "not counted"))


@pytest.mark.parametrize("nothing", ["-", "--", "---", "n/a"])
def test_a_dash_in_a_cell_says_nothing_and_is_no_mistake(nothing):
    text = f"First name,Last name,Email,Phone\nDana,Whitfield,{nothing},{nothing}\nEli,{nothing},eli@example.com,\n"
    dana, eli = people_of(text)
    assert (ways(dana), eli.family_name, mistakes_of(text)) == ([], "", [])
