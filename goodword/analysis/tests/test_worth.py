import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.inputs import BadInput
from goodword.analysis.tree import NOBODY, grow
from goodword.analysis.worth import worth

ANYWAY = (0.3, 0.1, 0.6)


@st.composite
def forests(draw):
    """Anybody may be sent by anybody, so circles come too."""
    n = draw(st.integers(1, 25))
    up = draw(st.lists(st.integers(NOBODY, n - 1), min_size=n, max_size=n))
    own = draw(st.lists(st.integers(0, 10**7), min_size=n, max_size=n))
    return np.array(up), np.array(own, float)


def slow(own, up, part):
    """As it is defined, from the top down, calling itself."""
    hangs = grow(up).generation > 0

    def whole(one):
        return own[one] + sum(
            part * whole(other) for other in range(len(up)) if hangs[other] and up[other] == one
        )

    return [
        own[one] if not hangs[one] else whole(one) * (1 - part if up[one] != NOBODY else 1)
        for one in range(len(up))
    ]


@settings(max_examples=150, deadline=None)
@given(forests(), st.floats(0, 1))
def test_every_cent_is_counted_once(forest, share):
    up, own = forest
    got = worth(own, up, ANYWAY, share)
    assert got.credited.sum() == pytest.approx(own.sum(), abs=0.01)
    assert got.incremental.sum() == pytest.approx(own.sum(), abs=0.01)


@settings(max_examples=100, deadline=None)
@given(forests(), st.floats(0, 1))
def test_it_is_what_the_definition_says(forest, share):
    up, own = forest
    got = worth(own, up, ANYWAY, share)
    assert got.credited == pytest.approx(slow(own, up, share), abs=1e-6)
    assert got.incremental == pytest.approx(slow(own, up, share * 0.7), abs=1e-6)
    ends = np.array([slow(own, up, share * (1 - one)) for one in ANYWAY])
    assert got.low == pytest.approx(ends.min(axis=0), abs=1e-6)
    assert got.high == pytest.approx(ends.max(axis=0), abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(forests(), st.floats(0, 1))
def test_nobody_is_worth_less_than_nothing(forest, share):
    up, own = forest
    got = worth(own, up, ANYWAY, share)
    assert min(got.credited.min(), got.incremental.min(), got.low.min(), got.brought.min()) >= 0
    assert (got.low <= got.incremental).all() and (got.incremental <= got.high).all()


@settings(max_examples=60, deadline=None)
@given(forests(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing_to_it(forest, random):
    up, own = forest
    order = np.array(random.sample(range(len(up)), len(up)))
    place = np.argsort(order)
    moved = np.where(up[order] == NOBODY, NOBODY, place[up[order]])
    assert worth(own[order], moved).credited == pytest.approx(worth(own, up).credited[order], abs=1e-6)


def test_half_goes_up_and_half_stays():
    # Dana sent Eli, who sent Fay; Gus came by himself.
    got = worth([100, 200, 400, 70], [NOBODY, 0, 1, NOBODY])
    # Eli is worth 200 + 400 / 2 = 400, of which half is Dana's.
    assert got.credited.tolist() == [300, 200, 200, 70]


def test_who_never_bought_is_worth_what_they_set_in_motion():
    got = worth([0, 500, 500], [NOBODY, 0, 0], (0.2, 0.1, 0.4))
    assert got.credited[0] == 500
    assert (got.incremental[0], got.low[0], got.high[0]) == pytest.approx((400, 300, 450))
    assert got.brought[0] == pytest.approx(400)


def test_if_all_would_have_come_anyway_everybody_is_worth_their_own():
    assert worth([5, 6, 7], [NOBODY, 0, 1], (1, 1, 1)).incremental.tolist() == [5, 6, 7]
    assert worth([5, 6, 7], [NOBODY, 0, 1], share=0).credited.tolist() == [5, 6, 7]


def test_who_goes_round_in_a_circle_keeps_their_own():
    assert worth([10, 20, 30], [1, 0, 0]).credited.tolist() == [10, 20, 30]


def test_nobody_is_worth_nothing():
    assert len(worth([], [])) == 0


def test_what_is_not_known_of_purchases_is_nothing():
    assert worth([np.nan, 8], [NOBODY, 0]).credited.tolist() == [4, 4]


@pytest.mark.slow
def test_a_line_of_a_million_people_is_counted_too():
    n = 1_000_000
    begun = time.perf_counter()
    got = worth(np.ones(n), np.arange(n) - 1, ANYWAY)
    assert time.perf_counter() - begun < 60
    assert got.credited.sum() == pytest.approx(n, abs=0.01)
    assert got.credited[0] == pytest.approx(2)  # 1 + 1/2 + 1/4 + ...


@pytest.mark.parametrize(
    ("own", "up", "more", "words"),
    [
        ([-1.0], [NOBODY], {}, "own, row 0"),
        ([1.0, np.inf], [NOBODY, 0], {}, "own, row 1"),
        ([1.0, 1e300], [NOBODY, 0], {}, "own, row 1"),
        ([1.0], [NOBODY, 0], {}, "own: 2 values"),
        ([1.0], [4], {}, "up, row 0"),
        ([1.0], [NOBODY], {"share": 1.5}, "share"),
        ([1.0], [NOBODY], {"share": np.nan}, "share"),
        ([1.0], [NOBODY], {"anyway": (0.5, 0.6, 0.7)}, "anyway"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(own, up, more, words):
    with pytest.raises(BadInput, match=words):
        worth(own, up, **more)
