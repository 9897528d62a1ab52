"""What to expect from each customer, and by which way: BG/NBD where the data carry it, else the past rate."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from goodword.analysis.histories import History
from goodword.analysis.inputs import Vector, amounts
from goodword.analysis.lifetime import BgNbd, chance_active, expected_purchases, fit

FEWEST_CUSTOMERS = 200
FEWEST_REPEATING = 20
FEWEST_CYCLES = 2  # usual gaps between purchases that the longest known customer has been watched

How = Literal["bg/nbd", "past rate"]


@dataclass(frozen=True, slots=True)
class Expected:
    """(n,) each, in the order of `history.people`, in `ahead` units of time.

    `how` tells which way was taken. `why` says in words why not BG/NBD, or what it did not find; "" if there
    is nothing to say. `active` is NaN and `model` None where no model was fitted.
    """

    purchases: Vector
    active: Vector
    how: How
    why: str
    model: BgNbd | None


@dataclass(frozen=True, slots=True)
class Way:
    """What all customers taught, with which any of them, a few or all at a time, are answered.

    `pace` is everybody's: purchases in a unit of time, NaN if no time has passed.
    """

    how: How
    why: str
    pace: float
    model: BgNbd | None

    def expect(self, history: History, ahead: float) -> Expected:
        """Purchases to expect from each of `history` in the next `ahead` units of time, the same whoever else is
        in it. Raises BadInput if `ahead` is negative or endless."""
        if self.model is None:
            unknown = np.full(len(history), np.nan)
            return Expected(_at_pace(history, self.pace, ahead), unknown, self.how, self.why, None)
        expected = expected_purchases(history, self.model, ahead)
        return Expected(expected, chance_active(history, self.model), self.how, self.why, self.model)


def learn(history: History) -> Way:
    """The way that the data carry, learned from all customers of a business; `count` may stand for many of them."""
    why = why_not_fitted(history)
    if why:
        return Way("past rate", why, _pace(history), None)
    model = fit(history)
    if model.nobody_leaves:
        why = "Nobody is seen to leave: each is counted on to go on as before, so this may be too high."
    return Way("bg/nbd", why, _pace(history), model)


def expect(history: History, ahead: float) -> Expected:
    """Purchases to expect from each customer in the next `ahead` units of time, by a way that the data carry.

    Raises BadInput if `ahead` is negative or endless.
    """
    return learn(history).expect(history, ahead)


def past_rate(history: History, ahead: float) -> Vector:
    """Each customer's own pace until now, drawn towards everybody's, times `ahead`; (n,), the naive baseline.

    As if each had made one more purchase at everybody's pace: (x + 1) / (T + 1 / pace), the mean of a gamma
    of shape 1. Nobody leaves in it. 0 for all if no time has passed. Raises BadInput for a bad `ahead`.
    """
    return _at_pace(history, _pace(history), ahead)


def _pace(history: History) -> float:
    watched = float(history.count @ history.age)
    return (float(history.count @ history.frequency) + 0.5) / watched if watched else float("nan")


def _at_pace(history: History, pace: float, ahead: float) -> Vector:
    (time,) = amounts([ahead], "ahead", 1)
    if np.isnan(pace):
        return np.zeros(len(history))
    rate = (history.frequency + 1) / (history.age + 1 / pace)
    return (rate * min(time, 1e300 * pace))[history.inverse]


def why_not_fitted(history: History) -> str:
    """Why BG/NBD would only guess on this history, in words; "" if it can be fitted."""
    n, again = history.n_customers, history.n_repeating
    if n < FEWEST_CUSTOMERS:
        return f"It takes {FEWEST_CUSTOMERS} customers to tell who has left; here are {n:,.0f}."
    if again < FEWEST_REPEATING:
        return (
            f"It takes {FEWEST_REPEATING} who came again to tell how soon people do; here are {again:,.0f}."
        )
    gap, longest = _usual_gap(history), float(history.age.max())
    if longest < FEWEST_CYCLES * gap:
        return (
            f"People come again after {gap:,.0f}, and the longest known has been watched for {longest:,.0f}: "
            "too short to tell a pause from leaving."
        )
    return ""


def _usual_gap(history: History) -> float:
    """The middle over who came again of their mean gap between purchases."""
    again = history.frequency > 0
    gap = history.recency[again] / history.frequency[again]
    order = np.argsort(gap, kind="stable")
    so_far = np.cumsum(history.count[again][order])
    return float(gap[order][np.searchsorted(so_far, so_far[-1] / 2)])
