"""Whether a file holds one of some texts, looked for by a process of its own. Run by path, with nothing of ours loaded.

A process that closes a file lets go of every lock that it holds on it, SQLite's too, whoever took them: another one
may then take the books for closed and delete the log that we still write to. So the file of the books is never
opened beside SQLite (https://www.sqlite.org/howtocorrupt.html, 2.2).
"""

import json
import sys

READ_AT_ONCE = 1 << 22
FOUND, NOT_FOUND = 10, 11


def is_in(path: str, traces: list[bytes]) -> bool:
    longest, tail = max(map(len, traces)), b""
    with open(path, "rb") as file:
        while part := file.read(READ_AT_ONCE):
            window = (tail + part).lower()
            if any(trace in window for trace in traces):
                return True
            tail = window[-longest:]
    return False


if __name__ == "__main__":
    told = [
        trace.encode() for trace in json.load(sys.stdin)
    ]  # not as words of the command: others can read those
    sys.exit(FOUND if is_in(sys.argv[1], told) else NOT_FOUND)
