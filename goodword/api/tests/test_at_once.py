"""Software that is not answered in time asks again, while the first request is still at work."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from goodword.api.models import Hook, Inlet
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Newcomer
from goodword.sales.models import Sale

from .test_stripe import ALL_BACK, ALL_TOLD, CHECKOUT, FIRST_BACK, INVOICE, SECRET, books, stripe_signature

AT_ONCE = 4
pytestmark = pytest.mark.django_db(transaction=True)


def together(sends):
    """All of them in one moment, each from a side of its own; what was answered."""
    start = Barrier(len(sends))

    def one(send):
        start.wait()
        try:
            return send()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(sends)) as threads:
        return list(threads.map(one, sends))


@pytest.fixture
def at_once(cast, key, at):
    _key, token = key()
    headers = {"goodword.now": at, "HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_IDEMPOTENCY_KEY": "1"}

    def send(path, told):
        """The same request from several sides."""

        def one():
            return Client(**headers).post(f"/api/v1/{path}", json.dumps(told), "application/json")

        answers = together([one] * AT_ONCE)
        assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [201]
        assert len({answer.content for answer in answers}) == 1

    return send


def test_a_person_told_of_from_several_sides_at_once_is_one(at_once):
    at_once("people", {"given_name": "Dana"})
    assert Person.every.count() == 1


def test_so_is_a_sale(at_once):
    at_once("sales", {"number": "1001", "on": "2026-02-20", "goods_cents": 1250})
    assert [sale.state for sale in Sale.objects.all()] == ["counted"]


def test_so_is_a_trace(at_once, cast, at):
    dana, eli = (add_person(cast.business, cast.alice, at, name=name) for name in ("Dana", "Eli"))
    at_once("evidence", {"key": "7", "referrer": dana.code, "referred": eli.code})
    assert Evidence.objects.count() == Newcomer.objects.count() == 1


def test_so_is_an_address_that_is_told(at_once):
    at_once("hooks", {"url": "https://tool.example/", "types": ["sale.created"]})
    assert Hook.objects.count() == 1


def test_a_payment_whose_events_come_together_twice_each_is_one_sale(cast, at):
    inlet = Inlet.make(cast.business, cast.alice, "stripe", SECRET, at)

    def sending(told):
        body = json.dumps(told).encode()
        headers = {"goodword.now": at, "HTTP_STRIPE_SIGNATURE": stripe_signature(SECRET, body, at)}
        return lambda: Client(**headers).post(inlet.path, body, "application/json")

    answers = together([sending(told) for told in (CHECKOUT, INVOICE, FIRST_BACK, ALL_BACK) * 2])
    assert [answer.status_code for answer in answers] == [200] * 8
    assert sum(answer.json()["kept"] for answer in answers) == 4
    assert books() == ALL_TOLD
