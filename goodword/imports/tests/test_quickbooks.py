from datetime import date

import pytest

from .told import known_as, people_of, reading_of, records_of, sales_of, total

TITLES = 'Sales by Customer Detail\nCorner Bakery\n"January 1 - December 31, 2025"\n\n'
HEADER = ",Date,Transaction Type,Num,Product/Service,Memo/Description,Qty,Sales Price,Amount,Balance\n"
GROUPED = (
    TITLES + HEADER + "Dana Whitfield,,,,,,,,,\n"
    ",01/15/2025,Invoice,1001,Rye bread,Loaf,2,6.50,13.00,13.00\n"
    ",01/15/2025,Invoice,1001,Rolls,,12,0.50,6.00,19.00\n"
    ",02/03/2025,Payment,,,,,,-19.00,0.00\n"
    ",02/05/2025,Credit Memo,1002,Rolls,,-2,0.50,-1.00,18.00\n"
    'Total for Dana Whitfield,,,,,,,,"$18.00",\n'
    "Hill School,,,,,,,,,\n"
    ',03/20/2025,Sales Receipt,77,Cake,,1,"1,240.00","1,240.00","1,240.00"\n'
    'Total for Hill School,,,,,,,,"$1,240.00",\n'
    'TOTAL,,,,,,,,"$1,258.00",\n\n'
    '"Tuesday, March 4, 2025 09:12:14 AM GMT-5 - Accrual Basis",,,,,,,,,\n'
)
FLAT = (
    "Customer full name,Transaction date,Transaction type,No.,Product/Service full name,Memo/Description,"
    "Quantity,Sales price,Amount,Balance\n"
    "Dana Whitfield,01/15/2025,Invoice,1001,Rye,,1,5.00,5.00,5.00\n"
    "Dana Whitfield,01/15/2025,Invoice,1001,Rye,,1,5.00,5.00,10.00\n"
    "Hill School:Spring fair,01/16/2025,Sales Receipt,1002,Cake,,1,40.00,40.00,50.00\n"
    "Not Specified,01/17/2025,Sales Receipt,1003,Cake,,1,40.00,40.00,90.00\n"
)


def test_a_row_of_nothing_that_anybody_sees_is_blank():
    [*_, odd] = records_of(GROUPED.partition('\n\n"Tuesday')[0] + "\n,\x1c,,,,,,,,\n")
    assert (str(odd.read_as), odd.why) == ("not counted", "blank")


def test_a_grouped_report_is_read_whole():
    found = [(record.line, str(record.read_as), record.why) for record in records_of(GROUPED)]
    assert found == [
        (6, "not counted", "title"), (7, "kept", ""), (8, "line", ""), (9, "not counted", "payment"), (10, "kept", ""),
        (11, "not counted", "total"), (12, "not counted", "title"), (13, "kept", ""), (14, "not counted", "total"),
        (15, "not counted", "total"), (17, "not counted", "title"),
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["Sales by Customer Detail", "Corner Bakery"])
@pytest.mark.parametrize(
    "period", ["January 1 - December 31, 2025", "All Dates", "March 2026", "01/01/2025-31/12/2025"]
)
def test_the_report_names_the_business(first, period):
    titles = sorted(("Sales by Customer Detail", "Corner Bakery"), key=lambda title: title != first)
    text = "".join(f'"{title}"\n' for title in (*titles, period)) + HEADER + GROUPED.split(HEADER)[1]
    assert reading_of(text).business == "Corner Bakery"


def test_a_report_without_titles_names_nobody():
    assert reading_of(FLAT).business == ""


def test_sales_belong_to_the_customer_above_them():
    records = [record for record in records_of(GROUPED) if record.sale]
    assert [record.person.name for record in records] == ["Dana Whitfield", "Dana Whitfield", "Hill School"]


def test_the_balance_is_no_amount_and_totals_agree_with_the_report():
    invoice, credit, receipt = sales_of(GROUPED)
    assert (total(invoice), total(credit), total(receipt)) == (1900, -100, 124000)
    assert invoice.lines == [("Rye bread", 2.0, 1300), ("Rolls", 12.0, 600)]
    assert (invoice.vendor_id, invoice.on, invoice.at) == ("Invoice 1001 2025-01-15", date(2025, 1, 15), None)
    assert credit.is_refund and not invoice.is_gross


