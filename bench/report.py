import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    figure: str
    bar: str
    is_met: bool

    def __str__(self) -> str:
        return f"{'met ' if self.is_met else 'MISSED'}  {self.what}: {self.figure} ({self.bar})"


HEAD = (
    "# How quick, how big\n\n"
    "Written by `make bench`; `make bench PART=numbers` measures one part anew. Times are medians, taken in turn "
    "in one run; a ratio is to something measured beside it, so that it means the same on another machine. What "
    "takes minutes (a large import) is done once. An empty page is one of the same server with the member signed "
    "in and no rows; reading is fetching the used columns through the database's own cursor; memory is the "
    "proportional set size of all processes. Peers are installed from the package index into environments of "
    "their own.\n"
)


def write_page(part: str, lines: list[Line], machine: str) -> None:
    """That part's lines, in the place of those before; the other parts stay as they were measured."""
    told = PAGE.read_text("utf-8") if PAGE.exists() else ""
    parts = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", told, re.M | re.S))
    rows = "\n".join(
        f"| {line.what} | {line.figure} | {line.bar} | {'yes' if line.is_met else '**no**'} |"
        for line in lines
    )
    parts[part] = (
        f"\nMachine: {machine}.\n\n| what | figure | bar | met |\n| --- | --- | --- | --- |\n{rows}\n"
    )
    body = "".join(f"\n## {name}\n{parts[name].rstrip()}\n" for name in sorted(parts, reverse=True))
    PAGE.write_text(HEAD + body, "utf-8")
