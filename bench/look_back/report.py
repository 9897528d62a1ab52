"""What the report says, in markdown: no name of a person, no cell of a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .tables import LeftOut

DOCS = "docs/how-we-count"


@dataclass(frozen=True, slots=True)
class Figures:
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def __str__(self) -> str:
        lines = [self.head, ("---",) * len(self.head), *self.rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)


@dataclass(slots=True)
class Section:
    """One check of one file."""

    title: str
    file: str
    n_read: int
    what: str  # a row is
    page: str
    beware: str
    left: LeftOut = field(default_factory=LeftOut)
    says: list[str | Figures] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [
            f"## {self.title}",
            f"File: `{self.file}`. {self.n_read:,} {self.what} read, {self._left_out()}",
        ]
        parts += [str(one) for one in self.says]
        parts += [
            f"When not to believe it: {self.beware}",
            f"How it is counted: [{self.page}]({DOCS}/{self.page})",
        ]
        return "\n\n".join(parts)

    def _left_out(self) -> str:
        if not self.left.n:
            return "none left out."
        told = []
        for why, count in self.left.counts.items():
            lines = ", ".join(map(str, self.left.lines[why]))
            more = "" if count <= len(self.left.lines[why]) else " and others"
            told.append(f"{count:,} for: {why} (line {lines}{more})")
        return f"{self.left.n:,} left out: " + "; ".join(told) + "."


def number(value: float, digits: int = 2) -> str:
    return "not known" if value != value else f"{value:,.{digits}f}"


def percent(share: float) -> str:
    return "not known" if share != share else f"{100 * share:.0f}%"


def between(low: float, high: float, digits: int = 2) -> str:
    return f"{number(low, digits)} to {number(high, digits)}"
