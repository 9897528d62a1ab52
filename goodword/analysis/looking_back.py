"""Whether a list found the right people: what it said on a past day, beside what happened since, with intervals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodword.analysis.inputs import BadInput, BoolVector, IntVector, Vector, whole_numbers

TOP = 0.1  # of the list
DRAWS = 400
Z = 1.959964  # 95 in 100


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval; `deviation` is its standard error."""

    value: float
    low: float
    high: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """One way to rank people, looked back on.

    `auc` is the chance that somebody who brought a newcomer stood above somebody who did not (0.5 is a coin);
    `captured` the share of those who brought somebody that stood in the top tenth (a coin: 0.1); `lift` how much
    more of them that is than the baseline's top tenth held, 0 for the baseline itself.
    """

    auc: Estimate
    captured: Estimate
    lift: Estimate


@dataclass(frozen=True, slots=True)
class LookBack:
    """`rankings` by name; empty if nothing can be said, and then `why_not` says why."""

    n: int
    n_positive: int
    rankings: dict[str, Ranking] = field(default_factory=dict)
    why_not: str = ""


def look_back(
    scores: Mapping[str, ArrayLike],
    outcome: ArrayLike,
    baseline: str,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> LookBack:
    """Each of `scores`, (n,) higher is better, beside `outcome`, (n,) 1 for who brought somebody since, else 0.

    One row a person. AUC with the interval of `auc`; captured and lift with percentile intervals of a bootstrap
    over people, the same people for every ranking, so that a difference is of one crowd. O(draws n).
    Raises BadInput, naming the row.
    """
    if baseline not in scores:
        raise BadInput(f"baseline: {baseline!r} is none of the rankings {', '.join(scores)}.")
    if draws < 1:
        raise BadInput(f"draws: {draws} is not 1 or more.")
    happened = _outcome(outcome)
    known = {name: _scores(score, name, len(happened)) for name, score in scores.items()}
    n, n_positive = len(happened), int(happened.sum())
    if why_not := _why_not(n, n_positive):
        return LookBack(n, n_positive, why_not=why_not)
    orders = {name: _Order.of(score, happened) for name, score in known.items()}
    once = {name: order.captured(np.ones(n)) for name, order in orders.items()}
    drawn: dict[str, list[float]] = {name: [] for name in orders}
    while len(drawn[baseline]) < draws:
        times = rng.poisson(1.0, n).astype(np.float64)
        if times[happened].any():
            for name, order in orders.items():
                drawn[name].append(order.captured(times))
    found = {}
    for name, score in known.items():
        above = np.array(drawn[name]) - np.array(drawn[baseline])
        found[name] = Ranking(
            _auc(score, happened),
            _from_draws(once[name], np.array(drawn[name])),
            _from_draws(once[name] - once[baseline], above),
        )
    return LookBack(n, n_positive, found)


def auc(score: ArrayLike, outcome: ArrayLike) -> Estimate | None:
    """The chance that one with the outcome is ranked above one without, ties counted half; with its interval.

    None if everybody or nobody has the outcome. O(n log n). Raises BadInput, naming the row.

    Source: DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44(3), by midranks: Sun & Xu (2014), IEEE Signal
    Processing Letters 21(11). Where all stand perfectly apart that variance is 0, and the interval reaches as far
    as an AUC whose chance of looking perfect is 5 in 100 for the smaller side, 0.05^(1 / n).
    """
    happened = _outcome(outcome)
    known = _scores(score, "score", len(happened))
    return None if _why_not(len(happened), int(happened.sum())) else _auc(known, happened)


def captured(score: ArrayLike, outcome: ArrayLike, share: float = TOP) -> float | None:
    """The share of those with the outcome that stands in the top `share` of the ranking; None if there are none.

    Of people who stand alike, as many count as have room, as if their order were drawn by lot: a ranking of
    equals captures just `share`. Raises BadInput, naming the row.
    """
    if not 0 < share <= 1:
        raise BadInput(f"share: {share} is not above 0 and at most 1.")
    happened = _outcome(outcome)
    known = _scores(score, "score", len(happened))
    return _Order.of(known, happened).captured(np.ones(len(known)), share) if happened.any() else None


@dataclass(frozen=True, slots=True)
class _Order:
    """People from the best down, and where each group of equals begins."""

    place: IntVector
    begins: IntVector
    happened: BoolVector

    @classmethod
    def of(cls, score: Vector, happened: BoolVector) -> "_Order":
        place = np.argsort(-score, kind="stable")
        ranked = score[place]
        new = np.append(True, ranked[1:] != ranked[:-1])
        return cls(place, np.flatnonzero(new), happened[place])

    def captured(self, times: Vector, share: float = TOP) -> float:
        """With each person counted so many `times`."""
        here = times[self.place]
        people = np.add.reduceat(here, self.begins)
        positive = np.add.reduceat(here * self.happened, self.begins)
        room = share * people.sum() - (np.cumsum(people) - people)
        within = np.clip(room / np.where(people > 0, people, 1.0), 0.0, 1.0)
        return float(positive @ within / positive.sum())


def _auc(score: Vector, happened: BoolVector) -> Estimate:
    better, other = score[happened], score[~happened]
    among_all = _midranks(score)
    # For each with the outcome, the share of the others below; and the other way round.
    above = (among_all[happened] - _midranks(better)) / len(other)
    below = 1.0 - (among_all[~happened] - _midranks(other)) / len(better)
    value = float(above.mean())
    smaller = min(len(better), len(other))
    if value in (0.0, 1.0):
        reach = float(0.05 ** (1 / smaller))
        low, high = (reach, 1.0) if value else (0.0, 1.0 - reach)
        return Estimate(value, low, high, (high - low) / (2 * Z))
    if smaller < 2:
        # One person tells nothing of how much such persons differ.
        return Estimate(value, 0.0, 1.0, 0.5)
    deviation = float(np.sqrt(above.var(ddof=1) / len(better) + below.var(ddof=1) / len(other)))
    return Estimate(value, max(value - Z * deviation, 0.0), min(value + Z * deviation, 1.0), deviation)


def _midranks(values: Vector) -> Vector:
    """Ranks from 1 up; equals share the middle of theirs."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[which])


def _from_draws(value: float, drawn: Vector) -> Estimate:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Estimate(value, min(float(low), value), max(float(high), value), float(drawn.std()))


def _why_not(n: int, n_positive: int) -> str:
    if n == 0:
        return "There is nobody to look back on."
    if n_positive == 0:
        return f"Of {n} people nobody brought anybody in that time."
    return f"All {n} people brought somebody in that time: there is nobody to tell them from." * (
        n_positive == n
    )


def _outcome(outcome: ArrayLike) -> BoolVector:
    given = np.asarray(outcome)
    return whole_numbers(given.astype(np.int8) if given.dtype.kind == "b" else given, "outcome", 0, 1) > 0


def _scores(score: ArrayLike, name: str, n: int) -> Vector:
    given: NDArray[np.generic] = np.asarray(score)
    if given.shape != (n,):
        raise BadInput(f"{name}: {n} values are needed, one for each outcome; there are {given.shape}.")
    if given.size and given.dtype.kind not in "iufb":
        raise BadInput(f"{name}: numbers are needed, not {given.dtype}.")
    known = given.astype(np.float64)
    if np.isnan(known).any():
        row = int(np.argmax(np.isnan(known)))
        raise BadInput(f"{name}, row {row}: not a number; give who cannot be ranked the lowest score.")
    return known
