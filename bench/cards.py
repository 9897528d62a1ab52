"""Cards a second, beside vobject reading the same file.

python -m bench.cards 20000
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from .report import Line

TIMES = 5
LEAST = 5


def card_lines(n: int) -> list[Line]:
    from goodword.imports.tests.made_cards import made_cards

    ours, theirs = [], []
    with TemporaryDirectory(prefix="goodword-cards-") as folder:
        path = Path(folder) / "book.vcf"
        path.write_bytes(made_cards(n))
        for _ in range(TIMES):
            ours.append(n / _seconds(_by_us, path, n))
            theirs.append(n / _seconds(_by_vobject, path, n))
    ratio = median(ours) / median(theirs)
    return [
        Line(
            f"Cards a second, {n:,} of the versions 2.1, 3.0 and 4.0 with pictures, folded lines, quoted-printable",
            f"{ratio:.0f} times ({median(ours):,.0f}; vobject {median(theirs):,.0f})",
            f"at least {LEAST} times as many as vobject",
            ratio >= LEAST,
        )
    ]


def _by_us(path: Path) -> int:
    from datetime import date

    from goodword.imports.reading import readings
    from goodword.imports.records import Ground

    ground = Ground("GB", "GBP", "Europe/London", date(2026, 3, 2))
    [reading] = readings(path, path.name, ground)
    return sum(record.person is not None for record in reading.records())


def _by_vobject(path: Path) -> int:
    import vobject

    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _card in vobject.readComponents(stream, ignoreUnreadable=True, allowQP=True))


def _seconds(work: Callable[[Path], int], path: Path, n: int) -> float:
    begun = (
        time.process_time()
    )  # it waits for nothing but a file in memory: what else the machine does is left out
    found = work(path)
    seconds = time.process_time() - begun
    assert found == n, f"{found} of {n} cards read"
    return seconds


if __name__ == "__main__":
    with TemporaryDirectory(prefix="goodword-bench-") as home:
        os.environ["GOODWORD_HOME"] = home
        from goodword.site.running import start_django

        start_django()
        for line in card_lines(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000):
            print(line)
