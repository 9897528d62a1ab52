"""Money given back for a sale that a hand told."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Change
from goodword.advocates.measure import restand
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.models import Referral
from goodword.referrals.noting import Came, note_newcomer
from goodword.sales import hand
from goodword.sales.counting import recount_source
from goodword.sales.measure import n_sales, totals
from goodword.sales.models import Sale
from goodword.talks.tests.people import someone

from .told import a_file, told

As = Callable[..., Any]


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def sale(cast: Cast, dana: Person, at: datetime) -> Sale:
    return hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250, what="rolls")


def there(sale: Sale) -> str:
    return reverse("sale-give-back", args=["corner", sale.code])


def total(person: Person) -> int:
    return totals([person.pk]).get(person.pk, {}).get("USD", 0)


def test_a_part_and_then_the_rest(as_: As, sale: Sale, dana: Person) -> None:
    alice = as_("alice")
    assert "12.50" in alice.get(there(sale)).content.decode()
    alice.post(there(sale), {"amount": "4", "on": "2026-03-02", "key": "K1"})
    assert (total(dana), n_sales([dana.pk])[dana.pk]) == (850, 1)
    assert "8.50" in alice.get(there(sale)).content.decode()
    page = alice.post(there(sale), {"amount": "8.50", "on": "2026-03-02", "key": "K2"}, follow=True)
    assert "Got $8.50 back." in page.content.decode()
    assert (total(dana), n_sales([dana.pk]).get(dana.pk, 0)) == (0, 0)
    assert alice.get(there(sale)).status_code == 404
    back = Sale.objects.get(goods_cents=-850)
    alice.post(reverse("sale-undo", args=["corner", back.code]))
    assert total(dana) == 850
    assert set(Change.objects.filter(room="sales").values_list("type", flat=True)) >= {
        "sale.refunded",
        "sale.untold",
    }


def test_the_same_form_twice_is_one(as_: As, sale: Sale, dana: Person) -> None:
    for _press in range(2):
        page = as_("alice").post(there(sale), {"amount": "12.50", "on": "2026-03-02", "key": "K1"})
        assert page.status_code == 302
    assert total(dana) == 0 and Sale.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "12.51"}, "more than is left of this sale: $12.50"),
        ({"amount": "€ 5"}, "The sale was in USD"),
        ({"amount": "much"}, "is not an amount"),
        ({"on": "2026-03-01"}, "before the sale"),
        ({"on": "2026-03-09"}, "still to come"),
    ],
)
def test_nonsense_is_refused_in_words(as_: As, sale: Sale, typed: dict[str, str], said: str) -> None:
    page = as_("alice").post(there(sale), {"amount": "1", "on": "2026-03-02"} | typed)
    assert page.status_code == 422 and said in page.content.decode()
    assert Sale.objects.count() == 1


def test_a_files_sale_is_given_back_by_its_file(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    file = a_file(cast.business)
    of_file = told(file, "#1001", dana)
    recount_source(cast.business, file)
    assert as_("alice").get(there(of_file)).status_code == 404
    with pytest.raises(ValueError, match="file"):
        hand.give_back(of_file, cast.alice, at, cents=1, on=date(2026, 3, 2))


def test_bob_may_only_look_and_charlie_sees_nothing(as_: As, sale: Sale) -> None:
    assert as_("bob").post(there(sale), {"amount": "1", "on": "2026-03-02"}).status_code == 403
    assert as_("charlie").post(there(sale), {"amount": "1", "on": "2026-03-02"}).status_code == 404
    assert Sale.objects.count() == 1


def test_a_newcomer_whose_first_sale_is_given_back_has_not_said_yes(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    came = Came("person", name="Eli Brandt", referrer=dana, amount_cents=500, currency="USD")
    eli = note_newcomer(cast.business, cast.alice, at, came, "k1").person
    restand(cast.business, on, [eli.pk])
    assert Referral.objects.get().state == "converted"
    back = hand.give_back(Sale.objects.get(), cast.alice, at, cents=500, on=on)
    restand(cast.business, on, [eli.pk])
    assert (Referral.objects.get().state, Referral.objects.get().yes_on) == ("qualified", None)
    hand.untell(back, cast.alice, at)
    restand(cast.business, on, [eli.pk])
    assert Referral.objects.get().state == "converted"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.integers(1, 1250), max_size=6))
def test_never_more_is_given_back_than_was_paid(
    as_: As, cast: Cast, dana: Person, at: datetime, parts: list[int]
) -> None:
    Sale.objects.filter(business=cast.business).delete()
    sale = hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250)
    given = 0
    for n, cents in enumerate(parts):
        left = hand.left_of(sale)
        assert left == 1250 - given
        told = {"amount": f"{cents / 100:.2f}", "on": "2026-03-02", "key": f"K{n}"}
        page = as_("alice").post(there(sale), told)
        if cents <= left:
            given += cents
            assert page.status_code == 302
        assert total(dana) == 1250 - given
