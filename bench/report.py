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


def write_page(lines: list[Line], machine: str) -> None:
    rows = "\n".join(
        f"| {line.what} | {line.figure} | {line.bar} | {'yes' if line.is_met else '**no**'} |"
        for line in lines
    )
    PAGE.write_text(
        "# How quick, how big\n\n"
        "Written by `make bench`. Times are medians of five, taken in turn in one run; a ratio is to something "
        "measured beside it, so that it means the same on another machine. What takes minutes (a large import) is "
        "done once. An empty page is one of the same "
        "server with the member signed in and no rows; reading is fetching the used columns through the "
        "database's own cursor; memory is the proportional set size of all processes.\n\n"
        f"Machine: {machine}.\n\n| what | figure | bar | met |\n| --- | --- | --- | --- |\n{rows}\n"
    )
