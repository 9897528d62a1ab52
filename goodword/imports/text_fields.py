"""The cells of a row as text, by the names of their columns, and those of them that decide what a row counts for.

An error of the spreadsheet's (`#N/A`) is left out and told where the row can do without the cell; where the cell
decides, the row waits for the owner.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goodword.lib.payment_cards import card_key

from .cells import NOTHING, header_key, is_error, is_shortened, says_yes, tidy
from .consents import may_not
from .records import Ground
from .row_at_hand import RowAtHand
from .tables import Table
from .text import Row

Text = Callable[[Row], str]
_LONGEST_NOTHING = max(map(len, NOTHING))


def said(text: str) -> str:
    """The text, unless it only says that there is nothing."""
    return "" if len(text) <= _LONGEST_NOTHING and text.lower() in NOTHING else text


def empty(_row: Row) -> str:
    return ""


class TextFields(RowAtHand):
    """The columns of one table, as text."""

    def __init__(self, table: Table, ground: Ground) -> None:
        super().__init__(table)
        self.ground = ground
        self.decisive: set[int] = set()  # columns on which it hangs what a row counts for
        self.of_cards: set[int] = set()  # columns whose cells are never kept
        self._spots: dict[str, list[int]] = {}
        for position, key in enumerate(table.keys):
            if key:
                self._spots.setdefault(key, []).append(position)

    def spots(self, *names: str) -> list[int]:
        """Positions of all columns that bear one of these names, in the order of the names."""
        found = [spot for name in names for spot in self._spots.get(header_key(name), ())]
        return list(dict.fromkeys(found))

    def has(self, *names: str) -> bool:
        return bool(self.spots(*names))

    def know_as(self, ours: str, *theirs: str) -> None:
        """From now on a column that bears one of their names is found by ours too, after those that bear ours."""
        if spots := self.spots(ours, *theirs):
            self._spots[header_key(ours)] = spots

    def text(self, *names: str) -> Text:
        """The first of these columns that says something."""
        return self.text_at(self.spots(*names))

    def card(self, kind: str, ends: str, number: str = "") -> Text:
        """The card that paid, as lib/payment_cards.py names it."""
        self.of_cards.update(self.spots(ends, number))
        if not self.spots(kind, ends, number):
            return empty
        texts = [self.text(kind), self.text(ends), self.text(number)]
        return lambda row: card_key(*(text(row) for text in texts))

    def text_at(self, spots: list[int]) -> Text:
        if not spots:
            return empty
        if len(spots) > 1:
            return self._first_text(spots)
        spot = spots[0]

        def read(row: Row) -> str:
            cell = row[spot].strip()
            return self._odd(spot, cell) if cell and (cell[0] in "'=#E" or "E+" in cell) else cell

        return read

    def _odd(self, spot: int, cell: str) -> str:
        """A guard is taken off; an error of the spreadsheet's is left out and told, where the row can do without."""
        cell = tidy(cell)
        if is_shortened(cell):
            return self._shortened(spot, cell)
        if not is_error(cell):
            return cell
        if spot in self.decisive:
            self.undecide(spot, cell)
            return cell
        self.blemish(spot, cell, _("The spreadsheet has an error in this cell. It was left out."))
        return ""

    def _shortened(self, spot: int, cell: str) -> str:
        """Two customers, or two sales, would be one by such a number."""
        if spot in self.decisive:
            self.undecide(spot, cell)
        else:
            hint = _("A spreadsheet has shortened this number, and its digits are lost. It was left out.")
            self.blemish(spot, cell, hint)
        return ""

    def _first_text(self, spots: list[int]) -> Text:
        def read(row: Row) -> str:
            for spot in spots:
                if cell := self._odd(spot, row[spot]):
                    return cell
            return ""

        return read

    def texts(self, *names: str) -> list[tuple[str, Text]]:
        """Header and reader of each of these columns."""
        return [(self.table.header[spot], self.text_at([spot])) for spot in self.spots(*names)]

    # What decides whether and how a row counts, or whether somebody may be written to. A row that was asked for such
    # a cell and found an error of the spreadsheet's in it waits for the owner (walking.py), whatever else it says.

    def word(self, *names: str) -> Text:
        """A word that decides (a status, a kind). An error comes back as it stands: a word that nobody knows."""
        return self.word_at(self.spots(*names))

    def word_at(self, spots: list[int]) -> Text:
        self.decisive.update(spots)
        return self.text_at(spots)

    def says_yes(self, *names: str) -> Callable[[Row], bool]:
        """A yes that decides: cancelled, refunded, a test."""
        word = self.word(*names)
        return lambda row: says_yes(word(row))

    def is_told(self, *names: str) -> Callable[[Row], bool]:
        """Whether there is anything in a column, where that decides: the day on which it was cancelled, or paid."""
        word = self.word(*names)

        def read(row: Row) -> bool:
            cell = said(word(row))
            return bool(cell) and not is_error(cell)

        return read

    def sale_number(self, *names: str) -> Text:
        """The vendor's number of a sale, where a row without one is no sale. An error is nobody's number."""
        word = self.word(*names)

        def read(row: Row) -> str:
            cell = word(row)
            return "" if is_error(cell) else cell

        return read

    def says_no(self, *names: str) -> Callable[[Row], bool | None]:
        """False where the file says no; None elsewhere, because an import never says yes for anybody."""
        return self.says_no_at(self.spots(*names))

    def says_no_at(self, spots: list[int]) -> Callable[[Row], bool | None]:
        text = self.word_at(spots)

        def read(row: Row) -> bool | None:
            cell = text(row)
            return False if cell and may_not(cell) else None

        return read
