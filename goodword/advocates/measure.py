"""From rows to standings and back to rows: who might speak for the business, dated, with the facts.

Reads each table once, in flat columns; writes only the standings that changed. A standing kept holds its
signs as numbers; advocates/words.py says them in words.
"""

import json
import math
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Count, Max, Q
from numpy.typing import NDArray

from goodword.accounts.models import Business, Source
from goodword.analysis.standing import MOTIVES, Facts, reasons, standing
from goodword.analysis.standing import Standing as Reading
from goodword.analysis.visits import Visits, visits
from goodword.people.models import Claim, Kind, Note, Person
from goodword.referrals.models import Evidence, Newcomer
from goodword.sales.measure import visit_rows
from goodword.talks.limits import why_not
from goodword.talks.models import Ask, Talk

from .models import Standing

WISH_WELL = (Kind.ALLY, Kind.FAMILY, Kind.TRADE, Kind.PRESS, Kind.STAFF)
# Labels that programs put on every card: they say nothing of a person.
EMPTY_TAGS = {"mycontacts", "my contacts", "imported", "starred", "contacts", "friends", "family", "coworkers"}
REGULAR_FROM = 4  # visits that make a rhythm
RHYTHMS_SILENT = 3
WRITE_AT_ONCE = 5000
FEW = 500
Ids = NDArray[np.int64]
Texts = dict[str, dict[int, dict[str, str]]]


def restand(business: Business, on: date, people: Iterable[int] | None = None) -> int:
    """Make everyone's standing (or these people's) again as of the day `on`; returns how many changed."""
    ids, kinds = _people(business, people)
    if not len(ids):
        return _write(business, on, ids, [])
    book = _Book(business, ids, on, only=people is not None)
    facts = book.facts(kinds)
    reading = standing(facts, on.toordinal())
    rows = [_row(reading, facts.visits, i, book.texts, person) for i, person in enumerate(ids.tolist())]
    return _write(business, on, ids, rows)


def _people(business: Business, people: Iterable[int] | None) -> tuple[Ids, list[str]]:
    """Who has a standing: everyone who is sorted, and not left out; ids in ascending order."""
    rows = Person.objects.filter(business=business, left_out=False).exclude(kind=Kind.UNSORTED)
    if people is not None:
        rows = rows.filter(pk__in=list(people))
    told = list(rows.order_by("pk").values_list("pk", "kind"))
    return np.array([pk for pk, _ in told], np.int64), [kind for _, kind in told]


class _Book:
    """The columns that a standing is made from, for people in the order of `ids`."""

    def __init__(self, business: Business, ids: Ids, on: date, *, only: bool) -> None:
        self.business = business
        self.ids = ids
        self.on = on
        self.only = {"person__in": ids.tolist()} if only else {}
        # What signs say in words, beside their numbers: signal -> person -> {"text": ...} or {"name": ...}.
        self.texts: Texts = {
            "has_group": {person: {"text": text} for person, text in self._groups().items()},
            "was_sent": {person: {"name": name} for person, name in self._senders().items() if name},
            **{f"{about}_notes": self._note_texts(about) for about in ("story", "access", "name")},
        }

    def column(self, rows: Iterable[tuple[int | None, float]]) -> NDArray[np.float64]:
        """(n,) from (person, value) pairs; people who are not in the book are left out."""
        column = np.zeros(len(self.ids))
        told = [(person, value) for person, value in rows if person is not None]
        if told:
            who = np.array([person for person, _ in told], np.int64)
            values = np.array([value for _, value in told], np.float64)
            place = np.minimum(np.searchsorted(self.ids, who), len(self.ids) - 1)
            known = self.ids[place] == who
            column[place[known]] = values[known]
        return column

    def facts(self, kinds: list[str]) -> Facts:
        sent = Evidence.objects.filter(
            business=self.business, withdrawn_at=None, happened_on__lte=self.on, referrer__isnull=False
        )
        sent_rows = list(sent.values_list("referrer").annotate(Count("referred", distinct=True), Max("happened_on")))
        talks = Talk.objects.filter(business=self.business, on__lte=self.on, **self.only)
        talk_rows = list(talks.values_list("person").annotate(Count("pk"), Max("on")))
        return Facts(
            visits=self._visits(),
            n_sent=self.column((who, n) for who, n, _ in sent_rows),
            last_sent_day=self.column((who, day.toordinal()) for who, _, day in sent_rows),
            was_sent=self._was_sent(),
            wishes_well=np.array([kind in WISH_WELL for kind in kinds], np.float64) + self._notes("kind_word"),
            story_notes=self._notes("story"),
            story_said_no=self._notes("story", says_no=True),
            access_notes=self._notes("access"),
            access_said_no=self._notes("access", says_no=True),
            has_group=self.column((person, 1.0) for person in self.texts["has_group"]),
            name_notes=self._notes("name"),
            name_said_no=self._notes("name", says_no=True),
            asked_yes=self._answers(Ask.Answer.YES),
            asked_no=self._answers(Ask.Answer.NO),
            n_talks=self.column((who, n) for who, n, _ in talk_rows),
            last_talk_day=self.column((who, day.toordinal()) for who, _, day in talk_rows),
        )

    def _visits(self) -> Visits:
        who, day = visit_rows(self.business.pk, self.ids.tolist() if self.only else None)
        place = np.minimum(np.searchsorted(self.ids, who), len(self.ids) - 1)
        known = self.ids[place] == who
        return visits(place[known], day[known], len(self.ids), until=self.on.toordinal())

    def _was_sent(self) -> NDArray[np.float64]:
        told = Evidence.objects.filter(business=self.business, withdrawn_at=None, happened_on__lte=self.on)
        came = Newcomer.objects.filter(business=self.business, how="person", on__lte=self.on)
        people = {*told.values_list("referred", flat=True), *came.values_list("person", flat=True)}
        return self.column((person, 1.0) for person in people)

    def _notes(self, about: str, *, says_no: bool = False) -> NDArray[np.float64]:
        rows = Note.objects.filter(
            business=self.business, about=about, says_no=says_no, on__lte=self.on, **self.only
        )
        return self.column(rows.order_by().values_list("person").annotate(Count("pk")))

    def _note_texts(self, about: str) -> dict[int, dict[str, str]]:
        """The newest note on each motive, in the owner's words."""
        rows = Note.objects.filter(business=self.business, about=about, says_no=False, on__lte=self.on, **self.only)
        return {person: {"text": text[:160]} for person, text in rows.order_by("at", "pk").values_list("person", "text")}

    def _senders(self) -> dict[int, str]:
        told = Evidence.objects.filter(business=self.business, withdrawn_at=None, happened_on__lte=self.on)
        rows = told.order_by("happened_on", "pk").values_list("referred", "referrer__name", "referrer_typed")
        return {referred: name or typed for referred, name, typed in rows}

    def _answers(self, answer: str) -> NDArray[np.float64]:
        rows = Ask.objects.filter(business=self.business, answer=answer, answered_on__lte=self.on, **self.only)
        return self.column(rows.values_list("person").annotate(Count("pk")))

    def _groups(self) -> dict[int, str]:
        """What the address book says of the circles somebody moves in: a job, an organisation, a label."""
        rows = Claim.objects.filter(business=self.business, source__state=Source.State.HERE, **self.only)
        rows = rows.exclude(Q(organisation="") & Q(job="") & Q(tags=[]))
        found: dict[int, str] = {}
        for person, organisation, job, tags in rows.order_by("pk").values_list(
            "person", "organisation", "job", "tags"
        ):
            told = [tag for tag in tags if tag.lstrip("* ").lower() not in EMPTY_TAGS]
            text = ", ".join(part for part in (job, organisation, *told) if part)
            if text:
                found[person] = text[:120]
        return found


