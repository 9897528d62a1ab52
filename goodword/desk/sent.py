"""Who sent who, as a list: how we know, when, and whether they were thanked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.access import MemberRequest, member_required
from goodword.gratitude.models import ThankYou
from goodword.gratitude.queue import anybody_waits
from goodword.lib.days import date_words
from goodword.lib.numbers import say_number
from goodword.people.closed import chunks
from goodword.people.models import Person
from goodword.referrals.coming import only_coming
from goodword.referrals.models import Evidence
from goodword.referrals.panels import came_first
from goodword.referrals.tree import (
    AT_ONCE,
    Sender,
    how_they_came,
    not_counted,
    only_names,
    senders,
    to_look_at,
)

from .said import day_words
from .sent_by import look_words, lost_words

SHOWN_OF_EACH = 20


@dataclass(frozen=True, slots=True)
class Trace:
    evidence: Evidence
    when: str  # "" if nobody knows
    how: str
    thanked: str
    came: str = ""  # when they first came, where nobody knows when they were sent
    is_coming: bool = False  # they wrote that they are coming, and nobody has seen them yet


@member_required("look")
def sent(request: MemberRequest) -> HttpResponse:
    typed = request.GET.get("from", "")
    start = min(int(typed), 100_000) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    found, more = senders(request.member, start)
    shown_of = [(sender, sender.traces[:SHOWN_OF_EACH]) for sender in found]
    shown = [trace for _sender, traces in shown_of for trace in traces]
    thanks = _thanks_for(request.business.pk, shown)
    came = came_first(shown, request.today)
    coming = _coming(trace.referred_id for sender in found for trace in sender.traces)

    def told(trace: Evidence, hows: Sequence[str] = ()) -> Trace:
        when = day_words(trace.happened_on, request.today) if trace.is_dated else ""
        how = ", ".join(hows) or trace.get_kind_display()
        first, is_coming = "" if when else came.get(trace.referred_id, ""), trace.referred_id in coming
        return Trace(trace, when, how, thanked_words(thanks.get(trace.code)), first, is_coming)

    words = lost_words()
    page = {
        "tab": "tree",
        "senders": [
            (one, sent_words(one, coming), [told(trace, one.hows(trace)) for trace in traces])
            for one, traces in shown_of
        ],
        "names": [told(trace) for trace in only_names(request.member)] if not start else [],
        "not_counted": [
            (told(trace), words[trace.lost]) for trace in (not_counted(request.member) if not start else [])
        ],
        "doubts": [(one, look_words(one)) for one in to_look_at(request.member)] if not start else [],
        "ways": how_they_came(request.business, request.today) if not start else [],
        "has_thanks": anybody_waits(request.member, request.today),
        "next": start + AT_ONCE if more else None,
        "start": start,
    }
    return render(request, "desk/sent.html", page)


def _coming(people: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in chunks(sorted(set(people))):
        found.update(Person.objects.filter(only_coming(), pk__in=part).values_list("pk", flat=True))
    return found


def sent_words(sender: Sender, coming: Collection[int]) -> str:
    """ "Sent 2 people, and one says they are coming": who has not come is not counted among those who did."""
    says = sum(trace.referred_id in coming for trace in sender.traces)
    n = len(sender.traces) - says
    told = {"n": n, "coming": say_number(says)}
    sent = ngettext("Sent %(n)d person", "Sent %(n)d people", n) % told
    if not says:
        return sent
    told["sent"] = sent
    if not n:
        return ngettext("One says they are coming", "%(coming)s say they are coming", says) % told
    return (
        ngettext(
            "%(sent)s, and one says they are coming", "%(sent)s, and %(coming)s say they are coming", says
        )
        % told
    )


def _thanks_for(business_id: int, traces: Iterable[Evidence]) -> dict[str, ThankYou]:
    found: dict[str, ThankYou] = {}
    for part in chunks([trace.code for trace in traces]):
        rows = ThankYou.objects.filter(business_id=business_id, room="referrals", row__in=part)
        found |= {thanks.row: thanks for thanks in rows}
    return found


def thanked_words(thanks: ThankYou | None) -> str:
    """Whether they were thanked for it; "" if that was so long ago that nobody kept it."""
    if thanks is None:
        return ""
    if thanks.said_on:
        return _("thanked on %(day)s") % {"day": date_words(thanks.said_on)}
    return _("to be thanked") if thanks.is_open else ""
