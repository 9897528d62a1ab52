"""Which of all that could be done is done today: by expected good for each minute, under rules that always hold.

Pure: candidates in, moves out, in a stable order. How each kind's good is counted: docs/how-we-count/today.md.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from goodword.lib.moves import Candidate

# The order of the page: thanks before asking, questions before favours.
ORDER = ("thank", "hear_back", "ask", "listen", "touch", "know", "sort", "start")
MOST_KNOW = 2
MOST_SORT = 1

# What a move is about, across days: its kind, the person, and the one thing it is for.
Key = tuple[str, int | None, str]
ABOUT_ONE_THING = ("thank", "hear_back")  # Dana's second newcomer is not thanked for by the first thanks


def is_pile(kind: str, room: str) -> bool:
    """Sorting ten is about the pile, whoever lies on top. Thanks may want one of them sorted first: that is not."""
    return kind == "sort" and room == "people"


def key_of(kind: str, person: int | None, row: str, room: str) -> Key:
    about = None if kind == "start" or is_pile(kind, room) else person
    return (kind, about, row if kind in ABOUT_ONE_THING else "")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the day allows."""

    minutes: float
    asks: int  # of this day's share of the quarter
    household_of: Mapping[int, int] = field(default_factory=dict)
    carried: Collection[Key] = ()  # put off until tomorrow, lately
    resting: Collection[Key] = ()  # skipped lately, done lately, or never
    taken: Collection[tuple[str, int | None]] = ()  # already on today's list: kind and person


def choose(candidates: Iterable[Candidate], rules: Rules) -> list[Candidate]:
    """The day's moves: thanks that are due, even past the minutes once; what was put off; then by good."""
    day = _Day(rules)
    pool = [one for one in candidates if _key(one) not in rules.resting]
    for one in sorted((one for one in pool if one.must), key=lambda one: (_due(one), _stable(one))):
        if day.minutes_left <= 0 and day.chosen:
            break
        day.take(one)
    rest = sorted((one for one in pool if not one.must), key=_stable)
    for one in rest:
        if day.is_carried(one) and one.minutes <= day.minutes_left:
            day.take(one)
    while rest := [one for one in rest if day.allows(one) and one.minutes <= day.minutes_left]:
        # Sorted once, and max() takes the first of equals: the order in which rooms offer changes nothing.
        day.take(max(rest, key=day.worth))
    return sorted(day.chosen, key=lambda one: (ORDER.index(one.kind), not one.must, -one.good, _stable(one)))


class _Day:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.chosen: list[Candidate] = []
        self.minutes_left = rules.minutes
        self.kinds: Counter[str] = Counter()
        self.people: set[int] = set()
        self.homes: set[int] = set()
        for kind, person in rules.taken:
            self.kinds[kind] += 1
            self._meet(person)

    def _meet(self, person: int | None) -> None:
        if person is not None:
            self.people.add(person)
            if home := self.rules.household_of.get(person):
                self.homes.add(home)

    def allows(self, one: Candidate) -> bool:
        if one.person is not None:
            if one.person in self.people or self.rules.household_of.get(one.person, 0) in self.homes:
                return False
        if one.kind == "ask" and self.is_carried(one):
            return True  # it was another day's ask, and has not been asked: the quarter's share has it still
        most = {"ask": self.rules.asks, "know": MOST_KNOW, "sort": MOST_SORT, "start": 1}.get(one.kind)
        return most is None or self.kinds[one.kind] < most

    def is_carried(self, one: Candidate) -> bool:
        return _key(one) in self.rules.carried

    def worth(self, one: Candidate) -> float:
        """Good for each minute. The second of a kind counts half, the third a third: a mix of kinds."""
        return one.good / max(one.minutes, 0.5) / (1 + self.kinds[one.kind])

    def take(self, one: Candidate) -> None:
        if self.allows(one):
            self.chosen.append(one)
            self.minutes_left -= one.minutes
            self.kinds[one.kind] += 1
            self._meet(one.person)


def _key(one: Candidate) -> Key:
    return key_of(one.kind, one.person, one.row, one.room)


def _due(one: Candidate) -> date:
    return one.due_on or date.max


def _stable(one: Candidate) -> tuple[int, int, str, str]:
    return (ORDER.index(one.kind), one.person or 0, one.play, one.row)


def asks_for(
    on: date, n_askable: int, n_asked: int, weekdays: str, rest_days: int, listed_lately: int
) -> int:
    """How many may be asked on this day, so that a small book lasts the quarter.

    The book is who may be asked now plus who was asked within the rest; its share falls on each of the
    owner's days. A share below one gives an ask on some of the days, spread evenly.
    `listed_lately` is the number of asks on lists of the last seven days: a quiet week always has one.
    """
    if not n_askable:
        return 0
    days = [on - timedelta(days=back) for back in range(rest_days)]
    working = sum(str(day.weekday()) in weekdays for day in days) or rest_days
    share = (n_askable + n_asked) / working
    number = _working_days_until(on, weekdays)
    due = int(share * number) - int(share * (number - 1))
    return min(n_askable, max(due, 0 if listed_lately else 1))


def _working_days_until(on: date, weekdays: str) -> int:
    """Counts the owner's days since the beginning of the calendar, so that shares fall evenly on them."""
    weeks, weekday = divmod(on.toordinal() - 1, 7)
    wanted = sorted(int(day) for day in weekdays) or list(range(7))
    return weeks * len(wanted) + sum(day <= weekday for day in wanted)
