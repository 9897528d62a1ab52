"""What asking really adds: some are left unasked by lot, for good, and on one declared day the two are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import sqrt
from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.bands import COUNT_MAX, Band
from goodword.analysis.inputs import DAY_MAX, BadInput, BoolVector, flat_numbers, one_number, one_whole_number

TRIAL_FROM = 600  # a trial is offered above it
LEVEL = 0.95  # two-sided 5%
POWER = 0.80
NORMAL = NormalDist()
SALT_LEAST = 8
HUGE = 1e15


def left_unasked(households: Sequence[str], salt: str, share: float) -> BoolVector:
    """Who is left unasked: (n,) True for each person whose household the lot fell on.

    One lot for each household (people talk), drawn from its name and the salt alone: it stays the same whoever joins
    or leaves and whatever is asked in between, and with a larger `share` those left unasked before stay so. A person
    alone is a household of one, with a name of its own. `salt` is the business's, kept and never changed.
    Raises BadInput if `share` is not 0 to 1, the salt has under 8 letters, or a household has no name.
    """
    share = one_number(share, "share", 0, 1)
    if not isinstance(salt, str) or len(salt) < SALT_LEAST:
        raise BadInput(f"salt: {SALT_LEAST} letters or more are needed, or anybody could work out the lot.")
    if isinstance(households, str):
        raise BadInput("households: a list of names is needed, not one name.")
    key = blake2b(salt.encode(), digest_size=32).digest()
    lots = {name: _lot(name, key, place) for place, name in enumerate(households)}
    return np.array([lots[name] < share for name in households], np.bool_)


def _lot(name: str, key: bytes, place: int) -> float:
    if not isinstance(name, str) or not name:
        raise BadInput(f"households, row {place}: {name!r:.60} is no name of a household.")
    return int.from_bytes(blake2b(name.encode(), key=key, digest_size=8).digest(), "big") / 2**64


def n_each_needed(first: float, second: float, power: float = POWER) -> float:
    """How many in each of two equal groups show these two shares as different, at two-sided 5%.

    Infinite if they are equal. Raises BadInput if a share is not 0 to 1.
    Source: Fleiss (1981), Statistical Methods for Rates and Proportions, equation 3.14, without correction.
    """
    first, second = one_number(first, "first", 0, 1), one_number(second, "second", 0, 1)
    if first == second:
        return float("inf")
    return (_spread_needed(first, second, 1, 1, power) / (first - second)) ** 2


def smallest_visible(n_asked: int, n_unasked: int, overall: float) -> float:
    """The smallest difference in shares that a trial of this size would see four times out of five.

    `overall` is the share of yes in both groups together, which is what is known before a trial (300 in each and 5%:
    2.5 against 7.5, five points). The answer is 0 to 1; 1 where not even all against none could be seen.
    Raises BadInput if a group is empty or `overall` is not 0 to 1.
    Source: Fleiss (1981), equations 3.14 and 3.18, solved for the difference; groups of unlike size as there.
    """
    n_asked = one_whole_number(n_asked, "n_asked", 1, COUNT_MAX)
    n_unasked = one_whole_number(n_unasked, "n_unasked", 1, COUNT_MAX)
    overall = one_number(overall, "overall", 0, 1)
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        asked, unasked = _parted(middle, n_asked, n_unasked, overall)
        is_seen = _spread_needed(asked, unasked, n_asked, n_unasked, POWER) <= middle
        low, high = (low, middle) if is_seen else (middle, high)
    return high


def _parted(difference: float, n_asked: int, n_unasked: int, overall: float) -> tuple[float, float]:
    """Two shares that far apart, as near to `overall` together as 0 and 1 allow."""
    unasked = overall - difference * n_asked / (n_asked + n_unasked)
    unasked = min(max(unasked, 0.0), 1.0 - difference)
    return unasked + difference, unasked


def _spread_needed(first: float, second: float, n_first: float, n_second: float, power: float) -> float:
    power = one_number(power, "power", 0.5, 0.999)
    together = (n_first * first + n_second * second) / (n_first + n_second)
    if_same = sqrt(together * (1 - together) * (1 / n_first + 1 / n_second))
    if_not = sqrt(first * (1 - first) / n_first + second * (1 - second) / n_second)
    return NORMAL.inv_cdf((1 + LEVEL) / 2) * if_same + NORMAL.inv_cdf(power) * if_not


@dataclass(frozen=True, slots=True)
class Plan:
    """What a trial of these people could show, said before it starts; `why_not` is empty if it is offered."""

    n_asked: int
    n_unasked: int
    smallest: float
    why_not: str = ""


def plan(n_may_be_asked: int, share_unasked: float, overall: float) -> Plan:
    """What a trial would see that leaves `share_unasked` of these people unasked; offered above 600.

    Counted in households, as they are drawn. Below, `smallest` still says what could be seen.
    Raises BadInput if a share is not 0 to 1.
    """
    n = one_whole_number(n_may_be_asked, "n_may_be_asked", 0, COUNT_MAX)
    n_unasked = round(n * one_number(share_unasked, "share_unasked", 0, 1))
    n_asked = n - n_unasked
    overall = one_number(overall, "overall", 0, 1)
    if not n_asked or not n_unasked:
        return Plan(n_asked, n_unasked, 1.0, "Too few to test: one of the two groups would be empty.")
    smallest = smallest_visible(n_asked, n_unasked, overall)
    if n > TRIAL_FROM:
        return Plan(n_asked, n_unasked, smallest)
    seen = f"a difference of {100 * smallest:.0f} in 100" if smallest < 1 else "all against none, if that,"
    why_not = f"Too few to test: with {n} only {seen} would be seen."
    return Plan(n_asked, n_unasked, smallest, why_not)


@dataclass(frozen=True, slots=True)
class Group:
    """One side of a trial: how many (households), the mean of the declared outcome, and its variance."""

    n: int
    mean: float
    variance: float

    @classmethod
    def of_yes(cls, n_yes: int, n: int) -> Self:
        """A share of yes. One yes and one no are added, so that no yes at all is not taken for certainty.

        Raises BadInput if `n_yes` is not 0 to `n`.
        Source: Agresti & Caffo (2000), "Simple and Effective Confidence Intervals for Proportions and Differences
        of Proportions", The American Statistician 54(4).
        """
        n = one_whole_number(n, "n", 0, COUNT_MAX)
        share = (one_whole_number(n_yes, "n_yes", 0, n) + 1) / (n + 2)
        return cls(n + 2, share, share * (1 - share))

    @classmethod
    def of_amounts(cls, amounts: ArrayLike) -> Self:
        """Amounts, (n,), one for each household, 0 for who brought nothing. Raises BadInput, naming the row."""
        known = flat_numbers(amounts, "amounts", -HUGE, HUGE)
        if len(known) < 2:
            return cls(len(known), float(known.sum()), 0.0)
        return cls(len(known), float(known.mean()), float(known.var(ddof=1)))


@dataclass(frozen=True, slots=True)
class Effect:
    """What asking added, on average to each: in shares for yes, in the amounts' unit for amounts.

    `plain` is the difference with its interval at 95%; `sceptical` the same, drawn towards none by the prior.
    `chance_more` is the chance that asking adds at all. `is_clear` if the sceptical interval leaves nothing out.
    """

    plain: Band
    sceptical: Band
    chance_more: float

    @property
    def is_clear(self) -> bool:
        return not self.sceptical.low <= 0 <= self.sceptical.high


def effect(asked: Group, unasked: Group, hoped: float) -> Effect | None:
    """The difference between the two groups; None where a group is too small or nobody differs from anybody.

    The prior is normal, with its middle at none and one chance in twenty of more than `hoped`, which is declared
    beforehand: take what the trial can just see. Raises BadInput unless `hoped` is above 0.
    Source: Spiegelhalter, Freedman & Parmar (1994), "Bayesian Approaches to Randomized Trials", JRSS A 157(3),
    section 3.3, the sceptical prior; normal posterior on the difference.
    """
    prior = one_number(hoped, "hoped", 1e-9, HUGE) / NORMAL.inv_cdf(0.95)
    if min(asked.n, unasked.n) < 2:
        return None
    error = sqrt(asked.variance / asked.n + unasked.variance / unasked.n)
    if error == 0:
        return None
    seen = asked.mean - unasked.mean
    trust = prior**2 / (prior**2 + error**2)
    drawn, spread = trust * seen, error * sqrt(trust)
    return Effect(_interval(seen, error), _interval(drawn, spread), NORMAL.cdf(drawn / spread))


def _interval(middle: float, error: float) -> Band:
    reach = NORMAL.inv_cdf((1 + LEVEL) / 2) * error
    return Band(middle - reach, middle, middle + reach)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`effect` is None until `known_on`, and `why_not` says why; after that there is one answer."""

    known_on: int
    effect: Effect | None
    why_not: str = ""


def verdict(asked: Group, unasked: Group, hoped: float, *, started: int, horizon: int, today: int) -> Verdict:
    """The one answer of a trial, on the declared day and not before: looking early and often finds what is not there.

    `started` and `today` are day ordinals, `horizon` a number of days, declared at the start. What came after
    the horizon does not belong in the groups. Raises BadInput if a day is none.
    """
    started = one_whole_number(started, "started", 1, DAY_MAX)
    known_on = started + one_whole_number(horizon, "horizon", 1, DAY_MAX)
    left = known_on - one_whole_number(today, "today", 1, DAY_MAX)
    if left > 0:
        return Verdict(known_on, None, f"It will be known in {left} days.")
    found = effect(asked, unasked, hoped)
    return Verdict(
        known_on, found, "" if found else "Nothing to compare: all did the same, or nobody is there."
    )
