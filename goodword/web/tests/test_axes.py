"""Round numbers and round days at the sides of a picture."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.web.charts.axes import MOST, MOST_STEPS, MOST_YEARS, round_days, round_numbers


@pytest.mark.parametrize(
    ("high", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (318, [0, 100, 200, 300, 400]),
        (1000, [0, 200, 400, 600, 800, 1000]),
        (0.41, [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
        (1e15, [0, 2e14, 4e14, 6e14, 8e14, 1e15]),
    ],
)
def test_the_numbers_at_the_side_are_those_that_one_would_write(high, ticks):
    assert round_numbers(high) == ticks


@given(st.floats(0, MOST))
def test_they_begin_at_nothing_and_end_just_above_the_highest(high):
    ticks = round_numbers(high)
    assert ticks[0] == 0
    assert ticks[-1] >= high
    assert len(ticks) == 2 or ticks[-2] < high
    assert 2 <= len(ticks) <= MOST_STEPS + 1


@given(st.floats(1e-6, MOST))
def test_their_steps_are_alike_and_begin_with_1_2_or_5(high):
    ticks = round_numbers(high)
    steps = [after - before for before, after in pairwise(ticks)]
    assert steps == pytest.approx([ticks[1]] * len(steps))
    assert f"{ticks[1]:e}"[:8] in ("1.000000", "2.000000", "5.000000")


@given(st.floats(1, MOST))
def test_what_is_counted_has_no_halves(high):
    assert all(tick == int(tick) for tick in round_numbers(high))


# With nothing but zeros, or as good as that, the side goes up to 1, as it must end somewhere.
@given(st.floats(1e-6, MOST), st.floats(1e-6, MOST))
def test_a_higher_figure_never_has_a_lower_side(one, other):
    low, high = sorted((one, other))
    assert round_numbers(low)[-1] <= round_numbers(high)[-1]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 10, 5), date(2026, 10, 5), ["Oct 5"]),
        (date(2026, 10, 5), date(2026, 10, 25), ["Oct 5", "Oct 12", "Oct 19"]),
        (date(2026, 3, 1), date(2026, 10, 1), ["Apr 2026", "Jul 2026", "Oct 2026"]),
        (date(2024, 1, 1), date(2031, 1, 1), ["2024", "2026", "2028", "2030"]),
        (date(2026, 5, 17), date(2027, 5, 16), ["Jul 2026", "Jan 2027"]),
    ],
)
def test_the_days_below_are_those_of_the_calendar(first, last, words):
    assert [told for _on, told in round_days(first, last)] == words


@given(st.dates(), st.dates())
def test_they_are_few_in_order_and_within(one, other):
    first, last = sorted((one, other))
    days = [on for on, _words in round_days(first, last)]
    assert 1 <= len(days) <= MOST_YEARS
    assert days == sorted(set(days))
    assert first <= days[0] and days[-1] <= last