def _write(business: Business, on: date, ids: Ids, made: list[tuple[Any, ...]]) -> int:
    """Write what changed. Short transactions: a button pressed meanwhile need not wait."""
    rows = Standing.objects.filter(business=business)
    if len(ids) < FEW:
        rows = rows.filter(person__in=ids.tolist())
    told = rows.values_list("person", *COLUMNS)
    kept = {row[0]: row[1:] for row in told.iterator(chunk_size=10_000)}
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for person, row in zip(ids.tolist(), made, strict=True):
        if person not in kept:
            new.append((business.pk, person, on, *row))
        elif kept[person] != (*row[:-1], json.loads(row[-1])):
            changed.append((on, *row, person))
    _execute(INSERT, new)
    _execute(UPDATE, changed)
    _drop_strangers(business)
    return len(new) + len(changed)


def _row(reading: Reading, came: Visits, i: int, texts: Texts, person: int) -> tuple[Any, ...]:
    told: dict[str, list[list[Any]]] = {}
    for reason in reasons(reading, i):
        values: dict[str, Any] = {name: round(value, 3) for name, value in reason.values.items()}
        values |= texts.get(reason.signal, {}).get(person, {})
        told.setdefault(reason.motive, []).append([reason.signal, values])
    missing = [motive for column, motive in enumerate(MOTIVES) if reading.missing[i, column]]
    facts = json.dumps({"reasons": told, "missing": missing})
    levels = tuple(int(level) for level in reading.levels[i])
    # Three places: a chance that only fades by a hair since yesterday is no change worth a write.
    good = round(float(reading.good[i]), 3)
    return (*levels, bool(reading.gate[i]), good, _silent_on(came, i), facts)


def _silent_on(came: Visits, i: int) -> date | None:
    """The day from which they have stayed away for three of their usual gaps (at least a fortnight)."""
    if came.n_days[i] < REGULAR_FROM:
        return None
    gap = max(float(np.fmax(came.rhythm[i], came.mean_gap[i])), 5.0)
    day = int(came.last[i]) + math.ceil(RHYTHMS_SILENT * gap)
    return date.fromordinal(day) if day < date.max.toordinal() else None


COLUMNS = (*MOTIVES, "may_be_asked", "good", "silent_on", "facts")
INSERT = (
    f'INSERT INTO advocates_standing (business_id, person_id, "on", {", ".join(COLUMNS)}) '  # noqa: S608
    f"VALUES ({', '.join(['%s'] * (3 + len(COLUMNS)))})"
)
UPDATE = (
    f'UPDATE advocates_standing SET "on" = %s, {", ".join(f"{name} = %s" for name in COLUMNS)} '  # noqa: S608
    "WHERE person_id = %s"
)


def _execute(sql: str, rows: list[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), WRITE_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows[start : start + WRITE_AT_ONCE])


def _drop_strangers(business: Business) -> None:
    """Who is not sorted any more, or left out, has no standing."""
    gone = Q(person__kind=Kind.UNSORTED) | Q(person__left_out=True) | Q(person__is_here=False)
    Standing.objects.filter(business=business).filter(gone).delete()


def n_askable(business: Business, on: date) -> int:
    """How many pass the gate and may be asked on that day."""
    may = set(
        Standing.objects.filter(business=business, may_be_asked=True).values_list("person", flat=True)
    )
    return len(may - why_not(business, on).keys())

