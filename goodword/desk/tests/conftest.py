"""Dana has a page of her own: `here` is its address, `phone` the device that keeps it."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from goodword.advocates.own_page import make_page
from goodword.conftest import Cast
from goodword.people.hand import add_person
from goodword.people.models import Person

from .their_page import DAY, As, keep


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    cast.business.what_we_do, cast.business.listen_for = "real bread", "they miss real bread"
    cast.business.save()
    return add_person(cast.business, cast.alice, at - 9 * DAY, name="Dana Okafor", kind="customer")


@pytest.fixture
def here(cast: Cast, dana: Person, at: datetime) -> str:
    return reverse("own-page", args=[make_page(dana, cast.alice, at)])


@pytest.fixture
def phone(as_: As, here: str) -> Client:
    """The device on which Dana keeps the page."""
    client: Client = as_(None)
    keep(client, here)
    return client
