"""Sales by a member's hand: added, mended, taken away, each with its way back.

What a hand tells of a sale is a telling like a file's, and stands before all files: a mended sale stays
mended when its file comes in again. Undo takes that one telling away, and what stood before stands again.
"""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from goodword.accounts.models import Business, Change, Member, Source
from goodword.accounts.models.change import log
from goodword.lib.codes import new_code
from goodword.people.models import Person
from goodword.people.restand import restand

from .counting import recount_keys
from .models import Sale, TwinWord
from .twins import HAND

MENDABLE = ("person", "on", "currency", "goods_cents", "what")
COPIED = (
    "claim_id",
    "person_id",
    "vendor",
    "account",
    "vendor_id",
    "on",
    "at",
    "currency",
    "goods_cents",
) + (
    "tax_cents",
    "shipping_cents",
    "tip_cents",
    "is_gross",
    "purpose",
    "is_refund",
    "refund_of",
    "what",
    "lines",
    "card",
)


@transaction.atomic
def add_sale(
    business: Business,
    member: Member | None,
    at: datetime,
    *,
    person: Person,
    cents: int,
    currency: str = "",
    on: date | None = None,
    what: str = "",
    key: str = "",
) -> Sale:
    """Money that a person paid or gave, as a member types it. The same form sent twice (by its key) is one sale."""
    number = key or new_code()
    if found := Sale.objects.filter(business=business, vendor=HAND, vendor_id=number).first():
        return found
    purpose = Sale.Purpose.GIFT if business.kind == Business.Kind.NONPROFIT else Sale.Purpose.GOODS
    sale = Sale(
        business=business,
        person=person,
        vendor=HAND,
        vendor_id=number,
        on=on or business.day_of(at),
        currency=currency or business.currency,
        goods_cents=cents,
        purpose=purpose,
        what=what,
        says=Sale.State.COUNTED,
    )
    _tell(sale, member, at)
    log(sale, "sale.created", at, member)
    return sale


@transaction.atomic
def mend_sale(sale: Sale, member: Member | None, at: datetime, **fields: Any) -> Sale:
    """What really happened, by the member's word. Returns the telling that stands now; the same if nothing
    is new."""
    changed = tuple(name for name in MENDABLE if name in fields and getattr(sale, name) != fields[name])
    if not changed:
        return sale
    mended = _again(sale)
    for name in changed:
        setattr(mended, name, fields[name])
    _tell(mended, member, at)
    log(mended, "sale.mended", at, member, changed)
    return mended


def left_of(sale: Sale, but: str = "") -> int:
    """Cents of it that were not given back yet, but for what the form of that key gave back."""
    back = Sale.objects.filter(
        business_id=sale.business_id, vendor=sale.vendor, account=sale.account, refund_of=sale.vendor_id
    )
    back = back.exclude(vendor_id=f"back:{but}")
    given = back.filter(is_refund=True, state=Sale.State.COUNTED).aggregate(cents=Sum("goods_cents"))["cents"]
    return max(0, sale.goods_cents + (given or 0))


@transaction.atomic
def give_back(
    sale: Sale, member: Member | None, at: datetime, *, cents: int, on: date, what: str = "", key: str = ""
) -> Sale:
    """Money given back for a sale that a hand told; those of files come with their files, and would count twice.
    The same form twice (by its key) is one refund."""
    if sale.vendor != HAND:
        raise ValueError("the vendor's file tells what was given back")
    number = f"back:{key or new_code()}"
    if found := Sale.objects.filter(business_id=sale.business_id, vendor=HAND, vendor_id=number).first():
        return found
    back = _again(sale)
    back.vendor_id, back.refund_of, back.is_refund = number, sale.vendor_id, True
    back.goods_cents, back.on, back.at, back.what, back.lines = -cents, on, None, what, []
    back.tax_cents = back.shipping_cents = back.tip_cents = 0
    _tell(back, member, at)
    log(back, "sale.refunded", at, member)
    return back


