"""How often one key may ask.

Counted in this process and not in the database: reading should cost no writing, and what is protected is the
machine that this process runs on. Of several web processes each counts for itself.
"""

from datetime import datetime
from threading import Lock

A_MINUTE = 300

_counted: dict[str, tuple[int, int]] = {}  # whose key -> (the minute, how often)
_lock = Lock()


def seconds_to_wait(key: str, at: datetime, most: int = A_MINUTE) -> int:
    """0 if it may ask now, and then it is counted."""
    moment = int(at.timestamp())
    minute = moment // 60
    with _lock:
        then, n = _counted.get(key, (minute, 0))
        n = n if then == minute else 0
        if n >= most:
            return 60 - moment % 60
        _counted[key] = (minute, n + 1)
    return 0
