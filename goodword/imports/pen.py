"""Writes beside the reading: what is ready goes into the books in a thread of its own, a batch in one short
transaction, while the next is read. On a machine with two cores writing then costs next to nothing."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, Self

from django.db import connection, transaction

AHEAD = 2  # batches that may wait: more would only fill the memory


class Writable(Protocol):
    def write(self) -> None: ...


class Pen:
    """Batches are written in the order in which they come. A failure is raised at the next one, or at the end."""

    def __enter__(self) -> Self:
        # Within a transaction of the caller's nobody else can write, nor see what it has written.
        self.thread = None if connection.in_atomic_block else ThreadPoolExecutor(1, "pen")
        self.under_way: deque[Future[None]] = deque()
        return self

    def write(self, batch: Sequence[Writable]) -> None:
        if self.thread is None:
            _write(batch)
            return
        while len(self.under_way) >= AHEAD:
            self.under_way.popleft().result()
        self.under_way.append(self.thread.submit(_write, batch))

    def catch_up(self) -> None:
        """Wait until all of it is written."""
        while self.under_way:
            self.under_way.popleft().result()

    def __exit__(self, problem: type[BaseException] | None, *_more: object) -> None:
        if self.thread is None:
            return
        if problem:
            for batch in self.under_way:
                batch.cancel()
        self.thread.submit(connection.close)
        self.thread.shutdown()
        if not problem:
            self.catch_up()


def _write(batch: Sequence[Writable]) -> None:
    with transaction.atomic():
        for rows in batch:
            rows.write()
