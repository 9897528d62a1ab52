"""What this room shows on a person's page: how they came, and whom they sent."""

from django.utils.translation import gettext as _

from goodword.accounts.models import Member
from goodword.lib.lines import Line
from goodword.people.models import Person

from .models import Evidence, How, Newcomer

ROOM = "referrals"


def lines(person: Person, member: Member) -> list[Line]:
    return [*_came(person, member), *_sent(person, member)]


def _came(person: Person, member: Member) -> list[Line]:
    """How they found the business; who sent them is told by the trace of it, if there is one."""
    by_trace = person.sent_by.filter(withdrawn_at=None).select_related("referrer")
    traces = [
        Line(trace.happened_on, trace_words(trace, member), ROOM, "came", trace.at, trace.code)
        for trace in by_trace
        if trace.referrer or trace.referrer_typed
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
        words = _("Came because of “%(name)s”, whom nobody has found in your books yet.")
        return words % {"name": trace.referrer_typed}
    if trace.is_dated:
        words = _("Came because of %(name)s. How we know: %(how)s.")
    else:
        words = _("A file tells: came because of %(name)s.")
    return words % {"name": name_seen(trace.referrer, member), "how": trace.get_kind_display()}


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
