from datetime import date
from itertools import pairwise
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.inputs import DAY_MAX, BadInput
from goodword.analysis.visits import ID_MAX, numbered, visits

ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(738_000, 738_900)), max_size=60)


def slow_visits(rows, n):
    """The same, one person after the other, in plain Python."""
    answer = []
    for person in range(n):
        came = sorted({day for who, day in rows if who == person})
        gaps = [later - earlier for earlier, later in pairwise(came)]
        answer.append(
            (
                len(came),
                came[0] if came else 0,
                came[-1] if came else 0,
                median(gaps) if gaps else None,
                sum(gaps) / len(gaps) if gaps else None,
            )
        )
    return answer


def as_plain(counted):
    return [
        (int(n), int(first), int(last), *(None if np.isnan(gap) else float(gap) for gap in gaps))
        for n, first, last, *gaps in zip(
            counted.n_days, counted.first, counted.last, counted.rhythm, counted.mean_gap, strict=True
        )
    ]


@settings(max_examples=80, deadline=None)
@given(ROWS)
def test_it_counts_as_a_slow_plain_version_does(rows):
    counted = visits([who for who, _ in rows], [day for _, day in rows], 7)
    assert as_plain(counted) == slow_visits(rows, 7)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_rows_may_come_in_any_order_and_twice(rows, random):
    again = rows + rows
    random.shuffle(again)
    first, second = (visits([w for w, _ in r], [d for _, d in r], 7) for r in (rows, again))
    assert as_plain(first) == as_plain(second)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(738_000, 738_900))
def test_each_visit_has_its_number(rows, until):
    who, day, number = (
        column.tolist() for column in numbered(*zip(*rows, strict=True) if rows else ([], []), until)
    )
    came = {person: sorted({d for w, d in rows if w == person and d <= until}) for person in range(7)}
    expected = [(person, d, n) for person, days in came.items() for n, d in enumerate(days, 1)]
    assert list(zip(who, day, number, strict=True)) == expected


def test_ids_are_any_numbers_up_to_a_trillion():
    assert [column.tolist() for column in numbered([ID_MAX, 3], [DAY_MAX, 1])] == [
        [3, ID_MAX],
        [1, DAY_MAX],
        [1, 1],
    ]
    with pytest.raises(BadInput, match="person, row 0"):
        numbered([ID_MAX + 1], [738_000])
    with pytest.raises(BadInput, match="1 people but 2 days"):
        numbered([1], [738_000, 738_001])


def test_several_sales_on_one_day_are_one_visit():
    assert visits([0, 0, 0], [738_000, 738_000, 738_007], 1).n_days.tolist() == [2]


def test_days_after_until_are_left_out():
    late = date(2099, 1, 1).toordinal()
    counted = visits([0, 0, 1], [738_000, late, late], 2, until=738_100)
    assert counted.last.tolist() == [738_000, 0]


def test_no_rows_and_no_people_are_answered():
    assert visits([], [], 3).n_days.tolist() == [0, 0, 0]
    assert len(visits([], [], 0)) == 0


def test_the_last_day_of_the_calendar_is_counted():
    assert visits([1, 1], [1, DAY_MAX], 2).mean_gap[1] == DAY_MAX - 1


def test_silence_is_measured_in_the_persons_own_rhythm():
    weekly, yearly = [738_000, 738_007, 738_014], [737_284, 737_649, 738_014]
    counted = visits([0] * 3 + [1] * 3 + [2], weekly + yearly + [738_014], 3)
    assert counted.rhythms_silent(738_035) == pytest.approx([3.0, 21 / 365, np.nan], nan_ok=True)


def test_a_burst_of_days_makes_nobody_late():
    burst = visits([0] * 6, [738_000, 738_001, 738_002, 738_090, 738_091, 738_092], 1)
    assert burst.rhythm[0] == 1
    assert burst.rhythms_silent(738_096)[0] < 1


@pytest.mark.parametrize(
    ("person", "day", "says"),
    [
        ([0, 2], [738_000, 738_000], "person, row 1: 2 is not between 0 and 1"),
        ([0, -1], [738_000, 738_000], "person, row 1: -1 "),
        ([0, 1], [738_000, 0], "day, row 1: 0 "),
        ([0, 1], [738_000, DAY_MAX + 1], "day, row 1: 3652060 "),
        ([0, 1], [738_000, np.nan], "day, row 1: nan is not a whole number"),
        ([0, 1], [np.inf, 738_000], "day, row 0: inf"),
        ([0, 1], [738_000.5, 738_000], "day, row 0: 738000.5"),
        ([0, 1], [738_000], "2 people but 1 days"),
        ([[0]], [738_000], "one flat list"),
        (["a"], [738_000], "numbers are needed"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_row(person, day, says):
    with pytest.raises(BadInput) as refusal:
        visits(person, day, 2)
    assert says in str(refusal.value)
