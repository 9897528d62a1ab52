"""Corner Bakery: an example business, told as the export files that an owner really has.

`write` makes them anew for any day: some 400 people, three years up to that day, and a few plain
stories to find (stories.py). The same day and seed give the same bytes. Nothing is put into the
books here: the files go through the real import, like anyone's.
"""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random

from . import google, linkedin, outlook, phone, quickbooks, shopify
from .crowd import crowd
from .stories import TOLD, tell_all
from .town import Registry, Someone


def write(folder: Path, today: date, seed: int = 1) -> list[Path]:
    """Write Corner Bakery's six export files into `folder`; return their paths, the orders first.

    Files of an earlier call are written over, so calling it twice leaves the same six files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    people = townspeople(today, seed)
    # Each file draws from a stream of its own: a change to one leaves the others' bytes alone.
    return [
        table(folder / shopify.FILE, shopify.rows(people, today, Random(seed * 100 + 1))),
        table(folder / quickbooks.FILE, quickbooks.rows(people, today)),
        table(folder / google.FILE, google.rows(people, Random(seed * 100 + 2))),
        table(folder / outlook.FILE, outlook.rows(people)),
        text(folder / phone.FILE, "".join(phone.cards(people, Random(seed * 100 + 3)))),
        connections(folder / linkedin.FILE, linkedin.rows(people, today, Random(seed * 100 + 4))),
    ]


def townspeople(today: date, seed: int = 1) -> list[Someone]:
    """Everybody in the files, those of the stories first. Of all visits, only gifts look at the calendar."""
    draw = Random(seed)
    town = Registry(draw, taken=TOLD)
    return [*tell_all(town, draw), *crowd(town, draw, today)]


def table(path: Path, rows: Iterable[list[str]], above: str = "") -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(above)
        csv.writer(out).writerows(rows)
    return path


def connections(path: Path, rows: Iterable[list[str]]) -> Path:
    return table(path, rows, above=f'Notes:\r\n"{linkedin.PREAMBLE}"\r\n\r\n')


def text(path: Path, content: str) -> Path:
    path.write_bytes(content.encode())
    return path
