"""Holding a name: one process at a time may hold it, and lets go of it by dying.

So a worker that starts knows whether another one lives, and an import that stands half-done can be told
from one that is still being written. SQLite: a locked file in the home folder; PostgreSQL: an advisory lock.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from django.conf import settings
from django.db import Error, connection


@contextmanager
def hold(name: str, *, wait: bool = False) -> Iterator[bool]:
    """Yields whether the name is ours until the block ends. With `wait` it waits for its turn."""
    with _advisory(name, wait) if connection.vendor == "postgresql" else _locked_file(name, wait) as ours:
        yield ours


def is_held(name: str) -> bool:
    """Whether a living process holds the name just now."""
    with hold(name) as ours:
        return not ours


_ours: dict[str, int] = {}


def locked_file(name: str) -> tuple[int, ...]:
    """For a process that we begin: if it inherits this, the name stays held until it has ended too."""
    return (_ours[name],) if name in _ours else ()


@contextmanager
def _advisory(name: str, wait: bool) -> Iterator[bool]:
    number = int.from_bytes(hashlib.sha256(f"goodword {name}".encode()).digest()[:8], signed=True)
    # A connection of its own: Django closes the usual one when it grows old, and the lock would go with it.
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            take = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
            cursor.execute(f"SELECT {take}(%s)", [number])
            ours = wait or bool(cursor.fetchone()[0])
            try:
                yield ours
            finally:
                if ours:
                    # The server notices a closed connection only after a while, and holds the name until then.
                    with suppress(Error):
                        cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
    finally:
        own.close()


@contextmanager
def _locked_file(name: str, wait: bool) -> Iterator[bool]:
    folder = settings.HOME / "held"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = str(folder / re.sub(r"[^A-Za-z0-9]+", "-", name))
    file = _locked(path, wait)
    if file:
        _ours[name] = file.fileno()
    try:
        yield file is not None
    finally:
        if file:
            del _ours[name]
            # Taken away while still locked, so that nobody can hold a file of this name that is not there.
            _take_away(path)
            file.close()


def _locked(path: str, wait: bool) -> IO[str] | None:
    while True:
        file = open(path, "a")  # noqa: SIM115  # stays open for as long as the name is held
        try:
            lock(file, wait=wait)
        except OSError:
            file.close()
            return None
        # Whoever held it before may have taken the file away between our opening and our locking it.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.stat(path), os.fstat(file.fileno())):
                return file
        file.close()


def _take_away(path: str) -> None:
    with suppress(OSError):  # Windows keeps a file that is open
        os.unlink(path)


def lock(file: IO[str], *, wait: bool) -> None:
    """Locks an open file against other processes until it is closed. Raises OSError if it is taken."""
    try:
        import fcntl
    except ImportError:
        import msvcrt  # Windows

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
