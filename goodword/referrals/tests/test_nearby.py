"""Only who may be touched is decided anew; it comes to the same as deciding on everybody."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Source
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.deciding import RANK
from goodword.referrals.models import Decision, Evidence, Referral
from goodword.referrals.redeciding import redecide
from goodword.sales.by_software import tell_sale
from goodword.sales.cards import Cards
from goodword.sales.hand import add_sale

N = 6
kinds = st.sampled_from([kind for kind in RANK if kind != "webhook"])
persons = st.integers(0, N - 1)
traces = st.tuples(st.just("trace"), persons, persons, kinds, st.integers(-120, 0))
words = st.tuples(st.just("word"), persons, persons | st.none())
taken = st.tuples(st.just("withdrawn"), st.integers(0, 20))
sales = st.tuples(st.just("sale"), persons, st.integers(-150, 0))
cards = st.tuples(st.just("card"), persons, st.sampled_from(["visa 4242", "visa 1111"]))


class Attempt(Exception):
    """Takes back what one order has written."""


@pytest.fixture
def people(cast: Cast, at: datetime) -> list[Person]:
    since = at - timedelta(days=100)
    made = [
        Person.every.create(business=cast.business, name=f"P{n}", kind="customer", since=since)
        for n in range(N)
    ]
    Person.every.filter(pk=made[-1].pk).update(since=at - timedelta(days=30))
    return made


def stands() -> tuple[Any, ...]:
    rows = Referral.objects.order_by("referred").values_list(
        "referred", "referrer", "state", "yes_on", "evidence", "look"
    )
    return tuple(rows), tuple(Evidence.objects.order_by("key").values_list("key", "lost"))


def happen(cast: Cast, people: list[Person], step: tuple[Any, ...], n: int, at: datetime) -> set[int]:
    """Do it; whom it is about."""
    shop, on = cast.business, cast.business.day_of(at)
    source = Source.by_hand(shop.pk, cast.alice, at)
    what, *rest = step
    if what == "trace":
        sender, newcomer, kind, days = rest
        if sender == newcomer:
            return set()
        told = {"kind": kind, "happened_on": on + timedelta(days=days), "at": at, "source": source}
        Evidence.objects.create(
            business=shop, referrer=people[sender], referred=people[newcomer], key=f"k{n}", **told
        )
        return {people[newcomer].pk}
    if what == "word":
        newcomer, sender = rest
        if newcomer == sender:
            return set()
        Decision.objects.filter(referred=people[newcomer]).update(withdrawn_at=at)
        told = {"referrer": people[sender] if sender is not None else None, "is_nobody": sender is None}
        Decision.objects.create(business=shop, referred=people[newcomer], at=at, key=f"d{n}", **told)
        return {people[newcomer].pk}
    if what == "withdrawn":
        found = list(Evidence.objects.filter(withdrawn_at=None).order_by("pk"))
        if not found:
            return set()
        one = found[rest[0] % len(found)]
        Evidence.objects.filter(pk=one.pk).update(withdrawn_at=at, lost="")
        return {one.referred_id}
    if what == "card":
        buyer, card = rest
        told = {"goods_cents": 500, "currency": "USD", "on": on, "says": "counted", "vendor": "till"}
        marked = Cards(shop.pk).hashed(card)
        tell_sale(shop, source, at, account="", number=f"c{n}", person=people[buyer], card=marked, **told)
        return {people[buyer].pk}
    buyer, days = rest
    add_sale(shop, cast.alice, at, person=people[buyer], on=on + timedelta(days=days), cents=500, key=f"s{n}")
    return {people[buyer].pk}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(traces, traces, words, taken, sales, cards), max_size=9))
def test_whatever_happens_it_is_as_if_all_were_decided(
    cast: Cast, people: list[Person], at: datetime, steps: list[tuple[Any, ...]]
) -> None:
    try:
        with transaction.atomic():
            for n, step in enumerate(steps):
                redecide(cast.business, happen(cast, people, step, n, at))
                near = stands()
                redecide(cast.business)
                assert near == stands(), (n, step)
            raise Attempt
    except Attempt:
        pass


def test_one_newcomer_costs_the_same_in_a_large_tree(cast: Cast, people: list[Person], at: datetime) -> None:
    shop, on, source = (
        cast.business,
        cast.business.day_of(at),
        Source.by_hand(cast.business.pk, cast.alice, at),
    )

    def sent(sender: Person, newcomer: Person, key: str) -> None:
        told = {"kind": "owner", "happened_on": on, "at": at, "source": source}
        Evidence.objects.create(business=shop, referrer=sender, referred=newcomer, key=key, **told)

    def asked(newcomer: Person) -> int:
        with CaptureQueriesContext(connection) as queries:
            redecide(shop, {newcomer.pk})
        assert not any(len(one["sql"]) > 5_000 for one in queries)
        return len(queries)

    sent(people[0], people[1], "k1")
    few = asked(people[1])
    more = [Person.every.create(business=shop, name=f"M{n}", kind="customer", since=at) for n in range(300)]
    for n, one in enumerate(more):
        sent(people[0], one, f"m{n}")
    redecide(shop)
    sent(people[0], people[2], "k2")
    assert asked(people[2]) == few
