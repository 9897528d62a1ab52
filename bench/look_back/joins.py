"""Who came, when and by whom: R and k, branches, who brings next, and forecasts with rolling origins."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodword.analysis.growth import fit, maximum_likelihood
from goodword.analysis.inputs import IntVector
from goodword.analysis.joins import Joins
from goodword.analysis.looking_back import look_back
from goodword.analysis.tree import NOBODY, grow
from goodword.analysis.virality import structural_virality

from . import cells
from .forecasts import coverage_section
from .published import published
from .report import Figures, Section, between, number, percent
from .tables import LeftOut, Table

PERSON = ("person", "id", "case id", "customer", "customer id", "name", "member")
SENDER = ("sender", "sent by", "referred by", "referrer", "infector", "brought by")
DAY = ("day", "date", "joined", "joined on", "date of prodrome", "first day", "since")
MONEY = ("amount", "total", "value", "v", "spent", "price", "paid", "revenue")
PLACE = ("place", "village", "city", "commun", "shop")
NEEDS = "who came: person, day, sender (either of the last two may be absent, not both)"
MOST_BRANCHES = 5


@dataclass(frozen=True, slots=True)
class Came:
    """(n,) each; `day` 0 and `sender` NOBODY where nobody knows. `place` is that of each one's own crowd."""

    day: IntVector
    sender: IntVector
    place: IntVector
    left: LeftOut
    told: list[str]
    has_days: bool
    has_senders: bool

    @property
    def n_read(self) -> int:
        return len(self.day)


def read(table: Table) -> Came | None:
    if table.place("own coupon") is not None and table.place("coupon 1") is not None:
        return _coupons(table)
    if table.place("toa") is not None and table.place("commun") is not None:
        return _adoption(table)
    person, sender, day = table.place(*PERSON), table.place(*SENDER), table.place(*DAY)
    if person is None or (sender is None and (day is None or table.place(*MONEY) is not None)):
        return None
    return _rows(table, person, sender, day)


def _rows(table: Table, person: int, sender: int | None, day: int | None) -> Came:
    left, told = LeftOut(), []
    place = None if sender is not None else table.place(*PLACE)
    readers = {person: cells.words()}
    if day is not None:
        readers[day] = cells.days(table, day, may_miss=sender is not None)
        told += [readers[day].told] if readers[day].told else []
    for one in (sender, place):
        if one is not None:
            readers[one] = cells.words(may_miss=True)
    columns = dict(zip(readers, cells.columns(table, readers, left), strict=True))
    names = columns[person]
    row = {name: i for i, name in reversed(list(enumerate(names)))}
    if len(row) < len(names):
        told.append(
            f"{len(names) - len(row):,} rows name a person who stands there before: the first row counts."
        )
        first = sorted(row.values())
        columns = {key: [column[i] for i in first] for key, column in columns.items()}
        names = columns[person]
        row = {name: i for i, name in enumerate(names)}
    up = columns.get(sender, [""] * len(names)) if sender is not None else [""] * len(names)
    strangers = sum(bool(name) and name not in row for name in up)
    if strangers:
        told.append(
            f"{strangers:,} were sent by somebody with no row of their own: taken as come by themselves."
        )
    return Came(
        np.array(columns[day], np.int64) if day is not None else np.zeros(len(names), np.int64),
        np.array([row.get(name, NOBODY) for name in up], np.int64),
        cells.places(columns[place]) if place is not None else np.zeros(len(names), np.int64),
        left,
        told,
        day is not None,
        sender is not None,
    )


def _coupons(table: Table) -> Came:
    """Who came with which coupon, and which coupons each one gave away."""
    own = table.place("own coupon")
    given = [i for i, name in enumerate(table.columns) if name.startswith("coupon ")]
    left = LeftOut()
    readers = {place: cells.words(may_miss=True) for place in (own, *given) if place is not None}
    mine, *theirs = cells.columns(table, readers, left)
    holder = {coupon: i for column in theirs for i, coupon in enumerate(column) if coupon}
    up = np.array([holder.get(coupon, NOBODY) for coupon in mine], np.int64)
    none = np.zeros(len(mine), np.int64)
    return Came(none, up, none, left, [], False, True)


def _adoption(table: Table) -> Came:
    """Steps of adoption, by place. The last step of all holds those who had not by then: they are left out."""
    left = LeftOut()
    toa, commun = table.place("toa"), table.place("commun")
    steps, where = cells.columns(table, {toa: cells.numbers(), commun: cells.words()}, left)  # type: ignore[dict-item]
    step = np.array(steps)
    seen = step < step.max(initial=-np.inf)
    day = np.where(seen, 700_000 + 7 * (step - step.min(initial=0)), 0).astype(np.int64)
    told = [
        f"A step (a month, a year) is taken as a week. {int((~seen).sum())} at the last step had not adopted by then, "
        "and are left out of what is forecast."
    ]
    return Came(day, np.full(len(step), NOBODY), cells.places(where), left, told, True, False)


def sections(table: Table, came: Came, rng: np.random.Generator) -> Iterator[Section]:
    n_links, n = int((came.sender != NOBODY).sum()), len(came.day)
    known = published("joins", n, n_links if came.has_senders else int(came.day.sum()))
    start = [str(known)] if known else []
    if came.has_senders:
        yield _tree(table, came, start)
        yield _shape(table, came)
        if came.has_days:
            yield _who_next(table, came, rng)
    if came.has_days:
        series = {
            f"place {place + 1}": Joins(came.day[here], _within(came.sender, here))
            for place in np.unique(came.place).tolist()
            for here in [np.flatnonzero(came.place == place)]
        }
        section = coverage_section(table.file, series, n, "people", came.left, rng)
        section.says[:0] = [*start, *came.told]
        yield section


