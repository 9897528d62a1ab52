"""The same thing told twice is kept once, also by two presses at one moment."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

R = TypeVar("R")


def kept_once(find: Callable[[], R | None], keep: Callable[[], R]) -> R:
    """What `find` finds, else what `keep` keeps under a unique key. Of two at one moment the database lets one
    through, and the other finds what that one has kept."""
    if found := find():
        return found
    try:
        with transaction.atomic():
            return keep()
    except IntegrityError:
        if found := find():
            return found
        raise
