"""What no single cell can tell, decided once for a whole column: day or month first, point or comma before the cents.

Both are asked of the first rows; only if those leave it open is the whole file looked through, and only
once a cell comes that cannot be read without it. What was decided is kept with the table, so that reading
it again reads it alike; a guess is told to the owner.
"""

from django.utils.translation import gettext as _

from goodword.lib import parse_dates, parse_money
from goodword.lib.money import places

from .records import Ground
from .tables import Table


def mark(table: Table, spot: int, ground: Ground) -> str:
    """The sign before the cents in a column; "" while no cell asks for it."""
    known = table.decided.get(("mark", spot), "")
    if not known:
        sample = [row[spot] for _line, row in table.sample]
        known = parse_money.mark_of(sample) or ""
        if not known and any("," in cell or "." in cell for cell in sample):
            return find_mark(table, spot, ground)
        table.decided[("mark", spot)] = known
    return known


def find_mark(table: Table, spot: int, ground: Ground) -> str:
    """The sign before the cents, from the whole column if need be."""
    table.decided[("mark", spot)] = found = parse_money.mark_of(table.column(spot)) or _guess_mark(
        table, spot, ground
    )
    return found


def _guess_mark(table: Table, spot: int, ground: Ground) -> str:
    """Every amount is like 1,234. Where coins have two places, three digits are thousands."""
    unclear = next((cell for cell in table.column(spot) if "," in cell or "." in cell), "")
    if not unclear:
        return "."
    sign = "." if "." in unclear else ","
    if places(ground.currency or "USD") == 3:
        return sign
    table.note(
        _("“%(column)s”: %(cell)s can be read two ways; it was read with thousands, without cents.")
        % {"column": table.header[spot], "cell": unclear[:30]}
    )
    return "," if sign == "." else "."


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
    home = parse_dates.home_order(ground.country)
    unclear = next((cell for cell in table.column(spot) if parse_dates.is_two_ways(cell)), "")
    if unclear:
        words = _("day/month/year") if home == parse_dates.DAY_FIRST else _("month/day/year")
        table.note(
            _("“%(column)s”: %(cell)s can be read two ways; it was read as %(order)s.")
            % {"column": table.header[spot], "cell": unclear[:30], "order": words}
        )
    return home
