"""A movement of a million: who sent whom as a branching process, written straight into a home's database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection

from goodword.accounts.models import Business, Login, Source
from goodword.accounts.opening import open_business

from .large import defaults, people, with_codes, write

DAYS = 1500  # since the first came


def large_forest(n: int, today: date, login: Login, seed: int = 1) -> Business:
    """`n` who were sent. Most send nobody, some thousands; the longest line goes some dozens of people deep."""
    at = datetime.combine(today, datetime.min.time(), UTC)
    business = open_business("Large Movement", country="US", zone="UTC", currency="USD", at=at, login=login)
    source = Source.objects.create(business=business, kind="demo", label="bench", at=at, state="here")
    senders, days = branching(n, seed)
    begun = at - timedelta(days=DAYS + 1)
    first = write("people_person", people(business.pk, len(senders), begun))
    calendar = [(today - timedelta(days=DAYS - day)).isoformat() for day in range(DAYS + 1)]
    rows = [
        (first + one, first + sender, calendar[day])
        for one, (sender, day) in enumerate(zip(senders.tolist(), days.tolist(), strict=True))
        if sender >= 0
    ]
    told = write("referrals_evidence", _evidence(business.pk, source.pk, at, rows))
    write("referrals_referral", _referrals(business.pk, told, rows))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return business


def branching(n: int, seed: int) -> tuple[Any, Any]:
    """Who sent each (-1: they came by themselves), and on which day; `n` of them were sent.

    A newcomer is sent by somebody who came a while before; the more eager ones (a heavy tail) send more.
    """
    rng = np.random.default_rng(seed)
    n_tops = n // 20
    whole = n + n_tops
    is_top = np.zeros(whole, bool)
    is_top[rng.choice(whole - 1, n_tops - 1, replace=False) + 1] = is_top[0] = True
    eager = np.cumsum(np.minimum(rng.pareto(1.2, whole), 2_000) + 0.02)
    place = np.arange(whole)
    # Somebody among those who came before: drawn by how eager they are.
    drawn = np.searchsorted(eager, rng.random(whole) * eager[np.maximum(place - 1, 0)])
    senders = np.where(is_top, -1, np.minimum(drawn, np.maximum(place - 1, 0)))
    days = (DAYS * np.sqrt(place / whole)).astype(np.int64)
    return senders, days


def _evidence(
    business: int, source: int, at: datetime, rows: list[tuple[int, int, str]]
) -> Iterator[dict[str, Any]]:
    from goodword.referrals.models import Evidence

    plain = defaults(
        Evidence, business_id=business, source_id=source, at=at, kind="slip", happened_on=at.date(), key=""
    )
    for number, (referred, referrer, day) in enumerate(rows):
        told = {
            "referred_id": referred,
            "referrer_id": referrer,
            "happened_on": day,
            "key": f"bench {number}",
        }
        yield with_codes(plain, **told)


def _referrals(business: int, told: int, rows: list[tuple[int, int, str]]) -> Iterator[dict[str, Any]]:
    from goodword.referrals.models import Referral

    plain = defaults(Referral, business_id=business, state="converted", yes_on=None)
    for number, (referred, referrer, day) in enumerate(rows):
        yield {
            **plain,
            "referred_id": referred,
            "referrer_id": referrer,
            "evidence_id": told + number,
            "yes_on": day,
        }
