"""What people do for us beside sending somebody: they speak well of us, and they meet whom we introduce to them."""

from datetime import date, timedelta

from goodword.accounts.models import Business
from goodword.introductions.models import Introduction
from goodword.listening.models import Mention
from goodword.referrals.models import Evidence

from .models import Due, ThankYou

Reason, State = ThankYou.Reason, Introduction.State
# By these a newcomer is known before anybody has seen them: on the page of a link they write that they are coming.
WROTE_FIRST = (Evidence.Kind.LINK, Evidence.Kind.QR)
FRESH, LET_GO_AFTER = timedelta(days=14), timedelta(days=30)


def mentioned(business: Business, on: date) -> list[Due]:
    """Who spoke well of us in public, by what a member noted."""
    rows = Mention.objects.filter(business=business, on__range=(on - LET_GO_AFTER, on))
    rows = rows.filter(person__is_here=True, person__left_out=False).order_by("on", "pk")
    return [
        Due(who, Reason.MENTION, "listening", code, day, is_fresh=day >= on - FRESH)
        for who, code, day in rows.values_list("person_id", "code", "on")
    ]


def introduced(business: Business, on: date) -> list[Due]:
    """Whoever could help, and met who was looking for it: for their time; and again if something came of it. The
    one who was looking has got something from us, and is asked what came of it instead."""
    rows = Introduction.objects.filter(business=business, state__in=(State.MADE, State.FRUITFUL))
    rows = rows.filter(other__is_here=True, other__left_out=False).order_by("made_at", "pk")
    found = []
    for one in rows.only("code", "other_id", "one_id", "state", "made_at", "came_of_it_on", "business_id"):
        is_fruit = one.state == State.FRUITFUL and one.came_of_it_on is not None
        day = one.came_of_it_on if is_fruit else one.made_at and business.day_of(one.made_at)
        if day and on - LET_GO_AFTER <= day <= on:
            row = f"{one.code}:fruit" if is_fruit else one.code
            found.append(
                Due(one.other_id, Reason.INTRO, "introductions", row, day, one.one_id, day >= on - FRESH)
            )
    return found
