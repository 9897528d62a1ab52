"""What the pages of groups show: rows, beside the figures that were counted last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.people.models import Kind, Person

from .group_words import EARLY, LOOKS, brought_words, called, next_words, people_words, verdict_label
from .models import Figure, Group, InGroup

# Who is not sorted is in no group: a helper must not meet them, and nothing of theirs is counted.
SORTED = [kind for kind in Kind.values if kind != Kind.UNSORTED]
COUNTED = Q(people__person__is_here=True, people__person__left_out=False, people__person__kind__in=SORTED)


@dataclass(frozen=True, slots=True)
class Shown:
    group: Group
    name: str
    n: int
    came: Mapping[str, Any] | None  # measure/group_counts.Came with its verdict; None while not counted

    @property
    def verdict(self) -> str:
        return str(self.came["verdict"]) if self.came else EARLY

    @property
    def n_words(self) -> str:
        return people_words(self.n)

    @property
    def fact(self) -> str:
        return brought_words(self.came)

    @property
    def yeses(self) -> int:
        return int(self.came["yeses"]) if self.came else 0

    @property
    def look(self) -> str:
        return LOOKS[self.verdict]

    @property
    def signs(self) -> list[tuple[str, str]]:
        """In a list: that it is too early would stand under nearly all of them, and say nothing."""
        return [(verdict_label(self.verdict), self.look)] if self.verdict != EARLY else []

    @property
    def next(self) -> str:
        return next_words(self.verdict, self.came) if self.came else ""


def shown(member: Member, groups: Iterable[Group]) -> list[Shown]:
    """These groups (counted by `groups_of`), what brought most first; what is not counted yet stands before, the newest
    first."""
    figure = Figure.newest(member.business_id, Figure.Name.GROUPS)
    told = figure.told if figure else {}
    came, place = told.get("groups", {}), {code: n for n, code in enumerate(told.get("order", []))}
    found = sorted(groups, key=lambda group: (place.get(group.code, -1), -group.pk))
    middles = _middles(member, found, told.get("middle", {}))
    return [
        Shown(group, called(group, middles.get(group.code, ())), group.n, came.get(group.code))  # type: ignore[attr-defined]
        for group in found
    ]


def groups_of(member: Member, *, ended: bool = False) -> "QuerySet[Group]":
    """With `n`, how many are in each. One that was found and has nobody any more is not there."""
    rows = rows_for(member, Group).filter(ended_at__isnull=not ended).select_related("business")
    rows = rows.annotate(n=Count("people", filter=COUNTED))
    return rows.filter(Q(kind=Group.Kind.TOLD) | Q(n__gt=0))


def people_of(member: Member, group: Group) -> "QuerySet[Person]":
    rows = rows_for(member, Person).filter(left_out=False, kind__in=SORTED)
    return rows.filter(groups__in=InGroup.objects.filter(group=group)).order_by("sort_name", "id")


def groups_with(member: Member, person: Person) -> list[Shown]:
    return shown(member, groups_of(member).filter(pk__in=person.groups.values("group")))


def _middles(
    member: Member, groups: Iterable[Group], middle: Mapping[str, list[str]]
) -> dict[str, list[Person]]:
    """Who stands in the middle of each group that has no name: who knows most of the others."""
    nameless = [group.code for group in groups if group.kind == Group.Kind.TIES and not group.name]
    codes = {code for group in nameless for code in middle.get(group, [])}
    people = {person.code: person for person in rows_for(member, Person).filter(code__among=sorted(codes))}
    return {group: [people[code] for code in middle.get(group, []) if code in people] for group in nameless}
