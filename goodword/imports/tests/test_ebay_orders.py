from datetime import date

import pytest

from .told import GERMANY, people_of, reading_of, records_of, sales_of, total, ways

HEADER = (
    "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Buyer Note,Buyer Address 1,Buyer Address 2,"
    "Buyer City,Buyer State,Buyer Zip,Buyer Country,Ship To Name,Ship To Phone,Ship To Address 1,Ship To City,"
    "Ship To Zip,Ship To Country,Item Number,Item Title,Custom Label,Quantity,Sold For,Shipping And Handling,"
    "Seller Collected Tax,eBay Collected Tax,Electronic Waste Recycling Fee,Total Price,"
    "eBay Collected Tax and Fees Included in Total,Payment Method,Sale Date,Paid On Date,Ship By Date,Feedback Left,"
    "Transaction ID"
)
ORDER = {
    "Sales Record Number": "45", "Order Number": "12-34567-89012", "Buyer Username": "dana_w", "Buyer Name": "Dana Whitfield",
    "Buyer Email": "a1b2c3@members.ebay.com", "Buyer Address 1": "1 Main St", "Buyer City": "Springfield",
    "Buyer Zip": "01101", "Buyer Country": "United States", "Ship To Name": "Dana Whitfield",
    "Ship To Phone": "+1 207 555 0123", "Item Number": "3350", "Item Title": "Speckled mug", "Quantity": "2",
    "Sold For": "$15.00", "Shipping And Handling": "$6.00", "Seller Collected Tax": "$0.00",
    "eBay Collected Tax": "$2.52", "Total Price": "$38.52", "eBay Collected Tax and Fees Included in Total": "Yes",
    "Sale Date": "Jan-31-26", "Paid On Date": "Feb-01-26", "Transaction ID": "77",
}  # fmt: skip
WHOLE = {
    **ORDER, "Item Number": "", "Item Title": "", "Quantity": "3", "Sold For": "$40.00", "Total Price": "$48.52",
    "Transaction ID": "",
}  # fmt: skip
NO_BUYER = {"Sales Record Number": "45", "Order Number": "12-34567-89012", "Buyer Username": "dana_w"}
MUG = {**NO_BUYER, "Item Number": "3350", "Item Title": "Speckled mug", "Quantity": "2", "Sold For": "$15.00"}
DISH = {**NO_BUYER, "Item Number": "3351", "Item Title": "Ring dish", "Quantity": "1", "Sold For": "$10.00"}
FOOTER = "\n1,record(s) downloaded,from Jan-01-26 00:00:00 to Jan-31-26 23:59:59\nSeller ID : cornerbakery\n"


def orders(*rows: dict[str, str], header: str = HEADER) -> str:
    lines = [",".join(f'"{row.get(name, "")}"' for name in header.split(",")) for row in rows]
    commas = "," * header.count(",")
    return "\n".join([commas, header, commas, *lines]) + FOOTER


def counted(text, ground=None):
    return [one for one in (records_of(text, ground) if ground else records_of(text)) if one.sale]


def test_an_order_is_found_between_what_stands_above_and_below():
    text = orders(ORDER)
    assert reading_of(text).format == "eBay orders"
    assert [(str(one.read_as), one.why) for one in records_of(text)] == [
        ("not counted", "blank"), ("kept", ""), ("not counted", "title"), ("not counted", "title"),
    ]  # fmt: skip
    [record] = counted(text)
    assert (record.sale.vendor_id, record.sale.on, record.sale.at) == (
        "12-34567-89012", date(2026, 1, 31), None,
    )  # fmt: skip


def test_the_parts_add_up_to_the_total_price():
    [sale] = sales_of(orders(ORDER))
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (3000, 600, 252, 3852)
    assert (sale.currency, sale.lines) == ("USD", [("Speckled mug", 2.0, 1500)])


@pytest.mark.parametrize("flag", ["No", ""])
def test_tax_that_ebay_keeps_out_of_the_total_is_none_of_it(flag):
    [sale] = sales_of(
        orders({**ORDER, "Total Price": "$36.00", "eBay Collected Tax and Fees Included in Total": flag})
    )
    assert (sale.goods_cents, sale.tax_cents, total(sale)) == (3000, 0, 3600)


