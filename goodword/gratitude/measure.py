"""Finds what deserves thanks: who sent somebody, and the milestones of staying together.

What is due on a day is worked out from the rows alone. A thank-you is opened once, and stands open as long
as its reason does: a file that is undone, a sale that is mended or a word that is taken back closes it.

Milestones are opened only while they are fresh: a history that was brought in last night is no reason to
thank four hundred people for a second visit of three years ago. One that nobody said thanks for within a
month is let go, or it would hold back every ask for ever; a word put in for us never is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np
from django.db.models import Q, QuerySet

from goodword.accounts.models import Business
from goodword.analysis.inputs import IntVector
from goodword.analysis.visits import numbered
from goodword.listening.models import Testimonial
from goodword.people.joining import chunks
from goodword.people.models import Person
from goodword.referrals.deciding import Lost
from goodword.referrals.models import Evidence, Referral
from goodword.sales.measure import visit_rows
from goodword.talks.plays import get_play

from .kindness import WROTE_FIRST, introduced, mentioned
from .models import Due, ThankYou
from .rewarding import settle_rewards

Reason = ThankYou.Reason
ROOM = "referrals"
ROOMS = ("referrals", "listening", "introductions", "sales")

FRESH = timedelta(days=14)
LET_GO_AFTER = timedelta(days=30)
FOR_EVER = (Reason.SENT,)
# Word of mouth of the last quarter is thanked even if it came in with a file; older than that it would sound odd.
SENT_WITHIN = timedelta(days=90)
# A year together is said in its week: "it is a year this week".
WEEK = timedelta(days=7)
# Who first came a year ago, and hardly since, has not been with us for a year.
STILL_HERE = timedelta(days=180)
ALLY_FROM = 2  # people sent within the quarter
ROUND = {2: Reason.SECOND, 10: Reason.TENTH, 50: Reason.FIFTIETH}


def open_thanks(business: Business, on: date, at: datetime) -> int:
    """Open what is due on that day and close what has lost its reason; returns how many are newly open.

    Safe to repeat. Reads the visits once, as flat columns; otherwise a fixed number of queries, and a few for
    every five hundred that are new.
    """
    due = [*_sent(business, on), *_has_come(business, on), *_steady_allies(business, on)]
    due += [*_words(business, on), *mentioned(business, on), *introduced(business, on), *_stays(business, on)]
    # What the first five minutes opened (room "today") stands on the owner's word alone.
    rows = ThankYou.objects.filter(business=business, room__in=ROOMS)
    oldest = min((one.since for one in due), default=date.max)
    known = list(rows.filter(Q(said_at=None, dropped_at=None) | Q(since__gte=oldest)))
    unfounded = _unfounded(known, due)
    late = {one.pk for one in unfounded if one.reason not in FOR_EVER and one.since < on - LET_GO_AFTER}
    settle_rewards(business, on, at)
    ThankYou.close_all([one for one in unfounded if one.pk not in late], at)
    # Kept as dropped, so that an ally is not thanked again for the same.
    ThankYou.drop_all([one for one in unfounded if one.pk in late], at)
    there = {one.key for one in known}
    fresh = {one.key: one for one in due if one.is_fresh and one.key not in there}
    _redate([one for one in known if one.is_open], {one.key: one for one in due})
    return ThankYou.open_all(business.pk, [*fresh.values()], at)


def _redate(waiting: Iterable[ThankYou], due: Mapping[tuple[int, str, str, str], Due]) -> None:
    """What was told without a day may have one by now, and the other way round: a file was brought, or undone."""
    moved = []
    for one in waiting:
        told = due.get(one.key)
        if told and (told.since, told.is_dated) != (one.since, one.is_dated):
            one.since, one.is_dated = told.since, told.is_dated
            moved.append(one)
    ThankYou.objects.bulk_update(moved, ["since", "is_dated"], batch_size=500)


def thank_for(evidence: Evidence, at: datetime) -> ThankYou | None:
    """Open thanks for one trace that has just been kept; None if nobody is known to have sent."""
    settle_rewards(evidence.business, evidence.business.day_of(at), at)
    if evidence.referrer is None or evidence.withdrawn_at:
        return None
    return ThankYou.open_for(
        evidence.referrer,
        Reason.SENT,
        room=ROOM,
        row=evidence.code,
        since=evidence.happened_on,
        at=at,
        newcomer=evidence.referred,
        is_dated=evidence.is_dated,
    )


def close_unfounded(business: Business, on: date, at: datetime) -> None:
    """Close thanks for a word that has just been taken back. Looks at nothing else."""
    settle_rewards(business, on, at)
    waiting = list(ThankYou.open_ones(business.pk).filter(reason=Reason.SENT, room=ROOM))
    ThankYou.close_all(_unfounded(waiting, _sent(business, on)), at)


def follow_word(newcomer: Person, on: date, at: datetime) -> None:
    """After the owner's word on who sent this newcomer, or its undo: thanks for what was not so are closed, and for
    what is so, or is so again, they are open, however old it is. What was thanked for stays so. Safe to repeat."""
    close_unfounded(newcomer.business, on, at)
    told = _evidence(newcomer.business, on).filter(referred=newcomer)
    ThankYou.open_all(newcomer.business_id, _dues(told, on), at)


def _unfounded(known: Iterable[ThankYou], due: Iterable[Due]) -> list[ThankYou]:
    wanted = {one.key for one in due}
    return [one for one in known if one.is_open and one.key not in wanted]


# Who sent somebody --------------------------------------------------------------------------------


def _sent(business: Business, on: date) -> list[Due]:
    """All that was told within the quarter; and what is open already, however long it has waited."""
    waiting = ThankYou.open_ones(business.pk).filter(reason=Reason.SENT, room=ROOM).values("row")
    told = _evidence(business, on).filter(Q(happened_on__gte=on - SENT_WITHIN) | Q(code__in=waiting))
    return _dues(told, on)


def _dues(told: "QuerySet[Evidence]", on: date) -> list[Due]:
    rows = told.order_by("happened_on", "pk").values_list(
        "referrer_id", "code", "happened_on", "referred_id", "kind", "referred__referral__yes_on"
    )
    found = []
    for who, code, told_on, newcomer, kind, yes_on in rows:
        if who:
            # A file says who and not when; when they first came is the day that is known of it, if any is.
            came_on = yes_on if kind == Evidence.Kind.FILE and yes_on and yes_on <= on else None
            is_dated = kind != Evidence.Kind.FILE or came_on is not None
            due = Due(who, Reason.SENT, ROOM, code, came_on or told_on, newcomer, is_dated=is_dated)
            found.append(due)
    return found


def _has_come(business: Business, on: date) -> list[Due]:
    """Who was thanked when the newcomer had only written that they are coming, hears that they have come."""
    said = ThankYou.objects.filter(
        business=business, reason=Reason.SENT, room=ROOM, said_on__gte=on - SENT_WITHIN
    )
    rows = Referral.objects.filter(
        business=business,
        state=Referral.State.CONVERTED,
        yes_on__range=(on - LET_GO_AFTER, on),
        evidence__kind__in=WROTE_FIRST,
        evidence__code__in=said.values("row"),
    )
    thanked = {row: said_on for row, said_on in said.values_list("row", "said_on") if said_on}
    told = rows.values_list("referrer_id", "evidence__code", "yes_on", "referred_id")
    return [
        Due(who, Reason.YES, ROOM, code, day, newcomer, is_fresh=day >= on - FRESH)
        for who, code, day, newcomer in told.order_by("yes_on", "pk")
        if who and day and thanked[code] < day
    ]


def _steady_allies(business: Business, on: date) -> list[Due]:
    """Who doesn't buy, and sent two or more within the quarter, is thanked for that too: once in a quarter."""
    kinds = get_play(f"thank_{Reason.ALLY}").people
    told = _evidence(business, on).filter(happened_on__gte=on - SENT_WITHIN, referrer__kind__in=kinds)
    sent: dict[int, set[int]] = defaultdict(set)
    for referrer, referred in told.values_list("referrer_id", "referred_id"):
        sent[referrer or 0].add(referred)
    thanked = ThankYou.objects.filter(business=business, reason=Reason.ALLY, since__gt=on - SENT_WITHIN)
    lately = {one.person_id: one for one in thanked.order_by("since", "pk")}
    found = []
    for person in sorted(person for person, people in sent.items() if len(people) >= ALLY_FROM):
        one = lately.get(person)
        row, since = (one.row, one.since) if one else (f"ally:{on.isoformat()}", on)
        found.append(Due(person, Reason.ALLY, ROOM, row, since))
    return [one for one in found if one.since >= on - LET_GO_AFTER]


