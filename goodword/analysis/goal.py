"""When a goal is reached."""

from dataclasses import dataclass

import numpy as np

from goodword.analysis.forecast import Paths
from goodword.analysis.inputs import DAY_MAX, BadInput, Vector
from goodword.analysis.joins import WEEK


@dataclass(frozen=True, slots=True)
class Reached:
    """The day (ordinal) of a goal: `middle`, and between `early` and `late` lie 50 (index 0) and 90 (1) in 100.

    None is beyond the last day looked at, `horizon`; `chance` is that of reaching it by then. `words` says it.
    """

    goal: int
    horizon: int
    chance: float
    middle: int | None
    early: tuple[int | None, int | None]
    late: tuple[int | None, int | None]
    words: str


def days_to(paths: Paths, goal: int) -> Vector:
    """(n_paths,) days from now until there are `goal` people; 0 if there are, inf if not within the paths.

    Within a week people come evenly.
    """
    _check_goal(goal)
    if paths.start >= goal:
        return np.zeros(len(paths.people))
    there = paths.people >= goal
    week = there.argmax(axis=1)
    rows = np.arange(len(week))
    before = np.where(week > 0, paths.people[rows, week - 1], paths.start)
    share = (goal - before) / np.maximum(paths.people[rows, week] - before, 1)
    return np.where(there.any(axis=1), np.ceil(WEEK * (week + share)), np.inf)


def chance_by(paths: Paths, goal: int, day: int) -> float:
    """The chance that there are `goal` people by the end of `day` (ordinal); of a day past, whether there are."""
    if not 1 <= day <= DAY_MAX:
        raise BadInput(f"day: {day} is not a day from 1 to {DAY_MAX}.")
    return float(np.mean(days_to(paths, goal) <= max(day - paths.now, 0)))


def reached(paths: Paths, goal: int) -> Reached:
    """The day on which there are `goal` people, as a band."""
    wait = days_to(paths, goal)
    weeks = paths.people.shape[1]
    early, low, middle, high, late = (
        _day(paths, np.quantile(wait, share, method="inverted_cdf"))
        for share in (0.05, 0.25, 0.5, 0.75, 0.95)
    )
    chance = float(np.mean(np.isfinite(wait)))
    words = _words(paths.start, goal, weeks, chance)
    return Reached(
        goal, min(paths.now + WEEK * weeks, DAY_MAX), chance, middle, (low, early), (high, late), words
    )


def _check_goal(goal: int) -> None:
    if not 0 <= goal <= 10**12:
        raise BadInput(f"goal: {goal} is not a number of people.")


def _day(paths: Paths, wait: float) -> int | None:
    day = paths.now + wait
    return int(day) if day <= DAY_MAX else None


def _words(start: int, goal: int, weeks: int, chance: float) -> str:
    if start >= goal:
        return "The goal is met."
    if chance == 0:
        return f"Beyond the next {weeks} weeks."
    if chance < 0.5:
        return f"More likely than not beyond the next {weeks} weeks."
    if chance < 0.95:
        return f"Likely within the next {weeks} weeks, but it may be later."
    return f"Within the next {weeks} weeks."