@transaction.atomic
def take_away(sale: Sale, member: Member | None, at: datetime) -> Sale:
    """This sale never was. Returns the telling that says so; no file brings the sale back."""
    gone = _again(sale)
    gone.says = Sale.State.VOID
    _tell(gone, member, at)
    log(gone, "sale.voided", at, member)
    return gone


@transaction.atomic
def untell(told: Sale, member: Member | None, at: datetime) -> bool:
    """Undo of any of the above: this telling goes, and what stood before it stands again.

    Only what a hand told goes so; a file is undone whole.
    """
    if not told.by_hand:
        return False
    told.taken_back_at = at
    told.save(update_fields=["taken_back_at"])
    _recount(told, at)
    log(told, "sale.untold", at, member)
    told.delete()
    return True


def was_untold(business: Business, code: str) -> bool:
    """Whether a telling with that code was undone before: a second press of Undo is no mistake."""
    rows = Change.objects.filter(business=business, room="sales", row=code.upper(), type="sale.untold")
    return rows.exists()


def _again(sale: Sale) -> Sale:
    copied = {name: getattr(sale, name) for name in COPIED}
    return Sale(business_id=sale.business_id, says=Sale.State.COUNTED, **copied)


def _tell(sale: Sale, member: Member | None, at: datetime) -> None:
    """Keep a telling by hand, and decide anew what counts."""
    sale.by_hand = True
    sale.source = Source.by_hand(sale.business_id, member, at)
    sale.told_at = at
    sale.digest = _digest(sale)
    same = Sale.objects.filter(business_id=sale.business_id, vendor=sale.vendor, account=sale.account)
    told = (
        same.filter(vendor_id=sale.vendor_id, by_hand=True).order_by("-turn").values_list("turn", flat=True)
    )
    sale.turn = next((turn + 1 for turn in told[:1]), 0)
    sale.save()
    _recount(sale, at)
    sale.refresh_from_db()


def _recount(sale: Sale, at: datetime) -> None:
    recount_keys(sale.business_id, [(sale.vendor, sale.account, sale.vendor_id)], at)
    # A mended sale may have changed hands: all whom any telling of it names.
    same = Sale.objects.filter(business_id=sale.business_id, vendor=sale.vendor, account=sale.account)
    people = same.filter(vendor_id=sale.vendor_id, person__isnull=False).values_list("person_id", flat=True)
    restand(sale.business_id, set(filter(None, people)), at)


def _digest(sale: Sale) -> str:
    text = "\x1f".join(str(getattr(sale, name)) for name in ("person_id", "says", *MENDABLE[1:]))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


# Twins, by the owner's word.


@transaction.atomic
def say_twins(one: Sale, other: Sale, member: Member | None, at: datetime, *, is_same: bool) -> TwinWord:
    """The owner's word on two sales that may be one. It holds for later files too; a new word replaces it."""
    first, second = sorted((one, other), key=lambda sale: sale.natural_key)
    if first.natural_key == second.natural_key:
        raise ValueError("one sale has no twin in itself")
    word, _made = TwinWord.objects.update_or_create(
        business_id=one.business_id,
        one=first.natural_key,
        other=second.natural_key,
        defaults={"is_same": is_same, "member": member, "at": at},
    )
    _recount_pair(word, at)
    log(word, "sale.twins_told", at, member, ("is_same",))
    return word


@transaction.atomic
def unsay_twins(word: TwinWord, member: Member | None, at: datetime) -> None:
    """The owner's word is taken back: the rule decides again. Safe to repeat."""
    gone, _rows = TwinWord.objects.filter(pk=word.pk).delete()
    if gone:
        _recount_pair(word, at)
        log(word, "sale.twins_untold", at, member)


def _recount_pair(word: TwinWord, at: datetime) -> None:
    recount_keys(word.business_id, word.keys(), at)
