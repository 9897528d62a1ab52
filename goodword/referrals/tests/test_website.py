"""A link to the business's website: the code stands in its address, and comes back with a form or a file."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Source
from goodword.conftest import Cast
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.from_files import keep_referred_by
from goodword.referrals.models import Evidence, ShareLink, Visit
from goodword.referrals.sharing import find_link, make_link, stop
from goodword.referrals.visits import n_visits
from goodword.referrals.website import on_website

As = Callable[..., Any]
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Safari/604.1"
READY = "goodword.referrals.website.public_url_ready"


@pytest.fixture
def link(cast: Cast, at: datetime) -> ShareLink:
    cast.business.public_web = "https://corner.example"
    cast.business.save()
    dana = add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")
    return make_link(dana, cast.alice, at)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("https://corner.example", "https://corner.example/?via=TOKEN"),
        ("https://corner.example/bread?size=2", "https://corner.example/bread?size=2&via=TOKEN"),
        ("https://corner.example/?via=old#menu", "https://corner.example/?via=TOKEN#menu"),
        ("", ""),
    ],
)
def test_the_code_stands_in_the_address(link: ShareLink, page: str, address: str) -> None:
    link.business.public_web = page
    assert on_website(link) == address.replace("TOKEN", link.token)


def test_it_is_offered_where_something_is_passed_on_without_a_public_address_too(
    as_: As, link: ShareLink
) -> None:
    page = as_("alice").get(reverse("share", args=["corner", link.person.code])).content.decode()
    assert f"https://corner.example/?via={link.token}" in page


def test_the_script_is_small_and_sets_nothing(as_: As) -> None:
    answer = as_(None).get("/via.js")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/javascript")
    assert len(answer.content) < 3_000 and not answer.cookies
    assert b"cookie" not in answer.content.split(b"*/", 1)[1] and b"Storage" not in answer.content


def test_an_opening_there_counts_as_one_here(as_: As, link: ShareLink) -> None:
    nobody, seen = as_(None), reverse("via-seen", args=[link.token])
    for _twice in range(2):
        answer = nobody.post(seen, HTTP_USER_AGENT=PHONE)
        assert answer.status_code == 204 and not answer.cookies
    nobody.get(reverse("landing", args=[link.token]), HTTP_USER_AGENT=PHONE)
    assert n_visits(link) == 1
    nobody.post(seen, HTTP_USER_AGENT="Googlebot/2.1")
    assert n_visits(link) == 1 and Visit.objects.count() == 2


def test_a_get_counts_nothing_there_and_nonsense_opens_nothing(as_: As, link: ShareLink) -> None:
    assert as_(None).get(reverse("via-seen", args=[link.token])).status_code == 405
    assert as_(None).post(reverse("via-seen", args=["zzzzzzzz"])).status_code == 404
    assert not Visit.objects.exists()


def test_what_came_with_a_mail_is_typed_where_a_name_goes(cast: Cast, link: ShareLink, at: datetime) -> None:
    found = find_link(cast.business.pk, f" {link.token.upper()} ")
    assert found == link
    stop(link, cast.alice, at)
    assert find_link(cast.business.pk, link.token) is None


@pytest.mark.parametrize("said", ["token", "spoken"])
def test_a_code_in_a_file_is_its_owner_s(
    cast: Cast, link: ShareLink, at: datetime, on: date, said: str
) -> None:
    eli = add_person(cast.business, cast.alice, at, name="Eli Brandt", kind="customer")
    file = Source.objects.create(business=cast.business, kind="file", label="orders", at=at, state="here")
    keep_referred_by(cast.business, file, [(eli.pk, getattr(link, said), on, "file:1")], at)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer) == ("file", link.person)


def test_nobody_sends_themselves_by_their_own_code_in_a_file(
    cast: Cast, link: ShareLink, at: datetime, on: date
) -> None:
    file = Source.objects.create(business=cast.business, kind="file", label="orders", at=at, state="here")
    keep_referred_by(cast.business, file, [(link.person_id, link.spoken, on, "file:1")], at)
    assert Evidence.objects.get().referrer is None


def test_the_page_tells_which_line_to_put_where(
    as_: As, cast: Cast, link: ShareLink, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = reverse("website", args=["corner"])
    assert "src=&quot;/via.js&quot;" in as_("bob").get(here).content.decode()
    settings.PUBLIC_URL = "https://goodword.example"
    monkeypatch.setattr(READY, lambda: True)
    assert "https://goodword.example/via.js" in as_("alice").get(here).content.decode()
    cast.business.public_web = ""
    cast.business.save()
    assert "Which website is yours?" in as_("alice").get(here).content.decode()
    assert as_("charlie").get(here).status_code == 404
    assert Person.objects.count() == 1
