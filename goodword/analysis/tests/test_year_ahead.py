import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.inputs import BadInput
from goodword.analysis.lifetime import BgNbd
from goodword.analysis.year_ahead import SHORTEST_LOOK, year_ahead

from .buying import CDNOW_39_WEEKS, cdnow, made_sales, online_shop

SHOP = BgNbd(r=0.6, alpha=40, a=0.8, b=2.5)
ON = 730_000


@pytest.fixture
def rng():
    return np.random.default_rng(2005)


def test_cdnow_looked_back_upon_beats_the_past_rate_by_far():
    person, day, dollars = cdnow()
    answer = year_ahead(person, day, dollars, int(day.max()))
    assert answer.how == "bg/nbd" and answer.looks
    assert answer.level_error < 0.2
    assert answer.naive_error > 2 * answer.level_error


def test_what_cdnow_bought_in_the_second_39_weeks_lies_within_the_band():
    person, day, dollars = cdnow()
    answer = year_ahead(person, day, dollars, CDNOW_39_WEEKS, 273)
    later = (
        np.isin(person, answer.people)
        & (day > CDNOW_39_WEEKS)
        & (day <= CDNOW_39_WEEKS + 273)
        & (dollars > 0)
    )
    n_days = len(np.unique(person[later] * 10**7 + day[later]))
    assert answer.total.low.purchases < n_days < answer.total.high.purchases
    assert answer.total.low.spent < dollars[later].sum() < answer.total.high.spent


def test_an_online_shop_is_answered_though_nobody_is_seen_to_leave():
    person, day, pounds = online_shop()
    answer = year_ahead(person, day, pounds, int(day.max()))
    assert "Nobody is seen to leave" in answer.why
    assert answer.total.low.spent < answer.total.typical.spent < answer.total.high.spent


def test_a_look_back_sees_nothing_of_what_came_after(rng):
    person, day, money = made_sales(rng, 400, SHOP, 500)
    on = ON + 500
    looks = year_ahead(person, day, money, on, 90).looks
    for look in looks:
        then = year_ahead(person[day <= look.on], day[day <= look.on], money[day <= look.on], look.on, 90)
        assert look.expected == then.total.typical
        assert look.n_customers == len(then.people)


def test_what_came_is_what_the_same_customers_did(rng):
    person, day, money = made_sales(rng, 300, SHOP, 400)
    answer = year_ahead(person, day, money, ON + 400, 60)
    assert answer.looks
    for look in answer.looks:
        known = {who for who, when in zip(person, day, strict=True) if when <= look.on}
        came = {
            (who, when)
            for who, when in zip(person.tolist(), day.tolist(), strict=True)
            if who in known and look.on < when <= look.until
        }
        assert look.came.purchases == len(came)


def test_sales_after_the_day_change_nothing(rng):
    person, day, money = made_sales(rng, 300, SHOP, 400)
    on = ON + 250
    seen = day <= on
    whole, cut = year_ahead(person, day, money, on), year_ahead(person[seen], day[seen], money[seen], on)
    assert whole.total == cut.total and whole.looks == cut.looks


def test_several_sales_of_one_day_are_one_purchase():
    once = year_ahead([1, 1], [ON, ON + 50], [10, 10], ON + 100)
    split = year_ahead([1, 1, 1], [ON, ON + 50, ON + 50], [10, 4, 6], ON + 100)
    assert split.total.typical.purchases == once.total.typical.purchases
    assert split.total.typical.spent == pytest.approx(once.total.typical.spent)


def test_a_sale_given_back_on_its_day_is_none():
    bought = year_ahead([1, 1], [ON, ON + 50], [10, 10], ON + 100)
    undone = year_ahead([1, 1, 1, 1], [ON, ON + 50, ON + 70, ON + 70], [10, 10, 9, -9], ON + 100)
    assert undone.total == bought.total


def test_money_given_back_later_is_taken_off():
    kept = year_ahead([1, 1], [ON, ON + 50], [10, 10], ON + 100)
    given = year_ahead([1, 1, 1], [ON, ON + 50, ON + 70], [10, 10, -8], ON + 100)
    assert given.total.typical.purchases == kept.total.typical.purchases
    assert given.total.typical.spent < kept.total.typical.spent


def test_past_errors_make_the_band_wider(rng):
    person, day, money = made_sales(rng, 1_000, SHOP, 600)
    steady = year_ahead(person, day, money, ON + 600, 90)
    left = (day > ON + 420) & (rng.random(len(day)) < 0.8)  # as if a rival had opened
    shaken = year_ahead(person[~left], day[~left], money[~left], ON + 600, 90)

    def width(answer):
        return answer.total.high.purchases / answer.total.low.purchases

    assert shaken.level_error > steady.level_error
    assert width(shaken) > 1.2 * width(steady)


def test_a_surer_band_is_wider(rng):
    sales = made_sales(rng, 300, SHOP, 400)
    half, most = (year_ahead(*sales, ON + 400, share=share).total for share in (0.5, 0.9))
    assert most.low.purchases < half.low.purchases < half.high.purchases < most.high.purchases


def test_without_a_past_to_try_it_on_it_says_so():
    answer = year_ahead([1, 2], [ON, ON + SHORTEST_LOOK], [5, 5], ON + SHORTEST_LOOK)
    assert not answer.looks and "56 days" in answer.why_no_looks
    assert np.isnan(answer.level_error) and np.isnan(answer.naive_error)


@pytest.mark.slow
def test_of_made_up_shops_nine_in_ten_totals_lie_within_the_band():
    inside = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        person, day, money = made_sales(rng, 400, SHOP, 730)
        on = ON + 550
        answer = year_ahead(person, day, money, on, 180)
        later = np.isin(person, answer.people) & (day > on) & (day <= on + 180)
        n_days = len(np.unique(person[later] * 10**7 + day[later]))
        inside.append(answer.total.low.purchases <= n_days <= answer.total.high.purchases)
    assert sum(inside) >= 51


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(730_000, 730_400), st.floats(-1e15, 1e15)), max_size=50
    ),
    st.integers(1, 3_652_059),
    st.integers(1, 3_652_059),
)
def test_any_rows_are_answered_with_finite_totals(rows, on, ahead):
    person, day, money = ([row[i] for row in rows] for i in range(3))
    answer = year_ahead(person, day, money, on, ahead)
    for total in (answer.total.low, answer.total.typical, answer.total.high):
        assert np.isfinite([total.purchases, total.spent]).all()
        assert total.purchases >= 0 and total.spent >= 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"spent": [float("nan")]}, "spent, row 0"),
        ({"spent": ["ten"]}, "spent: numbers"),
        ({"spent": [1, 2]}, "one each"),
        ({"day": [0]}, "day, row 0"),
        ({"on": 0}, "on, row 0"),
        ({"ahead": 0}, "ahead: 0"),
        ({"share": 1.0}, r"share: 1\.0"),
    ],
)
def test_nonsense_is_refused_in_words(changed, words):
    with pytest.raises(BadInput, match=words):
        year_ahead(**{"person": [1], "day": [5], "spent": [3], "on": 9} | changed)
