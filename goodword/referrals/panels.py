"""What this room shows on a person's page: how they came, and whom they sent."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Member
from goodword.lib.lines import Line
from goodword.people.finding import by_name
from goodword.people.models import Person
from goodword.talks.said import day_words

from .models import Evidence, How, Newcomer, Referral

ROOM = "referrals"
NAMED = "named"  # the kind of a line whose name means nobody yet: a member can say who it is


def lines(person: Person, member: Member) -> list[Line]:
    return [*_came(person, member), *_sent(person, member)]


def _came(person: Person, member: Member) -> list[Line]:
    """How they found the business; who sent them is told by the trace of it, if there is one."""
    by_trace = person.sent_by.filter(withdrawn_at=None).select_related("referrer")
    traces = [
        Line(trace.happened_on, trace_words(trace, member), ROOM, kind, trace.at, trace.code)
        for trace in by_trace
        if (kind := "came" if trace.referrer else NAMED if trace.referrer_typed else "")
    ]
    told = {trace.row for trace in by_trace} | {trace.key for trace in by_trace}
    came = [
        newcomer for newcomer in person.came.all() if newcomer.code not in told and newcomer.key not in told
    ]
    return traces + [Line(one.on, came_words(one), ROOM, "came", one.at, one.code) for one in came]


def _sent(person: Person, member: Member) -> list[Line]:
    traces = person.sent.filter(withdrawn_at=None).select_related("referred")
    return [
        Line(trace.happened_on, sent_words(trace, member), ROOM, "sent", trace.at, trace.code)
        for trace in traces
    ]


def sent_words(trace: Evidence, member: Member) -> str:
    """Whom they sent, and how we know. A line stands beside its day: of a file, the day that it told."""
    if trace.is_dated:
        words = _("Sent %(name)s. How we know: %(how)s.")
    else:
        words = _("A file tells: sent %(name)s.")
    return words % {"name": name_seen(trace.referred, member), "how": trace.get_kind_display()}


def trace_words(trace: Evidence, member: Member) -> str:
    """Who sent this person, and how we know."""
    if trace.referrer is None:
        return _named_words(trace, member)
    if trace.is_dated:
        words = _("Came because of %(name)s. How we know: %(how)s.")
    else:
        words = _("A file tells: came because of %(name)s.")
    return words % {"name": name_seen(trace.referrer, member), "how": trace.get_kind_display()}


def came_first(traces: Iterable[Evidence], today: date) -> dict[int, str]:
    """Of whom a trace without a day tells: when they first came, if their sales tell it, by newcomer."""
    newcomers = {one.referred_id for one in traces if not one.is_dated}
    rows = Referral.objects.filter(referred__among=sorted(newcomers), yes_on__isnull=False)
    return {
        newcomer: _("first came %(day)s") % {"day": day_words(day, today)}
        for newcomer, day in rows.values_list("referred_id", "yes_on")
        if day
    }


def _named_words(trace: Evidence, member: Member) -> str:
    """By a name alone: nobody bears it, or so many of whom this member may know."""
    bearers = [one for one in by_name(trace.business_id, trace.referrer_typed) if one.pk != trace.referred_id]
    n = sum(one.is_sorted or member.is_owner for one in bearers)
    if not n:
        words = _("Came because of “%(name)s”. Nobody in your books bears this name yet.")
    else:
        words = ngettext(
            "Came because of “%(name)s”. %(n)d person in your books bears this name: say if it was them.",
            "Came because of “%(name)s”. %(n)d people in your books bear this name: say which one it was.",
            n,
        )
    return words % {"name": trace.referrer_typed, "n": n}


def name_seen(person: Person, member: Member) -> str:
    """Who is not sorted is seen by the owner alone, and named to nobody else."""
    return str(person) if person.is_sorted or member.is_owner else _("somebody who is not sorted yet")


def came_words(newcomer: Newcomer) -> str:
    words = {
        How.PERSON: _("Came because someone sent them; who, is not known"),
        How.AD: _("Came by an ad"),
        How.SEARCH: _("Came by search"),
        How.WALKED: _("Walked past and came in"),
        How.ARTICLE: _("Read about you and came"),
        How.UNKNOWN: _("Came; how is not known"),
    }[How(newcomer.how)]
    return f"{words}: {newcomer.detail}." if newcomer.detail else f"{words}."
