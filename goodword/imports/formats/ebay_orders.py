"""eBay's orders report from Seller Hub, in the words of eBay.com, eBay.co.uk, eBay.com.au and eBay.de.

Bare commas stand above the header, and how many records there are below the rows. An order of several things
has a row of its own with the buyer and the totals, then a row for each thing; an order that was never paid for
has no payment day. It tells no refunds: those stand in the transaction report. Columns as programs that read
the report list them.
"""

import re
from collections.abc import Callable

from goodword.imports.cells import says_yes
from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowsReader, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.text import Row
from goodword.lib.text import fold

NAME = "eBay orders"
VENDOR = "ebay"
BRINGS = "both"
NUMBER = ("Order Number", "Bestellnummer", "Sales Record Number", "Verkaufsprotokollnummer")
USER = ("Buyer Username", "Nutzername des Käufers", "Mitgliedsname", "User Id")
TITLE = ("Item Title", "Angebotstitel", "Artikelbezeichnung")
MANY = ("Quantity", "Anzahl", "Menge", "Stückzahl")
SHIPPING = (
    "Shipping And Handling", "Postage and packaging", "Postage and packing", "Postage and Handling",
    "Verpackung und Versand",
)  # fmt: skip
_TOTAL = ("Total Price", "Gesamtbetrag", "Gesamtpreis")
_SOLD = ("Sold For", "Sale Price", "Verkauft für", "Verkaufspreis")
_PAID_ON = ("Paid On Date", "Zahlungsdatum", "Bezahldatum")
_SOLD_ON = ("Sale Date", "Verkauft am", "Verkaufsdatum")
_ITEM = ("Item Number", "Artikelnummer", "Artikelnr.", "Item ID")
_CHARGES = (
    "Electronic Waste Recycling Fee", "Mattress Recycling Fee", "Battery Recycling Fee", "White Goods Disposal Tax",
    "Tire Recycling Fee", "Additional Fee", "Lumber Fee", "Prepaid Wireless Fee",
    "Road Improvement And Food Delivery Fee", "eBay Collected Charges",
)  # fmt: skip
NEEDS = (
    (
        "|".join(NUMBER),
        "|".join(_TOTAL),
        "|".join(_SOLD_ON + _PAID_ON),
        "|".join(("Sales Record Number", "Verkaufsprotokollnummer", *USER)),
    ),
)
NEVER = ("Transaction creation date", "Datum der Transaktionserstellung", "Payout ID")
KNOWS = (
    "Buyer Name", "Buyer Email", "Name des Käufers", "Ship To Name", "Post to name", "Name des Empfängers",
    "Custom Label", "Bestandseinheit", "Transaction ID", "PayPal Transaction ID", "Global Shipping Program",
    "eBay Plus", "eBay Collected Tax", "Feedback Left", *TITLE, *_ITEM, *_SOLD, *SHIPPING,
)  # fmt: skip

_RELAY = "@members.ebay."  # eBay passes such mail on, and reads it
_BELOW = re.compile(r"record\(s\) downloaded|^seller id\b", re.I)


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number = fields.text(*NUMBER)
    return lambda first, row: bool(number(row)) and number(row) == number(first)


