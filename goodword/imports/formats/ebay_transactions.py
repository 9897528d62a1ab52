"""eBay's transaction report from Payments: orders, what was given back, fees and payouts, some titles above.

It tells of every order once more, with less of the buyer, so the orders report stands before it. Fees, labels
and payouts are none of the owner's sales. The columns are known from programs that read the report, in the
words of eBay.com and eBay.de.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields, said
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.formats.ebay_orders import MANY, NUMBER, SHIPPING, TITLE, buyer
from goodword.imports.records import ReadAs, Record, SaleFound
from goodword.imports.text import Row

NAME = "eBay transactions"
VENDOR = "ebay"
BRINGS = "both"
_DATE = ("Transaction creation date", "Datum der Transaktionserstellung")
_KIND = ("Type", "Typ")
_GROSS = ("Gross transaction amount", "Transaktionsbetrag (inkl. Kosten)")
_GOODS = ("Item subtotal", "Zwischensumme Artikel")
NEEDS = (("|".join(_DATE), "|".join(_KIND), "Order number|Bestellnummer", "|".join(_GROSS + _GOODS)),)
KNOWS = (
    "Legacy order ID", "Buyer username", "Buyer name", "Net amount", "Payout ID", "Payout date", "Item title",
    "Custom label", "Item subtotal", "Shipping and handling", "eBay collected tax", "Transaction currency",
    "Nutzername des Käufers", "Name des Käufers", "Betrag abzügl. Kosten", "Angebotstitel", "Verpackung und Versand",
)  # fmt: skip

_SALES = {"order", "bestellung"}
_REFUNDS = {
    "refund",
    "ruckerstattung",
    "rückerstattung",
    "claim",
    "payment dispute",
    "fall",
    "zahlungsanfechtung",
}
_NO_SALES = {
    "other fee", "andere gebühr", "shipping label", "versandetikett", "payout", "auszahlung", "hold", "transfer",
    "charge", "belastung", "adjustment", "anpassung", "purchase", "einbehaltung", "überweisung",
}  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number, kind = fields.text(*NUMBER), fields.text(*_KIND)

    def read(first: Row, row: Row) -> bool:
        is_order = kind(row).lower() in _SALES and kind(first).lower() in _SALES
        return is_order and bool(said(number(row))) and number(row) == number(first)

    return read


def reader(fields: Fields) -> RowsReader:
    number, kind, when = fields.sale_number(*NUMBER), fields.word(*_KIND), fields.when(*_DATE)
    reference = fields.text("Reference ID", "Referenznummer", "Transaction ID", "Transaktionsnummer")
    currency = fields.currency(
        "Transaction currency", "Transaktionswährung", "Payout currency", "Auszahlungswährung", beside=_GROSS
    )
    add, person = _parts(fields), buyer(fields)

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        fields.line = line
        told = kind(row).lower()
        if told in _NO_SALES or not said(number(row)):
            return not_counted(line, "transfer")
        on, at = when(row)
        sale = SaleFound(number(row), on, at, currency(row), is_partial=True)
        for fields.line, one in rows:
            add(one, sale)
        fields.line = line
        cents = sale.goods_cents + sale.shipping_cents + sale.tax_cents
        if told in _REFUNDS and cents <= 0:
            sale.is_refund, sale.refund_of, sale.is_partial = True, sale.vendor_id, False
            sale.vendor_id = f"{sale.vendor_id}/refund/{said(reference(row)) or at or on}"
        elif told not in _SALES:
            return held(line, _("unknown kind of transaction: %s") % kind(row)[:40], person(row), sale)
        return Record(line, ReadAs.KEPT, person(row), sale)

    return read


def _parts(fields: Fields) -> Callable[[Row, SaleFound], None]:
    """What is neither the things nor their shipping is tax."""
    gross, has_gross = fields.money(*_GROSS), fields.text(*_GROSS)
    goods, shipping = fields.money(*_GOODS), fields.money(*SHIPPING)
    has_goods, what, many = fields.text(*_GOODS), fields.text(*TITLE), fields.number(*MANY)

    def read(row: Row, sale: SaleFound) -> None:
        code = sale.currency
        sold, sent = goods(row, code), shipping(row, code)
        paid = gross(row, code) if said(has_gross(row)) else sold + sent
        if not said(has_goods(row)):
            sold = paid - sent
        sale.goods_cents += sold
        sale.shipping_cents += sent
        sale.tax_cents += paid - sold - sent
        if title := said(what(row)):
            sale.lines.append((title, many(row), sold))

    return read
