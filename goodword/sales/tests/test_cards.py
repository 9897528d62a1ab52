"""Of a card that paid a keyed hash is kept: it can be compared within one business, and nothing be read from it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Business
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.sales import hand
from goodword.sales.cards import Cards, cards_of
from goodword.sales.counting import recount_all, recount_source, take_away_source
from goodword.sales.models import Sale
from goodword.talks.tests.people import someone

from .told import TOLD_AT, a_file, told

VISA = "visa 4242"


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def card(cast: Cast) -> str:
    return Cards(cast.business.pk).hashed(VISA)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=st.text(min_size=1, max_size=40), other=st.text(min_size=1, max_size=40))
def test_a_card_has_one_hash_in_one_business_and_another_in_the_next(
    cast: Cast, one: str, other: str
) -> None:
    here, there = Cards(cast.business.pk), Cards(cast.florist.pk)
    assert here.hashed(one) == Cards(cast.business.pk).hashed(one) != there.hashed(one)
    assert (here.hashed(one) == here.hashed(other)) == (one == other)
    assert len(here.hashed(one)) == 32


def test_no_card_has_no_hash_and_makes_no_key(cast: Cast) -> None:
    assert Cards(cast.business.pk).hashed("") == ""
    assert Business.objects.get(pk=cast.business.pk).marks_key == ""


def test_where_the_homes_secret_is_another_no_card_is_kept(cast: Cast, card: str, settings) -> None:
    settings.SECRET_KEY = "another secret than the one that sealed the key"
    assert card and Cards(cast.business.pk).hashed(VISA) == ""


def test_it_is_the_card_of_whoever_paid_and_of_nobody_else(cast: Cast, dana: Person, card: str) -> None:
    eli, source = someone(cast.business, "Eli"), a_file(cast.business)
    told(source, "1", dana, card=card)
    told(source, "2", eli)
    recount_source(cast.business, source)
    assert cards_of([dana.pk, eli.pk]) == {dana.pk: {card}}
    assert cards_of([]) == {}


def test_what_has_not_come_in_yet_or_was_taken_out_tells_no_card(cast: Cast, dana: Person, card: str) -> None:
    source = a_file(cast.business)
    told(source, "1", dana, card=card)
    assert cards_of([dana.pk]) == {}
    recount_source(cast.business, source)
    assert cards_of([dana.pk]) == {dana.pk: {card}}
    take_away_source(cast.business, source)
    assert cards_of([dana.pk]) == {}


@pytest.mark.parametrize("says", ["void", "failed", "pending"])
def test_what_was_not_paid_tells_no_card(cast: Cast, dana: Person, card: str, says: str) -> None:
    source = a_file(cast.business)
    told(source, "1", dana, card=card, says=says)
    recount_source(cast.business, source)
    assert cards_of([dana.pk]) == {}


@pytest.mark.parametrize("first", ["with", "without"])
def test_a_telling_that_knows_no_card_does_not_take_the_others_away(
    cast: Cast, dana: Person, card: str, first: str
) -> None:
    for n, which in enumerate(sorted(["with", "without"], key=lambda one: one != first)):
        source = a_file(cast.business, f"{n}.csv")
        told(
            source,
            "1",
            dana,
            card=card if which == "with" else "",
            told_at=TOLD_AT + timedelta(days=n),
        )
        recount_source(cast.business, source)
    assert Sale.objects.filter(state="replaced").count() == 1
    assert cards_of([dana.pk]) == {dana.pk: {card}}


def test_a_payment_tells_the_card_of_its_order(cast: Cast, dana: Person, card: str) -> None:
    told(a_file(cast.business, "shop.csv"), "1001", dana)
    told(a_file(cast.business, "pay.csv"), "ch_1", dana, vendor="stripe", card=card)
    recount_all(cast.business.pk)
    assert sorted(Sale.objects.values_list("state", flat=True)) == ["counted", "twin"]
    assert cards_of([dana.pk]) == {dana.pk: {card}}


def test_the_owners_word_on_who_paid_moves_the_card(
    cast: Cast, dana: Person, card: str, at: datetime
) -> None:
    eli, source = someone(cast.business, "Eli"), a_file(cast.business)
    sale = told(source, "1", dana, card=card)
    recount_source(cast.business, source)
    sale.refresh_from_db()
    mended = hand.mend_sale(sale, cast.alice, at, person=eli)
    assert cards_of([dana.pk, eli.pk]) == {eli.pk: {card}}
    hand.untell(mended, cast.alice, at)
    assert cards_of([dana.pk, eli.pk]) == {dana.pk: {card}}
    hand.take_away(sale, cast.alice, at)
    assert cards_of([dana.pk, eli.pk]) == {}
