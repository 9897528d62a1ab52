import pytest

from .told import as_csv, outcomes, reading_of, records_of

TITLES = "Quotes Report\nDate range: Jan 1 2026 - Jan 31 2026\n"
HEADER = (
    "Quote #,Client name,Client email,Client phone,Service property name,Service street,Service city,Service province,"
    "Service ZIP,Title,Status,Line items,Lead source,Salesperson,Sent by user,Sent to,Job #s,Subtotal ($),Total ($),"
    "Discount ($),Required deposit ($),Collected deposit ($),Drafted date,Sent date,Approved date,Converted date"
)
QUOTE = {
    "Quote #": "31", "Client name": "Dana Whitfield", "Client email": "dana@example.com", "Service city": "Boston",
    "Title": "Hedge", "Status": "Awaiting response", "Subtotal ($)": "900.00", "Total ($)": "956.25",
    "Collected deposit ($)": "0.00", "Drafted date": "Jan 02, 2026",
}  # fmt: skip


def quotes(*rows: dict[str, str]) -> str:
    return TITLES + as_csv(HEADER, rows)


@pytest.mark.parametrize(
    "status", ["Draft", "Awaiting response", "Approved", "Converted", "Archived", "Teleported"]
)
def test_a_quote_is_no_sale_whatever_became_of_it(status):
    [record] = records_of(quotes({**QUOTE, "Status": status, "Collected deposit ($)": "200.00"}))
    assert (str(record.read_as), record.why, record.sale.status) == ("not counted", "estimate", "void")
    assert reading_of(quotes(QUOTE)).format == "Jobber quotes"


def test_whoever_asked_is_in_the_books_under_a_number_that_no_invoice_has():
    [record] = records_of(quotes(QUOTE))
    assert (record.person.name, record.person.city, record.sale.vendor_id) == (
        "Dana Whitfield",
        "Boston",
        "quote 31",
    )


def test_the_titles_above_are_no_rows():
    assert outcomes(quotes(QUOTE, {**QUOTE, "Quote #": "32"})) == {"not counted": 2}
