"""Standings from real rows, beside a slow reading of the same."""

import json
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Source
from goodword.advocates.measure import n_askable, restand, rows_of
from goodword.advocates.models import Standing
from goodword.analysis.standing import MOTIVES, Facts, reasons, standing
from goodword.analysis.visits import visits
from goodword.people.hand import add_note, add_person, leave_out, say_consent, sort_as
from goodword.referrals.models import Evidence
from goodword.referrals.noting import Came, note_newcomer
from goodword.sales.models import Sale


@pytest.fixture
def dana(cast, at):
    return add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")


def sell(person, on, n=1, cents=1250):
    """`n` sales, one a week, the last on `on`."""
    told = person.since
    source, _ = Source.objects.get_or_create(
        business=person.business, kind="file", label="till", defaults={"at": told, "state": "here"}
    )
    first = Sale.objects.count()
    for number in range(n):
        Sale.objects.create(
            business=person.business,
            person=person,
            source=source,
            vendor="till",
            vendor_id=f"{first + number}",
            says="counted",
            state="counted",
            on=on - timedelta(weeks=number),
            currency="USD",
            goods_cents=cents,
            told_at=told,
        )


def test_a_regular_is_loyal_and_may_be_asked(cast, dana, on):
    sell(dana, on, 20)
    restand(cast.business, on)
    got = Standing.objects.get(person=dana)
    assert (got.loyalty, got.may_be_asked) == (2, True)
    [[signal, values], *_more] = got.facts["reasons"]["loyalty"]
    assert (signal, values["visits"], date.fromordinal(values["last"])) == ("visits", 20, on)


def test_a_stranger_is_not_known_yet_and_is_a_question(cast, dana, on):
    restand(cast.business, on)
    got = Standing.objects.get(person=dana)
    assert [got.loyalty, got.story, got.access, got.name] == [0, 0, 0, 0]
    assert got.facts["missing"] == ["story", "access", "name"]
    assert not got.may_be_asked


def test_all_amounts_times_ten_change_nothing(cast, dana, on):
    sell(dana, on, 6)
    restand(cast.business, on)
    before = Standing.objects.values().get(person=dana)
    Sale.objects.update(goods_cents=12500)
    assert restand(cast.business, on) == 0
    assert Standing.objects.values().get(person=dana) == before


def test_who_sent_somebody_has_told_the_story(cast, dana, at, on):
    note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli", referrer=dana), "k1")
    restand(cast.business, on)
    got = Standing.objects.get(person=dana)
    assert got.story >= 1
    assert got.may_be_asked
    eli = Standing.objects.get(person__name="Eli")
    assert ["was_sent", {"was_sent": 1, "name": "Dana Okafor"}] in eli.facts["reasons"]["loyalty"]


def test_a_word_that_only_a_file_tells_of_has_no_day(cast, dana, at, on):
    note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli", referrer=dana), "k1")
    restand(cast.business, on)
    dated = Standing.objects.get(person=dana)
    assert ["n_sent", {"n_sent": 1, "last_sent_day": on.toordinal()}] in dated.facts["reasons"]["story"]
    Evidence.objects.update(kind=Evidence.Kind.FILE)
    restand(cast.business, on)
    undated = Standing.objects.get(person=dana)
    assert ["n_sent", {"n_sent": 1}] in undated.facts["reasons"]["story"]
    assert undated.good < dated.good


def test_a_note_on_a_motive_is_quoted(cast, dana, at, on):
    add_note(dana, cast.alice, at, 'neighbours ask "where from"', about="story")
    restand(cast.business, on)
    [[signal, values]] = Standing.objects.get(person=dana).facts["reasons"]["story"]
    assert (signal, values["text"]) == ("story_notes", 'neighbours ask "where from"')


def test_no_story_is_known_too_and_not_asked_again(cast, dana, at, on):
    restand(cast.business, on)
    assert "story" in Standing.objects.get(person=dana).facts["missing"]
    add_note(dana, cast.alice, at, "-", about="story", says_no=True)
    restand(cast.business, on)
    assert "story" not in Standing.objects.get(person=dana).facts["missing"]


def test_who_is_left_out_or_not_sorted_has_no_standing(cast, dana, at, on):
    restand(cast.business, on)
    assert Standing.objects.count() == 1
    leave_out(dana, cast.alice, at)
    restand(cast.business, on)
    assert not Standing.objects.exists()
    leave_out(dana, cast.alice, at, left_out=False)
    sort_as(dana, "", cast.alice, at)
    restand(cast.business, on, [dana.pk])
    assert not Standing.objects.exists()


def test_a_second_time_nothing_is_written(cast, dana, on):
    sell(dana, on, 12)
    assert restand(cast.business, on) == 1
    assert restand(cast.business, on) == 0


