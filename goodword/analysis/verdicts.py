"""Is it worth going on with a group? What asks in it bring, beside the rest of the business."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from goodword.analysis.inputs import BadInput, IntVector, whole_numbers

Word: TypeAlias = Literal["go on", "change", "stop", "too early"]
STEPS = ("answers", "referrals", "yeses")
ENOUGH = 20  # asks in a group, and in the rest, before anything is said
AS_GOOD = 0.75  # of what the rest brings: from here on a group is as good as the rest
FAR_WORSE = 0.5
SURE, VERY_SURE = 0.8, 0.9
PRIOR_MIN, PRIOR_MAX = 20.0, 2000.0  # asks that the prior is worth
COUNT_MAX = 10**9
PARTS = 200


@dataclass(frozen=True, slots=True)
class Verdict:
    word: Word
    certainty: float  # 0 to 1, that the word is right; 0 for "too early"
    rate: float  # yeses for an ask in this group, drawn towards the whole
    low: float  # with 80 in 100 it is between these two
    high: float
    rest: float  # yeses for an ask in the rest of the business
    weakest: str  # of STEPS, the one that is furthest behind the rest; "" if none is, or it is too early


def verdicts(asks: ArrayLike, answers: ArrayLike, referrals: ArrayLike, yeses: ArrayLike) -> list[Verdict]:
    """One for each group, from (g,) counts; a last row may hold those of no group, so that the rest is whole.

    "stop" where it is very sure (0.9) that an ask brings less than half of what one brings in the rest; else
    "change" where it is sure (0.8) that it brings less than three quarters; "go on" where it is sure that it brings
    as much; else "too early", as under ENOUGH asks. An ask counts one yes at most.

    Raises BadInput, naming the row.

    Source: Beta posteriors (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.4 and 5.3). The prior of a group is the
    rate of the whole, worth as many asks as the groups are alike (moments of the beta-binomial; Kleinman 1973, JASA
    68(341)), and PRIOR_MIN at least: a small group that stands out is first taken for chance.
    """
    named = zip(("asks", *STEPS), (asks, answers, referrals, yeses), strict=True)
    counts = [whole_numbers(given, name, 0, COUNT_MAX) for name, given in named]
    if len({len(count) for count in counts}) > 1:
        raise BadInput(
            f"asks, answers, referrals, yeses: {[len(count) for count in counts]} rows; as many of each are needed."
        )
    n, yes = counts[0], np.minimum(counts[3], counts[0])
    worth = _prior_worth(n, yes)
    return [_verdict(counts, n, yes, worth, one) for one in range(len(n))]


def _verdict(counts: list[IntVector], n: IntVector, yes: IntVector, worth: float, one: int) -> Verdict:
    from scipy.special import betainc, betaincinv

    whole = (yes.sum() + 0.5) / (n.sum() + 1)
    own = whole * worth + yes[one], (1 - whole) * worth + n[one] - yes[one]
    n_rest, yes_rest = n.sum() - n[one], yes.sum() - yes[one]
    rest = yes_rest + 0.5, n_rest - yes_rest + 0.5
    # The rest in equal parts of its law, the middle of each: a mean over these is an integral over it.
    rests = betaincinv(*rest, (np.arange(PARTS) + 0.5) / PARTS)
    worse, far_worse = (float(betainc(*own, limit * rests).mean()) for limit in (AS_GOOD, FAR_WORSE))
    word, certainty = _word(worse, far_worse) if min(n[one], n_rest) >= ENOUGH else ("too early", 0.0)
    return Verdict(
        word, certainty, float(own[0] / sum(own)), float(betaincinv(*own, 0.1)), float(betaincinv(*own, 0.9)),
        float(rest[0] / sum(rest)),
        _weakest(counts, one) if word in ("change", "stop") else "",
    )  # fmt: skip


def _word(worse: float, far_worse: float) -> tuple[Word, float]:
    if far_worse >= VERY_SURE:
        return "stop", far_worse
    if worse >= SURE:
        return "change", worse
    return ("go on", 1 - worse) if 1 - worse >= SURE else ("too early", 0.0)


def _prior_worth(n: IntVector, yes: IntVector) -> float:
    """How many asks the rate of the whole counts for in each group: many if groups differ no more than by chance."""
    is_in = n > 0
    n, yes = n[is_in].astype(np.float64), yes[is_in]
    whole = yes.sum() / max(n.sum(), 1)
    room = n.sum() - (n**2).sum() / max(n.sum(), 1)
    if len(n) < 3 or room <= 0 or not 0 < whole < 1:
        return PRIOR_MIN
    spread = (n * (yes / n - whole) ** 2).sum() / (whole * (1 - whole))
    # Its mean is (g - 1) + icc (sum of n - sum of n^2 / sum of n - (g - 1)), icc being 1 / (worth + 1).
    alike = (spread - (len(n) - 1)) / max(room - (len(n) - 1), 1.0)
    return float(np.clip(1 / alike - 1, PRIOR_MIN, PRIOR_MAX)) if alike > 0 else PRIOR_MAX


def _weakest(counts: list[IntVector], one: int) -> str:
    """Each step from the one before; half a case is added on both sides, so that none is 0 or without end."""
    behind: dict[str, float] = {}
    for name, before, after in zip(STEPS, counts[:-1], counts[1:], strict=True):
        own = (after[one] + 0.5) / (before[one] + 1)
        rest = (after.sum() - after[one] + 0.5) / (before.sum() - before[one] + 1)
        behind[name] = float(own / rest)
    name = min(behind, key=lambda step: behind[step])
    return name if behind[name] < 1 else ""
