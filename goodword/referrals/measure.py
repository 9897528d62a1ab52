"""From referrals to the tree and its figures: counted on the spot for a page, or kept as rows (tree_rows.py).

Reads each table once, in flat columns.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import F, Min
from numpy.typing import NDArray

from goodword.accounts.holding import hold
from goodword.accounts.models import Business
from goodword.analysis.tree import NOBODY, Tree, first_sent, grow
from goodword.people.models import Person
from goodword.sales.measure import READ_AT_ONCE, VISIT
from goodword.sales.models import Sale

from .counting import is_large
from .models import TreeCount
from .stages import LATELY, Progress
from .tree_rows import READ, Rows, write

ASKED = 2000  # of those who set most in motion: whether they bought
BRANCHES = 10
NEVER = 5
ENOUGH = 10  # of whom the days to the first one sent are known, before a median is told of them
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grown:
    """The tree as it counts: (n,) each, by person in the order of their keys. Nobody goes round in a circle."""

    people: Ids
    tree: Tree
    day: Ids  # the ordinal of the day on which they were sent; 0 if nobody knows
    came: Ids  # of the day by which they had come: that day, or else that of their first sale; 0 likewise

    @classmethod
    def of(cls, rows: Ids) -> "Grown":
        """From (m, 4) rows: who was sent, by whom, on which day, and by which day they had come. Each was sent once."""
        referred, referrer, day, by = rows.T
        people = np.unique(np.concatenate([referred, referrer]))
        place = np.searchsorted(people, referred)
        up = np.full(len(people), NOBODY, np.int64)
        days, came = np.zeros((2, len(people)), np.int64)
        up[place], days[place], came[place] = np.searchsorted(people, referrer), day, by
        tree = grow(up)
        if (tree.generation == 0).any():
            # Rows by hand, or of another release: decided ones never go in a circle.
            return cls.of(rows[tree.generation[place] > 0])
        return cls(people, tree, days, came)

    @property
    def rows(self) -> Rows:
        """As they are kept."""
        senders = np.where(self.is_sent, self.people[self.tree.up], 0)
        return np.stack([self.people, senders, self.tree.generation, self.tree.below, self.day], axis=1)

    @property
    def is_sent(self) -> NDArray[np.bool_]:
        return self.tree.up != NOBODY

    @property
    def sends(self) -> NDArray[np.bool_]:
        return self.tree.below > 0

    def biggest(self, places: Ids, n: int) -> Ids:
        """The first `n` of these who set most in motion; of as many, who is longer in the books."""
        return places[np.argsort(-self.tree.below[places], kind="stable")[:n]]


def keep(business: Business, on: date, at: datetime) -> int:
    """Count the tree and keep it, if it is a large one; returns how many of its places changed. Safe to repeat.

    One process at a time does. The figures are written last; what changes meanwhile stays among the changes since.
    """
    with hold(f"count {business.pk}", wait=True):
        return _keep(business, on, at)


def _keep(business: Business, on: date, at: datetime) -> int:
    known = TreeCount.objects.filter(business=business).first()
    if not is_large(business):
        if known:
            known.delete()
            write(business.pk, _NONE, _read(READ, business.pk))
        return 0
    tree = grown(business)
    n = write(business.pk, tree.rows, _read(READ, business.pk))
    figures = counted(business, tree, on, at)
    told = {one.attname: getattr(figures, one.attname) for one in TreeCount._meta.concrete_fields}
    with transaction.atomic():
        del told["id"], told["business_id"], told["n_changes"]
        TreeCount.objects.update_or_create(business=business, defaults=told)
        if known:
            TreeCount.objects.filter(business=business).update(n_changes=F("n_changes") - known.n_changes)
    return n


def grown(business: Business) -> Grown:
    """The tree of a business."""
    rows, away = _read(_REFERRALS, business.pk), _read(_NOT_HERE, business.pk)
    if len(away):
        rows = rows[~np.isin(rows[:, :2], away).any(axis=1)]
    return Grown.of(rows)


def progress_of(tree: Grown, on: date) -> Progress:
    """What the stage of that tree is told from on that day."""
    begin, end = (on - LATELY).toordinal(), on.toordinal()
    lately = tree.is_sent & (begin < tree.came) & (tree.came <= end)
    before = tree.is_sent & (begin - LATELY.days < tree.came) & (tree.came <= begin)
    return Progress(
        n_senders=int(tree.sends.sum()),
        n_sent_who_send=int((tree.sends & tree.is_sent).sum()),
        n_lately=int(lately.sum()),
        n_before=int(before.sum()),
        n_lately_by_sent=int(tree.is_sent[tree.tree.up[lately]].sum()),
    )


def counted(business: Business, tree: Grown, on: date, at: datetime) -> TreeCount:
    """The figures of that tree on that day; not kept."""
    below = tree.tree.below
    first = first_sent(tree.tree.up, tree.day)
    n_dayless = np.bincount(tree.tree.up[tree.is_sent & (tree.day == 0)], minlength=len(below))
    tops = np.flatnonzero(~tree.is_sent)
    loud = tree.biggest(np.flatnonzero(tree.sends), ASKED).tolist()
    people = dict(zip(loud, tree.people[loud].tolist(), strict=True))
    never = _never_bought(business, people.values())
    days = _days_to_first(business, tree, first, n_dayless).tolist()
    is_enough = len(days) >= ENOUGH
    return TreeCount(
        business=business,
        on=on,
        at=at,
        n_people=len(tree.people),
        generations=np.bincount(tree.tree.generation)[1:].tolist(),
        n_branches=len(tops),
        branches=[
            [int(tree.people[top]), int(below[top]), *_followed(tree, int(first[top])), int(n_dayless[top])]
            for top in tree.biggest(tops, BRANCHES)
        ],
        never_bought=[[people[place], int(below[place])] for place in loud if people[place] in never][:NEVER],
        n_known=len(days),
        median_days=int(np.ceil(np.median(days))) if is_enough else None,
        few_days=[] if is_enough else sorted(days),
        **asdict(progress_of(tree, on)),
    )


def _followed(tree: Grown, first: int) -> tuple[int | None, str | None]:
    """Whom somebody sent first, and on which day, as far as it is known."""
    if first == NOBODY:
        return None, None
    day = int(tree.day[first])
    return int(tree.people[first]), date.fromordinal(day).isoformat() if day else None


def _never_bought(business: Business, people: Collection[int]) -> set[int]:
    rows = Person.objects.filter(business=business, pk__among=list(people), has_bought=False)
    return set(rows.values_list("pk", flat=True))


def _days_to_first(business: Business, tree: Grown, first: Ids, n_dayless: Ids) -> Ids:
    """Days from coming to the first one sent, of everybody of whom both are known.

    Who was sent came on that day; of the others the books tell. Who sent somebody before that, came before
    the books know, and is left out; so is who sent anybody of whom no day is known: that may have been the first.
    """
    senders = np.flatnonzero(tree.sends & (n_dayless == 0))
    sent = tree.day[first[senders]]
    came = tree.day[senders]
    unknown = came == 0
    came[unknown] = _joined(business, tree.people[senders[unknown]])
    return (sent - came)[(came > 0) & (came <= sent)]


def _joined(business: Business, people: Ids) -> Ids:
    """Since when these are known: their first sale, or when they came into the books, the earlier; 0 of who is gone."""
    ids = people.tolist()
    rows = Person.objects.filter(business=business, pk__among=ids)
    moments = rows.values_list("pk", "since").iterator(READ_AT_ONCE)
    joined = {person: business.day_of(since) for person, since in moments}
    sales = Sale.objects.filter(VISIT, business=business, person__among=ids).order_by()
    for person, first in sales.values_list("person").annotate(Min("on")):
        joined[person] = min(first, joined.get(person, first))
    return np.array([joined[one].toordinal() if one in joined else 0 for one in ids], np.int64)


def ordinal(column: str) -> str:
    """In SQL, the ordinal of a day as Python counts it; 0 of none: a million rows take no detour over dates."""
    # 1721424.5 is the Julian day of the day before 1 January of the year 1.
    told = (
        f"CAST(julianday({column}) - 1721424.5 AS INTEGER)"
        if connection.vendor == "sqlite"
        else f"({column} - DATE '0001-01-01') + 1"
    )
    return f"COALESCE({told}, 0)"


# A file's trace has the day on which the file came in: it says who, and not when. Who bought had come by then.
_REFERRALS = (
    "SELECT r.referred_id, r.referrer_id, {day}, {came} FROM referrals_referral r"
    " LEFT JOIN referrals_evidence e ON e.id = r.evidence_id"
    " WHERE r.business_id = %s AND r.state IN ('qualified', 'converted') AND r.referrer_id IS NOT NULL"
)
_DAY = "CASE WHEN e.kind <> 'file' THEN e.happened_on END"
_CAME = "CASE WHEN e.kind <> 'file' THEN e.happened_on ELSE r.yes_on END"
_NONE: Rows = np.zeros((0, 5), np.int64)
_NOT_HERE = "SELECT id FROM people_person WHERE business_id = %s AND NOT is_here"


def _read(sql: str, business: int) -> Any:
    """(m, columns) whole numbers, through the database's own cursor."""
    pieces: list[Ids] = []
    with connection.cursor() as cursor:
        told = {"day": ordinal(_DAY), "came": ordinal(_CAME), "on": ordinal('"on"')}
        cursor.execute(sql.format(**told), [business])
        n = len(cursor.description)
        while rows := cursor.fetchmany(READ_AT_ONCE):
            pieces.append(np.array(rows, np.int64))
    return np.concatenate(pieces) if pieces else np.zeros((0, n), np.int64)