def test_some_people_at_a_time_stand_as_they_do_among_all(cast, dana, at, on):
    ally = add_person(cast.business, cast.alice, at, name="Marek", kind="ally")
    sell(dana, on, 9)
    restand(cast.business, on)
    whole = list(Standing.objects.order_by("person").values_list("person", *MOTIVES, "good", "signs"))
    Standing.objects.all().delete()
    restand(cast.business, on, [dana.pk])
    restand(cast.business, on, [ally.pk])
    assert list(Standing.objects.order_by("person").values_list("person", *MOTIVES, "good", "signs")) == whole


def test_another_business_is_not_touched(cast, dana, at, on):
    other = add_person(cast.florist, cast.charlie, at, name="Gus", kind="ally")
    restand(cast.florist, on)
    restand(cast.business, on)
    assert Standing.objects.get(person=other).may_be_asked
    sell(other, on, 3)
    restand(cast.business, on)
    assert Standing.objects.get(person=other).loyalty == 1


def test_a_sale_after_that_day_is_not_known_on_it(cast, dana, on):
    sell(dana, on + timedelta(days=400), 5)
    restand(cast.business, on)
    assert Standing.objects.get(person=dana).loyalty == 0


def test_three_weeks_without_a_weekly_guest_is_a_silence(cast, dana, on):
    sell(dana, on, 10)
    restand(cast.business, on)
    assert Standing.objects.get(person=dana).silent_on == on + timedelta(days=21)


def test_askable_are_those_who_pass_the_gate_and_every_limit(cast, dana, at, on):
    sell(dana, on, 9)
    restand(cast.business, on)
    assert n_askable(cast.business, on) == 1
    say_consent(dana, "never", cast.alice, at)
    assert n_askable(cast.business, on) == 0


people = st.lists(
    st.tuples(
        st.lists(st.integers(1, 900), max_size=12),  # days of visits
        st.integers(0, 4),  # sent
        st.booleans(),  # wishes well
        st.integers(0, 3),  # story notes
        st.booleans(),  # group
        st.integers(0, 2),  # said yes
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(people)
def test_made_all_at_once_it_says_what_a_reading_one_by_one_says(told):
    """rows.py spells JSON by columns; the slow way is analysis.reasons and a JSON encoder."""
    n, on = len(told), 1000
    who = [i for i, one in enumerate(told) for _ in one[0]]
    facts = Facts(
        visits=visits(who, [day for one in told for day in one[0]], n, until=on),
        n_sent=np.array([one[1] for one in told]),
        last_sent_day=np.array([900.0 if one[1] else np.nan for one in told]),
        wishes_well=np.array([float(one[2]) for one in told]),
        story_notes=np.array([one[3] for one in told]),
        has_group=np.array([float(one[4]) for one in told]),
        asked_yes=np.array([one[5] for one in told]),
    )
    reading = standing(facts, on)
    texts = {"has_group": {i: {"text": 'a "club"'} for i, one in enumerate(told) if one[4]}}
    rows = list(rows_of(reading, facts.visits, range(n), texts))
    for i, row in enumerate(rows):
        slow: dict[str, list] = {}
        for reason in reasons(reading, i):
            values = {name: round(value, 3) for name, value in reason.values.items()}
            values |= texts.get(reason.signal, {}).get(i, {})
            slow.setdefault(reason.motive, []).append([reason.signal, values])
        quick = json.loads(row[-1])
        assert {m: sorted(map(str, signs)) for m, signs in quick["reasons"].items()} == {
            m: sorted(map(str, [[s, v] for s, v in signs])) for m, signs in _whole(slow).items()
        }
        assert quick["missing"] == [m for c, m in enumerate(MOTIVES) if reading.missing[i, c]]
        assert list(row[:4]) == reading.levels[i].tolist()


def _whole(slow):
    """JSON knows 21 and 21.0 apart; a reader does not."""
    return {
        motive: [
            [
                signal,
                {name: int(v) if isinstance(v, float) and v == int(v) else v for name, v in values.items()},
            ]
            for signal, values in signs
        ]
        for motive, signs in slow.items()
    }


def test_who_writes_is_not_said_to_wish_us_well_and_may_be_offered_a_story(cast, at, on):
    kai = add_person(cast.business, cast.alice, at, name="Kai", kind="press")
    lin = add_person(cast.business, cast.alice, at, name="Lin", kind="family")
    restand(cast.business, on)
    press, family = Standing.objects.get(person=kai), Standing.objects.get(person=lin)
    assert (press.may_be_asked, press.loyalty) == (True, 0)
    assert (family.may_be_asked, family.loyalty) == (True, 1)
    assert family.values_of("loyalty", "wishes_well") and not press.facts["reasons"]
