"""Which sales were taken back in full. A refund of any twin counts against the twin that counts."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from goodword.people.closed import chunks

from .models import Sale

Key = tuple[str, str, str]  # vendor, account, the vendor's id
COUNTS = (Sale.State.COUNTED, Sale.State.TWIN)
READ_AT_ONCE = 2000
# Above so many sales, all refunds of the business are read at once.
MANY = 5000


def mark_refunded(business_id: int, touched: Collection[int] | None) -> set[int]:
    """Keep which sales were taken back in full; returns the people of those that changed. None touches all."""
    rows = Sale.objects.filter(business_id=business_id)
    people: set[int] = set()
    for part in chunks(sorted(_to_weigh(rows, touched)), READ_AT_ONCE):
        for is_refunded, sales in _weigh(rows, part).items():
            people |= {sale.person_id for sale in sales if sale.person_id}
            with transaction.atomic():
                Sale.objects.filter(pk__among=[sale.pk for sale in sales]).update(is_refunded=is_refunded)
    return people


def _to_weigh(rows: "QuerySet[Sale]", touched: Collection[int] | None) -> set[int]:
    """The sales whose refunds must be added up: those that count, of each group of twins."""
    refunds = rows.filter(is_refund=True).exclude(refund_of="")
    told = refunds.values_list("vendor", "account", "refund_of")
    if touched is None or len(touched) > MANY:
        weighed = set(rows.filter(is_refunded=True).values_list("pk", flat=True))
        return weighed | _originals(rows, told.distinct())
    weighed = set()
    for part in chunks(sorted(touched), READ_AT_ONCE):
        pairs = rows.filter(pk__among=part).values_list("pk", "twin_of_id")
        weighed |= {pk for pair in pairs for pk in pair if pk}
        weighed |= _originals(rows, told.filter(pk__among=part))
    return weighed


def _originals(rows: "QuerySet[Sale]", keys: Iterable[Key]) -> set[int]:
    found: set[int] = set()
    for part in chunks(keys, READ_AT_ONCE):
        told = rows.filter(vendor_id__among={key[2] for key in part}, is_refund=False)
        told = told.filter(vendor__in={key[0] for key in part}, account__in={key[1] for key in part})
        found |= {twin_of or pk for pk, twin_of in told.values_list("pk", "twin_of_id")}
    return found


def _weigh(rows: "QuerySet[Sale]", pks: Collection[int]) -> dict[bool, list[Sale]]:
    """Of these sales, those whose mark must change: what it should be -> the sales."""
    family = {sale.pk: sale for sale in rows.filter(Q(pk__among=pks) | Q(twin_of__among=pks)).defer("lines")}
    at_home = {
        (sale.vendor, sale.account, sale.vendor_id): sale.twin_of_id or sale.pk
        for sale in family.values()
        if sale.state in COUNTS
    }
    back: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    refunds = rows.filter(
        is_refund=True, state=Sale.State.COUNTED, refund_of__among={key[2] for key in at_home}
    )
    for refund in refunds.defer("lines"):
        original = at_home.get((refund.vendor, refund.account, refund.refund_of))
        if original is not None:
            goods, total = back[original]
            back[original] = (goods + refund.goods_cents, total + refund.total_cents)
    changed: dict[bool, list[Sale]] = {True: [], False: []}
    for sale in family.values():
        goods, total = back.get(sale.pk, (0, 0))
        is_sold = sale.state == Sale.State.COUNTED and sale.goods_cents > 0
        gone = is_sold and (sale.goods_cents + goods <= 0 or sale.total_cents + total <= 0)
        if sale.is_refunded != gone:
            changed[gone].append(sale)
    return changed
