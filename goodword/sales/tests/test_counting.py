import random as randomness
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.accounts.jobs import Running, find_jobs
from goodword.accounts.models import Business, Job, Source
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.sales import counting
from goodword.sales.counting import (
    recount_all,
    recount_keys,
    recount_people,
    recount_source,
    take_away_source,
)
from goodword.sales.models import Sale, TwinWord
from goodword.talks.tests.people import LONG_AGO, someone

from .told import TOLD_AT, a_file, states, told

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor", kind="unsorted")


def state(sale: Sale) -> str:
    sale.refresh_from_db()
    return sale.state


def bought(person: Person) -> tuple[bool, str]:
    person.refresh_from_db()
    return person.has_bought, person.kind


def test_a_sale_that_came_in_counts_and_makes_a_customer(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business)
    sale = told(source, "#1001", dana)
    assert recount_source(cast.business, source) == {dana.pk}
    assert state(sale) == "counted"
    assert bought(dana) == (True, "customer")


@pytest.mark.parametrize("is_first", [True, False])
def test_a_list_of_items_stands_only_where_nothing_else_tells_the_sale(cast: Cast, is_first: bool) -> None:
    whole = told(a_file(cast.business, "transactions.csv"), "T1", told_at=TOLD_AT + DAY * (not is_first))
    items = a_file(cast.business, "items.csv")
    part = told(items, "T1", goods_cents=1000, is_partial=True, told_at=TOLD_AT + DAY * is_first)
    recount_source(cast.business, items)
    assert (state(whole), state(part)) == ("counted", "replaced")
    Source.objects.filter(pk=whole.source_id).update(state=Source.State.UNDONE)
    take_away_source(cast.business, whole.source)
    assert state(part) == "counted"


def test_one_source_may_tell_a_sale_and_its_items(cast: Cast) -> None:
    both = a_file(cast.business, "both.zip")
    whole, part = told(both, "T1"), told(both, "T1", is_partial=True)
    recount_source(cast.business, both)
    assert (state(whole), state(part)) == ("counted", "replaced")


def test_the_owners_word_on_who_somebody_is_outlasts_a_sale(cast: Cast) -> None:
    marek = someone(cast.business, "Marek Wolny", kind="trade", kind_said="trade")
    source = a_file(cast.business)
    told(source, "#1001", marek)
    recount_source(cast.business, source)
    assert bought(marek) == (True, "trade")


def test_a_sale_that_is_still_coming_in_counts_for_nothing(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business, state=Source.State.COMING)
    sale = told(source, "#1001", dana)
    recount_source(cast.business, source)
    assert state(sale) == "coming"
    assert bought(dana) == (False, "unsorted")


@pytest.mark.parametrize("says", ["void", "failed", "pending"])
def test_what_was_not_paid_does_not_count_until_a_newer_file_says_so(
    cast: Cast, dana: Person, says: str
) -> None:
    first, second = a_file(cast.business, "old.csv"), a_file(cast.business, "new.csv")
    old = told(first, "#1001", dana, says=says)
    recount_source(cast.business, first)
    assert (state(old), bought(dana)[0]) == (says, False)
    new = told(second, "#1001", dana, told_at=TOLD_AT + DAY)
    recount_source(cast.business, second)
    assert (state(old), state(new), bought(dana)[0]) == ("replaced", "counted", True)


def test_an_older_file_that_comes_later_changes_nothing(cast: Cast, dana: Person) -> None:
    new, old = a_file(cast.business, "new.csv"), a_file(cast.business, "old.csv")
    newer = told(new, "#1001", dana, goods_cents=900)
    recount_source(cast.business, new)
    older = told(old, "#1001", dana, told_at=TOLD_AT - DAY)
    recount_source(cast.business, old)
    assert (state(newer), state(older)) == ("counted", "replaced")


def test_one_number_in_two_shops_is_two_sales(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business)
    sales = [told(source, "#1001", dana, account=shop) for shop in ("north", "south")]
    recount_source(cast.business, source)
    assert [state(sale) for sale in sales] == ["counted", "counted"]


