"""The cast and the stage of every test.

Corner Bakery: Alice owns it, Hugo helps, Bob may only look; Charlie owns the florist next door.
"""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    from goodword.site.updating import known_migrations, note_done

    with django_db_blocker.unblock():
        note_done(known_migrations())


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    # Argon2 is slow on purpose; only the tests of signing in turn it on again.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def at() -> datetime:
    """A Monday, early: 04:00 in New York, where the bakery is."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def on() -> date:
    return date(2026, 3, 2)


@dataclass(frozen=True)
class Cast:
    business: Any
    florist: Any
    alice: Any
    hugo: Any
    bob: Any
    charlie: Any


@pytest.fixture
def cast(db: None, at: datetime) -> Cast:
    from goodword.accounts.models import Login, Member
    from goodword.accounts.opening import open_business

    def login(name: str) -> Login:
        return Login.objects.create(email=f"{name.lower()}@corner.example", name=name, password="!")

    alice, charlie = login("Alice"), login("Charlie")
    place = {"country": "US", "zone": "America/New_York", "currency": "USD", "language": "en"}
    bakery = open_business("Corner Bakery", **place, at=at, login=alice)
    florist = open_business("Charlie's Florist", **place, at=at, login=charlie)
    for business, code in ((bakery, "corner"), (florist, "florist")):
        business.code = code
        business.save(update_fields=["code"])
    hugo = Member.objects.create(login=login("Hugo"), business=bakery, role="helper", since=at)
    bob = Member.objects.create(login=login("Bob"), business=bakery, role="viewer", since=at)
    owners = {
        member.login_id: member
        for member in Member.objects.filter(role="owner").select_related("login", "business")
    }
    return Cast(bakery, florist, owners[alice.pk], hugo, bob, owners[charlie.pk])


@pytest.fixture
def as_(cast: Cast, at: datetime) -> Callable[..., Any]:
    """A browser: as_("alice") is signed in, as_(None) is not. Its requests happen at the moment `at`."""
    from django.test import Client

    moment = at

    def browser(who: str | None, at: datetime = moment, **more: Any) -> Client:
        environ: dict[str, Any] = {"goodword.now": at, **more}
        client = Client(**environ)
        if who:
            client.force_login(getattr(cast, who).login)
        return client

    return browser


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def terminal(db: None, at: datetime) -> Callable[..., Ran]:
    """A subcommand of `goodword`, run in this process at the moment `at`, as site/command.py runs it."""
    from goodword.site.running import run

    def ran(name: str, *words: object, at: datetime = at) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        code = run(name, [str(word) for word in words], out, err, at=at)
        return Ran(code, out.getvalue(), err.getvalue())

    return ran
