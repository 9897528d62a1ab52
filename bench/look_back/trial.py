"""A trial with sides drawn by lot: what it shows, and whether the same arithmetic is silent where nothing is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodword.analysis.experiment import LEVEL, NORMAL, POWER, Effect, Group, effect, smallest_visible
from goodword.analysis.inputs import IntVector, Vector

from . import cells
from .published import published
from .report import Figures, Section, between, number, percent
from .tables import LeftOut, Table

SIDES = ("side", "arm", "segment", "asked")
OUTCOMES = (
    "visit",
    "conversion",
    "spend",
    "brought",
    "came",
    "bought",
    "yes",
    *(f"outcome {n}" for n in range(1, 6)),
)
LEFT_ALONE = ("no", "none", "control", "unasked", "not asked", "false", "0")
NEEDS = (
    "a trial: side, and one column or more that begins with outcome (or visit, conversion, spend, brought)"
)
MOST_SIDES = 6
TIMES = 200


@dataclass(frozen=True, slots=True)
class Trial:
    """`side` (n,) is a place among `sides`, of which the first was left alone; `outcomes` (n,) each."""

    sides: tuple[str, ...]
    side: IntVector
    outcomes: dict[str, Vector]
    left: LeftOut

    @property
    def n_read(self) -> int:
        return len(self.side)


def read(table: Table) -> Trial | None:
    side = table.place(*SIDES)
    outcomes = [i for i, name in enumerate(table.columns) if name in OUTCOMES or name.startswith("outcome")]
    if side is None or not outcomes:
        return None
    left = LeftOut()
    readers = {side: cells.words(), **{place: cells.numbers() for place in outcomes}}
    names, *values = cells.columns(table, readers, left)
    sides = sorted(set(names), key=lambda name: (not _is_left_alone(name), name))
    if not 2 <= len(sides) <= MOST_SIDES:
        return None
    place = {name: i for i, name in enumerate(sides)}
    found = {table.columns[i]: cells.vector(column) for i, column in zip(outcomes, values, strict=True)}
    return Trial(tuple(sides), np.array([place[name] for name in names], np.int64), found, left)


def _is_left_alone(name: str) -> bool:
    return name.lower() in LEFT_ALONE or name.lower().startswith(("no ", "not "))


def sections(table: Table, trial: Trial, rng: np.random.Generator) -> Iterator[Section]:
    known = published(
        "trial", len(trial.side), sum(float(values.sum()) for values in trial.outcomes.values())
    )
    yield _effects(table, trial, known.figures if known else {}, [str(known)] if known else [])
    yield _silent(table, trial, rng)


def _section(table: Table, trial: Trial, title: str, beware: str) -> Section:
    return Section(title, table.file, len(trial.side), "people", "experiment.md", beware, trial.left)


def _effects(table: Table, trial: Trial, figures: dict[str, str], start: list[str]) -> Section:
    section = _section(
        table,
        trial,
        "What the trial adds",
        "only sides that were drawn by lot can be compared; and an outcome chosen afterwards finds what is not there.",
    )
    rows: list[tuple[str, ...]] = []
    for name, values in trial.outcomes.items():
        alone = values[trial.side == 0]
        for place, side in enumerate(trial.sides[1:], 1):
            theirs = values[trial.side == place]
            told = _told(theirs, alone)
            seen = (number(float(theirs.mean()), 4), number(float(alone.mean()), 4))
            if told is None:
                rows.append(
                    (name, side, *seen, "nothing to compare", "", "", figures.get(f"{name}, {side}", ""))
                )
                continue
            plain, drawn = told.plain, told.sceptical
            clear = "clear" if told.is_clear else "not clear"
            rows.append(
                (name, side, *seen, f"{number(plain.mid, 4)} ({between(plain.low, plain.high, 4)})",
                 between(drawn.low, drawn.high, 4), f"{percent(told.chance_more)}, {clear}",
                 figures.get(f"{name}, {side}", ""))
            )  # fmt: skip
    head: tuple[str, ...] = (
        *("outcome", "side", "naive: all of it", "left alone"),
        *("adds (95%)", "sceptical (95%)", "chance that it adds", "published"),
    )
    if not figures:
        head, rows = head[:-1], [row[:-1] for row in rows]
    section.says = [
        *start,
        f"Left alone: “{trial.sides[0]}”, {int((trial.side == 0).sum()):,} people.",
        Figures(head, rows),
    ]
    return section


def _told(theirs: Vector, alone: Vector) -> Effect | None:
    """The prior's hope is what a trial of this size can just see, as would have been declared."""
    groups = _group(theirs), _group(alone)
    if min(len(theirs), len(alone)) < 2:
        return None
    if _is_yes(theirs) and _is_yes(alone):
        together = float(np.concatenate([theirs, alone]).mean())
        hoped = smallest_visible(len(theirs), len(alone), together)
    else:
        error = float(np.sqrt(theirs.var(ddof=1) / len(theirs) + alone.var(ddof=1) / len(alone)))
        hoped = error * (NORMAL.inv_cdf((1 + LEVEL) / 2) + NORMAL.inv_cdf(POWER))
    return effect(*groups, max(hoped, 1e-9))


def _is_yes(values: Vector) -> bool:
    return bool(np.isin(values, (0, 1)).all())


def _group(values: Vector) -> Group:
    return Group.of_yes(int(values.sum()), len(values)) if _is_yes(values) else Group.of_amounts(values)


def _silent(table: Table, trial: Trial, rng: np.random.Generator) -> Section:
    section = _section(
        table,
        trial,
        "Is it silent where nothing is? A/A and shuffled outcomes",
        f"{TIMES} times by lot: 5 in 100 may read as 2 to 9. Shares near 0 err less often than they say.",
    )
    rows = []
    for name, values in trial.outcomes.items():
        alone, both = values[trial.side == 0], values[trial.side <= 1]
        half, theirs = len(alone) // 2, int((trial.side == 1).sum())
        rows.append((name, "left alone, split in two (A/A)", *_wrong(alone, half, rng)))
        rows.append((name, f"outcomes of “{trial.sides[1]}” shuffled", *_wrong(both, theirs, rng)))
    head = ("outcome", "what", "plain interval leaves out none (5%)", "called clear")
    section.says.append(Figures(head, rows))
    return section


def _wrong(values: Vector, n_first: int, rng: np.random.Generator) -> tuple[str, str]:
    found = []
    for _ in range(TIMES):
        mixed = rng.permutation(values)
        told = _told(mixed[:n_first], mixed[n_first:])
        if told is not None:
            found.append((not told.plain.low <= 0 <= told.plain.high, told.is_clear))
    if not found:
        return "nothing to compare", ""
    plain, clear = np.mean(found, axis=0)
    return percent(float(plain)), percent(float(clear))
