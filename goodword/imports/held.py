"""Rows that wait for the owner: what a yes or a no does, and how it is taken back.

A decision holds for the same row in every file, those that come later included (batches.py asks for it).
"""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from goodword.accounts.models import Business, Member, Source
from goodword.accounts.models.change import log
from goodword.people.models import Claim, Person
from goodword.referrals.settling import settle_claims, settling
from goodword.sales.counting import recount_keys
from goodword.sales.models import Sale
from goodword.sales.retold import tie_buyers, told_beside_claims

from .batches import KEPT, LEFT_OUT
from .inserting import Keys, rows_of
from .models import HeldRow, Upload
from .sale_rows import SaleRows, Sold
from .settling import take_claims_away, tell_senders
from .writing import Told, ready_claims, unpacked_person, unpacked_sales


def waiting(business: Business) -> "QuerySet[HeldRow]":
    """Rows of files that are in the books, not decided on yet, and not told by a newer file since."""
    rows = HeldRow.objects.filter(business=business, decided="", upload__state=Upload.State.HERE)
    held_on = TruncDate("at", tzinfo=UTC)
    told = rows.alias(held_on=held_on, held_until=Coalesce("upload__source__until", held_on))
    return told.exclude(Exists(_told_since()))


def _told_since() -> "QuerySet[Sale]":
    """The tellings that would stand before a row, were it counted, by the order of `sales.tellings.Telling.worth`.

    Nobody need be asked about such a row. It waits again if the newer file is undone.
    """
    told_on = TruncDate("told_at", tzinfo=UTC)
    same_sale = {name: OuterRef(name) for name in ("business", "vendor", "account", "vendor_id")}
    here = Sale.objects.filter(
        **same_sale, source__state=Source.State.HERE, taken_back_at=None, is_partial=False
    ).exclude(source=OuterRef("upload__source"))
    here = here.alias(told_on=told_on, until=Coalesce("source__until", told_on))
    same_day, same_until = Q(told_on=OuterRef("held_on")), Q(until=OuterRef("held_until"))
    return here.filter(
        Q(by_hand=True)
        | Q(told_on__gt=OuterRef("held_on"))
        | same_day & Q(until__gt=OuterRef("held_until"))
        | same_day & same_until & Q(told_at__gt=OuterRef("at"))
    )


def each_once(rows: "QuerySet[HeldRow]") -> "QuerySet[HeldRow]":
    """A row that several files tell waits in each of them, and is asked about once: as the first file tells it."""
    told_before = rows.filter(digest=OuterRef("digest"), pk__lt=OuterRef("pk"))
    return rows.exclude(Exists(told_before.order_by()))


def decide(held: HeldRow, decision: str, member: Member | None, at: datetime) -> None:
    """Count this row, or leave it out: in every file that tells it. Safe to repeat."""
    same = (
        waiting(held.business).filter(digest=held.digest).select_related("upload__source", "upload__business")
    )
    if decision == LEFT_OUT:
        with transaction.atomic():
            same.update(decided=LEFT_OUT, decided_at=at)
            log(held, "row.left_out", at, member)
        return
    with settling(held.business):
        for row in same:
            _count(row, at)
        with transaction.atomic():
            same.update(decided=KEPT, decided_at=at)
            log(held, "row.kept", at, member)


def _count(row: HeldRow, at: datetime) -> None:
    source = row.upload.source
    assert source is not None
    with transaction.atomic():
        made = _write(row, at)
        HeldRow.objects.filter(pk=row.pk).update(record=row.record | {"made": made})
    beside = told_beside_claims(made["claims"])
    settle_claims(row.business, {*made["claims"], *tie_buyers(row.business_id, beside)}, at)
    recount_keys(
        row.business_id, [(vendor, account, number) for vendor, account, number in made["sales"]], at
    )
    tell_senders(row.business, source, at)


def _write(row: HeldRow, at: datetime) -> dict[str, list[Any]]:
    """The rows it would have become; what its source tells elsewhere already is not written twice."""
    record, source = row.record, row.upload.source
    assert source is not None
    vendor, account = record["vendor"], record["account"]
    claim, person, made = None, None, []
    if found := unpacked_person(record):
        told = Claim.objects.filter(source=source, account=account, digest=found.digest).first()
        if told is None:
            [person], [claim] = Keys(Person).take(1), Keys(Claim).take(1)
            stranger = {"id": person, "business_id": row.business_id, "since": at, "is_here": False}
            rows_of(Person).ready([stranger], keyed=True).write()
            for ready in ready_claims(source, account, [Told(found, claim, person, row.line, source.at)]):
                ready.write()
            made = [claim]
        else:
            claim, person = told.pk, told.person_id
    # As old as its file: what a later one told of the same sale stands before it.
    keys, rows = [], SaleRows(row.business, source, vendor, account, source.at)
    for sale in unpacked_sales(record):
        if Sale.objects.filter(
            source=source, vendor=vendor, account=account, vendor_id=sale.vendor_id
        ).exists():
            continue
        rows.ready([Sold(sale, row.line, claim, person)]).write()
        keys.append([vendor, account, sale.vendor_id])
    return {"claims": made, "sales": keys}


def can_be_taken_back(row: HeldRow) -> bool:
    """For a day; then only the decision is left of it."""
    return bool(row.decided and row.record)


def take_back(held: HeldRow, member: Member | None, at: datetime) -> bool:
    """It waits again, in every file that tells it. False if its cells are gone by now."""
    if not can_be_taken_back(held):
        return not held.decided
    rows = HeldRow.objects.filter(business=held.business, digest=held.digest, upload__state=Upload.State.HERE)
    with settling(held.business):
        for row in rows.exclude(decided="").select_related("upload__source", "business"):
            if row.decided == KEPT:
                _take_out(row, at)
        with transaction.atomic():
            rows.update(decided="", decided_at=None)
            log(held, "row.waits_again", at, member)
    return True


def _take_out(row: HeldRow, at: datetime) -> None:
    made = row.record.get("made", {"claims": [], "sales": []})
    beside = told_beside_claims(made["claims"])
    for vendor, account, vendor_id in made["sales"]:
        told = Sale.objects.filter(
            source=row.upload.source, vendor=vendor, account=account, vendor_id=vendor_id
        )
        told.update(taken_back_at=at)
        recount_keys(row.business_id, [(vendor, account, vendor_id)], at)
        told.delete()
    if row.upload.source:
        take_claims_away(row.upload.source, made["claims"], at, beside)
