"""Who is who, n people against n: time must grow about as their number.

python -m bench.matching 50000 100000 200000
"""

import gc
import itertools
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from goodword.lib.text import fold
from goodword.people.cards import Card
from goodword.people.matching import groups
from goodword.site.example.names import WORLD

from .importing import brought
from .large_files import write_contacts
from .report import Line

TIMES = 5
MOST = 2.5  # times what half as many people take
NAMES = [[fold(part).split() for part in line.split(" / ")] for line in WORLD]
SYLLABLES = "ba be bo da de di ka ko la le li lo ma mo na ne no ra re ri ro sa so ta te to va vi".split()


def matching_lines(sizes: tuple[int, ...]) -> list[Line]:
    """Each size is twice the one before it."""
    seconds: dict[int, list[float]] = {n: [] for n in sizes}
    one, other = list(_book(sizes[-1], 0)), list(_book(sizes[-1], sizes[-1]))
    for _ in range(TIMES):
        for n in sizes:  # in turn, so that a slow minute of the machine is everybody's
            cards = one[:n] + other[:n]
            random.Random(n).shuffle(cards)
            gc.collect()
            begun = time.process_time()  # it waits for nothing: what else the machine does is left out
            groups(cards)
            seconds[n].append(time.process_time() - begun)
    by_size = {n: median(taken) for n, taken in seconds.items()}
    return [
        *_grown("Who is who, {n} people against {n}", by_size),
        *_grown("The same through the books: {n} people brought by a second file", books_seconds(sizes[:2])),
    ]


def _grown(what: str, seconds: dict[int, float]) -> Iterator[Line]:
    for fewer, more in itertools.pairwise(seconds):
        ratio = seconds[more] / seconds[fewer]
        yield Line(
            what.format(n=f"{more:,}"),
            f"{ratio:.1f} times what {fewer:,} take ({seconds[more]:.1f} s; {seconds[fewer]:.1f} s)",
            f"at most {MOST} times what half as many take",
            ratio <= MOST,
        )


def books_seconds(sizes: tuple[int, ...]) -> dict[int, float]:
    seconds = {}
    for n in sizes:
        with TemporaryDirectory(prefix="goodword-matching-") as name:
            folder = Path(name)
            write_contacts(folder / "first.csv", n)
            write_contacts(folder / "second.csv", n, "met at the fair")
            brought(folder / "home", folder / "first.csv")
            seconds[n], _megabytes = brought(folder / "home", folder / "second.csv")
    return seconds


def _book(n: int, first_id: int) -> Iterator[Card]:
    """The same n people as one of two programs has them: some by their mail, some by their phone, some by neither.

    Names are those of a town of many origins, so that namesakes abound. Of nine people three live together, with
    one family name and one phone; every twentieth is told by a desk's mail, which ten share; of every tenth
    given name only the first letter stands there.
    """
    draw = random.Random(first_id)
    family, givens = "", NAMES[0][0]
    for who in range(n):
        home = who - who % 3 if who % 9 < 3 else who
        if home == who:
            givens, family = _origin(who)
        given = givens[who * 7 % len(givens)]
        short = given if draw.random() < 0.9 else given[0]
        mails = (f"{given}.{family}{who}@example.com",) if draw.random() < 0.8 else ()
        if who % 20 == 0:
            mails = (f"info@firm{who // 200}.example",)
        phones = (f"+44207{home:07}",) if draw.random() < 0.6 else ()
        vendor = (f"shop|{first_id}|{who}",)
        yield Card(
            first_id + who, short, family, f"{short} {family}", vendor_ids=vendor, mails=mails, phones=phones
        )


def _origin(who: int) -> tuple[list[str], str]:
    """Given names to choose from, and a family name: one of the few that many bear, or one of thousands."""
    draw = random.Random(who)
    givens, families = draw.choice(NAMES)
    return givens, draw.choice(families) if draw.random() < 0.5 else "".join(draw.choices(SYLLABLES, k=3))


if __name__ == "__main__":
    told = tuple(int(word) for word in sys.argv[1:]) or (50_000, 100_000, 200_000)
    for line in matching_lines(told):
        print(line)
