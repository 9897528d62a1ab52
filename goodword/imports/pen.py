"""Writes beside the reading: what is ready goes into the books in a thread of its own, while more is read.

The more batches go in one transaction, the fewer times a page of an index is written; but whoever presses a button
meanwhile waits for it. So there are as many as went in half a second last time.
"""

import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, Self

from django.db import connection, connections, transaction

from goodword.accounts.turns import give_way

SECONDS = 0.5  # of a transaction
REST = 0.1  # seconds after it: so long at most somebody who waits does not look
MOST = 5  # batches in one: more would only fill the memory


class Writable(Protocol):
    def write(self) -> None: ...


Batch = Sequence[Writable]


class Pen:
    """Batches are written in the order in which they come. A failure is raised at a later one, or at the end."""

    def __enter__(self) -> Self:
        # Within a transaction of the caller's nobody else can write, nor see what it has written.
        self.thread = None if connection.in_atomic_block else ThreadPoolExecutor(1, "pen")
        self.at_once = 1
        self.gathered: list[Batch] = []
        self.under_way: deque[Future[float]] = deque()  # one is written, one waits
        return self

    def write(self, batch: Batch) -> None:
        if self.thread is None:
            _write([batch])
            return
        self.gathered.append(batch)
        if len(self.gathered) >= self.at_once:
            self._hand_over(self.thread)

    def _hand_over(self, thread: ThreadPoolExecutor) -> None:
        while len(self.under_way) > 1:
            self._wait()
        self.under_way.append(thread.submit(_write, self.gathered))
        self.gathered = []

    def _wait(self) -> None:
        """For the eldest; tells its failure."""
        seconds_each = self.under_way.popleft().result()
        self.at_once = max(1, min(MOST, int(SECONDS / max(seconds_each, 0.001))))

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


def _write(batches: Sequence[Batch]) -> float:
    """In one transaction; returns the seconds that each took."""
    begun = time.perf_counter()
    with transaction.atomic():
        for batch in batches:
            for rows in batch:
                rows.write()
    seconds = time.perf_counter() - begun
    give_way(min(seconds, REST))
    return seconds / len(batches)
