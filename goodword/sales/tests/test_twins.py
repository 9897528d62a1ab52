import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.sales.twins import BOOKS, ORDERS, PAYMENTS, Seen, Words, touching, twins

ORDER, BOOK, PAID = "shopify", "quickbooks", "stripe"


def seen(key: str, vendor: str, on: int = 10, goods: int = 1250, **more: Any) -> Seen:
    told: dict[str, Any] = {"currency": "USD", "total": goods, "person": 1} | more
    return Seen(pk=int(key, 36), vendor=vendor, key=f"{vendor}-{key}", on=on, goods=goods, **told)


def pairs(*sales: Seen, words: Words | None = None) -> dict[str, str]:
    name = {sale.pk: sale.key.split("-")[1] for sale in sales}
    return {name[twin]: name[counted] for twin, counted in twins(sales, words or {}).items()}


def test_an_order_and_its_payment_are_one_sale_and_the_order_counts() -> None:
    assert pairs(seen("a", PAID, on=11), seen("b", ORDER)) == {"a": "b"}


def test_the_books_count_before_the_payment_and_after_the_order() -> None:
    assert pairs(seen("a", PAID), seen("b", BOOK)) == {"a": "b"}
    assert pairs(seen("a", PAID), seen("b", BOOK), seen("c", ORDER)) == {"a": "c", "b": "c"}


@pytest.mark.parametrize(
    "other",
    [
        {"on": 14},
        {"on": 6},
        {"goods": 1251},
        {"currency": "EUR"},
        {"person": 2},
        {"vendor": ORDER},
    ],
    ids=str,
)
def test_what_differs_is_another_sale(other: dict[str, Any]) -> None:
    assert pairs(seen("a", ORDER), seen("b", **({"vendor": PAID} | other))) == {}


def test_a_payment_is_known_by_the_total_of_its_order() -> None:
    assert pairs(seen("a", ORDER, goods=1000, total=1250), seen("b", PAID, goods=1250)) == {"b": "a"}


def test_a_line_in_the_books_is_known_by_the_goods_of_its_order() -> None:
    assert pairs(seen("a", ORDER, goods=1000, total=1250), seen("b", BOOK, goods=1000)) == {"b": "a"}


@pytest.mark.parametrize("vendor", ORDERS + BOOKS + PAYMENTS)
def test_a_vendor_is_spelled_as_a_format_spells_it(vendor: str) -> None:
    assert re.fullmatch("[a-z]+", vendor)


def test_two_orders_and_one_payment_are_two_sales() -> None:
    assert pairs(seen("a", ORDER), seen("b", ORDER, on=12), seen("c", PAID, on=12)) == {"c": "b"}


def test_two_orders_of_one_day_and_their_two_payments_are_two_sales() -> None:
    sales = [
        seen("a", ORDER, person=0),
        seen("b", ORDER, person=0),
        seen("c", PAID),
        seen("d", PAID, person=0),
    ]
    found = pairs(*sales)
    assert len(found) == len(set(found.values())) == 2


def test_the_payment_of_the_same_person_is_surer_than_a_nearer_one_of_nobody() -> None:
    assert pairs(seen("a", ORDER), seen("b", PAID, person=0), seen("c", PAID, on=13)) == {"c": "a"}


def test_of_two_that_are_one_the_sale_whose_person_is_known_counts() -> None:
    assert pairs(seen("a", ORDER, person=0), seen("b", PAID)) == {"a": "b"}


def test_two_people_never_become_one_through_a_sale_of_nobody() -> None:
    sales = [seen("a", ORDER, person=1), seen("b", PAID, person=0), seen("c", BOOK, person=2)]
    assert len(pairs(*sales)) == 1


def test_a_sale_of_nothing_is_nobodys_twin() -> None:
    assert pairs(seen("a", ORDER, goods=0), seen("b", PAID, goods=0)) == {}


def test_a_refund_is_the_twin_of_a_refund_only() -> None:
    assert pairs(seen("a", ORDER), seen("b", PAID, goods=-1250)) == {}
    assert pairs(seen("a", ORDER, goods=-1250), seen("b", PAID, goods=-1250)) == {"b": "a"}


def test_the_owners_no_keeps_two_sales_apart_and_the_next_one_is_tried() -> None:
    sales = [seen("a", ORDER), seen("b", PAID), seen("c", PAID, on=12)]
    assert pairs(*sales, words={("shopify-a", "stripe-b"): False}) == {"c": "a"}


def test_the_owners_no_holds_through_a_third_vendor() -> None:
    sales = [seen("a", ORDER), seen("b", PAID), seen("c", BOOK)]
    assert len(pairs(*sales, words={("shopify-a", "stripe-b"): False})) == 1


def test_the_owners_yes_joins_what_no_rule_would() -> None:
    sales = [seen("a", ORDER), seen("b", PAID, on=40, goods=1200, person=2)]
    assert pairs(*sales, words={("shopify-a", "stripe-b"): True}) == {"b": "a"}


amounts = st.sampled_from([500, 1250, -500])
sales = st.lists(
    st.builds(
        seen,
        st.integers(36, 36**3 - 1).map(lambda n: "0123456789abcdefghijklmnopqrstuvwxyz"[n % 36] + str(n)),
        vendor=st.sampled_from([ORDER, BOOK, PAID, "hand", "mine"]),
        on=st.integers(1, 14),
        goods=amounts,
        total=amounts,
        person=st.integers(0, 2),
    ),
    max_size=14,
    unique_by=lambda sale: sale.pk,
)


def some_words(all_sales: list[Seen], picks: list[tuple[int, int, bool]]) -> Words:
    words = {}
    for a, b, is_same in picks:
        if all_sales:
            one, other = sorted((all_sales[a % len(all_sales)].key, all_sales[b % len(all_sales)].key))
            if one != other:
                words[one, other] = is_same
    return words


picks = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans()), max_size=2)


@settings(max_examples=60)
@given(sales, picks, st.randoms())
def test_the_order_of_arrival_decides_nothing(all_sales: list[Seen], picked: Any, random: Any) -> None:
    words = some_words(all_sales, picked)
    found = twins(all_sales, words)
    random.shuffle(all_sales)
    assert twins(all_sales, words) == found


@settings(max_examples=60)
@given(sales)
def test_no_sale_is_lost_and_none_has_two_twins_of_one_vendor(all_sales: list[Seen]) -> None:
    found = twins(all_sales, {})
    by_pk = {sale.pk: sale for sale in all_sales}
    assert not set(found) & set(found.values())
    groups: dict[int, list[Seen]] = {}
    for twin, counted in found.items():
        groups.setdefault(counted, [by_pk[counted]]).append(by_pk[twin])
    for group in groups.values():
        assert len({sale.vendor for sale in group}) == len(group)
        assert len({sale.person for sale in group} - {0}) <= 1
        assert max(sale.on for sale in group) - min(sale.on for sale in group) <= 3
        assert len({sale.currency for sale in group}) == 1


@settings(max_examples=60)
@given(sales, picks, st.integers(0, 13))
def test_looking_only_at_what_touches_gives_what_looking_at_all_gives(
    all_sales: list[Seen], picked: Any, which: int
) -> None:
    if not all_sales:
        return
    words = some_words(all_sales, picked)
    near = touching(all_sales, [all_sales[which % len(all_sales)].pk], words)
    whole = {
        twin: counted for twin, counted in twins(all_sales, words).items() if twin in near or counted in near
    }
    assert twins([sale for sale in all_sales if sale.pk in near], words) == whole
