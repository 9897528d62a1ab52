"""Openings of share links, as the server answers them: on disk first, and the page that stands ready is never old."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections
from django.test import Client
from django.urls import reverse

from goodword.accounts.models import Member
from goodword.accounts.opening import open_business
from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.listening.testimonials import keep_back, note, show, shown, take_back
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import DaySalt, ShareLink, Visit
from goodword.referrals.programs import UsedUp
from goodword.referrals.public_thanks import agree
from goodword.referrals.public_thanks import take_back as take_back_thanks
from goodword.referrals.ready import ReadyPages
from goodword.referrals.setting_programs import set_program
from goodword.referrals.sharing import let_name, make_link, start_again, stop
from goodword.referrals.visits import n_visits

from .test_programs import terms

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1"
As = Callable[..., Any]


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")


@pytest.fixture
def link(cast: Cast, dana: Person, at: datetime) -> ShareLink:
    return make_link(dana, cast.alice, at)


class Street:
    """The site as a WSGI server sees it, and how often a page had to be made."""

    def __init__(self, at: datetime) -> None:
        from goodword.site.wsgi import site

        self.at, self.made, self.site = at, 0, site
        self.ready = ReadyPages(self.counted)

    def counted(self, environ: Any, start: Any) -> Any:
        self.made += 1
        return self.site(environ, start)

    def open(self, token: str, address: str = "198.51.100.7", **more: str) -> tuple[str, dict[str, str], str]:
        environ: dict[str, Any] = {"PATH_INFO": f"/s/{token}/", "REMOTE_ADDR": address}
        environ |= {"HTTP_USER_AGENT": PHONE, "goodword.now": self.at, **more}
        setup_testing_defaults(environ)
        told: list[Any] = []
        with connections_stay():
            answer = self.ready(
                environ, lambda status, headers, exc=None: told.extend((status, dict(headers)))
            )
            return told[0], told[1], b"".join(answer).decode()


@pytest.fixture
def street(at: datetime) -> Street:
    return Street(at)


@contextmanager
def connections_stay() -> Iterator[None]:
    """As within Django's own Client: a connection that is in a test's transaction is not to be closed."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_a_page_is_made_once_and_every_opening_is_kept(street: Street, link: ShareLink) -> None:
    first = street.open(link.token)
    assert [street.open(link.token, f"198.51.100.{n}") for n in range(4)] == [first] * 4
    assert first[0] == "200 OK" and "Corner Bakery" in first[2]
    assert street.made == 1 and n_visits(link) == 5


def test_the_page_is_the_one_that_django_answers_with_all_its_headers(
    street: Street, link: ShareLink, as_: As
) -> None:
    street.open(link.token)
    _status, headers, body = street.open(link.token)
    theirs = as_(None).get(reverse("landing", args=[link.token]), headers={"User-Agent": PHONE})
    told = {name: value for name, value in theirs.headers.items() if name != "Content-Security-Policy"}
    assert told.items() <= headers.items() and body == theirs.content.decode()
    policies = (one["Content-Security-Policy"].split("; ") for one in (headers, theirs.headers))
    assert len({frozenset(policy) for policy in policies}) == 1


def test_who_only_looks_keeps_no_cookie_of_ours(street: Street, link: ShareLink, as_: As) -> None:
    assert "Set-Cookie" not in street.open(link.token)[1]
    assert not as_(None).get(reverse("landing", args=[link.token])).cookies


def told_anew(cast: Cast, dana: Person, link: ShareLink, at: datetime) -> Iterator[str]:
    """One change after another of what the page shows."""
    shop = cast.business
    for name, value in {
        "name": "Corner Bakery & Sons", "what_we_do": "real sourdough bread", "public_place": "Portland",
        "public_phone": "+1 207 555 0123", "public_mail": "hi@corner.example", "country": "GB", "language": "de",
        "public_booking": "https://book.example/", "public_web": "https://corner.example/",
    }.items():  # fmt: skip
        setattr(shop, name, value)
        shop.save()
        yield name
    let_name(link, cast.alice, at, may_name=True)
    yield "may be named"
    shop.kind = "practice"
    shop.save()
    yield "a practice names nobody"
    shop.kind = "shop"
    shop.save()
    yield "a shop again"
    Person.objects.filter(pk=dana.pk).update(given_name="Daniela")
    yield "another name"
    eli = add_person(shop, cast.alice, at, name="Eli Brandt", kind="customer")
    of_eli = note(eli, "Best rye in town.", "Eli B.", "customer", cast.alice, at, "k1")
    yield "somebody's words"
    of_dana = note(dana, "I come every day.", "Dana", "customer", cast.alice, at, "k2")
    yield "their own words"
    keep_back(of_dana, cast.alice, at)
    yield "not shown"
    show(of_dana, cast.alice, at)
    yield "shown again"
    take_back(of_dana, at)
    yield "taken back"
    take_back(of_eli, at)
    yield "no words"
    program = set_program(shop, terms(shop.day_of(at)), cast.alice, at, "p1")
    yield "both sides get something"
    UsedUp.objects.create(business=shop, program=program, person=None)
    yield "it is used up"
    thanked = agree(eli, "Eli", cast.alice, at)
    yield "thanked in public"
    take_back_thanks(thanked, cast.alice, at)
    yield "not any more"
    stop(link, cast.alice, at)
    yield "stopped"
    start_again(link, cast.alice, at)
    yield "started"


def test_whatever_changes_the_next_visitor_sees_it(
    street: Street, cast: Cast, dana: Person, link: ShareLink, at: datetime, as_: As
) -> None:
    for change in told_anew(cast, dana, link, at):
        pages = [street.open(link.token)[2] for _ in range(2)]
        theirs = as_(None).get(reverse("landing", args=[link.token]), headers={"User-Agent": PHONE})
        assert pages == [theirs.content.decode()] * 2, change
    assert street.made <= 30


