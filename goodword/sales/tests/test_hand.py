from datetime import date, datetime, timedelta

import pytest

from goodword.accounts.models import Change, Job, Source
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.sales import hand
from goodword.sales.counting import recount_source
from goodword.sales.measure import n_sales, totals
from goodword.sales.models import Sale
from goodword.talks.tests.people import someone

from .told import a_file, told

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor", kind="unsorted")


def counted(person: Person) -> list[tuple[int, str]]:
    rows = Sale.objects.filter(person=person, state="counted").order_by("on", "pk")
    return list(rows.values_list("goods_cents", "what"))


def test_a_sale_by_hand_counts_at_once_and_is_undone(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    sale = hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250, what="rolls")
    assert (sale.state, sale.on, sale.currency) == ("counted", on, "USD")
    dana.refresh_from_db()
    assert (dana.has_bought, dana.kind) == (True, "customer")
    assert hand.untell(sale, cast.alice, at)
    dana.refresh_from_db()
    assert (dana.has_bought, dana.kind, Sale.objects.count()) == (False, "unsorted", 0)
    assert hand.was_untold(cast.business, sale.code)


def test_standings_follow_a_sale_typed_mended_to_another_and_undone(
    cast: Cast, dana: Person, at: datetime
) -> None:
    eli = someone(cast.business, "Eli Brandt")
    sale = hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250)
    mended = hand.mend_sale(sale, cast.alice, at + DAY, person=eli)
    hand.untell(mended, cast.alice, at + 2 * DAY)
    asked = Job.objects.filter(name="advocates.restand").order_by("run_at")
    both = sorted([dana.pk, eli.pk])
    assert [job.args["people"] for job in asked] == [[dana.pk], both, both]


def test_the_same_form_twice_is_one_sale(cast: Cast, dana: Person, at: datetime) -> None:
    one = hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250, key="K1")
    assert hand.add_sale(cast.business, cast.hugo, at, person=dana, cents=1250, key="K1").pk == one.pk
    assert n_sales([dana.pk]) == {dana.pk: 1}
    assert Change.objects.filter(type="sale.created").count() == 1


def test_a_mended_sale_stays_mended_when_its_file_comes_in_again(
    cast: Cast, dana: Person, at: datetime
) -> None:
    file = a_file(cast.business)
    sale = told(file, "#1", dana)
    recount_source(cast.business, file)
    hand.mend_sale(sale, cast.alice, at, goods_cents=900, what="cake")
    later = a_file(cast.business, "later.csv")
    told(later, "#1", dana, goods_cents=1300, told_at=at + 9 * DAY)
    recount_source(cast.business, later)
    assert counted(dana) == [(900, "cake")]


def test_undoing_a_mend_brings_back_what_stood_before_it(cast: Cast, dana: Person, at: datetime) -> None:
    sale = hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250)
    once = hand.mend_sale(sale, cast.alice, at, goods_cents=900)
    twice = hand.mend_sale(once, cast.alice, at, goods_cents=800)
    assert counted(dana) == [(800, "")]
    hand.untell(twice, cast.alice, at)
    assert counted(dana) == [(900, "")]
    hand.untell(once, cast.alice, at)
    assert counted(dana) == [(1250, "")]


def test_the_word_of_another_member_stands_if_it_is_newer(cast: Cast, dana: Person, at: datetime) -> None:
    sale = hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250)
    hand.mend_sale(sale, cast.hugo, at + DAY, goods_cents=900)
    assert counted(dana) == [(900, "")]


def test_mending_nothing_tells_nothing(cast: Cast, dana: Person, at: datetime) -> None:
    sale = hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250)
    assert hand.mend_sale(sale, cast.alice, at, goods_cents=1250).pk == sale.pk
    assert Sale.objects.count() == 1


def test_a_sale_taken_away_stays_away_until_that_is_undone(cast: Cast, dana: Person, at: datetime) -> None:
    file = a_file(cast.business)
    sale = told(file, "#1", dana)
    recount_source(cast.business, file)
    gone = hand.take_away(sale, cast.alice, at)
    recount_source(cast.business, file)
    assert counted(dana) == []
    assert totals([dana.pk]) == {}
    hand.untell(gone, cast.alice, at)
    assert counted(dana) == [(1250, "")]


def test_what_a_file_told_is_not_undone_by_hand(cast: Cast, dana: Person, at: datetime) -> None:
    sale = told(a_file(cast.business), "#1", dana)
    assert not hand.untell(sale, cast.alice, at)
    assert Sale.objects.count() == 1


def test_a_sale_typed_first_and_told_by_a_file_later_counts_once(
    cast: Cast, dana: Person, at: datetime
) -> None:
    hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250, on=date(2026, 2, 19))
    file = a_file(cast.business)
    order = told(file, "#1", dana)
    recount_source(cast.business, file)
    assert n_sales([dana.pk]) == {dana.pk: 1}
    assert Sale.objects.get(state="counted").pk == order.pk


def test_the_owners_word_on_twins_is_kept_and_taken_back(cast: Cast, dana: Person, at: datetime) -> None:
    file = a_file(cast.business)
    order, paid = told(file, "#1", dana), told(file, "ch_1", dana, vendor="stripe")
    recount_source(cast.business, file)
    word = hand.say_twins(paid, order, cast.alice, at, is_same=False)
    assert n_sales([dana.pk]) == {dana.pk: 2}
    assert hand.say_twins(order, paid, cast.alice, at, is_same=True).pk == word.pk
    assert n_sales([dana.pk]) == {dana.pk: 1}
    hand.say_twins(order, paid, cast.alice, at, is_same=False)
    hand.unsay_twins(word, cast.alice, at)
    hand.unsay_twins(word, cast.alice, at)
    assert n_sales([dana.pk]) == {dana.pk: 1}
    with pytest.raises(ValueError, match="no twin in itself"):
        hand.say_twins(order, order, cast.alice, at, is_same=True)


def test_the_owners_yes_is_undone_though_no_rule_would_find_the_pair(
    cast: Cast, dana: Person, at: datetime
) -> None:
    file = a_file(cast.business)
    order, paid = (
        told(file, "#1", dana),
        told(file, "ch_1", dana, vendor="stripe", goods_cents=70, on=date(2025, 1, 1)),
    )
    recount_source(cast.business, file)
    word = hand.say_twins(order, paid, cast.alice, at, is_same=True)
    assert n_sales([dana.pk]) == {dana.pk: 1}
    hand.unsay_twins(word, cast.alice, at)
    assert n_sales([dana.pk]) == {dana.pk: 2}


def test_everything_by_one_hand_is_told_by_one_source(cast: Cast, dana: Person, at: datetime) -> None:
    for cents in (100, 200):
        hand.add_sale(cast.business, cast.alice, at, person=dana, cents=cents)
    assert Source.objects.filter(business=cast.business).count() == 1
