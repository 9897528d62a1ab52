"""How a business grows by people who bring people: an age-dependent branching process, fitted.

People who come by themselves arrive week by week. Each one who becomes one of us brings others: how many is
negative binomial with mean R and spread k, when is a gamma law of the lag since their own start. Those who came
lately have not had time yet, and the likelihood knows it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from goodword.analysis.grid import Array, Axes, Grid, zoom
from goodword.analysis.inputs import IntVector, Vector
from goodword.analysis.joins import WEEK, Counted, Joins, counted
from goodword.analysis.lags import lag_passed, widening_groups

YEAR_WEEKS = 52  # what came before the last year says little of the pace of the next
LONGEST_WEEKS = 156  # no lag is longer
ENOUGH_PEOPLE, ENOUGH_WEEKS = 10, 4


@dataclass(frozen=True, slots=True)
class Prior:
    """A log-normal: `middle` is its median, `spread` the standard deviation of its logarithm, cut at `low`, `high`."""

    middle: float
    spread: float
    low: float
    high: float

    def log_density(self, log_value: Vector) -> Vector:
        return np.asarray(-0.5 * ((log_value - np.log(self.middle)) / self.spread) ** 2)

    def draw(self, rng: np.random.Generator) -> float:
        while True:
            value = self.middle * np.exp(self.spread * rng.standard_normal())
            if self.low <= value <= self.high:
                return float(value)


@dataclass(frozen=True, slots=True)
class Falling:
    """An exponential with that `mean`, cut at `low` and `high`: nothing is as likely as little, a lot is not likely."""

    mean: float
    low: float
    high: float

    def log_density(self, log_value: Vector) -> Vector:
        return np.asarray(log_value - np.exp(log_value) / self.mean)

    def draw(self, rng: np.random.Generator) -> float:
        while True:
            value = self.mean * rng.standard_exponential()
            if self.low <= value <= self.high:
                return float(value)


# Two real chains have R .95 and .98, k .72 and .25; most businesses bring fewer.
PRIORS: dict[str, Prior | Falling] = {
    "lag": Prior(6.0, 0.9, 0.2, 104.0),  # mean, in weeks
    "shape": Prior(1.5, 0.7, 0.3, 60.0),  # of the gamma law: 1 is exponential
    "r": Falling(0.5, 0.003, 3.0),
    "k": Prior(0.6, 0.8, 0.03, 20.0),
    "pace": Prior(1.5, 1.5, 0.001, 20_000.0),  # arrivals a week
    "evenness": Prior(4.0, 1.0, 0.1, 200.0),  # weeks are gamma-Poisson: variance m + m^2 / evenness
}
LAG, SHAPE, R, K = range(4)
PACE, EVENNESS = range(2)
BRINGING = ("lag", "shape", "r", "k")
ARRIVING = ("pace", "evenness")
BRINGING_SIZES, ARRIVING_SIZES = (7, 6, 9, 7), (11, 7)


@dataclass(frozen=True)
class Growth:
    """What was fitted. `bringing` is the posterior of the logarithms of (mean lag in weeks, shape, R, k), and
    `arriving` that of (arrivals a week, evenness), one for each channel. `why_not` tells in words why there is
    too little to go by, and is empty where there is enough."""

    counted: Counted
    bringing: Grid
    arriving: tuple[Grid, ...]
    why_not: str

    @cached_property
    def r(self) -> float:
        """How many each one who comes brings, in the end: the middle of what is likely."""
        return self._bringing(R, 0.5)

    @cached_property
    def k(self) -> float:
        """How evenly: with a small k most bring nobody and a few bring many."""
        return self._bringing(K, 0.5)

    @cached_property
    def lag_days(self) -> float:
        """Days from somebody's start to those they bring, on the average."""
        return WEEK * self._bringing(LAG, 0.5)

    @cached_property
    def chance_r_above_one(self) -> float:
        """P(R > 1): that it grows by itself."""
        return self.bringing.chance_above(R, 0.0)

    @cached_property
    def in_all(self) -> float | None:
        """For R < 1 the people whom each one who comes is worth, themselves included: 1 / (1 - R); else None."""
        return 1.0 / (1.0 - self.r) if self.r < 1 else None

    @cached_property
    def arrivals_a_week(self) -> float:
        return float(sum(np.exp(one.quantile(PACE, 0.5)) for one in self.arriving))

    def interval(self, what: str, level: float = 0.9) -> tuple[float, float]:
        """Where "lag" (weeks), "shape", "r" or "k" lies with the chance `level`, as much outside on either side."""
        axis, tail = BRINGING.index(what), (1.0 - level) / 2
        return self._bringing(axis, tail), self._bringing(axis, 1.0 - tail)

    def _bringing(self, axis: int, share: float) -> float:
        return float(np.exp(self.bringing.quantile(axis, share)))


