"""Groups that were found: written as rows, so that each keeps its code and its name from one counting to the next."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goodword.accounts.models import Business
from goodword.people.closed import chunks

from .models import Group, InGroup

# Of the smaller of the two, before and now: from this share on it is the same group.
SAME_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A group as it was found. One without a key is known again by who is in it."""

    people: frozenset[int]
    key: str = ""
    name: str = ""


@transaction.atomic
def keep_found(business: Business, kind: str, found: Sequence[Found], at: datetime) -> int:
    """Write what was found; returns how many groups have people now. Safe to repeat.

    What is found no more stays as a row without people, and a group that the owner ended stays ended.
    """
    before = members(business.pk, kind)
    rows = {group.pk: group for group in Group.objects.filter(business=business, kind=kind)}
    by_key = {group.key: group.pk for group in rows.values() if group.key}
    known = {n: by_key[one.key] for n, one in enumerate(found) if one.key in by_key}
    known |= same_groups(
        {pk: people for pk, people in before.items() if not rows[pk].key},
        {n: one.people for n, one in enumerate(found) if not one.key},
    )
    now: dict[int, frozenset[int]] = {}
    for n, one in enumerate(found):
        group = rows.get(known.get(n, 0)) or Group.objects.create(
            business=business, kind=kind, key=one.key, name=one.name, at=at
        )
        if not group.is_named and group.name != one.name:
            group.name = one.name
            group.save(update_fields=["name"])
        now[group.pk] = one.people
    _write(business, before, now)
    return len(now)


def members(business_id: int, kind: str) -> dict[int, frozenset[int]]:
    """Who is in each group of that kind that has anybody."""
    found: dict[int, set[int]] = {}
    rows = InGroup.objects.filter(business_id=business_id, group__kind=kind)
    for group, person in rows.values_list("group_id", "person_id"):
        found.setdefault(group, set()).add(person)
    return {group: frozenset(people) for group, people in found.items()}


def same_groups(before: Mapping[int, frozenset[int]], now: Mapping[int, frozenset[int]]) -> dict[int, int]:
    """Which of those found now is which of those before: pairs that share most of all who are in either, the
    closest first, each once."""
    place: dict[int, int] = {}
    for group, people in before.items():
        place |= dict.fromkeys(people, group)  # found by ties: nobody is in two
    pairs = []
    for new, people in now.items():
        for old, shared in Counter(place[one] for one in people if one in place).items():
            size = len(before[old])
            if shared >= SAME_FROM * min(size, len(people)):
                pairs.append((-shared / (size + len(people) - shared), old, new))
    same: dict[int, int] = {}
    for _far, old, new in sorted(pairs):
        if new not in same and old not in same.values():
            same[new] = old
    return same


def _write(
    business: Business, before: Mapping[int, Collection[int]], now: Mapping[int, Collection[int]]
) -> None:
    """Only what changed is written."""
    for group in before.keys() | now.keys():
        were, are = set(before.get(group, ())), set(now.get(group, ()))
        for part in chunks(sorted(were - are)):
            InGroup.objects.filter(group=group, person__among=part).delete()
        new = [InGroup(business=business, group_id=group, person_id=one) for one in sorted(are - were)]
        InGroup.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
