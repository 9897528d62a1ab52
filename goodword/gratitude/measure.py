"""Finds what deserves thanks: who sent somebody, and the milestones of staying together.

Milestones count only while they are fresh: a history that was brought in last night is no reason to
thank four hundred people for a second visit of three years ago. A milestone that nobody said thanks for
within a month is let go, or it would hold back every ask for ever; a word put in for us never is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min

from goodword.accounts.models import Business
from goodword.people.closed import chunks
from goodword.people.models import Kind, Person
from goodword.referrals.models import Evidence
from goodword.sales.measure import VISIT
from goodword.sales.models import Sale

from .models import ThankYou

FRESH = timedelta(days=14)
# Word of mouth of the last quarter is thanked even if it came in with a file; older than that it would sound odd.
SENT_WITHIN = timedelta(days=90)
LET_GO_AFTER = timedelta(days=30)
# Who first came a year ago, and not since, has not been with us for a year.
STILL_HERE = timedelta(days=180)
ROUND = {2: ThankYou.Reason.SECOND, 10: ThankYou.Reason.TENTH, 50: ThankYou.Reason.FIFTIETH}
ALLIES = (Kind.ALLY, Kind.TRADE, Kind.STAFF, Kind.FAMILY, Kind.PRESS)
FOR_VISITS = (*ROUND.values(), ThankYou.Reason.YEAR, ThankYou.Reason.GIFT)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that deserves thanks. `room` and `row` name it, so that it is thanked for once."""

    person: int
    reason: str
    room: str
    row: str
    since: date
    newcomer: int | None = None

    @property
    def key(self) -> tuple[int, str, str, str]:
        return self.person, self.reason, self.room, self.row


def open_thanks(business: Business, on: date, at: datetime) -> int:
    """Open what is due on that day and close what has lost its reason; returns how many are newly open.

    Safe to repeat. A fixed number of queries, and a few for each that is new.
    """
    close_unfounded(business, on, at)
    due = [
        *_sent(business, on),
        *_milestones(business, on),
        *_a_year(business, on),
        *_steady_allies(business, on),
    ]
    if business.kind in (Business.Kind.NONPROFIT, Business.Kind.CAMPAIGN):
        told = {(one.person, one.since) for one in due}
        # A gift that is a milestone too is thanked for once, as the milestone.
        due += [one for one in _gifts(business, on) if (one.person, one.since) not in told]
    return sum(_open(business, one, at) for one in _welcome(business, _new(business, due)))


def thank_for(evidence: Evidence, at: datetime) -> ThankYou | None:
    """Open thanks for one trace that has just been kept; None if nobody is known to have sent."""
    if evidence.referrer is None or evidence.withdrawn_at:
        return None
    return ThankYou.open_for(
        evidence.referrer,
        ThankYou.Reason.SENT,
        room="referrals",
        row=evidence.code,
        since=evidence.happened_on,
        at=at,
        newcomer=evidence.referred,
    )


def close_unfounded(business: Business, on: date, at: datetime) -> int:
    """Close thanks whose reason was taken back (a trace withdrawn, a file undone), let old milestones go."""
    still_open = ThankYou.objects.filter(business=business, said_at=None, dropped_at=None)
    milestones = list(still_open.filter(room="sales"))
    unfounded = [
        *_without_evidence(business, still_open.filter(room="referrals", reason=ThankYou.Reason.SENT))
    ]
    unfounded += _without_visits(milestones)
    for thanks in unfounded:
        thanks.close(None, at)
    gone = {thanks.code for thanks in unfounded}
    for thanks in still_open.exclude(reason=ThankYou.Reason.SENT).filter(since__lt=on - LET_GO_AFTER):
        if thanks.code not in gone:
            thanks.drop(None, at)
    return len(unfounded)


def _without_evidence(business: Business, rows: Iterable[ThankYou]) -> Iterator[ThankYou]:
    by_code = {thanks.row: thanks for thanks in rows}
    found: dict[str, int | None] = {}
    for part in chunks(sorted(by_code)):
        traces = Evidence.objects.filter(business=business, code__in=part, withdrawn_at=None)
        found.update(traces.values_list("code", "referrer_id"))
    for code, thanks in by_code.items():
        if found.get(code) != thanks.person_id:
            yield thanks


def _without_visits(milestones: Collection[ThankYou]) -> list[ThankYou]:
    """Milestones that were not reached after all: a sale was taken away, a file undone."""
    days: dict[int, set[date]] = defaultdict(set)
    for part in chunks(sorted({thanks.person_id for thanks in milestones if thanks.reason in FOR_VISITS})):
        for person, day in Sale.objects.filter(VISIT, person_id__in=part).values_list("person_id", "on"):
            days[person].add(day)  # type: ignore[index]
    return [thanks for thanks in milestones if not _stands(thanks, days[thanks.person_id])]


