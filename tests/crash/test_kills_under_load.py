"""Web and worker are killed (kill -9) at random moments while people open share links, say that they come, and sales are
noted: whatever was answered is in the books, and nothing is there twice. KILLS=100 kills as often.
"""

import http.client
import json
import os
import shutil
import struct
import subprocess
import sys
import threading
import urllib.parse
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest

from bench.serving import TOKEN
from tests.crash.installations import WHOLE, Ground, Installation
from tests.postgres import free_port

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "5"))
AFTER = 25  # answers of each kind before the first blow, and after the last
FRAME, PAGE_AT = 24, 8  # of SQLite's write-ahead log
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1"
Ask = Callable[[http.client.HTTPConnection, int], bool]


class Crowd:
    """Clients that go on and on. Who gets no answer asks for the same again, as people do."""

    def __init__(self, street: dict[str, Any], port: int) -> None:
        self.street, self.port = street, port
        self.kept: dict[str, list[str]] = defaultdict(list)  # what was acknowledged, by kind
        self.is_over = threading.Event()
        visit: tuple[str, Ask] = ("visits", self.visit)
        kinds = [visit] * 4 + [("coming", self.come), ("sales", self.buy)]
        self.threads = [
            threading.Thread(target=self.go_on, args=(kind, ask, place))
            for place, (kind, ask) in enumerate(kinds)
        ]

    def go_on(self, kind: str, ask: Ask, place: int) -> None:
        n, line = place, http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.is_over.is_set():
            try:
                is_kept = ask(line, n)
            except (OSError, http.client.HTTPException):
                is_kept = False
                line.close()
                self.is_over.wait(0.02)
            if is_kept:
                self.kept[kind].append(self.named(kind, n))
                n += len(self.threads)
        line.close()

    def named(self, kind: str, n: int) -> str:
        return {"visits": f"{PHONE} {n}", "coming": f"eli{n}@b.example", "sales": f"sale{n}"}[kind]

    def visit(self, line: http.client.HTTPConnection, n: int) -> bool:
        line.request("GET", self.link(n), headers={"User-Agent": self.named("visits", n)})
        answer = line.getresponse()
        return b"Corner Bakery" in answer.read() and answer.status == 200

    def come(self, line: http.client.HTTPConnection, n: int) -> bool:
        told = {"name": f"Eli Number{n}", "reach": self.named("coming", n), "page": ""}
        line.request("POST", self.link(n), urllib.parse.urlencode(told), self.headers(f"{PHONE} {n}"))
        answer = line.getresponse()
        return b"We look forward" in answer.read()

    def buy(self, line: http.client.HTTPConnection, n: int) -> bool:
        person = self.street["people"][n % len(self.street["people"])]
        told = {"amount": "5.00", "on": self.street["on"], "key": self.named("sales", n)}
        path = f"/b/{self.street['business']}/people/{person}/sale/"
        cookie = f"{self.street['cookie']}; csrftoken={TOKEN}"
        line.request("POST", path, urllib.parse.urlencode(told), self.headers(PHONE) | {"Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        return answer.status == 302

    def link(self, n: int) -> str:
        return f"/s/{self.street['links'][n % len(self.street['links'])]}/"

    def headers(self, agent: str) -> dict[str, str]:
        kind = "application/x-www-form-urlencoded"
        return {"User-Agent": agent, "Content-Type": kind, "X-CSRFToken": TOKEN}

    def await_more(self) -> None:
        """Until so many more of each kind are acknowledged."""
        wanted = {kind: len(self.kept[kind]) + AFTER for kind in ("visits", "coming", "sales")}
        for _ in range(9000):  # three minutes: a machine that does much else is slow, not wrong
            if all(len(self.kept[kind]) >= n for kind, n in wanted.items()):
                return
            self.is_over.wait(0.02)
        raise AssertionError(f"wanted {wanted}, acknowledged { {k: len(v) for k, v in self.kept.items()} }")

    def acknowledged(self) -> dict[str, list[str]]:
        return {kind: list(self.kept[kind]) for kind in ("visits", "coming", "sales")}


@contextmanager
def busy(installation: Installation, street: dict[str, Any]) -> Iterator[tuple[Crowd, psutil.Process]]:
    """The server, and a crowd before it; both are gone afterwards."""
    crowd = Crowd(street, free_port())
    process = subprocess.Popen(
        [sys.executable, "-m", "goodword", "serve", "--port", str(crowd.port)],
        env=installation.world,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for thread in crowd.threads:
            thread.start()
        yield crowd, psutil.Process(process.pid)
    finally:
        crowd.is_over.set()
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
        process.kill()
        process.wait()
        for thread in crowd.threads:
            thread.join()


def looked(installation: Installation, *words: str, told: object = None) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.street", *words],
        input=json.dumps(told),
        env=installation.world,
        text=True,
        capture_output=True,
        cwd=WHOLE,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def quiet(ground: Ground) -> tuple[Installation, dict[str, Any]]:
    calm = ground.installation()
    return calm, looked(calm, "open")


@pytest.mark.parametrize("nth", range(KILLS))
def test_what_was_acknowledged_outlives_a_kill_and_is_there_once(ground, quiet, nth):
    calm, street = quiet
    shaken, draw = ground.installation(like=calm), Random(nth)
    with busy(shaken, street) as (crowd, server):
        crowd.await_more()
        crowd.is_over.wait(draw.uniform(0, 0.5))
        for child in server.children(recursive=True):
            child.kill()
        crowd.await_more()  # the server has mended itself
        crowd.is_over.wait(draw.uniform(0, 0.5))
    assert looked(shaken, "look", told=crowd.acknowledged()) == {"missing": [], "twice": []}


@pytest.mark.skipif("os.environ.get('DATABASE_URL')", reason="PostgreSQL keeps its files itself")
@pytest.mark.parametrize("nth", range(KILLS))
def test_a_copy_of_the_files_cut_after_the_last_commit_has_all_that_was_acknowledged(ground, quiet, nth):
    calm, street = quiet
    shaken, copied, draw = ground.installation(like=calm), ground.installation(like=calm), Random(nth)
    with busy(shaken, street) as (crowd, server):
        crowd.await_more()
        crowd.is_over.wait(draw.uniform(0, 0.5))
        tree = [server, *server.children(recursive=True)]
        for process in tree:
            process.suspend()  # so that the files are those of one moment
        told = crowd.acknowledged()
        copy_cut(shaken.home, copied.home)
        for process in tree:
            process.resume()
    assert all(len(told[kind]) >= AFTER for kind in told)
    assert looked(copied, "look", told=told) == {"missing": [], "twice": []}


def copy_cut(home: Path, to: Path) -> None:
    """The books without what no commit has brought to its end: with synchronous=FULL each commit has waited for the
    disk, so this much is there whatever happens to the machine."""
    for old in to.glob("goodword.db*"):
        old.unlink()
    shutil.copy(home / "goodword.db", to)
    log = (home / "goodword.db-wal").read_bytes()
    (to / "goodword.db-wal").write_bytes(log[: end_of_commits(log)])


def end_of_commits(log: bytes) -> int:
    """Where the last frame ends that closes a commit of this turn of the log (sqlite.org/fileformat2.html#walformat)."""
    (page,) = struct.unpack(">I", log[PAGE_AT : PAGE_AT + 4])
    salts, end = log[16:24], 0
    for at in range(32, len(log) - FRAME - page + 1, FRAME + page):
        _number, pages_after_commit = struct.unpack(">II", log[at : at + 8])
        if log[at + 8 : at + 16] != salts:
            break
        if pages_after_commit:
            end = at + FRAME + page
    return end
