"""Who might speak for the business: four motives, each from named signals, and what an ask may bring.

Nothing here knows what anybody spent: amounts are not an input, so amounts times ten change nothing.
Every weight is in SIGNALS; docs/how-we-count/standing.md is made from it.

Loyalty is the price of admission (`gate`). Beyond it a motive is read from signs, each of which only
ever adds; and `good` is a sum of log-odds over the same signs, so that a fit on the business's own
history can later take the place of these weights, starting from them.
"""

from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodword.analysis.inputs import DAY_MAX, BadInput, BoolVector, Vector, amounts, days
from goodword.analysis.visits import Visits

Matrix: TypeAlias = NDArray[np.float64]
LevelMatrix: TypeAlias = NDArray[np.int8]

MOTIVES = ("loyalty", "story", "access", "name")
UNKNOWN, SOME, CLEAR = 0, 1, 2
SOME_FROM, CLEAR_FROM = 0.15, 0.75
YEAR = 365.25

# Of those who say they would recommend, 12 to 14 in 100 bring a customer (Kumar, Petersen & Leone,
# Harvard Business Review, October 2007). The lower figure, for the plain loyal customer: came on ten
# days within a year, last today, and nothing else is known.
CHANCE_OF_A_REGULAR = 0.12


@dataclass(frozen=True, slots=True)
class Signal:
    """One named sign.

    Its size is the fact, at most `cap`; or, with a `bend`, log(1 + fact / bend), so that the first
    counts most. It halves every `half_life_days` since `since`. `weight` is what one unit adds to its
    motive, `log_odds` what it adds to the log-odds that an ask brings somebody.
    """

    name: str
    motive: str
    weight: float
    log_odds: float
    cap: float
    why: str
    fact: str = ""  # the fact that is counted, if it is not called as the signal is
    bend: float | None = None
    half_life_days: float | None = None
    since: str = ""
    values: tuple[str, ...] = ()  # further facts that its words need


