"""A buyer told without an address, or with a broken one, whom another telling of the same sale names with one.

It is one sale, so it is one buyer: a mail mended in the shop, a list of the things sold beside the orders. Who is
meant so is kept with the record (`Claim.told_as`), and joins them like the owner's word (people/closed.py).

A function of all tellings that are here, whatever their order. Where the sales of one record lead to two buyers, which
of them is meant nobody knows, and it ties nobody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from goodword.accounts.models import Source
from goodword.people.cards import Bearing, bearing_of, conflict
from goodword.people.closed import CLAIM_FIELDS, card, chunks, claims_known_by, natural_key
from goodword.people.models import Claim, Way

from .models import Sale

# Of sales told with different words: the buyer of the one telling, and the buyer of the other.
PAIRS = """
    SELECT DISTINCT told.claim_id, again.claim_id FROM sales_sale told
    JOIN sales_sale again ON again.business_id = told.business_id AND again.vendor = told.vendor
        AND again.account = told.account AND again.vendor_id = told.vendor_id
        AND again.claim_id <> told.claim_id AND again.digest <> told.digest
    JOIN accounts_source source ON source.id = again.source_id AND source.state = 'here'
    WHERE told.taken_back_at IS NULL AND again.taken_back_at IS NULL AND told.{column} IN ({keys})
"""
Pairs = set[tuple[int, int]]


def tie_buyers_of(source: Source) -> set[int]:
    """Decide whom the records mean that tell a sale of this source. Returns those to be settled with its own."""
    return tie_buyers(source.business_id, told_beside(source))


def told_beside(source: Source) -> set[int]:
    """The records that tell a sale of this source in other words, and those of its own that do."""
    others = Source.objects.filter(business=source.business_id).exclude(pk=source.pk)
    theirs = Sale.objects.filter(source=OuterRef("pk"))
    lists = Sale.objects.filter(source=source, is_partial=True)
    if not lists.exists() and not others.filter(Exists(theirs)).exists():
        return set()  # nothing is told twice
    return _both(_pairs("source_id", [source.pk]))


def told_beside_claims(claims: Iterable[int]) -> set[int]:
    return _both(_pairs("claim_id", claims))


def tie_all_buyers(business_id: int) -> set[int]:
    return tie_buyers(business_id, _both(_pairs("business_id", [business_id])))


def _both(pairs: Pairs) -> set[int]:
    return {claim for pair in pairs for claim in pair}


def _pairs(column: str, keys: Iterable[int]) -> Pairs:
    found: Pairs = set()
    for part in chunks(keys, 500):
        asked = PAIRS.format(column=column, keys=", ".join(["%s"] * len(part)))
        with connection.cursor() as cursor:
            cursor.execute(asked, part)
            found.update(cursor.fetchall())
    return found


def tie_buyers(business_id: int, claims: Collection[int]) -> set[int]:
    """Decide anew whom those of these mean that have no address. Returns those that mean somebody else now."""
    if not claims:
        return set()
    poor = _Records(business_id, claims)
    poor.keep_poor()
    poor.add_namesakes()
    others: dict[int, set[int]] = defaultdict(set)
    for claim, other in _pairs("claim_id", sorted(poor.rows)):
        others[claim].add(other)
    rich = _Records(business_id, set().union(*others.values()))
    changed: set[int] = set()
    for same in poor.known_as_one():
        means = rich.meant_by(set().union(*(others[claim] for claim in same)), poor.names(same))
        now = [claim for claim in same if poor.rows[claim]["told_as_id"] != means]
        for part in chunks(now):
            Claim.objects.filter(pk__among=part).update(told_as=means)
        changed.update(now)
    return changed


class _Records:
    """What some records say of a buyer, as far as it tells who is meant."""

    def __init__(self, business_id: int, claims: Collection[int]) -> None:
        self.business_id = business_id
        self.here = Claim.objects.filter(business_id=business_id, source__state=Source.State.HERE)
        self.rows: dict[int, dict[str, Any]] = {}
        self.keys: dict[int, set[tuple[str, str]]] = defaultdict(set)
        self._add(claims)

    def _add(self, claims: Collection[int]) -> None:
        for part in chunks(sorted(set(claims) - self.rows.keys())):
            self.rows |= {row["id"]: row for row in self.here.filter(pk__among=part).values(*CLAIM_FIELDS)}
            ways = Way.objects.filter(claim_id__among=part).exclude(key="")
            for claim, kind, key in ways.values_list("claim_id", "kind", "key"):
                self.keys[claim].add((kind, key))

    def keep_poor(self) -> None:
        self.rows = {pk: row for pk, row in self.rows.items() if pk not in self.keys}

    def add_namesakes(self) -> None:
        """What is known as one record in every file (a shop knows its buyers by name alone) means one buyer."""
        self._add(claims_known_by(self.business_id, set(map(natural_key, self.rows.values()))))
        self.keep_poor()

    def known_as_one(self) -> Iterable[set[int]]:
        same: dict[str, set[int]] = defaultdict(set)
        for pk, row in self.rows.items():
            same[natural_key(row)].add(pk)
        return same.values()

    def names(self, claims: Iterable[int]) -> list[Bearing]:
        told = [bearing_of(card(self.rows[claim], ())) for claim in claims if claim in self.rows]
        return [name for name in told if name]

    def meant_by(self, claims: Iterable[int], names: Collection[Bearing]) -> int | None:
        """The record of the one buyer among these who may bear those names; None if there are two of them."""
        reached = [
            claim
            for claim in claims
            if self.keys.get(claim)
            and not any(conflict(own, name) for own in self.names([claim]) for name in names)
        ]
        if not reached or not set[tuple[str, str]].intersection(*(self.keys[claim] for claim in reached)):
            return None
        return min(reached, key=lambda claim: (self.rows[claim]["digest"], claim))
