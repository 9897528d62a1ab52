"""Whom to tell first: measure/telling.py, and the page that shows it."""

import json
import re

import numpy as np
import pytest

from goodword.accounts.models import Source
from goodword.analysis.cascade import mean_spread
from goodword.analysis.network import network
from goodword.growth.jobs import count_figure
from goodword.growth.measure import telling
from goodword.growth.measure.telling import counted, reached_alone
from goodword.growth.models import Figure
from goodword.growth.telling import FEWEST, budget
from goodword.people.models import Person, Tie
from goodword.talks.tests.people import someone


@pytest.fixture(autouse=True)
def few_sets(monkeypatch):
    monkeypatch.setattr(telling, "SETS", 2000)


def knows(cast, pairs, n):
    source = Source.objects.create(business=cast.business, kind="hand", label="Alice", at=cast.alice.since)
    people = [someone(cast.business, f"Guest No{n:02}") for n in range(n)]
    Tie.objects.bulk_create(
        Tie(business=cast.business, person=people[a], other=people[b], kind="friend", source=source)
        for a, b in pairs
    )
    return people


@pytest.fixture
def stars(cast):
    """Six people in the middle of seven who know nobody else."""
    return knows(cast, [(middle, 6 + 7 * middle + n) for middle in range(6) for n in range(7)], 48)


def test_those_in_the_middle_are_told_first_each_with_whom_they_alone_reach(cast, on, stars):
    told = counted(cast.business, on)["budgets"]["5"]
    assert {code for code, _knows, _alone in told["people"]} <= {one.code for one in stars[:6]}
    # Everybody at the edge knows one person: word from there is sure to arrive.
    assert {n_known for _code, n_known, _alone in told["people"]} == {7}
    assert [alone for *_who, alone in told["people"]] == pytest.approx([8] * 5, abs=1)
    assert told["reach"][0] == pytest.approx(40, abs=2)


def test_more_people_never_reach_fewer(cast, on, stars):
    budgets = counted(cast.business, on)["budgets"]
    reach = [budgets[k]["reach"][0] for k in ("5", "10", "20")]
    assert reach == sorted(reach)
    assert [len(budgets[k]["people"]) for k in ("5", "10", "20")] == [5, 10, 20]


def test_reached_alone_is_what_is_lost_without_that_one(monkeypatch):
    monkeypatch.setattr(telling, "SETS", 20_000)
    # Against cascades: what all reach, less what the others reach.
    rng = np.random.default_rng(4)
    ties = network(rng.integers(0, 60, 90), rng.integers(0, 60, 90), 60, both_ways=True)
    first = np.array([3, 17, 40])
    alone = reached_alone(ties, first, rng)
    whole = mean_spread(ties, first, rng, 20_000).value
    lost = [whole - mean_spread(ties, first[first != one], rng, 20_000).value for one in first]
    assert alone == pytest.approx(lost, abs=0.6)


def test_counted_again_it_says_the_same(cast, on, stars):
    assert counted(cast.business, on) == counted(cast.business, on)


def test_too_few_who_know_each_other_are_not_put_in_order(as_, cast, at):
    knows(cast, [(0, n) for n in range(1, FEWEST - 1)], FEWEST + 5)
    count_figure(cast.business, "telling", at)
    assert Figure.objects.get().told == {"n": FEWEST - 1, "budgets": {}}
    page = as_("alice").get("/b/corner/groups/tell-first/").content.decode()
    assert "who knows whom of 29 people" in page and "From 30 on" in page


def test_before_anything_is_counted_the_page_says_when_it_will_be(as_, cast):
    page = as_("bob").get("/b/corner/groups/tell-first/").content.decode()
    assert "It is counted tonight for the first time" in page


@pytest.fixture
def page(as_, cast, at, stars):
    count_figure(cast.business, "telling", at)
    return lambda who="alice", k="5": (
        as_(who).get(f"/b/corner/groups/tell-first/?k={k}").content.decode().split("<main")[1]
    )


def test_the_page_names_them_with_a_reason_beside_the_best_connected(page):
    shown = page()
    assert shown.count("that none of the others reaches") == 5
    assert re.search("Word could reach about (39|40|41) of 48", shown)
    assert (
        re.search("The best-connected would reach about (39|40|41)", shown)
        and "choose whom you like" in shown
    )
    assert "This is no forecast of sales" in shown
    assert 'href="?k=5" aria-current="true"' in shown
    assert 'href="?k=10" aria-current="true"' in page(k="banana")


@pytest.mark.parametrize("told", ["", "banana", "-1", "1e9", "٥", "6"])
def test_nonsense_in_the_address_is_the_middle_budget(told):
    assert budget(told) == 10


def test_who_said_never_since_the_night_is_not_named(page, stars):
    Person.objects.filter(pk=stars[0].pk).update(never_ask=True)
    Person.objects.filter(pk=stars[1].pk).update(left_out=True)
    shown = page(k="20")
    assert "Guest No00" not in shown and "Guest No01" not in shown and "Guest No02" in shown


def test_the_figure_holds_no_name_and_no_key(page, stars):
    told = Figure.objects.get().told
    assert "Guest" not in json.dumps(told)
    codes = {one.code for one in stars}
    assert all(code in codes for code, *_more in told["budgets"]["20"]["people"])


def test_bob_sees_it_and_charlie_cannot_tell_that_it_exists(page, as_):
    assert "Guest No02" in page("bob", "20")
    assert as_("charlie").get("/b/corner/groups/tell-first/").status_code == 404
    assert "Guest" not in as_("charlie").get("/b/florist/groups/tell-first/").content.decode()
