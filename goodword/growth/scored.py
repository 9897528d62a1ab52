"""What was said of a quarter, beside what came."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.accounts.models import Business
from goodword.lib.days import date_words
from goodword.lib.numbers import figure_words, number_words
from goodword.web.charts import Dots, Picture, Told

from .models import Forecast

SHORT = 100  # days: a forecast a quarter ahead; the others look a year ahead


@dataclass(frozen=True, slots=True)
class Scored:
    """All forecasts of a business, oldest first: those whose day has come, a quarter ahead, and those that wait."""

    come: list[Forecast]
    waiting: list[Forecast]

    @classmethod
    def of(cls, business: Business) -> "Scored":
        rows = list(Forecast.objects.filter(business=business).order_by("ahead_on", "on"))
        come = [one for one in rows if one.came is not None and (one.ahead_on - one.on).days < SHORT]
        # Of a day to come only what was said last.
        waiting = {one.ahead_on: one for one in rows if one.came is None}
        return cls(come, list(waiting.values()))

    @property
    def n_inside(self) -> int:
        return sum(one.low_90 <= (one.came or 0) <= one.high_90 for one in self.come)

    @property
    def lead(self) -> str:
        n_said = sum(one.was_said for one in self.come)
        facts = {"n": len(self.come), "inside": number_words(self.n_inside)}
        words = (
            ngettext(
                "Of %(n)d quarter, %(inside)s came as told: nine in ten should.",
                "Of %(n)d quarters, %(inside)s came as told: nine in ten should.",
                len(self.come),
            )
            % facts
        )
        if n_said < len(self.come):
            words += " " + _(
                "What was not said on its day is what we would have said then, from what was known."
            )
        return words

    @property
    def picture(self) -> Picture:
        return Dots(
            key="scored",
            title=_("Regulars: what we said a quarter before, and what came"),
            told=[Told(one.ahead_on, one.low_90, one.high_90, one.came or 0) for one in self.come],
            range_head=_("We said"),
            value_head=_("Came"),
            empty=_("No quarter has passed yet."),
        ).picture()

    @property
    def beside(self) -> dict[str, Any]:
        """How far off, on the average, beside the plain guess."""
        ours, plain = self._off()
        return {
            "caption": _("How far off, on the average"),
            "head": [_("Guess"), _("Regulars")],
            "rows": [
                [_("ours, its middle"), figure_words(round(ours, 1))],
                [_("the plain one: on as in the last twelve weeks"), figure_words(round(plain, 1))],
            ],
        }

    @property
    def nearer(self) -> str:
        """Which guess to believe: said also where it is the plain one."""
        ours, plain = self._off()
        if ours > plain:
            return _(
                "So far the plain guess came nearer than our middle. With few quarters that may be luck."
            )
        return _("So far our middle came nearer than the plain guess.") if ours < plain else ""

    def _off(self) -> tuple[float, float]:
        ours = _mean([abs(one.middle - (one.came or 0)) for one in self.come])
        return ours, _mean([abs(one.plain - (one.came or 0)) for one in self.come])

    @property
    def still_to_come(self) -> dict[str, Any] | None:
        if not self.waiting:
            return None
        return {
            "caption": _("Said, and not here yet"),
            "head": [_("For"), _("Said on"), _("Most likely"), _("Nine in ten")],
            "rows": [_said(one) for one in self.waiting],
        }


def _said(one: Forecast) -> list[str]:
    span = _("%(low)s to %(high)s") % {"low": number_words(one.low_90), "high": number_words(one.high_90)}
    return [date_words(one.ahead_on), date_words(one.on), figure_words(round(one.middle)), span]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
