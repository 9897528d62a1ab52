"""Puts the rule of who is who (matching.py) to work on the books: claims to people, and back again.

The rule is a function of the set of all claims. Here it is run on the claims that could be touched: those
given and all that share a key with them, and so on (the closed set), which gives what the whole would.
Only one process at a time may settle a business: it reads, decides, and then writes in short transactions.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.apps import apps
from django.db import IntegrityError, connection, transaction

from goodword.accounts.models import Source
from goodword.accounts.turns import give_way

from .closed import Cards, card, chunks
from .matching import groups
from .models import Claim, Join, Person, Way
from .settling_homes import households_of, settle_homes
from .shown import held_by_something, recompute

__all__ = ["Cards", "card", "chunks", "settle"]

OLDS_AT_ONCE = 200
WORDS = "words"  # in Join.moved: what the owner had said of the one kept, before


def settle(
    business_id: int, claim_ids: Collection[int], at: datetime, *, people: Collection[int] = ()
) -> set[int]:
    """Give these claims, and all they touch, to the right people. Returns those who were in the books before
    and have won or lost claims, or their only name: their sales may count differently now.

    Safe to repeat, and to stop halfway: it moves towards the same books whatever the order of events.
    `people` are looked at too, though they may have lost their claims (undo).
    """
    book = Cards(business_id)
    book.close(book.add(claim_ids) + book.add(_claims_of(business_id, people)))
    book.anchor()
    found = groups(list(book.cards.values()))
    lived_in = households_of({*people, *book.person_of.values()})
    moves = _Moves(business_id, found, book.person_of)
    for part in _whole_olds(moves.found):
        with transaction.atomic():
            _move(business_id, part, moves.hidden, at)
        give_way()
    book.person_of.update((claim, move.new) for move in moves.found for claim in move.claims)
    given = {book.person_of[claim] for claim in claim_ids if claim in book.person_of}
    named = recompute(business_id, moves.touched | given | set(people))
    settle_homes(business_id, book.cards, found, book.person_of, also=people, lived_in=lived_in)
    return (moves.touched | named) - moves.hidden


def _claims_of(business_id: int, people: Collection[int]) -> list[int]:
    found: list[int] = []
    for part in chunks(sorted(people)):
        rows = Claim.objects.filter(
            business_id=business_id, person_id__among=part, source__state=Source.State.HERE
        )
        found += rows.values_list("pk", flat=True)
    return found


class Move(NamedTuple):
    claims: list[int]
    old: int  # the person they leave
    new: int  # the person they go to


@dataclass(slots=True)
class _Moves:
    """Which claims change person. A person stays with the group that holds most of its claims."""

    business_id: int
    groups: Sequence[Sequence[int]]
    person_of: Mapping[int, int]
    found: list[Move] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)  # nobody has seen them yet: they are only coming in
    revived: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        at_home = self._at_home()
        self.hidden = _hidden(at_home)
        living: dict[int, list[int]] = defaultdict(list)
        for person, number in at_home.items():
            living[number].append(person)
        for number, group in enumerate(self.groups):
            self._gather(group, living[number])

    def _at_home(self) -> dict[int, int]:
        best: dict[int, tuple[int, int]] = {}
        for number, group in enumerate(self.groups):
            for person, n in Counter(self.person_of[claim] for claim in group).items():
                if person not in best or (n, -number) > best[person]:
                    best[person] = (n, -number)
        return {person: -number for person, (_n, number) in best.items()}

    def _gather(self, group: Sequence[int], living: Sequence[int]) -> None:
        # The eldest stays; one who is only coming in gives way to one who is known.
        kept = min(living, key=lambda person: (person in self.hidden, person)) if living else None
        leaving: dict[int, list[int]] = defaultdict(list)
        for claim in group:
            if self.person_of[claim] != kept:
                leaving[self.person_of[claim]].append(claim)
        for old, claims in leaving.items():
            kept = kept or self._come_apart(old, claims)
            self.found.append(Move(claims, old, kept))

    def _come_apart(self, old: int, claims: Sequence[int]) -> int:
        """The person that these claims had before a join, or a new one."""
        joins = Join.objects.filter(kept_id=old, undone_at=None).exclude(gone_id__in=self.revived)
        for join in joins.order_by("-pk"):
            if set(join.moved.get(Claim._meta.label, ())) & set(claims):
                self.revived.add(join.gone_id)
                return join.gone_id
        since = Person.every.values_list("since", flat=True).get(pk=old)
        return Person.every.create(business_id=self.business_id, since=since, is_here=False).pk

    @property
    def touched(self) -> set[int]:
        return {person for move in self.found for person in (move.old, move.new)}


def _hidden(people: Iterable[int]) -> set[int]:
    hidden: set[int] = set()
    for part in chunks(people):
        rows = Person.every.filter(pk__among=part, is_here=False)
        hidden |= set(rows.values_list("pk", flat=True))
    return hidden


def _whole_olds(moves: Sequence[Move]) -> Iterator[list[Move]]:
    """All that leaves one person goes in one transaction: whether they are left with nothing is told after it."""
    by_old = [
        list(own)
        for _old, own in groupby(sorted(moves, key=lambda move: move.old), key=lambda move: move.old)
    ]
    for part in chunks(by_old, OLDS_AT_ONCE):
        yield [move for own in part for move in own]


def _move(business_id: int, moves: Sequence[Move], hidden: Collection[int], at: datetime) -> None:
    give_claims([(move.new, claim) for move in moves for claim in move.claims])
    leaving = {move.old for move in moves}
    apart = {(move.new, move.old) for move in moves}
    for join in Join.objects.filter(kept_id__among=leaving, undone_at=None):
        if (join.gone_id, join.kept_id) in apart:
            _take_back(join, at)
    emptied = leaving - set(
        Claim.objects.filter(person_id__among=leaving).values_list("person_id", flat=True)
    )
    unseen = emptied & set(hidden)
    unseen -= held_by_something(sorted(unseen))
    Person.every.filter(pk__among=unseen).delete()
    gone = emptied - unseen
    if gone:
        _Joins(business_id, gone, at).join(moves)


def give_claims(pairs: Sequence[tuple[int, int]]) -> None:
    """(person, claim): the claim, its ways, and what upper rooms keep with it (a sale's buyer)."""
    tables = [(Claim._meta.db_table, "id")]
    for link in Claim._meta.related_objects:
        model: Any = link.related_model
        if any(one.name == "person" for one in model._meta.fields):
            tables.append((model._meta.db_table, str(link.field.column)))  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        for table, column in tables:
            cursor.executemany(f'UPDATE "{table}" SET person_id = %s WHERE "{column}" = %s', pairs)  # noqa: S608


class _Joins:
    """People who have lost their last claim: all else that is theirs follows it, and is remembered."""

    def __init__(self, business_id: int, gone: Collection[int], at: datetime) -> None:
        self.business_id = business_id
        self.gone = gone
        self.at = at
        self.people = Person.every.in_bulk(list(gone))
        self.theirs: dict[int, list[tuple[Any, str, int]]] = defaultdict(list)
        for link in Person._meta.related_objects:
            model: Any = link.related_model
            rules = getattr(model, "rules", None)
            if rules is None or rules.on_merge == "stay" or model in (Claim, Way):
                continue
            column = link.field.attname  # type: ignore[union-attr]
            rows = model._base_manager.filter(**{f"{column}__in": gone})
            for pk, person in rows.values_list("pk", column):
                self.theirs[person].append((model, column, pk))

    def join(self, moves: Iterable[Move]) -> None:
        to: dict[int, Move] = {}
        for move in moves:
            if move.old in self.gone and (move.old not in to or len(move.claims) > len(to[move.old].claims)):
                to[move.old] = move
        for move in to.values():
            self._join(self.people[move.old], move.new, move.claims)

    def _join(self, gone: Person, kept: int, claims: Sequence[int]) -> None:
        moved: dict[str, Any] = {Claim._meta.label: list(claims)}
        for model, column, pk in self.theirs[gone.pk]:
            if _repointed(model, column, pk, kept):
                moved.setdefault(f"{model._meta.label}.{column}", []).append(pk)
        moved[WORDS] = _hand_on_words(gone, kept)
        Join.objects.create(business_id=self.business_id, gone=gone, kept_id=kept, moved=moved, at=self.at)
        Person.every.filter(pk=gone.pk).update(is_here=False, joined_into=kept, household=None)


def _repointed(model: Any, column: str, pk: int, kept: int) -> bool:
    """Points a row at `kept`. One that would then stand there twice, or lead back to itself, stays behind."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{column: kept})
    except IntegrityError:
        return False
    return True


def _hand_on_words(gone: Person, kept: int) -> dict[str, Any]:
    """The owner's word on either holds for both, a "no" above all; returns what it was before."""
    before = Person.every.values("kind_said", "never_ask", "left_out").get(pk=kept)
    said = {
        "kind_said": before["kind_said"] or gone.kind_said,
        "never_ask": before["never_ask"] or gone.never_ask,
        "left_out": before["left_out"] or (gone.left_out and not before["kind_said"]),
    }
    if said == before:
        return {}
    Person.every.filter(pk=kept).update(**said)
    return {"before": before, "after": said}


def _take_back(join: Join, at: datetime) -> None:
    """A contradiction: `gone` is somebody after all, and gets back what the join had moved."""
    for label, pks in join.moved.items():
        if label in (Claim._meta.label, WORDS):
            continue
        table, column = label.rsplit(".", 1)
        rows = apps.get_model(table)._base_manager.filter(pk__among=pks, **{column: join.kept_id})
        rows.update(**{column: join.gone_id})
    if words := join.moved.get(WORDS):
        # Only if the owner has not spoken since.
        Person.every.filter(pk=join.kept_id, **words["after"]).update(**words["before"])
    Person.every.filter(pk=join.gone_id).update(is_here=True, joined_into=None)
    Join.objects.filter(pk=join.pk).update(undone_at=at)
