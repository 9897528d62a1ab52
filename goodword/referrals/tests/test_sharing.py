"""A link to pass on: made once, opened by newcomers, and robots change nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.people.hand import add_person, add_way
from goodword.people.models import Person
from goodword.referrals.models import DaySalt, ShareLink, Visit
from goodword.referrals.sharing import find_link, let_name, make_link, name_address, start_again, stop
from goodword.referrals.visits import forget_salts, n_visits

As = Callable[..., Any]
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604.1"
)
PUBLIC = "goodword.referrals.share_views.public_url_ready"


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")


@pytest.fixture
def link(cast: Cast, dana: Person, at: datetime) -> ShareLink:
    return make_link(dana, cast.alice, at)


def opened(client: Any, link: ShareLink, agent: str = PHONE, **more: Any) -> str:
    page = client.get(reverse("landing", args=[link.token]), headers={"User-Agent": agent}, **more)
    assert page.status_code == 200
    return str(page.content.decode())


def page_of(person: Person, business: str = "corner") -> str:
    return reverse("share", args=[business, person.code])


def test_a_link_is_made_once_and_told_in_the_log(
    cast: Cast, dana: Person, link: ShareLink, at: datetime
) -> None:
    assert make_link(dana, cast.alice, at) == link
    assert ShareLink.objects.count() == 1 and len(link.token) == 8
    assert [one.type for one in Change.objects.filter(row=link.code)] == ["share_link.created"]


def test_the_code_is_found_however_it_is_typed(cast: Cast, link: ShareLink) -> None:
    letters, figures = link.spoken[:3].lower(), link.spoken[3:]
    assert find_link(cast.business.pk, f" {letters}-{figures} ") == link
    assert find_link(cast.florist.pk, link.spoken) is None
    assert find_link(cast.business.pk, "Dana") is None


def test_a_newcomer_sees_the_business_and_the_code_and_no_name(as_: As, cast: Cast, link: ShareLink) -> None:
    cast.business.what_we_do, cast.business.public_phone = "real sourdough bread", "+1 207 555 0123"
    cast.business.save()
    page = opened(as_(None), link)
    assert "Corner Bakery" in page and "Real sourdough bread." in page and "(207) 555-0123" in page
    assert f"{link.spoken[:3]} {link.spoken[3:]}" in page
    assert "Dana" not in page and "Okafor" not in page
    assert len(page.encode()) < 30_000


def test_a_name_is_said_only_where_they_agreed_and_never_at_a_practice(
    as_: As, cast: Cast, link: ShareLink, at: datetime
) -> None:
    let_name(link, cast.alice, at, may_name=True)
    page = opened(as_(None), link)
    assert "Dana thought you might like" in page and "Okafor" not in page
    cast.business.kind = "practice"
    cast.business.save()
    assert "Dana" not in opened(as_(None), link)


def test_a_visitor_counts_once_a_day(as_: As, link: ShareLink, at: datetime) -> None:
    for _ in range(3):
        opened(as_(None), link)
    assert n_visits(link) == 1
    opened(as_(None, at=at + timedelta(days=1)), link)
    opened(as_(None), link, REMOTE_ADDR="198.51.100.7")
    assert n_visits(link) == 3


@pytest.mark.parametrize(
    ("agent", "more"),
    [
        ("WhatsApp/2.23.20.0 A", {}),
        ("facebookexternalhit/1.1", {}),
        ("TelegramBot (like TwitterBot)", {}),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", {}),
        ("Slackbot-LinkExpanding 1.0", {}),
        ("curl/8.5.0", {}),
        ("", {}),
        (PHONE, {"HTTP_SEC_PURPOSE": "prefetch;prerender"}),
    ],
)
def test_programs_are_kept_and_not_counted(
    as_: As, link: ShareLink, agent: str, more: dict[str, str]
) -> None:
    opened(as_(None), link, agent, **more)
    assert n_visits(link) == 0
    assert [one.not_counted for one in Visit.objects.all()] == ["robot"]


def test_a_look_without_reading_is_not_counted(as_: As, link: ShareLink) -> None:
    as_(None).head(reverse("landing", args=[link.token]), headers={"User-Agent": PHONE})
    assert n_visits(link) == 0 and Visit.objects.count() == 1


def test_the_team_s_own_looks_are_not_counted(as_: As, link: ShareLink) -> None:
    opened(as_("bob"), link)
    opened(as_("charlie"), link, REMOTE_ADDR="198.51.100.7")
    assert sorted(Visit.objects.values_list("not_counted", flat=True)) == ["", "own"]


def test_the_salt_goes_with_its_day_and_the_address_is_kept_nowhere(
    as_: As, cast: Cast, link: ShareLink, at: datetime
) -> None:
    opened(as_(None), link, REMOTE_ADDR="198.51.100.7")
    on = cast.business.day_of(at)
    forget_salts(cast.business, on)
    assert DaySalt.objects.count() == 1
    forget_salts(cast.business, on + timedelta(days=1))
    assert not DaySalt.objects.exists()
    assert "198.51" not in repr(list(Visit.objects.values()))


def test_a_stopped_link_shows_the_business_and_counts_nothing(
    as_: As, cast: Cast, link: ShareLink, at: datetime
) -> None:
    let_name(link, cast.alice, at, may_name=True)
    stop(link, cast.alice, at)
    page = opened(as_(None), link)
    assert "Corner Bakery" in page and "Dana" not in page and link.spoken[:3] not in page
    assert not Visit.objects.exists() and find_link(cast.business.pk, link.spoken) is None
    start_again(link, cast.alice, at)
    assert "Dana" in opened(as_(None), link)


def test_the_card_of_the_business_has_the_code_inside(as_: As, cast: Cast, link: ShareLink) -> None:
    cast.business.public_phone = "+1 207 555 0123"
    cast.business.save()
    answer = as_(None).get(reverse("landing-card", args=[link.token]))
    told = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/vcard")
    assert "FN:Corner Bakery" in told and f"Say the code {link.spoken}" in told and "+1 207 555 0123" in told


def test_nonsense_opens_nothing(as_: As, cast: Cast) -> None:
    assert as_(None).get("/s/nothing1/").status_code == 404
    assert as_(None).put("/s/nothing1/").status_code == 405


# The member's page


def test_one_tap_makes_a_link_and_without_an_address_there_is_a_code(as_: As, dana: Person) -> None:
    alice = as_("alice")
    assert "Make it" in alice.get(page_of(dana)).content.decode()
    assert not ShareLink.objects.exists()
    page = alice.post(page_of(dana), follow=True).content.decode()
    link = ShareLink.objects.get()
    assert f"say the code {link.spoken[:3]} {link.spoken[3:]}" in page and "GOODWORD_URL" in page
    assert "/s/" not in page


def test_the_words_go_to_whoever_passes_them_on_by_what_is_on_file(
    as_: As, cast: Cast, dana: Person, link: ShareLink, at: datetime
) -> None:
    assert "https://wa.me/?text=Hi%20Dana" in as_("alice").get(page_of(dana)).content.decode()
    add_way(dana, cast.alice, at, "phone", "+1 207 555 0188")
    page = as_("alice").get(page_of(dana)).content.decode()
    assert "sms:+12075550188" in page and "Text Dana" in page and link.spoken[:3] in page
    assert "wa.me/?text" not in page


def test_with_a_public_address_the_link_and_its_square_are_there(
    as_: As, link: ShareLink, dana: Person, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://goodword.example"
    monkeypatch.setattr(PUBLIC, lambda: True)
    page = as_("alice").get(page_of(dana)).content.decode()
    assert (
        f"https://goodword.example/s/{link.token}/" in page and "<svg" in page and "Opened 0 times." in page
    )


def test_a_member_stops_it_and_starts_it_again(as_: As, link: ShareLink, dana: Person) -> None:
    alice, change = as_("alice"), reverse("share-change", args=["corner", link.code])
    assert "It is stopped" in alice.post(change, {"do": "stop"}, follow=True).content.decode()
    assert "It counts again" in alice.post(change, {"do": "start"}, follow=True).content.decode()
    alice.post(change, {"do": "name"})
    assert ShareLink.objects.get().may_name
    page = alice.post(change, {"do": "fly"}, follow=True).content.decode()
    assert "Choose what to do" in page


def test_a_viewer_may_only_look_and_others_see_nothing(as_: As, link: ShareLink, dana: Person) -> None:
    change = reverse("share-change", args=["corner", link.code])
    assert as_("bob").get(page_of(dana)).status_code == 200
    assert as_("bob").post(page_of(dana)).status_code == 403
    assert as_("bob").post(change, {"do": "stop"}).status_code == 403
    assert as_("charlie").get(page_of(dana)).status_code == 404
    assert as_("charlie").get(page_of(dana, "florist")).status_code == 404
    assert as_("charlie").post(reverse("share-change", args=["florist", link.code])).status_code == 404


def test_whose_a_link_is_that_only_the_owner_sees_no_helper_learns(as_: As, cast: Cast, at: datetime) -> None:
    ola = add_person(cast.business, cast.alice, at, name="Ola Berg")
    link = make_link(ola, cast.alice, at)
    change = reverse("share-change", args=["corner", link.code])
    assert as_("hugo").get(page_of(ola)).status_code == 404
    assert as_("hugo").post(change, {"do": "stop"}).status_code == 404
    assert as_("alice").post(change, {"do": "stop"}).status_code == 302
    link.refresh_from_db()
    start_again(link, cast.alice, at)
    page = as_("hugo").get(f"/b/corner/came/?who={link.spoken}").content.decode()
    assert link.spoken in page and "Berg" not in page
    as_("hugo").post("/b/corner/came/", {"name": "Eli", "how": "person", "who": link.spoken, "key": "k1"})
    assert ola.sent.get().kind == "code"


def test_an_address_of_words_leads_to_the_one_of_letters_until_it_is_taken_out(
    as_: As, link: ShareLink, dana: Person, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://goodword.example"
    monkeypatch.setattr(PUBLIC, lambda: True)
    alice, change = as_("alice"), reverse("share-change", args=["corner", link.code])
    page = alice.post(change, {"do": "given"}, follow=True).content.decode()
    assert "https://goodword.example/s/corner/dana/" in page
    nobody = as_(None)
    assert nobody.get("/s/corner/Dana/").url == f"/s/{link.token}/"
    assert nobody.get("/s/florist/dana/").status_code == 404
    page = alice.post(change, {"do": "ungiven"}, follow=True).content.decode()
    assert f"https://goodword.example/s/{link.token}/" in page
    assert nobody.get("/s/corner/dana/").status_code == 404


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Dana Okafor", "dana-2"),
        ("José María Pérez", "jose"),
        ("Q.R. Smith", ""),
        ("\u7530\u4e2d", ""),
        ("Zo\u00eb O'Neil", "zoe"),
    ],
)
def test_it_bears_a_given_name_and_no_more(
    cast: Cast, link: ShareLink, at: datetime, name: str, given: str
) -> None:
    name_address(link, cast.alice, at, named=True)
    other = make_link(add_person(cast.business, cast.alice, at, name=name), cast.alice, at)
    assert name_address(other, cast.alice, at, named=True) is bool(given)
    assert name_address(other, cast.alice, at, named=True) is bool(given)
    assert (link.given, other.given) == ("dana", given)


def test_a_practice_has_none(cast: Cast, link: ShareLink, at: datetime) -> None:
    cast.business.kind = "practice"
    link.business = cast.business
    assert not name_address(link, cast.alice, at, named=True)
