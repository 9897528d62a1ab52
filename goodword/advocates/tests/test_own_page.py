"""Devices that say "this is me" at one moment: one of them is the first, and each is one device."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connections

from goodword.accounts.models import Link, Login
from goodword.accounts.opening import open_business
from goodword.advocates.models import Device
from goodword.advocates.own_page import find_page, keep_on, make_page, new_secret
from goodword.people.hand import add_person
from goodword.people.models import Person

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def opened(transactional_db: None) -> tuple[Link, Person]:
    login = Login.objects.create(email="alice@corner.example", name="Alice", password="!")
    told = {"country": "US", "zone": "UTC", "currency": "USD", "language": "en"}
    bakery = open_business("Corner Bakery", **told, at=AT, login=login)
    found = find_page(make_page(add_person(bakery, None, AT, name="Dana Okafor"), None, AT), AT)
    assert found
    return found


def press_at_once(opened: tuple[Link, Person], secrets: list[str]) -> None:
    together = Barrier(len(secrets))

    def press(secret: str) -> None:
        together.wait(10)
        try:
            keep_on(*opened, secret, AT)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(secrets)) as pool:
        for pressed in [pool.submit(press, secret) for secret in secrets]:
            pressed.result()


def test_of_four_phones_one_is_the_first(opened: tuple[Link, Person]) -> None:
    press_at_once(opened, [new_secret() for _phone in range(4)])
    assert sorted(Device.objects.values_list("is_first", flat=True)) == [False, False, False, True]
    assert Device.objects.filter(let_in_at=None).count() == 3
    assert len(set(Device.objects.filter(is_first=False).values_list("number", flat=True))) == 3


def test_one_form_sent_by_two_presses_is_one_device(opened: tuple[Link, Person]) -> None:
    press_at_once(opened, [new_secret()] * 2)
    assert Device.objects.get().is_first
