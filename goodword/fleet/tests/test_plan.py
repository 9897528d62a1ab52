"""fleet/plan.py"""

import pytest

from goodword.fleet.plan import Counted, Options, Plan
from goodword.fleet.refused import Refused

BOUNDS = {"person": 1, "day": 20_000, "cents": 100}


def counted(**more):
    return Counted(**{"rows": 100, "businesses": 3, "low": dict(BOUNDS), "high": dict(BOUNDS), **more})


def planned(options=None, **more):
    return Plan.of("digest", options or Options("2026-03-02"), counted(**more))


def test_the_commonest_currency_of_a_business_counts_and_the_rest_is_told():
    plan = planned(apart={"bakery": {"USD": 20, "EUR": 9, "CHF": 20}})
    assert plan.currencies == {"bakery": "CHF"}  # of two as common, the first by its letters
    assert plan.elsewhere == 29


def test_a_large_business_is_a_part_of_its_own_in_slices():
    plan = planned(Options("2026-03-02", 40, 50), apart={"bakery": {"": 90}})
    assert [plan.large_in(part) for part in plan.parts] == [None, "bakery"]
    assert plan.large == {"bakery": 3}
    assert plan.part_of("bakery") == 1
    assert plan.part_of("florist") == 0


def test_every_business_falls_into_one_part():
    plan = planned(Options("2026-03-02", 10))
    assert plan.parts == range(10)
    assert {plan.part_of(f"shop {i}") for i in range(500)} == set(plan.parts)


def test_a_plan_is_read_as_it_was_written():
    plan = planned(Options("2026-03-02", 40, 50), apart={"bäckerei": {"": 60, "EUR": 2}})
    assert Plan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rows": 0}, "there are no sales"),
        ({"missing": {"day": 1200}}, "“day” is missing in 1,200 rows"),
        ({"low": {**BOUNDS, "person": -4}}, "“person” is once -4; from 0 to"),
        ({"high": {**BOUNDS, "cents": 10**15}}, "“cents” is once 1,000,000,000,000,000"),
        ({"low": {**BOUNDS, "day": -700_000}}, "“day” is once 0053-06-19; from 1900-01-01 to 2199-12-31"),
        ({"high": {**BOUNDS, "day": 10**7}}, "“day” is once day 10000000"),
    ],
)
def test_what_cannot_be_counted_is_said(more, words):
    with pytest.raises(Refused, match=words):
        planned(**more)


def test_a_sale_of_nobody_known_is_left_out_and_told():
    assert planned(missing={"person": 7}).nobody == 7
