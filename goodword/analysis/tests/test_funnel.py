import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.funnel import (
    ALL_AS_USUAL,
    ENOUGH,
    STEPS,
    TOO_EARLY,
    counted,
    funnel,
    of_those_who_said,
)
from goodword.analysis.inputs import BadInput
from goodword.analysis.usual_rates import (
    BOUGHT_OF_SHARED,
    OF_STEP_BEFORE,
    OF_THOSE_WHO_SAID,
    SAYS,
    SHARED,
)

WIDE = ([400, 300, 200, 150, 140, 60, 40, 30], [300, 200, 150, 140, 60, 40, 30, 25])
MATRIX = st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=8, max_size=8), max_size=30)
PLACES = st.integers(0, 7)


def seeded(seed=1):
    return np.random.default_rng(seed)


def slow_chances(came, passed):
    """The chance of each to be narrowest: on a fine grid of shares, with nothing but the density of the posterior."""
    grid = (np.arange(20_000) + 0.5) / 20_000
    highs = {"says": 0.81, "shared": 0.33, "profitable": 0.10 / 0.12, "asked": 1.0}
    weights, below, best = {}, {}, {}
    for i in [place for place in range(8) if came[place] >= ENOUGH]:
        logs = (passed[i] - 0.5) * np.log(grid) + (came[i] - passed[i] - 0.5) * np.log(1 - grid)
        weights[i] = np.exp(logs - logs.max()) / np.exp(logs - logs.max()).sum()
        below[i] = np.cumsum(weights[i])
        best[i] = highs.get(STEPS[i], float(np.interp(0.95, below[i], grid)))
    chances = [0.0] * 8
    for i, weight in weights.items():
        times = best[i] / grid
        less_so = [1 - np.interp(best[j] / times, grid, below[j]) for j in weights if j != i]
        chances[i] = float((weight * np.prod(less_so, axis=0))[times > 1].sum())
    return chances


@pytest.mark.parametrize(
    ("came", "passed"),
    [
        ([40, 30, 25, 22, 21, 20, 20, 20], [30, 25, 18, 19, 6, 12, 13, 15]),
        ([60, 60, 60, 30, 30, 8, 5, 2], [50, 40, 30, 28, 4, 3, 2, 1]),
        ([25, 25, 25, 25, 25, 25, 25, 25], [12, 12, 12, 24, 7, 12, 12, 12]),
        ([30, 30, 0, 0, 0, 0, 0, 0], [20, 10, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_the_chances_are_those_of_a_slow_exact_version(came, passed):
    told = [step.chance_narrowest for step in funnel(came, passed, seeded(), n_draws=20_000).steps]
    assert told == pytest.approx(slow_chances(came, passed), abs=0.012)


@settings(max_examples=60, deadline=None)
@given(MATRIX)
def test_it_counts_as_a_slow_plain_version_does(people):
    came, passed = [0] * 8, [0] * 8
    for person in people:
        for i, seen in enumerate(person):
            if seen != -1 and (i == 0 or person[i - 1] == 1):
                came[i] += 1
                passed[i] += seen
    assert [column.tolist() for column in counted(people)] == [came, passed]


@settings(max_examples=60, deadline=None)
@given(MATRIX, PLACES)
def test_a_step_nobody_was_asked_about_is_not_a_failure(people, place):
    unasked = [[*person[:place], -1, *person[place + 1 :]] for person in people]
    came, passed = counted(unasked)
    assert (came[place], passed[place]) == (0, 0)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(20, 200), st.floats(0, 1)), min_size=8, max_size=8),
    PLACES,
    st.integers(1, 20),
)
def test_more_who_passed_never_make_a_step_more_likely_the_bottleneck(steps, place, more):
    came = [n for n, _ in steps]
    passed = [int(n * share) for n, share in steps]
    raised = [*passed]
    raised[place] = min(passed[place] + more, came[place])
    before, after = (
        funnel(came, seen, seeded(), 400).steps[place].chance_narrowest for seen in (passed, raised)
    )
    assert after <= before


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=8, max_size=8
    )
)
def test_the_chances_are_shares_and_the_named_one_is_the_largest(steps):
    found = funnel(*zip(*steps, strict=True), seeded(), 300)
    chances = [step.chance_narrowest for step in found.steps]
    assert 0 <= sum(chances) <= 1 + 1e-9
    assert found.chance == max(chances)
    assert (found.bottleneck is None) == bool(found.why_not)
    assert all(not step.chance_narrowest or step.n_came >= ENOUGH for step in found.steps)


