"""Who sent whom, read for the page: referrers with those they sent, the latest first, those without a day last."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Max, QuerySet
from django.utils.text import capfirst

from goodword.accounts.access import rows_for
from goodword.accounts.models import Business, Member, Source
from goodword.people.models import Person

from .deciding import RANK, Lost
from .models import Evidence, How, Newcomer, Referral

AT_ONCE = 30
MONTH = timedelta(days=30)
AT_MOST = 50  # lines of a list beside those of senders


@dataclass(slots=True)
class Sender:
    """Somebody who sent people: a person in the books, or only a name as it was typed."""

    name: str
    code: str  # "" while only the name is known
    told: dict[int, list[Evidence]] = field(
        default_factory=dict
    )  # by the one whom they sent, the latest first

    @property
    def traces(self) -> list[Evidence]:
        """The strongest for each whom they sent."""
        return [own[0] for own in map(strongest_first, self.told.values())]

    def hows(self, trace: Evidence) -> list[str]:
        """All by which it is known."""
        own = strongest_first(self.told[trace.referred_id])
        return list(dict.fromkeys(str(one.get_kind_display()) for one in own))

    @property
    def has_no_day(self) -> bool:
        """Whether of nobody whom they sent is known when it was."""
        return not any(trace.is_dated for trace in self.traces)


def strongest_first(traces: list[Evidence]) -> list[Evidence]:
    return sorted(traces, key=lambda one: RANK[one.kind])


def senders(member: Member, start: int = 0) -> tuple[list[Sender], bool]:
    """A page of them, and whether there are more. Two queries, whatever the size of the books."""
    known = _seen_by(member).filter(referrer__in=rows_for(member, Person))
    latest = (
        known.order_by()
        .values_list("referrer")
        .annotate(last=Max("happened_on", filter=~Evidence.HAS_NO_DAY))
        .order_by(F("last").desc(nulls_last=True), "referrer")
    )
    page = [pk for pk, _last in latest[start : start + AT_ONCE + 1]]
    if not page:
        return [], False
    shown, more = page[:AT_ONCE], len(page) > AT_ONCE
    found = {pk: Sender("", "") for pk in shown}
    rows = known.filter(referrer__in=shown).select_related("referrer", "referred")
    for trace in sorted(rows.order_by("-happened_on", "-pk"), key=lambda one: not one.is_dated):
        sender = found[trace.referrer_id]  # type: ignore[index]
        sender.name, sender.code = str(trace.referrer), trace.referrer.code  # type: ignore[union-attr]
        sender.told.setdefault(trace.referred_id, []).append(trace)
    return list(found.values()), more


def _seen_by(member: Member) -> "QuerySet[Evidence]":
    """Traces that count, of newcomers whom this member may see."""
    rows = rows_for(member, Evidence).filter(withdrawn_at=None, lost__in=("", Lost.NOBODY))
    return rows.filter(referred__in=rows_for(member, Person))


def only_names(member: Member) -> list[Evidence]:
    """Traces whose name means nobody in the books, or more than one: they wait for the owner."""
    rows = _seen_by(member).filter(referrer=None)
    return _latest(rows.exclude(referrer_typed="").select_related("referred"))


def not_counted(member: Member) -> list[Evidence]:
    """Traces to somebody in the books that decide nothing."""
    mine = rows_for(member, Person)
    rows = rows_for(member, Evidence).filter(withdrawn_at=None, referred__in=mine, referrer__in=mine)
    rows = rows.exclude(lost__in=("", Lost.NOBODY)).select_related("referrer", "referred")
    return _latest(rows)


def _latest(rows: "QuerySet[Evidence]") -> list[Evidence]:
    """The latest first; those without a day last: a file that came in today tells nothing of today.

    Asked one after the other, each goes by the index of days, and reads no more than it shows.
    """
    rows = rows.order_by("-happened_on", "-pk")
    found = list(rows.exclude(Evidence.HAS_NO_DAY)[:AT_MOST])
    return found + list(rows.filter(Evidence.HAS_NO_DAY)[: AT_MOST - len(found)])


def to_look_at(member: Member) -> "list[Referral]":
    """Referrals that count and are worth a look, the latest first."""
    marked = Referral.objects.filter(business=member.business).exclude(look="").order_by("-pk")
    # Few, by their own index: asked together with who may be seen, a database begins with all people.
    few = list(marked.values_list("pk", flat=True)[:200])
    if not few:
        return []
    mine = rows_for(member, Person)
    rows = Referral.objects.filter(pk__in=few, referred__in=mine, referrer__in=mine)
    rows = rows.select_related("referrer", "referred", "evidence")
    return list(rows.order_by("-evidence__happened_on", "-pk")[:20])


def how_they_came(business: Business, on: date) -> list[tuple[str, int]]:
    """How the newcomers of the last 30 days found the business, the commonest first.

    Only those that somebody noted: a file tells who was sent, but not when they came.
    """
    rows = Newcomer.objects.filter(business=business, on__gt=on - MONTH, on__lte=on)
    counted = Counter(rows.exclude(source__kind=Source.Kind.FILE).values_list("how", flat=True))
    return [(capfirst(str(How(how).label)), n) for how, n in counted.most_common()]
