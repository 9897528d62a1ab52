from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goodword.lib.moves import KINDS, Candidate
from goodword.today.choosing import MOST_KNOW, ORDER, Rules, asks_for, choose, key_of

ON = date(2026, 3, 2)


@st.composite
def candidates(draw):
    kind = draw(st.sampled_from([kind for kind in KINDS if kind != "start"]))
    return Candidate(
        kind=kind,
        person=draw(st.integers(1, 30)),
        play=draw(st.sampled_from(["a", "b"])),
        why="because",
        good=draw(st.floats(0.001, 0.2)),
        minutes=draw(st.sampled_from([1, 2, 3, 5])),
        must=kind == "thank" and draw(st.booleans()),
    )


pools = st.lists(candidates(), max_size=60)
homes = st.dictionaries(st.integers(1, 30), st.integers(1, 5), max_size=12)


def keys(moves):
    return [(one.kind, one.person, one.play, one.good) for one in moves]


@given(pools, st.integers(5, 60), st.integers(0, 4), homes, st.randoms())
def test_the_order_in_which_rooms_offer_changes_nothing(pool, minutes, asks, home, random):
    unique = list({(one.kind, one.person): one for one in pool}.values())
    rules = Rules(minutes, asks, home)
    chosen = keys(choose(unique, rules))
    random.shuffle(unique)
    assert keys(choose(unique, rules)) == chosen


@given(pools, st.integers(5, 60), st.integers(0, 4), homes)
def test_one_move_a_person_and_one_person_a_household(pool, minutes, asks, home):
    people = [one.person for one in choose(pool, Rules(minutes, asks, home))]
    assert len(people) == len(set(people))
    households = [home[person] for person in people if person in home]
    assert len(households) == len(set(households))


@given(pools, st.integers(5, 60), st.integers(0, 4))
def test_it_keeps_to_the_asks_and_the_questions_of_the_day(pool, minutes, asks):
    chosen = choose(pool, Rules(minutes, asks))
    assert sum(one.kind == "ask" for one in chosen) <= asks
    assert sum(one.kind == "know" for one in chosen) <= MOST_KNOW


@given(pools, st.integers(5, 60))
def test_only_thanks_that_are_due_may_pass_the_minutes(pool, minutes):
    chosen = choose(pool, Rules(minutes, 3))
    due = sum(one.minutes for one in chosen if one.must)
    assert sum(one.minutes for one in chosen) <= max(minutes, due)
    assert due < minutes + max([one.minutes for one in pool], default=0)


@given(pools, st.integers(5, 60))
def test_thanks_stand_before_asks(pool, minutes):
    kinds = [ORDER.index(one.kind) for one in choose(pool, Rules(minutes, 3))]
    assert kinds == sorted(kinds)


@given(pools)
def test_who_was_skipped_lately_is_left_in_peace(pool):
    resting = {key_of(one.kind, one.person, one.row, one.room) for one in pool[::2]}
    chosen = choose(pool, Rules(60, 9, resting=resting))
    assert not {key_of(one.kind, one.person, one.row, one.room) for one in chosen} & resting


def test_what_was_put_off_until_tomorrow_comes_back_first():
    weaker = Candidate("touch", 1, "long_time", "", good=0.01, minutes=3)
    stronger = Candidate("listen", 2, "how_was_it", "", good=0.02, minutes=3)
    chosen = choose([weaker, stronger], Rules(3, 0, carried={("touch", 1, "")}))
    assert [one.person for one in chosen] == [1]


def test_an_ask_that_was_put_off_comes_back_on_a_day_that_has_none_to_give():
    ask = Candidate("ask", 1, "ask_anyone", "", good=0.05, minutes=3)
    assert choose([ask], Rules(15, 0)) == []
    assert choose([ask], Rules(15, 0, carried={("ask", 1, "")})) == [ask]


def test_skipping_the_pile_of_unsorted_people_rests_the_pile_whoever_lies_on_top():
    pile = [Candidate("sort", n, "sort", "", good=0.04, minutes=2, room="people") for n in (1, 2)]
    assert choose(pile, Rules(15, 0, resting={key_of("sort", 1, "", "people")})) == []


def test_skipping_the_pile_does_not_hold_back_who_is_to_be_thanked_once_sorted():
    owed = Candidate("sort", 1, "sort", "", good=0.08, minutes=1, must=True, room="gratitude")
    assert choose([owed], Rules(15, 0, resting={key_of("sort", 1, "", "people")})) == [owed]


def test_thanks_dropped_once_do_not_hold_back_the_thanks_for_the_next_newcomer():
    first, second = (
        Candidate("thank", 1, "thank_sent", "", 0.08, 2, must=True, row=row) for row in ("A", "B")
    )
    assert choose([first, second], Rules(15, 0, resting={key_of("thank", 1, "A", "")})) == [second]


def test_a_mix_of_kinds_beats_five_of_the_best_kind():
    asks = [Candidate("ask", n, "ask", "", good=0.05, minutes=3) for n in range(1, 6)]
    others = [Candidate("listen", 10, "l", "", 0.02, 3), Candidate("touch", 11, "t", "", 0.02, 3)]
    chosen = choose([*asks, *others], Rules(12, 5))
    assert {one.kind for one in chosen} == {"ask", "listen", "touch"}


@given(st.integers(1, 400), st.sampled_from(["024", "0", "0123456", "13"]), st.integers(0, 1000))
def test_a_book_lasts_its_quarter_and_no_longer(n_people, weekdays, start):
    """Asked as allowed, with nobody asked twice in 90 days, the asks of a quarter are the whole book."""
    day = ON + timedelta(days=start)
    asked: list[date] = []
    for _ in range(180):
        lately = [when for when in asked if (day - when).days < 90]
        week = sum((day - when).days < 7 for when in asked)
        if str(day.weekday()) in weekdays:
            n = asks_for(day, n_people - len(lately), len(lately), weekdays, 90, week)
            asked += [day] * n
        day += timedelta(days=1)
    lately = [when for when in asked if (day - when).days <= 90]
    assert len(lately) >= min(n_people, 90 * len(weekdays) // 7) * 0.7
    busiest = max(asked.count(when) for when in asked)
    assert busiest <= n_people / (90 * len(weekdays) / 7 - 1) + 1