def _words(business: Business, on: date) -> list[Due]:
    """What somebody said about the business, shown or not; not what was taken back."""
    said = Testimonial.objects.filter(business=business, said_at__isnull=False)
    said = said.exclude(state=Testimonial.State.BACK).filter(person__is_here=True, person__left_out=False)
    told = [
        (who, code, business.day_of(at))
        for who, code, at in said.values_list("person_id", "code", "said_at")
        if at
    ]
    return [
        Due(who, Reason.WORDS, "listening", code, day, is_fresh=day >= on - FRESH)
        for who, code, day in told
        if on - LET_GO_AFTER <= day <= on
    ]


def _evidence(business: Business, on: date) -> "QuerySet[Evidence]":
    told = Evidence.objects.filter(business=business, withdrawn_at=None, happened_on__lte=on)
    # Who put in a good word is thanked for it, though another's counts; but not for what was not so.
    told = told.exclude(lost__in=(Lost.DECIDED, Lost.CIRCLE))
    return told.filter(referrer__is_here=True, referrer__left_out=False)


# Who stays with us --------------------------------------------------------------------------------


def _stays(business: Business, on: date) -> list[Due]:
    """The second, tenth and fiftieth visit, a year together, and gifts; not older than thanks may wait."""
    who, day, number = numbered(*visit_rows(business.pk), until=on.toordinal())
    late = day >= (on - LET_GO_AFTER).toordinal()
    lately = list(
        zip(who[late].tolist(), map(date.fromordinal, day[late].tolist()), number[late].tolist(), strict=True)
    )
    rounds = _rounds(lately, on) if _is_said(Reason.SECOND, business) else []
    gifts = _gifts(lately, on) if _is_said(Reason.GIFT, business) else []
    # A gift that is the second, tenth or fiftieth is thanked for as that.
    there = {(one.person_id, one.since) for one in rounds}
    gifts = [one for one in gifts if (one.person_id, one.since) not in there]
    return _of_people(business, [*rounds, *_a_year(who, day, number, on), *gifts])


