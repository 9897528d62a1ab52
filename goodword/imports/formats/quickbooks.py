"""QuickBooks' "Sales by Customer Detail", online and desktop, grouped by customer or flat.

Grouped: the customer's name stands alone on a row, sales follow, then `Total for ...`. An invoice takes a
row for each thing sold. `Balance` is a running total, not a debt. Amounts are without tax. Kept by cash, the
report shows an invoice again on every day that a part of it was paid, so its day belongs to its number.
QuickBooks lets no two customers bear one name, and a business may have it call them clients or donors.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.at_work import name_as_number
from goodword.imports.cells import header_key, is_error
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.refunds import make_negative
from goodword.imports.text import Row

NAME = "QuickBooks sales by customer"
VENDOR = "quickbooks"
BRINGS = "both"
_NUMBER = "Num|No.|No|Number|Transaction number|Invoice Number"
_DATE = "Date|Transaction date|Txn Date|Invoice Date"
_THING = "Product/Service|Product/Service full name|Item|Sales Price|Memo/Description|Memo|Description"
CALLED = ("Customer", "Client", "Donor", "Guest", "Member", "Patient", "Tenant")
_CUSTOMER = ("Customer full name", "Customer name", "Name", "Customer/Project", *CALLED)
NEEDS = (
    (_DATE, "Transaction Type", _NUMBER, "Amount", _THING),
    (_DATE, "Type", _NUMBER, "Amount", "Sales Price|Item", "Balance|Qty"),
)
KNOWS = (
    "Product/Service", "Memo/Description", "Qty", "Quantity", "Sales Price", "Amount", "Balance", "Num",
    "No.", "Name",
    "Customer", "Customer full name", "Product/Service full name", "Transaction Type", "Transaction date",
)  # fmt: skip

_SALES = {"invoice", "sales receipt", "cash sale", "receipt"}
_REFUNDS = {"credit memo", "refund", "refund receipt", "credit note", "sales return"}
_NOT_COUNTED = {
    "estimate": "estimate", "quote": "estimate", "proposal": "estimate", "sales order": "estimate",
    "payment": "payment", "receive payment": "payment", "deposit": "transfer", "transfer": "transfer",
    "journal": "transfer", "journal entry": "transfer", "general journal": "transfer", "bill": "transfer",
    "bill payment": "transfer", "check": "transfer", "cheque": "transfer", "expense": "transfer",
    "cash expense": "transfer", "credit card charge": "transfer", "purchase order": "estimate",
    "inventory qty adjust": "transfer", "inventory adjustment": "transfer", "time charge": "estimate",
    "pending": "pending", "voided": "void",
}  # fmt: skip
_TOTAL = re.compile(r"\s*(?:grand\s+)?total\b(?:\s+for\b)?\s*[-:]?\s*(?P<who>.*)$", re.I)
_REPORT = re.compile(r"(?:sales by|transaction list by|customer contact list)\b", re.I)
_DELETED = re.compile(r"\s*\(deleted\)", re.I)
_PERIOD = re.compile(r"\d,? (?:19|20)\d\d\b|^\w+ (?:19|20)\d\d\b|\d[/.-]\d|\ball dates\b| basis\b", re.I)
_NOBODY = {
    "not specified",
    "unspecified",
    "no name",
    "no customer",
    "cash customer",
    "cash sales",
    "walk in",
    "anonymous",
}
_PARTS = {
    "shipping": "shipping_cents", "freight": "shipping_cents", "postage": "shipping_cents",
    "delivery fee": "shipping_cents",
    "sales tax": "tax_cents", "tax": "tax_cents", "vat": "tax_cents", "gst": "tax_cents",
    "tip": "tip_cents", "tips": "tip_cents", "gratuity": "tip_cents",
}  # fmt: skip


def business(titles: list[str]) -> str:
    """Of the three titles (the business, the report, the time it covers) the one that is neither of the others."""
    return next((title for title in titles if not _REPORT.match(title) and not _PERIOD.search(title)), "")


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    columns = [fields.text(*names.split("|")) for names in (_NUMBER, "Transaction Type|Type", _DATE)]
    who = _customer_column(fields)

    def read(first: Row, row: Row) -> bool:
        if row == first and said(columns[0](row)):
            return True  # two of the same thing on one invoice
        return bool(said(columns[0](row))) and all(text(row) == text(first) for text in (*columns, who))

    return read


def _customer_column(fields: Fields) -> Callable[[Row], str]:
    return fields.text(*_CUSTOMER)


def reader(fields: Fields) -> RowsReader:
    kind, number = fields.word("Transaction Type", "Type"), fields.text(*_NUMBER.split("|"))
    when, flat = fields.when(*_DATE.split("|")), _customer_column(fields)
    fill, is_by_customer = _parts(fields), _is_by_customer(fields.table.titles)
    is_grouped = is_by_customer and not fields.has(*_CUSTOMER)
    headings: list[str] = []  # the customer, and the one above it if that is a project of theirs
    email, phone = (
        fields.text("Email", "Customer Email"),
        fields.text("Phone", "Phone Numbers", "Customer Phone"),
    )

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        type_ = said(kind(row))
        if not type_:
            return _heading(line, row, headings, is_customer=is_grouped or bool(said(flat(row))))
        name = said(flat(row)) or (headings[-1] if is_by_customer and headings else "")
        person = _person(name, email(row), phone(row))
        says = header_key(type_)
        if why := _NOT_COUNTED.get(says):
            return not_counted(line, why)
        on, at = when(row)
        sale = SaleFound(f"{type_} {number(row)} {on}" if said(number(row)) else "", on, at)
        sale.is_partial = not is_by_customer  # by class or by product one invoice stands in several places
        fill(rows, sale)
        if says in _REFUNDS:
            make_negative(sale)
        elif says not in _SALES:
            return held(line, _("unknown kind of transaction: %s") % type_[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read


def _is_by_customer(titles: list[str]) -> bool:
    """Sales by Class or by Customer Type are grouped alike, and their headings are no people."""
    return not any(re.match(r"sales by (?!customer detail)", title, re.I) for title in titles)


def _heading(line: int, row: Row, headings: list[str], *, is_customer: bool) -> Record:
    """A customer's name, a total, or a line of words below the table. Beside a column of customers a heading is one
    only where it stands in that column."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled:
        return not_counted(line, "blank")  # only signs that nobody sees
    if found := _TOTAL.match(filled[0]):
        if found["who"] in headings:
            del headings[headings.index(found["who"]) :]
        return not_counted(line, "total")
    if len(filled) == 1 and is_error(filled[0]):
        headings.append("")  # nobody is called so, and the one before is over
        return held(line, _("the spreadsheet has an error in place of a customer's name"))
    if len(filled) == 1:
        headings.append(filled[0] if is_customer else "")
        return not_counted(line, "title")
    return held(line, _("neither a sale nor a heading"))