def test_the_flat_report_in_newer_words_is_read():
    records = records_of(FLAT)
    assert [str(record.read_as) for record in records] == ["kept", "line", "kept", "kept"]
    assert [record.person and record.person.name for record in records if record.sale] == [
        "Dana Whitfield",
        "Hill School",
        None,
    ]
    assert [total(sale) for sale in sales_of(FLAT)] == [1000, 4000, 4000]


@pytest.mark.parametrize("text", [GROUPED, FLAT])
def test_both_are_known(text):
    assert known_as(text) == (
        "QuickBooks sales by customer",
        "quickbooks",
        "both",
    )


@pytest.mark.parametrize(
    "kind", ["Estimate", "Payment", "Deposit", "Journal Entry", "Transfer", "Sales Order"]
)
def test_what_is_no_sale_does_not_count(kind):
    [_title, record] = records_of(f"{TITLES}{HEADER}Dana,,,,,,,,,\n,01/15/2025,{kind},9,,,,,5.00,5.00\n")
    assert str(record.read_as) == "not counted"


def test_a_kind_that_nobody_knows_is_held_with_its_sale():
    [_title, record] = records_of(
        f"{TITLES}{HEADER}Dana,,,,,,,,,\n,01/15/2025,Mystery,9,Rye,,1,5.00,5.00,5.00\n"
    )
    assert (str(record.read_as), record.person.name, record.sale.goods_cents) == ("held", "Dana", 500)


def test_a_credit_memo_is_negative_whichever_sign_it_bears():
    [refund] = sales_of(f"{TITLES}{HEADER}Dana,,,,,,,,,\n,01/15/2025,Credit Memo,9,Rye,,1,5.00,5.00,5.00\n")
    assert total(refund) == -500


def test_a_project_ends_with_its_total_and_its_customer_goes_on():
    text = (
        f"{TITLES}{HEADER}Hill School,,,,,,,,,\nSpring fair,,,,,,,,,\n,01/15/2025,Invoice,1,Cake,,1,5.00,5.00,5.00\n"
        "Total for Spring fair,,,,,,,,5.00,\n,01/16/2025,Invoice,2,Cake,,1,6.00,6.00,11.00\nTotal for Hill "
        "School,,,,,,,,11.00,\n"
    )
    assert [person.name for person in people_of(text)] == ["Spring fair", "Hill School"]


def test_shipping_and_tips_as_lines_are_no_goods():
    text = (
        f"{TITLES}{HEADER}Dana,,,,,,,,,\n,01/15/2025,Invoice,1,Cake,,1,5.00,5.00,5.00\n"
        ",01/15/2025,Invoice,1,Shipping,,1,2.00,2.00,7.00\n,01/15/2025,Invoice,1,Gratuity,,1,1.00,1.00,8.00\n"
    )
    [sale] = sales_of(text)
    assert (sale.goods_cents, sale.shipping_cents, sale.tip_cents) == (500, 200, 100)


def test_the_desktop_s_report_is_read():
    text = (
        ",Type,Date,Num,Memo,Name,Item,Qty,Sales Price,Amount,Balance\nDana,,,,,,,,,,\n"
        ",Invoice,01/15/2025,1,,Dana Whitfield,Cake,1,5.00,5.00,5.00\nTotal Dana,,,,,,,,,5.00,\nTOTAL,,,,,,,,,5.00,\n"
    )
    assert [str(record.read_as) for record in records_of(text)] == [
        "not counted",
        "kept",
        "not counted",
        "not counted",
    ]
    assert people_of(text)[0].name == "Dana Whitfield"


def test_by_cash_each_day_that_a_part_was_paid_is_a_sale_of_its_own():
    text = (
        f"{TITLES}{HEADER}Dana,,,,,,,,,\n,01/15/2025,Invoice,1,Cake,,1,5.00,5.00,5.00\n"
        ",02/15/2025,Invoice,1,Cake,,1,5.00,3.00,8.00\n"
    )
    first, second = sales_of(text)
    assert (total(first), total(second)) == (500, 300)
    assert first.vendor_id != second.vendor_id


def test_a_report_by_kind_of_customer_names_nobody():
    text = f"Sales by Customer Type Detail\n\n{HEADER}Retail,,,,,,,,,\n,01/15/2025,Invoice,1,Cake,,1,5.00,5.00,5.00\n"
    assert people_of(text) == []
    assert len(sales_of(text)) == 1


