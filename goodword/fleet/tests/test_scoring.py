"""fleet/scoring.py: beside analysis/year_ahead.py, which reads the same sales its own way."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from goodword.analysis.year_ahead import year_ahead
from goodword.fleet.scoring import Counts, Learned, Tally, score_business, tally_of
from goodword.fleet.shapes import SALES

from .fleets import ON, sales_of

AT = ON.toordinal()


def told(sales):
    found = score_business(sales, AT).to_pandas()
    return found.sort_values("person").reset_index(drop=True)


def by_year_ahead(sales):
    day = sales["day"].cast(pa.int32()).to_numpy() + date(1970, 1, 1).toordinal()
    return year_ahead(sales["person"].to_numpy(), day, sales["cents"].to_numpy(), AT)


@pytest.mark.parametrize("n_people", [300, 40])
def test_a_business_is_told_what_year_ahead_tells_it(n_people):
    sales = sales_of("bakery", n_people, seed=1)
    found, wanted = told(sales), by_year_ahead(sales)
    assert found.person.tolist() == wanted.people.tolist()
    assert np.allclose(found.expected_visits, wanted.purchases, rtol=1e-12)
    assert np.allclose(found.active.astype(float), wanted.active, rtol=1e-12, equal_nan=True)
    assert np.allclose(found.expected_cents, wanted.spent, rtol=1e-6)
    assert set(found.how) == {wanted.how}


def test_the_order_of_rows_changes_no_digit():
    sales = sales_of("bakery", 300, seed=2)
    other = sales.take(np.random.default_rng(1).permutation(len(sales)))
    assert told(sales).equals(told(other))


def test_people_answered_some_at_a_time_are_answered_the_same():
    tally = tally_of(sales_of("bakery", 400, seed=3), AT)
    learned = Learned.of(Counts.of(tally))
    whole = learned.scores("bakery", "", tally, AT).to_pandas()
    for start, end in ((0, 1), (1, 200), (200, len(tally.person))):
        part = Tally(*(getattr(tally, name)[start:end] for name in Tally.__slots__))
        some = learned.scores("bakery", "", part, AT).to_pandas()
        assert np.allclose(some.expected_visits, whole.expected_visits[start:end], rtol=1e-12)
        assert np.allclose(some.expected_cents, whole.expected_cents[start:end], rtol=1e-12)


def test_equal_people_are_one_row_of_what_is_learned_from():
    tally = Tally(
        *(np.array(column) for column in ([1, 2, 3], [1, 1, 0], [9, 9, 0], [20, 20, 5], [400, 401, 0]))
    )
    counts = Counts.of(tally)
    assert counts.customers.tolist() == [[0, 0, 5, 1], [1, 9, 20, 2]]
    assert counts.money.tolist() == [[1, 0, 1], [2, 400, 1], [2, 401, 1]]


def test_of_a_large_business_a_purchase_is_taken_in_whole_cents():
    tally = Tally(
        *(np.array(column) for column in ([1, 2, 3], [2, 2, 0], [9, 9, 0], [20, 20, 5], [400, 401, 7]))
    )
    assert Counts.of(tally, is_large=True).money.tolist() == [[1, 7, 1], [3, 399, 1], [3, 402, 1]]


def test_whole_cents_change_what_is_expected_by_less_than_a_thousandth():
    tally = tally_of(sales_of("bakery", 400, seed=4), AT)
    exact, whole = (
        Learned.of(Counts.of(tally, is_large=is_large)).scores("bakery", "", tally, AT).to_pandas()
        for is_large in (False, True)
    )
    assert np.allclose(whole.expected_cents, exact.expected_cents, rtol=1e-3)
    assert whole.expected_visits.equals(exact.expected_visits)


def rows(*found):
    person, day, cents = (np.array(column, np.int64) for column in zip(*found, strict=True))
    return person, day, cents


def test_a_day_that_comes_to_nothing_is_no_purchase():
    tally = Tally.of(*rows((7, 100, 500), (7, 110, 300), (7, 110, -300), (8, 100, -5), (7, 130, 200)), on=150)
    assert tally.person.tolist() == [7]
    assert (tally.frequency, tally.recency, tally.age, tally.cents) == ([1], [30], [50], [700])


def test_days_after_the_day_are_not_seen():
    sales = rows((1, 100, 10), (1, 160, 10), (2, 160, 10))
    assert Tally.of(*sales, on=159).person.tolist() == [1]
    assert Tally.of(*sales, on=160).person.tolist() == [1, 2]


def test_nobody_who_bought_is_nobody_in_the_results():
    empty = SALES.empty_table()
    assert score_business(empty, AT).num_rows == 0
    only_back = sales_of("bakery", 3, seed=1)
    only_back = only_back.set_column(3, "cents", pa.array(np.full(len(only_back), -1)))
    assert score_business(only_back, AT).num_rows == 0
