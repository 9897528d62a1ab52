"""Amounts in cells: what is too much for one, and what a whole column says of its cents."""

from goodword.sales.models import Sale

from .books import bring, facts
from .told import mistakes_of, outcomes

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