def fit(joins: Joins, now: int, since: int | None = None) -> Growth:
    """Fit the branching process to who became one by the end of the day `now` (ordinal).

    `since` is the day on which the books begin, if they began before the first person. With nothing to go by
    the answer is the prior (PRIORS), and `why_not` says so. O(n log n). Raises BadInput, naming the row.

    Source: offspring as in Lloyd-Smith et al. (2005), Nature 438:355-359; the lag law seen from its start with
    right truncation, each one's brought so far being negative binomial with mean R F(age).
    """
    told = counted(joins, now, since)
    bringing = zoom(lambda axes: _log_bringing(told, axes), *_box(BRINGING), BRINGING_SIZES)
    arriving = tuple(_arriving(one, _exposure(told.days)) for one in told.arrivals[:, :YEAR_WEEKS])
    return Growth(told, bringing, arriving, _why_not(told))


def _arriving(arrivals: IntVector, exposure: Vector) -> Grid:
    return zoom(lambda axes: _log_arriving(arrivals, exposure, axes), *_box(ARRIVING), ARRIVING_SIZES)


def maximum_likelihood(offspring: IntVector) -> tuple[float, float]:
    """(R, k) of finished counts, who brought nobody included; k is inf where they vary no more than a Poisson's.

    R is their mean. NaN for no counts, and k is NaN where nobody brought anybody.
    """
    from scipy.optimize import minimize_scalar

    counts = np.asarray(offspring, np.float64)
    if not counts.sum():
        return (0.0 if len(counts) else np.nan), np.nan
    r = float(counts.mean())
    if counts.var() <= r:
        return r, np.inf
    values, n = np.unique(counts, return_counts=True)

    def loss(log_k: float) -> float:
        k = np.exp(log_k)
        return float(
            -(n @ (_rising(np.array([k]), values)[0] - values * np.log(k + r) - k * np.log1p(r / k)))
        )

    return r, float(
        np.exp(minimize_scalar(loss, bounds=(-9.0, 9.0), method="bounded", options={"xatol": 1e-9}).x)
    )


def _box(names: tuple[str, ...]) -> tuple[list[float], list[float]]:
    return [float(np.log(PRIORS[name].low)) for name in names], [
        float(np.log(PRIORS[name].high)) for name in names
    ]


def _rising(shape: Vector, counts: Vector) -> Array:
    """log of shape (shape + 1) ... (shape + count - 1), (shapes, counts)."""
    from scipy.special import gammaln

    return np.asarray(gammaln(shape[:, None] + counts) - gammaln(shape)[:, None])


