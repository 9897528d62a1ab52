"""Merge and split by the owner's word, each with its way back.

A word is kept; nothing is re-pointed here. Who is who is then settled anew (referrals/settling.py), as after
an import, and so any later file finds the word in force.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from goodword.accounts.models import Member, Source
from goodword.accounts.models.change import log

from .closed import claims_known_by, natural_key
from .models import Claim, MaybeSame, Person, SameWord, WordKey


class NothingToSplit(ValueError):
    """All records of a person, or none, cannot be somebody else."""


@transaction.atomic
def merge(one: Person, other: Person, member: Member | None, at: datetime) -> SameWord:
    """They are one person. Merging twice is once."""
    return _say(set(_keys(one).values()), set(_keys(other).values()), member, at, is_same=True, about=one)


@transaction.atomic
def tell_apart(one: Person, other: Person, member: Member | None, at: datetime) -> SameWord:
    """They are two, whatever they share."""
    return _say(set(_keys(one).values()), set(_keys(other).values()), member, at, is_same=False, about=one)


@transaction.atomic
def split(person: Person, claims: Collection[int], member: Member | None, at: datetime) -> SameWord:
    """These records of `person` are somebody else's. Raises NothingToSplit."""
    keys = _keys(person)
    other = {key for pk, key in keys.items() if pk in claims}
    one = {key for pk, key in keys.items() if pk not in claims} - other
    if not one or not other:
        raise NothingToSplit
    return _say(one, other, member, at, is_same=False, about=person)


@transaction.atomic
def take_back(word: SameWord, member: Member | None, at: datetime) -> None:
    """Undo: the rule decides again, and earlier words that had given way. Safe to repeat."""
    if word.taken_back_at:
        return
    word.taken_back_at = at
    word.save(update_fields=["taken_back_at"])
    SameWord.objects.filter(business=word.business_id, pk__in=word.replaces).update(taken_back_at=None)
    log(word, "person.word_taken_back", at, member)


def claims_of(word: SameWord) -> list[int]:
    """The records in the books of which the word speaks."""
    return claims_known_by(word.business_id, word.keys.values_list("key", flat=True))


def _keys(person: Person) -> dict[int, str]:
    """Record -> what it is known by, of all records of a person."""
    rows = Claim.objects.filter(person=person, source__state=Source.State.HERE)
    told = rows.values("pk", "vendor", "account", "vendor_id", "digest")
    return {row["pk"]: natural_key(row) for row in told}


def _say(
    one: set[str], other: set[str], member: Member | None, at: datetime, *, is_same: bool, about: Person
) -> SameWord:
    gave_way = _contradicting(about.business_id, one, other, is_same=is_same)
    SameWord.objects.filter(pk__in=gave_way).update(taken_back_at=at)
    word = SameWord.objects.create(
        business_id=about.business_id, is_same=is_same, member=member, at=at, replaces=gave_way
    )
    WordKey.objects.bulk_create(
        WordKey(business_id=word.business_id, word=word, side=side, key=key)
        for side, keys in (("one", one), ("other", other - one))
        for key in sorted(keys)
    )
    log(about, "person.merged" if is_same else "person.split", at, member)
    return word


def _contradicting(business_id: int, one: set[str], other: set[str], *, is_same: bool) -> list[int]:
    """Words in force that say the opposite of these two sides."""
    rows = WordKey.objects.filter(
        business_id=business_id, word__taken_back_at=None, word__is_same=not is_same, key__in=one | other
    )
    sides: dict[int, set[tuple[str, str]]] = {}
    for word, side, key in rows.values_list("word_id", "side", "key"):
        mine = "one" if key in one else "other"
        # A word that they are one contradicts whatever its own sides are; that they are two only across them.
        sides.setdefault(word, set()).add((mine, "" if not is_same else side))
    if is_same:
        return sorted(word for word, met in sides.items() if len({side for _mine, side in met}) > 1)
    return sorted(word for word, met in sides.items() if len(met) > 1)


def put_off(pair: MaybeSame, until: datetime) -> None:
    """“I don't know”: asked again later."""
    pair.later_until = until.date()
    pair.save(update_fields=["later_until"])
