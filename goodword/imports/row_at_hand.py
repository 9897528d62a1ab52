"""The row that is being read: where it stands, and what is found wrong with it."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from .records import Mistake
from .tables import Table
from .text import Row, readable

SHOWN = 80  # letters of a cell


class RowAtHand:
    """A mistake refuses the row; with a blemish it is kept, without that cell; undecided, it waits for the owner."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.line = 0
        self.mistakes: list[Mistake] = []
        self.blemishes: list[Mistake] = []
        self.undecided: list[Mistake] = []  # cells with an error, on which it hangs whether the row counts

    def wrong(self, spot: int, cell: str, hint: str) -> None:
        self.refuse(self.table.header[spot], cell, hint)

    def refuse(self, column: str, saw: str, hint: str) -> None:
        """Something is wrong with the row, perhaps what no single cell can tell."""
        self.mistakes.append(Mistake(self.line, column, readable(saw)[:SHOWN], hint))

    def blemish(self, spot: int, cell: str, hint: str) -> None:
        self._once(self.blemishes, spot, cell, hint)

    def undecide(self, spot: int, cell: str) -> None:
        hint = _("The spreadsheet has an error in this cell, which decides whether the row counts. Mend it.")
        self._once(self.undecided, spot, cell, hint)

    def _once(self, told: list[Mistake], spot: int, cell: str, hint: str) -> None:
        one = Mistake(self.line, self.table.header[spot], readable(cell)[:SHOWN], hint)
        if one not in told:  # a cell is asked more than once
            told.append(one)

    def take_what_is_wrong(self) -> tuple[list[Mistake], list[Mistake], list[Mistake]]:
        """Mistakes, blemishes and what is undecided, of this row; the next one begins with none."""
        told = (self.mistakes[:], self.blemishes[:], self.undecided[:])
        for one in (self.mistakes, self.blemishes, self.undecided):
            one.clear()
        return told

    def cells(self, row: Row, but: Collection[int] = ()) -> dict[str, str]:
        """What stands in the row, for the owner who decides on it. Two columns of one name both show."""
        told: dict[str, str] = {}
        for position, cell in enumerate(row):
            if cell.strip() and position not in but:
                header = self.table.header[position] or _("Column %d") % (position + 1)
                told[header if header not in told else f"{header} ({position + 1})"] = cell
        return told
