"""python -m bench: measures, prints, and writes docs/benchmarks.md. `python -m bench small` tries the rooms out;
`python -m bench rooms` and `python -m bench numbers` measure one part anew.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

from .environments import USED
from .report import Line, write_page


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    sales: int
    referrals: int
    cards: int
    matched: tuple[int, ...]  # people against as many people, each size twice the one before
    opened: int  # requests in each round
    visits: int  # in the books; VISITS=100000 tries it with fewer


SIZES = {
    "full": Size(100_000, 1_000_000, 1_000_000, 20_000, (50_000, 100_000, 200_000), 4_000, 10_000_000),
    "small": Size(2_000, 20_000, 10_000, 1_000, (2_500, 5_000, 10_000), 500, 100_000),
}


def main(what: str) -> int:
    parts = {"The rooms": lambda: room_lines(SIZES["full"]), "The numbers": number_lines}
    if what == "small":
        return 0 if _told(room_lines(SIZES["small"])) else 1
    is_met = True
    for part, measure in parts.items():
        if what in ("full", part.split()[-1]):
            lines: list[Line] = []
            is_met &= _told(measure(), lines)
            write_page(part, lines, _machine())
    return 0 if is_met else 1


def _told(measured: Iterable[Line], lines: list[Line] | None = None) -> bool:
    """Each line as soon as it is known; whether all of them are met."""
    kept = lines if lines is not None else []
    for line in measured:
        print(line, flush=True)
        kept.append(line)
    return all(line.is_met for line in kept)


def _machine() -> str:
    ours = {name: version(name) for name in ("numpy", "scipy", "numba", "pyspark")}
    versions = ", ".join(f"{name} {number}" for name, number in (ours | USED).items())
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {versions}"


def room_lines(size: Size) -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="goodword-bench-") as folder:
        home = Path(folder)
        os.environ.pop("DATABASE_URL", None)
        os.environ["GOODWORD_HOME"] = str(home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
        yield from empty_home()
        yield from large_home(home, size.people, size.sales)
        yield from movement_lines(home, size.referrals)
    yield from _opening_lines(size.opened, int(os.environ.get("VISITS", size.visits)))
    from .cards import card_lines
    from .importing import import_lines
    from .matching import matching_lines

    yield from card_lines(size.cards)
    yield from matching_lines(size.matched)
    yield from import_lines(size.people, size.sales)


def number_lines() -> Iterator[Line]:
    """The arithmetic, beside peers from the package index."""
    from .fleet import fleet_lines
    from .growth import growth_lines
    from .learning import learning_lines
    from .lifetime import lifetime_lines
    from .spread import spread_lines

    yield from growth_lines()
    yield from learning_lines()
    yield from lifetime_lines()
    yield from spread_lines()
    yield from fleet_lines()


def _opening_lines(n: int, n_visits: int) -> list[Line]:
    words = [sys.executable, "-m", "bench.opening", str(n), str(n_visits)]
    told = subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout
    return [Line(**line) for line in json.loads(told)]


def empty_home() -> list[Line]:
    """An installation with nothing in it yet: how soon, how big."""
    from .serving import served

    with tempfile.TemporaryDirectory(prefix="goodword-empty-") as folder:
        home = Path(folder) / "home"
        with served(home):
            pass  # the first start makes the database
        with served(home) as server:
            for _ in range(5):
                server.get("/signin/")
            megabytes = server.memory()
            seconds = server.first_page_seconds
    return [
        Line("An empty installation, all processes", f"{megabytes:.0f} MB", "under 200 MB", megabytes < 200),
        Line("From `goodword serve` to the first page", f"{seconds:.2f} s", "within 3 s", seconds <= 3),
    ]


def large_home(home: Path, n_people: int, n_sales: int) -> list[Line]:
    from goodword.site.running import start_django

    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from goodword.accounts.models import Login

    from .figures import figure_lines
    from .large import large_business
    from .pages import page_lines
    from .serving import cookie_for, served
    from .standings import standing_lines

    login = Login.objects.create(email="bench@example.com", password="!")
    today = datetime.now(UTC).date()
    business = large_business(n_people, n_sales, today, login)
    about = f"{n_people:,} people and {n_sales:,} sales"
    lines = standing_lines(business, today, about)
    _make_list(business.pk, today)
    lines += figure_lines(business, about)
    with served(home, settings="bench.settings") as server:
        server.cookie = cookie_for(login.pk)
        lines += page_lines(server, business.code, about)
    return lines


def movement_lines(home: Path, n: int) -> Iterator[Line]:
    """In the same home, with a business of its own."""
    from goodword.accounts.models import Login

    from .forest import large_forest
    from .movement import count_lines, tree_page_lines
    from .serving import cookie_for, served

    login, now = Login.objects.get(), datetime.now(UTC)
    business = large_forest(n, now.date(), login)
    about = f"{n:,} referrals"
    yield from count_lines(business, now, about)
    with served(home, settings="bench.settings") as server:
        server.cookie = cookie_for(login.pk)
        yield from tree_page_lines(server, business, about)


def _make_list(business: int, today: date) -> None:
    from goodword.accounts.models import Business
    from goodword.today.making import make_list

    make_list(Business.objects.get(pk=business), today, datetime.now(UTC))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else "full"))
