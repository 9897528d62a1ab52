"""Finds what deserves thanks: who sent somebody, and the milestones of staying together.

Milestones count only while they are fresh: a history that was brought in last night is no reason to
thank four hundred people for a second visit of three years ago.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min
from django.utils import timezone

from goodword.accounts.models import Business
from goodword.people.models import Kind, Person
from goodword.referrals.models import Evidence
from goodword.sales.measure import VISIT
from goodword.sales.models import Sale

from .models import ThankYou

FRESH_DAYS = 14
# Word of mouth of the last quarter is thanked even if it came in with a file; older than that it would sound odd.
SENT_DAYS = 90
ALLY_DAYS = 90
ROUND = {2: ThankYou.Reason.SECOND, 10: ThankYou.Reason.TENTH, 50: ThankYou.Reason.FIFTIETH}


def open_thanks(business: Business, on: date, at: datetime | None = None) -> int:
    """Open what is due on that day and close what has lost its reason; returns how many are newly open."""
    at = at or timezone.now()
    _close_unfounded(business, at)
    before = ThankYou.objects.filter(business=business).count()
    for person, newcomer, code, day in _sent(business, on):
        ThankYou.open_for(
            person, ThankYou.Reason.SENT, room="referrals", row=code, since=day, at=at, newcomer=newcomer
        )
    if business.kind in (Business.Kind.NONPROFIT,):
        _open(business, ThankYou.Reason.GIFT, _gifts(business, on), at)
    for n, reason in ROUND.items():
        _open(business, reason, _milestone(business, on, n), at)
    _open(business, ThankYou.Reason.YEAR, _a_year(business, on), at)
    _open(business, ThankYou.Reason.ALLY, _steady_allies(business, on), at)
    return ThankYou.objects.filter(business=business).count() - before


Due = tuple[int, str, date]  # person, what it is for, since when


def _open(business: Business, reason: str, due: Iterable[Due], at: datetime) -> None:
    found = list(due)
    people = Person.objects.filter(business=business, left_out=False, is_company=False).in_bulk(
        {person for person, _row, _day in found}
    )
    for person, row, day in found:
        if person in people:
            ThankYou.open_for(people[person], reason, room="sales", row=row, since=day, at=at)


def _sent(business: Business, on: date) -> list[tuple[Person, Person, str, date]]:
    rows = Evidence.objects.filter(
        business=business,
        withdrawn_at=None,
        referrer__isnull=False,
        happened_on__range=(on - timedelta(days=SENT_DAYS), on),
    )
    thanked = ThankYou.objects.filter(business=business, room="referrals").values("row")
    rows = rows.exclude(code__in=thanked).select_related("referrer", "referred").order_by("happened_on", "pk")
    return [(one.referrer, one.referred, one.code, one.happened_on) for one in rows if one.referrer]


def _close_unfounded(business: Business, at: datetime) -> None:
    """Thanks for a word that was taken back, or came from a file that was undone."""
    standing = Evidence.objects.filter(business=business, withdrawn_at=None).values("code")
    open_ones = ThankYou.objects.filter(business=business, room="referrals", said_at=None)
    for thanks in open_ones.exclude(row__in=standing):
        thanks.close(None, at)


def _recent_buyers(business: Business, on: date) -> list[int]:
    rows = Sale.objects.filter(
        VISIT, business=business, on__range=(on - timedelta(days=FRESH_DAYS), on), person__isnull=False
    )
    return list(rows.order_by().values_list("person", flat=True).distinct())  # type: ignore[arg-type]


def _milestone(business: Business, on: date, n: int) -> list[Due]:
    """Who came for the n-th time within the last days. Several sales on one day are one visit."""
    visits = Sale.objects.filter(VISIT, business=business, on__lte=on, person__in=_recent_buyers(business, on))
    counted = visits.order_by().values_list("person").annotate(days=Count("on", distinct=True), last=Max("on"))
    return [(person, str(n), last) for person, days, last in counted if days == n]


def _a_year(business: Business, on: date) -> list[Due]:
    """Whose first visit was a year ago this week, and who came since."""
    begin, end = _year_before(on - timedelta(days=6)), _year_before(on)
    visits = Sale.objects.filter(VISIT, business=business, person__isnull=False, on__lte=on).order_by()
    firsts = visits.values("person").annotate(first=Min("on"), last=Max("on")).filter(first__range=(begin, end))
    return [
        (row["person"], f"year:{row['first'].isoformat()}", on)
        for row in firsts
        if (on - row["last"]).days <= 180 and row["last"] > row["first"]
    ]


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _steady_allies(business: Business, on: date) -> list[Due]:
    """An ally who sent two or more within the quarter is thanked for that too, once in a quarter."""
    quarter = f"ally:{on.year}-{(on.month - 1) // 3 + 1}"
    rows = Evidence.objects.filter(
        business=business,
        withdrawn_at=None,
        referrer__kind__in=(Kind.ALLY, Kind.TRADE, Kind.STAFF, Kind.FAMILY, Kind.PRESS),
        happened_on__range=(on - timedelta(days=ALLY_DAYS), on),
    )
    counted = rows.order_by().values_list("referrer").annotate(Count("referred", distinct=True))
    return [(person, quarter, on) for person, n in counted if n >= 2]  # type: ignore[misc]


def _gifts(business: Business, on: date) -> list[Due]:
    rows = Sale.objects.filter(
        VISIT,
        business=business,
        person__isnull=False,
        purpose=Sale.Purpose.GIFT,
        on__range=(on - timedelta(days=FRESH_DAYS), on),
    )
    return [(person, code, day) for person, code, day in rows.values_list("person", "code", "on")]  # type: ignore[misc]
