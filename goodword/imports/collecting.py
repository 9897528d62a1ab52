"""Python looks for circles of objects after every 700 new ones: with rows by the million, in vain."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

USUAL, SELDOM = gc.get_threshold(), (100_000, 50, 50)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """While a large file is read, whose rows hold no circles. It saves a third of the time."""
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)  # of two at once the slower one goes on as usual
