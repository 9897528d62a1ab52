"""Two at one moment: two that settle, two presses, a press while another settles. The database decides."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from goodword.accounts.models import Login, Member
from goodword.accounts.opening import open_business
from goodword.gratitude.models import Reward
from goodword.gratitude.rewarding import settle_rewards
from goodword.people.hand import add_person
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.programs import Program
from goodword.referrals.redeciding import redecide
from goodword.referrals.setting_programs import set_program
from goodword.referrals.tests.test_programs import terms
from goodword.sales.hand import add_sale

DAY = timedelta(days=1)


@pytest.fixture
def business(transactional_db: None, on: date, at: datetime) -> Any:
    """A budget that does for three, and five newcomers who have bought."""
    alice = Login.objects.create(email="alice@corner.example", name="Alice", password="!")
    place = {"country": "US", "zone": "America/New_York", "currency": "USD", "language": "en"}
    made = open_business("Corner Bakery", **place, at=at, login=alice)
    member = Member.objects.get(login=alice)
    set_program(made, terms(on, budget_cents=2100), member, at, "p")
    dana = add_person(made, member, at - DAY, name="Dana Okafor", kind="customer")
    for n in range(5):
        told = Came("person", name=f"Newcomer {n}", referrer=dana)
        newcomer = note_newcomer(made, member, at, told, f"k{n}")
        add_sale(made, member, at, person=newcomer.person, cents=900, key=f"s{n}")
    redecide(made, None)
    return made


def at_once(*works: Callable[[], Any]) -> list[Any]:
    together = Barrier(len(works), timeout=20)

    def run(work: Callable[[], Any]) -> Any:
        try:
            together.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def spent() -> int:
    return sum(one.cents for one in Reward.objects.all() if one.given_at or one.reversed_at is None)


def test_two_that_settle_make_each_once_and_pass_no_limit(business: Any, on: date, at: datetime) -> None:
    changed = at_once(*[lambda: settle_rewards(business, on, at)] * 3)
    assert sorted(changed) == [0, 0, 6]
    assert Reward.objects.count() == 6 and spent() == 2100


def test_two_presses_give_once(business: Any, on: date, at: datetime) -> None:
    settle_rewards(business, on + 20 * DAY, at)
    pk = Reward.objects.filter(side="advocate").values_list("pk", flat=True)[0]
    done = at_once(
        lambda: Reward.objects.get(pk=pk).give(None, at),
        lambda: Reward.objects.get(pk=pk).give_as_code(None, at),
    )
    assert sorted(done) == [False, True]


def approve_and_give(pk: int, at: datetime) -> bool:
    Reward.objects.get(pk=pk).approve(None, at)
    return Reward.objects.get(pk=pk).give(None, at)


def test_a_press_while_another_settles_is_not_lost(business: Any, on: date, at: datetime) -> None:
    settle_rewards(business, on, at)
    pks = list(Reward.objects.values_list("pk", flat=True))
    for pk in pks:
        at_once(partial(approve_and_give, pk, at), lambda: settle_rewards(business, on, at))
    assert {(one.state, one.follow()) for one in Reward.objects.all()} == {("given", "given")}
    assert spent() == 2100


def test_two_settings_at_one_moment_leave_one_program(business: Any, on: date, at: datetime) -> None:
    wanted = [terms(on, newcomer_what=f"gift {n}") for n in range(2)]
    at_once(*[partial(set_program, business, told, None, at, told["newcomer_what"]) for told in wanted])
    assert Program.objects.filter(ended_on=None).count() == 1
    for day in range(3):
        assert sum(one.runs_on(on + day * DAY) for one in Program.objects.all()) == 1
