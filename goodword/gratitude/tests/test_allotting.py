"""Who gets what within the limits: the same in any order, and never past them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from goodword.gratitude.allotting import ADVOCATE, NEWCOMER, Came, Fixed, Over, Terms, allot, is_full

BOTH = {NEWCOMER: 200, ADVOCATE: 500}


def came(newcomer: int, on: int = 1, advocate: int = 99, program: int = 1, year: int = 2026) -> Came:
    return Came(on, f"key{newcomer}", newcomer, advocate, year, program)


def places(told) -> set[tuple[int, str]]:
    return {place for place, _came in told.made}


def test_both_sides_get_something() -> None:
    assert places(allot([came(1)], {1: Terms(BOTH)})) == {(1, NEWCOMER), (1, ADVOCATE)}
    assert places(allot([came(1)], {1: Terms({ADVOCATE: 0})})) == {(1, ADVOCATE)}


def test_whoever_said_yes_first_comes_first_whatever_the_order() -> None:
    terms = {1: Terms(BOTH, budget=1500)}
    late, early, middle = came(1, on=9), came(2, on=3), came(3, on=5)
    told = allot([late, early, middle], terms)
    assert places(told) == {(2, NEWCOMER), (2, ADVOCATE), (3, NEWCOMER), (3, ADVOCATE)}
    assert told.over == {(1, NEWCOMER): Over.BUDGET, (1, ADVOCATE): Over.BUDGET}


def test_money_for_one_side_alone_makes_neither() -> None:
    told = allot([came(1)], {1: Terms(BOTH, budget=600)})
    assert not told.made and set(told.over.values()) == {Over.BUDGET}


def test_the_limit_for_one_sender_takes_only_the_senders_side() -> None:
    told = allot([came(1), came(2, on=2), came(3, on=3, year=2027)], {1: Terms(BOTH, most_a_year=1)})
    assert told.over == {(2, ADVOCATE): Over.A_YEAR}
    assert (2, NEWCOMER) in places(told) and (3, ADVOCATE) in places(told)


def test_the_limit_of_newcomers_counts_a_newcomer_once() -> None:
    told = allot([came(1), came(2, on=2), came(3, on=3)], {1: Terms(BOTH, most_in_all=2)})
    assert {newcomer for newcomer, _side in places(told)} == {1, 2}
    assert told.over[3, NEWCOMER] == Over.IN_ALL


def test_what_is_fixed_is_counted_first_and_never_made_again() -> None:
    fixed = [Fixed(5, ADVOCATE, 99, 2026, 1, 500)]
    told = allot([came(5), came(1)], {1: Terms(BOTH, most_a_year=1, budget=900)}, fixed)
    assert places(told) == {(1, NEWCOMER), (5, NEWCOMER)}
    assert told.over == {(1, ADVOCATE): Over.A_YEAR}


def test_what_the_owner_refused_leaves_its_money_to_others() -> None:
    told = allot([came(1), came(2, on=2)], {1: Terms(BOTH, budget=900)}, refused=[(1, ADVOCATE)])
    assert places(told) == {(1, NEWCOMER), (2, NEWCOMER), (2, ADVOCATE)}


def test_it_is_full_when_the_next_would_get_nothing() -> None:
    assert is_full(Terms(BOTH, budget=1000), 400, 0)
    assert not is_full(Terms(BOTH, budget=1000), 300, 0)
    assert is_full(Terms(BOTH, most_in_all=2), 0, 2)
    assert not is_full(Terms(BOTH), 10**12, 10**6)


cents = st.integers(0, 900)
terms_of = st.builds(
    Terms,
    st.dictionaries(st.sampled_from([NEWCOMER, ADVOCATE]), cents, min_size=1),
    st.none() | st.integers(1, 3),
    st.none() | st.integers(1, 5),
    st.none() | st.integers(0, 5000),
)
some_came = st.lists(
    st.builds(
        lambda who, on, by, program, year: Came(on, f"k{who}", who, 100 + by, year, program),
        st.integers(1, 30), st.integers(1, 20), st.integers(0, 3), st.integers(1, 2), st.integers(2025, 2026),
    ),
    max_size=25,
    unique_by=lambda one: one.newcomer,
)  # fmt: skip


@given(some_came, st.fixed_dictionaries({1: terms_of, 2: terms_of}), st.randoms(use_true_random=False))
def test_no_limit_is_ever_passed_and_the_sums_add_up(who, programs, random) -> None:
    told = allot(who, programs)
    shuffled = list(who)
    random.shuffle(shuffled)
    again = allot(shuffled, programs)
    assert (dict(told.made), told.over) == (dict(again.made), again.over)

    spent: Counter[int] = Counter()
    newcomers: dict[int, set[int]] = {1: set(), 2: set()}
    a_year: Counter[tuple[int, int]] = Counter()
    for (newcomer, side), one in told.made:
        spent[one.program] += programs[one.program].cents[side]
        newcomers[one.program].add(newcomer)
        a_year[one.advocate, one.year] += side == ADVOCATE
    for program, terms in programs.items():
        assert spent[program] == told.spent[program]
        assert terms.budget is None or spent[program] <= max(terms.budget, 0)
        assert terms.most_in_all is None or len(newcomers[program]) <= terms.most_in_all
    most = [terms.most_a_year for terms in programs.values()]
    if None not in most:
        assert not a_year or max(a_year.values()) <= max(most)
    # Each side of each who came is made once, or told as over; nothing else.
    wanted = {(one.newcomer, side) for one in who for side in programs[one.program].cents}
    made = [place for place, _one in told.made]
    assert len(made) == len(set(made))
    assert set(made) | set(told.over) == wanted and not set(made) & set(told.over)


@given(some_came, st.fixed_dictionaries({1: terms_of, 2: terms_of}), st.integers(0, 25))
def test_what_was_made_keeps_its_place_when_it_is_approved_and_more_come(who, programs, n) -> None:
    before = allot(who[:n], programs)
    fixed = [
        Fixed(newcomer, side, one.advocate if side == ADVOCATE else None, one.year, one.program,
              programs[one.program].cents[side])
        for (newcomer, side), one in before.made
    ]  # fmt: skip
    after = allot(who, programs, fixed)
    assert not set(places(after)) & set(places(before))
    for program, terms in programs.items():
        assert terms.budget is None or after.spent[program] <= terms.budget
