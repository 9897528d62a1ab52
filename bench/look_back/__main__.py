"""python -m bench.look_back DATA [OUT]: the arithmetic, on data of your own. Nothing is sent anywhere."""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import numpy as np

from goodword.analysis.inputs import BadInput

from . import joins, sales, signs, texts, ties, trial
from .report import Section
from .tables import LeftOut, Table, Text, Unread, found_in, told_names

KINDS = (trial, signs, sales, joins, ties)  # the first that knows a table's columns takes it
VOCABULARY = {
    *(*trial.SIDES, *trial.OUTCOMES, *signs.OUTCOMES, *signs.COUNTS, *sales.PEOPLE, *sales.DAYS),
    *(*joins.SENDER, *joins.MONEY, *joins.PLACE, *(end for pair in ties.ENDS for end in pair)),
}
SEED = 1
USAGE = (
    "Say where the files are: make look-back DATA=folder (and OUT=report.md for another place of the report)."
)


def main(words: list[str]) -> int:
    if not words or not words[0]:
        return _refused(USAGE)
    folder = Path(words[0]).expanduser()
    out = Path(words[1] if len(words) > 1 and words[1] else "look-back.md").expanduser()
    if not folder.is_dir():
        return _refused(f"{folder} is not a folder. {USAGE}")
    report = look_back(folder)
    if report is None:
        return _refused(
            f"There is no file in {folder}. docs/how-we-count/look-back.md tells which files can be read."
        )
    try:
        out.write_text(report, encoding="utf-8")
    except OSError as wrong:
        return _refused(f"The report cannot be written to {out}: {wrong.strerror}.")
    sys.stdout.write(f"{report.count(chr(10) + '## ')} sections: {out}\n")
    return 0


def _refused(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2


def look_back(folder: Path) -> str | None:
    """The report of a folder, the same whenever it is made; None if there is no file."""
    sections, aside, prose, n_files = [], [], [], 0
    for found in found_in(folder):
        n_files += 1
        if isinstance(found, Text):
            prose.append(found)
        elif isinstance(found, Unread):
            aside.append(f"- `{found.file}`: {found.why}.")
        else:
            told = list(_of_table(found))
            sections += told
            aside += [] if told else [_unknown(found)]
    by_folder = texts.levels(prose)
    taken = {one.file for inside in by_folder.values() for some in inside.values() for one in some.values()}
    for above, inside in by_folder.items():
        sections += texts.sections(above, inside)
    lone = [one for one in prose if one.file not in taken]
    aside += [f"- `{one.file}`: sentences, which stand in no folder of a level." for one in lone]
    return _report(sections, aside, n_files) if n_files else None


def _of_table(table: Table) -> Iterator[Section]:
    for kind in KINDS:
        begun = perf_counter()
        known = kind.read(table)
        if known is None:
            continue
        # Each file has a lot of its own, so that a file more or less changes no other's figures.
        rng = np.random.default_rng(SEED)
        if not known.n_read:
            yield _none_read(table, known.left)
            return
        try:
            yield from kind.sections(table, known, rng)
        except BadInput as why:
            yield _none_read(table, known.left, str(why))
        sys.stderr.write(f"{table.file}: {perf_counter() - begun:.1f} s\n")
        return


def _none_read(table: Table, left: LeftOut, why: str = "No row can be read.") -> Section:
    n = len(table.rows) - left.n
    return Section(
        "Not counted", table.file, n, "rows", "look-back.md", "there is nothing to believe.", left, [why]
    )


def _unknown(table: Table) -> str:
    return f"- `{table.file}`: {len(table.rows):,} rows; columns seen: {told_names(table, VOCABULARY)}."


def _report(sections: list[Section], aside: list[str], n_files: int) -> str:
    head = (
        "# Looking back\n\nMade by `make look-back` from "
        f"{n_files:,} files. Nothing was sent anywhere; no name of a person stands here. "
        "A forecast is made from what was known on a past day, and stands beside a naive one and beside what came."
    )
    needs = "\n".join(f"- {kind.NEEDS}" for kind in (*KINDS, texts))
    told = "What can be looked at, by the names of its columns:"
    tail = ["## Files that were not looked at", "\n".join(aside), told, needs] if aside else []
    return "\n\n".join([head, *map(str, sections), *tail]) + "\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
