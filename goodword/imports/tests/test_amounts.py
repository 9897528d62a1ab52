"""Amounts in cells: what is too much for one, and what a whole column says of its cents."""

from goodword.sales.models import Sale

from .books import bring, facts
from .told import GERMANY, mistakes_of, outcomes, reading_of, sales_of

SALES = "Name,E-mail,Date,Amount\n"


def test_an_amount_that_would_break_the_sums_is_refused_with_the_most_there_can_be():
    text = (
        SALES
        + 'Dana,d@example.com,2026-01-05,90000000000000000.00\nEli,e@example.com,2026-01-05,"10,000,000,000.00"\n'
    )
    assert outcomes(text) == {"refused": 1, "kept": 1}
    [mistake] = mistakes_of(text)
    assert (mistake.line, mistake.column, mistake.saw) == (2, "Amount", "90000000000000000.00")
    assert "$10,000,000,000.00" in mistake.hint


def test_many_of_one_thing_can_be_too_much_too():
    text = "Name,Date,Item,Quantity,Price\nDana,2026-01-05,Rye,900000000,9000000000.00\n"
    assert outcomes(text) == {"refused": 1}
    assert "The most that one amount can be" in mistakes_of(text)[0].hint


def test_as_much_as_there_can_be_twice_still_adds_up(cast, at, terminal):
    most = "Dana,d@example.com,2026-01-05,10000000000.00\n"
    told = bring(cast.business, SALES + most + most, at)
    assert facts(told)["sales"] == Sale.objects.filter(state=Sale.State.COUNTED).count() == 2
    assert "$20,000,000,000.00" in terminal("people", "--business", "corner").out


# Which sign stands before the cents


def rows(*amounts: str) -> str:
    lines = (f'P{n},p{n}@example.com,2026-01-05,"{amount}"\n' for n, amount in enumerate(amounts))
    return SALES + "".join(lines)


def test_a_cell_that_is_no_amount_has_no_say():
    text = rows("12.50.20", "1,234", "45.50")
    assert [sale.goods_cents for sale in sales_of(text)] == [123400, 4550]
    [mistake] = mistakes_of(text)
    assert (mistake.line, mistake.saw) == (2, "12.50.20")


def test_one_slip_refuses_itself_and_not_the_others():
    text = rows("5,00", *(f"{n}.50" for n in range(1, 100)))
    assert outcomes(text) == {"kept": 99, "refused": 1}
    [note] = reading_of(text).notes
    assert "a point before the cents: 99, with a comma: 1." in note and "“.”" in note


def test_a_slip_among_the_first_rows_does_not_speak_for_those_that_come_later():
    text = rows("5,00", *["7"] * 300, *["1.50"] * 20)
    assert outcomes(text) == {"kept": 320, "refused": 1}


def test_of_as_many_points_as_commas_the_country_decides():
    text = rows("5,00", "6.50")
    assert [sale.goods_cents for sale in sales_of(text)] == [650]
    assert [sale.goods_cents for sale in sales_of(text, GERMANY)] == [500]
    assert "a point before the cents: 1, with a comma: 1." in reading_of(text, GERMANY).notes[0]


def test_where_all_agree_there_is_nothing_to_note():
    assert reading_of(rows("1.234,56", "5,00")).notes == []
    assert reading_of(rows("5.00", "1,234")).notes == []


def test_thousands_apart_by_spaces_show_their_comma():
    assert [sale.goods_cents for sale in sales_of(rows("1 234,56", "1\u202f000,00"))] == [123456, 100000]
