"""Who belongs together, and what came of each group."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

import numpy as np

from goodword.accounts.models import Business
from goodword.analysis.groups import find_groups
from goodword.analysis.network import network
from goodword.people.models import Person

from ..found_groups import Found, keep_found, members
from ..models import Figure, Group
from .group_counts import all_of, by_group, came_of, order, told
from .neighbourhoods import neighbourhoods
from .ties import Known, known_ties
from .verdicts import judged

FEWEST = 5  # three or four who know each other are a home, and the books know homes already
SEED = 1  # always the same: the same ties give the same groups
MIDDLE = 2  # who stand in the middle of a group, and give it their names until it has one


def keep(business: Business, on: date, at: datetime) -> Figure:
    """Find them anew, and count what came of each."""
    known = known_ties(business.pk)
    keep_found(business, Group.Kind.PLACE, neighbourhoods(business), at)
    if (found := found_by_ties(known)) is not None:
        keep_found(business, Group.Kind.TIES, found, at)
    return count(business, on, at, known)


def found_by_ties(known: Known) -> list[Found] | None:
    """None where there are so many ties that none were looked for: those found before stay."""
    n = len(known)
    if n < FEWEST:
        return []  # without a word to networkx, which takes a second to wake
    found = find_groups(
        network(known.one, known.other, n, both_ways=True), np.random.default_rng(SEED), smallest=FEWEST
    )
    if found.why_not:
        return None
    order = np.argsort(found.of, kind="stable")
    ends = np.searchsorted(found.of[order], np.arange(len(found) + 1))
    return [
        Found(frozenset(known.people[order[ends[one] : ends[one + 1]]].tolist())) for one in range(len(found))
    ]


def count(business: Business, on: date, at: datetime, known: Known | None = None) -> Figure:
    """What came of each group, by whoever is in it now. Safe to repeat: it is the day's one figure."""
    figures = counted(business, on, known or known_ties(business.pk))
    kept = {"at": at, "told": figures}
    return Figure.objects.update_or_create(business=business, name="groups", on=on, defaults=kept)[0]


def counted(business: Business, on: date, known: Known) -> dict[str, Any]:
    """`groups`: by code, what came of it, the verdict and how sure it is; `order`: codes, what brought most first;
    `middle`: codes of people, for groups that were found by ties; `all`: the whole business."""
    came = came_of(business, on)
    codes, kinds, of_groups = by_group(business, came)
    together = all_of(came.values())
    verdicts = judged(kinds, of_groups, together)
    return {
        "groups": {
            code: told(one) | verdict for code, one, verdict in zip(codes, of_groups, verdicts, strict=True)
        },
        "order": order(codes, of_groups, business.currency),
        "middle": middles(business, known),
        "all": told(together),
    }


def middles(business: Business, known: Known) -> dict[str, list[str]]:
    """Who knows most of the others in each group that was found by ties, by code."""
    inside = members(business.pk, Group.Kind.TIES)
    group_of = {person: group for group, people in inside.items() for person in people}
    at = np.array([group_of.get(pk, 0) for pk in known.people.tolist()], np.int64)
    is_inside = (at[known.one] == at[known.other]) & (at[known.one] > 0)
    ends = np.concatenate([known.one[is_inside], known.other[is_inside]])
    n_known = np.bincount(ends, minlength=len(known))
    found: dict[int, list[int]] = defaultdict(list)
    for place in np.argsort(-n_known, kind="stable").tolist():
        if at[place] and len(found[at[place]]) < MIDDLE:
            found[at[place]].append(int(known.people[place]))
    people = [pk for middle in found.values() for pk in middle]
    code_of = dict(Person.objects.filter(pk__among=people).values_list("pk", "code"))
    group_codes = dict(Group.objects.filter(pk__among=[int(pk) for pk in found]).values_list("pk", "code"))
    return {group_codes[group]: [code_of[pk] for pk in middle] for group, middle in found.items()}
