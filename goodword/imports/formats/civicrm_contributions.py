"""CiviCRM's export of contributions: gifts, and fees for membership and events.

Headers as CiviCRM's own tests and schema list them ("Date Received" of old is "Contribution Date" now). The
sale is the total that was given; the processor's fee is not taken off. A gift that credits two people (soft
credit) has a row for each of them and counts once. A refund has no row of its own, only the day in "Cancel
Date". Of a part payment the file does not say how much came, so it waits until it is whole. Each payment of
a recurring plan is a gift; the plan's template is none.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.imports.cells import header_key
from goodword.imports.fields import Fields
from goodword.imports.formats import RowsReader, held, not_counted
from goodword.imports.formats.civicrm_contacts import gone, person_reader
from goodword.imports.gifts import is_in_kind
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.refunds import refund_of
from goodword.imports.text import Row
from goodword.lib.name_kinds import name_kind

NAME = "CiviCRM contributions"
VENDOR = "civicrm"
BRINGS = "both"
_DATE = "Date Received|Contribution Date|Received Date"
_STATUS = "Contribution Status|Contribution Status ID"
NEEDS = (
    ("Total Amount", _DATE, _STATUS, "Financial Type|Financial Type ID|Contribution ID|Contribution Source"),
    ("Total Amount", _DATE, "Contribution ID", "Financial Type|Financial Type ID|Contribution Source"),
)
NEVER = ("Membership ID", "Participant ID", "Pledge ID", "Activity ID", "Case ID")
KNOWS = (
    "Contact ID", "Contact Type", "Contact Subtype", "Sort Name", "Display Name", "Do Not Email", "Do Not Phone",
    "Do Not Mail", "Do Not Sms", "Do Not Trade", "No Bulk Emails (User Opt Out)", "External Identifier",
    "Contribution Source", "Thank-you Date", "Cancel Date", "Accounting Code", "Payment Method",
    "Payment Method ID", "Check Number", "Non-deductible Amount", "Fee Amount", "Net Amount", "Transaction ID",
    "Invoice Reference", "Invoice Number", "Cancellation / Refund Reason", "Receipt Date", "Test", "Is Pay Later",
    "Recurring Contribution ID", "Soft Credit For", "Soft Credit Amount", "Contribution Note", "Premium",
)  # fmt: skip

_NUMBER = ("Contribution ID", "Transaction ID", "Invoice Reference", "Invoice Number")
_SAYS = {
    "completed": "counted", "pending refund": "counted", "pending": "pending", "in progress": "pending",
    "overdue": "pending", "partially paid": "pending", "cancelled": "void", "canceled": "void",
    "template": "void", "failed": "failed", "refunded": "refunded", "chargeback": "refunded",
}  # fmt: skip


def continues(fields: Fields) -> Callable[[Row, Row], bool]:
    number = fields.text(*_NUMBER)
    return lambda first, row: bool(number(row)) and number(row) == number(first)


def reader(fields: Fields) -> RowsReader:
    status = fields.word(*_STATUS.split("|"))
    refund_when = fields.when("Cancel Date", "Cancelled / Refunded Date")
    gift, giver, is_test = _gift(fields), _giver(fields), fields.says_yes("Test", "Test Mode", "Is Test")
    kinds = [fields.word("Financial Type"), fields.word("Payment Method", "payment_instrument")]

    def read(rows: list[tuple[int, Row]]) -> Record:
        line, row = rows[0]
        sale, person = gift(row), giver(row)
        if is_test(row):
            return _without(line, "void", _("a test"), person, sale)
        if any(is_in_kind(kind(row)) for kind in kinds):
            return _without(line, "void", _("a gift in kind, no money"), person, sale)
        told = status(row)
        says = _SAYS.get(header_key(told.partition("(")[0]), "") if told else "counted"
        if says in ("pending", "void", "failed"):
            return _without(line, says, says, person, sale)
        if not says:
            return held(line, _("unknown status: %s") % told[:40], person, sale)
        record = Record(line, ReadAs.KEPT, person, sale)
        cents = sale.goods_cents + sale.tax_cents
        if not cents:
            record.sale = None  # free, such as a complimentary membership
        elif says == "refunded" and cents > 0:
            record.extra_sales.append(refund_of(sale, cents, *refund_when(row)))
        return record

    return read


def _without(line: int, status: str, why: str, person: PersonFound | None, sale: SaleFound) -> Record:
    sale.status = status
    return not_counted(line, why, person, sale)


def _gift(fields: Fields) -> Callable[[Row], SaleFound]:
    number, when = fields.text(*_NUMBER), fields.when(*_DATE.split("|"))
    currency = fields.currency("Currency", beside=("Total Amount",))
    total, tax, kind = fields.money("Total Amount"), fields.money("Tax Amount"), fields.text("Financial Type")

    def read(row: Row) -> SaleFound:
        code, (on, at) = currency(row), when(row)
        cents, of_tax = total(row, code), tax(row, code)
        sale = SaleFound(number(row), on, at, code, cents - of_tax, of_tax, is_refund=cents < 0)
        if purpose := kind(row):
            sale.lines.append((purpose, 1.0, cents))
        return sale

    return read


def _giver(fields: Fields) -> Callable[[Row], PersonFound | None]:
    """Nobody, if the gift is anonymous (a contact of that name), or they have died."""
    person, is_gone = person_reader(fields), gone(fields)

    def read(row: Row) -> PersonFound | None:
        found = person(row)
        name = found.name or f"{found.given_name} {found.family_name}".strip() or found.organisation
        if is_gone(row) or (not found.ways and name_kind(name) == "none"):
            return None
        return found

    return read
