from datetime import timedelta
from typing import Any

import pytest

from goodword.accounts.models import Business, Source
from goodword.conftest import Cast
from goodword.sales.counting import recount_all, recount_source, take_away_source
from goodword.sales.models import Sale

from .told import TOLD_AT, a_file, told

LATER = TOLD_AT + timedelta(days=1)
THINGS = [["Rye", 2.0, 900], ["Rolls", 1.0, 350]]


def an_order(business: Business, **more: Any) -> tuple[Source, Sale]:
    source = a_file(business)
    return source, told(source, "9001", vendor="etsy", **more)


def a_list(business: Business, **more: Any) -> tuple[Source, Sale]:
    source = a_file(business, "items.csv")
    things: dict[str, Any] = {"is_partial": True, "what": "Rye, Rolls", "lines": THINGS}
    return source, told(source, "9001", vendor="etsy", **(things | more))


def came_in(*sources: Source) -> None:
    for source in sources:
        recount_source(source.business, source)


def told_now(sale: Sale) -> tuple[str, str, list[object]]:
    sale.refresh_from_db()
    return sale.state, sale.what, sale.lines


@pytest.mark.parametrize("list_comes_first", [True, False])
def test_the_order_stands_and_says_what_the_list_says(cast: Cast, list_comes_first: bool) -> None:
    orders, order = an_order(cast.business)
    items, things = a_list(cast.business, told_at=LATER)
    came_in(*((items, orders) if list_comes_first else (orders, items)))
    assert told_now(order) == ("counted", "Rye, Rolls", THINGS)
    assert told_now(things)[0] == "replaced"


def test_a_list_alone_counts(cast: Cast) -> None:
    items, things = a_list(cast.business)
    came_in(items)
    assert told_now(things) == ("counted", "Rye, Rolls", THINGS)


def test_a_later_list_makes_no_sale_of_a_cancelled_order(cast: Cast) -> None:
    orders, order = an_order(cast.business, says="void")
    items, things = a_list(cast.business, told_at=LATER)
    came_in(orders, items)
    assert (told_now(order)[0], told_now(things)[0]) == ("void", "replaced")


def test_the_newer_of_two_lists_lends(cast: Cast) -> None:
    orders, order = an_order(cast.business)
    newer, _ = a_list(cast.business, told_at=LATER, what="Rye")
    older, _ = a_list(cast.business)
    came_in(orders, newer, older)
    assert told_now(order)[1] == "Rye"


def test_an_undone_list_takes_its_words_back(cast: Cast) -> None:
    orders, order = an_order(cast.business)
    items, _ = a_list(cast.business)
    came_in(orders, items)
    Source.objects.filter(pk=items.pk).update(state=Source.State.UNDONE)
    take_away_source(cast.business, items)
    assert told_now(order) == ("counted", "", [])


def test_what_an_order_says_by_itself_is_not_written_over(cast: Cast) -> None:
    orders, order = an_order(cast.business, what="A wedding cake")
    items, _ = a_list(cast.business)
    came_in(orders, items)
    assert told_now(order)[1] == "A wedding cake"
    recount_all(cast.business.pk)
    assert told_now(order)[1] == "A wedding cake"


def test_deciding_again_changes_nothing(cast: Cast) -> None:
    orders, order = an_order(cast.business)
    items, things = a_list(cast.business)
    came_in(orders, items)
    before = told_now(order), told_now(things)
    recount_all(cast.business.pk)
    assert (told_now(order), told_now(things)) == before
