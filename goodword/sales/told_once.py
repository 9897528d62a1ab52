"""Sales that a new file is the only one to tell: nearly all of a large import, decided by the database itself.

Where nothing else tells a sale, what the file says of it goes. Only the others need weighing (counting.py).
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from goodword.accounts.turns import give_way

from .models import Sale

Key = tuple[str, str, str]  # vendor, account, the vendor's id
AT_ONCE = 20_000


class Decided(NamedTuple):
    """A stretch of a source's sales."""

    alone: "QuerySet[Sale]"  # told by nothing else: decided
    n_alone: int
    others: set[Key]  # to be weighed


def decide_told_once(rows: "QuerySet[Sale]") -> Iterator[Decided]:
    """`rows` are all of a source that is here, in books of one vendor. Repeatable: what was decided before
    is among the others."""
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return
    same = {name: OuterRef(name) for name in ("business", "vendor", "account", "vendor_id")}
    elsewhere = Exists(Sale.objects.filter(**same).exclude(pk=OuterRef("pk")))
    is_other = ~Q(state=Sale.State.COMING) | Q(taken_back_at__isnull=False) | elsewhere
    for first in range(ends["first"], ends["last"] + 1, AT_ONCE):
        part = rows.filter(pk__range=(first, first + AT_ONCE - 1))
        found = part.filter(is_other).values_list("pk", "vendor", "account", "vendor_id")
        others = {pk: (vendor, account, number) for pk, vendor, account, number in found}
        alone = part.exclude(pk__among=list(others)) if others else part
        with transaction.atomic():
            n_alone = alone.update(state=F("says"))
        give_way()
        yield Decided(alone, n_alone, set(others.values()))


def is_of_one_vendor(business_id: int) -> bool:
    """No sale of these books can be another's twin."""
    vendors = Sale.objects.filter(business_id=business_id).order_by().values("vendor").distinct()
    return len(vendors[:2]) < 2
