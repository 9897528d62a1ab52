"""What the page shows of a kept list: prepared for looking only, nothing is written here."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from goodword.accounts.models import Business, Member
from goodword.gratitude.models import ThankYou
from goodword.lib.reading import Reading, check
from goodword.people.models import Person
from goodword.referrals.models import Newcomer
from goodword.talks.models import Ask
from goodword.talks.plays import UnknownPlay, get_play
from goodword.talks.ways import Way, ways_for, ways_of

from .making import find_list
from .models import DayList, Move

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


class Shown:
    """One move as the page shows it."""

    def __init__(self, move: Move, member: Member | None) -> None:
        self.move = move
        self.member = member
        self.key = move.code
        self.kind = move.kind
        self.name = str(move.person) if move.person else _("Your first three people")
        self.minutes = max(1, round(move.minutes))
        self.why = move.why
        self.words = move.words
        self.first = move.person.first_name if move.person else ""

    @property
    def kind_label(self) -> str:
        return str(KIND_LABELS[self.kind])

    @cached_property
    def play_title(self) -> str:
        try:
            return str(get_play(self.move.play).title)
        except UnknownPlay:  # a play that a later version gave up: the move still stands
            return self.kind_label

    @cached_property
    def reading(self) -> Reading | None:
        known = [value for value in self.move.facts.values() if isinstance(value, str)]
        business = self.move.business
        known += [self.name, business.name, business.what_we_do, business.listen_for]
        return check(self.words, known=known) if self.words else None

    @cached_property
    def ways(self) -> list[Way]:
        if self.move.person is None:
            return []
        try:
            play = get_play(self.move.play)
        except UnknownPlay:
            return []
        on_file = ways_of(self.move.person)
        country = self.move.business.country
        return ways_for(on_file, country, play, self.words, str(play.subject), self.first)

    @property
    def next(self) -> str:
        """The one clear next step, told while the line is folded."""
        if self.kind in ("hear_back", "know"):
            return _("Note what %(name)s said") % {"name": self.first or self.name}
        return self.ways[0].label if self.ways else ""

    @property
    def is_open(self) -> bool:
        return self.move.state == Move.State.OPEN and not self.struck

    @cached_property
    def struck(self) -> str:
        """Why it is no longer needed: done elsewhere meanwhile, or not wanted any more."""
        move = self.move
        if move.state != Move.State.OPEN or move.person is None:
            return ""
        if move.person.left_out or not move.person.is_here:
            return _("left out")
        if move.kind == "ask" and move.person.never_ask:
            return _("you said: don't ask")
        if move.kind == "thank" and not ThankYou.objects.filter(
            business_id=move.business_id, code=move.row, said_at=None, dropped_at=None
        ):
            return _("already said")
        if move.kind == "hear_back" and not Ask.objects.filter(
            business_id=move.business_id, code=move.row, state=Ask.State.WAITING
        ):
            return _("already answered")
        if move.kind == "sort" and move.person.kind != "unsorted":
            return _("already sorted")
        return ""

    @property
    def can_be_sent(self) -> bool:
        return bool(self.words) and any(way.href for way in self.ways)

    @property
    def may_say(self) -> bool:
        """Done, and there may be something to note of what they said."""
        return self.move.state == Move.State.DONE and self.kind in ("ask", "hear_back", "thank", "listen", "touch")

    @property
    def never_label(self) -> str:
        if self.kind == "ask":
            return _("Never ask %(name)s") % {"name": self.name}
        if self.kind == "thank":
            return _("No thanks needed here")
        return _("Never this with %(name)s") % {"name": self.name}

    @property
    def settled_words(self) -> str:
        move = self.move
        if self.struck:
            return self.struck
        state = {
            Move.State.DONE: _("done"),
            Move.State.TOMORROW: _("comes back tomorrow"),
            Move.State.SKIPPED: _("left in peace for two weeks"),
            Move.State.NEVER: _("never again"),
        }
        return state.get(Move.State(move.state), "")


@dataclass(frozen=True, slots=True)
class Week:
    """What was asked, answered, and who came, in the seven days up to today."""

    n_asked: int
    n_answered: int
    n_thanked: int
    newcomers: list[Newcomer]

    @property
    def words(self) -> str:
        n = len(self.newcomers)
        came = ngettext("%(n)d new person came.", "%(n)d new people came.", n) % {"n": n} if n else _("Nobody new came yet.")
        asked = ngettext("You asked %(n)d person", "You asked %(n)d people", self.n_asked) % {"n": self.n_asked}
        answered = ngettext("%(n)d answered", "%(n)d answered", self.n_answered) % {"n": self.n_answered}
        thanked = ngettext("you thanked %(n)d", "you thanked %(n)d", self.n_thanked) % {"n": self.n_thanked}
        return f"{came} {asked}, {answered}; {thanked}."


def week(business: Business, on: date) -> Week:
    since = on - timedelta(days=6)
    asks = Ask.objects.filter(business=business)
    came = Newcomer.objects.filter(business=business, on__range=(since, on)).select_related("person")
    return Week(
        n_asked=asks.filter(sent_on__range=(since, on)).count(),
        n_answered=asks.filter(answered_on__range=(since, on)).count(),
        n_thanked=ThankYou.objects.filter(business=business, said_on__range=(since, on)).count(),
        newcomers=list(came.order_by("-on", "-pk")[:20]),
    )


@dataclass(frozen=True, slots=True)
class Day:
    """Today's page: the list, or why there is none and what to do."""

    business: Business
    on: date
    list: DayList | None
    moves: list[Shown]
    has_people: bool

    @property
    def open(self) -> "list[Shown]":
        return [one for one in self.moves if one.is_open]

    @property
    def settled(self) -> "list[Shown]":
        return [one for one in self.moves if not one.is_open]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.open)

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
                return date_format(day, "l") if ahead < 7 else date_format(day, "l j F")
        return ""


def day_of(business: Business, on: date, member: Member | None) -> Day:
    kept = find_list(business, on)
    rows = kept.moves.select_related("person", "business") if kept else Move.objects.none()
    moves = [Shown(move, member) for move in rows]
    if member is not None and not member.is_owner:
        # Who is not sorted is seen by the owner alone.
        moves = [one for one in moves if one.kind != "sort"]
    has_people = Person.objects.filter(business=business).exists()
    return Day(business, on, kept, moves, has_people)
