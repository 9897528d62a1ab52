"""growth/measure/trial.py: drawn by household, held back, judged once."""

from datetime import timedelta

import pytest

from goodword.accounts.models import Change
from goodword.advocates.measure import askable
from goodword.advocates.models import Standing
from goodword.analysis.experiment import Group, effect
from goodword.growth.measure import trial as measure
from goodword.growth.models import InTrial, Trial
from goodword.people.models import Household, Person
from goodword.talks.limits import Why, may_ask
from goodword.talks.models import Hold
from goodword.talks.tests.people import LONG_AGO

from .stuck_books import asked, sent

DAY = timedelta(days=1)


def askables(business, on, n, homes=()):
    """So many who may be asked; `homes`: pairs that live together."""
    people = [
        Person(
            business=business,
            name=f"Person {i}",
            given_name=f"P{i}",
            sort_name=f"{i:05}",
            kind="customer",
            since=LONG_AGO,
        )
        for i in range(n)
    ]
    Person.every.bulk_create(people)
    Standing.objects.bulk_create(
        [Standing(business=business, person=one, on=on, may_be_asked=True, loyalty=2) for one in people]
    )
    for pair in homes:
        home = Household.objects.create(business=business, name="home")
        for i in pair:
            people[i].household = home
            people[i].save(update_fields=["household"])
    return people


@pytest.fixture
def started(cast, on, at):
    """Forty people, of whom the first twenty live two and two; half are left unasked for 100 days."""
    people = askables(cast.business, on, 40, [(2 * i, 2 * i + 1) for i in range(10)])
    trial = measure.start(cast.business, 50, on + 100 * DAY, cast.alice, at)
    return people, trial


def sides(trial):
    return dict(trial.people.values_list("person", "side"))


def test_everybody_who_may_be_asked_is_on_a_side_and_homes_stay_together(started):
    people, trial = started
    found = sides(trial)
    assert len(found) == 40 and set(found.values()) == {"asked", "left"}
    assert all(found[people[2 * i].pk] == found[people[2 * i + 1].pk] for i in range(10))


def test_whom_the_lot_leaves_is_not_asked_until_the_day_and_the_others_may_be(started, cast, on):
    _people, trial = started
    left = {person for person, side in sides(trial).items() if side == "left"}
    assert askable(cast.business, on) == sides(trial).keys() - left
    one = Person.objects.get(pk=min(left))
    assert may_ask(one, on).reason.why == Why.LEFT_UNASKED
    assert may_ask(one, on + 100 * DAY).ok


def test_the_salt_is_long_and_another_trial_draws_another_lot(started, cast, at, on):
    _people, trial = started
    trial.stop(cast.alice, at)
    again = measure.start(cast.business, 50, on + 100 * DAY, cast.alice, at + DAY)
    assert len(trial.salt) >= 16 and trial.salt != again.salt
    assert sides(trial) != sides(again)


def test_started_twice_is_one_trial(started, cast, on, at):
    _people, trial = started
    assert measure.start(cast.business, 20, on + 200 * DAY, cast.alice, at).pk == trial.pk
    assert Trial.objects.count() == 1


def test_who_may_be_asked_since_is_drawn_at_night_and_follows_their_home(started, cast, on, at):
    people, trial = started
    before = sides(trial)
    new = askables(cast.business, on, 12)
    for one in new[:10]:
        one.household = people[0].household
        one.save(update_fields=["household"])
    measure.tend(cast.business, on + DAY, at + DAY)
    after = sides(trial)
    assert {person: after[person] for person in before} == before
    assert len(after) == 52
    assert {after[one.pk] for one in new[:10]} == {before[people[0].pk]}
    assert Hold.objects.filter(row=trial.code).count() == list(after.values()).count("left")


def test_who_may_not_be_asked_is_drawn_only_when_they_may(started, cast, on, at):
    _people, trial = started
    [one] = askables(cast.business, on, 1)
    asked(one, on - 5 * DAY)
    measure.tend(cast.business, on + DAY, at + DAY)
    assert one.pk not in sides(trial)
    measure.tend(cast.business, on + 90 * DAY, at + 90 * DAY)
    assert one.pk in sides(trial)


