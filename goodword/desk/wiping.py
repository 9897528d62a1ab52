"""The bytes of what was deleted.

SQLite overwrites what it frees (PRAGMA secure_delete in the settings), but keeps earlier pages in its log,
and now and then a copy in the gap of a page that was divided. So the log is emptied, the file is read
through, and only if a trace is left it is written anew.

PostgreSQL gives dead rows' room back by its own housekeeping (autovacuum).
"""

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from django.db import connection

from goodword.lib.text import fold

from . import traces_process

# Shorter ones stand in other words by chance.
SHORTEST = 6


def empty_log() -> None:
    """A reader at work only delays it: the next one empties it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def is_left(traces: Collection[str]) -> bool:
    """Whether one of these stands anywhere in the database's file, be it in a page that nobody reads."""
    path = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or not path.is_file():
        return False
    long = [trace for trace in traces if len(trace) >= SHORTEST]
    spelled = {form for trace in long for form in (_small(trace), trace.lower(), fold(trace))}
    if not spelled:
        return False
    words = [sys.executable, "-I", traces_process.__file__, str(path)]
    ended = subprocess.run(words, input=json.dumps(sorted(spelled)), text=True, check=False).returncode
    if ended not in (traces_process.FOUND, traces_process.NOT_FOUND):
        raise OSError(f"{path} could not be looked through")
    return ended == traces_process.FOUND


def _small(text: str) -> str:
    """As a byte for byte comparison with small letters wants it: only A to Z made small."""
    return text.encode().lower().decode()


def rewrite() -> None:
    """Write the whole file anew, without the gaps. Others may read meanwhile; who writes waits."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
        empty_log()
