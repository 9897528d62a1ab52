"""Ko-fi's transactions (Transaction_All.csv): tips, memberships, shop orders and commissions.

`Received` came in, `Given` is what the owner gave to others. Times are UTC, month first. Columns and kinds as
programs that read the file list them; older files say Email for BuyerEmail. Messages are left out.
"""

from django.utils.translation import gettext as _

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, held, not_counted
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound, WayFound
from goodword.imports.statuses import status_of
from goodword.imports.text import Row
from goodword.lib.parse_dates import MONTH_FIRST

NAME = "Ko-fi transactions"
VENDOR = "kofi"
BRINGS = "both"
NEEDS = (("DateTime (UTC)", "From", "Received", "TransactionType|TransactionId"),)
KNOWS = (
    "Message", "Item", "Given", "Currency", "TransactionType", "TransactionId", "Reference", "SalesTax",
    "SalesTaxPercentage", "BuyerCountry", "BuyerStateOrProvince", "BuyerEmail", "PaymentProvider",
)  # fmt: skip

_KINDS = {"", "tip", "monthly tip", "donation", "subscription", "membership", "shop order", "commission"}


def reader(fields: Fields) -> RowReader:
    number, kind = fields.text("TransactionId"), fields.word("TransactionType")
    when = fields.when("DateTime (UTC)", zone="UTC", order=MONTH_FIRST)
    currency, status = fields.currency("Currency", beside=("Received",)), fields.word("Status")
    received, given, tax = fields.money("Received"), fields.money("Given"), fields.money("SalesTax")
    what, name = fields.text("Item"), fields.text("From")
    email, country = fields.email("BuyerEmail", "Email"), fields.text("BuyerCountry")

    def read(row: Row) -> Record:
        code, (on, at) = currency(row), when(row)
        cents, of_state = received(row, code), tax(row, code)
        if not cents and given(row, code):
            return not_counted(fields.line, "transfer")
        sale = SaleFound(number(row), on, at, code, is_refund=cents < 0)
        sale.tax_cents = of_state if 0 < of_state < cents else 0
        sale.goods_cents = cents - sale.tax_cents
        if thing := what(row):
            sale.lines.append((thing, 1.0, sale.goods_cents))
        ways = [WayFound("email", mail)] if (mail := email(row)) else []
        person = PersonFound(name=name(row), ways=ways, country=country(row)) if ways or name(row) else None
        told = status(row)
        says = status_of(told) if told else "counted"
        if says in ("void", "failed", "pending"):
            sale.status = says
            return not_counted(fields.line, says, person, sale)
        if says != "counted":
            return held(fields.line, _("unknown status: %s") % told[:40], person, sale)
        if kind(row).lower() not in _KINDS:
            return held(fields.line, _("unknown kind of transaction: %s") % kind(row)[:40], person, sale)
        return Record(fields.line, ReadAs.KEPT, person, sale)

    return read
