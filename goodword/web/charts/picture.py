"""What web/chart.html shows: a title, shapes, what they mean, and the same as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from goodword.lib.numbers import short_figure_words

from .axes import round_days, round_numbers

TOP, FLOOR, HEIGHT = (
    24,
    224,
    252,
)  # px: room for words above the highest line; the line of 0; with the days below it
WIDTH = 1000  # of the drawing that stretches with the page
EDGE = 93  # percent: words in the middle of a day further to the right would stick out
MOST_LETTERS = 9  # of a number at the side; above it is told in short


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of bars. All lengths are in percent of the width, "" for what is not there."""

    label: str
    value: str
    range: str
    href: str
    part: str
    low: str = ""
    high: str = ""
    mark: str = ""  # the usual, if it is one figure
    band: str = ""  # where it begins, if it is two
    band_width: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A dot, a line upwards or a word at a place of a plot: x in percent, y in px from the top."""

    look: str
    x: str
    y: str
    to: str = ""
    words: str = ""
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Plot:
    numbers: Sequence[tuple[str, str]]  # (y, words)
    days: Sequence[tuple[str, str]]  # (x, words)
    paths: Sequence[tuple[str, str]] = ()  # (look, d)
    lines: Sequence[Shape] = ()
    dots: Sequence[Shape] = ()
    words: Sequence[Shape] = ()
    goal: str = ""  # y

    height = HEIGHT
    floor, tick, days_y = FLOOR, FLOOR + 5, HEIGHT - 6
    top, drop, view = TOP, HEIGHT - TOP, f"0 {TOP} {WIDTH} {HEIGHT - TOP}"

    @property
    def letters(self) -> int:
        """Of the longest number at the side."""
        return min(max(len(words) for _y, words in self.numbers), MOST_LETTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`empty` is all that is shown where there is neither a bar nor a plot."""

    key: str
    title: str
    note: str
    empty: str
    legend: Sequence[tuple[str, str]] = ()  # (look, words)
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    bars: Sequence[Bar] = ()
    is_big: bool = False
    plot: Plot | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground of a plot: days from left to right, numbers from the floor up."""

    first: date
    last: date
    ticks: Sequence[float]
    inset: float = 0  # of the width, left free at either side

    @classmethod
    def of(cls, days: Sequence[date], high: float, inset: float = 0) -> "Ground":
        return cls(days[0], days[-1], round_numbers(high), inset)

    def across(self, on: date) -> float:
        """0 to 1; a single day stands in the middle."""
        span = (self.last - self.first).days
        share = (on - self.first).days / span if span else 0.5
        return self.inset + share * (1 - 2 * self.inset)

    def down(self, figure: float) -> float:
        return FLOOR - (FLOOR - TOP) * figure / self.ticks[-1]

    def x(self, on: date) -> str:
        return percent(self.across(on))

    def y(self, figure: float) -> str:
        return short(self.down(figure))

    def numbers(self, say: Callable[[float], str]) -> list[tuple[str, str]]:
        told = [say(tick) for tick in self.ticks]
        if max(map(len, told)) > MOST_LETTERS:
            told = [short_figure_words(tick) for tick in self.ticks]
        return [(self.y(tick), words) for tick, words in zip(self.ticks, told, strict=True)]

    def days(self) -> list[tuple[str, str]]:
        days = round_days(self.first, self.last)
        inside = [one for one in days if 100 * self.across(one[0]) <= EDGE]
        return [(self.x(on), words) for on, words in inside or days[:1]]

    def path(self, points: Sequence[tuple[date, float]]) -> str:
        """A line through these, in the drawing that stretches with the page."""
        return "M" + "L".join(f"{WIDTH * self.across(on):.0f} {self.y(figure)}" for on, figure in points)

    def anchor(self, on: date) -> str:
        at = 100 * self.across(on)
        return "start" if at < 100 - EDGE else "end" if at > EDGE else "middle"


def short(n: float) -> str:
    """One digit after the point, and none of nothing."""
    return f"{n:.1f}".removesuffix(".0")


def percent(share: float) -> str:
    return short(100 * share) + "%"
