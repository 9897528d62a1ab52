"""Whether those whom somebody brought have left more than they cost, within a year each."""

from datetime import date, timedelta

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from goodword.analysis.funnel import NOT_KNOWN
from goodword.gratitude.models import Reward
from goodword.referrals.models import Referral
from goodword.sales.measure import paid_rows
from goodword.talks.models import Ask
from goodword.talks.plays import get_play

from ..models import OwnModel
from .funnel_places import Book

YEAR = timedelta(days=365)
MINUTES_OF_ASK = get_play("ask_anyone").minutes

Cents = NDArray[np.float64]


def pays_off(book: Book, on: date, bought: NDArray[np.int8]) -> NDArray[np.int8]:
    """(n,) Yes as soon as it is so; no when the year of all whom they brought is over, or if nobody bought; else not
    known.

    What stays is the margin of their goods in the currency of the business; what they cost is what both sides got, and
    the owner's time for the asks. Without a margin nothing is known.
    """
    unknown = np.full(len(book.ids), NOT_KNOWN, np.int8)
    model = OwnModel.objects.filter(business=book.business).first()
    rows = Referral.objects.filter(
        business=book.business, state=Referral.State.CONVERTED, referrer__isnull=False, yes_on__lte=on
    )
    told = [
        (who, referred, day.toordinal())
        for who, referred, day in rows.order_by("referred_id").values_list(
            "referrer_id", "referred_id", "yes_on"
        )
        if day
    ]
    if model is None or model.margin_percent is None:
        return unknown
    nobody_bought = np.where(bought == 0, 0, NOT_KNOWN).astype(np.int8)
    if not told:
        return nobody_bought
    place, is_known = book.places(np.array([who for who, _referred, _day in told], np.int64))
    brought = np.array([referred for _who, referred, _day in told], np.int64)
    came = np.array([day for _who, _referred, day in told], np.int64)
    left = _goods(book, on, brought, came) * model.margin_percent / 100 - _given(book, brought)

    n = len(book.ids)
    place = place[is_known]
    left_by = np.bincount(place, left[is_known], n) - _time(book, on, model.hour_cents or 0)
    n_young = np.bincount(place, came[is_known] > (on - YEAR).toordinal(), n)
    levels = np.where(left_by > 0, 1, np.where(n_young > 0, NOT_KNOWN, 0)).astype(np.int8)
    return np.where(np.bincount(place, minlength=n) > 0, levels, nobody_bought)


def _goods(book: Book, on: date, brought: NDArray[np.int64], came: NDArray[np.int64]) -> Cents:
    """(m,) what each of these, in ascending order, paid from their first sale on for a year; refunds taken off."""
    who, day, cents = paid_rows(book.business.pk, book.business.currency)
    place = np.minimum(np.searchsorted(brought, who), len(brought) - 1)
    counts = (brought[place] == who) & (day >= came[place]) & (day < came[place] + YEAR.days)
    counts &= day <= on.toordinal()
    return np.bincount(place[counts], cents[counts], len(brought)).astype(np.float64)


def _given(book: Book, brought: NDArray[np.int64]) -> Cents:
    """(m,) what both sides got for each, where it is told in money."""
    rewards = Reward.objects.filter(business=book.business, currency=book.business.currency, cents__gt=0)
    rewards = rewards.exclude(state=Reward.State.REVERSED, given_at=None).filter(newcomer__isnull=False)
    told = np.array(list(rewards.values_list("newcomer_id", "cents")), np.int64).reshape(-1, 2)
    place = np.minimum(np.searchsorted(brought, told[:, 0]), len(brought) - 1)
    is_theirs = brought[place] == told[:, 0]
    return np.bincount(place[is_theirs], told[is_theirs, 1], len(brought)).astype(np.float64)


def _time(book: Book, on: date, hour_cents: int) -> Cents:
    """(n,) what the owner's time for asking each of them cost."""
    asks = Ask.objects.filter(business=book.business, sent_on__lte=on).order_by()
    told = np.array(list(asks.values_list("person").annotate(Count("pk"))), np.int64).reshape(-1, 2)
    place, is_known = book.places(told[:, 0])
    n_asks = np.bincount(place[is_known], told[is_known, 1], len(book.ids))
    return n_asks * MINUTES_OF_ASK / 60 * hour_cents
