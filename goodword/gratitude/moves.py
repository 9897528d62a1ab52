"""Whom to thank today."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.days import weekday_words
from goodword.lib.moves import Candidate
from goodword.people.models import Kind
from goodword.referrals.models import Evidence, Newcomer
from goodword.referrals.programs import Gives
from goodword.sales.measure import visit_rows
from goodword.talks.limits import why_not_contact
from goodword.talks.said import day_words

from .kindness import WROTE_FIRST
from .models import Reward, ThankYou

Reason = ThankYou.Reason

MOST = 100
SAY_WITHIN = timedelta(days=2)
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


def candidates(business: Business, on: date) -> list[Candidate]:
    waiting = ThankYou.open_ones(business.pk).filter(
        since__lte=on, person__left_out=False, person__is_here=True
    )
    waiting = waiting.select_related("person", "newcomer")
    # Those who sent somebody first, the oldest debt before all; then the newest: a late thank-you for a
    # tenth visit is worth little.
    sent = list(waiting.filter(reason=Reason.SENT).order_by("since", "pk")[:MOST])
    others = waiting.exclude(reason=Reason.SENT).exclude(person__kind=Kind.UNSORTED)
    rest = list(others.order_by("-since", "pk")[:MOST])
    # Milestones wait if we were in touch this week; who sent somebody hears thanks without delay.
    resting = why_not_contact(business, on, [one.person_id for one in rest])
    rest = [one for one in rest if one.person_id not in resting]
    told = Told(business, on, [*sent, *rest])
    return [told.candidate(one) for one in (*sent, *rest)]


class Told:
    """What thanks may speak of, for all of them fetched together."""

    def __init__(self, business: Business, on: date, thanks: list[ThankYou]) -> None:
        self.on = on
        self.named = _may_be_named(business, thanks)
        counted = [one.person_id for one in thanks if one.reason in (Reason.TENTH, Reason.FIFTIETH)]
        self.visits = _n_visits(business, on, counted)
        rows = Evidence.objects.filter(business=business, code__in=[one.row for one in thanks])
        told = list(rows.select_related("referred__referral"))
        self.undated = {one.code for one in told if not one.is_dated}
        self.coming = {one.code for one in told if _is_only_coming(one)}
        self.gifts = _gifts(business, thanks)

    def candidate(self, one: ThankYou) -> Candidate:
        if one.person.kind == Kind.UNSORTED:
            return self._sort_first(one)
        is_sent = one.reason == Reason.SENT
        return Candidate(
            kind="thank",
            person=one.person_id,
            play=self.play_of(one),
            why=self._why(one),
            good=GOOD[one.reason],
            minutes=2,
            facts=self._facts(one),
            due_on=one.since + SAY_WITHIN if is_sent else None,
            must=is_sent,
            room="gratitude",
            row=one.code,
        )

    def play_of(self, one: ThankYou) -> str:
        """In which words: what is known of the newcomer by now, and whether they may be named."""
        if one.reason == Reason.SENT:
            if one.row in self.coming:
                return "thank_sent_coming"
            return "thank_sent" if one.newcomer_id in self.named else "thank_sent_unnamed"
        if one.reason == Reason.INTRO and one.row.endswith(":fruit"):
            return "thank_intro_fruit"
        return f"thank_{one.reason}"

    def _sort_first(self, one: ThankYou) -> Candidate:
        """Nobody unsorted is written to; but thanks are due, so who they are is asked before all else."""
        return Candidate(
            kind="sort",
            person=one.person_id,
            play="sort",
            why=" ".join([self._why(one), _("Say who this is to you first.")]),
            good=GOOD[one.reason],
            minutes=1,
            facts={"name": one.person.name},
            must=True,
            room="gratitude",
            row=one.code,
        )

    def _facts(self, one: ThankYou) -> dict[str, str]:
        """Only what is so on the day it is said."""
        facts = {
            "newcomer_first": one.newcomer.first_name
            if one.newcomer and one.newcomer_id in self.named
            else "",
            # Both had said yes to being introduced. A practice's words leave it out (talks/play.py).
            "other_first": one.newcomer.first_name if one.newcomer and one.reason == Reason.INTRO else "",
            "gift": self.gifts.get((one.person_id, one.newcomer_id), ""),
            "day": weekday_words(one.since)
            if one.reason == Reason.SECOND and self._is_this_week(one)
            else "",
            # Who has come an eleventh time since is not told of ten.
            "n": one.row if str(self.visits[one.person_id]) == one.row else "",
        }
        return {name: fact for name, fact in facts.items() if fact}

    def _is_this_week(self, one: ThankYou) -> bool:
        return (self.on - one.since).days < 7

    def _why(self, one: ThankYou) -> str:
        """For the owner, who may know every name."""
        who = str(one.newcomer) if one.newcomer else _("somebody new")
        said = {
            "sent": _("Sent %(who)s %(day)s. Not thanked yet."),
            "second": _("Came for the second time %(day)s."),
            "tenth": _("Came for the tenth time %(day)s."),
            "fiftieth": _("Came for the fiftieth time %(day)s."),
            "year": _("A year together this week."),
            "ally": _("Has sent two or more people within three months."),
            "gift": _("Gave a gift %(day)s. Not thanked yet."),
            "yes": _("You thanked for %(who)s, who had only written. By now they have come."),
            "mention": _("Spoke well of you %(day)s. Not thanked yet."),
            "intro": _("Took time for %(who)s, whom you introduced. Not thanked yet."),
            "words": _("Said a few words about you %(day)s. Not thanked yet."),
        }
        if one.row in self.coming and one.reason == Reason.SENT:
            said["sent"] = _("Sent %(who)s, who has written to you and not come yet. Not thanked yet.")
        elif one.reason == Reason.INTRO and one.row.endswith(":fruit"):
            said["intro"] = _(
                "Helped %(who)s, whom you introduced, and something came of it. Not thanked yet."
            )
        if one.reason == Reason.SENT and one.row in self.undated:
            said["sent"] = _("Sent %(who)s, as your file says. Not thanked yet.")
        elif one.room == "today":  # the first question: when it was, nobody asked
            said["sent"] = _("Sent you someone, as you told us. Not thanked yet.")
        # A sentence without %(day)s takes no notice of it.
        return said[one.reason] % {"who": who, "day": day_words(one.since, self.on)}


def _may_be_named(business: Business, thanks: Iterable[ThankYou]) -> set[int]:
    """Newcomers who agreed that who sent them hears their name. At a practice nobody is named."""
    if business.is_discreet:
        return set()
    people = [one.newcomer_id for one in thanks if one.newcomer_id]
    agreed = Newcomer.objects.filter(business=business, person__in=people, may_name=True)
    return set(agreed.values_list("person", flat=True))


def _is_only_coming(trace: Evidence) -> bool:
    """They wrote on the page of a link that they are coming, and nobody has seen them yet."""
    referral = getattr(trace.referred, "referral", None)
    return trace.kind in WROTE_FIRST and (referral is None or referral.yes_on is None)


def _gifts(business: Business, thanks: Iterable[ThankYou]) -> dict[tuple[int | None, int | None], str]:
    """What may be given by now to whoever sent somebody, by sender and newcomer. A gift to a cause is not theirs."""
    rows = Reward.objects.filter(
        business=business,
        side=Reward.Side.ADVOCATE,
        state=Reward.State.APPROVED,
        newcomer__in=[one.newcomer_id for one in thanks if one.reason in (Reason.SENT, Reason.YES)],
    ).exclude(gives=Gives.CAUSE)
    return {(one.person_id, one.newcomer_id): one.promise.words(business.locale) for one in rows}


def _n_visits(business: Business, on: date, people: Collection[int]) -> Counter[int]:
    """On how many days these people came, up to that day."""
    who, day = visit_rows(business.pk, people)
    came = set(zip(who.tolist(), day.tolist(), strict=True))
    return Counter(person for person, ordinal in came if ordinal <= on.toordinal())
