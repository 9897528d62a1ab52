"""How the number of regulars may go on: the fan, the day of the goal, what each change does to it; kept and scored."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import compress, product
from typing import Any

import numpy as np

from goodword.accounts.models import Business
from goodword.analysis.baselines import pace
from goodword.analysis.forecast import Change, Paths, simulate
from goodword.analysis.goal import reached
from goodword.analysis.growth import Growth, fit
from goodword.analysis.inputs import Vector
from goodword.analysis.widening import PastForecasts, widened, widening
from goodword.talks.models import Ask

from ..choices import CHOICES, STEP, key_of, more_asks
from ..models import Figure, Forecast, Goal
from .joined import Joined

WEEKS = 260  # five years: what comes after is anybody's guess
SHOWN_WEEKS = range(13, WEEKS + 1, 13)
PATHS = 1000
SEED = 1  # the same books give the same figures
MOST_LOOKS = 8
LEAST_BEHIND = 182  # days of books before a forecast is worth scoring
STILL_SAID = 3  # days after which a forecast is one that would have been made
ASKED_LATELY = 91  # days
HALF = 0.5  # of those who bring were asked: until somebody has
USUAL_GOAL = 1000


def keep(business: Business, on: date, at: datetime) -> Figure:
    joined = Joined.of(business, on)
    score(business, joined, on)
    for day in quarters_to_tell(business, joined, on):
        foretell(business, joined, day, was_said=(on - day).days <= STILL_SAID)
        score(business, joined, on)  # the next one is as wide as those before it should have been
    told = {"at": at, "told": counted(business, joined, on)}
    return Figure.objects.update_or_create(business=business, name="growth", on=on, defaults=told)[0]


# What was said before -----------------------------------------------------------------------------


def score(business: Business, joined: Joined, on: date) -> None:
    """How many there were on the days that forecasts were about, as soon as they have come."""
    for one in Forecast.objects.filter(business=business, came=None, ahead_on__lte=on):
        one.came = joined.count_on(one.ahead_on.toordinal())
        one.save(update_fields=["came"])


def quarters_to_tell(business: Business, joined: Joined, on: date) -> list[date]:
    """The first days of quarters, until today, of which nothing was said yet and enough was known; oldest first."""
    if not len(joined.day):
        return []
    begin = date.fromordinal(int(joined.day.min())) + timedelta(days=LEAST_BEHIND)
    said = set(Forecast.objects.filter(business=business).values_list("on", flat=True))
    days = [day for day in quarters_before(on) if day >= begin and day not in said]
    return days[::-1]


def quarters_before(on: date) -> Iterator[date]:
    day = date(on.year, on.month - (on.month - 1) % 3, 1)
    for _ in range(MOST_LOOKS + 1):
        yield day
        day = date(day.year - (day.month == 1), (day.month - 4) % 12 + 1, 1)


def foretell(business: Business, joined: Joined, day: date, *, was_said: bool) -> None:
    """What is to be expected a quarter and a year from that day, from what was known on it."""
    now = _Now.of(joined, day, past_forecasts(business, day))
    paths, plain = now.paths(weeks=53), now.plain(weeks=53)
    middle = paths.middle()
    bands = {level: paths.band(level / 100) for level in (50, 80, 90)}
    for until in (_quarter_after(day), date(day.year + 1, day.month, 1)):
        week = round((until - day).days / 7) - 1
        said: dict[str, Any] = {"n_now": now.start, "middle": middle[week], "plain": plain[week]}
        for level, (low, high) in bands.items():
            said |= {f"low_{level}": round(low[week]), f"high_{level}": round(high[week])}
        Forecast.objects.get_or_create(
            business=business, on=day, ahead_on=until, defaults={**said, "was_said": was_said}
        )


def past_forecasts(business: Business, day: date) -> PastForecasts:
    """A quarter ahead each, so that no two count the same luck; those whose day had come by then."""
    rows = Forecast.objects.filter(business=business, ahead_on__lte=day, came__isnull=False).order_by("on")
    known = [one for one in rows if one.ahead_on == _quarter_after(one.on)]
    columns = [[getattr(one, name) for one in known] for name in ("low_80", "middle", "high_80", "came")]
    return PastForecasts(*[np.array(column, np.float64) for column in columns])


def _quarter_after(day: date) -> date:
    return date(day.year + (day.month >= 10), (day.month + 2) % 12 + 1, 1)


# What is said today -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Now:
    """All that a forecast from one day is made of."""

    growth: Growth
    start: int
    stay: float
    widening: float

    @classmethod
    def of(cls, joined: Joined, day: date, past: PastForecasts) -> "_Now":
        now = day.toordinal()
        growth = fit(joined.joins_until(now), now)
        return cls(growth, joined.count_on(now), joined.stay_until(now), widening(past))

    def paths(self, weeks: int, change: Change | None = None) -> Paths:
        # One seed for all: what differs between two answers is the change, not the luck of the draw.
        rng = np.random.default_rng(SEED)
        paths = simulate(self.growth, weeks, PATHS, rng, self.stay, change, self.start)
        return widened(paths, self.widening)

    def plain(self, weeks: int) -> Vector:
        """On as in the last twelve weeks; as many leave as do now."""
        added = np.diff(pace(self.growth.counted, weeks).added, prepend=0.0)
        here, n = [], float(self.start)
        for new in added.tolist():
            n = n * self.stay + new
            here.append(n)
        return np.array(here)


def counted(business: Business, joined: Joined, on: date) -> dict[str, Any]:
    now = _Now.of(joined, on, past_forecasts(business, on))
    growth, goal = now.growth, Goal.objects.filter(business=business).first()
    told: dict[str, Any] = {
        "n": now.start,
        "n_joined": growth.counted.n_people,
        "n_sent": growth.counted.n_sent,
        "is_enough": not growth.why_not,
        "goal": goal.regulars if goal else USUAL_GOAL,
    }
    if growth.why_not:
        return told
    asking = asking_of(business, joined, on)
    told |= {
        "r": [*growth.interval("r"), growth.r],
        "chance_above_one": growth.chance_r_above_one,
        "in_all": growth.in_all,
        "lag_days": growth.lag_days,
        "stay_a_year": now.stay**52,
        "widening": now.widening,
        "asking": asking,
        "plain": _plain_points(now, on),
        "mixes": {
            key_of(mix): _answer(now.paths(WEEKS, change_of(mix, asking)), told["goal"], on)
            for mix in mixes()
        },
    }
    return told


def mixes() -> Iterator[tuple[str, ...]]:
    """Every mix of the choices, none at all the first: 16, counted beforehand so that a page answers at once."""
    for flags in product((False, True), repeat=len(CHOICES)):
        yield tuple(compress(CHOICES, flags))


def asking_of(business: Business, joined: Joined, on: date) -> dict[str, Any]:
    """How much is asked, and what of it: `after_an_ask` is the share of those who sent a regular who have been
    asked; None where nobody sent any, or nobody was ever asked."""
    asks = Ask.objects.filter(business=business, sent_on__isnull=False, sent_on__lte=on)
    answers, n_asks = asks.exclude(answer=""), asks.count()
    senders = set(joined.senders.tolist())
    asked = set(asks.filter(person_id__in=senders).values_list("person_id", flat=True)) if senders else set()
    return {
        "a_month": round(asks.filter(sent_on__gt=on - timedelta(days=ASKED_LATELY)).count() / 3),
        "n_answers": answers.count(),
        "n_yes": answers.filter(answer=Ask.Answer.YES).count(),
        "after_an_ask": len(asked) / len(senders) if senders and n_asks else None,
    }


def change_of(mix: Collection[str], asking: dict[str, Any]) -> Change:
    """Asking more and being answered more makes more people who bring, as far as those who bring were asked."""
    reached = 1.0
    if "ask" in mix:
        reached *= more_asks(asking["a_month"]) / max(asking["a_month"], 1) if asking["a_month"] else STEP
    if "answered" in mix:
        yes = asking["n_yes"] / asking["n_answers"] if asking["n_answers"] else 0.0
        reached *= min(STEP, 1 / yes) if yes else STEP
    after = asking["after_an_ask"]
    return Change(
        bringers=1 + (HALF if after is None else after) * (reached - 1),
        brings=STEP if "brings" in mix else 1.0,
        leaving=1 / STEP if "keep" in mix else 1.0,
    )


def _answer(paths: Paths, goal: int, on: date) -> dict[str, Any]:
    """The fan each quarter, and the day of the goal."""
    found, middle = reached(paths, goal), paths.middle()
    (low_50, high_50), (low_90, high_90) = paths.band(0.5), paths.band(0.9)
    columns = (low_90, low_50, middle, high_50, high_90)
    return {
        "chance": found.chance,
        "day": [
            _iso(day) for day in (found.early[1], found.early[0], found.middle, found.late[0], found.late[1])
        ],
        "fan": [
            [_after(on, week), *(round(float(column[week - 1]), 1) for column in columns)]
            for week in SHOWN_WEEKS
        ],
    }


def _plain_points(now: _Now, on: date) -> list[list[Any]]:
    plain = now.plain(WEEKS)
    return [[_after(on, week), round(float(plain[week - 1]), 1)] for week in SHOWN_WEEKS]


def _after(on: date, weeks: int) -> str:
    return (on + timedelta(weeks=weeks)).isoformat()


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
