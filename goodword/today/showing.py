"""What the page shows of a kept list: prepared for looking only, nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from goodword.accounts.models import Business, Member
from goodword.lib.days import weekday_day_words, weekday_words
from goodword.lib.numbers import say_number
from goodword.lib.reading import Reading, check
from goodword.people.models import Person
from goodword.people.moves import pile_words
from goodword.talks.play import Play
from goodword.talks.plays import UnknownPlay, get_play
from goodword.talks.ways import OnFile, Way, has_slip, ways_for, ways_of, ways_of_all

from .choosing import is_pile
from .making import find_list
from .models import DayList, Move
from .striking import why_struck

KIND_LABELS = {
    "thank": _lazy("Say thanks"),
    "ask": _lazy("Ask for a good word"),
    "hear_back": _lazy("Hear back"),
    "listen": _lazy("Listen"),
    "touch": _lazy("Keep in touch"),
    "know": _lazy("Get to know"),
    "sort": _lazy("Sort"),
    "start": _lazy("Begin"),
}
SPOKEN = ("hear_back", "know")


class Shown:
    """One move as the page shows it. `struck` says why it is no longer needed, if so."""

    def __init__(self, move: Move, struck: str = "") -> None:
        self.move = move
        self.struck = struck
        self.key = move.code
        self.kind = move.kind
        self.minutes = max(1, round(move.minutes))
        # Who is not sorted comes and goes all day.
        self.why = (self.is_pile and pile_words(move.business)) or move.why
        self.words = move.words
        self.first = move.person.first_name if move.person else ""

    @property
    def is_pile(self) -> bool:
        return is_pile(self.kind, self.move.room)

    @property
    def name(self) -> str:
        """What the card is called: the person, or the thing to do."""
        if self.is_pile:
            return _("Who are these people to you?")
        return str(self.move.person) if self.move.person else _("Your first three people")

    @property
    def kind_label(self) -> str:
        """A kind of move; listening is said more closely by its play ("Ask how it was")."""
        if self.kind == "listen" and self.play:
            return str(self.play.title)
        return str(KIND_LABELS[self.kind])

    @cached_property
    def play(self) -> Play | None:
        try:
            return get_play(self.move.play)
        except UnknownPlay:  # a play that a later version gave up: the move still stands
            return None

    @cached_property
    def known_words(self) -> list[str]:
        """Names and the owner's own trade: never hard words here."""
        business = self.move.business
        facts = [value for value in self.move.facts.values() if isinstance(value, str)]
        return [*facts, str(self.move.person or ""), business.name, business.what_we_do, business.listen_for]

    @cached_property
    def reading(self) -> Reading | None:
        language = self.move.business.language
        return check(self.words, known=self.known_words, language=language) if self.words else None

    @cached_property
    def uses(self) -> str:
        """Which stored facts stand in the words, beside the name: “your line, a story you noted”."""
        return ", ".join(str(USED[fact]) for fact in self.move.uses if fact in USED)

    @cached_property
    def on_file(self) -> list[OnFile]:
        return ways_of(self.move.person)

    @cached_property
    def ways(self) -> list[Way]:
        if self.move.person is None or self.play is None:
            return []
        country = self.move.business.country
        return ways_for(self.on_file, country, self.play, self.words, self.first)

    @property
    def best(self) -> Way | None:
        return self.ways[0] if self.ways and self.ways[0].href else None

    @property
    def other_ways(self) -> list[Way]:
        return [way for way in self.ways[1:4] if way.href]

    @property
    def address(self) -> str:
        """Where the best way leads, as it is on file: a number or a mail address. For the terminal."""
        if self.best is None or self.best.kind not in ("text", "call", "mail"):
            return ""
        return unquote(self.best.href.partition(":")[2].partition("?")[0])

    @property
    def mail(self) -> str:
        """The address that a mail would go to, if one is on file and the play may be mailed."""
        if not any(way.kind == "mail" for way in self.ways):
            return ""
        country = self.move.business.country
        mails = (one for one in self.on_file if one.kind == "email" and not has_slip(one, country))
        return next((one.key or one.value for one in mails), "")

    @property
    def next(self) -> str:
        """The one clear next step, told while the line is folded."""
        if self.kind in SPOKEN:
            return _("Note what %(name)s said") % {"name": self.first or self.name}
        if self.kind == "sort":
            return _("One tap for each") if self.is_pile else _("Say who this is")
        return self.ways[0].label if self.ways else ""

    @property
    def is_open(self) -> bool:
        return self.move.state == Move.State.OPEN and not self.struck

    @property
    def can_be_sent(self) -> bool:
        return bool(self.words) and any(way.href for way in self.ways)

    @property
    def may_say(self) -> bool:
        """Done, and there may be something to note of what they said."""
        return self.move.state == Move.State.DONE and self.kind not in ("sort", "start")

    @property
    def put_aside(self) -> list[tuple[str, str]]:
        """How to let it be, and the words on the buttons."""
        return [("tomorrow", _("Tomorrow")), ("skip", _("Skip this time")), ("never", self.never_label)]

    @property
    def never_label(self) -> str:
        named = {"name": self.name}
        if self.kind == "ask":
            return _("Never ask %(name)s") % named
        if self.kind == "thank":
            return _("No thanks needed here")
        if self.is_pile:
            return _("Don't remind me to sort")
        if self.kind == "hear_back":
            return _("Let it be")
        return _("Never this with %(name)s") % named

    @property
    def settled_title(self) -> str:
        named = {"name": self.name}
        return {
            "thank": _("Thank %(name)s") % named,
            "ask": _("Ask %(name)s for a good word") % named,
            "hear_back": _("Hear back from %(name)s") % named,
            "listen": _("Listen to %(name)s") % named,
            "touch": _("Say hello to %(name)s") % named,
            "know": _("Get to know %(name)s") % named,
            "sort": _("Sort your people") if self.is_pile else _("Say who %(name)s is") % named,
            "start": _("Name your first three people"),
        }[self.kind]

    @property
    def settled_words(self) -> str:
        move = self.move
        if self.struck or move.state == Move.State.OPEN:
            return self.struck
        if move.state == Move.State.DONE:
            return self._done_words()
        return {
            Move.State.TOMORROW: _("comes back next time"),
            Move.State.SKIPPED: _("left in peace for two weeks"),
            Move.State.NEVER: self._never_words(),
            Move.State.STRUCK: _("no longer needed"),
        }[Move.State(move.state)]

    def _never_words(self) -> str:
        if self.kind == "thank":
            return _("no thanks needed")
        return _("no more reminders") if self.is_pile else _("never again")

    def _done_words(self) -> str:
        at = self.move.settled_at
        time = {"time": time_format(timezone.localtime(at)) if at else ""}
        way = self.move.made.get("way", "")
        if self.kind in ("sort", "start", "know"):
            return _("done at %(time)s") % time
        if way in ("text", "whatsapp", "mail", "linkedin"):
            return _("sent at %(time)s") % time
        return (_("called at %(time)s") if way == "call" else _("said at %(time)s")) % time


