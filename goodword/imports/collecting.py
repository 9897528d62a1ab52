"""Python looks for circles of objects after every so many new ones: with rows by the million, in vain."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While a large file is read, whose rows hold no circles. It saves a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:  # of two at once the slower one goes on as usual
            gc.enable()
