from datetime import date

import pytest

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.sales.counting import recount_source
from goodword.sales.measure import (
    business_totals,
    buyers_by_vendor,
    by_vendor,
    first_on,
    history,
    last_on,
    n_sales,
    paid_rows,
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


def test_paid_rows_are_one_currency_s_and_a_refund_takes_off_on_its_day(cast: Cast, book: Person) -> None:
    who, day, cents = paid_rows(cast.business.pk, "USD")
    theirs = sorted(zip(day[who == book.pk].tolist(), cents[who == book.pk].tolist(), strict=True))
    assert [date.fromordinal(one).isoformat() + f" {paid}" for one, paid in theirs] == [
        "2025-12-31 1000",
        "2026-01-05 2000",
        "2026-01-06 -2000",
        "2026-02-02 500",
        "2026-02-09 -100",
    ]
    assert paid_rows(cast.business.pk, "EUR")[2].tolist() == [700]
    assert paid_rows(cast.business.pk, "JPY")[0].size == 0


def test_what_came_in_is_told_by_the_program_that_took_it(cast: Cast, book: Person) -> None:
    told_by = list(by_vendor(cast.business.pk, date(2026, 1, 1)))
    assert sorted(told_by) == [("shopify", "USD", 740, 2)]


def test_buyers_are_told_apart_by_the_program(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business)
    eli, away = someone(cast.business, "Eli Brandt"), someone(cast.business, "Uma Vance")
    told(source, "1", dana, goods_cents=1000, vendor="etsy")
    told(source, "2", dana, goods_cents=770, vendor="shopify")
    told(source, "3", eli, goods_cents=1000, vendor="etsy")
    told(source, "4", away, goods_cents=1000, vendor="etsy", on=date(2020, 1, 1))
    recount_source(cast.business, source)
    since = date(2025, 3, 2)
    assert buyers_by_vendor(cast.business.pk, since, ["etsy"]).tolist() == [dana.pk, eli.pk]
    assert buyers_by_vendor(cast.business.pk, since, ["etsy"], other=True).tolist() == [dana.pk]
