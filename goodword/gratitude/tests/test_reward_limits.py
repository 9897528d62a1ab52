"""No limit is ever passed, whatever happens and in whatever order it is told."""

from datetime import date, datetime, timedelta
from functools import partial
from itertools import permutations
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.conftest import Cast
from goodword.gratitude.models import Reward
from goodword.gratitude.rewarding import over, restore, settle_rewards
from goodword.people.models import Person
from goodword.referrals.models import Program, UsedUp
from goodword.referrals.redeciding import redecide
from goodword.referrals.setting_programs import set_program
from goodword.referrals.tests.test_programs import terms
from goodword.sales.hand import take_away, untell
from goodword.talks.tests.people import someone

from .test_rewards import both, bought, settled

DAY = timedelta(days=1)


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
