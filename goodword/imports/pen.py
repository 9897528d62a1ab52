"""Writes beside the reading: what is ready goes into the books while more is read.

A small file is written where it is read. Of a larger one a thread hands the batches on: on PostgreSQL to the server,
which is another process; on SQLite, which would want Python's one lock for each row, to a process of its own.

The more batches go in one transaction, the fewer times a page of an index is written; but whoever presses a button
meanwhile waits for it. So there are as many as went in half a second last time.
"""

import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import django.db
from django.db import connection, connections, transaction

from goodword.accounts.holding import locked_file
from goodword.accounts.turns import PATIENCE, give_way

from . import pen_process
from .inserting import Ready

SECONDS = 0.9  # of a transaction: a button waits for one; longer ones write each page of an index less often
MOST = 5  # batches in one: more would only fill the memory
SMALL = 2  # batches that are written before another process is worth its while

Batch = Sequence[Ready]


class Pen:
    """Batches are written in the order in which they come. A failure is raised at a later one, or at the end."""

    def __init__(self, name: str) -> None:
        self.name = name  # what is held for this file: the other process holds it too

    def __enter__(self) -> Self:
        self.thread: ThreadPoolExecutor | None = None
        self.process: Process | None = None
        self.n_written = 0
        self.at_once = 1
        self.gathered: list[Batch] = []
        self.under_way: deque[Future[float]] = deque()  # one is written, one waits
        return self

    def write(self, batch: Batch) -> None:
        self.n_written += 1
        if self.thread is None and self.n_written > SMALL:
            self._go_beside()
        if self.thread is None:
            self._write([batch])
            return
        self.gathered.append(batch)
        if len(self.gathered) >= self.at_once:
            self._hand_over(self.thread)

    def _go_beside(self) -> None:
        # Within a transaction of the caller's nobody else can write, nor see what it has written.
        if connection.in_atomic_block:
            return
        if connection.vendor == "sqlite":
            if not can_begin():
                return
            self.process = Process(connection.settings_dict["NAME"], PATIENCE, locked_file(self.name))
        self.thread = ThreadPoolExecutor(1, "pen")

    def _hand_over(self, thread: ThreadPoolExecutor) -> None:
        while len(self.under_way) > 1:
            self._wait()
        self.under_way.append(thread.submit(self._write, self.gathered))
        self.gathered = []

    def _wait(self) -> None:
        """For the eldest; tells its failure."""
        seconds_each = self.under_way.popleft().result()
        self.at_once = max(1, min(MOST, int(SECONDS / max(seconds_each, 0.001))))

    def _write(self, batches: Sequence[Batch]) -> float:
        """In one transaction; returns the seconds that each took."""
        rows = [ready for batch in batches for ready in batch if ready.values]
        seconds = self.process.write(rows) if self.process else _written(rows)
        give_way()
        return seconds / len(batches)

    def catch_up(self) -> None:
        """Wait until all of it is written."""
        if self.thread and self.gathered:
            self._hand_over(self.thread)
        while self.under_way:
            self._wait()

    def __exit__(self, problem: type[BaseException] | None, *_more: object) -> None:
        if self.thread is None:
            return
        try:
            if not problem:
                self.catch_up()
        finally:
            for batch in self.under_way:
                batch.cancel()
            self.thread.submit(connections.close_all)  # its own: connections are the thread's that asks
            self.thread.shutdown()
            if self.process:
                self.process.end()


def _written(rows: Sequence[Ready]) -> float:
    begun = time.perf_counter()
    with transaction.atomic():
        for ready in rows:
            ready.write()
    return time.perf_counter() - begun


def can_begin() -> bool:
    """Whether another process can open these books: a test's may be in this one's memory, and Windows has no way to
    hand on what is locked."""
    return sys.platform != "win32" and not connection.is_in_memory_db()  # type: ignore[attr-defined]


class Process:
    """The other end of pen_process.py. It holds our file's name until it has ended: if we are killed, nobody takes
    the file for abandoned while it is still written."""

    def __init__(self, books: Path | str, seconds_to_wait: float, held: tuple[int, ...] = ()) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", pen_process.__file__, str(books), str(seconds_to_wait)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=held,
            start_new_session=True,  # Ctrl-C is for the first process, which then ends this one
        )
        assert self.process.stdin and self.process.stdout
        self.to, self.back = self.process.stdin, self.process.stdout

    def write(self, rows: Sequence[Ready]) -> float:
        """In one transaction; returns the seconds that it took. Raises as Django would."""
        answer: Any = None
        with suppress(BrokenPipeError):
            pen_process.send(self.to, [(ready.sql("?"), ready.values) for ready in rows])
            answer = pen_process.receive(self.back)
        if answer is None:
            raise django.db.OperationalError("the process that writes has ended too early")
        kind, words, seconds = answer
        if kind:
            raise getattr(django.db, kind, django.db.DatabaseError)(words)
        return float(seconds)

    def end(self) -> None:
        with suppress(BrokenPipeError):
            self.to.close()
        self.process.wait()
        self.back.close()
