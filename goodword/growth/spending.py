"""Spending on ads, as a member types it or a table tells it; each with its way back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from goodword.accounts.models import Business, Member
from goodword.accounts.models.change import log
from goodword.accounts.once import kept_once
from goodword.lib.text import fold
from goodword.people.closed import chunks

from .ad_tables import LONGEST_WHAT, Spent
from .models import AdSpending

TABLE = "table:"  # begins the keys of lines that a table told


@dataclass(frozen=True, slots=True)
class KeptTable:
    """What came of a table: `first` of its new rows stands for all of them."""

    first: AdSpending | None
    n_new: int
    n_same: int  # told before
    n_changed: int  # told before with another amount
    n_back: int  # told before, and taken back since: it stays so


@transaction.atomic
def note_spending(
    business: Business, member: Member | None, at: datetime, spent: Spent, key: str
) -> AdSpending:
    """Keep what was typed. The same form twice (by its key) is once."""

    def keep() -> AdSpending:
        row = AdSpending.objects.create(**_fields(business, member, at, spent), key=key)
        log(row, "spending.noted", at, member)
        return row

    return kept_once(lambda: AdSpending.objects.filter(business=business, key=key).first(), keep)


@transaction.atomic
def keep_table(business: Business, member: Member | None, at: datetime, told: Iterable[Spent]) -> KeptTable:
    """Keep the lines of a table. What a table told before of the same campaign and days is not kept again; where
    the amount is another one now, that one holds: ad programs put their figures right for some days."""
    by_key = {_key(spent): spent for spent in told}
    rows = AdSpending.objects.filter(business=business)
    kept = {row.key: row for part in chunks(by_key) for row in rows.filter(key__among=part)}
    here = [row for row in kept.values() if row.taken_back_at is None]
    changed = [row for row in here if row.cents != by_key[row.key].cents]
    for row in changed:
        row.cents = by_key[row.key].cents
    AdSpending.objects.bulk_update(changed, ["cents"], batch_size=200)
    new = AdSpending.objects.bulk_create(
        [
            AdSpending(**_fields(business, member, at, spent), key=key)
            for key, spent in by_key.items()
            if key not in kept
        ],
        batch_size=200,
        ignore_conflicts=True,  # the same file at the same moment, from another window
    )
    if told_now := [*new, *changed]:
        log(told_now[0], "spending.brought", at, member)
    first = new[0] if new else None
    return KeptTable(first, len(new), len(here) - len(changed), len(changed), len(kept) - len(here))


def _fields(business: Business, member: Member | None, at: datetime, spent: Spent) -> dict[str, object]:
    return {
        "business": business,
        "member": member,
        "at": at,
        "what": spent.what[:LONGEST_WHAT],
        "from_on": spent.from_on,
        "until_on": spent.until_on,
        "cents": spent.cents,
        "currency": spent.currency,
    }


def _key(spent: Spent) -> str:
    told = (fold(spent.what), spent.from_on.isoformat(), spent.until_on.isoformat(), spent.currency)
    return TABLE + hashlib.blake2b("\x1f".join(told).encode(), digest_size=16).hexdigest()


def kept_with(row: AdSpending) -> "QuerySet[AdSpending]":
    """The rows that came with this one: all that its table brought, or itself alone."""
    if not row.key.startswith(TABLE):
        return AdSpending.objects.filter(pk=row.pk)
    return AdSpending.objects.filter(business=row.business_id, key__startswith=TABLE, at=row.at)


@transaction.atomic
def take_back(row: AdSpending, member: Member | None, at: datetime) -> bool:
    """It was not spent after all: this row, or all that its table brought. Returns whether anything changed."""
    done = kept_with(row).filter(taken_back_at=None).update(taken_back_at=at)
    if done:
        log(row, "spending.taken_back", at, member)
    return bool(done)


@transaction.atomic
def put_back(row: AdSpending, member: Member | None, at: datetime) -> bool:
    done = kept_with(row).exclude(taken_back_at=None).update(taken_back_at=None)
    if done:
        log(row, "spending.restored", at, member)
    return bool(done)
