"""What thanks may speak of, and the words: fetched together for all that are to be said."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.days import weekday_words
from goodword.lib.moves import Candidate
from goodword.lib.several import and_words
from goodword.people.models import Kind
from goodword.referrals.models import Evidence, Newcomer
from goodword.referrals.programs import Gives
from goodword.sales.measure import visit_rows
from goodword.talks.said import day_words

from .kindness import WROTE_FIRST
from .models import Reward, ThankYou
from .owed import FOR_SENDING, GOOD, Owed, several

Reason = ThankYou.Reason
SAY_WITHIN = timedelta(days=2)
# What is of the last quarter is told as news; what is older, or has no day, as what it is.
LONG_AGO = timedelta(days=90)


class Told:
    """What thanks may speak of, for all of them fetched together."""

    def __init__(self, business: Business, on: date, thanks: Sequence[ThankYou]) -> None:
        self.on, self.is_discreet = on, business.is_discreet
        self.named = _may_be_named(business, thanks)
        counted = [one.person_id for one in thanks if one.reason in (Reason.TENTH, Reason.FIFTIETH)]
        self.visits = _n_visits(business, on, counted)
        rows = Evidence.objects.filter(business=business, code__in=[one.row for one in thanks])
        told = list(rows.select_related("referred__referral"))
        self.from_files = {one.code for one in told if not one.is_dated}
        self.coming = {one.code for one in told if _is_only_coming(one)}
        self.gifts = _gifts(business, thanks)

    def candidate(self, owed: Owed) -> Candidate:
        lead = owed.lead
        is_unsorted = owed.person.kind == Kind.UNSORTED
        is_sent = lead.reason == Reason.SENT
        # Nobody unsorted is written to; but thanks are due, so who they are is asked before all else.
        first = [_("Say who this is to you first.")] if is_unsorted else []
        return Candidate(
            kind="sort" if is_unsorted else "thank",
            person=lead.person_id,
            play="sort" if is_unsorted else self.play_of(owed),
            why=" ".join([self.why(owed), *first]),
            good=GOOD[lead.reason],
            minutes=1 if is_unsorted else 2,
            facts={"name": owed.person.name} if is_unsorted else self.facts(owed),
            due_on=owed.since + SAY_WITHIN if is_sent and owed.since and not is_unsorted else None,
            must=is_sent or is_unsorted,
            room="gratitude",
            row=owed.newest.code,
            rows=tuple(owed.codes),
        )

    def play_of(self, owed: Owed) -> str:
        """In which words: what is known of the newcomer by now, and whether they may be named."""
        lead = owed.lead
        if len(owed.sent) > 1:
            return "thank_sent_many"
        if lead.reason == Reason.SENT:
            if lead.row in self.coming:
                return "thank_sent_coming"
            if not lead.is_dated or lead.since < self.on - LONG_AGO:
                return "thank_sent_before"
            return "thank_sent" if lead.newcomer_id in self.named else "thank_sent_unnamed"
        if lead.reason == Reason.INTRO and lead.row.endswith(":fruit"):
            return "thank_intro_fruit"
        return f"thank_{lead.reason}"

    def facts(self, owed: Owed) -> dict[str, str]:
        """Only what is so on the day it is said."""
        one, sent = owed.lead, owed.sent
        names = [
            told.newcomer.first_name
            for told in sent
            if told.newcomer and told.newcomer_id in self.named and told.newcomer.first_name
        ]
        facts = {
            "newcomer_first": names[0] if len(sent) == 1 and names else "",
            "newcomers": several(names, len(sent)) if len(sent) > 1 else "",
            "also": and_words(list(dict.fromkeys(map(self._also, owed.besides)))),
            # Both had said yes to being introduced. A practice's words leave it out (talks/play.py).
            "other_first": one.newcomer.first_name if one.newcomer and one.reason == Reason.INTRO else "",
            "gift": self._gifts_of(owed),
            "day": weekday_words(one.since)
            if one.reason == Reason.SECOND and self._is_this_week(one)
            else "",
            # Who has come an eleventh time since is not told of ten.
            "n": one.row if str(self.visits[one.person_id]) == one.row else "",
        }
        return {name: fact for name, fact in facts.items() if fact}

    def _gifts_of(self, owed: Owed) -> str:
        """What may be given by now, and how often it is theirs."""
        found = Counter(
            gift for one in owed.sent if (gift := self.gifts.get((one.person_id, one.newcomer_id), ""))
        )
        times = _("%(gift)s, %(n)d times")
        return and_words([gift if n == 1 else times % {"gift": gift, "n": n} for gift, n in found.items()])

    def _also(self, one: ThankYou) -> str:
        """What else they are thanked for, after "And thank you "."""
        often = _("for your trust") if self.is_discreet else _("for coming so often")
        return {
            Reason.SECOND: _("for coming back"),
            Reason.TENTH: often,
            Reason.FIFTIETH: often,
            Reason.YEAR: _("for a year with us"),
            Reason.ALLY: _("for speaking up so often"),
            Reason.GIFT: _("for your gift"),
            Reason.WORDS: _("for your kind words"),
            Reason.INTRO: _("for your time when I introduced you"),
            Reason.MENTION: _("for your good words to others"),
        }[Reason(one.reason)]

    def _is_this_week(self, one: ThankYou) -> bool:
        return (self.on - one.since).days < 7

    # For the owner, who may know every name.

    def why(self, owed: Owed) -> str:
        first = self._why_sent(owed) if len(owed.sent) > 1 else self._why(owed.lead)
        return " ".join([first, *map(self._why, owed.besides), _("Not thanked yet.")])

    def _why_sent(self, owed: Owed) -> str:
        names = [str(one.newcomer) for one in owed.sent if one.newcomer]
        who = several(names, len(owed.sent))
        # When somebody first came, of whom a file tells, is not when they were sent.
        by_word = [one for one in owed.sent if one.is_dated and one.row not in self.from_files]
        if by_word:
            day = day_words(max(one.since for one in by_word), self.on)
            is_all = len(by_word) == len(owed.sent)
            words = (
                _("Sent %(who)s, the last %(day)s.") if is_all else _("Sent %(who)s, one of them %(day)s.")
            )
            return words % {"who": who, "day": day}
        came = [one.since for one in owed.sent if one.is_dated]
        if not came:
            return _("Sent %(who)s, as your files say.") % {"who": who}
        words = _("Sent %(who)s, as your files say. The last of them first came %(day)s.")
        return words % {"who": who, "day": day_words(max(came), self.on)}

    def _why(self, one: ThankYou) -> str:
        who = str(one.newcomer) if one.newcomer else _("somebody new")
        said = {
            Reason.SENT: self._why_one(one),
            Reason.SECOND: _("Came for the second time %(day)s."),
            Reason.TENTH: _("Came for the tenth time %(day)s."),
            Reason.FIFTIETH: _("Came for the fiftieth time %(day)s."),
            Reason.YEAR: _("A year together this week."),
            Reason.ALLY: _("Has sent two or more people within three months."),
            Reason.GIFT: _("Gave a gift %(day)s."),
            Reason.YES: _("You thanked for %(who)s, who had only written. By now they have come."),
            Reason.MENTION: _("Spoke well of you %(day)s."),
            Reason.INTRO: _("Helped %(who)s, whom you introduced, and something came of it.")
            if one.row.endswith(":fruit")
            else _("Took time for %(who)s, whom you introduced."),
            Reason.WORDS: _("Said a few words about you %(day)s."),
        }[Reason(one.reason)]
        # A sentence without %(day)s takes no notice of it.
        return said % {"who": who, "day": day_words(one.since, self.on)}

    def _why_one(self, one: ThankYou) -> str:
        if one.room == "today":  # the first question: when it was, nobody asked
            return _("Sent you someone, as you told us.")
        if one.row in self.coming:
            return _("Sent %(who)s, who has written to you and not come yet.")
        if one.row in self.from_files:
            return (
                _("Sent %(who)s, as your file says. They first came %(day)s.")
                if one.is_dated
                else _("Sent %(who)s, as your file says.")
            )
        return _("Sent %(who)s %(day)s.")


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
        newcomer__in=[one.newcomer_id for one in thanks if one.reason in FOR_SENDING],
    ).exclude(gives=Gives.CAUSE)
    return {(one.person_id, one.newcomer_id): one.promise.words(business.locale) for one in rows}


def _n_visits(business: Business, on: date, people: Collection[int]) -> Counter[int]:
    """On how many days these people came, up to that day."""
    who, day = visit_rows(business.pk, people)
    came = set(zip(who.tolist(), day.tolist(), strict=True))
    return Counter(person for person, ordinal in came if ordinal <= on.toordinal())