def _is_said(reason: str, business: Business) -> bool:
    """Whether there are words for it: who looks for work has no gifts, and no second visits."""
    return business.kind in get_play(f"thank_{reason}").businesses


def _rounds(lately: Iterable[tuple[int, date, int]], on: date) -> list[Due]:
    """Who came for a round time, even if they have come again since. Two such times: the latest."""
    latest: dict[int, Due] = {}
    for person, day, n in lately:
        if n in ROUND:
            latest[person] = Due(person, ROUND[n], "sales", str(n), day, is_fresh=day >= on - FRESH)
    return list(latest.values())


def _gifts(lately: Iterable[tuple[int, date, int]], on: date) -> list[Due]:
    # By its day, not by its row: a newer file tells the same gift again, and two of one day are one.
    return [
        Due(person, Reason.GIFT, "sales", f"gift:{day.isoformat()}", day, is_fresh=day >= on - FRESH)
        for person, day, _n in lately
    ]


def _a_year(who: IntVector, day: IntVector, number: IntVector, on: date) -> list[Due]:
    """Whose first visit was a year ago this week, and who has come since and lately."""
    first = np.flatnonzero(number == 1)
    last = day[np.append(first[1:], len(who)) - 1] if len(first) else day[:0]
    # A year and a few days wide: the calendar decides below.
    near = (day[first] >= on.toordinal() - 380) & (day[first] <= on.toordinal() - 360)
    here = (last >= (on - STILL_HERE).toordinal()) & (last > day[first])
    found = []
    for row in first[near & here].tolist():
        begun = date.fromordinal(int(day[row]))
        since = a_year_after(begun)
        if on - WEEK < since <= on:
            found.append(Due(int(who[row]), Reason.YEAR, "sales", f"year:{begun.isoformat()}", since))
    return found


def a_year_after(day: date) -> date:
    """The same day a year later; after 29 February it is the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _of_people(business: Business, due: Sequence[Due]) -> list[Due]:
    """Those that are owed to somebody whom one would thank: a person, not left out, of a kind that the words fit."""
    kinds: dict[int, str] = {}
    for part in chunks(sorted({one.person_id for one in due})):
        people = Person.objects.filter(business=business, pk__among=part, left_out=False, is_company=False)
        kinds.update(people.values_list("pk", "kind"))
    fits = {reason: get_play(f"thank_{reason}").fits for reason in Reason.values}
    return [
        one for one in due if one.person_id in kinds and fits[one.reason](business.kind, kinds[one.person_id])
    ]
