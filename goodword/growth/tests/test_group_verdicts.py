"""growth/measure/verdicts.py and group_words.py: what is said of a group, and what to do next."""

import pytest

from goodword.growth.group_words import next_words, sure_words
from goodword.growth.measure.group_counts import Came
from goodword.growth.measure.verdicts import judged


def came(asks, yes, sent, yeses, n=30, n_asked=20):
    return Came(n=n, n_asked=n_asked, asks=asks, yes=yes, asked_sent=sent, asked_yeses=yeses)


WHOLE = came(400, 200, 60, 40)


def says(group, whole=WHOLE, kind="told"):
    [one] = judged([kind], [group], whole)
    return one


@pytest.mark.parametrize(
    ("group", "verdict"),
    [
        (came(60, 40, 30, 25), "go_on"),
        (came(100, 50, 0, 0), "stop"),
        (came(3, 3, 3, 3), "early"),
        (came(0, 0, 0, 0), "early"),
    ],
)
def test_a_group_goes_on_stops_or_is_too_early_to_judge(group, verdict):
    assert says(group)["verdict"] == verdict


def test_each_kind_of_group_is_held_beside_the_whole_business_once():
    # The same people, found by ties and by place: neither is the other's rest.
    group = came(60, 40, 30, 25)
    alone = says(group, kind="place")
    both = judged(["place", "ties"], [group, group], WHOLE)
    assert both == [alone, alone]


def test_told_groups_that_overlap_never_leave_less_than_nothing_elsewhere():
    for one in judged(["told", "told"], [WHOLE, WHOLE], WHOLE):
        assert one["verdict"] == "early" and one["asks_elsewhere"] == 0


def test_no_groups_have_no_verdicts():
    assert judged([], [], WHOLE) == []


def words(group):
    one = says(group)
    told = {"asks": group.asks, "n": group.n, "n_asked": group.n_asked} | one
    return sure_words(one["verdict"], told), next_words(one["verdict"], told)


def test_a_verdict_says_how_sure_it_is_and_what_to_do():
    sure, then = words(came(60, 40, 30, 25))
    assert "A hundred asks here bring about" in sure and "How sure this is: 99 in 100." in sure
    assert then == "Ask the 10 people here whom you have not asked yet, one at a time."


def test_too_early_says_how_much_is_missing_and_never_how_sure():
    sure, then = words(came(3, 3, 3, 3))
    assert "So far: 3 here, 397 elsewhere." in sure and "How sure" not in sure
    assert then == "Ask a few more of them, one at a time, before you judge."


def test_a_group_like_the_others_says_so():
    sure, _then = words(came(24, 12, 3, 2))
    assert sure == "They are about like the others, as far as the figures tell."


@pytest.mark.parametrize(
    ("group", "then"),
    [
        (came(60, 3, 3, 2), "They seldom say yes."),
        (came(60, 32, 2, 2), "They say yes, and little follows."),
        (came(60, 32, 12, 2), "They send people for whom you are not right."),
    ],
)
def test_what_to_change_is_the_step_at_which_they_fall_behind(group, then):
    one = says(group) | {"n": 30, "n_asked": 20, "verdict": "change"}
    assert next_words("change", one | {"weakest": one["weakest"]}).startswith(then), one
