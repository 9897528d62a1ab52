"""BG/NBD: how often customers will buy again, and who has left without a word.

While active somebody buys at a pace of their own, and after each purchase leaves for good with a chance of
their own; paces are spread over customers as a gamma (r, alpha), chances as a beta (a, b).
Source: Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from goodword.analysis.climbing import lowest
from goodword.analysis.histories import History
from goodword.analysis.inputs import BadInput, IntVector, Vector, above_0, amounts
from goodword.analysis.quadrature import beta_nodes

HARDLY_LEAVE = (
    0.01  # below such a chance after each purchase, a year's total is that of people who never leave
)
BLOCK = 2**14  # rows
WIDEST = 14.0  # log-parameters stay within e^14 of their start: no shop is there, and nothing overflows


@dataclass(frozen=True, slots=True)
class BgNbd:
    """A fitted model. `alpha` is in the time unit of the history; `log_likelihood` is without the prior.

    Raises BadInput unless the four parameters are above 0.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")
    n_customers: float = float("nan")

    def __post_init__(self) -> None:
        above_0([self.r, self.alpha, self.a, self.b], "r, alpha, a, b")

    @property
    def chance_of_leaving(self) -> float:
        """The mean chance of leaving after a purchase."""
        return self.a / (self.a + self.b)

    @property
    def nobody_leaves(self) -> bool:
        """The part of the model that lets people leave has collapsed: the data do not show anybody leaving."""
        return self.chance_of_leaving < HARDLY_LEAVE


@dataclass(frozen=True, slots=True)
class Prior:
    """Weak log-normal beliefs: (centre, spread of the logarithm) of r, a, b; `gap` only has a spread.

    The mean time between purchases of the active, alpha / r, is centred on the time between purchases of
    all, so that no unit of time is better than another.
    """

    r: tuple[float, float] = (0.5, 1.5)
    gap: float = 1.5
    a: tuple[float, float] = (0.7, 1.5)
    b: tuple[float, float] = (2.5, 1.5)


WEAK = Prior()


def fit(history: History, prior: Prior | None = WEAK) -> BgNbd:
    """The most likely BG/NBD of a history, given a weak prior; with `prior=None` by the data alone.

    O(k) for k collapsed rows and each of some thirty steps. Plain likelihood (None) may run off to the edge
    of what is allowed where the data say little; the prior is for that.

    Raises BadInput without customers, or if none is older than 0.
    Source: Fader, Hardie & Lee (2005), equation 6, in the logarithms of the parameters.
    """
    unit = _mean_age(history)
    likelihood = _Likelihood(history, unit)
    gap = max(likelihood.watched / (likelihood.n_purchases + 0.5), 1e-6)
    centre = np.log([WEAK.r[0], WEAK.r[0] * gap, WEAK.a[0], WEAK.b[0]])

    def cost(logs: Vector) -> tuple[float, Vector]:
        value, slope = likelihood.at(np.exp(logs))
        held, pull = _prior_at(prior, logs, np.log(gap)) if prior else (0.0, np.zeros(4))
        return -(value + held) / history.n_customers, -(slope + pull) / history.n_customers

    found = lowest(cost, centre, WIDEST)
    r, alpha, a, b = (float(value) for value in np.exp(found))
    in_its_unit = likelihood.at(np.exp(found))[0] - likelihood.n_purchases * np.log(unit)
    return BgNbd(r, alpha * unit, a, b, float(in_its_unit), history.n_customers)


def log_likelihood(history: History, model: BgNbd) -> float:
    """The log-likelihood of a history under a model, in the unit of time that both are in."""
    parameters = np.array([model.r, model.alpha, model.a, model.b])
    return _Likelihood(history, 1.0).at(parameters)[0]


def chance_active(history: History, model: BgNbd) -> Vector:
    """The chance that each customer has not left yet; (n,) from 0 to 1, in the order of `history.people`.

    1 for who bought once: in this model people leave after a purchase that was not the first.
    Source: Fader & Hardie (2008), Computing P(alive) Using the BG/NBD Model, note 021 (brucehardie.com).
    """
    return _active(history, model)[history.inverse]


def expected_purchases(history: History, model: BgNbd, ahead: float) -> Vector:
    """Purchases to expect from each customer in the next `ahead` units of time.

    Returns (n,) floats >= 0, in the order of `history.people`. `ahead` is in the time unit of `history`,
    and so is the unit of time that `model` was fitted in. Raises BadInput if `ahead` is negative or endless.

    Source: Fader, Hardie & Lee (2005), equation 10, as the chance of being active times the mean over the
    chance of leaving, which after x purchases is Beta(a, b + x). Their hypergeometric function is that mean
    in closed form; taking it over Gauss-Jacobi nodes neither divides by a - 1 nor overflows.
    """
    (time,) = amounts([ahead], "ahead", 1)
    # Rows are sorted by frequency and age; recency plays no part in the mean, so it is taken once for each pair.
    first, pair = _runs(history.frequency, history.age)
    frequency, age = history.frequency[first], history.age[first]
    x, place = np.unique(frequency, return_inverse=True)
    with np.errstate(over="ignore"):
        width = np.minimum(time / (model.alpha + age), 1e15)
    # The mean is of a function with a pole at -1 / width: the farther ahead, the more nodes it takes. As many as
    # somebody new would need, so that nobody's answer depends on who else is asked about.
    n_nodes = int(np.clip(6 * np.sqrt(1 + min(time / model.alpha, 1e15)), 16, 96))
    mean = np.zeros(len(width))
    leaving = beta_nodes(model.a, (model.b + x).astype(np.float64), n_nodes)
    for nodes, weights in zip(*leaving, strict=True):
        p = nodes[place]
        mean -= weights[place] * np.expm1(-(model.r + frequency) * np.log1p(p * width)) / p
    return (_active(history, model) * mean[pair])[history.inverse]


