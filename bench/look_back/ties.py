"""Who knows whom: do those who are chosen reach more than the best-connected?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from goodword.analysis.cascade import mean_spread
from goodword.analysis.network import network
from goodword.analysis.spread import whom_to_tell_first

from . import cells
from .published import published
from .report import Figures, Section, number, percent
from .tables import LeftOut, Table

ENDS = (("one", "other"), ("from", "to"), ("source", "target"))
NEEDS = "ties: one, other (both know each other), or from, to (word goes that way)"
MOST, ONE_OF = 50, 20  # people told first; at most one in so many of all
N_SETS, MOST_WORK = 20_000, 2_000_000


@dataclass(frozen=True, slots=True)
class Known:
    """(m,) each: the ends of each tie, people being places."""

    one: np.ndarray
    other: np.ndarray
    n: int
    both_ways: bool
    left: LeftOut

    @property
    def n_read(self) -> int:
        return len(self.one)


def read(table: Table) -> Known | None:
    if not table.columns and table.width == 2:
        ends, both_ways = (0, 1), not table.note.startswith("# directed")
    else:
        pair = next((pair for pair in ENDS if set(pair) <= set(table.columns)), None)
        if pair is None:
            return None
        ends, both_ways = (table.columns.index(pair[0]), table.columns.index(pair[1])), pair == ENDS[0]
    if table.place("slice") is not None:
        ends = ends[::-1]  # who is asked for advice, by whom: word goes the other way
    left = LeftOut()
    rows = _without_sizes(table, left)
    one, other = cells.columns(rows, {ends[0]: cells.words(), ends[1]: cells.words()}, left)
    place = cells.places([*one, *other])
    return Known(place[: len(one)], place[len(one) :], int(place.max(initial=-1)) + 1, both_ways, left)


def _without_sizes(table: Table, left: LeftOut) -> Table:
    """Some files begin with how many people and ties they hold."""
    if table.columns or not table.rows or table.rows[0][1][1] != str(len(table.rows) - 1):
        return table
    left.add(table.rows[0][0], "it tells how many ties there are")
    return replace(table, rows=table.rows[1:])


def sections(table: Table, known: Known, rng: np.random.Generator) -> Iterator[Section]:
    section = Section(
        "Whom to tell first, beside the best-connected",
        table.file,
        len(known.one),
        "ties",
        "spread.md",
        "how likely a tie is to carry word is a convention. It compares people with each other and is no forecast.",
        known.left,
    )
    is_known = published("ties", len(known.one), known.n)
    section.says += [str(is_known)] if is_known else []
    k = min(MOST, known.n // ONE_OF)
    if not k:
        section.says.append(f"{known.n} people: from {ONE_OF} on there is something to choose.")
        yield section
        return
    net = network(known.one, known.other, known.n, both_ways=known.both_ways)
    told = whom_to_tell_first(net, k, rng, n_sets=N_SETS, most=MOST_WORK)
    by_lot = mean_spread(net, rng.choice(known.n, k, replace=False), rng)
    best = told.best_connected.spread.value
    rows = [
        ("chosen", number(told.chosen.spread.value, 1), number(told.chosen.spread.error, 1)),
        ("naive: the best-connected", number(best, 1), number(told.best_connected.spread.error, 1)),
        ("drawn by lot", number(by_lot.value, 1), number(by_lot.error, 1)),
    ]
    way = "both ways" if known.both_ways else "one way"
    section.says += [
        f"{known.n:,} people, {net.n_ties:,} ties ({way}; {net.n_doubled:,} told twice, {net.n_to_self:,} to oneself); "
        f"{k} are told first.",
        Figures(("who is told first", "reached", "standard error"), rows),
        f"The best-connected reach {percent(best / told.chosen.spread.value)} of what the chosen do. On most real "
        f"networks 94 to 100% was published, 76% where people fall into tribes. {told.why_not}".strip(),
    ]
    yield section
