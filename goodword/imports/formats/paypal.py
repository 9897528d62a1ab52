"""PayPal's activity, in English and German words: the download with `Type` and `Status`, and the monthly statement
with `Description`, which tells only what is completed.

Every movement of the account is a row: payments both ways, fees, holds, conversions, what goes to the bank. What
came in from somebody is a sale; `Gross` is what they paid, with shipping and tax in it, and `Fee` is ours to pay.
A refund is a row of its own that names the payment it gives back. Each row has its own currency and time zone.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields, When, said
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.text import Row
from goodword.lib.time_zones import zone_of

NAME = "PayPal activity"
VENDOR = "paypal"
BRINGS = "both"
_MORE = "Fee|Net|Balance Impact|Reference Txn ID|From Email Address"
NEEDS = (
    ("Type", "Status", "Currency", "Gross", "Transaction ID", _MORE),
    (
        "Description",
        "Currency",
        "Gross",
        "Transaction ID",
        "Reference Txn ID|From Email Address|Bank Account",
    ),
    ("Typ", "Status", "Währung", "Brutto", "Transaktionscode"),
    ("Beschreibung", "Währung", "Brutto", "Transaktionscode"),
)
KNOWS = (
    "Date", "Time", "TimeZone", "Time Zone", "Name", "Fee", "Net", "From Email Address", "To Email Address",
    "Shipping Address", "Address Status", "Item Title", "Item ID", "Shipping and Handling Amount",
    "Insurance Amount", "Sales Tax", "Reference Txn ID", "Invoice Number", "Custom Number", "Receipt ID", "Balance",
    "Balance Impact", "Contact Phone Number", "Country Code", "Subject", "Bank Name", "Datum", "Uhrzeit", "Zeitzone",
    "Gebühr", "Entgelt", "Netto", "Absender E-Mail-Adresse", "Zugehöriger Transaktionscode",
)  # fmt: skip

# What a row is, by the words in its type; the first that fits. PayPal has over a hundred types, made of these.
_KINDS = tuple(
    (kind, re.compile(words)) for kind, words in (
        ("pending", r"authori[sz]ation|\border\b|\brequest\b|\binvoice (?:sent|received)|autorisierung|bestellung"),
        ("line", r"shopping cart item|warenkorbartikel"),
        ("expense", r"\bfees?\b|tax collected|postage|debit card|gebuhr|entgelt"),
        ("transfer", r"\bhold\b|release|reserve|withdraw|deposit|conversion|sweep|transfer|funding|redemption"),
        ("transfer", r"buyer credit|account correction|einbehalt|abbuchung|gutschrift|wahrungsumrechnung|uberweisung"),
        ("asked", r"(?:chargeback|canceled|cancelled|refund) reversal|mass ?pay"),
        ("refund", r"refund|reversal|chargeback|ruckzahlung|ruckbuchung|erstattung"),
        ("payment", r"payment|received|donation|virtual terminal|zahlung|spende"),
    )
)  # fmt: skip
_COUNTED = {
    "", "completed", "completed funds not yet available", "cleared", "processed", "funds available", "refunded",
    "partially refunded", "partial refund", "reversed", "abgeschlossen", "zuruckgezahlt", "erstattet",
    "teilweise zuruckgezahlt", "teilweise erstattet",
}  # fmt: skip
_NOT_COUNTED = {
    "pending": "pending", "unclaimed": "pending", "held": "pending", "unpaid": "pending", "placed": "pending",
    "uncleared": "pending", "under review": "pending", "processing": "pending", "waiting for approval": "pending",
    "created": "pending", "active": "pending", "ausstehend": "pending", "nicht eingefordert": "pending",
    "denied": "failed", "failed": "failed", "expired": "failed", "returned": "failed", "abgelehnt": "failed",
    "fehlgeschlagen": "failed", "abgelaufen": "failed",
    "canceled": "void", "cancelled": "void", "removed": "void", "voided": "void", "entfernt": "void",
    "storniert": "void", "abgebrochen": "void",
}  # fmt: skip


def reader(fields: Fields) -> RowReader:
    number, earlier = (
        fields.text("Transaction ID", "Transaktionscode"),
        fields.text("Reference Txn ID", "Zugehöriger Transaktionscode"),
    )
    kind_words, status = fields.word("Type", "Typ", "Description", "Beschreibung"), fields.word("Status")
    when, money, gross = _when(fields), _parts(fields), fields.money("Gross", "Brutto")
    currency = fields.currency("Currency", "Währung", beside=("Gross",))
    payer, payee = _person(fields, is_back=False), _person(fields, is_back=True)

    def read(row: Row) -> Record:
        line, kind = fields.line, _kind(kind_words(row))
        if kind == "line":
            return Record(line, ReadAs.LINE)
        if kind in ("pending", "expense", "transfer"):
            return not_counted(line, kind)
        (on, at), code = when(row), currency(row)
        cents = gross(row, code)
        if (kind in ("payment", "asked") and cents < 0) or (kind == "refund" and cents > 0):
            return not_counted(line, "expense")  # the owner bought something, or was given it back
        if not cents and not fields.mistakes:
            return not_counted(line, "blank")  # a subscription begun, an address changed
        sale = SaleFound(number(row), on, at, code, is_refund=cents < 0)
        person = payee(row) if sale.is_refund else payer(row)
        money(row, sale, cents)
        if sale.is_refund:
            sale.refund_of = said(earlier(row))
        says = header_key(status(row))
        if why := _NOT_COUNTED.get(says):
            sale.status = why
            return not_counted(line, why, person, sale)
        if kind not in ("payment", "refund"):
            return held(line, _("unknown kind of transaction: %s") % kind_words(row)[:40], person, sale)
        if says not in _COUNTED:
            return held(line, _("unknown status: %s") % status(row)[:40], person, sale)
        return Record(line, ReadAs.KEPT, person, sale)

    return read


def _kind(words: str) -> str:
    told = header_key(words)
    return next((kind for kind, pattern in _KINDS if pattern.search(told)), "")


def _when(fields: Fields) -> When:
    names = (("Date", "Datum"), ("Time", "Uhrzeit"), ("TimeZone", "Time Zone", "Zeitzone"))
    day, time, zone = (next((name for name in some if fields.has(name)), some[0]) for some in names)
    return fields.when_in_two(day, time, zone, zone_of)


def _parts(fields: Fields) -> Callable[[Row, SaleFound, int], None]:
    """Goods, shipping, tax and tip, which add up to `Gross`. A refund tells no split of its own."""
    shipping = fields.money("Shipping and Handling Amount", "Versand- und Bearbeitungsgebühr")
    tax, tip = fields.money("Sales Tax", "Umsatzsteuer"), fields.money("Tip", "Trinkgeld")
    what = fields.text("Item Title", "Artikelbezeichnung", "Subject", "Betreff")

    def read(row: Row, sale: SaleFound, cents: int) -> None:
        parts = [part(row, sale.currency) for part in (shipping, tax, tip)]
        if cents < 0 or min(parts) < 0 or sum(parts) > cents:
            parts = [0, 0, 0]
        sale.shipping_cents, sale.tax_cents, sale.tip_cents = parts
        sale.goods_cents, sale.is_gross = cents - sum(parts), not any(parts)
        if bought := said(what(row)):
            sale.lines.append((" ".join(bought.split()), 1.0, sale.goods_cents))

    return read


def _own_addresses(fields: Fields, paid_to: tuple[str, ...]) -> set[str]:
    """Where the money that came in went to, as far as the first rows tell."""
    gross, to = fields.spots("Gross", "Brutto"), fields.spots(*paid_to)
    sample = (row for _line, row in fields.table.sample) if gross and to else ()
    return {row[to[0]].strip().lower() for row in sample if row[gross[0]].strip()[:1].isdigit()} - {""}


def _person(fields: Fields, is_back: bool) -> Callable[[Row], PersonFound | None]:
    """`Name` is the other side's, whoever paid whom; a refund goes to the address it came from."""
    paid_by, paid_to = (
        ("From Email Address", "Absender E-Mail-Adresse"),
        ("To Email Address", "Empfänger E-Mail-Adresse"),
    )
    name, email = fields.text("Name"), fields.email(*(paid_to if is_back else paid_by))
    sender, own = fields.email(*paid_by), _own_addresses(fields, paid_to)
    phone = fields.text("Contact Phone Number", "Telefon")
    street = fields.text("Address Line 1", "Adresszeile 1")
    city, postcode = fields.text("Town/City", "Ort"), fields.text("Zip/Postal Code", "PLZ")
    country = fields.text("Country", "Land")

    def read(row: Row) -> PersonFound | None:
        person = PersonFound(name=said(name(row)))
        mail = email(row)
        if is_back and mail.lower() in own:
            mail = sender(row)  # a chargeback may stand as the payment did
        if mail:
            person.ways.append(WayFound("email", mail))
        if not is_back:
            if number := said(phone(row)):
                person.ways.append(WayFound("phone", number))
            person.street, person.city = street(row), city(row)
            person.postcode, person.country = postcode(row), country(row)
        return person if person.name or person.ways else None

    return read
