"""Many transactions one after another, and somebody who presses a button meanwhile.

SQLite keeps no queue. Whoever waits looks again now and then, in the end every tenth of a second, and would find the
books taken each time. So whoever waits looks often, and whoever writes much rests a little in between.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection

REST = 0.03  # seconds: no button that waits looks less often (an import's own process may: it has time)
WORK = 0.3  # seconds between two rests, if transactions are shorter
LOOK_FOR = 100  # milliseconds in which SQLite looks eight times; then it is told to begin anew
PATIENCE = 20  # seconds


_rested = threading.local()


def give_way() -> None:
    """Between two of many transactions: a rest, if the last one is a while ago."""
    since = time.monotonic() - getattr(_rested, "at", 0.0)
    if connection.vendor == "sqlite" and not connection.in_atomic_block and since > WORK:
        time.sleep(REST)
        _rested.at = time.monotonic()


def wait_well(connection: Any, **_more: Any) -> None:
    """For a connection that has just been made."""
    if connection.vendor == "sqlite":
        connection.connection.execute(f"PRAGMA busy_timeout={LOOK_FOR}")
        if _again not in connection.execute_wrappers:
            connection.execute_wrappers.append(_again)


def _again(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return execute(sql, params, many, context)
        except OperationalError as wrong:
            # Within a transaction, or of many rows, something may be done already.
            is_begun = many or context["connection"].in_atomic_block
            is_taken = getattr(wrong.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if is_begun or not is_taken or time.monotonic() > until:
                raise
            time.sleep(0.001)  # where SQLite does not wait at all
