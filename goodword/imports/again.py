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

from .models import Upload

RECORD = ("pk", "line", "person_id", "vendor", "account", "vendor_id", "digest")
Record = dict[str, Any]


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
    return not is_news and _meanings(facts) == _meanings(old.facts["files"])


def _meanings(facts: Sequence[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    return [[(column["header"], column["meaning"]) for column in one["columns"]] for one in facts]


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


def _pairs(old: Upload, source: Source, n_tables: int) -> Iterator[tuple[Record, Record]]:
    """The old and the new record of each line. Of a file with several tables a line alone does not tell which record
    is meant; then only what the records say does."""
    if n_tables != 1 or len(old.facts["files"]) != 1:
        return
    before = {row["line"]: row for row in Claim.objects.filter(source=old.source).values(*RECORD)}
    for row in Claim.objects.filter(source=source).values(*RECORD):
        if row["line"] in before:
            yield before[row["line"]], row