USED = {
    "newcomer_first": _lazy("who came"),
    "newcomers": _lazy("who came"),
    "also": _lazy("what else they did for you"),
    "other_first": _lazy("whom they were introduced to"),
    "referrer_first": _lazy("who sent them"),
    "day": _lazy("the day of the visit"),
    "n": _lazy("how many visits"),
    "business": _lazy("your business's name"),
    "what_we_do": _lazy("what you do"),
    "cause": _lazy("what you stand for"),
    "listen_for": _lazy("your line"),
    "voice": _lazy("kind words that you may show"),
    "voice_of": _lazy("who said them"),
    "story": _lazy("what they told you, as you noted it"),
    "their_trade": _lazy("their trade"),
    "organisation": _lazy("where they work"),
    "topic": _lazy("what they wrote about"),
    "purpose": _lazy("what a gift does next"),
    "thing": _lazy("what it was about"),
}


def shown(move: Move, on: date) -> Shown:
    return Shown(move, why_struck(move.business, on, [move]).get(move.pk, ""))


@dataclass(frozen=True, slots=True)
class Day:
    """Today's page: the list, or why there is none and what to do."""

    business: Business
    on: date
    list: DayList | None
    moves: "Sequence[Shown]"
    has_people: bool

    @property
    def open(self) -> "Sequence[Shown]":
        return [one for one in self.moves if one.is_open]

    @property
    def settled(self) -> "Sequence[Shown]":
        return [one for one in self.moves if not one.is_open]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.open)

    @property
    def headline(self) -> str:
        """“Four people today, about ten minutes”: all lines but the pile, which is told besides."""
        people = len({one.move.person_id for one in self.open if one.kind != "start" and not one.is_pile})
        n, minutes = max(people, 1), {"minutes": say_number(self.minutes)}
        if not people:
            return (
                ngettext(
                    "One thing today, about a minute",
                    "One thing today, about %(minutes)s minutes",
                    self.minutes,
                )
                % minutes
            )
        if any(one.is_pile for one in self.open):
            who = ngettext("%(n)s person today and some to sort", "%(n)s people today and some to sort", n)
        else:
            who = ngettext("%(n)s person today", "%(n)s people today", n)
        who %= {"n": say_number(n)}
        time = ngettext("about a minute", "about %(minutes)s minutes", self.minutes) % minutes
        return f"{who[:1].upper()}{who[1:]}, {time}"

    @property
    def is_working(self) -> bool:
        return self.business.works_on(self.on)

    @property
    def is_away(self) -> bool:
        return bool(self.business.away_until and self.on < self.business.away_until)

    @property
    def next_day(self) -> str:
        """The next of the owner's days, as one says it."""
        for ahead in range(1, 400):
            day = self.on + timedelta(days=ahead)
            if self.business.works_on(day):
                return weekday_words(day) if ahead < 7 else weekday_day_words(day)
        return ""


def day_of(business: Business, on: date, member: Member | None, *, sees_all: bool = False) -> Day:
    """`sees_all`: the owner, and the terminal, which is the owner's. Who is not sorted nobody else sees."""
    kept = find_list(business, on)
    rows = list(kept.moves.select_related("person")) if kept else []
    for move in rows:
        # Theirs is the business at hand: neither fetched nor built again for every move.
        move.business = business
        if move.person:
            move.person.business = business
    if not (sees_all or (member and member.is_owner)):
        rows = [move for move in rows if move.kind != "sort"]
    struck = why_struck(business, on, rows)
    moves = [Shown(move, struck.get(move.pk, "")) for move in rows]
    ways = ways_of_all({move.person_id for move in rows if move.person_id})
    for one in moves:
        one.on_file = ways.get(one.move.person_id or 0, [])
    return Day(business, on, kept, moves, bool(rows) or Person.objects.filter(business=business).exists())
