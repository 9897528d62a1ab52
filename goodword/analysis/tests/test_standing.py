import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.analysis.inputs import BadInput
from goodword.analysis.standing import (
    CLEAR,
    CLEAR_FROM,
    INTERCEPT,
    MOTIVES,
    SIGNALS,
    SOME,
    SOME_FROM,
    UNKNOWN,
    Facts,
    reasons,
    standing,
)
from goodword.analysis.visits import Visits, visits

ON = 739_500
LOYALTY, STORY, ACCESS, NAME = range(4)
COUNTS = [f.name for f in fields(Facts) if f.name != "visits" and not f.name.endswith("_day")]
GOOD_SIGNS = [name for name in COUNTS if not name.endswith("_no")]
DAYS = ["last_sent_day", "last_talk_day"]


def one(days=(), **facts):
    """The standing of one person who came on `days` (before ON)."""
    came = visits([0] * len(days), [ON - day for day in days], 1)
    return standing(Facts(came, **{name: [value] for name, value in facts.items()}), ON)


def levels(reading):
    return dict(zip(MOTIVES, reading.levels[0].tolist(), strict=True))


PERSON = st.fixed_dictionaries(
    {
        "days": st.lists(st.integers(0, 2000), max_size=15),
        **{name: st.integers(0, 12) for name in COUNTS},
        **{name: st.one_of(st.just(0), st.integers(ON - 3000, ON)) for name in DAYS},
    }
)


def read(people):
    who = [i for i, person in enumerate(people) for _ in person["days"]]
    when = [ON - day for person in people for day in person["days"]]
    facts = {name: np.array([person[name] for person in people], float) for name in COUNTS + DAYS}
    return standing(Facts(visits(who, when, len(people)), **facts), ON)


# --- an independent, slow version -------------------------------------------------------------------


def slow_person(person):
    """One person, by hand: every number written out again, so that a slip in the table is seen."""
    days = sorted({ON - day for day in person["days"]})
    last = days[-1] if days else 0
    fresh = 2 ** (-(ON - last) / 365) if days else 0.5
    years = min((last - days[0]) / 365.25, 3) if days else 0
    sent_day, talk_day = person["last_sent_day"], person["last_talk_day"]
    sent = math.log(1 + 2 * min(person["n_sent"], 10)) * (2 ** (-(ON - sent_day) / 730) if sent_day else 0.5)
    talks = min(person["n_talks"], 3) * (2 ** (-(ON - talk_day) / 180) if talk_day else 0.5)
    came = min(len(days), 10) * fresh
    well, brought, group = (min(person[name], 1) for name in ("wishes_well", "was_sent", "has_group"))
    story, knows, tips = (min(person[name], 2) for name in ("story_notes", "access_notes", "name_notes"))
    yes, no = min(person["asked_yes"], 2), min(person["asked_no"], 2)
    sums = [
        0.1 * came + 0.2 * years * fresh + 0.3 * well + 0.1 * brought + 0.04 * talks,
        0.65 * sent + 0.8 * story,
        0.8 * knows + 0.4 * group,
        0.8 * tips + 0.4 * yes,
    ]
    odds = math.log(0.12 / 0.88) - 0.9
    odds += 0.08 * came + 0.1 * years * fresh + 0.3 * well + 0.26 * brought + 0.05 * talks
    odds += 0.8 * sent + 0.15 * story + 0.05 * (knows + group + tips) + 0.4 * yes - no
    gate = sums[0] >= 0.15 or well > 0 or person["n_sent"] > 0
    return sums, 1 / (1 + math.exp(-odds)), gate


@settings(max_examples=60, deadline=None)
@given(st.lists(PERSON, min_size=1, max_size=5))
def test_it_reads_as_a_slow_plain_version_does(people):
    reading = read(people)
    for i, person in enumerate(people):
        sums, good, gate = slow_person(person)
        assert reading.sums[i] == pytest.approx(sums)
        assert reading.good[i] == pytest.approx(good)
        assert reading.gate[i] == gate


