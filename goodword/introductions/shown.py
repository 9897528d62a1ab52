"""What the page shows of each introduction under way: what comes next, with the words for it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Business, Member
from goodword.lib.days import month_day_words
from goodword.people.models import Person
from goodword.referrals.models import Referral
from goodword.referrals.panels import name_seen
from goodword.talks.plays import get_play
from goodword.talks.said import day_words
from goodword.talks.ways import Way, ways_of_all

from .introducing import SIDES, may_be_asked
from .models import Introduction, Said
from .words import Book, after_words, asking_words, called, message_words, reason, ways_to, ways_to_both

State = Introduction.State
WAIT = timedelta(days=14)  # then we ask what came of it
CAME_BACK = (Referral.State.QUALIFIED, Referral.State.CONVERTED)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, and where it stands: to be asked, asked, or answered."""

    key: str
    person: Person
    name: str
    said: str
    asked: str  # "asked on Thursday", or ""
    words: str = ""
    ways: list[Way] = field(default_factory=list)
    stop: str = ""  # why they are not to be asked
    sent: str = ""  # what they were asked in


@dataclass(frozen=True, slots=True)
class Shown:
    told: Introduction
    title: str
    why: str
    step: str  # ask, hear, make, wait, tell
    next: str
    side: Side | None  # whose turn it is
    others: list[Side]  # those who have answered, or come later
    words: str = ""
    ways: list[Way] = field(default_factory=list)
    is_open: bool = False
    back: str = ""  # the last step, as the address of its undo tells it
    names: bool = False  # the words to the first tell who the second is
    other_name: str = ""  # "" where that is not to be chosen: at a practice, and once it is over

    @property
    def key(self) -> str:
        return self.told.code


def under_way(member: Member, today: date, opened: str = "", *, names: bool = False) -> list[Shown]:
    """As the page shows them; with `names`, the words of the opened one tell the first who the second is.

    The same number of queries, however many there are.
    """
    found = with_people(member)
    book = ways_of_all({pk for told in found for pk in (told.one_id, told.other_id)})
    return [
        shown(told, member.business, today, book, opened, names=names and told.code == opened)
        for told in found
    ]


def with_people(member: Member) -> "list[Introduction]":
    """Everything under way: both sides can be seen, and neither no nor outcome is told."""
    rows = rows_for(member, Introduction).filter(came_of_it_on=None).exclude(state=State.DECLINED)
    found = list(rows.select_related("one", "other", "need", "offer").order_by("-at", "-pk")[:100])
    for told in found:
        told.one.business = told.other.business = told.business = member.business
        told.need.person, told.offer.person = told.one, told.other
    return found


def shown(
    told: Introduction, business: Business, today: date, book: Book, opened: str = "", *, names: bool = False
) -> Shown:
    step, turn = _step(told, business, today)
    sides = {key: _side(told, key, business, today, book if key == turn else None, names) for key in SIDES}
    words, ways = _message(told, step, book)
    return Shown(
        told=told,
        title=_("%(one)s and %(other)s") % {"one": told.one, "other": told.other},
        why=reason(told.need, told.offer),
        step=step,
        next=_next_words(told, step, turn, business),
        side=sides.get(turn),
        others=[one for key, one in sides.items() if key != turn],
        words=words,
        ways=ways,
        is_open=told.code == opened,
        back=last_step(told),
        names=names,
        other_name="" if business.is_discreet or (step, turn) != ("ask", "one") else called(told.other),
    )


def _step(told: Introduction, business: Business, today: date) -> tuple[str, str]:
    """What comes next, and whose turn it is: first the one who is looking is asked and heard, then the other."""
    if told.made_at:
        due = business.day_of(told.made_at) + WAIT
        return ("tell" if today >= due else "wait"), ""
    for side in SIDES:
        if not told.asked_at(side):
            return "ask", side
        if told.said(side) != Said.YES:
            return "hear", side
    return "make", ""


def last_step(told: Introduction) -> str:
    """What was done last, as the address that takes it back tells it; "" if nobody has been asked yet."""
    if told.dropped_at:
        return "do=take_up"
    if told.made_at:
        return "do=unmake"
    for side in reversed(SIDES):
        if told.said(side):
            return f"do=unhear&side={side}"
        if told.asked_at(side):
            return f"do=unask&side={side}"
    return ""


def _next_words(told: Introduction, step: str, turn: str, business: Business) -> str:
    name = called(told.side(turn)) if turn else ""
    if step == "wait" and told.made_at:
        day = month_day_words(business.day_of(told.made_at) + WAIT)
        return _("Made. From %(day)s on: what came of it?") % {"day": day}
    return {
        "ask": _("Next: ask %(name)s") % {"name": name},
        "hear": _("Next: what did %(name)s say?") % {"name": name},
        "make": _("Next: send one message to both"),
        "tell": _("Next: what came of it?"),
    }[step]


