"""Puts the rule of who lives together (homes.py) to work on the books."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from .cards import Card
from .closed import chunks
from .homes import households
from .models import Household, Person

WRITE_AT_ONCE = 1000


@dataclass(slots=True)
class _Home:
    people: list[dict[str, Any]]
    household: int | None = None

    @property
    def name(self) -> str:
        families = dict.fromkeys(one["family_name"] for one in self.people if one["family_name"])
        firsts = [one["given_name"] or one["name"] for one in self.people]
        whole = " & ".join(dict.fromkeys(firsts))
        return f"{whole} {next(iter(families))}"[:120] if len(families) == 1 else whole[:120]


def settle_homes(
    business_id: int,
    cards: Mapping[int, Card],
    groups: Sequence[Sequence[int]],
    person_of: Mapping[int, int],
    *,
    also: Collection[int] = (),
    lived_in: Collection[int] = (),
) -> None:
    """Couples and families on one phone or at one door. `cards` are closed under home keys, so that what is
    found for their people is what the whole book would give; `also` may have no card any more, and of the
    households they `lived_in` there may be nobody left."""
    people = _people({person_of[claim] for claim in cards} | set(also))
    homes = []
    for home in households(list(cards.values()), [list(group) for group in groups]):
        living = sorted({person_of[group[0]] for group in home if group})
        if len(living) > 1:
            home_of = sorted(
                (people[one] for one in living if one in people),
                key=lambda one: (one["given_name"], one["name"]),
            )
            homes.append(_Home(home_of))
    _settle(business_id, homes, people)
    _take_down(lived_in)


def households_of(people: Iterable[int]) -> set[int]:
    return {row["household_id"] for row in _people(people).values() if row["household_id"]}


def _people(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for part in chunks(ids):
        rows = Person.every.filter(pk__among=part)
        found.update(
            (row["pk"], dict(row))
            for row in rows.values("pk", "household_id", "given_name", "family_name", "name")
        )
    return found


def _settle(business_id: int, homes: Sequence[_Home], people: Mapping[int, dict[str, Any]]) -> None:
    """Give each home its household."""
    before = {person: row["household_id"] for person, row in people.items()}
    taken: set[int] = set()
    for home in homes:
        known = {one["household_id"] for one in home.people} - taken - {None}
        home.household = min(known, default=None)
        taken |= {home.household} if home.household else set()
    _open([home for home in homes if home.household is None], business_id)
    _rename([home for home in homes if home.household in taken])
    now = {one["pk"]: home.household for home in homes for one in home.people}
    changed = [
        (now.get(person), person) for person, household in before.items() if now.get(person) != household
    ]
    for part in chunks(changed, WRITE_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {Person._meta.db_table} SET household_id = %s WHERE id = %s", part)  # noqa: S608


def _open(homes: Sequence[_Home], business_id: int) -> None:
    for part in chunks(homes, WRITE_AT_ONCE):
        made = Household.objects.bulk_create(
            Household(business_id=business_id, name=home.name) for home in part
        )
        for home, household in zip(part, made, strict=True):
            home.household = household.pk


def _rename(homes: Sequence[_Home]) -> None:
    for part in chunks(homes):
        names = {home.household: home.name for home in part}
        stale = [one for one in Household.objects.filter(pk__in=names) if one.name != names[one.pk]]
        for household in stale:
            household.name = names[household.pk]
        Household.objects.bulk_update(stale, ["name"])


def _take_down(households: Collection[int]) -> None:
    """A home of one is none."""
    for part in chunks(households):
        with transaction.atomic():
            lived_in = Person.every.filter(household_id__among=part).order_by("household_id")
            homes: dict[int, int] = {}
            for household in lived_in.values_list("household_id", flat=True):
                homes[household] = homes.get(household, 0) + 1
            Household.objects.filter(pk__in=[one for one in part if homes.get(one, 0) < 2]).delete()