# --- properties -------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(PERSON, st.sampled_from(GOOD_SIGNS), st.integers(1, 5))
def test_one_more_good_sign_never_lowers_a_motive_the_gate_or_the_good(person, name, more):
    before, after = read([person]), read([{**person, name: person[name] + more}])
    assert (after.sums >= before.sums - 1e-12).all()
    assert (after.levels >= before.levels).all()
    assert after.gate >= before.gate
    assert after.good >= before.good - 1e-12


@settings(max_examples=60, deadline=None)
@given(PERSON, st.integers(0, 2500))
def test_one_more_visit_never_lowers_a_motive_the_gate_or_the_good(person, day):
    before, after = read([person]), read([{**person, "days": [*person["days"], day]}])
    assert (after.sums >= before.sums - 1e-12).all()
    assert after.gate >= before.gate
    assert after.good >= before.good - 1e-12


@settings(max_examples=60, deadline=None)
@given(PERSON)
def test_the_reasons_add_up_to_the_motive(person):
    reading = read([person])
    for column, motive in enumerate(MOTIVES):
        adds = sum(reason.adds for reason in reasons(reading, 0) if reason.motive == motive)
        assert adds == pytest.approx(reading.sums[0, column])


@settings(max_examples=40, deadline=None)
@given(PERSON)
def test_the_good_is_a_sum_of_log_odds(person):
    reading = read([person])
    odds = INTERCEPT + sum(s.log_odds * size for s, size in zip(SIGNALS, reading.sizes[:, 0], strict=True))
    assert math.log(reading.good[0] / (1 - reading.good[0])) == pytest.approx(odds)