def test_tax_that_the_seller_collects_and_fees_of_the_state_are_tax():
    row = {
        **ORDER,
        "Seller Collected Tax": "$1.00",
        "Electronic Waste Recycling Fee": "$4.00",
        "Total Price": "$43.52",
    }
    [sale] = sales_of(orders(row))
    assert (sale.goods_cents, sale.tax_cents) == (3000, 752)


@pytest.mark.parametrize("rows", [(WHOLE, MUG, DISH), (MUG, DISH, WHOLE)])
def test_an_order_of_several_things_has_its_money_in_the_row_of_the_whole(rows):
    [record] = counted(orders(*rows))
    sale = record.sale
    assert (sale.goods_cents, sale.shipping_cents, sale.tax_cents, total(sale)) == (4000, 600, 252, 4852)
    assert sale.lines == [("Speckled mug", 2.0, 1500), ("Ring dish", 1.0, 1000)]
    assert record.person.name == "Dana Whitfield"


def test_without_such_a_row_each_thing_adds_its_own():
    two = {**ORDER, "Item Title": "Ring dish", "Item Number": "3351", "Quantity": "1", "Sold For": "$10.00",
           "Shipping And Handling": "$0.00", "eBay Collected Tax": "$0.00", "Total Price": "$10.00"}  # fmt: skip
    [sale] = sales_of(orders(ORDER, two))
    assert (sale.goods_cents, total(sale)) == (4000, 4852)


def test_an_order_that_was_never_paid_for_does_not_count():
    [record] = counted(orders({**ORDER, "Order Number": "", "Paid On Date": ""}))
    assert (str(record.read_as), record.why, record.sale.vendor_id) == ("not counted", "pending", "45")


def test_the_buyer_has_a_user_s_name_a_phone_and_no_mail_of_ebay_s():
    [dana] = people_of(orders(ORDER))
    assert (dana.name, dana.vendor_id, dana.city) == ("Dana Whitfield", "dana_w", "Springfield")
    assert ways(dana) == [("phone", "+1 207 555 0123")]


def test_a_mail_of_their_own_is_a_way_to_reach_them():
    [dana] = people_of(orders({**ORDER, "Buyer Email": "dana@example.com"}))
    assert ("email", "dana@example.com") in ways(dana)


def test_the_phone_of_whom_a_present_went_to_is_not_the_buyer_s():
    [dana] = people_of(orders({**ORDER, "Ship To Name": "Eli Moss"}))
    assert (dana.name, ways(dana)) == ("Dana Whitfield", [])


GERMAN = (
    "Verkaufsprotokollnummer;Bestellnummer;Nutzername des Käufers;Name des Käufers;E-Mail des Käufers;"
    "Adresse 1 des Käufers;Wohnort des Käufers;PLZ des Käufers;Artikelnummer;Angebotstitel;Anzahl;Verkauft für;"
    "Verpackung und Versand;Gesamtbetrag;Verkauft am;Zahlungsdatum"
)


def test_german_words_semicolons_commas_and_months_are_read():
    row = (
        "1;23-12345-12345;dana_w;--;--;--;Köln;50667;33;Becher;1;110,99 €;6,00 €;116,99 €;10-Dez-25;10-Dez-25"
    )
    text = f";;;\n{GERMAN}\n{row}\n"
    [record] = counted(text, GERMANY)
    assert reading_of(text, GERMANY).format == "eBay orders"
    assert (total(record.sale), record.sale.shipping_cents, record.sale.currency) == (11699, 600, "EUR")
    assert (record.sale.on, record.person.vendor_id, record.person.name, record.person.city) == (
        date(2025, 12, 10), "dana_w", "", "Köln",
    )  # fmt: skip


def test_british_words_are_known():
    header = (
        "Sales record number,Order number,Buyer username,Buyer name,Post to name,Post to phone,Item number,Item title,"
        "Quantity,Sold for,Postage and packaging,Total price,Sale date,Paid on date"
    )
    row = {"Sales record number": "7", "Order number": "04-1", "Buyer username": "dana_w", "Buyer name": "Dana Whitfield",
           "Item number": "33", "Sold for": "£30.00", "Postage and packaging": "£4.00", "Total price": "£34.00",
           "Sale date": "31-Jan-26", "Paid on date": "31-Jan-26"}  # fmt: skip
    [sale] = sales_of(orders(row, header=header))
    assert (sale.currency, sale.shipping_cents, total(sale)) == ("GBP", 400, 3400)
