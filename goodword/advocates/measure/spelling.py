"""Readings as rows: a standing kept holds its signs as numbers; advocates/words.py says them in words."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodword.advocates.rows import Row
from goodword.analysis.standing import MOTIVES, SIGNALS
from goodword.analysis.standing import Standing as Reading
from goodword.analysis.visits import Visits

from .book import Texts

REGULAR_FROM = 4  # visits that make a rhythm
RHYTHMS_SILENT = 3
SHORTEST_GAP = 5.0  # days: a daily guest is not missed on the third day


def rows_of(reading: Reading, came: Visits, people: Sequence[int], texts: Texts) -> Iterator[Row]:
    """One row for each person, in their order.

    Made column by column: a dict and a JSON encoder for each of a hundred thousand people would cost more
    than reading all their sales.
    """
    levels = [column.tolist() for column in reading.levels.T]
    gate = reading.gate.astype(bool).tolist()
    # Three places: a chance that only fades by a hair since yesterday is no change worth a write.
    good = np.round(reading.good, 3).tolist()
    return zip(*levels, gate, good, _silent_days(came), _signs(reading, people, texts), strict=True)


def _silent_days(came: Visits) -> list[str | None]:
    """The day from which each has stayed away for three of their usual gaps; None without a rhythm."""
    gap = np.maximum(np.fmax(came.rhythm, came.mean_gap), SHORTEST_GAP)
    day = came.last + np.ceil(RHYTHMS_SILENT * np.nan_to_num(gap)).astype(np.int64)
    has_rhythm = (came.n_days >= REGULAR_FROM) & (day < date.max.toordinal())
    # Few days are different, so each is spelled once.
    spelled = {one: date.fromordinal(one).isoformat() for one in np.unique(day[has_rhythm]).tolist()}
    return [
        spelled[one] if there else None for one, there in zip(day.tolist(), has_rhythm.tolist(), strict=True)
    ]


def _signs(reading: Reading, people: Sequence[int], texts: Texts) -> list[str]:
    """The signs of each person as JSON: {"reasons": {motive: [[signal, values], ...]}, "missing": [...]}."""
    told: list[list[tuple[int, float, str]]] = [[] for _ in people]
    for row, signal in enumerate(SIGNALS):
        if signal.weight <= 0:
            continue
        there = np.flatnonzero(reading.sizes[row] > 0)
        if not len(there):
            continue
        motive = MOTIVES.index(signal.motive)
        adds = (-signal.weight * reading.sizes[row][there]).tolist()
        names = (signal.fact or signal.name, *signal.values)
        spelled = _spelled(names, [reading.facts[name][there] for name in names])
        said = texts.get(signal.name, {})
        for place, less, values in zip(there.tolist(), adds, spelled, strict=True):
            if text := said.get(people[place]):
                values = ", ".join(filter(None, [values, json.dumps(text)[1:-1]]))
            told[place].append((motive, less, f'["{signal.name}", {{{values}}}]'))
    missing = _missing(reading)
    return [
        f'{{"reasons": {{{_by_motive(signs)}}}, "missing": {none}}}'
        for signs, none in zip(told, missing, strict=True)
    ]


def _spelled(names: Sequence[str], columns: Sequence[NDArray[np.float64]]) -> list[str]:
    """`"visits": 21, "last": 739000` for each person; what is not known (0) is left out."""
    parts = []
    for name, column in zip(names, columns, strict=True):
        whole = bool(np.all(column == np.floor(column)))
        values: list[Any] = column.astype(np.int64).tolist() if whole else np.round(column, 3).tolist()
        parts.append([f'"{name}": {value}' if value else "" for value in values])
    return [", ".join(filter(None, theirs)) for theirs in zip(*parts, strict=True)]


def _by_motive(signs: list[tuple[int, float, str]]) -> str:
    """By motive, the strongest sign first."""
    if len(signs) > 1:
        signs.sort()
    motives: dict[int, list[str]] = {}
    for motive, _less, text in signs:
        motives.setdefault(motive, []).append(text)
    return ", ".join(f'"{MOTIVES[motive]}": [{", ".join(texts)}]' for motive, texts in motives.items())


def _missing(reading: Reading) -> list[str]:
    known: dict[tuple[bool, ...], str] = {}
    spelled = []
    for flags in map(tuple, reading.missing.tolist()):
        if flags not in known:
            known[flags] = json.dumps([motive for motive, lacks in zip(MOTIVES, flags, strict=True) if lacks])
        spelled.append(known[flags])
    return spelled
