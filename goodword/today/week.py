"""Once a week, and on every page of today: who came, who sent them, what was asked and answered."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business, Member, Source
from goodword.gratitude.models import ThankYou
from goodword.lib.numbers import say_number
from goodword.lib.several import and_words
from goodword.people.models import Person
from goodword.referrals.coming import only_coming
from goodword.referrals.models import Evidence, Newcomer
from goodword.talks.models import Ask

DAYS = 7
MOST_NAMED = 3
SHOWN_FIRST = 5  # of who came; the others are folded away
TOLD_US = (Source.Kind.HAND, Source.Kind.PAGE)  # a member, or the newcomers themselves


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days up to today."""

    n_asked: int
    n_answered: int
    newcomers: list[tuple[Newcomer, str]]  # and how they came, in words
    senders: list[str]  # who sent them, each once
    to_thank: list[str]  # of those, who is not thanked yet
    coming: list[tuple[Newcomer, str]]  # who only wrote that they are coming, and how they know us

    @property
    def first_newcomers(self) -> list[tuple[Newcomer, str]]:
        return self.newcomers[:SHOWN_FIRST]

    @property
    def more_newcomers(self) -> list[tuple[Newcomer, str]]:
        return self.newcomers[SHOWN_FIRST:]

    @property
    def sentences(self) -> list[str]:
        told = (self.came, self.sent, self.thanks, self.says_coming, self.asked)
        return [words for words in told if words]

    @property
    def words(self) -> str:
        return " ".join(self.sentences)

    @property
    def came(self) -> str:
        n = len(self.newcomers)
        if not n:
            return _("Nobody new was noted.")
        words = ngettext("%(n)s new person came.", "%(n)s new people came.", n) % {"n": say_number(n)}
        return words[:1].upper() + words[1:]

    @property
    def sent(self) -> str:
        if not self.senders:
            return ""
        return _("Sent by %(names)s.") % {"names": and_words(_short(self.senders))}

    @property
    def thanks(self) -> str:
        if not self.senders:
            return ""
        if not self.to_thank:
            return _("All thanked.") if len(self.senders) > 1 else _("Thanked.")
        words = ngettext(
            "%(names)s is still to be thanked.", "%(names)s are still to be thanked.", len(self.to_thank)
        )
        return words % {"names": and_words(_short(self.to_thank))}

    @property
    def says_coming(self) -> str:
        if not (n := len(self.coming)):
            return ""
        words = ngettext(
            "%(n)s person wrote that they are coming.", "%(n)s people wrote that they are coming.", n
        )
        told = words % {"n": say_number(n)}
        return told[:1].upper() + told[1:]

    @property
    def asked(self) -> str:
        if not self.n_asked and not self.n_answered:
            return ""
        n = self.n_asked
        asked = ngettext("You asked %(n)s person", "You asked %(n)s people", n) % {"n": say_number(n)}
        if not self.n_answered:
            return _("%(asked)s; no answer yet.") % {"asked": asked}
        answered = ngettext("%(n)s answered", "%(n)s answered", self.n_answered)
        return f"{asked}, {answered % {'n': say_number(self.n_answered)}}."


def _short(names: list[str]) -> list[str]:
    if len(names) <= MOST_NAMED:
        return names
    more = len(names) - MOST_NAMED
    return [*names[:MOST_NAMED], ngettext("%(n)s other", "%(n)s others", more) % {"n": say_number(more)}]


def week(business: Business, on: date, member: Member | None) -> Week:
    """As `member` may see it: who is not sorted is named to the owner alone.

    What files tell is left out: they say who sent whom, seldom when.
    """
    days = (on - timedelta(days=DAYS - 1), on)
    asks = Ask.objects.filter(business=business)
    newcomers, coming = _newcomers(business, days, member)
    sent = _senders(business, days, member)
    expected = {one.person_id for one in coming}
    senders = {who: sender for who, sender in sent.items() if who not in expected}
    names = dict(senders.values())
    unthanked = _unthanked(business, list(names))
    told = asks.filter(Q(sent_on__range=days) | Q(answered_on__range=days)).aggregate(
        asked=Count("pk", filter=Q(sent_on__range=days)),
        answered=Count("pk", filter=Q(answered_on__range=days)),
    )
    return Week(
        n_asked=told["asked"],
        n_answered=told["answered"],
        newcomers=[(one, _how(one, sent)) for one in newcomers],
        senders=list(names.values()),
        to_thank=[name for sender, name in names.items() if sender in unthanked],
        coming=[(one, _how(one, sent)) for one in coming],
    )


Days = tuple[date, date]


def _seen(business: Business, member: Member | None) -> QuerySet[Person]:
    people = Person.objects.filter(business=business)
    return Person.seen_by(people, member) if member else people


def _newcomers(
    business: Business, days: Days, member: Member | None
) -> tuple[list[Newcomer], list[Newcomer]]:
    """Who came, and who only wrote that they are coming; everybody once, the latest first."""
    told = Newcomer.objects.filter(business=business, on__range=days, person__in=_seen(business, member))
    told = told.filter(source__kind__in=TOLD_US).select_related("person").order_by("on", "pk")
    latest = list({one.person_id: one for one in told}.values())[::-1]
    coming = set(told.filter(only_coming("person")).order_by().values_list("person", flat=True))
    return (
        [one for one in latest if one.person_id not in coming],
        [one for one in latest if one.person_id in coming],
    )


def _senders(business: Business, days: Days, member: Member | None) -> dict[int, tuple[int, str]]:
    """Who came -> who sent them: the person, and their name."""
    sent = Evidence.objects.filter(business=business, withdrawn_at=None, happened_on__range=days)
    sent = sent.filter(source__kind__in=TOLD_US, referrer__in=_seen(business, member))
    rows = sent.order_by("happened_on", "pk").values_list("referred", "referrer", "referrer__name")
    return {referred: (referrer, name) for referred, referrer, name in rows if referrer and name}


def _how(newcomer: Newcomer, senders: dict[int, tuple[int, str]]) -> str:
    if newcomer.person_id in senders:
        return _("sent by %(name)s") % {"name": senders[newcomer.person_id][1]}
    return str(newcomer.get_how_display())


def _unthanked(business: Business, people: list[int]) -> set[int]:
    """Who has an open thank-you; or evidence so new that none was opened yet."""
    if not people:
        return set()
    thanks = ThankYou.objects.filter(business=business, person__in=people, reason=ThankYou.Reason.SENT)
    told = set(thanks.values_list("person", flat=True))
    open_ones = thanks.filter(said_at=None, dropped_at=None)
    return {*open_ones.values_list("person", flat=True), *(one for one in people if one not in told)}
