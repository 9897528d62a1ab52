"""Sales by the API: told by their own number, once, and changed when told otherwise."""

from datetime import timedelta

import pytest

from goodword.accounts.models import Change
from goodword.api.tests.test_people import words_of
from goodword.people.hand import add_person
from goodword.sales.hand import mend_sale
from goodword.sales.models import Sale

SOLD = {"number": "1001", "on": "2026-02-20", "goods_cents": 1250, "tax_cents": 80, "what": "Rye bread"}


@pytest.fixture
def dana(cast, at):
    return add_person(cast.business, cast.alice, at, name="Dana Brook", email="dana@brook.example")


def test_a_sale_is_told_and_counts(api, dana):
    answer = api.post("sales", SOLD | {"person": dana.code})
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert told == {"account": "", "number": "1001", "state": "counted"}
    [read] = api.get("sales", person=dana.code).json()["items"]
    assert (read["vendor"], read["currency"], read["goods_cents"]) == ("api", "USD", 1250)
    sale = Sale.objects.get()
    assert not sale.by_hand and sale.source.kind == "api" and sale.total_cents == 1330
    dana.refresh_from_db()
    assert dana.has_bought
    assert Change.objects.get(type="sale.created").member is None


def test_the_same_twice_is_once_by_another_key_too(api, key, at):
    first = api.post("sales", SOLD).json()
    again = api.post("sales", SOLD, at=at + timedelta(days=900))
    assert (again.status_code, again.json()) == (200, first)
    assert api.post("sales", SOLD, token=key()[1]).json() == first
    assert Sale.objects.count() == 1


def test_told_otherwise_it_is_changed_and_back(api, at):
    api.post("sales", SOLD)
    for n, cents in enumerate((1500, 1250, 1500), 1):
        answer = api.post("sales", SOLD | {"goods_cents": cents}, at=at + timedelta(minutes=n))
        assert answer.status_code == 200
        [one] = api.get("sales").json()["items"]
        assert one["goods_cents"] == cents


def test_one_number_in_two_shops_is_two_sales(api):
    for shop in ("mill street", "market"):
        assert api.post("sales", SOLD | {"account": shop}).status_code == 201
    assert len(api.get("sales").json()["items"]) == 2


def test_what_the_owner_says_stands_before_it(api, cast, at):
    api.post("sales", SOLD)
    mend_sale(Sale.objects.get(), cast.alice, at, goods_cents=999)
    answer = api.post("sales", SOLD | {"goods_cents": 2000}, at=at + timedelta(days=1))
    assert answer.status_code == 200
    assert [one["goods_cents"] for one in api.get("sales").json()["items"]] == [999]


def test_money_given_back_and_a_sale_that_never_was(api, dana):
    api.post("sales", SOLD | {"person": dana.code})
    back = {"number": "R1", "refund_of": "1001", "goods_cents": -1250, "tax_cents": -80, "on": "2026-02-22"}
    assert api.post("sales", back | {"person": dana.code}).status_code == 201
    assert Sale.objects.get(vendor_id="R1").is_refund
    assert Sale.objects.get(vendor_id="1001").is_refunded
    assert api.post("sales", SOLD | {"number": "1002", "says": "void"}).json()["state"] == "void"


def test_all_mistakes_are_told_at_once(api, cast, at):
    rose = add_person(cast.florist, cast.charlie, at, name="Rose")
    wrong = {"on": "31/02/2026", "goods_cents": "12.50", "currency": "dollars", "number": "", "says": "maybe"}
    assert set(words_of(api.post("sales", wrong))) == set(wrong)
    assert "2026-02-28" in words_of(api.post("sales", wrong))["on"]
    wrong = SOLD | {"person": rose.code, "currency": "XXX", "refund_of": "1001"}
    assert set(words_of(api.post("sales", wrong))) == {"person", "currency", "goods_cents", "refund_of"}
    assert not Sale.objects.exists()


def test_another_business_sees_none_of_it(api, key, cast):
    api.post("sales", SOLD)
    charlies = key(member=cast.charlie)[1]
    assert api.get("sales", token=charlies).json()["items"] == []
    assert api.post("sales", SOLD, token=charlies).status_code == 201
    assert Sale.objects.filter(business=cast.business).count() == 1


@pytest.mark.parametrize("path", ["sales", "evidence"])
def test_reading_is_not_adding(api, key, path):
    token = key(f"{path}:read")[1]
    assert api.get(path, token=token).status_code == 200
    assert api.post(path, SOLD, token=token).status_code == 403
    assert api.get(path, token=key(f"{path}:write")[1]).status_code == 403


CARD = {"brand": "Visa", "last4": "4242"}


def test_a_card_is_kept_as_a_mark_and_never_told_again(api, dana, at):
    told = SOLD | {"person": dana.code, "card": CARD}
    assert api.post("sales", told).status_code == 201
    assert (api.post("sales", told, at=at + timedelta(days=2)).status_code, Sale.objects.count()) == (200, 1)
    kept = Sale.objects.get().card
    assert len(kept) == 32 and "4242" not in kept
    assert kept not in api.get("sales").content.decode() and "card" not in api.get("sales").json()["items"][0]


def test_of_a_sale_that_is_nobodys_no_card_is_kept(api):
    api.post("sales", SOLD | {"card": CARD})
    assert Sale.objects.get().card == ""


@pytest.mark.parametrize(
    ("card", "fields"),
    [
        ({"brand": "", "last4": "424"}, {"card.brand", "card.last4"}),
        ({"brand": "Visa", "last4": "4242424242424242"}, {"card.last4"}),
        ({"brand": "Visa", "last4": "4242", "number": "4242424242424242"}, {"card.number"}),
        ("4242", {"card"}),
    ],
)
def test_a_card_that_is_told_otherwise_is_refused_in_words(api, card, fields):
    answer = api.post("sales", SOLD | {"card": card})
    assert answer.status_code == 422 and {one["field"] for one in answer.json()["errors"]} == fields
    assert not Sale.objects.exists()
