"""What My goal says of regulars: from the rows that were counted, into words and pictures."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.days import month_words, year_words
from goodword.lib.numbers import figure_words, number_words
from goodword.web.charts import Ahead, Fan, Past, Picture
from goodword.web.charts import Goal as GoalLine

from .choices import CHOICES, key_of, more_asks
from .models import Figure

IN_MONTHS = timedelta(days=550)  # what is nearer than that is told by its month, what is farther by its year
PAST_POINTS = 13  # weeks between two points of the line so far
FEWEST_SENT = 5  # before that many regulars were sent, what each one brings is nobody's guess


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be changed, and what it would do by itself."""

    name: str
    words: str
    is_chosen: bool
    in_a_year: str
    day: str


@dataclass(frozen=True, slots=True)
class Likely:
    """How the regulars may go on. `growth` is what was counted (measure/growth.py)."""

    business: Business
    today: date
    growth: dict[str, Any]
    weeks: list[tuple[str, int]]
    chosen: tuple[str, ...]

    @property
    def goal(self) -> int:
        return int(self.growth["goal"])

    @property
    def is_met(self) -> bool:
        return int(self.growth["n"]) >= self.goal

    @property
    def as_now(self) -> dict[str, Any]:
        return dict(self.growth["mixes"][""])

    @property
    def mix(self) -> dict[str, Any]:
        return dict(self.growth["mixes"][key_of(self.chosen)])

    @property
    def sentence(self) -> str:
        facts = {"goal": number_words(self.goal), **self._days(self.mix["day"])}
        if self.is_met:
            return _("%(goal)s are there. Set the next goal when you like.") % facts
        early, _low, middle, _high, late = self.mix["day"]
        if middle and late:
            return (
                _("%(goal)s, most likely %(middle)s. It could be %(early)s, or as late as %(late)s.") % facts
            )
        if middle:
            return _("%(goal)s, most likely %(middle)s. It could be %(early)s, or after %(last)s.") % facts
        if early:
            return _("%(goal)s, hardly before %(early)s, and most likely after %(last)s.") % facts
        if self.chosen:
            return _("%(goal)s is more than five years away, with that too.") % facts
        return _("%(goal)s is more than five years away, if all goes on like this.") % facts

    @property
    def why_no_ask(self) -> str:
        if self.growth["asking"]["after_an_ask"] != 0:
            return ""
        return _(
            "As far as your books know, nobody who sent you a regular had been asked. "
            "So asking changes nothing here yet."
        )

    def _days(self, days: list[str | None]) -> dict[str, str]:
        early, _low, middle, _high, late = days
        return {
            "early": self._when(early),
            "middle": self._when(middle),
            "late": self._when(late),
            "last": self._when(self.mix["fan"][-1][0]),
        }

    def _when(self, day: str | None) -> str:
        if day is None:
            return ""
        on = date.fromisoformat(day)
        return month_words(on) if on - self.today < IN_MONTHS else year_words(on)

    @property
    def each_sends(self) -> str:
        if self.growth["n_sent"] < FEWEST_SENT:
            return ""
        low, high, middle = (figure_words(round(one, 2)) for one in self.growth["r"])
        told = {"middle": middle, "low": low, "high": high}
        words = _("Each regular sends %(middle)s more in time (%(low)s to %(high)s).") % told
        if self.growth["in_all"] and self.growth["r"][2] >= 0.1:
            in_all = figure_words(round(self.growth["in_all"], 1))
            words += " " + _("So each one who comes is worth %(n)s, with those who follow.") % {"n": in_all}
        return words

    @property
    def picture(self) -> Picture:
        plain = dict(self.growth["plain"])
        ahead = [
            Ahead(date.fromisoformat(day), middle, low_50, high_50, low_90, high_90, plain.get(day))
            for day, low_90, low_50, middle, high_50, high_90 in self.mix["fan"]
        ]
        return Fan(
            key="regulars",
            title=self.sentence,
            past=[Past(date.fromisoformat(day), n) for day, n in self.weeks[::-1][::PAST_POINTS][::-1]],
            ahead=ahead,
            value_head=_("Regulars"),
            naive_head=_("The plain guess: on as in the last twelve weeks"),
            goal=GoalLine(self.goal, _("Your goal: %(n)s") % {"n": number_words(self.goal)}),
            empty=_("Nobody is a regular yet."),
        ).picture()

    @property
    def choices(self) -> list[Choice]:
        """What moves it most stands first."""
        rows = [(name, self.growth["mixes"][key_of([name])]) for name in CHOICES]
        rows.sort(key=lambda row: (row[1]["day"][2] or "9999", -_in_a_year(row[1])))
        words = self._choice_words()
        return [
            Choice(
                name,
                words[name],
                name in self.chosen,
                figure_words(round(_in_a_year(mix))),
                self._goal_day(mix),
            )
            for name, mix in rows
        ]

    @property
    def now_row(self) -> Choice:
        words = _("go on as now")
        return Choice(
            "", words, False, figure_words(round(_in_a_year(self.as_now))), self._goal_day(self.as_now)
        )

    def _goal_day(self, mix: dict[str, Any]) -> str:
        return self._when(mix["day"][2]) or _("after %(last)s") % {"last": self._when(mix["fan"][-1][0])}

    def _choice_words(self) -> dict[str, str]:
        now = self.growth["asking"]["a_month"]
        told = {"now": number_words(now), "more": number_words(more_asks(now))}
        return {
            "ask": _("ask %(more)s people a month, not %(now)s") % told
            if now
            else _("ask one person a month"),
            "answered": _("hear a yes from a quarter more of those you ask"),
            "brings": _("have each one who brings somebody bring a quarter more"),
            "keep": _("keep one in five of those who would stay away"),
        }


def _in_a_year(mix: dict[str, Any]) -> float:
    return float(mix["fan"][3][3])


def likely(
    business: Business, today: date, growth: Figure | None, regulars: Figure, chosen: tuple[str, ...]
) -> Likely | None:
    """None until it was counted, and while there is too little to go by."""
    if growth is None or not growth.told["is_enough"]:
        return None
    return Likely(business, today, growth.told, regulars.told["weeks"], chosen)