def reader(fields: Fields) -> RowsReader:
    number, item, total = fields.text(*NUMBER), fields.text(*_ITEM), fields.text(*_TOTAL)
    currency = fields.currency("Currency", "Währung", beside=(*_TOTAL, *_SOLD))
    sold_on, paid_on = fields.when(*_SOLD_ON), fields.when(*_PAID_ON)
    what, many, price = fields.text(*TITLE), fields.number(*MANY), fields.money(*_SOLD)
    add, person = _parts(fields), buyer(fields)
    has_paid, tells_payment = fields.is_told(*_PAID_ON), fields.has(*_PAID_ON)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        fields.line = line
        if any(map(_BELOW.search, row[:4])) or not (total(row) or item(row)):
            return not_counted(line, "title")
        row = next(
            (one for _line, one in rows if not item(one)), row
        )  # the row of the whole, if there is one
        code, (on, at) = currency(row), sold_on(row)
        sale = SaleFound(number(row), on, at, code)
        is_paid = False
        for fields.line, one in rows:
            is_paid = bool(has_paid(one) and paid_on(one)[0]) or is_paid
            if one is row or item(row):
                add(one, sale)
            if title := what(one):
                sale.lines.append((title, many(one), price(one, code)))
        fields.line = line
        if not on:
            sale.on, sale.at = paid_on(row)
        if tells_payment and not is_paid:
            sale.status = "pending"
            return not_counted(line, "pending", person(row), sale)
        return Record(line, ReadAs.KEPT, person(row), sale)

    return read


def _parts(fields: Fields) -> Callable[[Row, SaleFound], None]:
    """Tax that eBay collects may be in the total or not; a column says which, else the sum does."""
    total, price, many = fields.money(*_TOTAL), fields.money(*_SOLD), fields.number(*MANY)
    shipping, tax = fields.money(*SHIPPING), fields.money("Seller Collected Tax")
    taxes_of_ebay = [fields.money(name) for name in ("eBay Collected Tax", *_CHARGES)]
    says_included = fields.word("eBay Collected Tax and Fees Included in Total")

    def read(row: Row, sale: SaleFound) -> None:
        code = sale.currency
        paid, sent, taxed = total(row, code), shipping(row, code), tax(row, code)
        of_ebay = sum(one(row, code) for one in taxes_of_ebay)
        if told := says_included(row):
            is_included = says_yes(told)
        else:
            without = [
                cents + sent + taxed for cents in (price(row, code), round(price(row, code) * many(row)))
            ]
            is_included = paid not in without
        sale.shipping_cents += sent
        sale.tax_cents += taxed + (of_ebay if is_included else 0)
        sale.goods_cents += paid - sent - taxed - (of_ebay if is_included else 0)

    return read


def buyer(fields: Fields) -> Callable[[Row], PersonFound | None]:
    """A phone stands with the address of the parcel: it is the buyer's only if the parcel went to the buyer."""
    user = fields.text(*USER)
    name = fields.text(
        "Buyer Name",
        "Buyer full name",
        "Buyer Fullname",
        "Name des Käufers",
        "Vollständiger Name des Käufers",
    )
    email = fields.email("Buyer Email", "E-Mail des Käufers")
    sent_to = fields.text("Ship To Name", "Post to name", "Name des Empfängers")
    phone = fields.text(
        "Ship To Phone", "Post to phone", "Telefonnummer des Empfängers", "Buyer Phone Number"
    )
    street = fields.text("Buyer Address 1", "Adresse 1 des Käufers", "Käuferadresse 1")
    more = fields.text("Buyer Address 2", "Adresse 2 des Käufers", "Käuferadresse 2")
    city = fields.text("Buyer City", "Wohnort des Käufers", "Ort des Käufers")
    postcode = fields.text("Buyer Zip", "Buyer Postcode", "PLZ des Käufers", "Postleitzahl des Käufers")
    country = fields.text("Buyer Country", "Land des Käufers")

    def read(row: Row) -> PersonFound | None:
        who, sent = said(name(row)), said(sent_to(row))
        mail = email(row)
        ways = [WayFound("email", mail)] if mail and _RELAY not in mail.lower() else []
        if (called := said(phone(row))) and (not who or not sent or fold(who) == fold(sent)):
            ways.append(WayFound("phone", called))
        person = PersonFound(
            name=who or sent,
            ways=ways,
            street=" ".join(filter(None, (said(street(row)), said(more(row))))),
            city=said(city(row)),
            postcode=said(postcode(row)),
            country=said(country(row)),
            vendor_id=said(user(row)),
        )
        return person if person.name or ways or person.vendor_id else None

    return read
