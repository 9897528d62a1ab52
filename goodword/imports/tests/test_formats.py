"""The formats find themselves, and the page on adding one is true."""

import re
from types import ModuleType

import pytest

from goodword.imports import formats
from goodword.imports.cells import header_key
from goodword.imports.records import ReadAs

from .told import reading_of, records_of, total


@pytest.fixture
def tearoom(monkeypatch):
    """The example of the docstring, as if its module stood in the folder."""
    code = re.search(r"told of it:\n\n(.*?)\n\n- `NEEDS`", formats.__doc__, re.S)[1]
    module = ModuleType("tearoom")
    exec("\n".join(line.removeprefix("    ") for line in code.splitlines()), module.__dict__)
    found = formats.table_formats()
    monkeypatch.setattr(formats, "table_formats", lambda: (*found, module))
    return module


def test_the_format_of_the_docstring_reads_its_file(tearoom):
    text = "Booking no,Guest,Booked at,Paid,Table\nT1,Dana Whitfield,2026-01-02 15:00,$12.50,4\nT2,Eli,soon,$3.00,5\n"
    dana, eli = records_of(text)
    assert (dana.sale.vendor_id, dana.person.name, total(dana.sale)) == ("T1", "Dana Whitfield", 1250)
    assert (eli.read_as, eli.mistakes[0].column) == (ReadAs.REFUSED, "Booked at")
    assert reading_of(text).format == "Tearoom bookings"


@pytest.mark.parametrize("module", formats.table_formats(), ids=lambda module: module.__name__)
def test_each_format_says_who_and_what_it_is(module):
    assert module.NAME and module.__doc__
    assert re.fullmatch(r"[a-z]+", module.VENDOR)
    assert module.BRINGS in ("people", "sales", "both")
    assert all(all(header_key(one) for need in needs for one in need.split("|")) for needs in module.NEEDS)


@pytest.mark.parametrize("module", formats.table_formats(), ids=lambda module: module.__name__)
def test_each_format_is_known_by_its_own_headers_and_taken_for_no_other(module):
    for needs in module.NEEDS:
        for take in (0, -1):
            keys = frozenset(header_key(need.split("|")[take]) for need in needs)
            known = keys | {header_key(name) for name in getattr(module, "KNOWS", ())}
            assert formats.best_format(frozenset(known))[1] is module


def test_a_header_that_only_another_file_has_says_no():
    stripe = frozenset(map(header_key, ("id", "Amount", "Created (UTC)", "Status")))
    assert formats.best_format(stripe)[1].VENDOR == "stripe"
    assert formats.best_format(stripe | {header_key("Arrival Date (UTC)")})[1].VENDOR == "payouts"
