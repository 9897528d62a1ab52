"""Standings as rows: made for everybody at once, and written only where they changed.

A hundred thousand rows are made column by column; a dict and a JSON encoder for each person would cost
more than reading all their sales.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from goodword.analysis.standing import MOTIVES, SIGNALS, Standing
from goodword.analysis.visits import Visits

Texts = dict[str, dict[int, dict[str, str]]]  # signal -> person -> {"text": ...} or {"name": ...}
Row = tuple[Any, ...]  # in the order of COLUMNS

REGULAR_FROM = 4  # visits that make a rhythm
RHYTHMS_SILENT = 3
SHORTEST_GAP = 5.0  # days: a daily guest is not missed on the third day
WRITE_AT_ONCE = 5000
COLUMNS = (*MOTIVES, "may_be_asked", "good", "silent_on", "signs")
INSERT = (
    f'INSERT INTO advocates_standing (business_id, person_id, "on", {", ".join(COLUMNS)}) '  # noqa: S608
    f"VALUES ({', '.join(['%s'] * (3 + len(COLUMNS)))})"
)
UPDATE = (
    f'UPDATE advocates_standing SET "on" = %s, {", ".join(f"{name} = %s" for name in COLUMNS)} '  # noqa: S608
    "WHERE person_id = %s"
)
READ = f"SELECT person_id, {', '.join(COLUMNS)} FROM advocates_standing WHERE business_id = %s"  # noqa: S608


def rows_of(reading: Standing, came: Visits, people: Sequence[int], texts: Texts) -> Iterator[Row]:
    """One row for each person, in their order."""
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
    return [spelled[one] if there else None for one, there in zip(day.tolist(), has_rhythm.tolist(), strict=True)]


def _signs(reading: Standing, people: Sequence[int], texts: Texts) -> list[str]:
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
    return [f'{{"reasons": {{{_by_motive(signs)}}}, "missing": {none}}}' for signs, none in zip(told, missing, strict=True)]


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


def _missing(reading: Standing) -> list[str]:
    known: dict[tuple[bool, ...], str] = {}
    spelled = []
    for flags in map(tuple, reading.missing.tolist()):
        if flags not in known:
            known[flags] = json.dumps([motive for motive, lacks in zip(MOTIVES, flags, strict=True) if lacks])
        spelled.append(known[flags])
    return spelled


def write(business: int, on: date, people: Sequence[int], rows: Iterator[Row], *, whole: bool) -> int:
    """Write what is new or changed; returns how much. `whole`: the rows are everybody's, so who has none loses
    theirs. Short transactions: a button pressed meanwhile need not wait."""
    kept = _kept(business, None if whole else people)
    new: list[Row] = []
    changed: list[Row] = []
    for person, row in zip(people, rows, strict=True):
        before = kept.pop(person, None)
        if before is None:
            new.append((business, person, on, *row))
        elif before != row:
            changed.append((on, *row, person))
    _execute(INSERT, new)
    _execute(UPDATE, changed)
    # Who is not sorted any more, was left out, or joined to somebody.
    _execute("DELETE FROM advocates_standing WHERE person_id = %s", [(person,) for person in kept])
    return len(new) + len(changed) + len(kept)


def _kept(business: int, people: Sequence[int] | None) -> dict[int, Row]:
    """What stands there now, as `rows_of` would make it."""
    sql, given = READ, [business]
    if people is not None:
        sql += f" AND person_id IN ({', '.join(['%s'] * len(people))})"
        given += people
    if people is not None and not people:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found = {}
        while part := cursor.fetchmany(10_000):
            for person, *levels, asked, good, silent, signs in part:
                found[person] = (*levels, bool(asked), good, silent and str(silent), signs)
        return found


def _execute(sql: str, rows: list[Row]) -> None:
    for start in range(0, len(rows), WRITE_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows[start : start + WRITE_AT_ONCE])

