"""Everything that deserves thanks, the oldest first, and what can be done about each."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.people.models import Kind, Person
from goodword.referrals.models import PublicThanks
from goodword.referrals.public_thanks import agreed
from goodword.talks.drafting import Drafted, draft
from goodword.talks.plays import get_play
from goodword.talks.said import day_words, way_words
from goodword.talks.ways import Way, ways_for, ways_of

from .models import Reward, ThankYou
from .moves import Told
from .panels import what_words

REWARD, GIFT, PUBLIC = "reward", "gift", "public"
HOWS = (
    ("text", gettext_lazy("By a message")),
    ("call", gettext_lazy("By a call")),
    ("visit", gettext_lazy("In person")),
    ("card", gettext_lazy("With a card")),
    (GIFT, gettext_lazy("With a gift")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the queue, or of what was said."""

    thanks: ThankYou
    name: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of one thank-you needs."""

    thanks: ThankYou
    name: str
    why: str
    words: Drafted | None  # None: who this is has to be said first
    ways: list[Way] = field(default_factory=list)
    reward: Reward | None = None
    gift: str = ""
    public: PublicThanks | None = None
    may_public: bool = False

    @property
    def hows(self) -> list[tuple[str, str]]:
        """The ways of thanking them that there are."""
        found = [(how, str(label)) for how, label in HOWS]
        if self.reward:
            found.append((REWARD, _("With what they get: %(what)s") % {"what": self.gift}))
        if self.public:
            found.append(
                (PUBLIC, _("In public: the page for new people says “%(name)s”") % {"name": self.public.name})
            )
        return found


def _open(member: Member, on: date) -> "QuerySet[ThankYou]":
    rows = rows_for(member, ThankYou).filter(said_at=None, dropped_at=None, since__lte=on)
    return rows.filter(person__is_here=True, person__left_out=False)


def anybody_waits(member: Member, on: date) -> bool:
    """Among the oldest, by their own index: asked together with who may be seen, a database begins with all people."""
    oldest = ThankYou.open_ones(member.business_id).filter(since__lte=on).order_by("since", "pk")
    people = list(oldest.values_list("person", flat=True)[:200])
    return rows_for(member, Person).filter(pk__in=people, left_out=False).exists()


def waiting(member: Member, on: date, most: int) -> tuple[list[Line], int]:
    """The oldest first, and how many there are in all."""
    rows = _open(member, on)
    found = rows.select_related("person", "newcomer").order_by("since", "pk")[:most]
    return [
        Line(one, str(one.person), capfirst(what_words(one, member)), day_words(one.since, on))
        for one in found
    ], rows.count()


def said(member: Member, on: date, start: int, most: int) -> tuple[list[Line], bool]:
    """What was said, or needed no thanks, the latest first; and whether there is more."""
    rows = rows_for(member, ThankYou).exclude(said_at=None, dropped_at=None)
    rows = rows.select_related("person", "newcomer").order_by("-said_at", "-dropped_at", "-pk")
    found = list(rows[start : start + most + 1])
    return [_said(one, member, on) for one in found[:most]], len(found) > most


def _said(one: ThankYou, member: Member, on: date) -> Line:
    what = capfirst(what_words(one, member))
    if one.said_on is None:
        return Line(one, str(one.person), _("%(what)s. No thanks needed.") % {"what": what}, "")
    how = ", ".join(filter(None, (way_words(one.how), one.what)))
    words = _("%(what)s. Thanked %(how)s.") if how else _("%(what)s. Thanked.")
    return Line(one, str(one.person), words % {"what": what, "how": how}, day_words(one.said_on, on))


def show(thanks: ThankYou, member: Member, on: date) -> Shown:
    business, person = member.business, thanks.person
    thanks.business = person.business = business
    told = Told(business, on, [thanks]).candidate(thanks)
    if person.kind == Kind.UNSORTED:
        return Shown(thanks, str(person), told.why, None)
    words = draft(business, person, told.play, told.facts)
    play = get_play(told.play)
    ways = ways_for(ways_of(person), business.country, play, words.text, person.first_name)
    reward = reward_of(thanks)
    may_public = not business.is_discreet and not person.is_company
    return Shown(
        thanks,
        str(person),
        told.why,
        words,
        [way for way in ways if way.href],
        reward,
        reward.promise.words(business.locale) if reward else "",
        agreed(person) if may_public else None,
        may_public,
    )


def reward_of(thanks: ThankYou) -> Reward | None:
    """What whoever sent them may be given by now."""
    if thanks.reason not in (ThankYou.Reason.SENT, ThankYou.Reason.YES) or thanks.newcomer_id is None:
        return None
    rows = Reward.objects.filter(business_id=thanks.business_id, side=Reward.Side.ADVOCATE)
    return rows.filter(
        person=thanks.person_id, newcomer=thanks.newcomer_id, state=Reward.State.APPROVED
    ).first()