def test_an_order_and_its_payment_count_once_and_each_alone_when_the_other_is_undone(
    cast: Cast, dana: Person
) -> None:
    orders, payments = a_file(cast.business), a_file(cast.business, "payments.csv")
    order = told(orders, "#1001", dana)
    paid = told(payments, "ch_1", dana, vendor="stripe", on=date(2026, 2, 21))
    recount_source(cast.business, orders)
    recount_source(cast.business, payments)
    assert (state(order), state(paid)) == ("counted", "twin")
    assert paid.twin_of_id == order.pk
    Source.objects.filter(pk=orders.pk).update(state=Source.State.UNDONE)
    take_away_source(cast.business, orders)
    assert state(paid) == "counted"
    assert paid.twin_of_id is None
    assert not Sale.objects.filter(pk=order.pk).exists()
    assert bought(dana) == (True, "customer")


def test_undoing_all_files_leaves_no_customer(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business)
    told(source, "#1001", dana)
    recount_source(cast.business, source)
    Source.objects.filter(pk=source.pk).update(state=Source.State.UNDONE)
    take_away_source(cast.business, source)
    take_away_source(cast.business, source)
    assert bought(dana) == (False, "unsorted")
    assert Sale.objects.count() == 0


def test_a_file_that_broke_off_leaves_nothing(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business, state=Source.State.COMING)
    told(source, "#1001", dana)
    take_away_source(cast.business, source)
    assert Sale.objects.count() == 0


def test_a_sale_taken_back_in_full_is_refunded_and_its_buyer_no_customer(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business)
    sale = told(source, "#1001", dana, tax_cents=100)
    told(source, "#1001-r1", dana, goods_cents=-1000, refund_of="#1001")
    recount_source(cast.business, source)
    sale.refresh_from_db()
    assert (sale.state, sale.is_refunded) == ("counted", False)
    assert bought(dana)[0]
    again = a_file(cast.business, "more.csv")
    told(again, "#1001-r2", dana, goods_cents=-250, tax_cents=-100, refund_of="#1001")
    recount_source(cast.business, again)
    sale.refresh_from_db()
    assert (sale.state, sale.is_refunded) == ("counted", True)
    assert bought(dana) == (False, "unsorted")
    Source.objects.filter(pk=again.pk).update(state=Source.State.UNDONE)
    take_away_source(cast.business, again)
    sale.refresh_from_db()
    assert not sale.is_refunded
    assert bought(dana)[0]


def test_a_refund_of_the_payment_takes_back_the_order(cast: Cast, dana: Person) -> None:
    source = a_file(cast.business)
    order = told(source, "#1001", dana)
    told(source, "ch_1", dana, vendor="stripe")
    told(source, "re_1", dana, vendor="stripe", goods_cents=-1250, refund_of="ch_1")
    recount_source(cast.business, source)
    order.refresh_from_db()
    assert order.is_refunded


def test_people_who_turn_out_to_be_one_have_bought_once(cast: Cast, dana: Person) -> None:
    other = someone(cast.business, "D. Okafor")
    source = a_file(cast.business)
    order = told(source, "#1001", dana)
    paid = told(source, "ch_1", other, vendor="stripe")
    recount_source(cast.business, source)
    assert (state(order), state(paid)) == ("counted", "counted")
    Sale.objects.filter(person=other).update(person=dana)
    recount_people(cast.business.pk, [dana.pk, other.pk])
    assert (state(order), state(paid)) == ("counted", "twin")
    assert (bought(dana)[0], bought(other)[0]) == (True, False)


def test_a_sale_moves_its_twins_along_a_chain_of_days_however_long(cast: Cast) -> None:
    # Nobody's sales of one amount, every third day for a year. One more payment before the first order takes
    # it from its payment, which takes the next order, and so on to the last.
    source = a_file(cast.business)
    for n in range(60):
        told(source, f"#{n:03}", on=date(2025, 1, 1) + n * 6 * DAY)
        told(source, f"ch_{n:03}", on=date(2025, 1, 4) + n * 6 * DAY, vendor="stripe")
    last = Sale.objects.get(vendor_id="ch_059")
    recount_source(cast.business, source)
    assert state(last) == "twin"
    late = a_file(cast.business, "late.csv")
    told(late, "ch_first", on=date(2024, 12, 29), vendor="stripe")
    recount_source(cast.business, late)
    assert state(last) == "counted"
    assert Sale.objects.filter(state="twin").count() == 60
    before = states(cast.business)
    recount_all(cast.business.pk)
    assert states(cast.business) == before


