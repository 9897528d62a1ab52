"""Opening a share link beside a view that does nothing, on one server, by sixteen browsers at once.

    python -m bench.opening 4000 10000000

so many requests in each of five rounds, and so many visits in the books for the second part. It prints its lines as
JSON: it needs a process, and a home, of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from .load import CONNECTIONS, Load, burst
from .report import Line
from .serving import served

ROUNDS = 5
WARM = 500
LEAST_OF_HELLO, LEAST_OF_EMPTY, MOST_SECONDS = 0.9, 0.8, 0.1
LINKS = 400  # among which the visits in the books are, and those that come
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1"
Request = Callable[[int], bytes]


def asking(*paths: str) -> Request:
    """The n-th visitor's request: everybody is another, so every opening is a row."""

    def request(n: int) -> bytes:
        path = paths[n % len(paths)]
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {PHONE} {n}\r\nAccept-Language: en\r\n\r\n"
        return head.encode()

    return request


def in_turn(n: int, first: int, *asked: tuple[int, Request]) -> list[list[Load]]:
    """Bursts of `n` requests, each kind in turn, five times; what is compiled and cached once is not measured."""
    for port, request in asked:
        burst(port, request, first, WARM)
    loads: list[list[Load]] = [[] for _ in asked]
    for nth in range(ROUNDS):
        for place, (port, request) in enumerate(asked):
            loads[place].append(burst(port, request, first + WARM + nth * n, n))
    return loads


def rate(loads: list[Load]) -> float:
    return median(load.rate for load in loads)


def opening_lines(folder: Path, n: int, n_visits: int) -> Iterator[Line]:
    empty, full = (Path(folder) / name for name in ("empty", "full"))
    links = {home: json.loads(_within(home, made)) for home, made in ((empty, 0), (full, n_visits))}
    with ExitStack() as stack:
        ports = {
            home: int(stack.enter_context(served(home, settings="bench.settings")).address.rpartition(":")[2])
            for home in links
        }
        opened = {home: (ports[home], asking(*paths)) for home, paths in links.items()}
        one = (ports[empty], asking(links[empty][0]))
        hello, opening = in_turn(n, 0, (ports[empty], asking("/hello/")), one)
        few, many = in_turn(
            n, WARM + ROUNDS * n, opened[empty], opened[full]
        )  # visitors who were not here yet
    assert not sum(load.refused for load in (*hello, *opening, *few, *many)), "not all were shown the page"
    yield _beside_hello(hello, opening, seconds_of_fsync(folder))
    yield _slowest(opening)
    yield _beside_empty(few, many, n_visits)


def seconds_of_fsync(folder: Path) -> float:
    """What the disk takes for one page, when nobody else writes here."""
    took = []
    with (folder / "page").open("wb") as file:
        for _ in range(100):
            file.write(bytes(4096))
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - begun)
    return median(took)


def _beside_hello(hello: list[Load], opening: list[Load], fsync: float) -> Line:
    ratio = rate(opening) / rate(hello)
    return Line(
        f"Opening a share link, {CONNECTIONS} connections",
        f"{ratio:.2f} of the requests a second ({rate(opening):,.0f}; hello {rate(hello):,.0f}; "
        f"one fsync {fsync * 1000:.1f} ms)",
        f"at least {LEAST_OF_HELLO} of a view that says hello",
        ratio >= LEAST_OF_HELLO,
    )


def _slowest(opening: list[Load]) -> Line:
    seconds = median(load.slowest(0.99) for load in opening)
    return Line(
        "The 99th percentile of these",
        f"{seconds * 1000:.0f} ms",
        f"under {MOST_SECONDS * 1000:.0f} ms",
        seconds < MOST_SECONDS,
    )


def _beside_empty(few: list[Load], many: list[Load], n_visits: int) -> Line:
    ratio = rate(many) / rate(few)
    return Line(
        f"Opening {LINKS} links in turn, {n_visits:,} visits in the books",
        f"{ratio:.2f} of the requests a second ({rate(many):,.0f}; with none {rate(few):,.0f})",
        f"at least {LEAST_OF_EMPTY} of the rate with none",
        ratio >= LEAST_OF_EMPTY,
    )


# The books ----------------------------------------------------------------------------------------


def _within(home: Path, n_visits: int) -> str:
    """Made by a process of its own: Django knows one home at a time."""
    words = [sys.executable, "-m", "bench.opening", "make", str(n_visits)]
    world = {**os.environ, "GOODWORD_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    return subprocess.run(words, env=world, text=True, stdout=subprocess.PIPE, check=True).stdout


def make(n_visits: int) -> list[str]:
    """A business whose links were opened so often in a year; where these are."""
    from goodword.site.running import start_django

    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from goodword.accounts.models import Login, Member
    from goodword.accounts.opening import open_business
    from goodword.people.hand import add_person
    from goodword.referrals.sharing import make_link

    now = datetime.now(UTC)
    login = Login.objects.create(email="bench@example.com", password="!")
    place = {"country": "US", "zone": "America/New_York", "currency": "USD", "language": "en"}
    business = open_business("Corner Bakery", **place, at=now, login=login)
    business.what_we_do, business.public_phone = "real sourdough bread", "+1 207 555 0123"
    business.public_place = "12 Main St, Portland"
    business.save()
    owner = Member.objects.get(login=login)
    links = [
        make_link(add_person(business, owner, now, name=f"Dana {n}", kind="customer"), owner, now)
        for n in range(LINKS)
    ]
    _fill(business.pk, [link.pk for link in links], n_visits)
    return [f"/s/{link.token}/" for link in links]


def _fill(business: int, links: list[int], n: int) -> None:
    """In the order of the key, which is quick to write; a year of days, the last one yesterday."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE one AS WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n"
                       " WHERE n < 999) SELECT n FROM n")  # fmt: skip
        for place, link in enumerate(links):
            here = n // len(links) + (place < n % len(links))
            cursor.execute(
                'INSERT INTO referrals_visit (business_id, link_id, "on", at, visitor, not_counted)'
                " SELECT %s, %s, date('now', '-' || (366 - k * 365 / %s) || ' days'),"
                " datetime('now', '-' || (366 - k * 365 / %s) || ' days'), printf('%%016x', k), ''"
                " FROM (SELECT a.n * 1000 + b.n AS k FROM one AS a, one AS b) WHERE k < %s LIMIT %s",
                [business, link, here + 1, here + 1, here, here],
            )


def main(n: int, n_visits: int) -> None:
    with tempfile.TemporaryDirectory(prefix="goodword-opening-") as folder:
        print(json.dumps([asdict(line) for line in opening_lines(Path(folder), n, n_visits)]))


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    if sys.argv[1] == "make":
        print(json.dumps(make(int(sys.argv[2]))))
    else:
        main(*map(int, sys.argv[1:3]))
