"""What programs for giving say of a gift: that it came in, never did, was no money, or went back."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from .cells import header_key
from .formats import held, not_counted
from .records import Record
from .refunds import refund_of
from .statuses import status_of

_IN_KIND = ("in kind", "inkind", "gift in kind")


def is_in_kind(word: str) -> bool:
    return header_key(word) in _IN_KIND


def by_status(
    record: Record,
    word: str,
    kind: str = "",
    went_back: bool = False,
    on: date | None = None,
    at: datetime | None = None,
) -> Record:
    """The record of a gift after its status: the whole of it may have gone back, `on` a day of its own."""
    sale, person = record.sale, record.person
    assert sale is not None
    if is_in_kind(kind):
        sale.status = "void"
        return not_counted(record.line, _("a gift in kind, no money"), person, sale)
    says = status_of(word) if word else "counted"
    if says in ("pending", "void", "failed"):
        sale.status = says
        return not_counted(record.line, says, person, sale)
    if says == "partially refunded":
        return held(record.line, _("partly given back, and the file does not say how much"), person, sale)
    if says not in ("counted", "refunded"):
        return held(record.line, _("unknown status: %s") % word[:40], person, sale)
    if not sale.goods_cents:
        record.sale = None
    elif sale.goods_cents > 0 and (went_back or says == "refunded"):
        record.extra_sales.append(refund_of(sale, sale.goods_cents, on, at))
    return record