def _person(name: str, email: str, phone: str) -> PersonFound | None:
    """`Hill School:Spring fair` is a project of Hill School's."""
    name = plain_name(name)
    name = name.partition(":")[0].strip() if not name.startswith(":") else name.strip(":")
    person = PersonFound(name="" if header_key(name) in _NOBODY else name)
    person.vendor_id = name_as_number(person.name)
    if said(email):
        person.ways.append(WayFound("email", email))
    if said(phone):
        person.ways.append(WayFound("phone", phone))
    return person if person.name or person.ways else None


def plain_name(name: str) -> str:
    """A customer whom the owner has taken off the list is shown as `Maria Lopez (deleted)`."""
    return _DELETED.sub("", name).strip()


def _parts(fields: Fields) -> Callable[[list[tuple[int, Row]], SaleFound], None]:
    amount = fields.money("Amount", "Total", "Amount (home)")
    currency = fields.currency("Currency", beside=("Amount",))
    what = fields.text("Product/Service", "Product/Service full name", "Item")
    memo, many = fields.text("Memo/Description", "Memo", "Description"), fields.number("Qty", "Quantity")
    is_gross = not fields.has("Product/Service", "Product/Service full name", "Item", "Sales Price", "Qty")

    def fill(rows: list[tuple[int, Row]], sale: SaleFound) -> None:
        code = sale.currency = currency(rows[0][1])
        sale.is_gross = is_gross
        for fields.line, row in rows:
            cents, thing = amount(row, code), what(row)
            part = _PARTS.get(header_key(thing), "goods_cents")
            setattr(sale, part, getattr(sale, part) + cents)
            if told := thing or memo(row):
                sale.lines.append((told, many(row), cents))
        fields.line = rows[0][0]

    return fill
