"""A sale that other software tells: a telling like a file's; the owner's own word stands before it."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from goodword.accounts.models import Business, Source
from goodword.accounts.models.change import log
from goodword.people.restand import restand

from .counting import recount_keys
from .models import Sale

VENDOR = "api"


def standing(business: Business, account: str, number: str) -> Sale | None:
    """The telling of that sale that stands now."""
    gone = (Sale.State.COMING, Sale.State.REPLACED, Sale.State.OUT)
    rows = Sale.objects.filter(business=business, vendor=VENDOR, account=account, vendor_id=number)
    return rows.exclude(state__in=gone).select_related("person").order_by("-told_at", "-pk").first()


@transaction.atomic
def tell_sale(
    business: Business, source: Source, at: datetime, *, account: str, number: str, **said: Any
) -> str:
    """Keep what is told of the sale of that number. Returns "new"; "changed" if it was told otherwise before;
    "same" if nothing is new, and then nothing is kept."""
    # Two requests for one sale come one after the other; on SQLite every writer waits anyway.
    Business.every.select_for_update(no_key=True).get(pk=business.pk)
    rows = Sale.objects.filter(business=business, vendor=VENDOR, account=account, vendor_id=number)
    before = rows.filter(by_hand=False).select_related("person").order_by("-told_at", "-pk").first()
    if before and all(getattr(before, name) == value for name, value in said.items()):
        return "same"
    turn = rows.filter(source=source).aggregate(last=Max("turn"))["last"]
    sale = Sale.objects.create(
        business=business,
        source=source,
        vendor=VENDOR,
        account=account,
        vendor_id=number,
        turn=0 if turn is None else turn + 1,
        told_at=at,
        digest=_digest(said),
        is_refund=bool(said.get("refund_of")),
        purpose=Sale.Purpose.GIFT if business.kind == Business.Kind.NONPROFIT else Sale.Purpose.GOODS,
        **said,
    )
    people = recount_keys(business.pk, [(VENDOR, account, number)], at)
    people |= {one for one in (sale.person_id, before.person_id if before else None) if one}
    restand(business.pk, people, at)
    log(sale, "sale.updated" if before else "sale.created", at)
    return "changed" if before else "new"


def _digest(said: dict[str, Any]) -> str:
    text = "\x1f".join(f"{name}={getattr(value, 'pk', value)}" for name, value in sorted(said.items()))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
