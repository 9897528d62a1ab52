"""How many regulars there are, how many there were, and what of it all comes directly."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from goodword.accounts.models import Business
from goodword.analysis.regulars import Spells, regulars
from goodword.sales.measure import buyers_by_vendor, by_vendor, visit_rows

from ..models import Figure

YEAR = timedelta(days=365)
WEEKS_SHOWN = 156
# Where the customer is the market's, and the seller is one of many.
MARKETS = ("amazon", "ebay", "etsy", "faire")


def keep(business: Business, on: date, at: datetime) -> Figure:
    told = {"at": at, "told": counted(business, on)}
    return Figure.objects.update_or_create(business=business, name="regulars", on=on, defaults=told)[0]


def counted(business: Business, on: date) -> dict[str, Any]:
    """`weeks`: [day, how many] each week until `on`; `channels`: [vendor, currency, cents, people] of a year."""
    spells = spells_of(business, on)
    now = spells.who_on(on.toordinal())
    direct = buyers_by_vendor(business.pk, on - YEAR, MARKETS, other=True)
    since = on - YEAR
    return {
        "n": len(now),
        "n_direct": int(np.isin(now, direct).sum()),
        "weeks": weekly(spells, on),
        "since": since.isoformat(),
        "channels": sorted(map(list, by_vendor(business.pk, since)), key=lambda one: (-one[2], one[0])),
    }


def spells_of(business: Business, on: date) -> Spells:
    who, day = visit_rows(business.pk)
    return regulars(who, day, on.toordinal())


def weekly(spells: Spells, on: date) -> list[tuple[str, int]]:
    """From the week in which the first one became a regular, three years back at most."""
    if not len(spells):
        return []
    last = on.toordinal()
    n_weeks = min(WEEKS_SHOWN, (last - int(spells.start.min())) // 7 + 1)
    days = last - 7 * np.arange(n_weeks, -1, -1)
    days = days[days > 0]
    counts = spells.count_on(days)
    return [
        (date.fromordinal(day).isoformat(), n) for day, n in zip(days.tolist(), counts.tolist(), strict=True)
    ]