def _log_bringing(told: Counted, axes: Axes) -> Array:
    """The log posterior on the grid (lag, shape, R, k).

    Everybody's multiplier is gamma with mean R and shape k; given it, those they bring come as a Poisson process
    in their age. With n and C the people of a week and those they brought, and F how much of the lag has passed:
    sum over people of log k(k+1)...(k+c-1), plus S log(R/k), less sum over weeks of (kn + C) log(1 + R F / k),
    plus the log chances of the lags. The truncation of each lag (1/F) and F in each mean cancel out.
    """
    lag, shape = (part.ravel() for part in np.meshgrid(np.exp(axes[LAG]), np.exp(axes[SHAPE]), indexing="ij"))
    log_r, k = axes[R][:, None], np.exp(axes[K])
    ages, n, brought = _by_age(told)
    odds = np.exp(log_r - axes[K])  # (R, k)
    spent = np.log1p(lag_passed(lag, shape, ages)[:, None, None, :] * odds[..., None])
    # tensordot is one flat product; a stack of small ones costs several times as much.
    so_far = np.tensordot(spent, np.stack([n, brought], axis=1), axes=1)  # (laws, R, k, 2)
    values, times = np.unique(told.offspring, return_counts=True)
    height = _rising(k, values.astype(np.float64)) @ times + told.n_sent * (log_r - axes[K])
    height = height - k * so_far[..., 0] - so_far[..., 1] + _log_lags(told, lag, shape)[:, None, None]
    height = height.reshape(len(axes[LAG]), len(axes[SHAPE]), len(axes[R]), len(axes[K]))
    return height + _log_prior(BRINGING, axes)


def _by_age(told: Counted) -> tuple[Vector, Vector, Vector]:
    """Weeks lived through so far, how many lived them, and how many these brought, in widening groups."""
    edges = widening_groups(len(told))[:-1]
    n = np.add.reduceat(told.started, edges).astype(np.float64)
    lived = np.add.reduceat(told.started * (np.arange(len(told)) + 1.0), edges)
    some = n > 0
    return lived[some] / n[some], n[some], np.add.reduceat(told.brought, edges)[some].astype(np.float64)


def _log_lags(told: Counted, lag: Vector, shape: Vector) -> Vector:
    """(laws,) log chance of all lags seen, in days, in widening groups."""
    if not told.n_sent:
        return np.zeros(len(lag))
    edges = widening_groups(int(told.lags.max()) + 1)
    times = np.histogram(told.lags, edges)[0]
    some = times > 0
    ends, place = np.unique(np.concatenate([edges[:-1][some], edges[1:][some]]), return_inverse=True)
    passed = lag_passed(lag * WEEK, shape, ends.astype(np.float64))[:, place]
    before, after = np.split(passed, 2, axis=1)
    return np.asarray(np.log(np.maximum(after - before, 1e-12)) @ times[some])


def _exposure(days: int) -> Vector:
    """(weeks,) how much of each week, from the last back, the books cover; at most a year of them."""
    left = days - WEEK * np.arange(min((days - 1) // WEEK + 1, YEAR_WEEKS))
    return np.minimum(left, WEEK) / WEEK


def _log_arriving(arrivals: IntVector, exposure: Vector, axes: Axes) -> Array:
    """The log posterior on the grid (arrivals a week, evenness): negative binomial weeks."""
    evenness = np.exp(axes[EVENNESS])
    count = arrivals.astype(np.float64)
    mean = np.exp(axes[PACE])[:, None] * exposure  # (pace, weeks)
    per = mean[:, None, :] / evenness[:, None]
    height = -np.log1p(per) @ count - evenness * np.log1p(per).sum(axis=-1)
    height += _rising(evenness, count).sum(axis=1) + count.sum() * (axes[PACE][:, None] - axes[EVENNESS])
    return np.asarray(height + _log_prior(ARRIVING, axes))


def _log_prior(names: tuple[str, ...], axes: Axes) -> Array:
    parts = [PRIORS[name].log_density(axis) for name, axis in zip(names, axes, strict=True)]
    return np.asarray(sum(np.ix_(*parts)))


def _why_not(told: Counted) -> str:
    if not told.n_people:
        return "Nobody has come yet."
    n = len(told.newcomers)
    if n < ENOUGH_PEOPLE:
        return f"{n} have come on a known day; from {ENOUGH_PEOPLE} on a forecast can tell something."
    if told.days < ENOUGH_WEEKS * WEEK:
        return (
            f"The books go back {told.days} days; from {ENOUGH_WEEKS} weeks on a forecast can tell something."
        )
    if len(np.unique(told.newcomers)) == 1:
        return "All came on one day: no pace can be told from it."
    return ""
