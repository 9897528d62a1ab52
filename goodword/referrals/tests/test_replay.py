"""The same day told in any order, each thing once or many times, gives the same books."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Job, Source
from goodword.books.canonical import canonical, lines
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.arriving import Arriving, keep_newcomer
from goodword.referrals.models import Newcomer, Referral
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.overruling import overrule
from goodword.referrals.redeciding import redecide
from goodword.referrals.settling import resettle
from goodword.referrals.sharing import make_link
from goodword.sales.by_software import tell_sale
from goodword.sales.cards import Cards
from goodword.sales.hand import add_sale

quick = settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HOUR = timedelta(hours=1)


class Attempt(Exception):
    """Takes back what one order has written."""


@pytest.fixture
def day(cast, at):
    """What happened that day, each thing with its own moment and the key by which it is known again."""
    shop, alice, on = cast.business, cast.alice, cast.business.day_of(at)
    dana = add_person(
        shop, alice, at - 99 * HOUR, name="Dana Okafor", kind="customer", email="dana@o.example"
    )
    ruth = add_person(shop, alice, at - 99 * HOUR, name="Ruth Fenwick", kind="ally")
    links = {one: make_link(one, alice, at - 9 * HOUR) for one in (dana, ruth)}

    def came(n: int, name: str, **told: Any) -> Callable[[], object]:
        return lambda: note_newcomer(
            shop, alice, at + n * HOUR, Came("person", name=name, **told), f"came:{n}"
        )

    def arrives(n: int, who: Any, name: str, mail: str) -> Callable[[], object]:
        told = Arriving(name, "email", mail, mail, may_name=True)
        by = "qr" if n % 2 else "link"
        return lambda: keep_newcomer(links[who], told, by, f"visitor{n}", at + n * HOUR)

    till = Source.objects.create(business=shop, kind="api", label="till", at=at, state="here")
    card = Cards(shop.pk).hashed("visa 4242")

    def pays(number: str, who: Person) -> None:
        told = {"goods_cents": 700, "currency": "USD", "on": on, "says": "counted", "card": card}
        tell_sale(shop, till, at, account="", number=number, person=who, **told)

    def newcomer_pays() -> None:
        for one in Person.objects.filter(business=shop, name="Tom Reyes"):
            pays("c2", one)

    def decides() -> None:
        for one in Newcomer.objects.filter(key="came:2"):
            overrule(one.person, ruth, "she told me", alice, at + 9 * HOUR, "d1")

    return shop, [
        came(1, "Eli Brandt", referrer=dana, amount_cents=1250, currency="USD"),
        came(2, "Noor Haddad", referrer_typed="Dana Okafor"),
        came(3, "Ola Berg", referrer=ruth, code=links[ruth].spoken),
        came(7, "Mia Lund", referrer=dana, proof="introduction"),
        arrives(4, dana, "Sam Ito", "sam@i.example"),
        arrives(5, ruth, "Sam Ito", "sam@i.example"),
        arrives(6, ruth, "Tom Reyes", "tom@r.example"),
        lambda: add_sale(shop, alice, at, person=dana, on=on, cents=900, currency="USD", key="s1"),
        lambda: pays("c1", ruth),
        newcomer_pays,
        decides,
    ]


def told_in(shop: Any, events: list[Callable[[], object]], order: list[int], at: Any) -> str:
    found: list[str] = []
    try:
        with transaction.atomic():
            for n in order:
                events[n]()
            for told_again in events[-2:]:  # of somebody who was not there yet
                told_again()
            for job in Job.objects.filter(name="referrals.resettle").order_by("pk"):
                resettle(shop, job.args["claims"], at)
            for job in Job.objects.filter(name="advocates.restand").order_by("pk"):
                redecide(shop, job.args["people"])
            found = list(lines(canonical(shop)))
            rows = Referral.objects.order_by("referred__name", "state")
            found += [f"look {name}: {look}" for name, look in rows.values_list("referred__name", "look")]
            raise Attempt
    except Attempt:
        pass
    return "\n".join(found)


@quick
@given(data=st.data())
def test_any_order_with_repeats_gives_the_same_books(day, at, data):
    shop, events = day
    every = list(range(len(events)))
    repeats = data.draw(st.lists(st.sampled_from(every), max_size=8), label="told again")
    order = data.draw(st.permutations(every + repeats), label="order")
    expected = told_in(shop, events, every, at)
    assert "Sam Ito" in expected and "Noor Haddad" in expected
    assert "look Tom Reyes: card" in expected and "look Sam Ito: \n" in expected
    assert told_in(shop, events, order, at) == expected
