"""What was told before, against what came: a line from low to high, and a dot inside it or a diamond outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from goodword.lib.days import date_words
from goodword.lib.numbers import figure_words

from .axes import check, check_days, check_order
from .picture import Ground, Picture, Plot, Shape


@dataclass(frozen=True, slots=True)
class Told:
    """A forecast for a day that is past: from low to high, and what came."""

    on: date
    low: float
    high: float
    came: float

    @property
    def is_inside(self) -> bool:
        return self.low <= self.came <= self.high

    def check(self) -> None:
        check(str(self.on), self.came)
        check_order(str(self.on), self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """`range_head` is what was told ("We said"), `value_head` what came ("Came")."""

    key: str
    title: str
    told: Sequence[Told]
    range_head: str
    value_head: str
    empty: str
    note: str = ""
    say: Callable[[float], str] = figure_words

    def picture(self) -> Picture:
        """Raises ValueError for figures below zero or not finite, low above high, days that do not rise."""
        for one in self.told:
            one.check()
        check_days([one.on for one in self.told])
        inside, outside = _("It came as told"), _("It came otherwise")
        kinds = {one.is_inside for one in self.told}
        return Picture(
            key=self.key,
            title=self.title,
            note=self.note,
            empty=self.empty,
            legend=[
                ("span", self.range_head),
                *([("inside", inside)] if True in kinds else []),
                *([("outside", outside)] if False in kinds else []),
            ],
            head=[_("Day"), self.range_head, self.value_head, _("How it came")],
            rows=[[*self._cells(one), inside if one.is_inside else outside] for one in self.told],
            plot=self._plot() if self.told else None,
        )

    def _cells(self, one: Told) -> list[str]:
        span = _("%(low)s to %(high)s") % {"low": self.say(one.low), "high": self.say(one.high)}
        return [date_words(one.on), span, self.say(one.came)]

    def _plot(self) -> Plot:
        highest = max(max(one.high, one.came) for one in self.told)
        ground = Ground.of([one.on for one in self.told], highest, inset=0.05)
        return Plot(
            numbers=ground.numbers(self.say),
            days=ground.days(),
            lines=[
                Shape("span", ground.x(one.on), ground.y(one.high), ground.y(one.low)) for one in self.told
            ],
            dots=[
                Shape("inside" if one.is_inside else "outside", ground.x(one.on), ground.y(one.came))
                for one in self.told
            ],
        )