def _side(
    told: Introduction, key: str, business: Business, today: date, book: Book | None, names: bool
) -> Side:
    person, at = told.side(key), told.asked_at(key)
    day = day_words(business.day_of(at), today) if at else ""
    asked = _("Asked %(day)s.") % {"day": day} if at else _("Not asked yet.")
    stop = "" if at or may_be_asked(person) else _("%(name)s is not to be asked.") % {"name": person}
    words = asking_words(told, key, business, names=names) if book is not None else ""
    ways = ways_to(person, words, book) if book is not None and not stop else []
    return Side(key, person, called(person), told.said(key), asked, words, ways, stop, told.words(key))


def _message(told: Introduction, step: str, book: Book) -> tuple[str, list[Way]]:
    if step == "make":
        words = message_words(told)
        return words, ways_to_both(told, words, book)
    if step in ("tell", "wait"):
        words = after_words(told)
        return words, ways_to(told.one, words, book, get_play("introduced"))
    return "", []


@dataclass(frozen=True, slots=True)
class Finished:
    told: Introduction
    when: str
    words: str


def finished(member: Member, today: date, most: int) -> list[Finished]:
    """What came of those that were made, the latest first."""
    rows = rows_for(member, Introduction).exclude(came_of_it_on=None)
    rows = rows.select_related("one", "other", "need", "offer").order_by("-came_of_it_on", "-pk")
    return [
        Finished(told, day_words(told.came_of_it_on or today, today), outcome_words(told))
        for told in rows[:most]
    ]


def outcome_words(told: Introduction) -> str:
    if not told.is_fruitful:
        return _("Nothing came of it.")
    return told.outcome or _("Something came of it.")


@dataclass(frozen=True, slots=True)
class Declined:
    told: Introduction
    words: str
    back: str


def declined(member: Member, most: int) -> list[Declined]:
    rows = rows_for(member, Introduction).filter(state=State.DECLINED)
    rows = rows.select_related("one", "other", "need", "offer").order_by("-at", "-pk")
    return [Declined(told, _declined_words(told), last_step(told)) for told in rows[:most]]


def _declined_words(told: Introduction) -> str:
    no = next((told.side(side) for side in SIDES if told.said(side) == Said.NO), None)
    return _("%(name)s said no.") % {"name": no} if no else _("You said: not these two.")


@dataclass(slots=True)
class Balance:
    """What one person got: to whom they were made known, and whom they sent since. No points: only lines."""

    person: Person
    met: list[tuple[Person, str, datetime]] = field(default_factory=list)
    came_back: list[str] = field(default_factory=list)


def balances(member: Member, most: int) -> list[Balance]:
    """Everybody who was introduced to somebody, the latest first."""
    rows = rows_for(member, Introduction).exclude(made_at=None)
    rows = rows.select_related("one", "other", "need", "offer").order_by("-made_at", "-pk")
    found: dict[int, Balance] = {}
    for told in rows[: most * 4]:
        assert told.made_at
        need, offer = told.need.text, told.offer.text
        looked = _("was looking for: %(need)s") % {"need": need}
        helped = _("can help with: %(offer)s") % {"offer": offer}
        for mine, theirs, words in ((told.one, told.other, looked), (told.other, told.one, helped)):
            mine.business = member.business
            found.setdefault(mine.pk, Balance(mine)).met.append((theirs, words, told.made_at))
    told_of = list(found.values())[:most]
    for person, lines in came_back(member, told_of).items():
        found[person].came_back = lines
    return told_of


def came_back(member: Member, of: list[Balance]) -> dict[int, list[str]]:
    """Whom these people have sent since their first introduction, the latest first, in one query."""
    first = {one.person.pk: min(at for _who, _words, at in one.met) for one in of}
    rows = Referral.objects.filter(
        business=member.business, referrer__among=list(first), state__in=CAME_BACK, referred__is_here=True
    ).select_related("referred", "evidence")
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for row in rows.order_by("-pk"):
        if row.referrer_id and (day := _day_since(row, first[row.referrer_id], member.business)):
            is_dated = row.evidence is not None and row.evidence.is_dated
            words = (
                _("Sent you %(name)s, %(day)s.")
                if is_dated
                else _("Sent you %(name)s, who first came on %(day)s.")
            )
            told = {"name": name_seen(row.referred, member), "day": month_day_words(day)}
            found[row.referrer_id].append((day, words % told))
    return {
        person: [words for _day, words in sorted(told, key=lambda one: one[0], reverse=True)]
        for person, told in found.items()
    }


def _day_since(row: Referral, moment: datetime, business: Business) -> date | None:
    """The day of the word, if it came after that moment. A file tells none: then that of the newcomer's first sale.

    Of the day itself is only known when it was told: whoever was noted in the morning came before an introduction
    of the afternoon.
    """
    trace, day = row.evidence, business.day_of(moment)
    if trace is None:
        return None
    if not trace.is_dated:
        return row.yes_on if row.yes_on and row.yes_on > day else None
    is_since = trace.happened_on > day or (trace.happened_on == day and trace.at > moment)
    return trace.happened_on if is_since else None
