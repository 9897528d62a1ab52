from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Business
from goodword.conftest import Cast
from goodword.lib.moves import Candidate
from goodword.people.models import Person
from goodword.sales.counting import recount_source
from goodword.sales.moves import candidates, thing_of
from goodword.talks.models import Talk
from goodword.talks.tests.people import someone

from .told import a_file, told

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


def bought(person: Person, *days: date, business: Business | None = None, **more: Any) -> None:
    source = a_file(person.business)
    for n, day in enumerate(days):
        told(source, f"{person.code}{n}{day}{len(more)}{more.get('goods_cents', 0)}", person, on=day, **more)
    recount_source(person.business, source)


def plays(business: Business, on: date) -> list[tuple[str, int | None]]:
    return [(one.play, one.person) for one in candidates(business, on)]


@pytest.mark.parametrize(("ago", "is_asked"), [(1, False), (2, True), (10, True), (11, False)])
def test_a_first_purchase_is_asked_about_two_to_ten_days_after(
    cast: Cast, dana: Person, on: date, ago: int, is_asked: bool
) -> None:
    bought(dana, on - ago * DAY)
    assert plays(cast.business, on) == ([("how_was_it", dana.pk)] if is_asked else [])


def test_another_purchase_like_the_others_is_no_reason_to_ask(cast: Cast, dana: Person, on: date) -> None:
    bought(dana, *(on - ago * DAY for ago in (200, 150, 90, 30, 4)))
    assert plays(cast.business, on) == []
    bought(dana, on - 3 * DAY, goods_cents=9000)
    assert plays(cast.business, on) == [("how_was_it", dana.pk)]


def test_larger_is_measured_in_one_currency(cast: Cast, dana: Person, on: date) -> None:
    bought(dana, *(on - ago * DAY for ago in (200, 150, 90)))
    bought(dana, on - 3 * DAY, goods_cents=90_000, currency="JPY")
    assert plays(cast.business, on) == []


def test_money_given_back_is_a_call_and_comes_before_how_was_it(cast: Cast, dana: Person, on: date) -> None:
    bought(dana, on - 5 * DAY)
    bought(dana, on - 3 * DAY, goods_cents=-500, refund_of="x", what="Wedding cake")
    [move] = candidates(cast.business, on)
    assert (move.play, move.kind) == ("went_wrong", "listen")
    assert move.facts == {"thing": "wedding cake"}


def test_an_old_refund_is_let_rest(cast: Cast, dana: Person, on: date) -> None:
    bought(dana, on - 400 * DAY)
    bought(dana, on - 14 * DAY, goods_cents=-500, refund_of="x")
    assert plays(cast.business, on) == []


def test_who_was_listened_to_since_is_not_asked_again(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 9 * DAY)
    talk = Talk.keep(dana, None, at, kind="listen", on=on - 8 * DAY)
    assert plays(cast.business, on) == []
    talk.take_back(None, at)
    Talk.keep(dana, None, at, kind="listen", on=on - 30 * DAY, play="how_was_it")
    assert plays(cast.business, on) == []


def test_contact_within_the_week_waits(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    bought(dana, on - 9 * DAY)
    Talk.keep(dana, None, at, kind="thank", on=on - 6 * DAY)
    assert plays(cast.business, on) == []
    assert plays(cast.business, on + DAY) == [("how_was_it", dana.pk)]


@pytest.mark.parametrize(
    "fields", [{"left_out": True}, {"kind_said": "press", "kind": "press"}, {"is_company": True}]
)
def test_nobody_else_is_on_the_list(cast: Cast, on: date, fields: dict[str, Any]) -> None:
    bought(someone(cast.business, "Eli Brandt", **fields), on - 3 * DAY)
    assert plays(cast.business, on) == []


def test_the_florist_sees_nothing_of_it(cast: Cast, dana: Person, on: date) -> None:
    bought(dana, on - 3 * DAY)
    assert candidates(cast.florist, on) == []


def test_a_large_book_needs_few_queries(cast: Cast, on: date, django_assert_max_num_queries: Any) -> None:
    source = a_file(cast.business)
    for n in range(130):
        told(source, str(n), someone(cast.business, f"Person {n}"), on=on - 3 * DAY)
    recount_source(cast.business, source)
    with django_assert_max_num_queries(10):
        found: list[Candidate] = candidates(cast.business, on)
    assert len(found) == 100


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Wedding cake", "wedding cake"),
        ("Dana's Rolls", "Dana's Rolls"),
        ("rye bread", "rye bread"),
        ("SKU 44-1", ""),
        ("Rolls, cake", ""),
        ("x", ""),
        ("", ""),
    ],
)
def test_a_thing_is_named_only_if_it_can_be_said(cast: Cast, dana: Person, what: str, said: str) -> None:
    sale = told(a_file(cast.business), "1", dana, what=what)
    assert thing_of(sale, cast.business) == said
    cast.business.kind = Business.Kind.PRACTICE
    assert thing_of(sale, cast.business) == ""


def test_of_several_things_the_dearest_is_named(cast: Cast, dana: Person) -> None:
    sale = told(
        a_file(cast.business), "1", dana, what="a, b", lines=[["rolls", 2, 300], ["layer cake", 1, 4000]]
    )
    assert thing_of(sale, cast.business) == "layer cake"