@settings(max_examples=30, deadline=None)
@given(st.lists(PERSON, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_nobodys_reading_depends_on_who_else_is_read(people, random):
    alone = [read([person]).good[0] for person in people]
    assert read(people).good == pytest.approx(alone)


# --- directions and limits --------------------------------------------------------------------------


def test_nothing_known_is_unknown_and_not_asked_but_has_questions():
    reading = one()
    assert set(levels(reading).values()) == {UNKNOWN}
    assert not reading.gate[0]
    assert reading.missing[0].tolist() == [False, True, True, True]
    assert reasons(reading, 0) == []


def test_who_has_no_story_is_not_asked_for_it_again():
    reading = one(story_said_no=1, access_said_no=1)
    assert reading.missing[0].tolist() == [False, False, False, True]
    assert levels(reading)["story"] == UNKNOWN


def test_one_purchase_is_not_loyalty_and_two_are_some_signs_of_it():
    assert levels(one([3]))["loyalty"] == UNKNOWN
    assert levels(one([3, 30]))["loyalty"] == SOME
    assert one([3, 30]).gate[0]


def test_nine_visits_in_two_years_are_clear():
    assert levels(one(range(4, 700, 80)))["loyalty"] == CLEAR


def test_a_client_who_comes_once_a_year_is_loyal_too():
    assert levels(one([10, 375, 740, 1105]))["loyalty"] == CLEAR


def test_who_stopped_coming_fades():
    fresh, gone = one(range(0, 300, 30)), one(range(1500, 1800, 30))
    assert gone.good[0] < fresh.good[0]
    assert levels(gone)["loyalty"] < levels(fresh)["loyalty"] == CLEAR


def test_an_ally_who_never_bought_passes_the_gate():
    reading = one(wishes_well=1)
    assert reading.gate[0]
    assert levels(reading)["loyalty"] == SOME


def test_who_sent_somebody_years_ago_still_passes_the_gate():
    assert one(n_sent=1, last_sent_day=ON - 6000).gate[0]


def test_talking_alone_opens_no_gate():
    assert not one(n_talks=50, last_talk_day=ON).gate[0]


def test_a_story_noted_is_clear_and_a_club_in_the_address_book_is_some_signs():
    assert levels(one(story_notes=1))["story"] == CLEAR
    assert levels(one(has_group=1))["access"] == SOME
    assert levels(one(access_notes=1))["access"] == CLEAR


def test_having_sent_somebody_moves_the_good_more_than_any_story_or_network():
    day = {"last_sent_day": ON - 30}
    sent = one([3, 30], n_sent=1, **day).good[0]
    assert sent > one([3, 30], story_notes=2, access_notes=2, has_group=1, name_notes=2).good[0]
    assert one([3, 30], n_sent=1, last_sent_day=ON - 2000).good[0] < sent


def test_a_regular_stands_at_what_kumar_and_others_measured():
    came = visits([0] * 10, [ON - day for day in (0, 40, 80, 120, 160, 200, 240, 280, 320, 365)], 1)
    assert standing(Facts(came), ON).good[0] == pytest.approx(0.12, abs=0.001)


def test_a_no_takes_nothing_from_a_motive_but_lowers_the_good():
    before, after = one([3, 30], name_notes=1), one([3, 30], name_notes=1, asked_no=1)
    assert (after.levels == before.levels).all()
    assert after.good[0] < before.good[0]


@pytest.mark.parametrize("huge", [1e6, 1e300])
def test_no_count_takes_the_good_past_one(huge):
    reading = one([1, 2], **dict.fromkeys(GOOD_SIGNS, huge), last_sent_day=ON, last_talk_day=ON)
    assert 0.5 < reading.good[0] < 1
    assert levels(reading) == {"loyalty": SOME, "story": CLEAR, "access": CLEAR, "name": CLEAR}


# --- odd input --------------------------------------------------------------------------------------


def test_nobody_at_all_is_answered():
    reading = standing(Facts(Visits.none(0)), ON)
    assert reading.levels.shape == (0, 4)
    assert reading.good.shape == (0,)


def test_not_a_number_is_not_known():
    assert one(story_notes=math.nan, n_sent=math.nan, last_talk_day=math.nan).good == one().good


def test_all_alike_stand_alike():
    came = visits(np.repeat(np.arange(50), 3), np.tile([ON - 1, ON - 9, ON - 20], 50), 50)
    assert len(set(standing(Facts(came), ON).good.tolist())) == 1


def test_a_day_ahead_counts_as_today():
    ahead, today = (standing(Facts(visits([0, 0], [ON - 5, day], 1)), ON) for day in (ON + 90, ON))
    assert ahead.sums[0, LOYALTY] == pytest.approx(today.sums[0, LOYALTY], abs=0.2 * 95 / 365)
    assert one(n_sent=1, last_sent_day=ON + 500).good == one(n_sent=1, last_sent_day=ON).good


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"n_sent": [0, -1]}, "n_sent, row 1: -1 is not a number of 0 or more"),
        ({"story_notes": [math.inf, 0]}, "story_notes, row 0: inf"),
        ({"last_talk_day": [0, 4_000_000]}, "last_talk_day, row 1: 4000000.0 is not a day"),
        ({"last_sent_day": [738_000.25, 0]}, "last_sent_day, row 0: 738000.25"),
        ({"was_sent": [1]}, "was_sent: 2 values are needed"),
        ({"name_notes": ["x", "y"]}, "name_notes: numbers are needed"),
    ],
)
def test_what_cannot_be_read_is_refused_by_row(facts, says):
    with pytest.raises(BadInput) as refusal:
        standing(Facts(Visits.none(2), **facts), ON)
    assert says in str(refusal.value)


def test_a_day_that_no_calendar_has_is_refused():
    with pytest.raises(BadInput, match="on: 0"):
        standing(Facts(Visits.none(1)), 0)


def test_a_person_who_was_not_read_has_no_reasons():
    with pytest.raises(BadInput, match="Person 1"):
        reasons(one(), 1)


def test_every_signal_has_a_motive_a_reason_and_a_fact_that_exists():
    known = one([1]).facts
    for signal in SIGNALS:
        assert signal.motive in MOTIVES
        assert signal.why
        assert {signal.fact or signal.name, *signal.values} <= set(known)
        assert (signal.half_life_days is None) == (signal.since == "")
    assert len({signal.name for signal in SIGNALS}) == len(SIGNALS)
    assert 0 < SOME_FROM < CLEAR_FROM