def _stands(thanks: ThankYou, days: set[date]) -> bool:
    if thanks.reason == ThankYou.Reason.YEAR:
        return bool(days) and _row_of_year(min(days)) == thanks.row
    if thanks.reason == ThankYou.Reason.GIFT:
        return thanks.since in days
    if thanks.reason in ROUND.values():
        return len(days) >= int(thanks.row) and thanks.since in days
    return True


def _new(business: Business, due: Iterable[Due]) -> list[Due]:
    """Those that nobody has been thanked for, or has yet to be."""
    told = {one.key: one for one in due}
    known: set[tuple[int, str, str, str]] = set()
    for part in chunks(sorted({one.person for one in told.values()})):
        rows = ThankYou.objects.filter(business=business, person_id__in=part)
        known |= set(rows.values_list("person_id", "reason", "room", "row"))
    return [one for key, one in told.items() if key not in known]


def _welcome(business: Business, due: Collection[Due]) -> list[Due]:
    """Without who was left out or is not sorted; a firm may send somebody, but has no year together with us."""
    companies: dict[int, bool] = {}
    for part in chunks(sorted({one.person for one in due})):
        rows = Person.objects.filter(business=business, pk__in=part, left_out=False).exclude(
            kind=Kind.UNSORTED
        )
        companies.update(rows.values_list("pk", "is_company"))
    by_word = (ThankYou.Reason.SENT, ThankYou.Reason.ALLY)
    return [
        one for one in due if one.person in companies and (one.reason in by_word or not companies[one.person])
    ]


def _open(business: Business, due: Due, at: datetime) -> bool:
    people = Person.objects.filter(business=business).in_bulk([pk for pk in (due.person, due.newcomer) if pk])
    if due.person not in people:
        return False
    told = {"room": due.room, "row": due.row, "since": due.since, "at": at}
    ThankYou.open_for(people[due.person], due.reason, newcomer=people.get(due.newcomer or 0), **told)  # type: ignore[arg-type]
    return True


def _sent(business: Business, on: date) -> Iterator[Due]:
    rows = Evidence.objects.filter(
        business=business,
        withdrawn_at=None,
        referrer__isnull=False,
        happened_on__range=(on - SENT_WITHIN, on),
    )
    told = rows.order_by("happened_on", "pk").values_list("referrer_id", "code", "happened_on", "referred_id")
    for referrer, code, day, referred in told:
        assert referrer
        yield Due(referrer, ThankYou.Reason.SENT, "referrals", code, day, referred)


def _buyers(business: Business, first: date, last: date) -> list[int]:
    """Who came between two days."""
    rows = Sale.objects.filter(VISIT, business=business, on__range=(first, last), person__isnull=False)
    return sorted(rows.order_by().values_list("person_id", flat=True).distinct())  # type: ignore[type-var, arg-type]


def _milestones(business: Business, on: date) -> Iterator[Due]:
    """Who came for the second, tenth or fiftieth time lately. Several sales on one day are one visit."""
    for part in chunks(_buyers(business, on - FRESH, on)):
        rows = Sale.objects.filter(VISIT, person_id__in=part, on__lte=on).order_by().values_list("person_id")
        for person, n, last in rows.annotate(Count("on", distinct=True), Max("on")):
            if n in ROUND:
                assert person
                yield Due(person, ROUND[n], "sales", str(n), last)


def _a_year(business: Business, on: date) -> Iterator[Due]:
    """Whose first visit was a year ago this week, and who came since."""
    begin, end = _years_after(on - timedelta(days=6), -1), _years_after(on, -1)
    for part in chunks(_buyers(business, begin, end)):
        rows = Sale.objects.filter(VISIT, person_id__in=part, on__lte=on).order_by().values_list("person_id")
        for person, first, last in rows.annotate(Min("on"), Max("on")):
            if begin <= first <= end and last > first and on - last <= STILL_HERE:
                assert person
                since = min(_years_after(first, 1), on)
                yield Due(person, ThankYou.Reason.YEAR, "sales", _row_of_year(first), since)


def _row_of_year(first: date) -> str:
    return f"year:{first.isoformat()}"


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _steady_allies(business: Business, on: date) -> Iterator[Due]:
    """An ally who sent two or more within the quarter is thanked for that too, once in a quarter."""
    rows = Evidence.objects.filter(
        business=business,
        withdrawn_at=None,
        referrer__kind__in=ALLIES,
        happened_on__range=(on - SENT_WITHIN, on),
    )
    counted = rows.order_by().values_list("referrer_id").annotate(Count("referred", distinct=True))
    for person, n in counted:
        if person and n >= 2:
            row = f"ally:{on.year}-{(on.month - 1) // 3 + 1}"
            yield Due(person, ThankYou.Reason.ALLY, "referrals", row, on)


def _gifts(business: Business, on: date) -> Iterator[Due]:
    """Gifts of the last days. Several of one day are thanked for together."""
    rows = Sale.objects.filter(VISIT, business=business, person__isnull=False, on__range=(on - FRESH, on))
    for person, day in rows.order_by("on", "pk").values_list("person_id", "on"):
        assert person
        yield Due(person, ThankYou.Reason.GIFT, "sales", f"gift:{day.isoformat()}", day)