def test_nothing_is_known_before_the_day(started, cast, on, at):
    people, trial = started
    sent(people[0], "Eli Brandt", on + 3 * DAY, 2000)
    measure.tend(cast.business, on + 99 * DAY, at + 99 * DAY)
    trial.refresh_from_db()
    assert trial.is_running and trial.found == {}
    assert measure.judge(trial, on + 99 * DAY, at).found == {}


def test_on_the_day_homes_are_counted_and_only_what_came_between_start_and_day(started, cast, on, at):
    people, trial = started
    trial.people.filter(person__in=people[:2]).update(side="asked")
    sent(people[0], "In One", on, 2000)
    sent(people[1], "In Two", on + 99 * DAY, 2000)  # of one home: counted once
    before, after, looked = people[37:40]
    sent(before, "Too Early", on - DAY, 2000)
    sent(after, "Too Late", on + 100 * DAY, 2000)
    sent(looked, "Only Looked", on + 5 * DAY)
    measure.tend(cast.business, on + 103 * DAY, at + 103 * DAY)
    trial.refresh_from_db()
    told = trial.found
    assert told["asked"][0] == 1 and told["left"][0] == 0
    homes = {p.household_id or -p.pk: side for p in people for side in [trial.people.get(person=p).side]}
    assert told["asked"][1] == list(homes.values()).count("asked")
    assert told["left"][1] == list(homes.values()).count("left")
    assert told["on"] == (on + 103 * DAY).isoformat()
    same = effect(Group.of_yes(*told["asked"]), Group.of_yes(*told["left"]), trial.hoped)
    assert told["plain"] == pytest.approx([same.plain.low, same.plain.mid, same.plain.high], abs=1e-5)
    assert told["sceptical"][1] == pytest.approx(same.sceptical.mid, abs=1e-5)


def test_the_day_frees_everybody_and_is_judged_once(started, cast, on, at):
    people, trial = started
    measure.tend(cast.business, on + 100 * DAY, at + 100 * DAY)
    trial.refresh_from_db()
    assert trial.found and not Hold.objects.exists()
    first = trial.found
    sent(people[0], "Eli Brandt", on + 3 * DAY, 2000)
    measure.tend(cast.business, on + 101 * DAY, at + 101 * DAY)
    trial.refresh_from_db()
    assert trial.found == first
    assert Change.objects.filter(type="trial.judged").count() == 1


def test_who_is_asked_all_the_same_counts_where_the_lot_put_them(started, cast, on, at):
    _people, trial = started
    one = Person.objects.get(pk=trial.people.filter(side="left").values("person")[:1])
    trial.let_ask(one, cast.alice, at)
    assert may_ask(one, on).ok
    measure.tend(cast.business, on + DAY, at + DAY)
    assert may_ask(one, on + DAY).ok
    asked(one, on + 2 * DAY)
    measure.tend(cast.business, on + 100 * DAY, at + 100 * DAY)
    trial.refresh_from_db()
    assert trial.found["n_asked_anyway"] == 1
    assert trial.people.get(person=one).side == InTrial.Side.LEFT


def test_stopped_it_frees_everybody_without_a_verdict_and_may_go_on(started, cast, on, at):
    _people, trial = started
    n_held = Hold.objects.count()
    trial.stop(cast.alice, at).stop(cast.alice, at)
    assert not Hold.objects.exists() and not trial.is_running
    measure.tend(cast.business, on + 100 * DAY, at + 100 * DAY)
    trial.refresh_from_db()
    assert trial.found == {}
    assert trial.go_on(cast.alice, at + DAY) and Hold.objects.count() == n_held
    trial.stop(cast.alice, at)
    assert not trial.go_on(cast.alice, at + 100 * DAY)


def test_a_trial_is_offered_above_six_hundred_homes_and_not_at_them(cast, on):
    people = askables(cast.business, on, 601, [(0, 1)])
    assert not measure.offer(cast.business, on).is_open
    people[1].household = None
    people[1].save(update_fields=["household"])
    now = measure.offer(cast.business, on)
    assert now.is_open and (now.n_people, now.n_households) == (601, 601)
    # The more even the sides, the smaller what can be seen.
    assert now.smallest[50] < now.smallest[33] < now.smallest[20] < 1


def test_where_nobody_may_be_asked_nothing_is_offered_and_nothing_breaks(cast, on, at):
    assert not measure.offer(cast.florist, on).is_open
    measure.tend(cast.florist, on, at)
