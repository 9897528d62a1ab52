"""Whom to thank today."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.moves import Candidate
from goodword.people.models import Kind
from goodword.referrals.models import Newcomer
from goodword.talks.limits import why_not_contact
from goodword.talks.said import day_words

from .models import ThankYou

MOST = 100
SAY_WITHIN = timedelta(days=2)
# Expected newcomers: who is thanked for having sent somebody sends again more often than not; a thank-you for
# staying keeps a customer who may speak.
GOOD = {
    "sent": 0.08,
    "ally": 0.04,
    "gift": 0.03,
    "year": 0.02,
    "tenth": 0.02,
    "fiftieth": 0.02,
    "second": 0.015,
}


def candidates(business: Business, on: date) -> list[Candidate]:
    open_ones = ThankYou.objects.filter(
        business=business, said_at=None, dropped_at=None, since__lte=on, person__left_out=False
    ).exclude(person__kind=Kind.UNSORTED)
    # Those who sent somebody first; then the newest: a late thank-you for a tenth visit is worth little.
    sent = list(
        open_ones.filter(reason="sent").select_related("person", "newcomer").order_by("since", "pk")[:MOST]
    )
    others = open_ones.exclude(reason="sent").filter(since__gt=on - timedelta(days=30))
    rest = list(others.select_related("person", "newcomer").order_by("-since", "pk")[:MOST])
    # Milestones wait if we were in touch this week; who sent somebody hears thanks without delay.
    resting = why_not_contact(business, on, [one.person_id for one in rest])
    named = _may_be_named(business, sent)
    return [
        *(_candidate(one, named, on) for one in sent),
        *(_candidate(one, named, on) for one in rest if one.person_id not in resting),
    ]


def _may_be_named(business: Business, thanks: list[ThankYou]) -> set[int]:
    """Newcomers who agreed that who sent them hears their name. At a practice nobody is named."""
    if business.is_discreet:
        return set()
    people = [one.newcomer_id for one in thanks if one.newcomer_id]
    return set(
        Newcomer.objects.filter(business=business, person__in=people, may_name=True).values_list(
            "person", flat=True
        )
    )


def _candidate(one: ThankYou, named: set[int], on: date) -> Candidate:
    is_named = one.newcomer_id in named
    facts = {}
    if one.reason == "sent" and is_named and one.newcomer:
        facts["newcomer_first"] = one.newcomer.first_name
    if one.reason in ("tenth", "fiftieth"):
        facts["n"] = one.row
    if one.reason == "second" and (on - one.since).days < 7:
        facts["day"] = date_format(one.since, "l")
    play = f"thank_{one.reason}"
    if one.reason == "sent" and not is_named:
        play = "thank_sent_unnamed"
    return Candidate(
        kind="thank",
        person=one.person_id,
        play=play,
        why=_why(one, on),
        good=GOOD[one.reason],
        minutes=2,
        facts=facts,
        due_on=one.since + SAY_WITHIN if one.reason == "sent" else None,
        must=one.reason == "sent",
        room="gratitude",
        row=one.code,
    )


def _why(one: ThankYou, on: date) -> str:
    """For the owner, who may know every name."""
    day = day_words(one.since, on)
    if one.reason == "sent":
        who = str(one.newcomer) if one.newcomer else _("somebody new")
        return _("Sent %(who)s %(day)s. Not thanked yet.") % {"who": who, "day": day}
    said = {
        "second": _("Came for the second time %(day)s."),
        "tenth": _("Came for the tenth time %(day)s."),
        "fiftieth": _("Came for the fiftieth time %(day)s."),
        "year": _("A year together this week."),
        "ally": _("Has sent two or more people within three months."),
        "gift": _("Gave a gift %(day)s. Not thanked yet."),
    }
    return said[one.reason] % {"day": day}
