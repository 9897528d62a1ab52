"""What was bought, where the file of orders does not say it: lent by the list of the things sold.

Etsy tells its orders in one file and the things in another. The order stands, and borrows their names; it
gives them back when the list is undone. What a file says by itself is never written over.
"""

from collections.abc import Mapping

from django.db import transaction

from goodword.people.closed import chunks

from .models import Sale


def lend(lent: Mapping[int, int | None]) -> None:
    """Each sale has the things of its lender; None for one that gives them back. Safe to repeat."""
    for part in chunks(sorted(lent)):
        rows = Sale.objects.in_bulk([*part, *filter(None, map(lent.__getitem__, part))])
        changed = [rows[pk] for pk in part if _borrow(rows[pk], rows.get(lent[pk] or 0))]
        with transaction.atomic():
            Sale.objects.bulk_update(changed, ["what", "lines", "is_lent"])


def _borrow(sale: Sale, lender: Sale | None) -> bool:
    """Whether that changes anything."""
    if sale.what and not sale.is_lent:
        return False
    before = sale.what, sale.lines, sale.is_lent
    sale.is_lent = lender is not None
    sale.what, sale.lines = (lender.what, lender.lines) if lender else ("", [])
    return before != (sale.what, sale.lines, sale.is_lent)
