"""The four questions, as far as the books know the answers; and what the people behind the business amount to."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, Sum
from numpy.typing import NDArray

from goodword.accounts.models import Business
from goodword.analysis import judged
from goodword.analysis.bands import share_band
from goodword.lib.text import fold, squeezed
from goodword.people.models import Kind, Person
from goodword.referrals.models import Evidence, How, Newcomer, Referral
from goodword.sales.measure import VISIT, visit_rows
from goodword.sales.models import Sale
from goodword.talks.models import Talk

from ..models import Figure
from .cost import DAY, NOT_SENT, YEAR, how_they_came

MOST_READ = 50_000  # sales, the newest first, that are looked through for what is bought
MOST_TOLD = 5
# A thing is told once so many people bought it: what one alone bought may bear a name.
BUYERS = 3
LATELY = timedelta(days=90)
Ids = NDArray[np.int64]


def keep(business: Business, on: date, at: datetime) -> Figure:
    told = {"at": at, "told": counted(business, on)}
    return Figure.objects.update_or_create(business=business, name="model", on=on, defaults=told)[0]


def counted(business: Business, on: date) -> dict[str, Any]:
    """See docs/how-we-count/model.md. Money in cents of the business's own currency."""
    since = on - YEAR + DAY
    who, day = visit_rows(business.pk)
    how = how_they_came(business.pk)
    return {
        "since": since.isoformat(),
        "currency": business.currency,
        "bought": bought_most(business, since, on),
        "sales": mean_sale(business, since, on),
        "biggest": biggest(business, since, on),
        "loyal": become_loyal(who, day, on, how),
        "network": network(business, who, day, since, on, how),
    }


def bought_most(business: Business, since: date, until: date) -> list[tuple[str, int]]:
    """What most different people bought: the thing, and how many of them."""
    rows = Sale.objects.filter(VISIT, business=business, on__range=(since, until), person__isnull=False)
    told = rows.order_by("-on", "-pk").values_list("person_id", "what", "lines")[:MOST_READ]
    buyers: dict[str, set[int]] = defaultdict(set)
    written: dict[str, str] = {}
    for person, what, lines in told.iterator():
        for thing in _things(what, lines):
            buyers[fold(thing)].add(person)  # type: ignore[arg-type]  # the filter leaves out None
            written.setdefault(fold(thing), thing)
    most = sorted(buyers, key=lambda thing: (-len(buyers[thing]), thing))[:MOST_TOLD]
    return [(written[thing], len(buyers[thing])) for thing in most if len(buyers[thing]) >= BUYERS]


def _things(what: str, lines: Any) -> Iterable[str]:
    named = [squeezed(str(line[0])) for line in lines if isinstance(line, list) and line] or [squeezed(what)]
    return {thing[:80] for thing in named if thing}


def mean_sale(business: Business, since: date, until: date) -> dict[str, Any]:
    rows = Sale.objects.filter(VISIT, business=business, on__range=(since, until)).order_by()
    by_currency = {
        currency: (cents, n)
        for currency, cents, n in rows.values_list("currency").annotate(Sum("goods_cents"), Count("pk"))
    }
    cents, n = by_currency.pop(business.currency, (0, 0))
    return {"n": n, "mean_cents": round(cents / n) if n else None, "others": sorted(by_currency)}


def biggest(business: Business, since: date, until: date) -> dict[str, Any]:
    """How much hangs on few: what the biggest customer bought, and how many make half of all that was bought by
    somebody with a name. Refunds are taken off."""
    rows = Sale.objects.filter(
        business=business, state=Sale.State.COUNTED, currency=business.currency, on__range=(since, until)
    )
    sums = rows.exclude(person=None).order_by().values_list("person_id").annotate(Sum("goods_cents"))
    cents = sorted((one for _person, one in sums if one > 0), reverse=True)
    if not cents:
        return {"n": 0, "percent": None, "n_half": None}
    half = int(np.searchsorted(np.cumsum(cents), sum(cents) / 2)) + 1
    return {"n": len(cents), "percent": round(100 * cents[0] / sum(cents)), "n_half": half}


def become_loyal(who: Ids, day: Ids, on: date, how: dict[int, str]) -> dict[str, Any]:
    """Of those who came first one to two years ago, how many came on a second and a third day within a year: in all
    and by how they came. `again` is how many of a hundred such people come again, likely between."""
    people, first, second, third = first_days(who, day)
    last = (on - YEAR).toordinal()
    cohort = (first <= last) & (first > last - YEAR.days)
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place in np.flatnonzero(cohort).tolist():
        within = int(first[place]) + YEAR.days
        row = rows[how.get(int(people[place]), "")]
        for n, on_day in enumerate((first[place], second[place], third[place])):
            row[n] += bool(0 < on_day < within)
    n, n_again, n_third = (sum(row[n] for row in rows.values()) for n in range(3))
    band = share_band(n_again, n)
    return {
        "n": n,
        "n_again": n_again,
        "n_third": n_third,
        "again": [round(100 * band.low), round(100 * band.high)],
        "by_how": sorted(([told, *row] for told, row in rows.items()), key=lambda one: (-one[1], one[0])),
    }


def first_days(who: Ids, day: Ids) -> tuple[Ids, Ids, Ids, Ids]:
    """People, and the ordinals of the first three different days on which each came; 0 where there is none."""
    pairs = np.unique(np.stack([who, day], axis=1), axis=0) if len(who) else np.zeros((0, 2), np.int64)
    people, start = np.unique(pairs[:, 0], return_index=True)
    end = np.append(start[1:], len(pairs))
    days = np.append(pairs[:, 1], [0, 0, 0])
    nth = [np.where(start + n < end, days[start + n], 0) for n in range(3)]
    return people, nth[0], nth[1], nth[2]


def network(
    business: Business, who: Ids, day: Ids, since: date, on: date, how: dict[int, str]
) -> dict[str, Any]:
    """The people the owner knows: how many there are, and who of them was heard of lately; how many of those whom
    somebody sent bought; and how many of a year's new customers, if it is known how they came, were sent."""
    people = Person.objects.filter(business=business, left_out=False).exclude(kind=Kind.UNSORTED)
    here = set(people.values_list("pk", flat=True))
    active = here & _heard_of(business.pk, who, day, on)
    sent = Referral.objects.filter(business=business).exclude(referrer=None).exclude(state__in=NOT_SENT)
    n_yes = sent.filter(state=Referral.State.CONVERTED).count()
    everyone, first, _second, _third = first_days(who, day)
    new = set(everyone[(first >= since.toordinal()) & (first <= on.toordinal())].tolist())
    came_by = [how[person] for person in new if how.get(person)]
    return {
        "n": len(here),
        "active": _told(judged.active(len(active), len(here))),
        "relevant": _told(judged.relevant(n_yes, sent.count())),
        "valuable": _told(judged.valuable(came_by.count(How.PERSON), len(came_by))),
    }


def _told(one: judged.Judged) -> list[Any]:
    return [one.part, one.whole, one.level]


def _heard_of(business_id: int, who: Ids, day: Ids, on: date) -> set[int]:
    """Who came, was talked with, was noted as new, or sent somebody in the last 90 days."""
    since = on - LATELY
    found = set(np.unique(who[day >= since.toordinal()]).tolist())
    for rows, column in (
        (Talk.objects.filter(on__gte=since), "person_id"),
        (Newcomer.objects.filter(on__gte=since), "person_id"),
        (Evidence.objects.filter(happened_on__gte=since, withdrawn_at=None), "referrer_id"),
    ):
        found |= set(rows.filter(business_id=business_id).values_list(column, flat=True))
    return found - {None}
