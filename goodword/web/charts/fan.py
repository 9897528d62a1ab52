"""What was, and what is likely ahead: a line that opens into a fan, with the goal across it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from goodword.lib.days import date_words
from goodword.lib.numbers import figure_words

from .axes import check, check_days, check_order
from .picture import FLOOR, Ground, Picture, Plot, Shape, short

MOST_DOTS = 60  # more would touch each other on a phone; then the line stands alone
TALL = 1.5  # how far above all else the wide band may go before it is cut off
WORDS = 20  # px: the height of a line of words


@dataclass(frozen=True, slots=True)
class Past:
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is most likely on a day, and where half and nine in ten of all cases lie. `naive`: told without a model."""

    on: date
    middle: float
    low50: float
    high50: float
    low90: float
    high90: float
    naive: float | None = None

    def check(self) -> None:
        check(str(self.on), self.naive)
        check_order(str(self.on), self.low90, self.low50, self.middle, self.high50, self.high90)


@dataclass(frozen=True, slots=True)
class Goal:
    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """`value_head` is what is counted ("Regulars"), `naive_head` what the dashed line is ("If you stop asking")."""

    key: str
    title: str
    past: Sequence[Past]
    ahead: Sequence[Ahead]
    value_head: str
    empty: str
    goal: Goal | None = None
    naive_head: str = ""
    note: str = ""
    say: Callable[[float], str] = figure_words

    def picture(self) -> Picture:
        """Raises ValueError for figures below zero or not finite, bands that cross, days that do not rise."""
        days = [one.on for one in self.past] + [one.on for one in self.ahead]
        check_days(days)
        check(self.value_head, *(one.value for one in self.past), self.goal.value if self.goal else None)
        for one in self.ahead:
            one.check()
        if not days:
            return Picture(key=self.key, title=self.title, note=self.note, empty=self.empty)
        ground, is_cut = self._ground(days)
        cut = _("The light band goes on above the picture; the table has it whole.") if is_cut else ""
        return Picture(
            key=self.key,
            title=self.title,
            note=" ".join(filter(None, [self.note, cut])),
            empty=self.empty,
            legend=self._legend(),
            head=self._head(),
            rows=self._rows(),
            plot=self._plot(ground),
        )

    @property
    def _has_naive(self) -> bool:
        return any(one.naive is not None for one in self.ahead)

    def _ground(self, days: Sequence[date]) -> tuple[Ground, bool]:
        """With room for all but a wide band that would press the rest to the floor."""
        rest = [one.value for one in self.past] + [max(one.high50, one.naive or 0) for one in self.ahead]
        need = max([*rest, self.goal.value if self.goal else 0])
        widest = max((one.high90 for one in self.ahead), default=0)
        ground = Ground.of(days, max(need, min(widest, TALL * need)))
        return ground, widest > ground.ticks[-1]

    def _plot(self, ground: Ground) -> Plot:
        few = self.past if len(self.past) <= MOST_DOTS else self.past[-1:]
        return Plot(
            numbers=ground.numbers(self.say),
            days=ground.days(),
            paths=self._paths(ground),
            dots=[Shape("past", ground.x(one.on), ground.y(one.value)) for one in few],
            words=[*self._goal_words(ground), *self._now_words(ground)],
            goal=ground.y(self.goal.value) if self.goal else "",
        )

    def _paths(self, ground: Ground) -> list[tuple[str, str]]:
        start = [(one.on, one.value) for one in self.past[-1:]]

        def line(*fields: str) -> list[tuple[date, float]]:
            points = [(one.on, getattr(one, name)) for name in fields for one in self.ahead]
            return [point for point in points if point[1] is not None]

        found: list[tuple[str, str]] = []
        if self.ahead:
            for width in ("90", "50"):
                back = line(f"low{width}")[::-1]
                found.append((f"band{width}", ground.path([*start, *line(f"high{width}"), *back]) + "Z"))
            found.append(("middle", ground.path([*start, *line("middle")])))
        if self._has_naive:
            found.append(("naive", ground.path([*start, *line("naive")])))
        if len(self.past) > 1:
            found.append(("past", ground.path([(one.on, one.value) for one in self.past])))
        return found

    def _goal_words(self, ground: Ground) -> list[Shape]:
        """Above the goal's line, at the left unless the past runs through there."""
        if not self.goal:
            return []
        y = ground.down(self.goal.value)
        early = [ground.down(one.value) for one in self.past if ground.across(one.on) < 0.4]
        is_free = not any(y - WORDS <= at <= y for at in early)
        x, anchor = ("0%", "start") if is_free else ("100%", "end")
        return [Shape("goal", x, short(y - 7), words=self.goal.label, anchor=anchor)]

    def _now_words(self, ground: Ground) -> list[Shape]:
        """The last figure that is known, by its dot; below it where the goal's words or line would be in the way."""
        if not self.past:
            return []
        last = self.past[-1]
        y = ground.down(last.value)
        is_under = self.goal is not None and y - 2 * WORDS <= ground.down(self.goal.value) <= y + WORDS / 2
        at = y + WORDS if is_under and y + WORDS < FLOOR else y - 10
        return [
            Shape(
                "now", ground.x(last.on), short(at), words=self.say(last.value), anchor=ground.anchor(last.on)
            )
        ]

    def _legend(self) -> list[tuple[str, str]]:
        signs = [("past", _("So far"))] if self.past else []
        if self.ahead:
            signs += [("middle", _("Most likely")), ("band50", _("Half of what could happen"))]
            signs += [("band90", _("Nine in ten of what could happen"))]
        return signs + ([("naive", self._naive_head)] if self._has_naive else [])

    @property
    def _naive_head(self) -> str:
        return self.naive_head or _("If all goes on as now")

    def _head(self) -> list[str]:
        head = [_("Day"), self.value_head]
        if self.ahead:
            head += [_("Half of what could happen"), _("Nine in ten of what could happen")]
        return head + [self._naive_head] * self._has_naive

    def _rows(self) -> list[list[str]]:
        blank = [""] * (len(self._head()) - 2)
        rows = [[date_words(one.on), self.say(one.value), *blank] for one in self.past]
        rows += [self._cells(one) for one in self.ahead]
        return rows + ([[self.goal.label, self.say(self.goal.value), *blank]] if self.goal else [])

    def _cells(self, one: Ahead) -> list[str]:
        spans = [
            _("%(low)s to %(high)s") % {"low": self.say(low), "high": self.say(high)}
            for low, high in ((one.low50, one.high50), (one.low90, one.high90))
        ]
        naive = [self.say(one.naive) if one.naive is not None else ""] * self._has_naive
        return [date_words(one.on), self.say(one.middle), *spans, *naive]
