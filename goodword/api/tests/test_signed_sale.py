"""A sale that a program tells of by a signed message, and nothing more."""

import json
from datetime import timedelta

import pytest

from goodword.api.incoming import EXAMPLE
from goodword.api.models import Inlet
from goodword.api.signing import new_secret, sign
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Referral
from goodword.referrals.sharing import make_link
from goodword.sales.models import Sale

from .test_people import words_of
from .test_stripe import settle

SECRET = new_secret()
SOLD = EXAMPLE | {"ref": ""}


@pytest.fixture
def inlet(cast, at):
    return Inlet.make(cast.business, cast.alice, "sale", SECRET, at)


@pytest.fixture
def tell(inlet, as_, at):
    browser = as_(None)

    def told(what, at=at, secret=SECRET, code=inlet.code, **headers):
        body = json.dumps(what).encode()
        signed = sign(secret, "msg_1", at, body) | headers
        more = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in signed.items()}
        path = f"/api/v1/hooks/sale/{code}"
        return browser.post(path, body, "application/json", **more, **{"goodword.now": at})

    return told


def test_the_example_of_the_documentation_is_a_sale_of_whoever_was_sent(tell, cast, at):
    dana = add_person(cast.business, cast.alice, at - timedelta(days=20), name="Dana Brook")
    link = make_link(dana, cast.alice, at)
    link.spoken = EXAMPLE["ref"]
    link.save()
    answer = tell(EXAMPLE)
    assert (answer.status_code, answer.json()) == (201, {"account": "", "number": "1001", "state": "counted"})
    settle(at)
    sale = Sale.objects.get()
    assert (sale.vendor, sale.goods_cents, sale.person.name, sale.source.kind) == (
        "api",
        1250,
        "Eli Reed",
        "webhook",
    )
    assert Evidence.objects.get().kind == "code"
    assert Referral.objects.get().referrer == dana


def test_the_same_twice_is_once_and_told_otherwise_it_changes(tell, at):
    first = tell(SOLD)
    again = tell(SOLD, at=at + timedelta(days=400))
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert tell(SOLD | {"goods_cents": 900}, at=at + timedelta(days=401)).status_code == 200
    assert Sale.objects.exclude(state="replaced").get().goods_cents == 900
    assert Person.objects.count() == 1


def test_it_is_the_same_sale_as_by_the_api(tell, api):
    told = {name: SOLD[name] for name in ("number", "on", "goods_cents")}
    api.post("sales", told)
    assert tell(SOLD | {"buyer": {}}).status_code == 200
    assert Sale.objects.count() == 1


def test_whoever_buys_again_is_the_same_person(tell, cast, at):
    eli = add_person(cast.business, cast.alice, at, name="Eli Reed", email="eli@reed.example")
    for n in ("1", "2"):
        tell(SOLD | {"number": n})
    settle(at)
    assert list(Person.objects.all()) == [eli] and eli.sales.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": new_secret()},
        {"webhook-signature": ""},
        {"webhook-id": "msg_2"},
        {"webhook-timestamp": "0"},
    ],
)
def test_what_is_not_signed_right_is_refused_in_words(tell, wrong):
    answer = tell(SOLD, **wrong)
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"
    assert "not signed with the secret" in answer.json()["detail"] and not Sale.objects.exists()


def test_a_message_that_somebody_recorded_is_refused_later(tell, at):
    body = json.dumps(SOLD).encode()
    old = sign(SECRET, "msg_1", at - timedelta(seconds=301), body)
    assert tell(SOLD, **old).status_code == 400


def test_all_mistakes_are_told_at_once(tell):
    wrong = {
        "on": "31/02/2026",
        "goods_cents": "12.50",
        "number": "",
        "buyer": {"email": "x"},
        "colour": "red",
    }
    assert set(words_of(tell(wrong))) == {"on", "goods_cents", "number", "buyer.email", "colour"}
    wrong = SOLD | {
        "currency": "XXX",
        "ref": "NOBODY",
        "buyer": {"email_addresses": [{"address": "eli at home"}]},
    }
    assert set(words_of(tell(wrong))) == {"currency", "ref", "buyer.email_addresses.0.address"}
    assert not Sale.objects.exists() and not Person.objects.exists()


def test_charlies_address_is_charlies(tell, cast, at):
    theirs = Inlet.make(cast.florist, cast.charlie, "sale", new_secret(), at)
    assert tell(SOLD, code=theirs.code).status_code == 400
    assert tell(SOLD, code=theirs.code, secret=theirs.own_secret).status_code == 201
    assert not Sale.objects.filter(business=cast.business).exists()


def test_an_address_of_one_kind_is_none_of_the_other(tell, cast, at):
    stripe = Inlet.make(cast.business, cast.alice, "stripe", SECRET, at)
    assert tell(SOLD, code=stripe.code).status_code == 404


def test_one_card_on_both_sides_is_looked_at(tell, cast, at):
    card = {"brand": "visa", "last4": "4242"}
    dana = add_person(
        cast.business, cast.alice, at - timedelta(days=20), name="Dana Brook", email="d@b.example"
    )
    link = make_link(dana, cast.alice, at)
    tell(SOLD | {"ref": link.token, "card": card})
    settle(at)
    assert Referral.objects.get().look == ""
    hers = {"number": "1000", "on": "2026-02-01", "buyer": {"email_addresses": [{"address": "d@b.example"}]}}
    tell(SOLD | hers | {"card": card | {"brand": "VISA"}}, at=at + timedelta(hours=1))
    settle(at + timedelta(hours=1))
    assert Referral.objects.get().look == "card"
