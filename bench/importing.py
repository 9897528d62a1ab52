"""A large import beside the least it could be: the csv reader, and the finished rows by executemany.

python -m bench.importing 10000 100000        # so many contacts, so many rows of orders
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from .large_files import write_contacts, write_orders
from .report import Line

MOST, MOST_MEGABYTES = 2.5, 600
AT_ONCE = 20_000
OFTEN_UP_TO = 50_000  # rows whose import takes seconds: five times; more takes minutes, and is done once


def import_lines(n_people: int, n_rows: int) -> list[Line]:
    """Whole and half, so that the page shows how it grows; and what else can be done meanwhile."""
    whole, half = [], []
    for _ in range(5 if n_rows <= OFTEN_UP_TO else 1):
        whole.append(_measured(n_people, n_rows))
        half.append(_measured(n_people // 2, n_rows // 2))
    seconds, least = median(one["import"] for one in whole), median(one["least"] for one in whole)
    megabytes = max(one["megabytes"] for one in whole)
    share = median(one["import"] for one in half) / seconds
    about = f"{n_people:,} contacts and {n_rows:,} rows of orders"
    return [
        Line(
            f"Import of {about}, matching included",
            f"{seconds / least:.1f} times ({seconds:.0f} s; csv reader and executemany {least:.1f} s)",
            f"at most {MOST} times reading and writing the same rows",
            seconds / least <= MOST,
        ),
        Line(
            "Memory of that import at its peak",
            f"{megabytes:.0f} MB",
            f"under {MOST_MEGABYTES} MB",
            megabytes < MOST_MEGABYTES,
        ),
        Line("Half of these rows", f"{share:.2f} of the time", "about half", share < 0.6),
        *_pressed_meanwhile(n_people, n_rows),
    ]


def _pressed_meanwhile(n_people: int, n_rows: int) -> list[Line]:
    words = [sys.executable, "-m", "bench.pressing", str(n_people), str(n_rows)]
    told = subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout
    return [Line(**line) for line in json.loads(told)]


def _measured(n_people: int, n_rows: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="goodword-import-") as name:
        folder = Path(name)
        files = [folder / "contacts.csv", folder / "orders.csv"]
        write_contacts(files[0], n_people)
        write_orders(files[1], n_rows, n_people)
        seconds, megabytes = brought(folder / "home", *files)
        return {"import": seconds, "megabytes": megabytes, "least": _least(folder, files)}


def brought(home: Path, *files: Path) -> tuple[float, float]:
    """Seconds and megabytes that `goodword import` took."""
    opening = [] if home.exists() else ["--country", "US"]
    words = ["import", *opening, "--home", str(home), *map(str, files)]
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "goodword", *words], stdout=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, _megabytes(process.pid))
        time.sleep(0.02)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(f"goodword import ended with {process.returncode}")
    return seconds, most


def _megabytes(pid: int) -> float:
    """What a process and those that it has begun hold just now."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
        begun = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0  # it has just ended
    own = next((line.split()[1] for line in told.splitlines() if line.startswith("VmRSS")), "0")
    return int(own) / 1024 + sum(_megabytes(int(child)) for child in begun)


def _least(folder: Path, files: list[Path]) -> float:
    """The csv reader over the files, and all rows that came of them into empty tables of the same make."""
    import sqlite3

    source = sqlite3.connect(folder / "home" / "goodword.db")
    made = source.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
    )
    target = sqlite3.connect(folder / "least.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
        target.execute(f"PRAGMA {pragma}")
    for (sql,) in made.fetchall():
        target.execute(sql)
    seconds = 0.0
    for path in files:
        begun = time.perf_counter()
        with path.open(newline="") as file:
            for _row in csv.reader(file):
                pass
        seconds += time.perf_counter() - begun
    tables = source.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    for (table,) in tables.fetchall():
        cursor = source.execute(f"SELECT * FROM {table}")
        marks = ", ".join("?" * len(cursor.description))
        while rows := cursor.fetchmany(AT_ONCE):
            begun = time.perf_counter()
            target.execute("BEGIN IMMEDIATE")
            target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            target.execute("COMMIT")
            seconds += time.perf_counter() - begun
    return seconds


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    people, rows = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (100_000, 1_000_000)
    for line in import_lines(people, rows):
        print(line)
