"""`goodword fleet score` by both engines: how many sales in a second, and how much memory at most.

python -m bench.fleet: 2,000 businesses with 2M sales, and one business with 20M. `python -m bench.fleet local 2000000`
tries one engine with one business of that size.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from tests import java

from .fleet_sales import LAST, write_sales
from .report import Line

ROOT = Path(__file__).parent.parent
MOST = 3_000  # MB
FLEET = (2_000, 2_000_000)
ONE = (1, 20_000_000)


def fleet_lines(
    sizes: tuple[tuple[int, int], ...] = (FLEET, ONE), engines: tuple[str, ...] = ("local", "spark")
) -> Iterator[Line]:
    for businesses, sales in sizes:
        with TemporaryDirectory(prefix="goodword-fleet-") as folder:
            write_sales(Path(folder) / "sales", businesses, sales)
            for engine in engines:
                what = f"{sales:,} sales of {businesses:,} business{'es' * (businesses > 1)}, engine {engine}"
                if engine == "spark" and not java.program():
                    yield Line(what, "no Java here", "told", True)
                    continue
                yield _line(what, Path(folder), engine, sales, is_one=businesses == 1)


def _line(what: str, folder: Path, engine: str, sales: int, *, is_one: bool) -> Line:
    seconds, cpu, megabytes = measured(folder, engine, is_one=is_one)
    speed = f"{sales / cpu:,.0f} sales in a second of a core ({cpu:.0f} s; {seconds:.0f} s by the clock)"
    figure = f"{speed}, at most {megabytes:,.0f} MB"
    if engine == "local":
        return Line(what, figure, f"under {MOST:,} MB", megabytes < MOST)
    return Line(what, figure, "told", True)


def measured(folder: Path, engine: str, *, is_one: bool) -> tuple[float, float, float]:
    """Seconds from start to end, those of all cores, and the most memory that the tree of processes held at once."""
    words = [sys.executable, "-m", "goodword", "fleet", "score", folder / "sales", folder / engine]
    words += ["--engine", engine, "--on", LAST, "--home", folder / "home"]
    words += ["--large", 1_000_000] if is_one else []  # by counts also where it is tried with fewer
    begun, most, cpu = time.perf_counter(), 0.0, dict[int, float]()
    with subprocess.Popen(
        [*map(str, words)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            most = max(most, _held(process.pid, cpu))
            time.sleep(0.1)
    if process.returncode:
        raise RuntimeError(f"goodword fleet score --engine {engine} ended with {process.returncode}")
    return time.perf_counter() - begun, sum(cpu.values()), most


def _held(pid: int, cpu: dict[int, float]) -> float:
    """MB of a process and all that it has begun, what they share counted once; notes what each has worked so far."""
    total = 0
    with suppress(psutil.Error):
        for one in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            with suppress(psutil.Error):
                total += one.memory_full_info().pss
                cpu[one.pid] = sum(one.cpu_times()[:2])
    return total / 1e6


if __name__ == "__main__":
    tried = fleet_lines(((1, int(sys.argv[2])),), (sys.argv[1],)) if len(sys.argv) > 2 else fleet_lines()
    for line in tried:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
