"""Many transactions one after another, and somebody who presses a button meanwhile."""

import time

from django.db import connection


def give_way(seconds: float = 0.02) -> None:
    """Between two of many transactions. SQLite keeps no queue: whoever waits looks again now and then, and would
    find the books taken each time."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(seconds)
