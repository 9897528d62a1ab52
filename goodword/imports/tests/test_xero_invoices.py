from datetime import date

import pytest

from goodword.imports.records import Ground
from goodword.people.models import Person

from .books import bring
from .told import known_as, people_of, reading_of, records_of, sales_of, total

BRITAIN = Ground("GB", "GBP", "Europe/London", date(2026, 3, 2))
EXPORT = (
    "ContactName,EmailAddress,POAddressLine1,POCity,POPostalCode,POCountry,InvoiceNumber,Reference,InvoiceDate,DueDate,"
    "PlannedDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,Description,Quantity,UnitAmount,"
    "Discount,LineAmount,AccountCode,TaxType,TaxAmount,Currency,Type,Sent,Status"
)
TEMPLATE = (
    "*ContactName,EmailAddress,POAddressLine1,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,InventoryItemCode,"
    "*Description,*Quantity,*UnitAmount,Discount,*AccountCode,*TaxType,TaxAmount,TrackingName1,Currency,BrandingTheme"
)
PAID = {
    "ContactName": "Dana Whitfield", "EmailAddress": "dana@home.example", "InvoiceNumber": "INV-1", "InvoiceDate": "13/02/2026",
    "DueDate": "27/02/2026", "Total": "24.0000", "TaxTotal": "4.0000", "InvoiceAmountPaid": "24.0000", "Description": "Rye",
    "Quantity": "2.0000", "UnitAmount": "7.5000", "LineAmount": "15.0000", "Currency": "GBP", "Type": "Sales invoice",
    "Status": "Paid",
}  # fmt: skip
ROLLS = {**PAID, "Description": "Rolls", "Quantity": "10", "UnitAmount": "0.50", "LineAmount": "5.00"}


def invoices(*rows: dict[str, str], header: str = EXPORT) -> str:
    lines = [",".join(f'"{row.get(name.lstrip("*"), "")}"' for name in header.split(",")) for row in rows]
    return "\n".join([header, *lines]) + "\n"


def test_an_invoice_of_several_rows_is_one_sale():
    text = invoices(PAID, ROLLS, {**PAID, "InvoiceNumber": "INV-2"})
    assert [str(record.read_as) for record in records_of(text, BRITAIN)] == ["kept", "line", "kept"]
    first, _second = sales_of(text, BRITAIN)
    assert (first.goods_cents, first.tax_cents, total(first)) == (2000, 400, 2400)
    assert first.lines == [("Rye", 2.0, 1500), ("Rolls", 10.0, 500)]
    assert (first.vendor_id, first.on, first.currency) == ("INV-1", date(2026, 2, 13), "GBP")
    assert not first.is_gross
    assert known_as(text, BRITAIN) == ("Xero sales invoices", "xero", "both")


def test_days_stand_before_months():
    [sale] = sales_of(invoices({**PAID, "InvoiceDate": "03/02/2026", "DueDate": "05/02/2026"}), BRITAIN)
    assert sale.on == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("status", "paid", "outcome", "why"),
    [
        ("Paid", "24.00", "kept", ""), ("PAID", "24.00", "kept", ""), ("Draft", "0", "not counted", "estimate"),
        ("Submitted", "0", "not counted", "pending"), ("Authorised", "0", "not counted", "pending"),
        ("Awaiting Payment", "0.00", "not counted", "pending"), ("Awaiting Approval", "", "not counted", "pending"),
        ("Awaiting Payment", "10.00", "kept", ""), ("Voided", "0", "not counted", "void"),
        ("Deleted", "0", "not counted", "void"), ("Teleported", "24.00", "held", "unknown status: Teleported"),
    ],
)  # fmt: skip
def test_the_status_decides(status, paid, outcome, why):
    [record] = records_of(invoices({**PAID, "Status": status, "InvoiceAmountPaid": paid}), BRITAIN)
    assert (str(record.read_as), record.why) == (outcome, why)
    assert record.sale is not None


@pytest.mark.parametrize("total_told", ["24.00", "-24.00"])
def test_a_credit_note_is_money_given_back(total_told):
    row = {**PAID, "Type": "Sales credit note", "InvoiceNumber": "CN-1", "Total": total_told}
    [refund] = sales_of(invoices({**row, "Status": "Awaiting Payment", "InvoiceAmountPaid": "0"}), BRITAIN)
    assert refund.is_refund and (refund.goods_cents, refund.tax_cents) == (-2000, -400)
    assert refund.vendor_id == "CN-1"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("Bill", "expense"),
        ("Bill credit note", "expense"),
        ("Sales overpayment", "payment"),
        ("Sales prepayment", "payment"),
    ],
)
def test_bills_and_money_without_a_sale_do_not_count(kind, why):
    [record] = records_of(invoices({**PAID, "Type": kind}), BRITAIN)
    assert (str(record.read_as), record.why, record.person, record.sale) == ("not counted", why, None, None)


def test_a_kind_that_nobody_knows_is_held():
    [record] = records_of(invoices({**PAID, "Type": "Riddle"}), BRITAIN)
    assert str(record.read_as) == "held" and total(record.sale) == 2400


def test_the_template_says_neither_total_nor_status_and_is_kept_as_told():
    row = {**PAID, "Total": "", "Discount": "10"}
    text = invoices(row, {**ROLLS, "Total": ""}, header=TEMPLATE)
    [sale] = sales_of(text, BRITAIN)
    assert (sale.goods_cents, sale.tax_cents, sale.is_gross) == (1350 + 500, 0, True)
    assert reading_of(text, BRITAIN).format == "Xero sales invoices"


def test_bills_made_for_importing_are_not_taken_for_it():
    header = "*ContactName,EmailAddress,*InvoiceNumber,*InvoiceDate,*DueDate,Total,*Quantity,*UnitAmount,*AccountCode"
    assert reading_of(invoices(PAID, header=header), BRITAIN).format != "Xero sales invoices"


def test_the_buyer_is_named_and_reached():
    [dana] = people_of(invoices(PAID), BRITAIN)
    assert (dana.name, dana.vendor_id) == ("Dana Whitfield", "Dana Whitfield")
    assert [way.value for way in dana.ways] == ["dana@home.example"]


def test_contacts_and_invoices_know_the_same_customers(cast, at):
    contacts = "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,PhoneNumber\n"
    bring(cast.business, invoices({**PAID, "EmailAddress": ""}), at, "invoices.csv")
    bring(cast.business, contacts + "Dana Whitfield,,dana@home.example,,,\n", at, "contacts.csv")
    [dana] = Person.objects.filter(business=cast.business)
    assert (dana.email, dana.has_bought) == ("dana@home.example", True)
