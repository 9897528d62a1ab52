"""What the files of one upload have told so far. They may have millions of sales: each takes forty bytes here."""

from array import array
from typing import NamedTuple

from .found import FoundSale
from .records import Reading

_MARK = (1 << 64) - 1


class Told(NamedTuple):
    place: int  # where it was told first
    content: int  # the start of its digest


class Places:
    """Number -> where it was told first: a dict of whole numbers in plain arrays, at a third of its memory.

    A number is known by its hash of 64 bits. That two of a million share it happens once in 30 million files, and
    is told then: the second row is left, with its line.
    """

    def __init__(self) -> None:
        self.n = 0
        self._make(1 << 10)

    def _make(self, size: int) -> None:
        self.marks, self.places = array("Q", bytes(8 * size)), array("Q", bytes(8 * size))
        self.contents = array("I", bytes(4 * size))

    def put(self, number: str, told: Told) -> Told | None:
        """Keeps it if it is new, else tells what was kept."""
        if self.n * 3 > len(self.marks) * 2:
            self._grow()
        mark = hash(number) & _MARK or 1
        at = self._slot(mark)
        if self.marks[at]:
            return Told(self.places[at], self.contents[at])
        self.marks[at], self.places[at], self.contents[at] = mark, *told
        self.n += 1
        return None

    def _slot(self, mark: int) -> int:
        """Where it stands, or the free place that it would have."""
        marks, last = self.marks, len(self.marks) - 1
        at = mark & last
        while (there := marks[at]) and there != mark:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        before = self.marks, self.places, self.contents
        self._make(2 * len(self.marks))
        for mark, place, content in zip(*before, strict=True):
            if mark:
                at = self._slot(mark)
                self.marks[at], self.places[at], self.contents[at] = mark, place, content


class Before(NamedTuple):
    line: int
    says_the_same: bool


class Seen:
    LINE = (1 << 32) - 1

    def __init__(self) -> None:
        self.people: dict[str, set[str]] = {}  # account -> digests
        self.n_files = 0
        self.sales: dict[tuple[str, str, bool], Places] = {}  # vendor, account, is it a list of items

    def begin(self, reading: Reading) -> None:
        self.n_files += 1
        self.people.setdefault(reading.account, set())

    def forget(self) -> None:
        """When there is no further file: of a large one it would fill the memory."""
        self.people.clear()
        self.sales.clear()

    def tell(self, shop: tuple[str, str, bool], found: FoundSale, line: int) -> Before | None:
        """Where this sale was told before, if it was."""
        if shop not in self.sales:
            self.sales[shop] = Places()
        told = Told(self.n_files << 32 | line, int(found.digest[:8], 16))
        before = self.sales[shop].put(found.vendor_id, told)
        if before is None:
            return None
        is_here = before.place == told.place  # one record may tell its refund twice
        return Before(before.place & self.LINE, is_here or before.content == told.content)
