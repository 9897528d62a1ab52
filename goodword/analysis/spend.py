"""Gamma-Gamma: what customers spend at a purchase, each one's own mean drawn towards everybody's.

What somebody spends varies from purchase to purchase as a gamma of shape p; its scale varies over customers
as a gamma (q, gamma). How much is held to have nothing to do with how often.
Source: Fader & Hardie, The Gamma-Gamma Model of Monetary Value, note 025 (brucehardie.com), 2013.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.climbing import lowest
from goodword.analysis.histories import COUNT_MAX
from goodword.analysis.inputs import BadInput, Vector, above_0, amounts, refuse, whole_numbers

MOST_SPENT = 1e15  # a mean purchase in any money; more is a slip
WIDEST = 14.0


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """A fitted model. `gamma` is in the money of the data; q is above 1, for else there is no mean.

    Raises BadInput if it is not, or p or gamma is not above 0.
    """

    p: float
    q: float
    gamma: float
    log_likelihood: float = float("nan")

    def __post_init__(self) -> None:
        above_0([self.p, self.q - 1, self.gamma], "p, q - 1, gamma")

    @property
    def mean(self) -> float:
        """What a purchase of anybody brings on average."""
        return self.p * self.gamma / (self.q - 1)


@dataclass(frozen=True, slots=True)
class SpendPrior:
    """Weak log-normal beliefs: (centre, spread of the logarithm) of p and q - 1.

    The mean of all, p gamma / (q - 1), is centred on the mean of the data, with a spread.
    """

    p: tuple[float, float] = (4.0, 1.5)
    q_above_1: tuple[float, float] = (2.5, 1.5)
    mean: float = 1.0


WEAK_SPEND = SpendPrior()


def fit_spend(
    purchases: ArrayLike,
    mean_spent: ArrayLike,
    count: ArrayLike | None = None,
    prior: SpendPrior | None = WEAK_SPEND,
) -> GammaGamma:
    """The most likely Gamma-Gamma, given a weak prior; with `prior=None` by the data alone.

    (n,) each: purchases counted (0: left out), what one of them brought on average (0 is left out too, as
    nothing was sold), and how many customers a row stands for. Raises BadInput, naming the row, or if no row
    is left.

    Source: note 025, equation 1a, in the logarithms of p, q - 1 and gamma, money being counted in means.
    """
    x, m = _checked(purchases, mean_spent)
    weight = np.ones(len(x)) if count is None else amounts(count, "count", len(x))
    known = (x > 0) & (m > 0) & (weight > 0)
    if not known.any():
        raise BadInput("mean_spent: nobody is known to have spent anything.")
    x, m, weight = x[known], m[known], weight[known]
    unit = _geometric_mean(m, weight)
    likelihood = _SpendLikelihood(x, m / unit, weight)
    start = SpendPrior() if prior is None else prior
    mean = np.log(likelihood.mean)
    centre = np.log([start.p[0], start.q_above_1[0], start.q_above_1[0] / start.p[0]]) + [0, 0, mean]

    def cost(logs: Vector) -> tuple[float, Vector]:
        value, slope = likelihood.at(logs)
        held, pull = _prior_at(prior, logs, mean) if prior else (0.0, np.zeros(3))
        return -(value + held) / weight.sum(), -(slope + pull) / weight.sum()

    found = lowest(cost, centre, WIDEST)
    p, q_above_1, gamma = (float(value) for value in np.exp(found))
    in_its_money = likelihood.at(found)[0] - weight.sum() * np.log(unit)
    return GammaGamma(p, 1 + q_above_1, gamma * unit, float(in_its_money))


def expected_spend(purchases: ArrayLike, mean_spent: ArrayLike, model: GammaGamma) -> Vector:
    """What a purchase of each customer is expected to bring; (n,), in the money of the model.

    Who has no purchase yet (0) is expected to bring the mean of all. Raises BadInput, naming the row.
    Source: note 025, equation 5.
    """
    x, m = _checked(purchases, mean_spent)
    return model.p * (model.gamma + m * x) / (model.p * x + model.q - 1)


def _checked(purchases: ArrayLike, mean_spent: ArrayLike) -> tuple[Vector, Vector]:
    x = whole_numbers(purchases, "purchases", 0, COUNT_MAX).astype(np.float64)
    m = amounts(mean_spent, "mean_spent", len(x))
    refuse(m, m > MOST_SPENT, "mean_spent", f"at most {MOST_SPENT:.0e}")
    return x, np.where(m < 1 / MOST_SPENT, 0.0, m)


def _geometric_mean(m: Vector, weight: Vector) -> float:
    return float(np.exp((weight * np.log(m)).sum() / weight.sum()))


def _prior_at(prior: SpendPrior, logs: Vector, mean: float) -> tuple[float, Vector]:
    p, above, gamma = logs
    off_p = (p - np.log(prior.p[0])) / prior.p[1]
    off_q = (above - np.log(prior.q_above_1[0])) / prior.q_above_1[1]
    off_mean = (p + gamma - above - mean) / prior.mean
    pull = off_mean / prior.mean
    slope = -np.array([off_p / prior.p[1] + pull, off_q / prior.q_above_1[1] - pull, pull])
    return -0.5 * float(off_p**2 + off_q**2 + off_mean**2), slope


class _SpendLikelihood:
    """Note 025's equation 1a and its slope; gamma functions once for each different number of purchases."""

    def __init__(self, x: Vector, m: Vector, weight: Vector) -> None:
        self.x, place = np.unique(x, return_inverse=True)
        self.n = np.bincount(place, weight)
        self.purchases, self.spent, self.weight = x, m * x, weight
        self.log_spent = float((weight * x * np.log(self.spent)).sum())
        self.log_mean = float((weight * np.log(m)).sum())
        self.mean = float((weight * np.minimum(m, 1e3)).sum() / weight.sum())

    def at(self, logs: Vector) -> tuple[float, Vector]:
        """Its value, and its slope by log p, log(q - 1) and log gamma."""
        from scipy.special import digamma, gammaln

        p, above, gamma = np.exp(logs)
        q, x, n, weight = 1 + above, self.x, self.n, self.weight
        whole, shape = gamma + self.spent, p * self.purchases + q
        log_whole = np.log(whole)
        by_x = n * (gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * logs[2])
        value = by_x.sum() + p * self.log_spent - self.log_mean - (weight * shape * log_whole).sum()
        shared = n * digamma(p * x + q)
        by_p = (x * (shared - n * digamma(p * x))).sum() - (weight * self.purchases * log_whole).sum()
        by_q = (shared + n * (logs[2] - digamma(q))).sum() - (weight * log_whole).sum()
        by_gamma = n.sum() * q / gamma - (weight * shape / whole).sum()
        slope = np.array([(by_p + self.log_spent) * p, by_q * above, by_gamma * gamma])
        return float(value), slope