def test_the_page_asks_for_nothing_that_it_is_not_found_by(
    link: ShareLink, as_: As, django_assert_num_queries: Any
) -> None:
    client, address = as_(None), reverse("landing", args=[link.token])
    client.get(address, headers={"User-Agent": PHONE})
    with django_assert_num_queries(2):  # the link with all that is shown; the visit
        client.get(address, headers={"User-Agent": PHONE})


def test_who_was_forgotten_has_no_page(
    street: Street, cast: Cast, dana: Person, link: ShareLink, at: datetime
) -> None:
    street.open(link.token)
    forget(dana, cast.alice, at)
    assert street.open(link.token)[0] == "404 Not Found"


def test_who_has_a_cookie_is_looked_at_by_the_site(street: Street, link: ShareLink, as_: As) -> None:
    street.open(link.token)
    bob = as_("bob")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in bob.cookies.items())
    street.open(link.token, "198.51.100.8", HTTP_COOKIE=cookie)
    assert sorted(Visit.objects.values_list("not_counted", flat=True)) == ["", "own"]


def test_programs_and_stopped_links_are_known_here_too(
    street: Street, cast: Cast, link: ShareLink, at: datetime
) -> None:
    street.open(link.token)
    street.open(link.token, HTTP_USER_AGENT="WhatsApp/2.23.20.0 A")
    street.open(link.token, "198.51.100.8", HTTP_SEC_PURPOSE="prefetch;prerender")
    assert sorted(Visit.objects.values_list("not_counted", flat=True)) == ["", "robot", "robot"]
    stop(link, cast.alice, at)
    street.open(link.token, "198.51.100.9")
    assert Visit.objects.count() == 3


def test_a_form_from_another_site_is_refused(as_: As, link: ShareLink) -> None:
    client, address = Client(enforce_csrf_checks=True), reverse("landing", args=[link.token])
    told = {"name": "Eli Brandt", "reach": "eli@b.example"}
    assert client.post(address, told, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post(address, told, headers={"Origin": "null"}).status_code == 403
    assert Person.objects.filter(name="Eli Brandt").count() == 0
    assert client.post(address, told, headers={"Origin": "http://testserver"}).status_code == 200
    assert Person.objects.filter(name="Eli Brandt").count() == 1


def test_those_of_a_link_are_found_by_its_key(link: ShareLink) -> None:
    plan = Visit.objects.filter(link=link, not_counted="").explain()
    if connection.vendor == "sqlite":
        assert "(link_id=?)" in plan and "SCAN" not in plan


def test_the_newest_words_are_found_without_sorting_all(cast: Cast) -> None:
    plan = shown(cast.business)[:1].explain()
    if connection.vendor == "sqlite":
        assert "words_by_day" in plan and "TEMP B-TREE" not in plan


# Through real transactions ------------------------------------------------------------------------


@pytest.fixture
def open_shop(transactional_db: None, at: datetime) -> ShareLink:
    from goodword.accounts.models import Login

    alice = Login.objects.create(email="alice@corner.example", name="Alice", password="!")
    place = {"country": "US", "zone": "America/New_York", "currency": "USD", "language": "en"}
    shop = open_business("Corner Bakery", **place, at=at, login=alice)
    owner = Member.objects.get(login=alice)
    return make_link(add_person(shop, owner, at, name="Dana Okafor", kind="customer"), owner, at)


def crowd(street: Street, link: ShareLink, addresses: list[str]) -> list[str]:
    """All at one moment, each from a thread with a connection of its own."""
    at_the_door = threading.Barrier(len(addresses))

    def come(address: str) -> str:
        at_the_door.wait(10)
        try:
            return street.open(link.token, address)[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(addresses)) as pool:
        return [*pool.map(come, addresses)]


def test_many_at_one_moment_are_each_kept_and_nobody_twice(street: Street, open_shop: ShareLink) -> None:
    addresses = [f"198.51.100.{n % 12}" for n in range(16)]
    assert crowd(street, open_shop, addresses) == ["200 OK"] * 16
    assert n_visits(open_shop) == 12
    assert crowd(street, open_shop, addresses) == ["200 OK"] * 16
    assert n_visits(open_shop) == 12 and DaySalt.objects.count() == 1


def test_what_is_answered_is_on_disk(street: Street, open_shop: ShareLink) -> None:
    street.open(open_shop.token)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert cursor.execute("PRAGMA synchronous").fetchone() == (
                2,
            )  # FULL: every commit waits for the disk
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        else:
            cursor.execute("SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'")
            assert cursor.fetchone()[1] != "session"  # what the server is told to do is left to it


def test_an_opening_that_cannot_be_kept_shows_no_page(
    street: Street, open_shop: ShareLink, caplog: pytest.LogCaptureFixture
) -> None:
    street.open(open_shop.token)
    closed, opened = {
        "sqlite": ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"),
        "postgresql": ("SET default_transaction_read_only=on", "SET default_transaction_read_only=off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(closed)
    status, headers, body = street.open(open_shop.token, "198.51.100.8")
    slow = Client(HTTP_COOKIE="a=b").get(reverse("landing", args=[open_shop.token]))
    with connection.cursor() as cursor:
        cursor.execute(opened)
    assert (status, headers["Retry-After"], slow.status_code) == ("503 Service Unavailable", "5", 503)
    assert "once more in a moment" in body and "Corner Bakery" not in body + slow.content.decode()
    assert "was not done" in caplog.text
    assert street.open(open_shop.token, "198.51.100.8")[0] == "200 OK" and n_visits(open_shop) == 2
