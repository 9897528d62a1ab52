"""Everybody who deserves thanks, the oldest first, and what can be done about each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Max, Min, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.lib.several import and_words
from goodword.people.models import Kind, Person
from goodword.referrals.models import PublicThanks
from goodword.referrals.public_thanks import agreed
from goodword.talks.drafting import Drafted, draft
from goodword.talks.plays import get_play
from goodword.talks.said import day_words, way_words
from goodword.talks.ways import Way, ways_for, ways_of

from .models import Reward, ThankYou
from .owed import Owed, all_words, came_words, owed, told_by_files, when_words
from .words import Told

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
    """One line of the queue, or of what was said: one person, and all that it is for."""

    thanks: ThankYou
    name: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of one person's thanks needs."""

    owed: Owed
    name: str
    why: str
    play: str
    words: Drafted | None  # None: who this is has to be said first
    ways: list[Way] = field(default_factory=list)
    rewards: list[Reward] = field(default_factory=list)
    gift: str = ""
    public: PublicThanks | None = None
    may_public: bool = False

    @property
    def hows(self) -> list[tuple[str, str]]:
        """The ways of thanking them that there are."""
        found = [(how, str(label)) for how, label in HOWS]
        if self.rewards:
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


def waiting(member: Member, on: date, most: int, *, sorted_only: bool = False) -> tuple[list[Owed], int]:
    """By person, the oldest first and last what has no day; and how many people there are in all. Who is not sorted
    yet has no words (`sorted_only`)."""
    rows = _open(member, on)
    if sorted_only:
        rows = rows.exclude(person__kind=Kind.UNSORTED)
    people = rows.values("person").annotate(oldest=Min("since", filter=Q(is_dated=True)), first=Min("pk"))
    found = people.order_by(F("oldest").asc(nulls_last=True), "first")[:most]
    place = {row["person"]: n for n, row in enumerate(found)}
    theirs = list(rows.filter(person__in=place).select_related("person", "newcomer"))
    theirs.sort(key=lambda one: (place[one.person_id], one.pk))
    return owed(theirs), people.count()


def lines_of(waits: Sequence[Owed], member: Member, on: date) -> list[Line]:
    from_files = told_by_files(member.business_id, (thanks for one in waits for thanks in one.thanks))

    def what(one: Owed) -> str:
        words = capfirst(all_words(one, member)), came_words(one, member, on, from_files)
        return ". ".join(filter(None, words))

    return [Line(one.lead, str(one.person), what(one), when_words(one, on, from_files)) for one in waits]


def said(member: Member, on: date, start: int, most: int) -> tuple[list[Line], bool]:
    """What was said, or needed no thanks, press by press, the latest first; and whether there is more."""
    rows = rows_for(member, ThankYou).exclude(said_at=None, dropped_at=None)
    presses = rows.values("person", "said_at", "dropped_at").annotate(last=Max("pk"))
    latest = (F("said_at").desc(nulls_last=True), F("dropped_at").desc(nulls_last=True), "-last")
    found = list(presses.order_by(*latest)[start : start + most + 1])
    place = {(one["person"], one["said_at"], one["dropped_at"]): n for n, one in enumerate(found[:most])}
    theirs = rows.filter(person__in={person for person, *_rest in place})
    by_press: dict[int, list[ThankYou]] = defaultdict(list)
    for one in theirs.select_related("person", "newcomer").order_by("pk"):
        if (n := place.get((one.person_id, one.said_at, one.dropped_at))) is not None:
            by_press[n].append(one)
    told = [owed(by_press[n])[0] for n in sorted(by_press)]
    return [_said(one, member, on) for one in told], len(found) > most


def _said(told: Owed, member: Member, on: date) -> Line:
    one, what = told.lead, capfirst(all_words(told, member))
    if one.said_on is None:
        return Line(one, str(one.person), _("%(what)s. No thanks needed.") % {"what": what}, "")
    how = ", ".join(filter(None, (way_words(one.how), one.what)))
    words = _("%(what)s. Thanked %(how)s.") if how else _("%(what)s. Thanked.")
    return Line(one, str(one.person), words % {"what": what, "how": how}, day_words(one.said_on, on))


def owed_with(thanks: ThankYou, member: Member, on: date) -> Owed:
    """All that is owed to the person whom this one, which is open, is owed to."""
    rows = _open(member, on).filter(person=thanks.person_id).select_related("person", "newcomer")
    return owed(rows.order_by("pk") or [thanks])[0]


def show(told: Owed, member: Member, on: date) -> Shown:
    business, person = member.business, told.person
    for one in told.thanks:
        one.business = one.person.business = business
    move = Told(business, on, told.thanks).candidate(told)
    if person.kind == Kind.UNSORTED:
        return Shown(told, str(person), move.why, move.play, None)
    words = draft(business, person, move.play, move.facts)
    ways = ways_for(ways_of(person), business.country, get_play(move.play), words.text, person.first_name)
    rewards = rewards_of(told)
    may_public = not business.is_discreet and not person.is_company
    return Shown(
        told,
        str(person),
        move.why,
        move.play,
        words,
        [way for way in ways if way.href],
        rewards,
        and_words([one.promise.words(business.locale) for one in rewards]) if rewards else "",
        agreed(person) if may_public else None,
        may_public,
    )


def rewards_of(told: Owed) -> list[Reward]:
    """What whoever sent them may be given by now."""
    newcomers = [one.newcomer_id for one in told.sent if one.newcomer_id]
    rows = Reward.objects.filter(business_id=told.lead.business_id, side=Reward.Side.ADVOCATE)
    found = rows.filter(person=told.lead.person_id, newcomer__in=newcomers, state=Reward.State.APPROVED)
    return list(found.order_by("pk"))
