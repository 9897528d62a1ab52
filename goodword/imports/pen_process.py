"""The pen's other process: it writes to SQLite while the first one reads on. Run by path, with nothing of ours and
nothing of Django's loaded, so that it is there in a moment and takes little memory.

It is told batches of (statement, rows) and writes each in one transaction. When nobody tells it any more, it ends.
"""

import marshal  # plain values between two processes of one Python
import os
import sys
import time
from typing import IO, Any

try:
    import pysqlite3 as sqlite3  # two writers want the newer one: site/settings.py tells why
except ImportError:
    import sqlite3

Statements = list[tuple[str, list[tuple[object, ...]]]]
Answer = tuple[str, str, float]  # the kind of error and its words, or neither; seconds

HEAD = 8  # bytes that tell the length of what follows
# Indexes grow at random places: with few of their pages at hand each would be written again and again.
PRAGMAS = (
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "cache_size=-64000",
    "wal_autocheckpoint=10000",
)
AT_ONCE = 2000  # rows after which it looks whether it is still wanted


def send(stream: IO[bytes], told: Any) -> None:
    data = marshal.dumps(told)
    stream.write(len(data).to_bytes(HEAD, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """None when the other side has gone."""
    head = stream.read(HEAD)
    data = stream.read(int.from_bytes(head, "big")) if len(head) == HEAD else b""
    is_whole = bool(data) and len(data) == int.from_bytes(head, "big")
    return marshal.loads(data) if is_whole else None  # noqa: S302  # from our own other half


def write(db: sqlite3.Connection, statements: Statements, first: int) -> Answer:
    begun = time.perf_counter()
    try:
        db.execute("BEGIN IMMEDIATE")
        for sql, rows in statements:
            for start in range(0, len(rows), AT_ONCE):
                if os.getppid() != first:
                    os._exit(1)  # the first process was killed: nothing of this stays
                db.executemany(sql, rows[start : start + AT_ONCE])
        db.execute("COMMIT")
    except Exception as wrong:  # noqa: BLE001  # told to the first process, which raises it
        if db.in_transaction:
            db.execute("ROLLBACK")
        return type(wrong).__name__, str(wrong), 0.0
    return "", "", time.perf_counter() - begun


def main() -> None:
    first = os.getppid()
    db = sqlite3.connect(sys.argv[1], timeout=float(sys.argv[2]), isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    while (told := receive(sys.stdin.buffer)) is not None:
        send(sys.stdout.buffer, write(db, told, first))


if __name__ == "__main__":
    main()
