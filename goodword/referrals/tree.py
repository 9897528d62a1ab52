"""Who sent whom, read for the page: referrers with those they sent, the latest first."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max

from goodword.accounts.models import Business

from .models import Evidence, How, Newcomer

AT_ONCE = 30
MONTH = timedelta(days=30)


@dataclass(slots=True)
class Sender:
    """Somebody who sent people: a person in the books, or only a name as it was typed."""

    name: str
    code: str  # "" while only the name is known
    traces: list[Evidence] = field(default_factory=list)


def senders(business: Business, start: int = 0) -> tuple[list[Sender], bool]:
    """A page of them, and whether there are more. Two queries, whatever the size of the books."""
    rows = Evidence.objects.filter(business=business, withdrawn_at=None)
    known = rows.filter(referrer__isnull=False, referrer__is_here=True)
    latest = known.order_by().values_list("referrer").annotate(last=Max("happened_on")).order_by("-last", "referrer")
    page = [pk for pk, _last in latest[start : start + AT_ONCE + 1]]
    shown, more = page[:AT_ONCE], len(page) > AT_ONCE
    found = {pk: Sender("", "") for pk in shown}
    for trace in (
        known.filter(referrer__in=shown).select_related("referrer", "referred").order_by("-happened_on", "-pk")
    ):
        sender = found[trace.referrer_id]  # type: ignore[index]
        sender.name, sender.code = str(trace.referrer), trace.referrer.code  # type: ignore[union-attr]
        sender.traces.append(trace)
    return list(found.values()), more


def only_names(business: Business) -> list[Evidence]:
    """Traces whose name means nobody in the books, or more than one: they wait for the owner."""
    rows = Evidence.objects.filter(business=business, withdrawn_at=None, referrer=None)
    return list(rows.exclude(referrer_typed="").select_related("referred").order_by("-happened_on", "-pk")[:50])


def how_they_came(business: Business, on: date) -> list[tuple[str, int]]:
    """How the newcomers of the last 30 days found the business, the commonest first."""
    rows = Newcomer.objects.filter(business=business, on__gt=on - MONTH, on__lte=on)
    counted = Counter(rows.values_list("how", flat=True))
    return [(str(How(how).label), n) for how, n in counted.most_common()]
