"""Software that is not answered in time asks again, while the first request is still at work."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Newcomer
from goodword.sales.models import Sale

AT_ONCE = 4
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_once(cast, key, at):
    _key, token = key()

    def send(path, told):
        """The same request from several sides in one moment; what was answered."""
        start = Barrier(AT_ONCE)

        def one(_n):
            browser = Client(
                **{
                    "goodword.now": at,
                    "HTTP_AUTHORIZATION": f"Bearer {token}",
                    "HTTP_IDEMPOTENCY_KEY": "1",
                }
            )
            start.wait()
            try:
                return browser.post(f"/api/v1/{path}", json.dumps(told), "application/json")
            finally:
                connections.close_all()

        with ThreadPoolExecutor(AT_ONCE) as threads:
            answers = list(threads.map(one, range(AT_ONCE)))
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
