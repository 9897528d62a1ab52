"""What this room shows on a person's page: on which side of a trial the lot has put them."""

from datetime import date

from django.utils.translation import gettext as _

from goodword.accounts.models import Member
from goodword.lib.days import date_words
from goodword.lib.lines import Line
from goodword.people.models import Person
from goodword.talks.models import Hold

from .models import InTrial
from .models.trial import ROOM


def lines(person: Person, member: Member) -> list[Line]:
    left = person.trials.filter(side=InTrial.Side.LEFT).select_related("trial")
    words = _("The lot leaves them unasked until %(day)s, to see what asking adds.")
    return [
        Line(
            one.trial.from_on,
            words % {"day": date_words(one.trial.judged_on)},
            ROOM,
            "trial",
            row=one.trial.code,
        )
        for one in left
        if one.trial.is_running
    ]


def is_left_unasked(person: Person, today: date) -> bool:
    return person.holds.filter(why=Hold.Why.LEFT_UNASKED, room=ROOM, until_on__gt=today).exists()
