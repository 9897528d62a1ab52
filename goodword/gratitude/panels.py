"""What this room shows on a person's page: what they were thanked for, and what is still due."""

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.accounts.models import Member
from goodword.lib.lines import Line
from goodword.people.models import Person
from goodword.referrals.panels import name_seen
from goodword.talks.said import with_way

from .models import Reward, ThankYou
from .owed import Owed, all_words, owed

ROOM = "gratitude"


def lines(person: Person, member: Member) -> list[Line]:
    """Thanks that were said, and those that are open; what they get. What needed no thanks is no line."""
    found = [_gift_line(one, member) for one in person.rewards.select_related("newcomer")]
    presses: dict[datetime | None, list[ThankYou]] = defaultdict(list)
    for thanks in person.thanks.select_related("newcomer").order_by("pk"):
        if thanks.said_on or thanks.is_open:
            thanks.person = person
            presses[thanks.said_at].append(thanks)
    for told in (owed(rows)[0] for rows in presses.values()):
        one = told.lead
        if one.said_on:
            found.append(Line(one.said_on, said_words(told, member), ROOM, "thanks", one.said_at, one.code))
        else:
            on = told.since or one.since
            found.append(Line(on, due_words(told, member), ROOM, "due", one.at, one.code))
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


def said_words(told: Owed, member: Member) -> str:
    one = told.lead
    words = with_way(_("You said thanks: %(what)s") % {"what": all_words(told, member)}, one.how)
    return f"{words} {_('The gift: %(gift)s.') % {'gift': one.what}}" if one.what else words


def due_words(told: Owed, member: Member) -> str:
    what = {"what": all_words(told, member)}
    return (
        _("Thanks are due: %(what)s.") if told.since else _("Thanks are due: %(what)s (no day known).")
    ) % what
