"""What programs for giving say of a gift: that it came in, never did, was no money, or went back."""

from django.utils.translation import gettext as _

from .cells import header_key
from .formats import not_counted
from .records import Record
from .statuses import When, by_status

_IN_KIND = ("in kind", "inkind", "gift in kind")


def is_in_kind(word: str) -> bool:
    return header_key(word) in _IN_KIND


def gift_by_status(
    record: Record, word: str, kind: str, went_back: bool = False, when: When = (None, None)
) -> Record:
    if not is_in_kind(kind):
        return by_status(record, word, went_back, when)
    if record.sale:
        record.sale.status = "void"
    return not_counted(record.line, _("a gift in kind, no money"), record.person, record.sale)
