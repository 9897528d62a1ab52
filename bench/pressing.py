"""While a large file comes in, as an owner brings it: a button is pressed again and again, and the progress read.

    python -m bench.pressing 5000 50000

It prints its lines as JSON: it needs a process, and a home, of its own.
"""

import json
import os
import re
import sqlite3
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from .large_files import write_contacts, write_orders
from .report import Line
from .serving import Server, cookie_for, served

MOST_SECONDS = 2
PEOPLE, SALES = 1_000, 5_000  # in the books before
PAUSE = 0.1
SHOWN = re.compile(r"([\d,]+) of ([\d,]+) rows")
DOING = re.compile(r"<label[^>]*>(.*?)</label>")


@dataclass
class Bringing:
    """One file on its way into the books of a server that somebody else is using."""

    server: Server
    business: str
    people: list[str]  # their codes
    pressed: list[tuple[float, str]] = field(
        default_factory=list
    )  # seconds, and what was being done meanwhile
    counted: list[list[int]] = field(default_factory=list)  # what the page showed, one list for each work

    def bring(self, path: Path) -> None:
        _seconds, page = self.server.post(f"{self.business}files/", *_form_with(path))
        code = page.rstrip("/").rpartition("/")[2]
        self._wait(f"{self.business}files/{code}/work/")
        self.server.post(f"{self.business}files/{code}/keep/", b"")
        self._wait(f"{self.business}files/{code}/work/")

    def _wait(self, work: str) -> None:
        """Until the page has nothing more to show of this work."""
        shown: list[int] = []
        while told := self.server.read(work):
            if found := SHOWN.search(told):
                shown.append(int(found[1].replace(",", "")))
            doing = DOING.search(told)
            self.pressed.append((self._press(), f"{doing[1] if doing else ''} {shown[-1] if shown else ''}"))
            time.sleep(PAUSE)
        self.counted.append(shown)

    def _press(self) -> float:
        """A note and a kind in turn: both write to the books, to standings and to the change log."""
        n = len(self.pressed)
        person = f"{self.business}people/{self.people[n // 2 % len(self.people)]}/"
        if n % 2:
            told = {"kind": "ally" if n % 4 == 1 else "customer"}
            return self.server.post(f"{person}kind/", _fields(told))[0]
        told = {"text": f"Note {n}", "about": "", "key": f"{n:012}"}
        return self.server.post(f"{person}note/", _fields(told))[0]


def _fields(told: dict[str, str]) -> bytes:
    return urllib.parse.urlencode(told).encode()


def _form_with(path: Path) -> tuple[bytes, str]:
    edge = "edge-of-the-form"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{path.name}"\r\n\r\n'
    return (
        head.encode() + path.read_bytes() + f"\r\n--{edge}--\r\n".encode(),
        f"multipart/form-data; boundary={edge}",
    )


def pressing_lines(home: Path, n_people: int, n_rows: int) -> Iterator[Line]:
    from goodword.site.running import start_django

    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from goodword.accounts.models import Login
    from goodword.people.models import Person

    from .large import large_business

    login = Login.objects.create(email="bench@example.com", password="!")
    business = large_business(PEOPLE, SALES, datetime.now(UTC).date(), login)
    people = list(Person.objects.filter(business=business).values_list("code", flat=True))
    write_contacts(home / "contacts.csv", n_people)
    write_orders(home / "orders.csv", n_rows, n_people)
    with served(home) as server:
        server.cookie = cookie_for(login.pk)
        bringing = Bringing(server, f"/b/{business.code}/", people)
        begun = time.perf_counter()
        for name in ("contacts.csv", "orders.csv"):
            bringing.bring(home / name)
        minutes = (time.perf_counter() - begun) / 60
    about = f"{n_people:,} contacts and {n_rows:,} rows of orders come in"
    yield _slowest(bringing.pressed, f"{about} ({minutes:.1f} minutes)")
    yield _progress(bringing.counted, _ends(home), {"contacts.csv": n_people, "orders.csv": n_rows})


def _slowest(pressed: list[tuple[float, str]], about: str) -> Line:
    slowest, meanwhile = max(pressed)
    middle = median(seconds for seconds, _doing in pressed)
    return Line(
        f"A button, pressed {len(pressed):,} times while {about}",
        f"the slowest answer {slowest:.2f} s ({meanwhile.strip()}), the middle one {middle:.2f} s",
        f"each within {MOST_SECONDS} s",
        slowest <= MOST_SECONDS,
    )


def _progress(counted: list[list[int]], ends: list[tuple[str, int, int]], rows: dict[str, int]) -> Line:
    is_upward = all(shown == sorted(shown) for shown in counted)
    is_whole = bool(ends) and all(done == of == rows[file] for file, done, of in ends)
    return Line(
        "The progress that the page shows meanwhile",
        f"read {sum(map(len, counted)):,} times, {'only upward' if is_upward else 'also downward'}; "
        f"ends at {', '.join(f'{done:,} of {of:,}' for _file, done, of in ends)}",
        "only upward, and ends at the number of rows",
        is_upward and is_whole,
    )


def _ends(home: Path) -> list[tuple[str, int, int]]:
    """Where the count of each work ended (looking at a file, then keeping it), and what it was to be."""
    with closing(sqlite3.connect(home / "goodword.db")) as books:
        rows = books.execute(
            "SELECT file, progress, job.state FROM accounts_job AS job "
            "JOIN imports_upload AS upload ON job.key LIKE upload.code || ' %' "
            "WHERE name IN ('imports.look', 'imports.keep') ORDER BY job.id"
        ).fetchall()
    assert all(state == "done" for _file, _progress, state in rows), f"not all was kept: {rows}"
    told = [(file, json.loads(progress)) for file, progress, _state in rows]
    return [(file, one.get("done", 0), one.get("of", 0)) for file, one in told]


def main(n_people: int, n_rows: int) -> None:
    with tempfile.TemporaryDirectory(prefix="goodword-pressing-") as folder:
        os.environ["GOODWORD_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.site.settings")
        print(json.dumps([asdict(line) for line in pressing_lines(Path(folder), n_people, n_rows)]))


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    main(*map(int, sys.argv[1:3]))
