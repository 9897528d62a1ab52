"""A large import beside the least it could be: the csv reader, and the finished rows by executemany."""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .report import Line

MOST, MOST_MEGABYTES = 2.5, 600
AT_ONCE = 20_000
CONTACTS = "Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,Notes".split(
    ","
)
ORDERS = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity"
)
ORDERS_HEAD = (ORDERS + ",Lineitem name,Lineitem price,Billing Name,Billing City,Id").split(",")
TABLES = ("people_person", "people_claim", "people_way", "sales_sale")


def import_lines(n_people: int, n_rows: int) -> list[Line]:
    """Whole and half, so that the page shows how it grows."""
    whole = _measured(n_people, n_rows)
    half = _measured(n_people // 2, n_rows // 2)
    about = f"{n_people:,} contacts and {n_rows:,} rows of orders"
    ratio = whole["import"] / whole["least"]
    return [
        Line(
            f"Import of {about}, matching included",
            f"{ratio:.1f} times ({whole['import']:.0f} s; csv reader and executemany {whole['least']:.0f} s)",
            f"at most {MOST} times reading and writing the same rows",
            ratio <= MOST,
        ),
        Line(
            "Memory of that import at its peak",
            f"{whole['megabytes']:.0f} MB",
            f"under {MOST_MEGABYTES} MB",
            whole["megabytes"] < MOST_MEGABYTES,
        ),
        Line(
            "Half of these rows",
            f"{half['import'] / whole['import']:.2f} of the time",
            "about half",
            half["import"] / whole["import"] < 0.6,
        ),
    ]


def _measured(n_people: int, n_rows: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="goodword-import-") as name:
        folder = Path(name)
        files = [folder / "contacts.csv", folder / "orders.csv"]
        _write(files[0], CONTACTS, _contacts(n_people))
        _write(files[1], ORDERS_HEAD, _orders(n_rows, n_people))
        begun = time.perf_counter()
        words = ["import", "--country", "US", "--home", str(folder / "home"), *map(str, files)]
        subprocess.run([sys.executable, "-m", "goodword", *words], check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return {"import": seconds, "megabytes": peak, "least": _least(folder, files)}


def _write(path: Path, head: list[str], rows: Iterator[list[Any]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def _contacts(n: int) -> Iterator[list[Any]]:
    for one in range(n):
        given, family = f"Ana{one % 977}", f"Berg{one}"
        phone = f"+1212{one % 9_000_000 + 1_000_000}"
        yield [f"{given} {family}", given, family, f"p{one}@example.com", phone, f"Firm {one % 5000}", ""]


def _orders(n: int, n_people: int) -> Iterator[list[Any]]:
    rng = random.Random(1)
    for one in range(n):
        who = int(n_people * rng.random() ** 2)
        day = f"20{23 + one % 3}-{one % 12 + 1:02}-{one % 28 + 1:02} 09:{one % 60:02}:00 -0500"
        price = f"{rng.randint(200, 4000) / 100:.2f}"
        yield [
            f"#{one + 1001}", f"p{who}@example.com", "paid", day, "USD", price, "0.00", "0.00", price, day,
            1, "Rye loaf", price, f"Ana{who % 977} Berg{who}", "Portland", 5_000_000 + one,
        ]  # fmt: skip


def _least(folder: Path, files: list[Path]) -> float:
    """The csv reader over the files, and the rows that came of them into empty tables of the same make."""
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
    for table in TABLES:
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