@pytest.mark.parametrize("narrow", ["asked", "shared", "profitable"])
def test_the_step_that_was_made_narrow_is_found_again(narrow):
    usual = [0.9, 0.8, 0.8, 0.95, 0.33, 0.7, 0.7, 0.8]
    rates = [rate / 5 if name == narrow else rate for name, rate in zip(STEPS, usual, strict=True)]
    rng, came, counts = seeded(11), 60_000, []
    for rate in rates:
        passed = int(rng.binomial(came, rate))
        counts.append((came, passed))
        came = passed
    found = funnel(*zip(*counts, strict=True), rng)
    assert (found.bottleneck, found.chance) == (narrow, pytest.approx(1, abs=0.01))
    assert [step.rate.mid for step in found.steps] == pytest.approx(rates, abs=0.03)
    assert found.times.mid == pytest.approx(5, rel=0.3)


def test_what_the_bottleneck_would_add_is_what_the_raised_rate_gives():
    came, passed = ([n * 10_000 for n in side] for side in WIDE)
    found = funnel(came, passed, seeded())
    flow = np.prod(np.array(passed) / np.array(came))
    step = found.steps[STEPS.index(found.bottleneck)]
    times = step.reachable * step.n_came / step.n_passed
    assert found.times.mid == pytest.approx(times, rel=0.01)
    assert found.adds.mid == pytest.approx(100 * flow * (times - 1), rel=0.05)


def test_too_few_at_every_step_is_too_early():
    found = funnel([ENOUGH - 1] * 8, [3] * 8, seeded())
    assert (found.bottleneck, found.why_not) == (None, TOO_EARLY)
    assert funnel([0] * 8, [0] * 8, seeded()).steps[0].rate is None


def test_steps_far_wider_than_is_usual_are_no_bottleneck():
    came = [0, 0, 5000, 0, 5000, 0, 0, 5000]
    assert funnel(came, came, seeded()).why_not == ALL_AS_USUAL


def test_what_it_would_add_waits_until_every_step_has_enough():
    few = funnel([400, 300, 200, 150, 140, 60, 40, 3], [300, 200, 150, 140, 60, 40, 3, 2], seeded())
    assert few.adds is None and few.times is not None
    assert funnel(*WIDE, seeded()).adds is not None


def test_the_same_seed_is_the_same_answer():
    assert funnel(*WIDE, seeded(3)) == funnel(*WIDE, seeded(3))


def test_the_ten_percent_is_counted_from_those_who_said():
    people = (
        [[1, 1, 1, 1, 1, 1, 1, 1]]
        + [[1, 1, 1, 1, 0, 0, 0, 0]] * 7
        + [[1, 1, 1, -1, -1, -1, -1, -1]] * 5
        + [[1, 1, 0, 1, 1, 1, 1, 1]]
    )
    last = of_those_who_said(people)[-1]
    assert (last.name, last.n_said, last.n_got_there) == ("profitable", 8, 1)
    assert last.share.holds(1 / 8)
    assert last.usual.mid == 0.10


def test_what_is_usual_is_what_was_published():
    assert (SAYS.low, SAYS.high) == (0.68, 0.81)
    assert (SHARED.low, SHARED.high) == (0.30, 0.33)
    assert (OF_THOSE_WHO_SAID["bought"].low, OF_THOSE_WHO_SAID["bought"].high) == (0.12, 0.14)
    assert OF_THOSE_WHO_SAID["profitable"].mid == 0.10
    assert set(OF_STEP_BEFORE) | set(OF_THOSE_WHO_SAID) <= set(STEPS)
    # Step by step they lead to the same tenth.
    assert SHARED.mid * BOUGHT_OF_SHARED.mid * OF_STEP_BEFORE["profitable"].mid == pytest.approx(0.10)


def test_nobody_is_answered():
    came, passed = counted([])
    assert came.tolist() == passed.tolist() == [0] * 8
    assert all(one.share is None for one in of_those_who_said([]))


@pytest.mark.parametrize(
    "people",
    [[[1, 0]], [[2] * 8], [[0.5] * 8], [["yes"] * 8], [[1] * 8, [1]], [[None] * 8], 5, [[float("nan")] * 8]],
)
def test_people_that_cannot_be_counted_are_refused_in_words(people):
    with pytest.raises(BadInput, match="people"):
        counted(people)


@pytest.mark.parametrize(
    ("came", "passed", "words"),
    [
        ([1] * 7, [1] * 7, "8 steps"),
        ([1] * 8, [2] * 8, "row 0: 2 of 1"),
        ([1] * 8, [1] * 7, "one of each"),
        ([-1] * 8, [0] * 8, "n, row 0"),
    ],
)
def test_counts_that_cannot_be_are_refused_in_words(came, passed, words):
    with pytest.raises(BadInput, match=words):
        funnel(came, passed, seeded())


def test_a_million_millions_are_answered():
    assert funnel([10**12] * 8, [10**11] * 8, seeded(), 50).bottleneck in STEPS
