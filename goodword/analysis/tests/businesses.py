"""Made-up businesses whose growth is known: each person's moment in continuous time, one generation after another.

Shares no line with what is tested: no weeks, no cohorts, no grid.
"""

from dataclasses import dataclass

import numpy as np

from goodword.analysis.growth import PRIORS
from goodword.analysis.joins import Joins

NOW = 739_500
CROWD = 100_000  # a business that grows beyond is not followed further


@dataclass(frozen=True, slots=True)
class Truth:
    r: float
    k: float
    lag: float  # weeks, mean
    shape: float
    pace: float  # arrivals a week
    evenness: float


@dataclass(frozen=True, slots=True)
class Made:
    joins: Joins
    came: int  # in the weeks after NOW


def drawn_truth(rng):
    """From the very priors of the fit: calibration is promised for no other."""
    return Truth(*(PRIORS[name].draw(rng) for name in ("r", "k", "lag", "shape", "pace", "evenness")))


def made_business(truth, weeks, ahead, rng):
    """`weeks` of books up to the end of the day NOW, and how many come in the weeks `ahead`."""
    end = weeks + ahead
    arrivals = rng.poisson(truth.pace * rng.gamma(truth.evenness, 1 / truth.evenness, end))
    moment = np.repeat(np.arange(end), arrivals) + rng.random(arrivals.sum())
    moments, senders, n = [moment], [np.full(len(moment), -1)], 0
    while len(moment) and n < CROWD:
        brings = rng.poisson(rng.gamma(truth.k, truth.r / truth.k, len(moment)))
        sender = np.repeat(np.arange(len(moment)), brings)
        child = moment[sender] + rng.gamma(truth.shape, truth.lag / truth.shape, len(sender))
        seen = child < end
        n, sender, moment = n + len(moment), sender[seen] + n, child[seen]
        moments.append(moment)
        senders.append(sender)
    moment, sender = np.concatenate(moments), np.concatenate(senders)
    day = NOW - 7 * weeks + 1 + np.floor(7 * moment).astype(np.int64)
    return Made(Joins(day, sender), int((day > NOW).sum()))
