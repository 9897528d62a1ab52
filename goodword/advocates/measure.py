"""From rows to standings and back to rows: who might speak for the business, dated, with the facts.

Reads each table once, in flat columns; writes only the standings that changed. A standing kept holds its
signs as numbers; advocates/words.py says them in words.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count, Max, Q
from numpy.typing import NDArray

from goodword.accounts.models import Business, Source
from goodword.analysis.standing import MOTIVES, SIGNALS, Facts, standing
from goodword.analysis.standing import Standing as Reading
from goodword.analysis.visits import Visits, visits
from goodword.people.models import Claim, Kind, Note, Person
from goodword.referrals.models import Evidence, Newcomer
from goodword.referrals.redeciding import redecide
from goodword.sales.measure import visit_rows
from goodword.talks.limits import why_not
from goodword.talks.models import Ask, Talk

from .models import Standing
from .rows import Row, write

WISH_WELL = (Kind.ALLY, Kind.FAMILY, Kind.TRADE, Kind.STAFF)
# Labels that programs put on every card: they say nothing of a person.
EMPTY_TAGS = set(
    "mycontacts|my contacts|imported|starred|contacts|friends|family|coworkers|customer|customers|client|clients|"
    "newsletter|vip|wholesale|counter|online".split("|")
)
FEW = 500
REGULAR_FROM = 4  # visits that make a rhythm
RHYTHMS_SILENT = 3
SHORTEST_GAP = 5.0  # days: a daily guest is not missed on the third day
Texts = dict[str, dict[int, dict[str, str]]]  # signal -> person -> {"text": ...} or {"name": ...}
Ids = NDArray[np.int64]


def restand(business: Business, on: date, people: Collection[int] | None = None) -> int:
    """Make everyone's standing (or these people's) again as of the day `on`; returns how many changed."""
    if people is not None and len(people) > FEW:
        people = None
    redecide(business, people)  # who has bought, and who was joined to whom, decides who was sent
    ids, kinds = _people(business, people)
    changed, there = 0, ids.tolist()
    if there:
        book = _Book(business, ids, on, only=people is not None)
        facts = book.facts(kinds)
        reading = standing(facts, on.toordinal())
        # Who writes need not wish us well: a story is offered to them, no favour asked.
        may_be_asked = reading.gate | np.array([kind == Kind.PRESS for kind in kinds], bool)
        rows = rows_of(replace(reading, gate=may_be_asked), facts.visits, there, book.texts)
        changed = write(business.pk, on, there, rows, whole=people is None)
    if people is not None or not there:
        gone = Standing.objects.filter(business=business)
        gone = gone.filter(person__in=set(people) - set(there)) if people is not None else gone
        changed += gone.delete()[0]
    return changed


def _people(business: Business, people: Collection[int] | None) -> tuple[Ids, list[str]]:
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
            business=self.business,
            withdrawn_at=None,
            lost="",
            happened_on__lte=self.on,
            referrer__isnull=False,
        )
        sent_rows = list(
            sent.values_list("referrer").annotate(
                n=Count("referred", distinct=True),
                last=Max("happened_on", filter=~Q(kind=Evidence.Kind.FILE)),
            )
        )
        talks = Talk.objects.filter(business=self.business, on__lte=self.on, **self.only)
        talk_rows = list(talks.values_list("person").annotate(Count("pk"), Max("on")))
        return Facts(
            visits=self._visits(),
            n_sent=self.column((who, n) for who, n, _ in sent_rows),
            last_sent_day=self.column((who, day.toordinal()) for who, _, day in sent_rows if day),
            was_sent=self._was_sent(),
            wishes_well=np.array([kind in WISH_WELL for kind in kinds], np.float64)
            + self._notes("kind_word"),
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
        rows = Note.objects.filter(
            business=self.business, about=about, says_no=False, on__lte=self.on, **self.only
        )
        return {
            person: {"text": text[:160]}
            for person, text in rows.order_by("at", "pk").values_list("person", "text")
        }

    def _senders(self) -> dict[int, str]:
        told = Evidence.objects.filter(business=self.business, withdrawn_at=None, happened_on__lte=self.on)
        rows = told.order_by("happened_on", "pk").values_list("referred", "referrer__name", "referrer_typed")
        return {referred: name or typed for referred, name, typed in rows}

    def _answers(self, answer: str) -> NDArray[np.float64]:
        rows = Ask.objects.filter(
            business=self.business, answer=answer, answered_on__lte=self.on, **self.only
        )
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


def rows_of(reading: Reading, came: Visits, people: Sequence[int], texts: Texts) -> Iterator[Row]:
    """One row for each person, in their order.

    Made column by column: a dict and a JSON encoder for each of a hundred thousand people would cost more
    than reading all their sales.
    """
    levels = [column.tolist() for column in reading.levels.T]
    gate = reading.gate.astype(bool).tolist()
    # Three places: a chance that only fades by a hair since yesterday is no change worth a write.
    good = np.round(reading.good, 3).tolist()
    return zip(*levels, gate, good, _silent_days(came), _signs(reading, people, texts), strict=True)


def _silent_days(came: Visits) -> list[str | None]:
    """The day from which each has stayed away for three of their usual gaps; None without a rhythm."""
    gap = np.maximum(np.fmax(came.rhythm, came.mean_gap), SHORTEST_GAP)
    day = came.last + np.ceil(RHYTHMS_SILENT * np.nan_to_num(gap)).astype(np.int64)
    has_rhythm = (came.n_days >= REGULAR_FROM) & (day < date.max.toordinal())
    # Few days are different, so each is spelled once.
    spelled = {one: date.fromordinal(one).isoformat() for one in np.unique(day[has_rhythm]).tolist()}
    return [
        spelled[one] if there else None for one, there in zip(day.tolist(), has_rhythm.tolist(), strict=True)
    ]


def _signs(reading: Reading, people: Sequence[int], texts: Texts) -> list[str]:
    """The signs of each person as JSON: {"reasons": {motive: [[signal, values], ...]}, "missing": [...]}."""
    told: list[list[tuple[int, float, str]]] = [[] for _ in people]
    for row, signal in enumerate(SIGNALS):
        if signal.weight <= 0:
            continue
        there = np.flatnonzero(reading.sizes[row] > 0)
        if not len(there):
            continue
        motive = MOTIVES.index(signal.motive)
        adds = (-signal.weight * reading.sizes[row][there]).tolist()
        names = (signal.fact or signal.name, *signal.values)
        spelled = _spelled(names, [reading.facts[name][there] for name in names])
        said = texts.get(signal.name, {})
        for place, less, values in zip(there.tolist(), adds, spelled, strict=True):
            if text := said.get(people[place]):
                values = ", ".join(filter(None, [values, json.dumps(text)[1:-1]]))
            told[place].append((motive, less, f'["{signal.name}", {{{values}}}]'))
    missing = _missing(reading)
    return [
        f'{{"reasons": {{{_by_motive(signs)}}}, "missing": {none}}}'
        for signs, none in zip(told, missing, strict=True)
    ]


def _spelled(names: Sequence[str], columns: Sequence[NDArray[np.float64]]) -> list[str]:
    """`"visits": 21, "last": 739000` for each person; what is not known (0) is left out."""
    parts = []
    for name, column in zip(names, columns, strict=True):
        whole = bool(np.all(column == np.floor(column)))
        values: list[Any] = column.astype(np.int64).tolist() if whole else np.round(column, 3).tolist()
        parts.append([f'"{name}": {value}' if value else "" for value in values])
    return [", ".join(filter(None, theirs)) for theirs in zip(*parts, strict=True)]


def _by_motive(signs: list[tuple[int, float, str]]) -> str:
    """By motive, the strongest sign first."""
    if len(signs) > 1:
        signs.sort()
    motives: dict[int, list[str]] = {}
    for motive, _less, text in signs:
        motives.setdefault(motive, []).append(text)
    return ", ".join(f'"{MOTIVES[motive]}": [{", ".join(texts)}]' for motive, texts in motives.items())


def _missing(reading: Reading) -> list[str]:
    known: dict[tuple[bool, ...], str] = {}
    spelled = []
    for flags in map(tuple, reading.missing.tolist()):
        if flags not in known:
            known[flags] = json.dumps([motive for motive, lacks in zip(MOTIVES, flags, strict=True) if lacks])
        spelled.append(known[flags])
    return spelled


def n_askable(business: Business, on: date) -> int:
    """How many pass the gate and may be asked on that day."""
    may = set(Standing.objects.filter(business=business, may_be_asked=True).values_list("person", flat=True))
    return len(may - why_not(business, on).keys())
