"""What somebody hears on their own page: whom they set in motion, and the thanks they had.

They hear a name only if that newcomer agreed that whoever sent them may hear it, and only of those whom they sent
themselves: who was sent further on agreed to no more than that. A practice names nobody. What anybody bought or
gave is told to nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.gratitude.models import Reward, ThankYou
from goodword.lib.several import and_words
from goodword.people.models import Person
from goodword.referrals.models import Newcomer
from goodword.referrals.rings import n_coming, rings_of
from goodword.talks.said import with_way

from .said import day_words

Reason = ThankYou.Reason
# What a practice tells: how often somebody came is told on no page that a link opens.
FOR_THEIR_WORD = (Reason.SENT, Reason.YES, Reason.ALLY, Reason.WORDS, Reason.MENTION)
MOST_NAMES, MOST = 12, 20
DOTS, STEP, WIDE = 14, 22, 340  # dots in a row of the picture, from one to the next, the whole


@dataclass(frozen=True, slots=True)
class Row:
    """One generation in the picture: so many dots, and how many more there are."""

    y: int
    dots: list[int]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Motion:
    """Whom one person set in motion. `n` has how many in each generation, from those whom they sent."""

    n: list[int]
    words: list[str]

    @property
    def rows(self) -> list[Row]:
        return [_row(place, n) for place, n in enumerate([1, *self.n])]

    @property
    def height(self) -> int:
        return _row(len(self.n), 0).y + STEP


def _row(place: int, n: int) -> Row:
    dots = min(n, DOTS)
    first = WIDE // 2 - STEP * (dots - 1) // 2
    return Row(STEP + place * 30, [first + STEP * dot for dot in range(dots)], n - dots)


def motion_of(person: Person) -> Motion:
    """Empty where nobody came, and nobody says that they are coming."""
    rings, coming = rings_of(person), n_coming(person)
    if not rings:
        return Motion([], _coming(coming, is_first=True))
    n = [len(ring) for ring in rings]
    return Motion(n, [*_directly(person, rings[0]), *_coming(coming), *_further(n)])


def _coming(n: int, *, is_first: bool = False) -> list[str]:
    """Apart from who came, and never by name: they agreed that it is heard that they came."""
    if not n:
        return []
    if is_first:
        words = ngettext(
            "Because of your word %(n)d person says they are coming.",
            "Because of your word %(n)d people say they are coming.",
            n,
        )
    else:
        words = ngettext("And %(n)d person says they are coming.", "And %(n)d people say they are coming.", n)
    return [words % {"n": n}]


def may_be_named(person: Person, people: Collection[int]) -> dict[int, str]:
    """How those of `people` are called who agreed that whoever sent them hears their name."""
    if person.business.is_discreet:
        return {}
    agreed = Newcomer.objects.filter(
        business_id=person.business_id, person__among=list(people), may_name=True
    )
    rows = Person.objects.filter(pk__in=agreed.values("person"))
    return {one.pk: one.first_name or one.name for one in rows if one.name}


def _directly(person: Person, sent: list[int]) -> list[str]:
    """Those whom they sent themselves; the first of them is honoured by name, if by any."""
    known = may_be_named(person, sent)
    named = [known[one] for one in sent if one in known][:MOST_NAMES]
    others = len(sent) - len(named)
    if not named:
        words = ngettext(
            "%(n)d person came because of your word.", "%(n)d people came because of your word.", others
        )
        return [words % {"n": others}]
    if others:
        words = ngettext("%(names)s, and %(n)d other", "%(names)s, and %(n)d others", others)
        named = [words % {"names": ", ".join(named), "n": others}]
    told = [_("%(names)s came because of your word.") % {"names": and_words(named)}]
    if len(sent) > 1 and sent[0] in known:
        told.append(_("%(name)s was the first to follow you.") % {"name": known[sent[0]]})
    return told


def _further(n: list[int]) -> list[str]:
    """Those sent on: how many, and never who."""
    if len(n) < 2:
        return []
    words = [ngettext("They sent %(n)d person more.", "They sent %(n)d people more.", n[1]) % {"n": n[1]}]
    if on := sum(n[2:]):
        words.append(
            ngettext("And so came %(n)d after that.", "And so came %(n)d after those.", on) % {"n": on}
        )
    return [*words, _("That is %(n)d people in all, and you began it.") % {"n": sum(n)}]


@dataclass(frozen=True, slots=True)
class Received:
    """One thing that they had from us, as web/lines.html draws it."""

    on: date
    when: str
    text: str


def received(person: Person, today: date) -> list[Received]:
    """What they had from us, the latest first."""
    rows = person.thanks.exclude(said_on=None).order_by("-said_on", "-pk")
    if person.business.is_discreet:
        rows = rows.filter(reason__in=FOR_THEIR_WORD)
    thanks = list(rows[:MOST])
    known = may_be_named(person, [one.newcomer_id for one in thanks if one.newcomer_id])
    told = []
    for one in thanks:
        assert one.said_on is not None
        text = with_way(_what_for(one, known.get(one.newcomer_id or 0, "")), one.how)
        told.append(Received(one.said_on, _begun(day_words(one.said_on, today)), text))
    # A code that waits at the counter stands on its own (codes_for), until it is used.
    had = person.rewards.exclude(given_on=None).filter(Q(counter_code="") | Q(used_at__isnull=False))
    told += [_gift(one, today) for one in had.order_by("-given_on", "-pk")[:MOST]]
    # Said in one breath for several whom nobody may name: one line.
    return sorted(dict.fromkeys(told), key=lambda one: one.on, reverse=True)[:MOST]


def _gift(reward: Reward, today: date) -> Received:
    assert reward.given_on is not None
    what = reward.promise.words(reward.business.locale)
    return Received(
        reward.given_on, _begun(day_words(reward.given_on, today)), _("A gift: %(what)s") % {"what": what}
    )


def codes_for(person: Person) -> list[tuple[str, str]]:
    """What waits for them at the counter: what it is, and the code to say."""
    rows = person.rewards.exclude(counter_code="").filter(used_at=None).order_by("pk")
    return [(one.promise.words(one.business.locale), one.said_code) for one in rows if one.is_usable]


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _what_for(thanks: ThankYou, name: str) -> str:
    if name and thanks.reason in (Reason.SENT, Reason.YES):
        words = {Reason.SENT: _("Thanks for sending %(name)s"), Reason.YES: _("%(name)s has come: thank you")}
        return words[Reason(thanks.reason)] % {"name": name}
    return {
        Reason.SENT: _("Thanks for sending somebody"),
        Reason.SECOND: _("Thanks for coming again"),
        Reason.TENTH: _("Thanks for coming ten times"),
        Reason.FIFTIETH: _("Thanks for coming fifty times"),
        Reason.YEAR: _("Thanks for a year together"),
        Reason.ALLY: _("Thanks for speaking up for us"),
        Reason.GIFT: _("Thanks for your gift"),
        Reason.WORDS: _("Thanks for your kind words"),
        Reason.YES: _("Whom you sent has come: thank you"),
        Reason.INTRO: _("Thanks for the time that you took for somebody"),
        Reason.MENTION: _("Thanks for speaking well of us"),
    }[Reason(thanks.reason)]
