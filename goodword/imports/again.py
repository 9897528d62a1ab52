"""The same bytes, read otherwise now: the owner has corrected what the columns mean.

Whoever stood on a line of the file before is who stands there now, whatever they are called: with their code, their
notes, and the owner's word on who is who.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from goodword.accounts.models import Change, Source
from goodword.people.closed import chunks, natural_key
from goodword.people.joining import give_claims
from goodword.people.models import Claim, Person, WordKey
from goodword.sales.models import Sale

from .models import Upload

RECORD = ("pk", "line", "person_id", "vendor", "account", "vendor_id", "digest")
LOOKED_THROUGH = 500
Record = dict[str, Any]
Key = tuple[str, str, str]  # vendor, account, the vendor's number or one made of the content
# What a reading says of a sale, but for who bought it.
TOLD = (
    "vendor", "account", "vendor_id", "digest", "says", "on", "at", "currency", "goods_cents", "tax_cents",
    "shipping_cents", "tip_cents", "is_gross", "purpose", "is_refund", "refund_of", "what", "lines", "is_partial",
    "card",
)  # fmt: skip


def same_files(upload: Upload) -> list[Upload]:
    """The uploads that brought these very bytes and are still in the books, the first one first."""
    same = Upload.objects.filter(
        business_id=upload.business_id, digest=upload.digest, state=Upload.State.HERE
    )
    return list(same.exclude(pk=upload.pk).exclude(source=None).order_by("here_at", "pk"))


def has_replaced(upload: Upload) -> bool:
    """Whether it took the place of what the same bytes had brought: then nothing in it was new."""
    before = Upload.objects.filter(business_id=upload.business_id, digest=upload.digest, pk__lt=upload.pk)
    # Both change places at one moment; an undo by the owner's hand was earlier.
    undone = Change.objects.filter(business_id=upload.business_id, room="imports", type="file.undone")
    return undone.filter(row__in=before.values("code"), at=upload.here_at).exists()


def reads_as_before(facts: Sequence[dict[str, Any]], old: Upload) -> bool:
    """Whether reading it again would change nothing: each column is read as it was, and no row tells anything new."""
    is_news = any(one["outcomes"].get(outcome) for one in facts for outcome in ("new", "changed"))
    before = old.facts["files"]
    return not is_news and len(facts) == len(before) and all(map(_read_alike, facts, before))


def read_otherwise(upload: Upload) -> list[str]:
    """Other files of its shape that are in the books as they were read before the owner's last word on the shape."""
    here = Upload.objects.filter(
        business_id=upload.business_id, format=upload.format, state=Upload.State.HERE
    )
    rows = here.exclude(digest=upload.digest).order_by("here_at", "pk").values_list("file", "facts")
    mine = {one["signature"]: one for one in upload.facts["files"] if one["signature"]}
    return [
        file
        for file, facts in rows[:LOOKED_THROUGH]
        if any(not _read_alike(one, mine.get(one["signature"], one)) for one in facts["files"])
    ]


def _read_alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether their columns mean the same, and what could be read in two ways in both was read in the same one."""
    if _meanings(one) != _meanings(other):
        return False
    was, now = ({told["kind"]: told["read"] for told in table.get("two_ways", [])} for table in (one, other))
    return all(was[kind] == now[kind] for kind in was.keys() & now.keys())


def _meanings(table: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted((column["header"], column["meaning"]) for column in table["columns"])


def hand_over(old: Upload, source: Source, n_tables: int) -> None:
    """While the new reading is only coming in, its records are given to the people of the old one. Safe to repeat."""
    for part in chunks(_pairs(old, source, n_tables)):
        with transaction.atomic():
            give_claims([(old["person_id"], new["pk"]) for old, new in part])
            strangers = {new["person_id"] for old, new in part if new["person_id"] != old["person_id"]}
            unseen = Person.every.filter(pk__among=sorted(strangers), is_here=False, joined_into=None)
            unseen.filter(claims=None).delete()


def hand_on_words(old: Upload, source: Source, n_tables: int) -> None:
    """What the owner said of the old records holds for the new ones. Within the transaction that commits them."""
    for part in chunks(_pairs(old, source, n_tables)):
        new_key = {natural_key(old): natural_key(new) for old, new in part}
        said = WordKey.objects.filter(business_id=source.business_id, key__among=list(new_key))
        for word, side, key in list(said.values_list("word_id", "side", "key")):
            told: dict[str, Any] = {"word_id": word, "side": side, "key": new_key[key]}
            WordKey.objects.get_or_create(business_id=source.business_id, **told)


def read_others_alike(old: Upload, source: Source, n_tables: int) -> None:
    """A sale without a number is known by what was read of it. Whatever other file tells it as the old reading did
    (an older export of the same till) tells it from now on as this one does: else it would count once each way.

    Within the transaction that commits the new reading; which telling counts is decided by what follows it.
    """
    shop = Sale.objects.filter(source=old.source).values("business", "vendor", "account").first()
    if shop is None or not _is_one_table(old, n_tables):
        return
    others = Sale.objects.filter(**shop, by_hand=False).exclude(source__in=[old.source_id, source.pk])
    if not others.exists():
        return
    now = _read_now(old, source)
    numbers = {number for _vendor, _account, number in now}
    told = [
        row for part in chunks(numbers) for row in others.filter(vendor_id__among=part) if _key(row) in now
    ]
    moved = [(row, new) for row in told if (new := now[_key(row)])]
    for part in chunks([row.pk for row in told]):
        Sale.objects.filter(pk__among=part).delete()  # first all of them: they may change places
    for row, new in moved:
        for name in TOLD:
            setattr(row, name, getattr(new, name))
    Sale.objects.bulk_create([row for row, _new in moved], batch_size=500, ignore_conflicts=True)


def _read_now(old: Upload, source: Source) -> dict[Key, Sale | None]:
    """The sales that are read otherwise now, by what they were known by; None for those that are no sale now. One
    with a number of the vendor's is known by that, and what another file tells of it stays."""
    new = {(row.line, row.is_refund): row for row in Sale.objects.filter(source=source)}
    nameless = Sale.objects.filter(source=old.source, vendor_id__startswith="~")
    was = ((row, new.get((row.line, row.is_refund))) for row in nameless)
    return {_key(row): now for row, now in was if now is None or _key(now) != _key(row)}


def _key(sale: Sale) -> Key:
    return sale.vendor, sale.account, sale.vendor_id


def _pairs(old: Upload, source: Source, n_tables: int) -> Iterator[tuple[Record, Record]]:
    """The old and the new record of each line."""
    if not _is_one_table(old, n_tables):
        return
    before = {row["line"]: row for row in Claim.objects.filter(source=old.source).values(*RECORD)}
    for row in Claim.objects.filter(source=source).values(*RECORD):
        if row["line"] in before:
            yield before[row["line"]], row


def _is_one_table(old: Upload, n_tables: int) -> bool:
    """Of a file with several tables a line alone does not tell which record is meant; then only what they say does."""
    return n_tables == 1 and len(old.facts["files"]) == 1