def _within(sender: IntVector, here: IntVector) -> IntVector:
    place = np.full(len(sender) + 1, NOBODY)
    place[here] = np.arange(len(here))
    return place[sender[here]]


def _section(table: Table, came: Came, title: str, page: str, beware: str) -> Section:
    return Section(title, table.file, len(came.day), "people", page, beware, came.left)


def _tree(table: Table, came: Came, start: list[str]) -> Section:
    section = _section(
        table,
        came,
        "Who brought whom: how many, how evenly, how soon",
        "growth.md",
        "where nobody asks newcomers who sent them, R is that of the records. Under 10 people it is a guess.",
    )
    tree = grow(came.sender)
    sent = came.sender != NOBODY
    offspring = np.bincount(came.sender[sent], minlength=len(tree))
    r, k = maximum_likelihood(offspring)
    rows = [
        ("people, links", f"{len(tree):,}, {int(sent.sum()):,}"),
        ("generations after the first", str(int(tree.generation.max(initial=1)) - 1)),
        ("R, links per person", number(r, 3)),
        ("k, by maximum likelihood", number(k, 3)),
    ]
    if came.has_days and (came.day > 0).any():
        growth = fit(Joins(came.day, came.sender), int(came.day.max()))
        told = growth.counted
        low, high = growth.interval("r")
        rows += [
            (
                "lag, mean days (naive: of those seen)",
                number(float(told.lags.mean()), 1) if told.n_sent else "not known",
            ),
            ("lag in the end, fitted, days", number(growth.lag_days, 1)),
            ("R in the end, fitted, 90% interval", f"{number(growth.r, 3)} ({between(low, high)})"),
            ("k fitted, 90% interval", f"{number(growth.k, 3)} ({between(*growth.interval('k'))})"),
            ("chance that R is over 1", percent(growth.chance_r_above_one)),
            ("links that cannot be, people without a day", f"{told.n_impossible:,}, {told.n_undated:,}"),
        ]
        section.says += [growth.why_not] if growth.why_not else []
    elif r > 0 and len(tree):
        spread = 1.96 * np.sqrt(r * (1 + r / k) / len(tree))
        rows.append(("R, 95% interval of a negative binomial mean", between(max(r - spread, 0), r + spread)))
    known = published("joins", len(tree), int(sent.sum()))
    head = ("figure", "here", "published") if known else ("figure", "here")
    told_rows = [(*row, known.figures.get(row[0], "")) if known else row for row in rows]
    section.says = [*start, *came.told, *section.says, Figures(head, told_rows)]
    return section


def _shape(table: Table, came: Came) -> Section:
    section = _section(
        table,
        came,
        "Did word pass on, or did one person tell them all?",
        "growth.md",
        "it describes the branches that are there and forecasts nothing; links that nobody noted cut branches short.",
    )
    tree = grow(came.sender)
    virality = structural_virality(tree)
    tops = np.argsort(-np.where(virality > 0, tree.below, -1), kind="stable")[:MOST_BRANCHES]
    rows = [
        (
            f"{int(tree.below[top]) + 1:,}",
            number(float(virality[top])),
            number(2 - 2 / (float(tree.below[top]) + 1)),
            number((float(tree.below[top]) + 2) / 3),
        )
        for top in tops.tolist()
        if virality[top] > 0
    ]
    head = ("people in the branch", "structural virality", "if one had sent all", "if each had sent the next")
    section.says.append(Figures(head, rows) if rows else "Nobody brought anybody: there is no branch.")
    return section


def _who_next(table: Table, came: Came, rng: np.random.Generator) -> Section:
    section = _section(
        table,
        came,
        "Who brings next: those who brought before?",
        "standing.md",
        "with few who brought anybody the interval is wide; one that lies over 0.5 is more than luck.",
    )
    known = came.day > 0
    if not known.any():
        section.says.append("There is no day.")
        return section
    last = int(came.day.max())
    on = int(np.sort(came.day[known])[(known.sum() - 1) // 2])
    here = known & (came.day <= on)
    sent = known & (came.sender != NOBODY)
    before, after = (
        np.bincount(came.sender[sent & when], minlength=len(came.day))[here]
        for when in (came.day <= on, came.day > on)
    )
    outcome = (after > 0).astype(int)
    rankings = {"by lot": rng.random(len(before)), "came lately": came.day[here], "brought before": before}
    told = look_back(rankings, outcome, "by lot", rng)
    if told.why_not:
        section.says.append(told.why_not)
        return section
    shuffled = look_back({**rankings}, rng.permutation(outcome), "by lot", rng)
    rows = [
        (
            name,
            f"{number(one.auc.value)} ({between(one.auc.low, one.auc.high)})",
            percent(one.captured.value),
            number(shuffled.rankings[name].auc.value),
        )
        for name, one in told.rankings.items()
    ]
    section.says += [
        f"When half had come, {last - on} days before the end, there were {told.n:,}. "
        f"Of these {told.n_positive:,} brought somebody since.",
        Figures(("ranked by", "AUC (95%)", "in the top tenth", "AUC of shuffled outcomes (0.5)"), rows),
    ]
    return section
