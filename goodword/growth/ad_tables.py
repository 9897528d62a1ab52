"""What was spent on ads, read from a table as ad programs export it: a day, a campaign, an amount.

Google Ads writes "Day", "Campaign", "Cost" under some lines of its own, with totals below; Meta Ads "Reporting starts",
"Reporting ends", "Campaign name", "Amount spent (USD)". Every line that cannot be read is named, all at once.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from goodword.accounts.models import Business
from goodword.lib.parse_dates import Calendar, NotADate, home_order, is_early, order_of
from goodword.lib.parse_money import NOTHING, NotMoney, Purse, TooMuch, currency_code, home_mark, mark_of
from goodword.lib.text import fold, squeezed

MOST_BYTES = 4_000_000
MOST_LINES = 20_000
HEAD_WITHIN = 30  # lines: above the headings stand a name and a span of days
AHEAD = timedelta(days=366)
LONGEST_WHAT = 120

# Of each row of names the first that the table has is taken.
HEADINGS: dict[str, tuple[str, ...]] = {
    "what": ("campaign", "campaign name", "ad set name", "ad group", "ad name", "ad", "what"),
    "amount": ("cost", "amount spent", "spend", "spent", "total cost", "amount"),
    "from": ("day", "date", "reporting starts", "start date", "starts", "from"),
    "until": ("reporting ends", "end date", "ends", "until", "to"),
    "currency": ("currency code", "currency", "account currency"),
}
ONE_DAY = ("day", "date")
_TOTAL = re.compile(r"(?:grand )?totals?\b|results from \d+")
_BRACKETS = re.compile(r"\(([^)]*)\)")


class Unreadable(ValueError):
    """It is no table of text at all. The message is for the page."""


@dataclass(frozen=True, slots=True)
class Spent:
    """So much for one thing, from one day to another, both included."""

    what: str
    from_on: date
    until_on: date
    cents: int
    currency: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """As web/mistakes.html draws it. `line` is 0 for the whole file."""

    line: int
    hint: str
    column: str = ""
    saw: str = ""


@dataclass(slots=True)
class Table:
    """What a table says; `spent` is only to be kept where there are no mistakes."""

    spent: list[Spent] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    n_totals: int = 0  # lines that add up others
    n_nothing: int = 0  # lines on which nothing was spent


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    cells: dict[str, str]
    first: str


def text_of(raw: bytes) -> str:
    """The text of a file. Raises Unreadable, with words."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(_("This file is too large. Export fewer days, up to 4 MB."))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")  # as Google Ads writes it for Excel
    if b"\0" in raw:
        raise Unreadable(_("This is not a table of text. Export it as CSV, and choose that file."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read_table(text: str, business: Business, today: date) -> Table:
    """What was spent, a row for each campaign and day; or everything that is wrong with it."""
    heading, lines, wrong = _lines(text)
    if any(not one.line for one in wrong):
        return Table(mistakes=wrong)
    return _Reader(business, today, heading, lines, wrong).table()


def _lines(text: str) -> tuple[dict[str, str], list[Line], list[Mistake]]:
    """The heading of each part that was found, and the lines below with their cells by part."""
    if text.count("\n") > MOST_LINES:
        most = _("These are more than %(most)d lines. Export fewer days at a time.") % {"most": MOST_LINES}
        return {}, [], [Mistake(0, most)]
    for separator in "\t;,":
        try:
            rows = _rows(text, separator)
        except csv.Error:
            continue
        for n, (_number, cells) in enumerate(rows[:HEAD_WITHIN]):
            if found := _parts(cells):
                return _below(cells, found, rows[n + 1 :])
    saw = _("No line of headings was found. It needs three: Day, Campaign, and Cost or Amount spent.")
    return {}, [], [Mistake(0, saw)]


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=separator)
    rows = ((reader.line_num, [squeezed(cell) for cell in row]) for row in reader)
    return [(number, cells) for number, cells in rows if any(cells)]


def _parts(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds which part; {} if this is no line of headings."""
    bare = [fold(_BRACKETS.sub("", cell)) for cell in cells]
    found = {
        part: bare.index(name)
        for part, names in HEADINGS.items()
        if (name := next((one for one in names if one in bare), ""))
    }
    return found if "amount" in found and ("what" in found or "from" in found) else {}


def _below(
    heads: list[str], parts: dict[str, int], rows: list[tuple[int, list[str]]]
) -> tuple[dict[str, str], list[Line], list[Mistake]]:
    heading = {part: heads[column] for part, column in parts.items()}
    wrong = []
    if "from" not in parts:
        wrong.append(Mistake(0, _("No column tells the day. Export it day by day, or add a column “Day”.")))
    if "what" not in parts:
        wrong.append(Mistake(0, _("No column tells what the ad was. Add a column “Campaign”.")))
    lines = []
    for number, cells in rows:
        if any(cells[len(heads) :]):
            hint = _("This line has more cells than headings. A cell with a comma in it needs quotes.")
            wrong.append(Mistake(number, hint, saw=cells[len(heads)]))
            continue
        told = {part: cells[column] if column < len(cells) else "" for part, column in parts.items()}
        lines.append(Line(number, told, fold(next(filter(None, cells)))))
    return heading, lines, wrong


class _Reader:
    """Reads the lines of one table. How a column writes days and cents is told by the whole column."""

    def __init__(
        self,
        business: Business,
        today: date,
        heading: dict[str, str],
        lines: list[Line],
        mistakes: list[Mistake],
    ) -> None:
        self.heading, self.lines, self.today, self.home = heading, lines, today, business.currency
        days = [line.cells[part] for line in lines for part in ("from", "until") if part in heading]
        order = order_of(days) or home_order(business.country)
        self.calendar = Calendar(order, business.zone, today)
        mark = mark_of([line.cells["amount"] for line in lines]) or home_mark(business.country)
        self.purse = Purse(mark, business.currency)
        bracketed = _BRACKETS.search(heading.get("amount", ""))
        self.currency = currency_code(bracketed[1]) if bracketed else ""
        self.mistakes = mistakes

    def table(self) -> Table:
        told = [line for line in self.lines if not self._is_total(line)]
        n_totals = len(self.lines) - len(told)
        named: Counter[tuple[str, date, date, str]] = Counter()
        unnamed: list[tuple[Line, int, str]] = []
        n_nothing = 0
        for line in told:
            before = len(self.mistakes)
            cents, currency = self._amount(line)
            first, last = self._days(line)
            if len(self.mistakes) > before or first is None or last is None:
                continue
            if not line.cells["what"]:
                unnamed.append((line, cents, currency))
            elif cents:
                named[line.cells["what"], first, last, currency] += cents
            else:
                n_nothing += 1
        n_totals += self._sums(unnamed, named)
        if not named and not self.mistakes:
            self.mistakes.append(Mistake(0, _("Nothing was spent in it: no line has an amount above 0.")))
        self.mistakes.sort(key=lambda one: one.line)
        spent = [
            Spent(what, first, last, cents, currency)
            for (what, first, last, currency), cents in named.items()
        ]
        return Table(spent, self.mistakes, n_totals, n_nothing)

    def _is_total(self, line: Line) -> bool:
        day = fold(line.cells["from"])
        is_summary = line.first.startswith("results from")
        return bool(_TOTAL.match(line.first)) and (day in NOTHING or day == line.first or is_summary)

    def _sums(self, unnamed: list[tuple[Line, int, str]], named: Counter[tuple[str, date, date, str]]) -> int:
        """How many lines without a campaign only add up the others; each that does not is a mistake."""
        n_sums = 0
        for line, cents, currency in unnamed:
            if cents == sum(n for key, n in named.items() if key[3] == currency):
                n_sums += 1
            else:
                self._wrong(
                    line, "what", _("No name stands here. Write which ad it was, or delete the line.")
                )
        return n_sums

    def _amount(self, line: Line) -> tuple[int, str]:
        currency = self.currency
        if written := line.cells.get("currency", ""):
            currency = currency_code(written)
            if not currency:
                self._wrong(line, "currency", _("This is no currency. Write it like USD."))
        try:
            cents, told = self.purse.read(line.cells["amount"], currency)
        except TooMuch:
            self._wrong(line, "amount", _("This is more money than can be kept."))
        except NotMoney:
            self._wrong(line, "amount", _("This is not an amount of money. Write it like 12.50."))
        else:
            if cents >= 0:
                return cents, told
            self._wrong(line, "amount", _("This is less than nothing. Write what was spent, like 12.50."))
        return 0, currency

    def _days(self, line: Line) -> tuple[date | None, date | None]:
        first = self._day(line, "from")
        one_day = fold(self.heading["from"]) in ONE_DAY or not line.cells.get("until")
        last = first if one_day else self._day(line, "until")
        if first and last and last < first:
            self._wrong(line, "until", _("The last day is before the first one."))
        elif first and is_early(first, self.today):
            self._wrong(line, "from", _("This day is still to come."))
        elif last and last > self.today + AHEAD:
            self._wrong(line, "until", _("This day is more than a year away."))
        return first, last

    def _day(self, line: Line, part: str) -> date | None:
        try:
            day = self.calendar.day(line.cells[part])
        except NotADate:
            day = None
        if day is None:
            self._wrong(line, part, _("This is not a day. Write it like 2026-02-28."))
        return day

    def _wrong(self, line: Line, part: str, hint: str) -> None:
        saw = line.cells.get(part, "")
        self.mistakes.append(Mistake(line.number, hint, self.heading[part], saw[:60]))
