from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.advocates.words import day_words, length_words, reason_words
from goodword.analysis.standing import SIGNALS, Facts, reasons, standing
from goodword.analysis.visits import visits

ON = date(2026, 3, 2)  # a Monday


def ordinal(*day):
    return float(date(*day).toordinal())


def test_visits_are_said_as_an_owner_would():
    values = {"visits": 21.0, "first": ordinal(2024, 3, 4), "last": ordinal(2026, 2, 26)}
    assert reason_words("visits", values, ON) == "21 visits in 2 years, the last on Thursday"
    assert reason_words("visits", values, ON, "nonprofit") == "21 gifts in 2 years, the last on Thursday"


def test_one_visit_has_a_day_and_no_length():
    day = ordinal(2026, 3, 1)
    assert reason_words("visits", {"visits": 1.0, "first": day, "last": day}, ON) == "1 visit, yesterday"


@pytest.mark.parametrize(
    ("signal", "values", "words"),
    [
        ("years", {"years": 2.0, "first": ordinal(2024, 3, 4)}, "With you since March 2024"),
        (
            "n_sent",
            {"n_sent": 1.0, "last_sent_day": ordinal(2025, 10, 12)},
            "Sent you 1 person, on October 12",
        ),
        (
            "n_sent",
            {"n_sent": 14.0, "last_sent_day": ordinal(2025, 10, 12)},
            "Sent you 14 people, the last on October 12",
        ),
        ("n_sent", {"n_sent": 2.0}, "Sent you 2 people"),
        (
            "n_talks",
            {"n_talks": 3.0, "last_talk_day": ordinal(2026, 3, 2)},
            "You talked 3 times, the last today",
        ),
        ("wishes_well", {"wishes_well": 1.0}, "Known to wish you well"),
        ("was_sent", {"was_sent": 1.0, "name": "Dana"}, "Was sent by Dana"),
        ("story_notes", {"text": "Neighbours ask"}, "“Neighbours ask” (your note)"),
        ("has_group", {"text": "Head, Hill School"}, "Head, Hill School (from your address book)"),
        ("asked_yes", {"asked_yes": 2.0}, "Said yes 2 times when you asked"),
        ("asked_no", {"asked_no": 1.0}, ""),
        ("visits", {}, ""),
    ],
)
def test_each_sign_has_words(signal, values, words):
    assert reason_words(signal, values, ON) == words


def test_every_sign_that_analysis_can_give_as_a_reason_is_said():
    counts = {s.fact or s.name: [2] for s in SIGNALS if s.name not in ("visits", "years")}
    came = visits([0, 0], [ON.toordinal() - 400, ON.toordinal() - 3], 1)
    found = reasons(standing(Facts(came, **counts), ON.toordinal()), 0)
    assert {reason.signal for reason in found} == {s.name for s in SIGNALS if s.weight > 0}
    for reason in found:
        assert reason_words(reason.signal, reason.values, ON)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (ON, "today"),
        (ON - timedelta(1), "yesterday"),
        (ON - timedelta(6), "on Tuesday"),
        (ON - timedelta(7), "on February 23"),
        (ON - timedelta(400), "in January 2025"),
        (ON + timedelta(3), "in March 2026"),
    ],
)
def test_a_day_is_said_as_people_say_it(day, words):
    assert day_words(day, ON) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "1 day"),
        (13, "13 days"),
        (21, "3 weeks"),
        (90, "3 months"),
        (365, "12 months"),
        (730, "2 years"),
    ],
)
def test_a_length_is_said_as_people_say_it(days, words):
    assert length_words(days) == words


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([s.name for s in SIGNALS]),
    st.dictionaries(
        st.sampled_from(["visits", "first", "last", "n_sent", "last_sent_day", "n_talks", "text", "name"]),
        st.one_of(st.integers(0, 10**7).map(float), st.text(max_size=10)).filter(
            lambda v: v == "" or not isinstance(v, str)
        ),
    ),
)
def test_odd_values_are_said_or_left_unsaid_but_break_nothing(signal, values):
    assert "{" not in reason_words(signal, values, ON)
