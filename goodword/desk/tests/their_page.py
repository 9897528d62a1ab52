"""Dana's own page, as tests press its buttons."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from goodword.conftest import Cast
from goodword.desk.came import open_thanks_for
from goodword.people.models import Person
from goodword.referrals.models import How
from goodword.referrals.noting import Came, note_newcomer

As = Callable[..., Any]
DAY = timedelta(days=1)


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def keep(client: Client, here: str, **more: Any) -> str:
    """“This is me”, as the form on the page says it."""
    secret = re.search(r'name="secret" value="([^"]+)"', text(client.get(here, **more)))
    assert secret
    return text(client.post(here, {"do": "mine", "secret": secret[1]}, follow=True, **more))


def press(client: Client, here: str, do: str) -> str:
    return text(client.post(here, {"do": do}, follow=True))


def came(cast: Cast, name: str, sender: Person, at: datetime, **more: Any) -> Person:
    told = Came(how=How.PERSON, name=name, referrer=sender, **more)
    noted = note_newcomer(cast.business, cast.alice, at, told, key=f"came:{name}")
    open_thanks_for(noted, at)
    return noted.person
