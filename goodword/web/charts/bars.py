"""Lengths side by side: steps of a funnel, groups, shares, two ways to bring people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodword.lib.numbers import figure_words

from .axes import check, check_order
from .picture import Bar, Picture, percent


@dataclass(frozen=True, slots=True)
class Row:
    """`low` and `high` are what it may be, `usual` what it is elsewhere: one figure, or from one to another."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    usual: float | tuple[float, float] | None = None
    href: str = ""

    def check(self) -> None:
        check(self.label, self.value)
        check_order(self.label, self.low, self.high)
        check_order(self.label, *self.usual_span)
        if (self.low is None) != (self.high is None):
            raise ValueError(f"{self.label}: low and high come together, or neither does.")

    @property
    def usual_span(self) -> tuple[float, ...]:
        if self.usual is None:
            return ()
        return self.usual if isinstance(self.usual, tuple) else (self.usual,)

    @property
    def longest(self) -> float:
        return max(self.value, self.high or 0, *self.usual_span, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The heads are those of the table; `range_head` and `usual_head` also tell what the signs mean.

    `is_big` is for two or three quantities that are the whole of what is told."""

    key: str
    title: str
    rows: Sequence[Row]
    label_head: str
    value_head: str
    empty: str
    range_head: str = ""
    usual_head: str = ""
    note: str = ""
    say: Callable[[float], str] = figure_words
    is_big: bool = False

    def picture(self) -> Picture:
        """Raises ValueError for figures that no bar can show: below zero, not finite, low above high."""
        for row in self.rows:
            row.check()
        longest = max((row.longest for row in self.rows), default=0) or 1
        has_range = any(row.high is not None for row in self.rows)
        has_usual = any(row.usual_span for row in self.rows)
        heads = [self.label_head, self.value_head]
        heads += [self._range_head] * has_range + [self._usual_head] * has_usual
        return Picture(
            key=self.key,
            title=self.title,
            note=self.note,
            empty=self.empty,
            legend=self._legend(has_range),
            head=heads,
            rows=[self._cells(row, has_range, has_usual) for row in self.rows],
            bars=[self._bar(row, longest) for row in self.rows],
            is_big=self.is_big,
        )

    @property
    def _range_head(self) -> str:
        return self.range_head or _("Likely between")

    @property
    def _usual_head(self) -> str:
        return self.usual_head or _("Usual")

    def _legend(self, has_range: bool) -> list[tuple[str, str]]:
        kinds = {len(row.usual_span) for row in self.rows}
        signs = [("range", self._range_head)] if has_range else []
        signs += [("mark", self._usual_head)] if 1 in kinds else []
        signs += [("band", self._usual_head)] if 2 in kinds else []
        return [("part unsure" if has_range else "part", self.value_head), *signs] if signs else []

    def _from_to(self, *span: float | None) -> str:
        said = [self.say(figure) for figure in span if figure is not None]
        return (
            _("%(low)s to %(high)s") % {"low": said[0], "high": said[1]} if len(said) == 2 else "".join(said)
        )

    def _cells(self, row: Row, has_range: bool, has_usual: bool) -> list[str]:
        cells = [row.label, self.say(row.value)]
        cells += [self._from_to(row.low, row.high)] * has_range
        return cells + [self._from_to(*row.usual_span)] * has_usual

    def _bar(self, row: Row, longest: float) -> Bar:
        def at(figure: float | None) -> str:
            return "" if figure is None else percent(figure / longest)

        span = row.usual_span
        return Bar(
            label=row.label,
            value=self.say(row.value),
            range=self._from_to(row.low, row.high),
            href=row.href,
            part=at(row.value),
            low=at(row.low),
            high=at(row.high),
            mark=at(span[0]) if len(span) == 1 else "",
            band=at(span[0]) if len(span) == 2 else "",
            band_width=at(span[1] - span[0]) if len(span) == 2 else "",
        )
