"""What the terminal says of each file: the same account of its rows as the page, in the same words."""

import re

import pytest
from django.utils.html import strip_tags

from goodword.sales import leaving

from .books import bring
from .test_keeping import ELI, GUESTS, ODD, PRIYA
from .test_order import ORDERS, PAYMENTS

BAD = "X,x@y.example,9O,2026-01-05,paid,\n"
VOID = "Tim,tim@ash.example,41.00,2026-01-04,void,\n"
ITEMS = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Phone,Id
#1001,lowell@home.example,paid,2026-02-20 09:14:02 -0500,USD,16.50,0.00,0.00,16.50,2026-02-20 09:14:02 -0500,1,Rye,12.50,John Lowell,,1
#1001,lowell@home.example,,,,,,,,,1,Pie,4.00,,,
"""
HERE = ("import", "--business", "corner")


@pytest.fixture
def write(tmp_path):
    def write(text, name="guests.csv"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def account(out):
    """Place and number, and whether they add up to the rows that the first line tells."""
    told = re.search(r"Rows that (.+): ([\d,]+); all in all: (\d+)\.", out)
    line = out[told.start() : told.end()]
    return re.findall(r"(?:Rows that |; )([^:;]+): (\d+)", line)


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_every_row_has_one_place_and_they_add_up(terminal, write, cast, options):
    out = terminal(*HERE, write(GUESTS + PRIYA + ELI + ODD + VOID + BAD), *options).out
    assert account(out) == [
        ("bring something new", "2"),
        ("do not count by themselves", "1"),
        ("wait for your word", "1"),
        ("are to be mended", "1"),
        ("all in all", "5"),
    ]


def test_further_lines_of_a_sale_have_a_place_too(terminal, write, cast):
    out = terminal(*HERE, write(ITEMS)).out
    assert ("go on with the sale above them", "1") in account(out) and ("all in all", "2") in account(out)
    assert "not count by" not in out


def test_the_reasons_are_of_as_many_rows_as_the_account_says(terminal, write, cast):
    unpaid = ITEMS.splitlines()[1].replace("#1001", "#1002").replace("paid", "pending") + "\n"
    out = terminal(*HERE, write(ITEMS + unpaid)).out
    assert ("do not count by themselves", "1") in account(out)
    assert "1 row does not count by itself (1: not paid yet)." in out


def test_rows_that_tell_one_person_again_say_nothing_new_though_the_books_are_empty(terminal, write, cast):
    out = terminal(*HERE, "--dry-run", write("Name,Email\n" + "Ada Bell,ada@bell.example\n" * 3)).out
    assert [("bring something new", "1"), ("say nothing new", "2")] == account(out)[:2]


def test_amounts_given_back_are_told_apart(terminal, write, cast):
    assert "1 amount given back, told apart." in terminal(*HERE, write(PAYMENTS)).out


def test_the_terminal_says_no_figure_otherwise_than_the_page(terminal, write, as_, cast, at):
    text = GUESTS + PRIYA + ELI + ODD + BAD
    out = terminal(*HERE, "--dry-run", write(text)).out
    upload = bring(cast.business, text, at, "guests.csv", cast.alice)
    page = strip_tags(as_("alice").get(f"/b/corner/files/{upload.code}/").content.decode())
    for words in (
        "4 rows, 2 sales",
        "1 thing to mend",
        "1 row waits for your word",
        "2 people are new to your books",
    ):
        assert words in out and words in page, words
    for place, n in account(out):
        assert re.search(rf"{place}\s*{n}(?!\d)", page), place


@pytest.mark.parametrize("text", [ORDERS, GUESTS + PRIYA])
def test_a_file_that_tells_nothing_new_says_so(terminal, write, cast, at, text):
    bring(cast.business, text, at)
    out = terminal(*HERE, "--dry-run", write(text)).out
    assert "in your books already, and so is every sale." in out


def test_sales_without_buyers_are_said_to_be_there_already(terminal, write, cast, at):
    text = "Date,Amount,Email\n2026-01-13,6.00,\n2026-01-14,7.00,\n"
    bring(cast.business, text, at)
    assert "Every sale in it is in your books already." in terminal(*HERE, "--dry-run", write(text)).out


@pytest.mark.parametrize("text", [ORDERS, PAYMENTS])
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_our_own_table_of_sales_says_that_they_are_all_there_already(
    terminal, write, cast, at, text, options
):
    bring(cast.business, text, at)
    table = "".join(leaving.csv_lines(cast.business))
    ran = terminal(*HERE, "--json", write(table, "sales.csv"), *options)
    [told] = ran.facts["files"]
    n_sales = told["sales"] + told["refunds"]
    assert n_sales == told["rows"] == table.count("\n") - 1 and told["new"]["sales"] == 0
    out = terminal(*HERE, write(table, "again.csv"), "--dry-run").out
    assert "in your books already, and so is every sale." in out
    assert ("say nothing new", str(n_sales)) in account(out)


def test_the_same_file_twice_in_one_go_is_told_to_add_nothing_and_no_more(terminal, write, cast):
    path, copy = write(GUESTS + PRIYA), write(GUESTS + PRIYA, "copy.csv")
    out = terminal(*HERE, "--dry-run", path, copy).out
    assert out.count("Rows that bring something new: 1; all in all: 1.") == 1 and "adds nothing" in out
