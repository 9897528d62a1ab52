"""The files people have: one small module for each, found by themselves.

To add one, put a module into this folder. Nothing else needs to be told of it:

    \"\"\"Tearoom's list of bookings.\"\"\"

    from goodword.imports.fields import Fields
    from goodword.imports.formats import RowReader
    from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
    from goodword.imports.text import Row

    NAME = "Tearoom bookings"           # shown to the owner
    VENDOR = "tearoom"                  # part of the identity of what is read: never change it
    BRINGS = "both"                     # people | sales | both
    NEEDS = (("Booking no", "Guest", "Paid|Amount paid"),)

    def reader(fields: Fields) -> RowReader:
        number, name = fields.text("Booking no"), fields.text("Guest")
        currency = fields.currency("Currency", beside=("Paid",))
        paid, when = fields.money("Paid", "Amount paid"), fields.when("Booked at")

        def read(row: Row) -> Record:
            on, at = when(row)
            code = currency(row)
            sale = SaleFound(number(row), on, at, code, paid(row, code))
            return Record(fields.line, ReadAs.KEPT, PersonFound(name=name(row)), sale)

        return read

- `NEEDS`: the headers by which the file is recognised, whatever their order and letter case, and whatever
  other columns there are. Each tuple is one way to recognise it; `a|b` means either. Choose headers that
  only this vendor has. `KNOWS` may list more headers: of two formats that fit, the one that knows more of
  the file's headers is taken. With a header of `NEVER` it is some other file that looks alike.
- `reader(fields)` looks its columns up once and returns the function that reads a row. A money or date
  cell that cannot be read is noted by `fields`, and the row is refused with its line and column.
- Several rows for one sale: give `continues(fields)`, which returns a function (first row, this row) that
  says whether this row goes on with the sale; `reader` then returns a function of a list of rows.
- What a status means is decided here, by the vendor's own words. A word nobody knows: `held(...)`.
- What decides whether and how a row counts is read by `fields.word` (a status, a kind), `fields.says_yes`,
  `fields.is_told` (the day on which it was paid) or `fields.sale_number`: then a row with a spreadsheet's error in
  that cell waits for the owner, and no format need look after it.
- Does the file name the business in the lines above its header? `business(titles)` returns that name, or "".
- `ALONE_IN_ARCHIVE = True`: in a zip that holds such a file, tables that nobody recognises are left out.
- Tests stand in `imports/tests/test_<module>.py`, with rows of your own making.

A module with `recognises(head)` instead of `NEEDS` reads files that are no tables (vCard, Etsy's reviews).
It has `read(data, name, ground, note)`, which gives the records (`note` takes words for the owner), and
`FORMAT_NAME` for the owner; `COUNTED_BY`, bytes in capitals that each of its records holds once, is for the
progress bar.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from types import ModuleType

from goodword.imports.cells import header_key
from goodword.imports.records import PersonFound, ReadAs, Record, SaleFound
from goodword.imports.text import Row

RowReader = Callable[[Row], Record]
RowsReader = Callable[[list[tuple[int, Row]]], Record]


@cache
def modules() -> tuple[ModuleType, ...]:
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


@cache
def table_formats() -> tuple[ModuleType, ...]:
    return tuple(module for module in modules() if hasattr(module, "NEEDS"))


@cache
def card_formats() -> tuple[ModuleType, ...]:
    return tuple(module for module in modules() if hasattr(module, "recognises"))


@cache
def _ways(module: ModuleType) -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(
        tuple(frozenset(map(header_key, need.split("|"))) for need in needs) for needs in module.NEEDS
    )


@cache
def _known(module: ModuleType) -> frozenset[str]:
    return frozenset(header_key(name) for name in getattr(module, "KNOWS", ()))


def fit(module: ModuleType, keys: frozenset[str]) -> int:
    """How well a format fits a table with these headers; 0 if it does not."""
    if keys & frozenset(header_key(name) for name in getattr(module, "NEVER", ())):
        return 0
    met = [len(needs) for needs in _ways(module) if all(need & keys for need in needs)]
    if not met:
        return 0
    known = _known(module) & keys
    return 10 * max(met) + len(known)


def best_format(keys: frozenset[str]) -> tuple[int, ModuleType | None]:
    """The format that fits best, and how well."""
    fits = [(fit(module, keys), module) for module in table_formats()]
    best, module = max(fits, key=lambda one: one[0], default=(0, None))
    return (best, module) if best else (0, None)


def not_counted(
    line: int, why: str, person: PersonFound | None = None, sale: SaleFound | None = None
) -> Record:
    """A row that is understood and does not count: `why` is void, failed, pending, estimate, transfer, payment,
    expense, total, title, blank.

    The sale goes along with its status, so that a later file can change one that counted before.
    """
    return Record(line, ReadAs.NOT_COUNTED, person, sale, why=why)


def held(line: int, why: str, person: PersonFound | None = None, sale: SaleFound | None = None) -> Record:
    """A row that waits for the owner, with the reason in words."""
    return Record(line, ReadAs.HELD, person, sale, why=why)
