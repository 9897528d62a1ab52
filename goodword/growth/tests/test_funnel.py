"""growth/measure/funnel.py: how far each person has come, from the rows alone."""

from datetime import timedelta
from time import perf_counter

import numpy as np
import pytest

from goodword.accounts.jobs import find_jobs
from goodword.analysis.funnel import STEPS
from goodword.growth.jobs import NAMES, count_figure
from goodword.growth.measure.funnel import places, told_of
from goodword.growth.measure.funnel_places import write
from goodword.growth.models import Figure, FunnelPlace, OwnModel
from goodword.lib.codes import new_codes
from goodword.listening.models import Mention, Testimonial
from goodword.people.hand import add_note, say_consent
from goodword.people.models import Person
from goodword.talks.tests.people import LONG_AGO, someone

from .stuck_books import asked, opened, sent

DAY = timedelta(days=1)


def levels(business, on) -> dict[str, dict[str, int]]:
    """Name -> step -> level."""
    ids, found = places(business, on)
    names = Person.objects.in_bulk(ids.tolist())
    return {
        names[pk].name: dict(zip(STEPS, row, strict=True))
        for pk, row in zip(ids.tolist(), found.tolist(), strict=True)
    }


@pytest.fixture
def dana(cast):
    return someone(cast.business, "Dana Okafor")


def dana_at(dana, on, step):
    return levels(dana.business, on)["Dana Okafor"][step]


def test_of_whom_nothing_is_known_nothing_is_told_but_that_they_were_not_asked(dana, on):
    assert levels(dana.business, on)["Dana Okafor"] == {
        "knows": 1, "happy": -1, "says": -1, "asked": 0, "shared": -1, "brought": -1, "bought": -1,
        "profitable": -1,
    }  # fmt: skip


def test_who_is_not_sorted_or_left_out_has_no_place(cast, dana, on):
    someone(cast.business, "Eli Brandt", "unsorted")
    someone(cast.business, "Frida Vance", left_out=True)
    someone(cast.florist, "Gus Hall")
    assert levels(cast.business, on).keys() == {"Dana Okafor"}


def test_a_kind_word_is_happy_and_its_denial_is_not(cast, dana, on, at):
    note = add_note(dana, cast.alice, at, "Best rolls", about="kind_word", key="k1")
    assert dana_at(dana, on, "happy") == 1
    note.delete()
    add_note(dana, cast.alice, at, "No", about="kind_word", says_no=True, key="k2")
    assert dana_at(dana, on, "happy") == 0


@pytest.mark.parametrize(
    ("state", "level"), [("asked", -1), ("said", 1), ("shown", 1), ("kept", 1), ("back", -1)]
)
def test_own_words_are_happy_once_said_until_taken_back(dana, on, at, state, level):
    Testimonial.objects.create(business=dana.business, person=dana, state=state, asked_at=at, key="k")
    assert dana_at(dana, on, "happy") == level


def test_who_spoke_well_of_us_in_public_is_happy_and_has_passed_the_word_on(dana, on, at):
    Mention.objects.create(business=dana.business, person=dana, where="online", on=on, at=at, key="k")
    assert (dana_at(dana, on, "happy"), dana_at(dana, on, "shared")) == (1, 1)


@pytest.mark.parametrize(("answer", "level"), [("yes", 1), ("no", 0), ("maybe", -1), ("", -1)])
def test_an_answer_tells_whether_they_would(dana, on, answer, level):
    asked(dana, on - 5 * DAY, answer)
    assert (dana_at(dana, on, "says"), dana_at(dana, on, "asked")) == (level, 1)


def test_a_yes_once_is_a_yes_though_a_later_ask_met_a_no(dana, on):
    asked(dana, on - 200 * DAY, "yes")
    asked(dana, on - 50 * DAY, "no")
    assert dana_at(dana, on, "says") == 1


def test_fine_to_ask_says_that_they_would_and_the_owners_never_says_nothing_of_it(cast, dana, on, at):
    say_consent(dana, "never", cast.alice, at)
    assert dana_at(dana, on, "says") == -1
    say_consent(dana, "fine", cast.alice, at + DAY)
    assert dana_at(dana, on, "says") == 1


def test_a_link_that_a_stranger_opened_was_passed_on_and_a_robots_visit_is_none(dana, on):
    opened(dana, on, not_counted="robot")
    assert dana_at(dana, on, "shared") == -1
    opened(dana, on)
    assert dana_at(dana, on, "shared") == 1


def test_who_was_asked_has_a_month_to_pass_it_on(dana, on):
    asked(dana, on - 29 * DAY, "yes")
    assert dana_at(dana, on, "shared") == -1
    assert dana_at(dana, on + DAY, "shared") == 0


def test_somebody_who_came_and_did_not_buy_is_brought_and_not_bought(dana, on):
    sent(dana, "Eli Brandt", on - 5 * DAY)
    found = levels(dana.business, on)["Dana Okafor"]
    assert (found["shared"], found["brought"], found["bought"], found["profitable"]) == (1, 1, 0, -1)


