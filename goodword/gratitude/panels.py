"""What this room shows on a person's page: what they were thanked for, and what is still due."""

from django.utils.translation import gettext as _

from goodword.accounts.models import Member
from goodword.lib.lines import Line
from goodword.people.models import Person
from goodword.referrals.panels import name_seen
from goodword.talks.said import with_way

from .models import Reward, ThankYou

ROOM = "gratitude"


def lines(person: Person, member: Member) -> list[Line]:
    """Thanks that were said, and those that are open; what they get. What needed no thanks is no line."""
    found = [_gift_line(one, member) for one in person.rewards.select_related("newcomer")]
    for thanks in person.thanks.select_related("newcomer"):
        if thanks.said_on:
            found.append(
                Line(thanks.said_on, said_words(thanks, member), ROOM, "thanks", thanks.said_at, thanks.code)
            )
        elif thanks.is_open:
            found.append(Line(thanks.since, due_words(thanks, member), ROOM, "due", thanks.at, thanks.code))
    return found


def _gift_line(one: Reward, member: Member) -> Line:
    """What they get for coming, or for sending somebody, and how far it is."""
    facts = {
        "what": one.promise.words(member.business.locale),
        "state": one.get_state_display(),
        "name": name_seen(one.newcomer, member) if one.newcomer else _("somebody"),
    }
    for_coming = one.side == Reward.Side.NEWCOMER
    words = (
        _("For coming: %(what)s; %(state)s.")
        if for_coming
        else _("For sending %(name)s: %(what)s; %(state)s.")
    )
    return Line(one.given_on or one.yes_on, words % facts, ROOM, "gift", one.given_at or one.at, one.code)


def said_words(thanks: ThankYou, member: Member) -> str:
    words = with_way(_("You said thanks: %(what)s") % {"what": what_words(thanks, member)}, thanks.how)
    return f"{words} {_('The gift: %(gift)s.') % {'gift': thanks.what}}" if thanks.what else words


def due_words(thanks: ThankYou, member: Member) -> str:
    return _("Thanks are due: %(what)s.") % {"what": what_words(thanks, member)}


def what_words(thanks: ThankYou, member: Member) -> str:
    """What it is for. Members may know every name that they see in the books."""
    words = {
        ThankYou.Reason.SENT: _("sent %(name)s"),
        ThankYou.Reason.YES: _("sent %(name)s, who has come"),
        ThankYou.Reason.INTRO: _("met %(name)s, whom you introduced"),
    }.get(ThankYou.Reason(thanks.reason))
    if words and thanks.newcomer:
        return words % {"name": name_seen(thanks.newcomer, member)}
    return str(thanks.get_reason_display())