SIGNALS: tuple[Signal, ...] = (
    Signal(
        "visits", "loyalty", 0.10, 0.08, 10, half_life_days=365, since="last", values=("first", "last"),
        why="Acts of loyalty go before bringing others. Days are counted, not money; past ten, more days "
        "say little more. Somebody who stopped coming fades.",
    ),
    Signal(
        "years", "loyalty", 0.20, 0.10, 3, half_life_days=365, since="last", values=("first", "last"),
        why="A client who comes once a year, year after year, is as loyal as one who comes each week.",
    ),
    Signal(
        "wishes_well", "loyalty", 0.30, 0.30, 1,
        why="Known to wish the business well: an ally, family, same trade, staff, or somebody who "
        "said something kind. It opens the gate without a purchase.",
    ),
    Signal(
        "was_sent", "loyalty", 0.10, 0.26, 1,
        why="Customers who were sent by a person stay longer (Schmitt, Skiera & Van den Bulte 2011) and "
        "send 30 to 57 in 100 more (Gershon & Jiang); log 1.30 = 0.26.",
    ),
    Signal(
        "n_talks", "loyalty", 0.04, 0.05, 3, half_life_days=180, since="last_talk_day", values=("last_talk_day",),
        why="Direct contact keeps people close; a small sign, and never enough by itself.",
    ),
    Signal(
        "n_sent", "story", 0.65, 0.80, 10, bend=0.5, half_life_days=730, since="last_sent_day",
        values=("last_sent_day",),
        why="Who has sent somebody has told the story. Counts are heavy-tailed: in a negative binomial with "
        "k = 0.5 each one sent raises what is to be expected as (k + m) / k, whose log this is.",
    ),
    Signal(
        "story_notes", "story", 0.80, 0.15, 2,
        why="They told you a story of their own. That there is one counts, not how long it is.",
    ),
    Signal(
        "access_notes", "access", 0.80, 0.05, 2,
        why="They, or you, said that they know many. In two real chains the number of people somebody says "
        "they know did not predict whom they brought, so it opens a door here but hardly moves the chance.",
    ),
    Signal(
        "has_group", "access", 0.40, 0.05, 1,
        why="A club, school, parents' group, job or organisation stands in the address book.",
    ),
    Signal(
        "name_notes", "name", 0.80, 0.05, 2,
        why="They like to be asked for tips, as noted by you. Near zero in the chance until shown.",
    ),
    Signal(
        "asked_yes", "name", 0.40, 0.40, 2,
        why="They said yes to an ask before.",
    ),
    Signal(
        "asked_no", "name", 0.0, -1.0, 2,
        why="They said no to an ask before. It takes nothing from any motive; the limits on asking "
        "keep them off the list anyway.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What a unit of each sign adds to the log-odds, in the order of SIGNALS, and where they start."""

    log_odds: Vector  # (signals,)
    intercept: float


LOG_ODDS = np.array([signal.log_odds for signal in SIGNALS])


def for_an_ask(log_odds: Vector) -> Weights:
    """These (signals,) weights, starting so that a regular (ten days within a year, last today) stands at
    CHANCE_OF_A_REGULAR: history tells who brings others, hardly how many one more ask would bring."""
    regular = {"visits": 10.0, "years": 1.0}
    theirs = sum(
        adds * regular.get(signal.name, 0.0) for signal, adds in zip(SIGNALS, log_odds.tolist(), strict=True)
    )
    return Weights(log_odds, float(np.log(CHANCE_OF_A_REGULAR / (1 - CHANCE_OF_A_REGULAR)) - theirs))


RULE = for_an_ask(LOG_ODDS)
INTERCEPT = RULE.intercept

# Asked and answered "no, nothing": then it is known, and is not on the list as a question again.
SAID_NO = {"story": "story_said_no", "access": "access_said_no", "name": "name_said_no"}
CAN_BE_ASKED_FOR = tuple(SAID_NO)  # loyalty is found out by waiting, not by a question


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of n people, (n,) each; None, NaN and 0 all mean "not known". Days are ordinals."""

    visits: Visits
    n_sent: ArrayLike | None = None  # evidence as the one who sent somebody
    last_sent_day: ArrayLike | None = None
    was_sent: ArrayLike | None = None  # came by a person
    wishes_well: ArrayLike | None = None  # ally, family, same trade, staff; or said something kind
    story_notes: ArrayLike | None = None
    story_said_no: ArrayLike | None = None
    access_notes: ArrayLike | None = None
    access_said_no: ArrayLike | None = None
    has_group: ArrayLike | None = None  # from tags, job or organisation in the address book
    name_notes: ArrayLike | None = None
    name_said_no: ArrayLike | None = None
    asked_yes: ArrayLike | None = None
    asked_no: ArrayLike | None = None
    n_talks: ArrayLike | None = None
    last_talk_day: ArrayLike | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign of one person: its `values` are numbers (days as ordinals), its words are made elsewhere."""

    motive: str
    signal: str
    values: dict[str, float]
    adds: float  # to its motive


@dataclass(frozen=True, slots=True)
class Standing:
    """The reading of n people on one day. Columns follow MOTIVES, rows of `sizes` follow SIGNALS."""

    on: int
    levels: LevelMatrix  # (n, 4) UNKNOWN, SOME or CLEAR
    sums: Matrix  # (n, 4) what the signs of each motive add up to
    missing: NDArray[np.bool_]  # (n, 4) not known and worth a question
    gate: BoolVector  # (n,) loyal enough, or known to wish the business well
    good: Vector  # (n,) expected newcomers who say yes because of one ask now, 0 to 1
    sizes: Matrix  # (signals, n)
    facts: dict[str, Vector]

    def __len__(self) -> int:
        return len(self.good)


def standing(facts: Facts, on: int, weights: Weights = RULE) -> Standing:
    """Read the standing of everybody in `facts` as of the day `on` (ordinal).

    `weights` only bear on `good`; the words of the motives are the rule's, whatever was learned.
    A day after `on` counts as `on`; leave later rows out beforehand (`visits(..., until=on)`).
    `good` is given for everybody; only who passes the `gate` may be asked, which is for others to keep.
    Raises BadInput, naming the fact and the row.
    """
    if not 1 <= on <= DAY_MAX:
        raise BadInput(f"on: {on} is not a day from 1 to {DAY_MAX}.")
    known = _known(facts)
    sizes = np.empty((len(SIGNALS), len(facts.visits)))
    for row, signal in enumerate(SIGNALS):
        sizes[row] = _size(signal, known, on)
    sums = np.ascontiguousarray((_weights() @ sizes).T)
    levels = ((sums >= SOME_FROM).astype(np.int8) + (sums >= CLEAR_FROM)).astype(np.int8)
    gate = (levels[:, 0] >= SOME) | (known["wishes_well"] > 0) | (known["n_sent"] > 0)
    return Standing(on, levels, sums, _missing(levels, known), gate, chance(sizes, weights), sizes, known)


def chance(sizes: Matrix, weights: Weights = RULE) -> Vector:
    """Expected newcomers from one ask now, (n,), from the (signals, n) sizes: a sum of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-(weights.intercept + weights.log_odds @ sizes))))


def reasons(reading: Standing, i: int) -> list[Reason]:
    """Why person `i` stands as they do: the signs that are there, by motive, the strongest first."""
    if not 0 <= i < len(reading):
        raise BadInput(f"Person {i} is not one of the {len(reading)} read.")
    found = [
        Reason(signal.motive, signal.name, _values(signal, reading, i), signal.weight * size)
        for signal, size in zip(SIGNALS, reading.sizes[:, i].tolist(), strict=True)
        if size > 0 and signal.weight > 0
    ]
    return sorted(found, key=lambda reason: (MOTIVES.index(reason.motive), -reason.adds))


def _values(signal: Signal, reading: Standing, i: int) -> dict[str, float]:
    names = (signal.fact or signal.name, *signal.values)
    return {name: float(reading.facts[name][i]) for name in names if reading.facts[name][i] > 0}


def _known(facts: Facts) -> dict[str, Vector]:
    """Every fact as (n,) floats with 0 for "not known", and those that follow from the visits."""
    came = facts.visits
    n = len(came)
    known = {
        f.name: (days if f.name.endswith("_day") else amounts)(getattr(facts, f.name), f.name, n)
        for f in fields(facts)
        if f.name != "visits"
    }
    known["visits"] = amounts(came.n_days, "visits", n)
    known["first"] = days(came.first, "first", n)
    known["last"] = days(came.last, "last", n)
    known["years"] = (known["last"] - known["first"]) / YEAR
    return known


def _size(signal: Signal, known: dict[str, Vector], on: int) -> Vector:
    size = np.minimum(known[signal.fact or signal.name], signal.cap)
    if signal.bend is not None:
        size = np.log1p(size / signal.bend)
    if signal.half_life_days is None:
        return size
    since = known[signal.since]
    age = np.maximum(on - since, 0.0)
    # Without a day nothing can be said of its age; half is kept, as for a sign one half-life old.
    return np.asarray(size * np.where(since > 0, np.exp2(-age / signal.half_life_days), 0.5))


def _missing(levels: LevelMatrix, known: dict[str, Vector]) -> NDArray[np.bool_]:
    missing = np.zeros(levels.shape, np.bool_)
    for motive in CAN_BE_ASKED_FOR:
        column = MOTIVES.index(motive)
        missing[:, column] = (levels[:, column] == UNKNOWN) & (known[SAID_NO[motive]] == 0)
    return missing


def _weights() -> Matrix:
    """(4, signals): each signal adds to one motive."""
    weights = np.zeros((len(MOTIVES), len(SIGNALS)))
    for column, signal in enumerate(SIGNALS):
        weights[MOTIVES.index(signal.motive), column] = signal.weight
    return weights
