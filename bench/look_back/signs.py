"""Signs of people as of a past day, and who brought somebody since: the rule, and what history teaches it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from goodword.analysis.inputs import Vector
from goodword.analysis.learning import learn
from goodword.analysis.looking_back import LookBack, look_back
from goodword.analysis.standing import Facts, chance, standing
from goodword.analysis.visits import Visits

from . import cells
from .report import Figures, Section, between, number, percent
from .tables import LeftOut, Table

OUTCOMES = ("brought since", "brought")
COUNTS = tuple(f.name for f in fields(Facts) if f.name != "visits" and not f.name.endswith("_day"))
DATES = tuple(f.name for f in fields(Facts) if f.name.endswith("_day"))
NEEDS = "signs: visits, first, last, " + ", ".join(COUNTS[:3]) + " (any of them), brought since (0 or 1)"


@dataclass(frozen=True, slots=True)
class Signs:
    sizes: np.ndarray
    visits: Vector
    outcome: Vector
    left: LeftOut

    @property
    def n_read(self) -> int:
        return len(self.outcome)


def read(table: Table) -> Signs | None:
    wanted = {
        name: table.place(name.replace("_", " ")) for name in ("visits", "first", "last", *COUNTS, *DATES)
    }
    here = {name: place for name, place in wanted.items() if place is not None}
    outcome = table.place(*OUTCOMES)
    if outcome is None or "visits" not in here or "last" not in here:
        return None
    left = LeftOut()
    readers = {
        place: cells.days(table, place, may_miss=True)
        if name in ("first", "last", *DATES)
        else cells.counts()
        for name, place in here.items()
    }
    columns = cells.columns(table, {**readers, outcome: cells.counts()}, left)
    facts = {name: cells.vector(column) for name, column in zip(here, columns, strict=False)}
    visits, last = facts.pop("visits"), facts.pop("last")
    first = facts.pop("first", last)
    unknown = np.full(len(last), np.nan)
    came = Visits(
        visits.astype(np.int64),
        np.minimum(first, last).astype(np.int64),
        last.astype(np.int64),
        unknown,
        unknown,
    )
    on = max(int(last.max(initial=1)), 1)
    reading = standing(Facts(came, **facts), on)
    return Signs(reading.sizes, visits, (cells.vector(columns[-1]) > 0).astype(np.float64), left)


def sections(table: Table, signs: Signs, rng: np.random.Generator) -> Iterator[Section]:
    section = Section(
        "Does the list find who will bring somebody? The rule, and what was learned",
        table.file,
        len(signs.outcome),
        "people",
        "standing.md",
        "signs that were noted after the day in question know the answer. With under 50 who brought somebody the rule "
        "is as good as what was learned.",
        signs.left,
    )
    outcome = signs.outcome.astype(int)
    mixed = rng.permutation(outcome)
    told, shuffled = (_looked(signs, which, rng) for which in (outcome, mixed))
    if told.why_not or shuffled.why_not:
        section.says.append(told.why_not or shuffled.why_not)
        yield section
        return
    rows = [
        (name, f"{number(one.auc.value)} ({between(one.auc.low, one.auc.high)})", percent(one.captured.value),
         number(shuffled.rankings[name].auc.value))
        for name, one in told.rankings.items()
    ]  # fmt: skip
    head = ("ranked by", "AUC (95%)", "in the top tenth", "AUC of shuffled outcomes (0.5)")
    section.says.append(
        f"{told.n_positive:,} of {told.n:,} brought somebody. Each half is ranked by what the other taught."
    )
    section.says.append(Figures(head, rows))
    yield section


def _looked(signs: Signs, outcome: np.ndarray, rng: np.random.Generator) -> LookBack:
    half = rng.random(len(outcome)) < 0.5
    learned = np.zeros(len(outcome))
    for here in (half, ~half):
        learned[here] = chance(signs.sizes[:, here], learn(signs.sizes[:, ~here], outcome[~here]).fitted)
    rankings = {
        "naive: days they came": signs.visits,
        "the rule": chance(signs.sizes),
        "what was learned": learned,
    }
    return look_back(rankings, outcome, "naive: days they came", rng)