def _runs(frequency: IntVector, age: Vector) -> tuple[IntVector, IntVector]:
    """Where each run of equal pairs begins, and in which run each row is."""
    is_new = np.ones(len(age), np.bool_)
    is_new[1:] = (frequency[1:] != frequency[:-1]) | (age[1:] != age[:-1])
    return np.flatnonzero(is_new), np.cumsum(is_new) - 1


def _active(history: History, model: BgNbd) -> Vector:
    x = history.frequency
    again = np.maximum(x, 1)
    odds_of_left = (
        np.log(model.a)
        - np.log(model.b + again - 1)
        + (model.r + x) * np.log((model.alpha + history.age) / (model.alpha + history.recency))
    )
    return np.where(x > 0, 1 / (1 + np.exp(np.minimum(odds_of_left, 700.0))), 1.0)


def _mean_age(history: History) -> float:
    if not len(history):
        raise BadInput("history: there is nobody in it.")
    mean = float(history.count @ history.age) / history.n_customers
    if mean == 0:
        raise BadInput("history: no time has passed since anybody's first purchase.")
    return mean


def _prior_at(prior: Prior, logs: Vector, gap: float) -> tuple[float, Vector]:
    r, alpha, a, b = logs
    off = np.array(
        [
            (r - np.log(prior.r[0])) / prior.r[1],
            (alpha - r - gap) / prior.gap,
            (a - np.log(prior.a[0])) / prior.a[1],
            (b - np.log(prior.b[0])) / prior.b[1],
        ]
    )
    pull_r, pull_gap, pull_a, pull_b = off / [prior.r[1], prior.gap, prior.a[1], prior.b[1]]
    return -0.5 * float(off @ off), -np.array([pull_r - pull_gap, pull_gap, pull_a, pull_b])


class _Likelihood:
    """Equation 6 and its slope over collapsed rows, time being counted in `unit`s.

    Gamma functions are taken once for each different frequency, and the terms of age alone once for each
    different age, of which there are few. Who came again also adds log(1 + e^z), z being the log-odds of
    having left by now: row by row, in blocks that stay within the processor's cache (three times quicker).
    """

    def __init__(self, history: History, unit: float) -> None:
        x, count = history.frequency, history.count  # sorted by frequency
        self.x, first = np.unique(x, return_index=True)
        self.n_with_x = np.add.reduceat(count, first)
        age, place = np.unique(history.age, return_inverse=True)
        self.age = age / unit
        self.n_with_age = np.bincount(place, count).astype(np.float64)
        self.purchases_with_age = np.bincount(place, count * x).astype(np.float64)
        self.n_purchases = float(self.purchases_with_age.sum())
        self.watched = _sum(self.n_with_age, self.age)
        again = int(np.searchsorted(x, 1))
        which_x = np.repeat(np.arange(len(self.x)), np.diff(first, append=len(x)))
        row = (which_x, x.astype(np.float64), place, history.recency / unit, count)
        self.blocks: list[tuple[Any, ...]] = [
            tuple(column[i : i + BLOCK] for column in row) for i in range(again, len(x), BLOCK)
        ]

    def at(self, parameters: Vector) -> tuple[float, Vector]:
        """Its value at (r, alpha, a, b) and its slope in their logarithms."""
        total = self._by_frequency(parameters) + self._by_age(parameters)
        for block in self.blocks:
            total += self._left(parameters, *block)
        return float(total[0]), total[1:] * parameters

    # Each of these returns its part of the value, then of the slope by r, alpha, a and b.

    def _by_frequency(self, parameters: Vector) -> Vector:
        from scipy.special import digamma, gammaln

        r, _, a, b = parameters
        x, n = self.x, self.n_with_x
        value = (
            gammaln(r + x) - gammaln(r) + gammaln(b + x) - gammaln(b) + gammaln(a + b) - gammaln(a + b + x)
        )
        by_a = digamma(a + b) - digamma(a + b + x)
        by_b = by_a + digamma(b + x) - digamma(b)
        return np.array(
            [_sum(n, value), _sum(n, digamma(r + x) - digamma(r)), 0.0, _sum(n, by_a), _sum(n, by_b)]
        )

    def _by_age(self, parameters: Vector) -> Vector:
        r, alpha, _, _ = parameters
        until, n = alpha + self.age, self.n_with_age
        shrunk = np.log(until) - np.log(alpha)
        weight = r * n + self.purchases_with_age
        value = -_sum(weight, shrunk) - self.n_purchases * np.log(alpha)
        return np.array([value, -_sum(n, shrunk), _sum(n, r / alpha) - _sum(weight, 1 / until), 0.0, 0.0])

    def _left(
        self,
        parameters: Vector,
        which_x: IntVector,
        x: Vector,
        which_age: IntVector,
        recency: Vector,
        count: Vector,
    ) -> Vector:
        r, alpha, a, b = parameters
        until, since = (alpha + self.age)[which_age], alpha + recency
        silent = np.log(until / since)
        rate = r + x
        z = np.log(a / (b + self.x - 1 + (self.x == 0)))[which_x] + rate * silent
        small = np.exp(-np.abs(z))
        has_left = count * np.where(z > 0, 1.0, small) / (1 + small)
        return np.array(
            [
                _sum(count, np.maximum(z, 0) + np.log(1 + small)),
                _sum(has_left, silent),
                _sum(has_left * rate, 1 / until - 1 / since),
                has_left.sum() / a,
                -_sum(has_left, 1 / (b + x - 1)),
            ]
        )


def _sum(weight: Vector, values: Vector) -> float:
    """Not `weight @ values`: that wakes a thread on every core, which costs more here than it gains."""
    return float((weight * values).sum())
