"""A reward from the yes to what is given, and back when a sale is taken back."""

from datetime import date, datetime, timedelta
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.gratitude.models import Reward
from goodword.gratitude.rewarding import over, restore, settle_rewards
from goodword.gratitude.rewards import find_by_code
from goodword.people.models import Person
from goodword.referrals.models import Program, UsedUp
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.overruling import let_the_rule_decide, overrule
from goodword.referrals.programs import end, set_program
from goodword.referrals.redeciding import redecide
from goodword.referrals.tests.test_programs import terms
from goodword.sales.hand import add_sale, take_away, untell
from goodword.talks.tests.people import someone

DAY = timedelta(days=1)
State = Reward.State


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def program(cast: Cast, on: date, at: datetime) -> Program:
    return set_program(cast.business, terms(on), cast.alice, at, "program")


def bought(cast: Cast, sender: Person, at: datetime, name: str = "Eli Brandt", key: str = "k") -> Any:
    """Somebody came, sent by another, and bought. The sale."""
    came = Came("person", name=name, referrer=sender)
    newcomer = note_newcomer(cast.business, cast.alice, at, came, key)
    sale = add_sale(cast.business, cast.alice, at, person=newcomer.person, cents=1200, key=f"sale {key}")
    redecide(cast.business, {newcomer.person_id})
    return sale


def settled(cast: Cast, on: date, at: datetime) -> dict[str, str]:
    settle_rewards(cast.business, on, at)
    return states(cast)


def states(cast: Cast) -> dict[str, str]:
    return {one.side: one.state for one in Reward.objects.filter(business=cast.business)}


def both(state: str) -> dict[str, str]:
    return {"newcomer": state, "advocate": state}


# Made.


