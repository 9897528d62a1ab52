"""When a goal is reached, and which change moves that day most."""

from dataclasses import dataclass

import numpy as np

from goodword.analysis.forecast import Change, Paths, simulate
from goodword.analysis.growth import Growth
from goodword.analysis.inputs import DAY_MAX, BadInput, Vector
from goodword.analysis.joins import WEEK
from goodword.analysis.widening import widened

STEP = 1.25  # a quarter more of each: small enough to be done, large enough to be seen


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


@dataclass(frozen=True, slots=True)
class Lever:
    """What comes of one change: the chance by the day asked for, the middle day, and how many
    days sooner that is than without (None where either lies beyond the horizon)."""

    name: str
    change: Change
    chance: float
    middle: int | None
    days_sooner: int | None


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


def levers(
    growth: Growth,
    goal: int,
    by: int,
    weeks: int,
    seed: int,
    *,
    asked: float | None = None,
    answered: float | None = None,
    stay: float = 1.0,
    widening: float = 1.0,
    n_paths: int = 4_000,
) -> tuple[Lever, ...]:
    """What a quarter more of each does to the day of `goal`: as it is, then the most useful change first.

    `asked` is the share of people who are asked for a good word, `answered` the share of these who say yes: no
    more than all can be. With None they are taken to have room. Asking more people and being answered by more
    makes more people who bring; each bringing more makes the same people bring more, which is less even.
    All are simulated from one `seed`: what differs is the change. O(5 x simulate). Raises BadInput.
    """
    changes = {
        "as it is": Change(),
        "ask more": Change(bringers=_room(asked, "asked")),
        "be answered more": Change(bringers=_room(answered, "answered")),
        "each brings more": Change(brings=STEP),
        "keep longer": Change(leaving=1 / STEP),
    }
    found = []
    usual: float = np.inf
    for name, change in changes.items():
        paths = simulate(growth, weeks, n_paths, np.random.default_rng(seed), stay, change)
        paths = widened(paths, widening)
        wait = float(np.quantile(days_to(paths, goal), 0.5, method="inverted_cdf"))
        usual = wait if name == "as it is" else usual
        sooner = int(usual - wait) if np.isfinite(usual) and np.isfinite(wait) else None
        found.append(Lever(name, change, chance_by(paths, goal, by), _day(paths, wait), sooner))
    return (found[0], *sorted(found[1:], key=lambda lever: (lever.middle or DAY_MAX + 1, -lever.chance)))


def _room(share: float | None, name: str) -> float:
    if share is None:
        return STEP
    if not 0 <= share <= 1:
        raise BadInput(f"{name}: {share} is not a share from 0 to 1.")
    return min(STEP, 1 / share) if share else 1.0


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