def test_a_bank_statement_is_no_sales_report():
    text = (
        "Date,Type,Description,Amount,Balance\n"
        "01/15/2025,DEBIT,Flour,-20.00,100.00\n"
        "01/16/2025,CREDIT,Till,50.00,150.00\n"
    )
    assert {str(record.read_as) for record in records_of(text)} == {"held"}


NEWEST = ",Transaction date,Transaction type,Num,Product/Service full name,Description,Quantity,Sales price,Amount,Balance\n"


def test_the_grouped_report_in_newest_words_is_read():
    text = (
        '"Corner Bakery, LLC",,,,,,,,,\nSales by Customer Detail,,,,,,,,,\n"July 21-August 3, 2025",,,,,,,,,\n\n'
        f"{NEWEST}Dana Whitfield,,,,,,,,,\n,08/01/2025,Invoice,1001,Bread:Rye,Loaf,2.00,6.50,13.00,13.00\n"
        "Total for Dana Whitfield,,,,,,,,$13.00,\nTOTAL,,,,,,,,$13.00,\n\n"
        '"Accrual Basis Monday, August 4, 2025 01:47 PM GMT-05:00",,,,,,,,,\n'
    )
    assert reading_of(text).business == "Corner Bakery, LLC"
    [sale], [dana] = sales_of(text), people_of(text)
    assert (dana.name, total(sale), sale.lines) == ("Dana Whitfield", 1300, [("Bread:Rye", 2.0, 1300)])


@pytest.mark.parametrize("word", ["Client", "Donor", "Guest", "Member", "Patient", "Tenant"])
def test_customers_by_another_word_are_customers(word):
    [dana] = people_of(
        f"{word},Date,Transaction Type,Num,Item,Amount\nDana Whitfield,01/15/2025,Invoice,1,Rye,5.00\n"
    )
    assert (dana.name, dana.vendor_id) == ("Dana Whitfield", "Dana Whitfield")


def test_a_customer_taken_off_the_list_keeps_the_name():
    [maria] = people_of(
        f"{TITLES}{HEADER}Maria Lopez (deleted),,,,,,,,,\n,01/15/2025,Invoice,1,Cake,,1,5.00,5.00,5.00\n"
    )
    assert (maria.name, maria.vendor_id) == ("Maria Lopez", "Maria Lopez")


def test_nobody_s_name_is_no_number():
    records = records_of(FLAT.replace("Dana Whitfield", "Guest #4"))
    assert records[0].person.vendor_id == ""


def test_by_product_an_invoice_stands_in_pieces_and_gives_way_to_the_report_by_customer():
    header = (
        ",Transaction date,Transaction type,Num,Customer full name,Description,Quantity,Sales price,Amount\n"
    )
    text = f"Sales by Product/Service Detail\n\n{header}Bread,,,,,,,,\n,01/15/2025,Invoice,1,Dana,Rye,1,5.00,5.00\n"
    [piece], [whole] = sales_of(text), sales_of(FLAT)[1:2]
    assert (piece.is_partial, whole.is_partial) == (True, False)


def test_sales_under_an_error_in_place_of_a_name_are_neither_its_nor_of_the_customer_before():
    text = GROUPED.replace("Hill School,", "#REF!,")
    assert [one.person and one.person.name for one in records_of(text) if one.sale] == [
        "Dana Whitfield"
    ] * 2 + [None]
    [held] = [one for one in records_of(text) if str(one.read_as) == "held"]
    assert (held.line, held.why) == (12, "the spreadsheet has an error in place of a customer's name")


def test_a_heading_in_the_column_of_customers_is_the_customer_of_the_rows_below():
    head = FLAT.splitlines()[0] + "\n"
    below = (
        "Ann Lee,,,,,,,,,\n,02/13/2026,Invoice,1001,Cake,Birthday,2.00,20.00,40.00,40.00\n"
        "Total for Ann Lee,,,,,,,,$40.00,\nTOTAL,,,,,,,,$40.00,\n"
    )
    assert [(one.name) for one in people_of(TITLES + head + below)] == ["Ann Lee"]
    [record] = [one for one in records_of(TITLES + head + below) if one.sale]
    assert record.person.name == "Ann Lee" and total(record.sale) == 4000


def test_a_heading_beside_a_column_of_customers_is_nobody():
    head = ",".join(["", *FLAT.splitlines()[0].split(",")]) + "\n"
    rows = "Cakes,,,,,,,,,,\n,,02/13/2026,Invoice,1001,Cake,Birthday,2.00,20.00,40.00,40.00\n"
    assert people_of(TITLES + head + rows) == []
