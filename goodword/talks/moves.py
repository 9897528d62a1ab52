"""Hear back, once: five days after an ask was sent."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate

from .models import Ask
from .said import day_words

MOST = 60
AFTER = timedelta(days=5)
# Longer ago than this, a reminder would only be awkward.
UNTIL = timedelta(days=30)
# About one in three who were willing only needed to be reminded; of those some bring somebody.
GOOD = 0.04


def candidates(business: Business, on: date) -> list[Candidate]:
    waiting = Ask.objects.filter(
        business=business,
        state=Ask.State.WAITING,
        heard_back_on=None,
        sent_on__lte=on - AFTER,
        sent_on__gt=on - UNTIL,
        person__left_out=False,
        person__never_ask=False,
        # Whom we owe thanks has answered already, by sending somebody; whom the lot leaves unasked is not reminded.
        person__holds=None,
    )
    return [
        Candidate(
            kind="hear_back",
            person=ask.person_id,
            play="hear_back",
            why=_("You asked %(day)s and have not heard yet.") % {"day": day_words(ask.sent_on or on, on)},
            good=GOOD,
            minutes=1,
            due_on=ask.sent_on and ask.sent_on + AFTER,
            room="talks",
            row=ask.code,
        )
        for ask in waiting.order_by("sent_on", "pk")[:MOST]
    ]
