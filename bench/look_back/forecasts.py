"""How often the bands of the growth forecast held on real days: the section that tells it."""

from collections.abc import Mapping

import numpy as np

from goodword.analysis.joins import Joins
from goodword.analysis.widening import POOLED, SCORED_LEVEL

from .coverage import HORIZONS, LEVELS, Forecast, factor_needed, rolling
from .report import Figures, Section, number, percent
from .tables import LeftOut

MOST_SERIES = 30
WAYS = {
    "forecast": "forecast as fitted",
    "widened": f"forecast widened by {POOLED:g}",
    "pace": "naive: pace of 12 weeks",
    "K-factor": "naive: K-factor",
}


def coverage_section(
    file: str, series: Mapping[str, Joins], n: int, what: str, left: LeftOut, rng: np.random.Generator
) -> Section:
    section = Section(
        "Did forecasts of growth hold? Rolling origins",
        file,
        n,
        what,
        "growth.md",
        "forecasts made a week apart share most of their luck, so that the shares below swing. A crowd of which all "
        "have joined at last (a village, an outbreak) ends as no open shop does.",
        left,
    )
    largest = sorted(series, key=lambda name: -len(np.asarray(series[name].day)))[:MOST_SERIES]
    if len(largest) < len(series):
        section.says.append(f"Of {len(series):,} places the {MOST_SERIES} with most people were looked at.")
    forecasts = [
        one for name, joins in series.items() if name in largest for one in rolling(name, joins, rng)
    ]
    if not forecasts:
        section.says.append(
            "Nothing to look back on: it takes more than 10 people, at most 20,000 of them, and 6 weeks of known days."
        )
        return section
    n_days = len({(one.series, one.on) for one in forecasts})
    section.says += [
        f"{len(forecasts):,} forecasts, made as of {n_days:,} past days in {len({one.series for one in forecasts})} "
        "series, each from what was known on that day. A figure is the share of bands in which what came lay.",
        _held(forecasts),
        _by_weeks(forecasts),
        f"For {SCORED_LEVEL:.0%} of its {SCORED_LEVEL:.0%} bands to hold, the forecast would have to be "
        f"widened by {number(factor_needed(forecasts))} here; before a business has eight forecasts of its own "
        f"it is widened by {POOLED:g}.",
    ]
    return section


def share_held(forecasts: list[Forecast], way: str, level: float) -> float:
    return float(np.mean([one.holds[way, level] for one in forecasts]))


def _held(forecasts: list[Forecast]) -> Figures:
    head = ("way", *(f"{100 * level:.0f}% band held" for level in LEVELS))
    rows = [
        (words, *(percent(share_held(forecasts, way, level)) for level in LEVELS))
        for way, words in WAYS.items()
    ]
    return Figures(head, rows)


def _by_weeks(forecasts: list[Forecast]) -> Figures:
    rows = []
    for weeks in HORIZONS:
        some = [one for one in forecasts if one.weeks == weeks]
        if some:
            held = (percent(share_held(some, way, SCORED_LEVEL)) for way in WAYS)
            above = percent(float(np.mean([one.came > one.high for one in some])))
            rows.append((str(weeks), str(len(some)), *held, above, number(factor_needed(some))))
    head = (
        "weeks ahead",
        "forecasts",
        *(f"{way}, 80%" for way in WAYS),
        "more came than the band",
        "widening needed",
    )
    return Figures(head, rows)
