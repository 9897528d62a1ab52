from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.histories import History
from goodword.analysis.inputs import BadInput
from goodword.analysis.visits import visits

ON = 738_900
ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(738_000, 739_000)), max_size=60)


def slow_history(rows, on):
    """One customer after the other: id -> (repeat days, recency, age)."""
    days = {}
    for who, day in rows:
        if day <= on:
            days.setdefault(who, set()).add(day)
    return {who: (len(came) - 1, max(came) - min(came), on - min(came)) for who, came in sorted(days.items())}


def as_plain(history):
    table = zip(history.frequency, history.recency, history.age, strict=True)
    rows = [tuple(float(value) for value in row) for row in table]
    return {int(who): rows[place] for who, place in zip(history.people, history.inverse, strict=True)}


@settings(max_examples=80, deadline=None)
@given(ROWS)
def test_flat_rows_become_what_a_slow_plain_version_says(rows):
    history = History.of_rows([who for who, _ in rows], [day for _, day in rows], ON)
    assert as_plain(history) == slow_history(rows, ON)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_visits_that_were_counted_before_say_the_same(rows):
    who, day = [who for who, _ in rows], [day for _, day in rows]
    counted = visits(who, day, 10, until=ON)
    assert as_plain(History.of_visits(counted, ON)) == as_plain(History.of_rows(who, day, ON))


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_identical_customers_are_one_row_with_a_count(rows):
    history = History.of_rows([who for who, _ in rows], [day for _, day in rows], ON)
    table = list(zip(history.frequency, history.recency, history.age, strict=True))
    assert dict(zip(table, history.count, strict=True)) == Counter(slow_history(rows, ON).values())


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, random):
    again = rows + rows
    random.shuffle(again)
    first, second = (
        History.of_rows([w for w, _ in some], [d for _, d in some], ON) for some in (rows, again)
    )
    for name in ("frequency", "recency", "age", "count", "inverse", "people"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


def test_a_table_in_weeks_keeps_its_fractions():
    history = History.of([2, 0, 2], [30.43, 0, 30.43], [38.86, 38.86, 38.86])
    assert as_plain(history) == {0: (2, 30.43, 38.86), 1: (0, 0, 38.86), 2: (2, 30.43, 38.86)}
    assert history.count.tolist() == [1, 2]


def test_counts_that_do_not_fit_into_one_number_are_still_told_apart():
    x, t, age = [2**40, 2**40, 5], [3e11, 2e11, 1e11], [4e11, 4e11, 3e11]
    assert as_plain(History.of(x, t, age)) == {i: (x[i], t[i], age[i]) for i in range(3)}


def test_a_row_may_stand_for_many():
    history = History.of([1, 1, 0], [3, 3, 0], [9, 9, 9], count=[2.5, 1, 4])
    assert history.count.tolist() == [4, 3.5]
    assert history.n_customers == 7.5 and history.n_repeating == 3.5


@pytest.mark.parametrize(
    ("x", "t", "age", "words"),
    [
        ([0, 1], [0, 9], [9, 8], r"recency, row 1: 9\.0 is not at most the age"),
        ([1], [0], [9], "recency, row 0: .* above 0 for who came again"),
        ([0], [4], [9], "recency, row 0: .* 0 for who came once"),
        ([-1], [0], [9], "frequency, row 0"),
        ([0], [0], [float("inf")], "age, row 0"),
        ([0, 0], [0], [9], "recency: 2 values"),
    ],
)
def test_an_impossible_customer_is_refused_by_row(x, t, age, words):
    with pytest.raises(BadInput, match=words):
        History.of(x, t, age)


def test_a_count_of_nobody_is_refused():
    with pytest.raises(BadInput, match="count, row 0"):
        History.of([0], [0], [9], count=[0])


def test_visits_after_the_day_are_refused_not_cut():
    with pytest.raises(BadInput, match="after 5"):
        History.of_visits(visits([0], [6], 1), 5)


@pytest.mark.parametrize("on", [0, 2**70, 1.5])
def test_a_day_that_no_calendar_has_is_refused(on):
    with pytest.raises(BadInput, match="on"):
        History.of_rows([1], [5], on)
