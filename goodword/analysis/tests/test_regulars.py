import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.analysis.inputs import BadInput
from goodword.analysis.regulars import LEAST_PATIENCE, regulars

DAY = 738_000  # a day in 2021


def of(*days, until=DAY + 5000):
    return regulars([0] * len(days), [DAY + day for day in days], until)


def told(spells):
    return [(start - DAY, end - DAY) for start, end in zip(spells.start, spells.end, strict=True)]


def slowly(visits, day, until):
    """Whether one person is a regular on `day`, straight from the rule in words."""
    seen = sorted({one for one in visits if one <= min(day, until)})
    if len(seen) < 3:
        return False
    mean_gap = (seen[-1] - seen[0]) / (len(seen) - 1)
    return day - seen[-1] <= max(np.ceil(3 * mean_gap), LEAST_PATIENCE)


def test_the_third_day_makes_a_regular():
    assert told(of(0, 10)) == []
    assert told(of(0, 10, 20)) == [(20, 20 + 91)]


def test_two_sales_of_one_day_are_one_visit():
    assert told(of(0, 10, 10)) == []


def test_who_comes_once_a_month_is_waited_for_three_months_and_who_comes_once_a_year_three_years():
    assert told(of(0, 30, 60)) == [(60, 151)]
    assert told(of(0, 365, 730)) == [(730, 730 + 3 * 365 + 1)]


def test_who_comes_back_is_a_regular_again_from_that_day():
    spells = of(0, 10, 20, 500)
    assert told(spells)[0] == (20, 111) and told(spells)[1][0] == 500
    assert spells.is_first.tolist() == [True, False]


def test_days_to_come_are_left_out():
    assert told(of(0, 10, 900, until=DAY + 100)) == []


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 600)), max_size=40),
    st.lists(st.integers(0, 900), min_size=1, max_size=5),
)
def test_the_count_of_a_day_is_that_of_the_rule_in_words_and_of_what_was_known_then(rows, days):
    who, when = [one for one, _ in rows], [DAY + one for _, one in rows]
    wanted = [DAY + day for day in days]
    spells = regulars(who, when, DAY + 2000)
    expected = [
        sum(
            slowly([d for w, d in zip(who, when, strict=True) if w == one], day, DAY + 2000)
            for one in range(4)
        )
        for day in wanted
    ]
    assert spells.count_on(wanted).tolist() == expected
    then = [regulars(who, when, day) for day in wanted]
    assert [len(one.who_on(day)) for one, day in zip(then, wanted, strict=True)] == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 600)), max_size=40), st.randoms())
def test_the_order_of_rows_changes_nothing(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = (
        regulars([w for w, _ in given_], [DAY + d for _, d in given_], DAY + 2000)
        for given_ in (rows, shuffled)
    )
    assert told(one) == told(other) and one.person.tolist() == other.person.tolist()


def test_nobody_is_no_regular():
    assert len(regulars([], [], DAY)) == 0
    assert regulars([], [], DAY).count_on([DAY]).tolist() == [0]


def test_a_day_that_is_none_is_refused_by_its_row():
    with pytest.raises(BadInput, match="day, row 1"):
        regulars([0, 0], [DAY, 0], DAY)
    with pytest.raises(BadInput, match="day: 0"):
        of(1, 2, 3).who_on(0)