def test_where_a_member_would_wait_long_a_job_settles_the_rest(
    cast: Cast, dana: Person, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = a_file(cast.business)
    order, paid = told(source, "#1", dana), told(source, "ch_1", dana, vendor="stripe")
    recount_source(cast.business, source)
    monkeypatch.setattr(counting, "WAITED_FOR", 0)
    Sale.objects.filter(pk=order.pk).update(says="void")
    recount_keys(cast.business.pk, [("shopify", "", "#1")], at)
    assert (state(order), state(paid)) == ("void", "counted")
    another = told(source, "#2", dana)
    recount_keys(cast.business.pk, [("shopify", "", "#2")], at)
    assert (state(another), state(paid)) == ("counted", "counted")
    job = Job.objects.get(name="sales.recount")
    find_jobs()["sales.recount"].work(Running(cast.business, at, job))
    assert (state(another), state(paid)) == ("counted", "twin")


# The whole, whatever the order.

tellings = st.lists(
    st.fixed_dictionaries(
        {
            "file": st.integers(0, 2),
            "vendor": st.sampled_from(["shopify", "quickbooks", "stripe"]),
            "vendor_id": st.sampled_from(["1", "2", "3", "4"]),
            "says": st.sampled_from(["counted", "counted", "counted", "void", "pending"]),
            "goods_cents": st.sampled_from([1250, 1250, 900, -1250]),
            "tax_cents": st.sampled_from([0, 350]),
            "on": st.integers(0, 9).map(lambda n: date(2026, 2, 20) + n * DAY),
            "refund_of": st.sampled_from(["", "1", "2"]),
            "told_at": st.integers(0, 1).map(lambda n: TOLD_AT + n * DAY),
            "person": st.integers(0, 2),
        }
    ),
    max_size=9,
    unique_by=lambda told: (told["file"], told["vendor"], told["vendor_id"]),
)


def a_business(name: str) -> tuple[Business, list[Person | None]]:
    business = Business.objects.create(name=name, opened_at=LONG_AGO)
    return business, [None, someone(business, "Dana Okafor"), someone(business, "Eli Brandt")]


def come_in(business: Business, people: list[Person | None], rows: list[dict[str, Any]], n: int) -> Source:
    source = a_file(business, f"file {n}")
    for row in rows:
        if row["file"] == n:
            said = {key: value for key, value in row.items() if key not in ("file", "person", "vendor_id")}
            if said["goods_cents"] > 0:
                said["refund_of"] = ""
            told(source, row["vendor_id"], people[row["person"]], **said)
    recount_source(business, source)
    return source


def undo(business: Business, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(state=Source.State.UNDONE)
    take_away_source(business, source)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tellings, is_same=st.sampled_from([None, True, False]), seed=st.integers(0, 5))
def test_the_same_files_in_any_order_give_the_same_books(
    db: None, rows: list[dict[str, Any]], is_same: bool | None, seed: int
) -> None:
    outcomes = []
    order = [0, 1, 2]
    for _turn in range(2):
        business, people = a_business("A")
        if is_same is not None:
            one, other = "quickbooks\x1f\x1f1", "shopify\x1f\x1f1"
            TwinWord.objects.create(business=business, one=one, other=other, is_same=is_same, at=TOLD_AT)
        sources = {n: come_in(business, people, rows, n) for n in order}
        gone = come_in(business, people, [row | {"file": 9} for row in rows if row["file"] == 1], 9)
        undo(business, gone)
        outcomes.append((states(business), [p and Person.every.get(pk=p.pk).has_bought for p in people]))
        recount_all(business.pk)
        assert states(business) == outcomes[-1][0]
        assert len(sources) == 3
        randomness.Random(seed).shuffle(order)
    assert outcomes[0] == outcomes[1]
