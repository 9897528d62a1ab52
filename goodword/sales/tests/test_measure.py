from datetime import date

import pytest

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.sales.counting import recount_source
from goodword.sales.measure import (
    business_totals,
    first_on,
    history,
    last_on,
    n_sales,
    totals,
    visit_rows,
)
from goodword.talks.tests.people import someone

from .told import a_file, told


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def book(cast: Cast, dana: Person) -> Person:
    """Dana came three times, took one back, and paid once in euros; somebody else came too."""
    source = a_file(cast.business)
    told(source, "1", dana, goods_cents=1000, tax_cents=80, on=date(2025, 12, 31))
    told(source, "2", dana, goods_cents=2000, on=date(2026, 1, 5))
    told(source, "3", dana, goods_cents=-2000, refund_of="2", on=date(2026, 1, 6))
    told(source, "4", dana, goods_cents=700, currency="EUR", on=date(2024, 2, 29))
    told(source, "5", dana, goods_cents=9999, says="void", on=date(2026, 2, 1))
    told(source, "6", dana, goods_cents=500, on=date(2026, 2, 2))
    told(source, "7", dana, goods_cents=-100, refund_of="6", on=date(2026, 2, 9))
    told(source, "8", someone(cast.business, "Eli Brandt"), goods_cents=300)
    told(source, "9", goods_cents=40)
    recount_source(cast.business, source)
    return dana


def test_totals_are_sales_less_refunds_and_never_across_currencies(book: Person) -> None:
    assert totals([book.pk]) == {book.pk: {"USD": 1400, "EUR": 700}}


def test_a_sale_taken_back_in_full_is_no_visit_and_one_taken_back_in_part_is(book: Person) -> None:
    assert n_sales([book.pk]) == {book.pk: 3}
    assert last_on([book.pk]) == {book.pk: date(2026, 2, 2)}
    assert first_on([book.pk]) == {book.pk: date(2024, 2, 29)}


def test_the_totals_of_the_business_hold_sales_of_nobody_too(cast: Cast, book: Person) -> None:
    assert business_totals(cast.business.pk) == {"USD": 1740, "EUR": 700}
    assert business_totals(cast.florist.pk) == {}


def test_history_is_what_counts_newest_first(book: Person) -> None:
    assert [sale.vendor_id for sale in history(book.pk)] == ["7", "6", "3", "2", "1", "4"]


def test_visits_are_read_with_the_day_as_a_number(cast: Cast, book: Person) -> None:
    who, day = visit_rows(cast.business.pk)
    assert len(who) == 4
    mine = sorted(day[who == book.pk].tolist())
    assert mine == [d.toordinal() for d in (date(2024, 2, 29), date(2025, 12, 31), date(2026, 2, 2))]
    assert [len(column) for column in visit_rows(cast.business.pk, [book.pk])] == [3, 3]
    assert [len(column) for column in visit_rows(cast.business.pk, [])] == [0, 0]
    assert [len(column) for column in visit_rows(cast.florist.pk)] == [0, 0]


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1600, 2, 29), date(1970, 1, 1), date(9999, 12, 31)])
def test_any_day_of_the_calendar_is_read_right(cast: Cast, dana: Person, on: date) -> None:
    source = a_file(cast.business)
    told(source, "1", dana, on=on)
    recount_source(cast.business, source)
    assert visit_rows(cast.business.pk)[1].tolist() == [on.toordinal()]


def test_a_large_sum_is_kept_to_the_cent(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business)
    big = 2**53 + 1  # a float would lose the last cent
    told(source, "1", dana, goods_cents=big)
    told(source, "2", dana, goods_cents=2)
    recount_source(cast.business, source)
    assert totals([dana.pk]) == {dana.pk: {"USD": big + 2}}
