"""What a business's own history says of the signs: a fit that begins as the rule, and leaves it as people bring others.

A ridge logistic regression on the sizes of standing.py, whose prior mean is the rule itself: without history
it is the rule to the last bit; with some 300 customers and 50 who brought somebody the history speaks louder.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodword.analysis.inputs import BadInput, Vector, amounts, whole_numbers
from goodword.analysis.standing import RULE, SIGNALS, Matrix, Weights

# One standard deviation of the prior: how much more or less than by the rule a sign may add when it is as large
# as it gets. 1 is the odds times or divided by 2.7; a fit on 50 referrals is surer than that of any common sign.
FULL_SPREAD = 1.0
# How many bring somebody at all differs far more from business to business than which signs tell.
INTERCEPT_SPREAD = 3.0
HEAVIEST = 1e6
# Rows: they stay in a core's own memory, and are so few that the linear algebra stays on one core. On a busy
# machine several wait for each other ten times as long as they work.
AT_ONCE = 3_000
MANY = 40_000  # rows
ENOUGH = 1e-9  # expected gain in log-likelihood of one more step
MOST_STEPS = 100

LARGEST = np.array([np.log1p(one.cap / one.bend) if one.bend else one.cap for one in SIGNALS])
PRIOR_SPREAD = FULL_SPREAD / LARGEST
_MEAN = np.append(RULE.log_odds, RULE.intercept)
_PRECISION = np.append(PRIOR_SPREAD, INTERCEPT_SPREAD) ** -2.0
# A good sign never lowers a chance and a no never raises one, whatever a short history happens to say.
_LOW = np.append(np.where(RULE.log_odds < 0, -np.inf, 0.0), -np.inf)
_HIGH = np.append(np.where(RULE.log_odds < 0, 0.0, np.inf), np.inf)


@dataclass(frozen=True, slots=True)
class Learned:
    """The most likely weights, from `n` rows of which `n_positive` brought somebody.

    `weights` is what a unit of each sign adds to the log-odds of the outcome, (signals,) in the order of
    SIGNALS, and `spread` one standard deviation of it: the prior's where nothing was seen.
    """

    weights: Vector
    intercept: float
    n: int
    n_positive: int
    spread: Vector

    @property
    def fitted(self) -> Weights:
        """As `standing.chance` takes them: the chance of the outcome itself."""
        return Weights(self.weights, self.intercept)


@dataclass(frozen=True, slots=True)
class _Rows:
    sizes: Matrix
    outcome: Vector
    weight: Vector

    def at(self, beta: Vector) -> tuple[float, Vector, Matrix]:
        """Minus the log-posterior at `beta` (up to a constant), its slope and its curve. One pass, flat memory."""
        signals = len(self.sizes)
        away = beta - _MEAN
        loss = 0.5 * float(_PRECISION @ away**2)
        slope, curve = _PRECISION * away, np.diag(_PRECISION)
        block = np.ones((signals + 1, min(AT_ONCE, len(self.outcome))))
        for start in range(0, len(self.outcome), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            y, w = self.outcome[part], self.weight[part]
            x = block[:, : len(y)]
            x[:signals] = self.sizes[:, part]
            odds = np.einsum("s,sn->n", beta, x)
            shrunk = np.exp(-np.abs(odds))
            loss += float(w @ (np.log1p(shrunk) + np.maximum(odds, 0.0) - y * odds))
            chance = np.where(odds >= 0, 1.0, shrunk) / (1.0 + shrunk)
            slope += np.einsum("sn,n->s", x, w * (chance - y))
            curve += (x * (w * chance * (1.0 - chance))) @ x.T
        return loss, slope, curve


def learn(sizes: Matrix, outcome: ArrayLike, weights: ArrayLike | None = None) -> Learned:
    """The weights of the signs that `outcome` makes most likely, beginning from the rule.

    `sizes` is (signals, n), as `standing` makes them, of people as they stood on some past day; `outcome` (n,) is
    1 for who then brought somebody within a fixed time, else 0; `weights` (n,) >= 0 says how often a row counts.
    Signs are held at 0 or above, `asked_no` at 0 or below.

    O(n signals^2) for each of about eight steps, of very many rows three; memory for `sizes` alone.
    Raises BadInput, naming the row.

    Source: projected Newton, Bertsekas (1982), SIAM J. Control and Optimization 20(2), section 3, on the
    log-posterior of a logistic regression with normal priors. Checked against scipy's L-BFGS-B.
    """
    rows = _checked(sizes, outcome, weights)
    beta, curve = _most_likely(rows, _nearby(rows))
    spread = np.sqrt(np.diag(np.linalg.inv(curve)))[:-1]
    return Learned(beta[:-1].copy(), float(beta[-1]), len(rows.outcome), int(rows.outcome.sum()), spread)


def _nearby(rows: _Rows) -> Vector:
    """Where to begin: of very many rows each so-manieth finds the place nearly, and costs nearly nothing."""
    every = len(rows.outcome) // MANY
    if every < 2:
        return _MEAN
    few = _Rows(rows.sizes[:, ::every].copy(), rows.outcome[::every], rows.weight[::every] * every)
    return _most_likely(few, _MEAN)[0]


def _most_likely(rows: _Rows, beta: Vector) -> tuple[Vector, Matrix]:
    from scipy.linalg import cho_factor, cho_solve

    loss, slope, curve = rows.at(beta)
    for _ in range(MOST_STEPS):
        # Held where going on downhill would leave what is allowed; all others move together.
        free = np.flatnonzero(~(((beta <= _LOW) & (slope > 0)) | ((beta >= _HIGH) & (slope < 0))))
        step = np.zeros_like(beta)
        step[free] = -cho_solve(cho_factor(curve[np.ix_(free, free)]), slope[free])
        if -slope @ step <= ENOUGH:
            break
        for halved in range(40):
            ahead = np.clip(beta + step / 2**halved, _LOW, _HIGH)
            new = rows.at(ahead)
            if new[0] <= loss + 1e-4 * (slope @ (ahead - beta)):
                break
        else:
            break  # lower than this, numbers of this size cannot tell
        beta, (loss, slope, curve) = ahead, new
    return beta, curve


def _checked(sizes: Matrix, outcome: ArrayLike, weights: ArrayLike | None) -> _Rows:
    table: NDArray[np.float64] = np.asarray(sizes)
    if table.ndim != 2 or len(table) != len(SIGNALS) or table.dtype.kind not in "iufb":
        raise BadInput(f"sizes: numbers of shape ({len(SIGNALS)}, n) are needed, not {table.shape}.")
    n = table.shape[1]
    table = np.asarray(table, np.float64)
    for signal, row, largest in zip(SIGNALS, table, LARGEST, strict=True):
        # "not" so that NaN is refused too, without a second pass.
        if n and not (row.min() >= 0 and row.max() <= largest + 1e-9):
            at = int(np.argmin((row >= 0) & (row <= largest + 1e-9)))
            raise BadInput(f"sizes, {signal.name}, row {at}: {row[at]} is not between 0 and {largest:g}.")
    given = np.asarray(outcome)
    happened = whole_numbers(given.astype(np.int8) if given.dtype.kind == "b" else given, "outcome", 0, 1)
    if len(happened) != n:
        raise BadInput(
            f"outcome: {n} values are needed, one for each column of sizes; there are {len(happened)}."
        )
    weight = np.ones(n) if weights is None else amounts(weights, "weights", n)
    if n and weight.max() > HEAVIEST:
        at = int(np.argmax(weight))
        raise BadInput(f"weights, row {at}: {weight[at]} is more than {HEAVIEST:g}.")
    return _Rows(table, happened.astype(np.float64), weight)
