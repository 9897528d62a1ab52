"""What this room shows on a person's page: that they spoke well of the business."""

from django.utils.translation import gettext as _

from goodword.accounts.models import Member
from goodword.lib.lines import Line
from goodword.people.models import Person

from .mentions import Mention

ROOM = "listening"


def lines(person: Person, member: Member) -> list[Line]:
    return [
        Line(one.on, mention_words(one), ROOM, "mention", one.at, one.code) for one in person.mentions.all()
    ]


def mention_words(one: Mention) -> str:
    words = _("Spoke well of you %(where)s") % {"where": one.get_where_display()}
    return f"{words}: {one.detail}." if one.detail else f"{words}."
