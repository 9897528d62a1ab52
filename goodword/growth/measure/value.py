"""What the customers of today will buy and bring in a year, and what each one set in motion.

In the business's own currency alone: currencies are never added.
"""

from dataclasses import dataclass
from datetime import date, datetime
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodword.accounts.holding import hold
from goodword.accounts.models import Business
from goodword.analysis.bands import Band, share_at
from goodword.analysis.expecting import FEWEST_CUSTOMERS
from goodword.analysis.inputs import Vector
from goodword.analysis.tree import NOBODY
from goodword.analysis.worth import worth
from goodword.analysis.year_ahead import YEAR, LookBack, YearAhead, year_ahead
from goodword.referrals.measure import grown
from goodword.referrals.models import Referral
from goodword.sales.measure import business_totals, paid_rows, visit_rows

from ..models import Figure, Trial, Worth
from .value_rows import Row, write

Ids = NDArray[np.int64]

FEWEST_COMPARED = 20  # in either group; of fewer, one good customer is most of the mean
MOST_DRAWS = 1000
DRAWN_AT_MOST = 20_000_000  # amounts, in all draws together: a second
SEED = 20261127  # the same books have the same figures, whenever they are counted


def keep(business: Business, on: date, at: datetime) -> Figure:
    """A row for each person of whom anything is expected, and the figure of all of them. Safe to repeat."""
    with hold(f"value {business.pk}", wait=True):
        paid = Paid.of(business)
        ahead = year_ahead(paid.who, paid.day, paid.cents, on.toordinal())
        write(business.pk, on, worth_rows(business, ahead))
        told = {"at": at, "told": counted(business, paid, ahead, on)}
        return Figure.objects.update_or_create(business=business, name="value", on=on, defaults=told)[0]


@dataclass(frozen=True, slots=True)
class Paid:
    """Sales and refunds in the business's currency, (m,) each, in no order."""

    who: Ids
    day: Ids
    cents: Ids

    @classmethod
    def of(cls, business: Business) -> "Paid":
        who, day, cents = paid_rows(business.pk, business.currency)
        return cls(who, _with_refunds(who, day, cents, *visit_rows(business.pk)), cents)

    def until(self, on: date) -> NDArray[np.bool_]:
        return self.day <= on.toordinal()


def _with_refunds(who: Ids, day: Ids, cents: Ids, visitor: Ids, visited: Ids) -> Ids:
    """The days, but a sale that was taken back in full is put on the day of its refund, whichever came first.

    There the two come to nothing, and nothing is no purchase. That a refund was for that sale is told by the amount.
    """
    is_gone = (cents > 0) & ~np.isin((who << 22) | day, (visitor << 22) | visited)
    if not is_gone.any():
        return day
    back = zip(who[cents < 0].tolist(), cents[cents < 0].tolist(), day[cents < 0].tolist(), strict=True)
    refunded_on = {(person, -amount): on for person, amount, on in back}
    moved = day.copy()
    for row in np.flatnonzero(is_gone).tolist():
        moved[row] = refunded_on.get((int(who[row]), int(cents[row])), int(day[row]))
    return moved


def worth_rows(business: Business, ahead: YearAhead) -> dict[int, Row]:
    """By person, everybody who bought, and who set anything in motion; in the order of `value_rows.COLUMNS`."""
    tree = grown(business)
    people = np.union1d(ahead.people, tree.people)
    n = len(people)
    bought, grew = np.searchsorted(people, ahead.people), np.searchsorted(people, tree.people)
    visits, own, active = np.zeros(n), np.zeros(n), np.full(n, np.nan)
    visits[bought], own[bought], active[bought] = ahead.purchases, np.rint(ahead.spent), ahead.active
    up = np.full(n, NOBODY, np.int64)
    up[grew[tree.is_sent]] = grew[tree.tree.up[tree.is_sent]]
    anyway = came_anyway(business)
    shared = worth(own, up, anyway or (0.0, 0.0, 0.0))
    is_known = np.isin(people, ahead.people) | (shared.credited >= 0.5)
    how = Worth.How.RATE if ahead.how == "past rate" else Worth.How.MODEL
    columns = (
        people,
        np.round(visits, 3),
        np.round(active, 3),
        own.astype(np.int64),
        np.rint(shared.credited).astype(np.int64),
        np.rint(shared.incremental).astype(np.int64),
    )
    listed = zip(*(column[is_known].tolist() for column in columns), strict=True)
    return {
        person: (
            how.value,
            often,
            None if isnan(chance) else chance,
            business.currency,
            cents,
            credited,
            added if anyway else None,
        )
        for person, often, chance, cents, credited, added in listed
    }


