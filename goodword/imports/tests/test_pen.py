"""What is read is written beside the reading: in order, whole or not at all, and its failures are told."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError

from goodword.accounts.models import Source
from goodword.books.canonical import canonical
from goodword.imports import batches, keeping, pen
from goodword.imports.inserting import Ready
from goodword.imports.keeping import keep
from goodword.imports.models import Upload
from goodword.imports.receiving import receive
from goodword.people.models import Claim, Person
from goodword.sales.models import Sale

from .books import bring
from .test_order import ORDERS, PHONE
from .test_together import business  # noqa: F401


def lines(*numbers, table="t"):
    return Ready(table, ("n",), [(n,) for n in numbers])


class Watched(pen.Pen):
    """Where nothing is really written: what was handed on, and in which transactions."""

    def __enter__(self):
        self.log = []
        return super().__enter__()

    def _go_beside(self):
        self.thread = ThreadPoolExecutor(1)

    def _write(self, batches):
        told = [n for batch in batches for ready in batch for (n,) in ready.values]
        if "wrong" in told:
            raise DatabaseError("the disk is full")
        self.log.append(told)
        return 0.001


def test_batches_are_written_in_their_order_more_at_once_as_they_prove_quick():
    with Watched("") as watched:
        for n in range(40):
            watched.write([lines(n), lines(n)])
    assert [n for told in watched.log for n in told] == [n // 2 for n in range(80)]
    assert max(len(told) for told in watched.log) == 2 * pen.MOST


def breaking(log, n):
    with Watched("") as watched:
        watched.log = log
        for number in range(n):
            watched.write([lines(number)])
        watched.write([lines("wrong")])
        watched.catch_up()
        log.append("a failure was swallowed")


@pytest.mark.parametrize("n", [1, 4])
def test_a_failure_is_told_and_nothing_more_is_written(n):
    log = []
    with pytest.raises(DatabaseError, match="disk is full"):
        breaking(log, n)
    assert log == [[number] for number in range(n)]


# The other process


@pytest.fixture
def books(tmp_path):
    path = tmp_path / "books.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT UNIQUE)")
    return path


def held_in(path):
    with closing(sqlite3.connect(path)) as db:
        return [n for (n,) in db.execute("SELECT n FROM t ORDER BY id")]


def test_what_it_is_told_stands_in_the_books(books):
    process = pen.Process(books, 5)
    assert process.write([lines("a", "b"), lines("c")]) > 0
    assert held_in(books) == ["a", "b", "c"]
    there = Ready("t", ("id", "n"), [(1, "x"), (9, "y")], may_be_there=True)
    process.write([there])
    process.end()
    assert held_in(books) == ["a", "b", "c", "y"]


def test_it_writes_with_the_same_sqlite_as_we_do():
    """Two writers in one log want the one that loses nothing (site/settings.py)."""
    words = [
        sys.executable,
        "-I",
        "-c",
        "import runpy, sys; m = runpy.run_path(sys.argv[1]); print(m['sqlite3'].sqlite_version)",
    ]
    told = subprocess.run([*words, pen.pen_process.__file__], check=True, stdout=subprocess.PIPE, text=True)
    assert told.stdout.strip() == sqlite3.sqlite_version


def test_a_transaction_that_fails_leaves_nothing_and_is_told_as_the_books_would(books):
    process = pen.Process(books, 0.01)
    with pytest.raises(IntegrityError, match="UNIQUE"):
        process.write([lines("a", "b"), lines("b")])
    assert held_in(books) == []
    with pytest.raises(OperationalError, match="no such table"):
        process.write([lines("a", table="nowhere")])
    with closing(sqlite3.connect(books)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            process.write([lines("a")])
    process.write([lines("a")])
    process.end()
    assert held_in(books) == ["a"]


def test_if_it_is_killed_that_is_a_failure(books):
    process = pen.Process(books, 5)
    process.process.kill()
    process.process.wait()
    with pytest.raises(OperationalError, match="ended too early"):
        process.write([lines("a")])
    process.end()


PARENT = """
import sys
from goodword.imports import pen
from goodword.imports.inserting import Ready

