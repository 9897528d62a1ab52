"""A sale that other software tells: a telling like a file's; the owner's own word stands before it."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from goodword.accounts.models import Business, Source
from goodword.accounts.models.change import log
from goodword.people.restand import restand

from .counting import recount_keys
from .models import Sale, TwinWord, natural_key
from .told_once import Key

VENDOR = "api"


def standing(business: Business, account: str, number: str, vendor: str = VENDOR) -> Sale | None:
    """The telling of that sale that stands now."""
    gone = (Sale.State.COMING, Sale.State.REPLACED, Sale.State.OUT)
    rows = Sale.objects.filter(business=business, vendor=vendor, account=account, vendor_id=number)
    return rows.exclude(state__in=gone).select_related("person").order_by("-told_at", "-pk").first()


@transaction.atomic
def tell_sale(
    business: Business,
    source: Source,
    told_at: datetime,
    /,
    *,
    account: str,
    number: str,
    vendor: str = VENDOR,
    **said: Any,
) -> str:
    """Keep what is told of the sale of that number. Returns "new"; "changed" if it was told otherwise before;
    "same" if nothing is new, and then nothing is kept."""
    # Two requests for one sale come one after the other; on SQLite every writer waits anyway.
    Business.every.select_for_update(no_key=True).get(pk=business.pk)
    rows = Sale.objects.filter(business=business, vendor=vendor, account=account, vendor_id=number)
    before = rows.filter(by_hand=False).select_related("person").order_by("-told_at", "-pk").first()
    if before and all(getattr(before, name) == value for name, value in said.items()):
        return "same"
    turn = rows.filter(source=source).aggregate(last=Max("turn"))["last"]
    sale = Sale.objects.create(
        business=business,
        source=source,
        vendor=vendor,
        account=account,
        vendor_id=number,
        turn=0 if turn is None else turn + 1,
        told_at=told_at,
        digest=_digest(said),
        is_refund=bool(said.get("refund_of")),
        purpose=Sale.Purpose.GIFT if business.kind == Business.Kind.NONPROFIT else Sale.Purpose.GOODS,
        **said,
    )
    people = recount_keys(business.pk, [(vendor, account, number)], told_at)
    people |= {one for one in (sale.person_id, before.person_id if before else None) if one}
    restand(business.pk, people, told_at)
    if before:
        log(sale, "sale.updated", told_at)
    else:
        log(sale, "sale.refunded" if sale.is_refund else "sale.created", told_at)
    return "changed" if before else "new"


@transaction.atomic
def rename_sale(business: Business, at: datetime, old: Key, new: Key) -> set[int]:
    """What is told of a sale under one key was told of the sale of another: all tellings go there, the owner's too, and
    so does what was given back, and the owner's word on twins. Returns whose sales may have changed. Repeatable."""
    rows = Sale.objects.filter(business=business)
    vendor, account, number = old
    same = rows.filter(vendor=vendor, account=account, vendor_id=number)
    people = set(same.exclude(person=None).values_list("person_id", flat=True))
    for sale in same.order_by("told_at", "pk"):
        there = rows.filter(source=sale.source_id, vendor=new[0], account=new[1], vendor_id=new[2])
        last = there.aggregate(last=Max("turn"))["last"]
        turn = 0 if last is None else last + 1
        rows.filter(pk=sale.pk).update(vendor=new[0], account=new[1], vendor_id=new[2], turn=turn)
    rows.filter(vendor=vendor, account=account, refund_of=number).update(
        vendor=new[0], account=new[1], refund_of=new[2]
    )
    _rename_words(business, natural_key(*old), natural_key(*new))
    return people | recount_keys(business.pk, [old, new], at)


def _rename_words(business: Business, old: str, new: str) -> None:
    for word in TwinWord.objects.filter(business=business).filter(Q(one=old) | Q(other=old)):
        one, other = sorted(new if key == old else key for key in (word.one, word.other))
        known = TwinWord.objects.filter(business=business, one=one, other=other).exclude(pk=word.pk)
        if one == other or known.exists():
            word.delete()
        else:
            TwinWord.objects.filter(pk=word.pk).update(one=one, other=other)


def _digest(said: dict[str, Any]) -> str:
    text = "\x1f".join(f"{name}={getattr(value, 'pk', value)}" for name, value in sorted(said.items()))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