def came_anyway(business: Business) -> tuple[float, float, float] | None:
    """Of those sent, who would have come without anybody being asked, as a share: likely, least, most.

    The share of households that brought somebody unasked, over that of those who might be asked, as the newest trial
    that was judged has them. None before one was, or if nobody in it brought anybody.
    """
    judged = Trial.objects.filter(business=business).exclude(found={}).order_by("-judged_on", "-pk").first()
    told = judged.found if judged else {}
    (n_asked_yes, n_asked), (n_left_yes, n_left) = told.get("asked", (0, 0)), told.get("left", (0, 0))
    if not (n_asked and n_left and n_asked_yes + n_left_yes):
        return None
    place = np.random.default_rng(SEED).random((2, MOST_DRAWS, 1))
    unasked, asked = share_at([n_left_yes], [n_left], place[0]), share_at([n_asked_yes], [n_asked], place[1])
    band = Band.of(np.minimum(unasked / asked, 1.0))
    return band.mid, band.low, band.high


def counted(business: Business, paid: Paid, ahead: YearAhead, on: date) -> dict[str, Any]:
    """`visits` and `cents`: low, typical, high. `looks`: from, until, and visits expected, naive, come; newest first.

    `sent` and `others` are who was sent and who came otherwise: how many, and what one of them is expected to
    bring (low, mean, high, in cents), or nothing of too few.
    """
    total, money = ahead.total, np.rint(ahead.spent)
    is_sent = np.isin(ahead.people, _converted(business))
    rng = np.random.default_rng(SEED)
    return {
        "how": "rate" if ahead.how == "past rate" else "model",
        "why": why_code(ahead),
        "fewest": FEWEST_CUSTOMERS,
        "n": len(ahead.people),
        "currency": business.currency,
        "others": sorted(business_totals(business.pk).keys() - {business.currency}),
        "days": YEAR,
        "visits": [round(one.purchases, 1) for one in (total.low, total.typical, total.high)],
        "cents": [round(one.spent) for one in (total.low, total.typical, total.high)],
        "largest": float(money.max() / money.sum()) if money.any() else 0.0,
        "looks": [_look(look) for look in ahead.looks],
        "error": _known(ahead.level_error),
        "naive_error": _known(ahead.naive_error),
        "n_future": int((~paid.until(on)).sum()),
        "n_paid_back": _n_paid_back(paid, on),
        "fewest_compared": FEWEST_COMPARED,
        "sent": mean_of(ahead.spent[is_sent], rng),
        "came": mean_of(ahead.spent[~is_sent], rng),
    }


def why_code(ahead: YearAhead) -> str:
    """Why each is expected to go on as before: too few customers, too early to tell, nobody seen to leave; "" else."""
    if ahead.how == "past rate":
        return "few" if len(ahead.people) < FEWEST_CUSTOMERS else "early"
    return "nobody_leaves" if ahead.why else ""


def mean_of(cents: Vector, rng: np.random.Generator) -> dict[str, Any]:
    """How many, and the mean with the middle nine tenths of those of as many drawn from them (bootstrap)."""
    n = len(cents)
    if n < FEWEST_COMPARED:
        return {"n": n, "cents": []}
    n_draws = int(np.clip(DRAWN_AT_MOST // n, 50, MOST_DRAWS))
    band = Band.of([float(cents[rng.integers(0, n, n)].mean()) for _ in range(n_draws)])
    mean = float(cents.mean())
    return {"n": n, "cents": [round(min(band.low, mean)), round(mean), round(max(band.high, mean))]}


def _converted(business: Business) -> list[int]:
    rows = Referral.objects.filter(business=business, state=Referral.State.CONVERTED).exclude(referrer=None)
    return list(rows.values_list("referred_id", flat=True))


def _look(look: LookBack) -> list[Any]:
    days = (date.fromordinal(look.on).isoformat(), date.fromordinal(look.until).isoformat())
    return [*days, *(round(one.purchases, 1) for one in (look.expected, look.naive, look.came))]


def _known(error: float) -> float | None:
    return None if isnan(error) else error


def _n_paid_back(paid: Paid, on: date) -> int:
    """How many got more back than they paid: slips of a file, mostly."""
    seen = paid.until(on)
    people, place = np.unique(paid.who[seen], return_inverse=True)
    return int((np.bincount(place, paid.cents[seen], len(people)) < 0).sum())
