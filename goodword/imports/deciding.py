"""What no single cell can tell, decided once for a whole column: day or month first, point or comma before the cents.

Both are asked of the first rows; only if those leave it open is the whole file looked through, and only
once a cell comes that cannot be read without it. What was decided is kept with the table, so that reading
it again reads it alike; a guess is told to the owner.
"""

from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _

from goodword.lib import parse_dates, parse_money
from goodword.lib.money import places

from .records import Ground
from .tables import Table

# What can be read in two ways, and these: a day like 2/3, and what stands behind the sign in an amount like 1.234.
DAYS, CENTS, THOUSANDS = "days", "cents", "thousands"
WAYS = {DAYS: (parse_dates.DAY_FIRST, parse_dates.MONTH_FIRST), CENTS: (CENTS, THOUSANDS)}
ENOUGH = 5  # cells of the sample that agree: a slip or two does not speak for a whole file


def mark(table: Table, spot: int, ground: Ground) -> str:
    """The sign before the cents in a column; "" while no cell asks for it."""
    known = table.decided.get(("mark", spot), "")
    if not known:
        sample = [row[spot] for _line, row in table.sample]
        told = parse_money.marks_in(sample)
        if len(told) == 1 and told.total() >= ENOUGH:
            known = next(iter(told))
        elif any("," in cell or "." in cell for cell in sample):
            return find_mark(table, spot, ground)
        table.decided[("mark", spot)] = known
    return known


def find_mark(table: Table, spot: int, ground: Ground) -> str:
    """The sign before the cents, as most cells of the whole column show it, else as at home, else by a guess."""
    told = parse_money.marks_in(table.column(spot))
    if not told:
        found = _guess_mark(table, spot, ground)
    elif told["."] == told[","]:
        found = parse_money.home_mark(ground.country)
    else:
        found = max(told, key=lambda mark: told[mark])
    if len(told) > 1:
        _note_that_they_differ(table, spot, told, found)
    table.decided[("mark", spot)] = found
    return found


def _note_that_they_differ(table: Table, spot: int, told: "Counter[str]", found: str) -> None:
    words = _(
        "“%(column)s”: amounts with a point before the cents: %(points)s, with a comma: %(commas)s. "
        "All were read with “%(mark)s”."
    )
    figures = {"points": f"{told['.']:,}", "commas": f"{told[',']:,}"}
    table.note(words % {"column": table.header[spot], "mark": found, **figures})


def _guess_mark(table: Table, spot: int, ground: Ground) -> str:
    """Every amount is like 1,234. Where coins have two places, three digits are thousands."""
    unclear = next((cell for cell in table.column(spot) if "," in cell or "." in cell), "")
    if not unclear:
        return "."
    sign, other = (".", ",") if "." in unclear else (",", ".")
    read = table.written.get(CENTS, "")
    if not read and places(ground.currency or "USD") == 3:
        return sign
    words = _("“%(column)s”: %(cell)s can be read two ways; it was read with thousands, without cents.")
    if read == CENTS:
        words = _("“%(column)s”: %(cell)s can be read two ways; it was read with cents, rounded.")
    table.guess(CENTS, read or THOUSANDS, words % {"column": table.header[spot], "cell": unclear[:30]})
    return sign if read == CENTS else other


def order(table: Table, spot: int, ground: Ground) -> str:
    """Day or month first in a column; "" while no cell asks for it."""
    known = table.decided.get(("order", spot), "")
    if not known:
        sample = [row[spot] for _line, row in table.sample]
        known = parse_dates.order_of(sample) or ""
        if not known and any(map(parse_dates.asks_order, sample)):
            return find_order(table, spot, ground)
        table.decided[("order", spot)] = known
    return known


def settle_order(table: Table, spot: int, vendors: str) -> None:
    """The vendor writes its days alike everywhere; only a file that shows otherwise (mended in a program) does not."""
    sample = [row[spot] for _line, row in table.sample]
    table.decided.setdefault(("order", spot), parse_dates.order_of(sample) or vendors)


def find_order(table: Table, spot: int, ground: Ground) -> str:
    """Day or month first: from the whole column, else as in the file's other columns, else as at home."""
    table.decided[("order", spot)] = found = parse_dates.order_of(table.column(spot)) or _guess_order(
        table, spot, ground
    )
    return found


def _guess_order(table: Table, spot: int, ground: Ground) -> str:
    for other in range(len(table.header)):  # a program writes all its dates alike
        if found := parse_dates.order_of(row[other] for _line, row in table.sample):
            return found
    home = home_order(table, ground)
    unclear = next((cell for cell in table.column(spot) if parse_dates.is_two_ways(cell)), "")
    if unclear:
        words = _order_words(home)
        said = _("“%(column)s”: %(cell)s can be read two ways; it was read as %(order)s.")
        table.guess(DAYS, home, said % {"column": table.header[spot], "cell": unclear[:30], "order": words})
    return home


def home_order(table: Table, ground: Ground) -> str:
    """As days are written where nothing in the file tells: the owner's word, else the custom of the country."""
    return table.written.get(DAYS) or parse_dates.home_order(ground.country)


def _order_words(order: str) -> str:
    return _("day/month/year") if order == parse_dates.DAY_FIRST else _("month/day/year")


class Choice(NamedTuple):
    """What was read in one of two ways, and the button by which the owner has it read in the other."""

    kind: str
    lines: list[str]
    other: str
    button: str


def choices(guessed: list[dict[str, str]]) -> list[Choice]:
    """`guessed`: the TwoWays of a table, as its facts hold them."""
    buttons = {CENTS: _("These are cents"), THOUSANDS: _("These are thousands")}
    buttons |= {order: _("It is %(order)s") % {"order": _order_words(order)} for order in WAYS[DAYS]}
    found = []
    for kind, ways in WAYS.items():
        if told := [one for one in guessed if one["kind"] == kind]:
            [other] = (way for way in ways if way != told[0]["read"])
            found.append(Choice(kind, [one["words"] for one in told], other, buttons[other]))
    return found
