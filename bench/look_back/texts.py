"""The same texts at several levels: does the grade put them in order?"""

from collections.abc import Iterator
from pathlib import Path

from goodword.lib.reading import Reading, check

from .published import published
from .report import Figures, Section, number, percent
from .tables import Text

KNOWN = ("beg", "ele", "easy", "int", "mid", "adv", "hard")
NEEDS = "texts: a folder for each level, named in order (1-easy, 2-hard), with files of the same name in each"


def levels(texts: list[Text]) -> dict[Path, dict[Path, dict[str, Text]]]:
    """By folder: its levels, easiest first, each with its texts by name."""
    found: dict[Path, dict[Path, dict[str, Text]]] = {}
    for one in texts:
        level = one.file.parent
        if level != Path():
            found.setdefault(level.parent, {}).setdefault(level, {})[_name(one.file)] = one
    return {
        above: {level: inside[level] for level in sorted(inside, key=_rank)}
        for above, inside in found.items()
        if len(inside) > 1 and set.intersection(*(set(some) for some in inside.values()))
    }


def _name(file: Path) -> str:
    return file.stem.rsplit("-", 1)[0].strip()


def _rank(level: Path) -> tuple[int, str]:
    name = level.name.lower()
    return next((i for i, start in enumerate(KNOWN) if name.startswith(start)), len(KNOWN)), name


def sections(above: Path, by_level: dict[Path, dict[str, Text]]) -> Iterator[Section]:
    n = sum(map(len, by_level.values()))
    section = Section(
        "Does the reading grade put texts in order?",
        str(above) if above != Path() else "the folder itself",
        n,
        "texts",
        "reading.md",
        "under 100 words a grade says nothing, and in another language than English neither.",
    )
    known = published("texts", n, sum(len(one.text) for some in by_level.values() for one in some.values()))
    section.says += [str(known)] if known else []
    read = {level: {name: check(one.text) for name, one in some.items()} for level, some in by_level.items()}
    names = list(read)
    rows = []
    for i, easy in enumerate(names):
        for hard in names[i + 1 :]:
            both = [
                (read[easy][name], read[hard][name]) for name in sorted(read[easy].keys() & read[hard].keys())
            ]
            rows.append((f"{easy.name} < {hard.name}", *_order(both)))
    section.says.append(
        Figures(("pair of levels", "texts", "by grade", "naive: words in a sentence", "mean grades"), rows)
    )
    yield section


def _order(both: list[tuple[Reading, Reading]]) -> tuple[str, ...]:
    graded = [(a, b) for a, b in both if a.grade is not None and b.grade is not None]
    if not graded:
        return "0", "too short", "", ""
    by_grade = sum((a.grade or 0) < (b.grade or 0) for a, b in graded) / len(graded)
    naive = sum(a.n_words / a.n_sentences < b.n_words / b.n_sentences for a, b in graded) / len(graded)
    means = (sum(one[i].grade or 0 for one in graded) / len(graded) for i in (0, 1))
    return str(len(graded)), percent(by_grade), percent(naive), ", ".join(number(mean, 1) for mean in means)
