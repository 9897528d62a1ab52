"""The tables of docs/how-we-count/standing.md, written from the weights themselves.

`python -m goodword.analysis.standing_tables docs/how-we-count/standing.md` writes them anew.
"""

import sys
from pathlib import Path

import numpy as np

from goodword.analysis.standing import (
    CHANCE_OF_A_REGULAR,
    CLEAR_FROM,
    INTERCEPT,
    SIGNALS,
    SOME_FROM,
    Signal,
    chance,
)

BEGIN, END = "<!-- made by goodword.analysis.standing_tables -->", "<!-- end of what is made -->"

# What the second table shows: a few plain people, each a set of sizes (see Signal).
PEOPLE: tuple[tuple[str, dict[str, float]], ...] = (
    ("nothing known", {}),
    ("came twice this month", {"visits": 2}),
    ("a regular: ten days within a year, last today", {"visits": 10, "years": 1}),
    ("a regular, sent by a person", {"visits": 10, "years": 1, "was_sent": 1}),
    ("a regular with a story", {"visits": 10, "years": 1, "story_notes": 1}),
    ("a regular who knows many and likes to give tips", {"visits": 10, "years": 1, "access_notes": 1, "name_notes": 1}),
    ("a regular who sent one person just now", {"visits": 10, "years": 1, "n_sent": float(np.log1p(1 / 0.5))}),
    ("a regular who sent three", {"visits": 10, "years": 1, "n_sent": float(np.log1p(3 / 0.5))}),
    ("an ally who never bought", {"wishes_well": 1}),
    ("an ally who sent three", {"wishes_well": 1, "n_sent": float(np.log1p(3 / 0.5))}),
    ("a regular who said no", {"visits": 10, "years": 1, "asked_no": 1}),
)  # fmt: skip


def tables() -> str:
    return "\n".join([*_signals(), "", *_thresholds(), "", *_people(), ""])


def _signals() -> list[str]:
    head = ["| motive | sign | adds to its motive | adds to the log-odds | counted up to | halves after | why |",
            "| --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    return head + [
        f"| {s.motive} | `{s.name}` | {s.weight:g}{_unit(s)} | {s.log_odds:+g}{_unit(s)} | {s.cap:g} "
        f"| {_half_life(s)} | {s.why} |"
        for s in SIGNALS
    ]


def _unit(signal: Signal) -> str:
    return f" x log(1 + count / {signal.bend:g})" if signal.bend else " each"


def _half_life(signal: Signal) -> str:
    return f"{signal.half_life_days:g} days since `{signal.since}`" if signal.half_life_days else "never"


def _thresholds() -> list[str]:
    return [
        f"*Some signs* from a sum of {SOME_FROM:g}, *clear* from {CLEAR_FROM:g}, *not known yet* below.",
        "",
        f"Log-odds start at {INTERCEPT:.3f}, which puts the regular at {CHANCE_OF_A_REGULAR:.0%}.",
    ]


def _people() -> list[str]:
    rows = []
    for words, sizes in PEOPLE:
        column = np.array([[sizes.get(signal.name, 0.0)] for signal in SIGNALS])
        rows.append(f"| {words} | {chance(column)[0]:.3f} |")
    return ["| who | expected newcomers from one ask |", "| --- | --- |", *rows]


def refreshed(page: str) -> str:
    """`page` with what stands between the two marks made anew."""
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n{tables()}{END}{after}"


def main() -> None:
    page = Path(sys.argv[1])
    page.write_text(refreshed(page.read_text("utf-8")), "utf-8")
    print(f"{page}: tables written from the weights")


if __name__ == "__main__":
    main()
