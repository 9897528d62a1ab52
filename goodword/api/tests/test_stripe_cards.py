"""A charge of Stripe's tells the card that paid; of it a mark is kept that can only be compared."""

import json
from datetime import timedelta

import pytest

from goodword.api.models import Inlet, StripeTelling
from goodword.desk.forgetting import forget
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Referral
from goodword.referrals.sharing import make_link
from goodword.sales.models import Sale

from .test_stripe import CARD, CHARGED, CHECKOUT, FIRST_BACK, PAID_AT, SECRET, settle, stripe_signature


@pytest.fixture
def tell(cast, as_, at):
    inlet, browser = Inlet.make(cast.business, cast.alice, "stripe", SECRET, at), as_(None)

    def told(what, at=at):
        body = json.dumps(what).encode()
        signed = {"HTTP_STRIPE_SIGNATURE": stripe_signature(SECRET, body, at), "goodword.now": at}
        return browser.post(f"/api/v1/hooks/stripe/{inlet.code}", body, "application/json", **signed)

    return told


def test_a_payment_tells_its_card_and_a_card_on_both_sides_is_looked_at(tell, cast, at):
    dana = add_person(
        cast.business, cast.alice, at - timedelta(days=9), name="Dana Brook", email="d@b.example"
    )
    link = make_link(dana, cast.alice, at)
    sent = CHECKOUT["data"]["object"] | {"client_reference_id": link.token}
    for told in (CHARGED, CHECKOUT | {"data": {"object": sent}}):
        assert tell(told).json()["kept"]
    settle(at)
    assert Referral.objects.get().look == ""
    hers = {
        "id": "ch_9",
        "payment_intent": "pi_9",
        "billing_details": {"name": "Dana Brook", "email": "d@b.example"},
    }
    hers |= {"created": PAID_AT - 9 * 86400}
    tell(
        CHARGED | {"id": "evt_9", "data": {"object": CHARGED["data"]["object"] | hers}},
        at=at + timedelta(hours=1),
    )
    settle(at + timedelta(hours=1))
    assert Referral.objects.get().look == "card"
    kept = {one.card for one in Sale.objects.all()} | {one.card for one in StripeTelling.objects.all()}
    assert len(kept - {""}) == 1 and "4242" not in str(list(StripeTelling.objects.values()))


@pytest.mark.parametrize(
    ("paid", "kept"),
    [
        ({"card_present": CARD["card"]}, True),
        ({"card": {"fingerprint": "Xt5EWLLDS7FJjR1c"}}, True),
        ({"sepa_debit": {"last4": "3000", "fingerprint": "x"}}, False),
        ({"card": {"brand": 7, "last4": None, "fingerprint": []}}, False),
        ({"card": "visa"}, False),
        ("card", False),
        (None, False),
    ],
)
def test_what_tells_no_card_is_a_payment_all_the_same(tell, paid, kept):
    told = CHARGED["data"]["object"] | {"payment_method_details": paid}
    assert tell(CHARGED | {"data": {"object": told}}).json()["kept"]
    assert bool(Sale.objects.get().card) is kept


def test_what_is_only_reserved_on_a_card_is_no_payment_until_it_is_taken(tell):
    reserved = CHARGED["data"]["object"] | {"captured": False, "amount_captured": 0}
    assert not tell(CHARGED | {"data": {"object": reserved}}).json()["kept"]
    assert not Sale.objects.exists()
    assert tell(CHARGED | {"id": "evt_9", "type": "charge.captured"}).json()["kept"]
    assert Sale.objects.get().goods_cents == 1500


def test_whoever_is_forgotten_leaves_no_card(tell, cast, at):
    tell(CHARGED)
    settle(at)
    forget(Person.objects.get(), cast.alice, at)
    tell(FIRST_BACK | {"data": {"object": FIRST_BACK["data"]["object"] | {"payment_method_details": CARD}}})
    assert {one.card for one in Sale.objects.all()} == {""}
    assert {one.card for one in StripeTelling.objects.all()} == {""}
