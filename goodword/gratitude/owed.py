"""All that is to be thanked for to one person: told, written and said in one breath, with one press.

Five thank-yous are five rows, since each is for a thing of its own, opened and closed with it. But who is thanked
five times in a week for five people would rather have been thanked once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Member
from goodword.lib.numbers import say_number
from goodword.lib.several import and_words
from goodword.people.models import Person
from goodword.referrals.models import Evidence
from goodword.referrals.panels import name_seen
from goodword.talks.said import day_words

from .models import ThankYou

Reason = ThankYou.Reason
NAMED = 3  # people; of more than these, two are named and the others counted
# Their coming is thanked for in the same words as their being sent.
FOR_SENDING = (Reason.SENT, Reason.YES)
# Expected newcomers: who is thanked for having sent somebody sends again more often than not; a thank-you for
# staying keeps a customer who may speak.
GOOD = {
    "sent": 0.08,
    "ally": 0.04,
    "yes": 0.05,
    "words": 0.05,
    "mention": 0.05,
    "intro": 0.03,
    "gift": 0.03,
    "year": 0.02,
    "tenth": 0.02,
    "fiftieth": 0.02,
    "second": 0.015,
}


@dataclass(frozen=True, slots=True)
class Owed:
    """Thank-yous of one person, what is told first before all else. Never empty."""

    thanks: tuple[ThankYou, ...]

    @property
    def lead(self) -> ThankYou:
        """Whose words are said; the others are named in them."""
        return self.thanks[0]

    @property
    def person(self) -> Person:
        return self.lead.person

    @property
    def newest(self) -> ThankYou:
        """By which today's list calls it: whatever comes on top of what was put aside is another thing."""
        return max(self.thanks, key=lambda one: one.pk)

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.thanks]

    @property
    def sent(self) -> list[ThankYou]:
        """One for each whom they sent, by however many traces."""
        found: dict[object, ThankYou] = {}
        for one in self.thanks:
            if one.reason in FOR_SENDING:
                found.setdefault(one.newcomer_id or one.code, one)
        return list(found.values())

    @property
    def besides(self) -> list[ThankYou]:
        """What else it is for, each reason once. Who sent somebody is not thanked as a steady ally besides."""
        told = {self.lead.reason, *(FOR_SENDING if self.sent else ()), *((Reason.ALLY,) if self.sent else ())}
        found = {one.reason: one for one in self.thanks if one.reason not in told}
        return list(found.values())

    @property
    def since(self) -> date | None:
        """The oldest day that is known."""
        return min((one.since for one in self.thanks if one.is_dated), default=None)


def owed(thanks: Iterable[ThankYou]) -> list[Owed]:
    """By person, in the order in which each first comes."""
    by_person: dict[int, list[ThankYou]] = defaultdict(list)
    for one in thanks:
        by_person[one.person_id].append(one)
    return [Owed(tuple(sorted(rows, key=_place))) for rows in by_person.values()]


def _place(one: ThankYou) -> tuple[bool, float, bool, int, int]:
    """Who sent somebody hears of that first; among equals the newest, and last what has no day."""
    return (
        one.reason not in FOR_SENDING,
        -GOOD[one.reason],
        not one.is_dated,
        -one.since.toordinal(),
        one.pk,
    )


# As a member reads it ------------------------------------------------------------------------------


def what_words(one: ThankYou, member: Member) -> str:
    """What one thank-you is for. Members may know every name that they see in the books."""
    words = {
        Reason.SENT: _("sent %(name)s"),
        Reason.YES: _("sent %(name)s, who has come"),
        Reason.INTRO: _("met %(name)s, whom you introduced"),
    }.get(Reason(one.reason))
    if words and one.newcomer:
        return words % {"name": name_seen(one.newcomer, member)}
    return str(one.get_reason_display())


def all_words(told: Owed, member: Member) -> str:
    """ "sent Rohan, Ana and 3 more; came ten times"."""
    sent = told.sent
    names = [name_seen(one.newcomer, member) for one in sent if one.newcomer]
    found = [_("sent %(name)s") % {"name": several(names, len(sent))}] if len(sent) > 1 else []
    rest = told.besides if len(sent) > 1 else [told.lead, *told.besides]
    return "; ".join([*found, *(what_words(one, member) for one in rest)])


def several(names: list[str], n: int) -> str:
    """ "Rohan, Ana and 3 more": n people, of whom these may be named."""
    if not names:
        return ngettext("%(n)s person", "%(n)s people", n) % {"n": say_number(n)}
    shown = names if len(names) == n <= NAMED else names[: NAMED - 1]
    if more := n - len(shown):
        return and_words([*shown, ngettext("%(n)d more", "%(n)d more", more) % {"n": more}])
    return and_words(shown)


def told_by_files(business_id: int, thanks: Iterable[ThankYou]) -> set[str]:
    """Of these, the rows that a file told. It says who, and not when: their day is that of the first yes."""
    rows = Evidence.objects.filter(business=business_id, code__in=[one.row for one in thanks])
    return set(rows.filter(Evidence.HAS_NO_DAY).values_list("code", flat=True))


def when_words(told: Owed, on: date, from_files: Collection[str] = ()) -> str:
    """The day it happened if one is known; what a file tells is of no day."""
    days = [one.since for one in told.thanks if one.is_dated and one.row not in from_files]
    if days:
        day = day_words(min(days), on)
        is_one_day = len(days) == len(told.thanks) and len(set(days)) == 1
        return day if is_one_day else _("first %(day)s") % {"day": day}
    is_told = told.lead.room == "today"  # the first question: when it was, nobody asked
    return _("as you told us, no day") if is_told else _("in your files, no day")


def came_words(told: Owed, member: Member, on: date, from_files: Collection[str]) -> str:
    """When the first of those came whom a file tells of; "" if that is not known."""
    came = [one for one in told.thanks if one.is_dated and one.newcomer and one.row in from_files]
    if not came:
        return ""
    first = min(came, key=lambda one: one.since)
    assert first.newcomer
    words = {"name": name_seen(first.newcomer, member), "day": day_words(first.since, on)}
    return _("%(name)s first came %(day)s") % words
