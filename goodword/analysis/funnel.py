"""From knowing the business to bringing it a profitable customer: step by step, and where it is narrowest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodword.analysis.bands import Band, counts_of, share_at, share_band
from goodword.analysis.inputs import BadInput, BoolVector, IntVector, Vector, one_whole_number, whole_numbers
from goodword.analysis.usual_rates import OF_STEP_BEFORE, OF_THOSE_WHO_SAID

STEPS = ("knows", "happy", "says", "asked", "shared", "brought", "bought", "profitable")
NOT_KNOWN = -1
ENOUGH = 20  # fewer who came to a step say too little of it
OWN_UPPER = 0.95  # a level that the step may well have already
# What an owner can do to the full: nobody but them decides who is asked.
IN_YOUR_HANDS = {"asked": 1.0}
TOO_EARLY = f"Too early: no step has been seen with {ENOUGH} people yet."
ALL_AS_USUAL = "No step is narrow: each is at least as wide as is usual."

Draws = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """Of `n_came` who came to this step and of whom it is known, `n_passed` passed it.

    `rate` is None where nobody is known to have come. `usual` is what others measured, None where nobody did.
    `reachable` is the share that it could be brought to. `chance_narrowest` is 0 where there is not enough.
    """

    name: str
    n_came: int
    n_passed: int
    rate: Band | None
    usual: Band | None
    reachable: float | None
    chance_narrowest: float

    @property
    def has_enough(self) -> bool:
        return self.n_came >= ENOUGH


@dataclass(frozen=True, slots=True)
class Funnel:
    """`bottleneck` is a name of STEPS, or None, and then `why_not` says why.

    `times` is how many times as many profitable customers there would be with the bottleneck brought to what is
    reachable. `adds` is how many more of them, for each 100 at the first step; None until all steps have enough.
    """

    steps: tuple[Step, ...]
    bottleneck: str | None
    chance: float
    times: Band | None
    adds: Band | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class OfSaid:
    """How many of those who said that they would recommend got as far as this step."""

    name: str
    n_said: int
    n_got_there: int
    share: Band | None
    usual: Band | None


def counted(people: ArrayLike) -> tuple[IntVector, IntVector]:
    """How many came to each step and how many passed it, from one row a person: two (8,) arrays.

    `people` is (n, 8), in the order of STEPS: 1 or True for yes, 0 or False for no, -1 for not known. Who was never
    asked about a step counts neither for it nor against it. To a step come those who passed the one before it; who
    got there another way (told a friend without being asked) counts from there on.
    Raises BadInput, naming the row.
    """
    known = _known(people)
    came = known != NOT_KNOWN
    came[:, 1:] &= known[:, :-1] == 1
    return came.sum(0).astype(np.int64), (came & (known == 1)).sum(0).astype(np.int64)


def of_those_who_said(people: ArrayLike) -> tuple[OfSaid, ...]:
    """The "ten percent", measured here: of all who said they would, how many got to each later step.

    `people` as in `counted`. Who is not known at a step is left out there. Raises BadInput, naming the row.
    """
    known = _known(people)
    said = known[known[:, STEPS.index("says")] == 1]
    found = []
    for place, name in list(enumerate(STEPS))[STEPS.index("asked") :]:
        n_said = int((said[:, place] != NOT_KNOWN).sum())
        n_there = int((said[:, place] == 1).sum())
        share = share_band(n_there, n_said) if n_said else None
        found.append(OfSaid(name, n_said, n_there, share, OF_THOSE_WHO_SAID.get(name)))
    return tuple(found)


def funnel(n_came: ArrayLike, n_passed: ArrayLike, rng: np.random.Generator, n_draws: int = 4000) -> Funnel:
    """The steps with their rates, and the one that narrows most, with the chance that it really does.

    `n_came` and `n_passed` are (8,), in the order of STEPS. The last step's flow is the product of all rates, so
    raising the rate p of one step to the reachable r makes r / p times as many profitable customers, whatever the
    others are: the bottleneck is the step with the largest r / p. r is the upper end of what is usual, all for what
    lies in the owner's hands, else the 95% point of the step's own posterior; never less than p. The chance is the
    share of `n_draws` draws from the posteriors in which a step is the narrowest; the error of it is under 0.01.
    More who passed, of as many who came, never raise the chance of a step under the same seed.
    Raises BadInput, naming the row.

    Source: Goldratt, The Goal (1984), on the one narrowest step; Beta posteriors as in `bands`.
    """
    passed, came = counts_of(n_passed, n_came)
    if len(came) != len(STEPS):
        raise BadInput(f"{len(STEPS)} steps are needed, one count for each; there are {len(came)}.")
    n_draws = one_whole_number(n_draws, "n_draws", 1, 10**6)
    reachable = _reachable(passed, came)
    rates = np.maximum(share_at(passed, came, rng.random((n_draws, len(STEPS)))), 1e-300)
    times = np.maximum(reachable / rates, 1.0)
    chances = _chances(times, came >= ENOUGH)
    steps = tuple(
        Step(
            name,
            int(came[i]),
            int(passed[i]),
            share_band(int(passed[i]), int(came[i])) if came[i] else None,
            OF_STEP_BEFORE.get(name),
            float(reachable[i]) if came[i] else None,
            float(chances[i]),
        )
        for i, name in enumerate(STEPS)
    )
    if not any(step.has_enough for step in steps):
        return Funnel(steps, None, 0.0, None, None, TOO_EARLY)
    if not chances.any():
        return Funnel(steps, None, 0.0, None, None, ALL_AS_USUAL)
    worst = int(np.argmax(chances))
    adds = Band.of(100 * rates.prod(1) * (times[:, worst] - 1)) if (came >= ENOUGH).all() else None
    return Funnel(steps, STEPS[worst], float(chances[worst]), Band.of(times[:, worst]), adds)


def _known(people: ArrayLike) -> IntVector:
    try:
        given = np.asarray(people)
    except ValueError as error:
        raise BadInput("people: the rows are not of one length.") from error
    if given.size == 0:
        return np.zeros((0, len(STEPS)), np.int64)
    if given.ndim != 2 or given.shape[1] != len(STEPS):
        raise BadInput(f"people: a row for each person, of {len(STEPS)} steps, is needed, not {given.shape}.")
    if given.dtype.kind == "b":
        return given.astype(np.int64)
    flat = whole_numbers(given.ravel(), "people, step by step", NOT_KNOWN, 1)
    return flat.reshape(given.shape)


def _reachable(passed: IntVector, came: IntVector) -> Vector:
    own = share_at(passed, came, [[OWN_UPPER]])[0]
    for i, name in enumerate(STEPS):
        if name in IN_YOUR_HANDS:
            own[i] = IN_YOUR_HANDS[name]
        elif name in OF_STEP_BEFORE:
            own[i] = OF_STEP_BEFORE[name].high
    return own


def _chances(times: Draws, has_enough: BoolVector) -> Vector:
    """(8,) how often each is the narrowest; a draw in which none could be better counts for none."""
    compared = np.where(has_enough, times, 1.0)
    narrowest = np.argmax(compared, 1)[compared.max(1) > 1.0]
    return np.bincount(narrowest, minlength=len(STEPS)) / len(times)
