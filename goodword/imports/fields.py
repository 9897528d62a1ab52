"""The cells of a row, by the names of their columns: text, money, days. What a format reads a row with.

A column is looked up once, before the first row; what comes back is a small function of the row. A cell
that cannot be read is noted with its line and column, and the row is then refused, so a format need not
look after mistakes at all.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from goodword.lib import parse_dates, parse_money
from goodword.lib.mails import is_mails

from . import deciding
from .cells import is_error, tidy
from .records import PersonFound
from .text import Row
from .text_fields import Text, TextFields, empty, said
from .words import nobody_sends_themselves, reaches_nobody, slip_in_mail, too_much

__all__ = ["Fields", "Money", "Text", "When", "numbered", "said"]

Money = Callable[[Row, str], int]
When = Callable[[Row], tuple[date | None, datetime | None]]
_NEVER: tuple[None, None] = (None, None)
_CACHED = 50_000


class Fields(TextFields):
    """The columns of one table, for one reading of it from top to bottom."""

    def email(self, *names: str) -> Text:
        return self.email_at(self.spots(*names))

    def email_at(self, spots: list[int]) -> Text:
        """E-mail addresses. What is none is left out, what has a slip in it is kept as it stands; both are told."""
        text = self.text_at(spots)

        def read(row: Row) -> str:
            cell = text(row)
            if not cell or is_mails(cell):
                return cell
            if "*" in cell:  # a***n is masked on purpose
                return cell if "@" in cell else ""
            if "@" in cell:
                self.blemish(spots[0], cell, slip_in_mail())
                return cell
            if said(cell):
                self.blemish(spots[0], cell, reaches_nobody("EMAIL"))
            return ""

        return read

    def sender(self, *names: str) -> Callable[[Row, PersonFound], str]:
        """Who sent this person, as typed. Nobody sends themselves."""
        return self.sender_at(self.spots(*names))

    def sender_at(self, spots: list[int]) -> Callable[[Row, PersonFound], str]:
        text = self.text_at(spots)

        def read(row: Row, person: PersonFound) -> str:
            typed = said(text(row))
            if typed and person.is_called(typed):
                self.blemish(spots[0], typed, nobody_sends_themselves())
                return ""
            return typed

        return read

    # Money

    def currency(self, *names: str, beside: tuple[str, ...] = ()) -> Text:
        """The currency: what its column says, else the sign in the amounts `beside`, else the business's."""
        return self.currency_at(self.spots(*names), self.spots(*beside))

    def currency_at(self, column: list[int], spots: list[int]) -> Text:
        text, home, known = self.word_at(column), self.ground.currency, dict[str, str]()

        def read(row: Row) -> str:
            cell = text(row)
            if cell:
                if cell not in known:
                    known[cell] = parse_money.currency_of(cell, home)
                return known[cell]
            for spot in spots:
                if row[spot][:1].isdecimal() and row[spot][-1].isdecimal():
                    continue
                if code := _sign_in(row[spot], home):
                    return code
            return home

        return read

    def money(self, *names: str) -> Money:
        return self.money_at(self.spots(*names))

    def money_at(self, spots: list[int]) -> Money:
        """Whole cents in the given currency; an empty cell is 0."""
        if not spots:
            return lambda _row, _currency: 0
        if len(spots) > 1:
            readers = [self.money_at([spot]) for spot in spots]
            return lambda row, currency: next(
                (cents for read in readers if (cents := read(row, currency))), 0
            )
        spot = spots[0]
        self.decisive.add(spot)
        mark = deciding.mark(self.table, spot, self.ground)
        purse = parse_money.Purse(mark or ".", self.ground.currency)
        is_open = not mark
        known: dict[str, dict[str, int]] = {}  # per currency, cell -> cents: prices come again and again

        def read(row: Row, currency: str) -> int:
            cell = row[spot]
            if not cell:
                return 0
            try:
                return known[currency][cell]
            except KeyError:
                return new(cell, currency)

        def new(cell: str, currency: str) -> int:
            nonlocal is_open
            if is_open and not cell.isdecimal():
                purse.mark = deciding.find_mark(self.table, spot, self.ground)
                is_open = False
            try:
                cents = purse.read(tidy(cell), currency)[0]
            except parse_money.TooMuch:
                self.wrong(spot, cell, too_much(currency or self.ground.currency))
                return 0
            except parse_money.NotMoney:
                if is_error(tidy(cell)):
                    self.undecide(spot, cell)
                self.wrong(spot, cell, _("This is not an amount. Write it like %s.") % f"1240{purse.mark}00")
                return 0
            cells = known.setdefault(currency, {})
            if len(cells) > _CACHED:
                cells.clear()
            cells[cell] = cents
            return cents

        return read

    def number(self, *names: str) -> Callable[[Row], float]:
        """How many; 1 where the cell does not say."""
        return self.number_at(self.spots(*names))

    def number_at(self, spots: list[int]) -> Callable[[Row], float]:
        text = self.word_at(spots)

        def read(row: Row) -> float:
            cell = text(row)
            try:
                many = float(cell.replace(",", "."))
            except ValueError:
                if is_error(cell):
                    self.wrong(
                        spots[0], cell, _("The spreadsheet has an error in this cell. Write how many.")
                    )
                return 1.0
            return many if abs(many) < 1e9 else 1.0

        return read

    # Days

    def when(self, *names: str, zone: str = "", order: str = "") -> When:
        """The business's day and the moment in UTC. `zone` is where the file's times are told.

        `order`: a vendor that writes days alike in every country leaves nothing to guess.
        """
        return self.when_at(self.spots(*names), zone, order)

    def when_at(self, spots: list[int], zone: str = "", order: str = "") -> When:
        if not spots:
            return lambda _row: _NEVER
        if len(spots) > 1:
            readers = [self.when_at([spot], zone, order) for spot in spots]
            return lambda row: next((when for read in readers if (when := read(row))[0]), _NEVER)
        spot = spots[0]
        if order:
            deciding.settle_order(self.table, spot, order)
        calendar = parse_dates.Calendar(
            deciding.order(self.table, spot, self.ground), self.ground.zone, self.ground.today, zone
        )
        known: dict[str, tuple[date | None, datetime | None]] = {}

        def read(row: Row) -> tuple[date | None, datetime | None]:
            cell = row[spot]
            if not cell:
                return _NEVER
            when = known.get(cell)
            if when is None:
                if not calendar.order and parse_dates.asks_order(cell):
                    calendar.order = deciding.find_order(self.table, spot, self.ground)
                try:
                    when = calendar.read(tidy(cell))
                except parse_dates.NotADate:
                    if not calendar.order:
                        calendar.order = deciding.find_order(self.table, spot, self.ground)
                    self.wrong(spot, cell, self._date_hint(calendar.order))
                    return _NEVER
                if len(known) > _CACHED:
                    known.clear()
                known[cell] = when
            return when

        return read

    def when_in_two(self, day: str, time: str, zone: str, zone_of: Callable[[str], str]) -> When:
        """The day in one column, the time of it in another, and the zone in words in a third."""
        spots, clock, place = self.spots(day), self.text(time), self.text(zone)
        if not spots:
            return lambda _row: _NEVER
        spot = spots[0]
        order = deciding.order(self.table, spot, self.ground) or deciding.home_order(self.table, self.ground)
        calendars: dict[str, parse_dates.Calendar] = {}

        def read(row: Row) -> tuple[date | None, datetime | None]:
            words = place(row)
            calendar = calendars.get(words)
            if calendar is None:
                there = zone_of(words) if words else ""
                calendar = parse_dates.Calendar(order, self.ground.zone, self.ground.today, there)
                calendars[words] = calendar
            cell = tidy(row[spot])
            try:
                return calendar.read(f"{cell} {clock(row)}".strip()) if cell else _NEVER
            except parse_dates.NotADate:
                self.wrong(spot, cell, self._date_hint(order))
                return _NEVER

        return read

    def day(self, *names: str) -> Callable[[Row], date | None]:
        """A day without which the row is still worth keeping."""
        when, spot = self.when(*names), next(iter(self.spots(*names)), 0)

        def read(row: Row) -> date | None:
            before = len(self.mistakes)
            day = when(row)[0]
            self.blemishes += self.mistakes[before:]
            del self.mistakes[before:]
            if day and parse_dates.is_early(day, self.ground.today):
                self.blemish(spot, row[spot], _("This day is still to come. It was left out."))
                return None
            return day

        return read

    def birthday(self, *names: str) -> Text:
        return self.birthday_at(self.spots(*names))

    def birthday_at(self, spots: list[int]) -> Text:
        if not spots:
            return empty
        spot = spots[0]
        order = (
            deciding.order(self.table, spot, self.ground)
            or parse_dates.yearless_order_of(row[spot] for _line, row in self.table.sample)
            or deciding.home_order(self.table, self.ground)
        )

        def read(row: Row) -> str:
            cell = tidy(row[spot])
            if not cell:
                return ""
            try:
                return parse_dates.birthday(cell, order, self.ground.today)
            except parse_dates.NotADate:
                self.blemish(spot, cell, self._date_hint(order))
                return ""

        return read

    def _date_hint(self, order: str) -> str:
        example = "28/02/2026" if order == parse_dates.DAY_FIRST else "02/28/2026"
        return _("This is not a date from 1900 until now. Write it like 2026-02-28 or %s.") % example


def _sign_in(cell: str, home: str) -> str:
    if cell.isascii() and not any(letter.isalpha() or letter == "$" for letter in cell):
        return ""
    try:
        sign = parse_money.split_amount(cell)[2]
    except parse_money.NotMoney:
        return ""
    return parse_money.currency_of(sign, home) if sign else ""


def numbered(fields: Fields, kind: str, *columns: str) -> Iterator[tuple[Text, ...]]:
    """Families such as `Phone 1 - Label, Phone 1 - Value`: the readers of each number that is there."""
    for number in range(1, 100):
        spots = [
            fields.spots(*[f"{kind} {number} {name}" for name in column.split("|")]) for column in columns
        ]
        if not spots[-1]:
            return
        *others, value = spots
        read = fields.email_at if kind == "E-mail" else fields.text_at
        yield (*map(fields.text_at, others), read(value))