process = pen.Process(sys.argv[1], 5)
process.write([Ready("t", ("n",), [("first",)])])
print(process.process.pid, flush=True)
pen.pen_process.send(process.to, [(Ready("t", ("n",), []).sql("?"), [(str(n),) for n in range(200_000)])] * 9)
"""


def test_if_we_are_killed_it_ends_and_nothing_halfway_stays(books):
    words = [sys.executable, "-c", PARENT, str(books)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline()
        parent.kill()
        assert parent.stdout.read() == b""
        # The other one has this pipe too, for as long as it lives.
    assert held_in(books) == ["first"]


IMPORTING = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "goodword.site.settings"
django.setup()
from goodword.imports import batches, pen
batches.SIZE, pen.SMALL = 2, 0
begin = pen.Process.__init__

def told(process, *words):
    print("begun", file=sys.stderr)
    begin(process, *words)

pen.Process.__init__ = told
if sys.argv[1] == "here":
    pen.can_begin = lambda: False
from goodword.site.command import main
sys.argv[:2] = ["goodword"]
sys.exit(main())
"""


def test_a_file_written_by_the_other_process_gives_the_same_books(tmp_path):
    told = {}
    names = [tmp_path / "phone.vcf", tmp_path / "orders.csv"]
    for path, text in zip(names, (PHONE, ORDERS), strict=True):
        path.write_text(text)
    for where in ("here", "there"):
        home = {**os.environ, "GOODWORD_HOME": str(tmp_path / where), "DATABASE_URL": ""}
        words = [sys.executable, "-c", IMPORTING, where, "import", "--country", "US", *names]
        ran = subprocess.run(words, check=True, env=home, capture_output=True)
        assert ran.stderr.count(b"begun") == (2 if where == "there" else 0)
        words = [sys.executable, "-m", "goodword", "export", "--canonical"]
        told[where] = subprocess.run(words, check=True, env=home, stdout=subprocess.PIPE).stdout
    assert told["here"] == told["there"] and told["here"].count(b"\n") > 5


# With real files


def test_who_is_gone_when_the_file_is_written_leaves_the_place_to_a_stranger(business, at, monkeypatch):  # noqa: F811
    """Ana is known by mail and name when the orders are read, and forgotten before they are written."""
    bring(business, PHONE, at, "phone.vcf")
    known = set(Person.every.values_list("pk", flat=True))
    compare = batches.Walk._compare

    def meanwhile(walk, items):
        compare(walk, items)
        Person.every.filter(business=business).delete()

    monkeypatch.setattr(batches.Walk, "_compare", meanwhile)
    bring(business, ORDERS, at, "orders.csv")
    monkeypatch.undo()
    assert known and Sale.objects.filter(person=None).count() == 0
    assert set(Claim.objects.values_list("source__state", flat=True)) == {Source.State.HERE}
    assert Person.objects.count() == len({one.person_id for one in Claim.objects.all()}) > 0


@pytest.mark.parametrize("size", [1, 2, 8000])
def test_the_books_are_the_same_however_many_rows_go_at_once(business, at, monkeypatch, size):  # noqa: F811
    monkeypatch.setattr(batches, "SIZE", size)
    for text, name in (PHONE, "phone.vcf"), (ORDERS, "orders.csv"), (PHONE, "again.vcf"):
        bring(business, text, at, name)
    assert Sale.objects.count() == 3
    whole = canonical(business)
    monkeypatch.undo()
    upload = Upload.objects.get(file="orders.csv")
    keeping.undo(upload, None, at)
    bring(business, ORDERS, at, "orders.csv")
    assert canonical(business) == whole


def test_a_pen_that_breaks_leaves_nothing_of_the_file(business, at, monkeypatch):  # noqa: F811
    upload = receive(business, None, at, "orders.csv", BytesIO(ORDERS.encode()))
    monkeypatch.setattr(batches, "SIZE", 1)
    real, n = pen.Pen.write, [0]

    def breaks(writing, batch):
        n[0] += 1
        real(writing, batch if n[0] < 3 else [lines(1, table="nowhere")])

    monkeypatch.setattr(pen.Pen, "write", breaks)
    with pytest.raises(DatabaseError):
        keep(upload, None, at)
    upload.refresh_from_db()
    assert upload.state == Upload.State.LOOKED
    assert not (Sale.objects.exists() or Person.every.exists() or Claim.objects.exists())
