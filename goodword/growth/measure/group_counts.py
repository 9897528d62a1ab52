"""What came of each group: asks, answers, whom its people sent, and money; added up over whoever is in it now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from goodword.accounts.models import Business
from goodword.people.models import Kind
from goodword.referrals.models import Referral
from goodword.sales.models import Sale
from goodword.talks.models import Ask

from ..models import InGroup

YEAR = timedelta(days=365)
SENT = (Referral.State.QUALIFIED, Referral.State.CONVERTED)
Money = dict[str, int]  # currency -> cents


@dataclass(slots=True)
class Came:
    """Of one person, or of a group."""

    n: int = 0  # people
    n_asked: int = 0  # of these
    asked_sent: int = 0  # whom those sent who were asked
    asked_yeses: int = 0  # who of these said yes, one for an ask at most
    asks: int = 0
    yes: int = 0
    no: int = 0
    sent: int = 0
    yeses: int = 0  # of those they sent
    own: Money = field(default_factory=dict)  # paid by themselves within a year
    brought: Money = field(default_factory=dict)  # by those they sent

    def add(self, other: "Came") -> None:
        for name in ("asks", "yes", "no", "sent", "yeses"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.n += 1
        self.n_asked += other.asks > 0
        self.asked_sent += other.sent if other.asks else 0
        self.asked_yeses += min(other.yeses, other.asks)
        for mine, theirs in ((self.own, other.own), (self.brought, other.brought)):
            for currency, cents in theirs.items():
                mine[currency] = mine.get(currency, 0) + cents


def came_of(business: Business, on: date) -> dict[int, Came]:
    """What came of each person who was asked, sent somebody or paid; who did nothing of it is left out."""
    found: dict[int, Came] = defaultdict(Came)
    asks = Ask.objects.filter(business=business, sent_at__isnull=False, sent_on__lte=on).order_by()
    yes, no = Count("pk", Q(answer=Ask.Answer.YES)), Count("pk", Q(answer=Ask.Answer.NO))
    for person, n, n_yes, n_no in asks.values_list("person").annotate(Count("pk"), n_yes=yes, n_no=no):
        found[person].asks, found[person].yes, found[person].no = n, n_yes, n_no
    sent = Referral.objects.filter(business=business, state__in=SENT, referrer__isnull=False).order_by()
    converted = Count("pk", Q(state=Referral.State.CONVERTED))
    for person, n, n_yes in sent.values_list("referrer").annotate(Count("pk"), n_yes=converted):
        found[person].sent, found[person].yeses = n, n_yes  # type: ignore[index]  # none is None
    for person, currency, cents in _paid(business, on, "person"):
        found[person].own[currency] = cents
    for person, currency, cents in _paid(business, on, "person__referral__referrer"):
        found[person].brought[currency] = cents
    return found


def _paid(business: Business, on: date, whose: str) -> Iterable[tuple[int, str, int]]:
    """Goods paid within a year, refunds taken off: by a person, or by all whom a person sent."""
    rows = Sale.objects.filter(business=business, state=Sale.State.COUNTED, on__gt=on - YEAR, on__lte=on)
    rows = rows.filter(**{f"{whose}__isnull": False})
    if whose != "person":
        rows = rows.filter(person__referral__state__in=SENT)
    yield from rows.order_by().values_list(whose, "currency").annotate(Sum("goods_cents"))  # type: ignore[misc]


def by_group(business: Business, came: dict[int, Came]) -> tuple[list[str], list[str], list[Came]]:
    """Every group that is not ended and has anybody: its code, its kind, and what came of it. Who is not sorted is in
    none."""
    rows = InGroup.objects.filter(business=business, group__ended_at=None)
    rows = rows.filter(person__is_here=True, person__left_out=False).exclude(person__kind=Kind.UNSORTED)
    found: dict[tuple[str, str], Came] = defaultdict(Came)
    nothing = Came()
    for code, kind, person in rows.values_list("group__code", "group__kind", "person_id"):
        found[code, kind].add(came.get(person, nothing))
    groups = sorted(found)
    return [code for code, _ in groups], [kind for _, kind in groups], [found[one] for one in groups]


def all_of(came: Iterable[Came]) -> Came:
    """The whole business, to be held beside."""
    together = Came()
    for one in came:
        together.add(one)
    return together


def told(came: Came) -> dict[str, Any]:
    return {name: getattr(came, name) for name in came.__slots__}


def order(codes: Sequence[str], came: Sequence[Came], currency: str) -> list[str]:
    """What brought most first: yeses, then whom they sent, then money in the business's own currency."""

    def brought(one: tuple[str, Came]) -> tuple[Any, ...]:
        code, of = one
        money = of.brought.get(currency, 0), of.own.get(currency, 0)
        return (-of.yeses, -of.sent, -money[0], -money[1], -of.n, code)

    return [code for code, _of in sorted(zip(codes, came, strict=True), key=brought)]