def test_who_said_yes_and_passed_nothing_on_for_a_month_has_brought_nobody(dana, on, at):
    OwnModel.objects.create(business=dana.business, margin_percent=20, at=at)
    asked(dana, on - 29 * DAY, "yes")
    steps = ("brought", "bought", "profitable")
    assert [dana_at(dana, on, step) for step in steps] == [-1, -1, -1]
    assert [dana_at(dana, on + DAY, step) for step in steps] == [0, 0, 0]


def test_of_those_who_said_they_would_each_is_counted_at_each_step(cast, on):
    """Two of twenty brought a buyer: that is ten in a hundred, not two of two."""
    people = [someone(cast.business, f"Person {n}") for n in range(20)]
    for one in people:
        asked(one, on - 60 * DAY, "yes")
    for n, one in enumerate(people[:2]):
        sent(one, f"New {n}", on - 20 * DAY, 3000)
    said = {one["name"]: (one["n"], one["of"]) for one in told_of(places(cast.business, on)[1])["said"]}
    assert said["brought"] == said["bought"] == (2, 20) and said["profitable"] == (0, 0)


def test_without_a_margin_nobody_knows_what_pays_off(dana, on):
    sent(dana, "Eli Brandt", on - 400 * DAY, 5000)
    assert (dana_at(dana, on, "bought"), dana_at(dana, on, "profitable")) == (1, -1)


@pytest.mark.parametrize(
    ("days_ago", "hour_cents", "level"),
    # 20% of 50.00 stay: 10.00. Three minutes of asking cost a twentieth of an hour.
    [(400, 0, 1), (400, 19_900, 1), (400, 20_100, 0), (100, 20_100, -1), (100, 19_900, 1)],
)
def test_what_stays_of_their_goods_is_held_against_the_owners_time(dana, on, at, days_ago, hour_cents, level):
    OwnModel.objects.create(business=dana.business, margin_percent=20, hour_cents=hour_cents, at=at)
    asked(dana, on - 500 * DAY, "yes")
    sent(dana, "Eli Brandt", on - days_ago * DAY, 5000)
    assert dana_at(dana, on, "profitable") == level


def test_only_what_changed_is_written(cast, dana, on, at):
    for n in range(30):
        someone(cast.business, f"Person {n}")
    count_figure(cast.business, "funnel", at)
    asked(dana, on - 5 * DAY, "yes")
    Person.objects.filter(name="Person 3").update(left_out=True)
    count_figure(cast.business, "funnel", at + DAY)
    place = FunnelPlace.objects.get(person=dana)
    assert (place.would, place.asked, place.happy, place.on) == (True, True, None, on + DAY)
    assert FunnelPlace.objects.filter(on=on).count() == 29
    assert not FunnelPlace.objects.filter(person__name="Person 3").exists()


def test_the_bottleneck_put_into_made_up_people_is_found_again(cast):
    rng = np.random.default_rng(1)
    n = 4000
    chances = [1, 0.9, 0.9, 0.95, 0.05, 0.5, 0.6, 0.8]
    passed = np.cumprod(rng.random((n, 8)) < chances, axis=1)
    passed[:, 0] = 1
    told = told_of(passed.astype(np.int8))
    assert told["bottleneck"] == "shared" and told["chance"] > 0.95
    assert [one["came"] for one in told["steps"][1:]] == passed[:, :-1].sum(0).tolist()
    assert told["n_said"] == passed[:, 2].sum()


def test_people_of_whom_nothing_is_known_are_no_bottleneck(cast):
    """Everybody in the books knows the business: that step cannot be narrow."""
    levels = np.full((500, 8), -1, np.int8)
    levels[:, 0], levels[:, 3], levels[:, 5] = 1, 0, 0
    told = told_of(levels)
    assert (told["bottleneck"], told["why_not"]) == ("", "early")
    assert [one["open"] for one in told["steps"]] == [0, 500, 0, 0, 0, 0, 0, 0]


def test_empty_books_have_a_figure_that_says_so(cast, at):
    count_figure(cast.florist, "funnel", at)
    told = Figure.newest(cast.florist.pk, "funnel").told
    assert (told["n"], told["why_not"], told["bottleneck"]) == (0, "early", "")


def test_it_is_counted_each_night():
    assert "funnel" in NAMES and find_jobs()["growth.count"].every_day_at


@pytest.mark.slow
def test_a_hundred_thousand_people_take_seconds_and_nothing_the_second_time(cast, on):
    n = 100_000
    people = [
        Person(business=cast.business, name=f"P {i}", kind="customer", since=LONG_AGO, code=code)
        for i, code in enumerate(new_codes(n))
    ]
    Person.every.bulk_create(people, batch_size=5000)
    began = perf_counter()
    ids, found = places(cast.business, on)
    assert write(cast.business.pk, on, ids, found) == n
    first = perf_counter() - began
    began = perf_counter()
    assert write(cast.business.pk, on + DAY, *places(cast.business, on)) == 0
    again = perf_counter() - began
    assert first < 15 and again < 8
