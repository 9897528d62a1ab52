"""analysis/judged.py: the rules, at their limits."""

import pytest

from goodword.analysis.inputs import BadInput
from goodword.analysis.judged import ENOUGH, active, relevant, valuable


@pytest.mark.parametrize(
    ("rule", "part", "whole", "level"),
    [
        (active, 25, 100, "yes"), (active, 24, 100, "partly"), (active, 10, 100, "partly"), (active, 9, 100, "no"),
        (relevant, 40, 120, "yes"), (relevant, 39, 120, "partly"), (relevant, 15, 120, "partly"),
        (relevant, 14, 120, "no"), (valuable, 10, 30, "yes"), (valuable, 9, 30, "partly"), (valuable, 2, 30, "no"),
    ],
)  # fmt: skip
def test_each_level_begins_where_the_rule_says(rule, part, whole, level):
    found = rule(part, whole)
    assert (found.level, found.share) == (level, pytest.approx(part / whole))


@pytest.mark.parametrize("rule", [active, relevant, valuable])
def test_few_people_are_not_judged(rule):
    assert rule(ENOUGH - 1, ENOUGH - 1).level == rule(0, 0).level == "too early"
    assert rule(ENOUGH, ENOUGH).level == "yes"


@pytest.mark.parametrize("counts", [(-1, 30), (31, 30), (1, 0)])
def test_a_part_is_no_more_than_the_whole(counts):
    with pytest.raises(BadInput, match="of"):
        active(*counts)