def test_a_yes_makes_one_for_each_side_as_it_was_promised(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    assert settled(cast, on, at) == both("pending")
    told = {one.side: one for one in Reward.objects.all()}
    assert (told["newcomer"].person, told["advocate"].person) == (sale.person, dana)
    assert told["newcomer"].promise.words("en") == "a coffee"
    assert (told["advocate"].cents, told["advocate"].due_on) == (500, on + 14 * DAY)
    assert settle_rewards(cast.business, on, at) == 0
    assert Change.objects.filter(type="reward.created").count() == 2


def test_without_a_program_nothing_is_made(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    bought(cast, dana, at)
    assert settled(cast, on, at) == {}


def test_who_only_came_and_who_came_by_themselves_earn_nothing(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli", referrer=dana), "a")
    add_sale(cast.business, cast.alice, at, person=someone(cast.business, "Noor"), cents=900)
    assert settled(cast, on, at) == {}


def test_a_yes_before_the_first_day_or_after_the_last_earns_nothing(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    program = set_program(cast.business, terms(on + DAY), cast.alice, at, "p")
    bought(cast, dana, at)
    assert settled(cast, on, at) == {}
    end(program, cast.alice, at + 2 * DAY)
    bought(cast, dana, at + 3 * DAY, "Noor Haddad", "late")
    assert settled(cast, on + 3 * DAY, at + 3 * DAY) == {}


def test_what_was_promised_on_the_day_of_the_trace_holds_though_the_terms_changed_since(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    newcomer = note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli", referrer=dana), "a")
    set_program(cast.business, terms(on, newcomer_what="a roll"), cast.alice, at, "changed")
    add_sale(cast.business, cast.alice, at + 5 * DAY, person=newcomer.person, cents=900)
    redecide(cast.business, None)
    settled(cast, on + 5 * DAY, at + 5 * DAY)
    assert Reward.objects.get(side="newcomer").what == "a coffee"
    bought(cast, dana, at + 6 * DAY, "Noor Haddad", "later")
    settled(cast, on + 6 * DAY, at + 6 * DAY)
    assert Reward.objects.filter(what="a roll").count() == 1


def test_another_business_has_its_own(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    assert settle_rewards(cast.florist, on, at) == 0
    assert not Reward.objects.exists()


# Approved and given.


def test_it_is_approved_when_its_waiting_time_is_over(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    assert settled(cast, on + 13 * DAY, at) == both("pending")
    assert settled(cast, on + 14 * DAY, at) == both("approved")


def test_the_owner_need_not_wait_and_can_think_again(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on, at)
    one = Reward.objects.get(side="advocate")
    assert not one.give(cast.alice, at)
    assert one.approve(cast.alice, at) and not one.approve(cast.alice, at)
    assert one.unapprove(cast.alice, at)
    assert settled(cast, on, at) == both("pending")


def test_given_by_hand_is_given_once_and_has_a_way_back(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    assert one.give(cast.alice, at) and not one.give(cast.hugo, at)
    assert (one.state, one.given_by, one.given_on) == ("given", cast.alice, on)
    assert one.ungive(cast.alice, at) and one.state == "approved"
    types = Change.objects.filter(row=one.code).order_by("pk").values_list("type", flat=True)
    assert list(types) == ["reward.created", "reward.approved", "reward.given", "reward.ungiven"]


def test_a_code_is_found_however_it_is_typed_and_works_once(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    assert one.give_as_code(cast.alice, at)
    code = one.counter_code
    assert len(code) == 8 and not set(code) & set("OILU")
    assert find_by_code(cast.business.pk, f" {code[:4].lower()}-{code[4:]} ") == one
    assert find_by_code(cast.florist.pk, code) is None
    assert find_by_code(cast.business.pk, "") is None
    assert one.use(None, at) and not one.use(None, at)
    assert not one.ungive(cast.alice, at)
    assert one.unuse(cast.alice, at) and one.is_usable
    assert one.ungive(cast.alice, at) and find_by_code(cast.business.pk, code) is None


# Taken back.


def test_money_given_back_takes_back_what_waits(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on, at)
    gone = take_away(sale, cast.alice, at)
    redecide(cast.business, None)
    assert settled(cast, on, at) == both("reversed")
    assert set(Reward.objects.values_list("why", flat=True)) == {"undone"}
    untell(gone, cast.alice, at)
    redecide(cast.business, None)
    assert settled(cast, on, at) == both("pending")
    assert Reward.objects.count() == 2


def test_what_was_given_already_is_reversed_in_name_and_its_code_stays_good(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    one.give_as_code(cast.alice, at)
    gone = take_away(sale, cast.alice, at)
    redecide(cast.business, None)
    settled(cast, on + 20 * DAY, at)
    one.refresh_from_db()
    assert (one.state, one.why, one.was_given, one.is_usable) == ("reversed", "undone", True, True)
    assert one.use(None, at)
    untell(gone, cast.alice, at)
    redecide(cast.business, None)
    settled(cast, on + 20 * DAY, at)
    one.refresh_from_db()
    assert one.state == "given"


def test_the_owners_no_stands_until_it_is_taken_back_and_stops_the_code(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    one.give_as_code(cast.alice, at)
    assert one.reverse(cast.alice, at) and not one.is_usable and not one.use(None, at)
    settled(cast, on + 20 * DAY, at)
    one.refresh_from_db()
    assert one.state == "reversed"
    assert restore(one, cast.alice, at) and one.state == "given" and one.is_usable
    assert not restore(one, cast.alice, at)


def test_it_follows_when_the_owner_says_that_another_sent_them(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on, at)
    walter = someone(cast.business, "Walter Brandt")
    decision = overrule(sale.person, walter, "they told me", cast.alice, at, "d1")
    settled(cast, on, at)
    assert Reward.objects.get(side="advocate").person == walter
    let_the_rule_decide(decision, cast.alice, at)
    settled(cast, on, at)
    assert Reward.objects.get(side="advocate").person == dana
    assert Reward.objects.count() == 2


def test_what_another_was_given_already_is_not_given_twice(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on + 20 * DAY, at)
    Reward.objects.get(side="advocate").give(cast.alice, at)
    overrule(sale.person, someone(cast.business, "Walter"), "they told me", cast.alice, at, "d1")
    settled(cast, on + 20 * DAY, at)
    one = Reward.objects.get(side="advocate")
    assert (one.person, one.state, one.why) == (dana, "reversed", "undone")


def test_nobody_sent_them_takes_both_back(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on, at)
    overrule(sale.person, None, "walked past", cast.alice, at, "d1")
    assert settled(cast, on, at) == both("reversed")


# Limits.


def test_what_goes_past_the_budget_is_not_made_and_is_told(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    program = set_program(cast.business, terms(on, budget_cents=1000), cast.alice, at, "p")
    bought(cast, dana, at)
    bought(cast, dana, at, "Noor Haddad", "k2")
    settle_rewards(cast.business, on, at)
    assert Reward.objects.count() == 2
    assert over(cast.business) == {"budget": 2}
    assert UsedUp.objects.get().program == program


def test_an_earlier_yes_that_is_told_later_takes_the_place_of_one_that_waits(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    set_program(cast.business, terms(on, budget_cents=1000), cast.alice, at, "p")
    late = bought(cast, dana, at + 2 * DAY, "Noor Haddad", "late")
    settle_rewards(cast.business, on + 2 * DAY, at)
    early = bought(cast, dana, at, "Eli Brandt", "early")
    settle_rewards(cast.business, on + 2 * DAY, at)
    told = {(one.newcomer_id, one.state, one.why) for one in Reward.objects.all()}
    assert told == {(late.person_id, "reversed", "over"), (early.person_id, "pending", "")}


def test_money_that_comes_free_goes_to_the_next_and_never_past_the_budget(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    set_program(cast.business, terms(on, budget_cents=1000), cast.alice, at, "p")
    first = bought(cast, dana, at)
    bought(cast, dana, at + DAY, "Noor Haddad", "k2")
    settle_rewards(cast.business, on + 20 * DAY, at)
    gone = take_away(first, cast.alice, at)
    redecide(cast.business, None)
    settle_rewards(cast.business, on + 20 * DAY, at)
    holding = Reward.objects.filter(reversed_at=None)
    assert {one.newcomer and one.newcomer.name for one in holding} == {"Noor Haddad"}
    untell(gone, cast.alice, at)
    redecide(cast.business, None)
    settle_rewards(cast.business, on + 20 * DAY, at)
    assert sum(one.cents for one in Reward.objects.filter(reversed_at=None)) == 700


def test_one_person_has_the_most_for_a_year_and_their_page_promises_no_more(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    set_program(cast.business, terms(on, most_a_year=1), cast.alice, at, "p")
    bought(cast, dana, at)
    bought(cast, dana, at, "Noor Haddad", "k2")
    settle_rewards(cast.business, on, at)
    assert over(cast.business) == {"a_year": 1}
    told = UsedUp.objects.get()
    assert (told.person, told.until_on) == (dana, date(2026, 12, 31))
    settle_rewards(cast.business, date(2027, 1, 1), at)
    assert not UsedUp.objects.exists()


def test_a_practice_gives_nothing_until_it_may(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    bought(cast, dana, at)
    settled(cast, on, at)
    cast.business.kind = "practice"
    cast.business.save()
    assert settled(cast, on, at) == both("reversed")


# Forgetting.


def test_who_is_forgotten_leaves_no_name_and_what_was_earned_by_sending_them_stays(
    cast: Cast, dana: Person, program: Program, on: date, at: datetime
) -> None:
    sale = bought(cast, dana, at)
    settled(cast, on, at)
    forget(sale.person, cast.alice, at)
    settled(cast, on, at)
    told = {one.side: one for one in Reward.objects.all()}
    assert (told["advocate"].newcomer, told["advocate"].state) == (None, "pending")
    assert (told["newcomer"].person, told["newcomer"].why) == (None, "gone")
    assert settled(cast, on + 14 * DAY, at)["advocate"] == "approved"


# In any order.


def test_any_order_of_the_same_events_gives_the_same(cast: Cast, on: date, at: datetime) -> None:
    """Three newcomers, a limit that does for two: told in every order, and settled after each."""
    set_program(cast.business, terms(on, most_in_all=2), cast.alice, at, "p")
    found = set()
    for number, order in enumerate(permutations(range(3))):
        sender = someone(cast.business, f"Sender {number}")
        for n in order:
            bought(cast, sender, at + n * DAY, f"Newcomer {n}", f"{number} {n}")
            settle_rewards(cast.business, on + 3 * DAY, at)
        rows = Reward.objects.filter(reversed_at=None).select_related("newcomer")
        found.add(tuple(sorted((str(one.newcomer), one.side, one.state) for one in rows)))
        Reward.objects.all().delete()
        Person.every.filter(name__startswith="Newcomer").delete()
    assert len(found) == 1


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["came", "back", "again", "approve", "give", "no", "yes", "settle"]),
        st.integers(0, 4),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS, st.integers(700, 2500), st.none() | st.integers(1, 3))
def test_whatever_happens_the_budget_is_never_passed(
    cast: Cast,
    dana: Person,
    on: date,
    at: datetime,
    events: list[tuple[str, int]],
    budget: int,
    most: int | None,
) -> None:
    from django.db import transaction

    with transaction.atomic():
        set_program(cast.business, terms(on, budget_cents=budget, most_in_all=most), cast.alice, at, "p")
        _play(cast, dana, on, at, events)
        _check(cast, budget, most)
        before = list(Reward.objects.order_by("pk").values_list("pk", "state", "why"))
        settle_rewards(cast.business, on + 3 * DAY, at)
        assert list(Reward.objects.order_by("pk").values_list("pk", "state", "why")) == before
        transaction.set_rollback(True)


def _play(cast: Cast, dana: Person, on: date, at: datetime, events: list[tuple[str, int]]) -> None:
    sales: dict[int, Any] = {}
    gone: dict[int, Any] = {}
    for what, n in events:
        rewards = list(Reward.objects.order_by("pk"))
        one = rewards[n % len(rewards)] if rewards else None
        if what == "came" and n not in sales:
            sales[n] = bought(cast, dana, at + (n % 3) * DAY, f"Newcomer {n}", f"k{n}")
        elif what == "back" and n in sales and n not in gone:
            gone[n] = take_away(sales[n], cast.alice, at)
        elif what == "again" and n in gone:
            untell(gone.pop(n), cast.alice, at)
        elif one is not None:
            verbs = {"approve": one.approve, "give": one.give, "no": one.reverse}
            verb = verbs.get(what, partial(restore, one))
            verb(cast.alice, at)
        redecide(cast.business, None)
        settle_rewards(cast.business, on + 3 * DAY, at)


def _check(cast: Cast, budget: int, most: int | None) -> None:
    costs = [one for one in Reward.objects.all() if one.given_at or one.reversed_at is None]
    assert sum(one.cents for one in costs) <= budget
    assert most is None or len({one.newcomer_id for one in costs}) <= most
    for one in Reward.objects.all():
        assert one.state == one.follow()
    assert len({(one.newcomer_id, one.side) for one in Reward.objects.all()}) == Reward.objects.count()
