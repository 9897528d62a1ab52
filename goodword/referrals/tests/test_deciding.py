"""referrals/deciding.py: of all traces one counts, whatever their order."""

from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.referrals.deciding import RANK, RANKS, Decision, Known, Lost, Trace, decide, touched_by

DAY = date(2026, 3, 2)
DANA, RUTH, ELI, ANN = 1, 2, 3, 4


def trace(kind: str, referrer: int | None = DANA, referred: int = ELI, days: int = 0, key: str = "") -> Trace:
    on = DAY + timedelta(days)
    return Trace(key or f"{kind} {referrer} {days}", kind, referrer, referred, on)


def verdict(*traces: Trace, said: tuple[Decision, ...] = (), known: Known | None = None, of: int = ELI):
    return decide(traces, said, known or Known())[of]


def test_the_stronger_kind_goes_whenever_it_came():
    for stronger, weaker in pairwise(RANKS):
        told = verdict(trace(stronger[0], DANA, days=-20), trace(weaker[0], RUTH, days=-1))
        assert told.referrer == DANA and list(told.lost.values()) == [Lost.WEAKER]


def test_within_a_kind_the_latest_goes():
    told = verdict(trace("link", DANA, days=-20), trace("qr", RUTH, days=-1))
    assert told.referrer == RUTH


def test_the_owners_decision_goes_before_all():
    told = verdict(trace("owner", DANA), said=(Decision("d", ELI, RUTH),))
    assert (told.referrer, told.key) == (RUTH, "") and list(told.lost.values()) == [Lost.DECIDED]
    assert verdict(trace("owner", DANA), said=(Decision("d", ELI, None),)).referrer is None


@pytest.mark.parametrize(
    ("days", "why"),
    [(0, None), (-90, None), (-91, Lost.STALE), (1, Lost.LATE)],
)
def test_it_is_fresh_for_ninety_days_before_the_first_yes(days, why):
    told = verdict(trace("link", days=days, key="x"), known=Known(first_yes={ELI: DAY}))
    assert told.lost.get("x") == why and (told.referrer is None) == bool(why)


def test_before_the_first_yes_it_does_not_age():
    assert verdict(trace("link", days=-400)).referrer == DANA


@pytest.mark.parametrize("kind", ["owner", "file"])
def test_what_is_told_later_of_something_earlier_has_no_day(kind):
    told = verdict(trace(kind, days=300), known=Known({ELI: DAY}, {ELI: DAY}, {DANA: DAY + timedelta(400)}))
    assert told.referrer == DANA


def test_who_was_in_contact_before_is_not_new():
    known = Known(first_contact={ELI: DAY - timedelta(1)})
    assert verdict(trace("code", key="x"), known=known).lost == {"x": Lost.KNOWN}


def test_who_sends_was_known_before():
    known = Known(since={DANA: DAY + timedelta(1)})
    assert verdict(trace("code", key="x"), known=known).lost == {"x": Lost.STRANGER}


def test_a_name_of_nobody_waits():
    assert verdict(trace("typed", None, key="x")).lost == {"x": Lost.NOBODY}


def test_what_would_close_a_circle_loses_and_the_next_trace_counts():
    traces = [
        trace("slip", DANA, ELI), trace("slip", ELI, RUTH), trace("link", RUTH, DANA, key="x"), trace("file", ANN, DANA),
    ]  # fmt: skip
    told = verdict(*traces, of=DANA)
    assert told.lost["x"] == Lost.CIRCLE and told.referrer == ANN


def test_of_two_who_sent_each_other_the_surer_goes():
    told = decide([trace("link", DANA, ELI), trace("code", ELI, DANA)], (), Known())
    assert told[DANA].referrer == ELI and told[ELI].referrer is None


people = st.sampled_from([DANA, RUTH, ELI, ANN])
traces = st.lists(
    st.tuples(st.sampled_from(list(RANK)), people, people, st.integers(-100, 100)).filter(
        lambda one: one[1] != one[2]
    ),
    max_size=12,
    unique=True,
)


@given(traces, st.dictionaries(people, st.one_of(st.none(), people), max_size=2), st.randoms())
def test_any_order_gives_the_same_and_nobody_is_their_own_senders_sender(told, said, random):
    rows = [Trace(repr(one), one[0], one[1], one[2], DAY + timedelta(one[3])) for one in told]
    words = [Decision(str(who), who, by) for who, by in said.items() if who != by]
    known = Known(first_yes={ELI: DAY})
    first = decide(rows, words, known)
    random.shuffle(rows)
    assert decide(rows, reversed(words), known) == first
    for person in first:
        seen = {person}
        while (above := first[person].referrer if person in first else None) is not None:
            assert above not in seen
            seen.add(above)
            person = above
    for one in rows:
        counts = first[one.referred].key == one.key
        assert counts != (one.key in first[one.referred].lost), "each trace counts, or says why not"


@given(traces, people)
def test_those_who_hang_together_decide_it_among_themselves(told, start):
    rows = [Trace(repr(one), one[0], one[1], one[2], DAY + timedelta(one[3])) for one in told]
    near = touched_by([start], [(one[1], one[2]) for one in told])
    whole = decide(rows, (), Known())
    part = decide([one for one in rows if one.referred in near], (), Known())
    assert part.get(start) == whole.get(start)


def test_two_traces_of_one_day_and_kind_are_decided_by_what_they_say_and_not_by_their_order():
    same = [trace("typed", DANA, key="b"), trace("typed", RUTH, key="a"), trace("typed", ANN, key="c")]
    assert {verdict(*order).referrer for order in permutations(same)} == {RUTH}
