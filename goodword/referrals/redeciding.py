"""Referrals as they stand in the books: decided anew (deciding.py) for all who hang together with those given."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min

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
    told, said = _Told(business), list(Decision.objects.filter(business=business, withdrawn_at=None))
    near = _everybody(business, told, said) if people is None else touched_by(people, told.edges(said))
    traces = [trace for trace in told.traces if trace.referred in near]
    words = [
        Word(one.key, one.referred_id, one.referrer_id)
        for one in said
        if one.referred_id in near and (one.referrer_id or one.is_nobody)
    ]
    yes = first_on(near)
    verdicts = decide(traces, words, _known(business, near, yes))
    denied = {word.referred for word in words if word.referrer is None}
    rows = {one: _row(told, verdicts[one], one in denied, yes.get(one)) for one in verdicts}
    open_to_doubt = {
        one: row["referrer_id"] for one, row in rows.items() if told.is_open_to_doubt(verdicts[one])
    }
    for one, why in looks(business.pk, open_to_doubt).items():
        rows[one]["look"] = why
    with transaction.atomic():
        _mark(told, verdicts, near)
        note_changes(business, _keep(business, near, rows))
        if at is not None:
            ask_to_count(business, at)


class _Told:
    """The traces of a business that are not withdrawn, of people who are here."""

    def __init__(self, business: Business) -> None:
        rows = Evidence.objects.filter(business=business, withdrawn_at=None, referred__is_here=True)
        self.traces: list[Trace] = []
        self.pk_of: dict[str, int] = {}
        self.lost: dict[str, str] = {}
        self.seen: set[str] = set()  # by a member, who would have noticed
        columns = ("pk", "lost", "key", "kind", "referrer_id", "referred_id", "happened_on")
        for pk, lost, *told in rows.values_list(*columns):
            trace = Trace._make(told)
            self.traces.append(trace)
            self.pk_of[trace.key], self.lost[trace.key] = pk, lost
            if trace.kind in MEMBERS:
                self.seen.add(trace.key)

    def is_open_to_doubt(self, verdict: Verdict) -> bool:
        """Not if a member saw it, or decided it."""
        return verdict.referrer is not None and verdict.key != "" and verdict.key not in self.seen

    def edges(self, said: Iterable[Decision]) -> Iterable[tuple[int, int]]:
        pairs = [(one.referred, one.referrer) for one in self.traces]
        pairs += [(one.referred_id, one.referrer_id) for one in said]
        return [(one, other or one) for one, other in pairs]


def _everybody(business: Business, told: _Told, said: Iterable[Decision]) -> set[int]:
    """Those whom a trace names, and those who have a referral and no trace any more."""
    kept = Referral.objects.filter(business=business).values_list("referred_id", flat=True)
    return {person for edge in told.edges(said) for person in edge} | set(kept)


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


def _mark(told: _Told, verdicts: dict[int, Verdict], near: Collection[int]) -> None:
    """Each trace says why it does not count. One that tells of the same referrer as the one that does, supports it."""
    changed: dict[str, list[int]] = defaultdict(list)
    for trace in told.traces:
        if trace.referred not in near:
            continue
        verdict = verdicts[trace.referred]
        lost = verdict.lost.get(trace.key, "")
        if lost in (Lost.WEAKER, Lost.DECIDED) and trace.referrer == verdict.referrer:
            lost = ""
        if told.lost[trace.key] != lost:
            changed[lost].append(told.pk_of[trace.key])
    for lost, pks in changed.items():
        for part in chunks(pks):
            Evidence.objects.filter(pk__among=part).update(lost=lost)


def _keep(business: Business, near: Collection[int], rows: dict[int, dict[str, Any]]) -> int:
    """Returns how many are others than before."""
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
