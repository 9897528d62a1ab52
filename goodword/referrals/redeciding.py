"""Referrals as they stand in the books: decided anew (deciding.py) for all who hang together with those given."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from goodword.accounts.models import Business
from goodword.people.closed import chunks
from goodword.people.models import Person
from goodword.sales.measure import first_on
from goodword.talks.models import Talk

from .counting import ask_to_count, note_changes
from .deciding import MEMBERS, Known, Lost, Trace, Verdict, decide, touched_by
from .deciding import Decision as Word
from .looking import looks
from .models import Decision, Evidence, Referral

State = Referral.State


def redecide(business: Business, people: Collection[int] | None = None, at: datetime | None = None) -> None:
    """Decide who sent these newcomers, and all whom that may touch; None: everybody. Safe to repeat.

    A large tree is counted anew soon after `at`; without it, whoever asks must see to that (counting.py).
    """
    near = None if people is None else _near(business, people)
    told = _Told(business, near)
    decided = _Decided(business, told, told.everybody() if near is None else near)
    if near is not None and _reaches_further(business, decided):
        told = _Told(business)
        decided = _Decided(business, told, touched_by(near, told.edges()))
    with transaction.atomic():
        _mark(told, decided)
        note_changes(business, _keep(business, decided))
        if at is not None:
            ask_to_count(business, at)


def _near(business: Business, people: Collection[int]) -> set[int]:
    """These, and whom they may have sent: whether a sender was known in time is asked of each of theirs."""
    near = set(people)
    for part in chunks(sorted(people)):
        sent = Evidence.objects.filter(business=business, withdrawn_at=None, referrer__among=part)
        near.update(sent.values_list("referred_id", flat=True))
    return near


class _Told:
    """The traces of a business that are not withdrawn, of people who are here, and the owner's words; of all
    newcomers, or of these."""

    def __init__(self, business: Business, near: Collection[int] | None = None) -> None:
        self.business = business
        self.traces: list[Trace] = []
        self.pk_of: dict[str, int] = {}
        self.lost: dict[str, str] = {}
        self.seen: set[str] = set()  # by a member, who would have noticed
        self.words: list[Word] = []
        evidence = Evidence.objects.filter(business=business, withdrawn_at=None, referred__is_here=True)
        words = Decision.objects.filter(business=business, withdrawn_at=None)
        words = words.filter(Q(is_nobody=True) | Q(referrer__isnull=False))
        for part in [None] if near is None else chunks(sorted(near)):
            some = {} if part is None else {"referred__among": part}
            self._read(evidence.filter(**some))
            self.words += map(
                Word._make, words.filter(**some).values_list("key", "referred_id", "referrer_id")
            )

    def _read(self, rows: "QuerySet[Evidence]") -> None:
        columns = ("pk", "lost", "key", "kind", "referrer_id", "referred_id", "happened_on")
        for pk, lost, *told in rows.values_list(*columns):
            trace = Trace._make(told)
            self.traces.append(trace)
            self.pk_of[trace.key], self.lost[trace.key] = pk, lost
            if trace.kind in MEMBERS:
                self.seen.add(trace.key)

    def edges(self) -> Iterable[tuple[int, int]]:
        pairs = [(one.referred, one.referrer) for one in self.traces]
        pairs += [(one.referred, one.referrer) for one in self.words]
        return [(one, other or one) for one, other in pairs]

    def everybody(self) -> set[int]:
        """Those whom a trace names, and those who have a referral and no trace any more."""
        kept = Referral.objects.filter(business=self.business).values_list("referred_id", flat=True)
        return {person for edge in self.edges() for person in edge} | set(kept)


class _Decided:
    """The verdicts on some newcomers, and their referrals as they are to be kept."""

    def __init__(self, business: Business, told: _Told, near: Collection[int]) -> None:
        self.near = near
        self.traces = [trace for trace in told.traces if trace.referred in near]
        self.words = [word for word in told.words if word.referred in near]
        senders = {trace.referrer for trace in self.traces if trace.referrer is not None}
        yes = first_on({*near, *senders})
        self.verdicts = decide(self.traces, self.words, _known(business, {*near, *senders}, yes))
        denied = {word.referred for word in self.words if word.referrer is None}
        self.rows = {
            one: _row(told, verdict, one in denied, yes.get(one)) for one, verdict in self.verdicts.items()
        }
        for one, why in looks(business.pk, self._open_to_doubt(told)).items():
            self.rows[one]["look"] = why

    def _open_to_doubt(self, told: _Told) -> dict[int, int]:
        """Newcomers with their senders, but for those whom a member saw, or decided on."""
        return {
            one: verdict.referrer
            for one, verdict in self.verdicts.items()
            if verdict.referrer is not None and verdict.key and verdict.key not in told.seen
        }


def _reaches_further(business: Business, decided: _Decided) -> bool:
    """Whether somebody else's verdict may hang on these. Only who gave way to a circle, now or before, depends on
    others: where nobody does, everybody hangs by their own best trace."""
    gave_way = Evidence.objects.filter(business=business, lost=Lost.CIRCLE)
    words = Decision.objects.filter(business=business, withdrawn_at=None, referrer__isnull=False)
    unheard = words.filter(~Q(referred__referral__referrer=F("referrer")) | Q(referred__referral=None))
    return (
        any(Lost.CIRCLE in verdict.lost.values() for verdict in decided.verdicts.values())
        or gave_way.exists()
        or unheard.exclude(referred__in=decided.near).exists()
        or any(
            word.referrer is not None and decided.verdicts[word.referred].referrer is None
            for word in decided.words
        )
        or _closes_a_circle(business, decided.verdicts)
    )


def _closes_a_circle(business: Business, verdicts: Mapping[int, Verdict]) -> bool:
    """Whether one of these would stand above their own sender: a query for each generation above them."""
    up = {one: verdict.referrer for one, verdict in verdicts.items()}
    edge = {sender for sender in up.values() if sender is not None} - up.keys()
    while edge:
        found: dict[int, int | None] = {}
        for part in chunks(sorted(edge)):
            rows = Referral.objects.filter(business=business, referred__among=part)
            found.update(rows.values_list("referred_id", "referrer_id"))
        up.update({one: found.get(one) for one in edge})
        edge = {sender for sender in found.values() if sender is not None} - up.keys()
    fine: set[int] = set()
    for one in verdicts:
        path: set[int] = set()
        above: int | None = one
        while above is not None and above not in fine:
            if above in path:
                return True
            path.add(above)
            above = up.get(above)
        fine |= path
    return False


def _known(business: Business, people: Collection[int], yes: dict[int, date]) -> Known:
    contact: dict[int, date] = {}
    since: dict[int, date] = {}
    for part in chunks(sorted(people)):
        talks = Talk.objects.filter(person__among=part).order_by().values_list("person").annotate(Min("on"))
        contact.update(talks)
        moments = Person.every.filter(pk__among=part).values_list("pk", "since")
        since.update((person, business.day_of(at)) for person, at in moments)
    for person, on in yes.items():
        since[person] = min(on, since[person])  # a file that came later tells that they were there
    return Known(yes, contact, since)


def _row(told: _Told, verdict: Verdict, is_denied: bool, yes_on: date | None) -> dict[str, Any]:
    if is_denied:
        state = State.DENIED
    elif verdict.referrer is not None:
        state = State.CONVERTED if yes_on else State.QUALIFIED
    else:
        state = State.PENDING if Lost.NOBODY in verdict.lost.values() else State.VOID
    evidence = told.pk_of.get(verdict.key)
    return {
        "referrer_id": verdict.referrer,
        "evidence_id": evidence,
        "state": state.value,
        "yes_on": yes_on,
        "look": "",
    }


def _mark(told: _Told, decided: _Decided) -> None:
    """Each trace says why it does not count. One that tells of the same referrer as the one that does, supports it."""
    changed: dict[str, list[int]] = defaultdict(list)
    for trace in decided.traces:
        verdict = decided.verdicts[trace.referred]
        lost = verdict.lost.get(trace.key, "")
        if lost in (Lost.WEAKER, Lost.DECIDED) and trace.referrer == verdict.referrer:
            lost = ""
        if told.lost[trace.key] != lost:
            changed[lost].append(told.pk_of[trace.key])
    for lost, pks in changed.items():
        for part in chunks(pks):
            Evidence.objects.filter(pk__among=part).update(lost=lost)


def _keep(business: Business, decided: _Decided) -> int:
    """Returns how many are others than before."""
    near, rows = decided.near, decided.rows
    columns = ("referrer_id", "evidence_id", "state", "yes_on", "look")
    here: dict[int, dict[str, Any]] = {}
    for part in chunks(sorted(near)):
        found = Referral.objects.filter(business=business, referred__among=part)
        here.update((row.pop("referred_id"), row) for row in found.values("referred_id", *columns))
    gone = [person for person in here if person not in rows]
    for part in chunks(gone):
        Referral.objects.filter(referred__among=part).delete()
    new = [Referral(business=business, referred_id=one, **rows[one]) for one in rows if one not in here]
    Referral.objects.bulk_create(new, batch_size=500)
    changed = [person for person, row in rows.items() if person in here and here[person] != row]
    for person in changed:
        Referral.objects.filter(referred=person).update(**rows[person])
    return len(gone) + len(new) + len(changed)
