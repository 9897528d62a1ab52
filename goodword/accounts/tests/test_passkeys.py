"""Passkeys: kept, used, named, removed; and what proves nothing is refused."""

import json
from typing import Any

import pytest

from goodword.accounts.models import Passkey

from .authenticator import PRESENT, Authenticator


def post(browser: Any, path: str, said: Any = None) -> Any:
    return browser.post(path, json.dumps(said or {}), content_type="application/json")


@pytest.fixture
def alice(as_):
    return as_("alice", HTTP_HOST="localhost:8000")


@pytest.fixture
def stranger(as_):
    return as_(None, HTTP_HOST="localhost:8000")


@pytest.fixture
def kept(alice) -> Authenticator:
    """Alice's passkey, kept already."""
    device = Authenticator()
    answer = post(alice, "/me/passkeys/", device.make(post(alice, "/me/passkeys/begin/").json()))
    assert answer.status_code == 200, answer.content
    return device


def signs_in(browser: Any, device: Authenticator) -> Any:
    return post(
        browser,
        "/signin/passkey/?next=/b/corner/people/",
        device.sign(post(browser, "/signin/passkey/begin/").json()),
    )


def test_a_passkey_signs_in_and_goes_on_to_the_page_one_wanted(kept, stranger):
    assert signs_in(stranger, kept).json() == {"next": "/b/corner/people/"}
    assert stranger.get("/me/").status_code == 200


def test_it_keeps_when_it_was_used(kept, stranger, at):
    signs_in(stranger, kept)
    key = Passkey.objects.get()
    assert (key.used_at, key.sign_count) == (at, 1)


def test_the_same_answer_a_second_time_is_refused(kept, stranger, as_):
    said = kept.sign(post(stranger, "/signin/passkey/begin/").json())
    assert post(stranger, "/signin/passkey/", said).status_code == 200
    stranger.post("/signout/")
    assert post(stranger, "/signin/passkey/", said).status_code == 400
    post(stranger, "/signin/passkey/begin/")
    assert post(stranger, "/signin/passkey/", said).status_code == 400


@pytest.mark.parametrize(
    "other",
    [
        {"origin": "http://localhost:9999"},
        {"origin": "https://evil.example", "domain": "evil.example"},
        {"flags": PRESENT},  # nobody was recognised: the device was only touched
        {"credential_id": b"a passkey that nobody here has kept"},
    ],
)
def test_what_proves_nothing_is_refused(kept, stranger, other):
    false = Authenticator(**{"key": kept.key, "credential_id": kept.credential_id, **other})
    assert signs_in(stranger, false).status_code == 400
    assert stranger.get("/me/").status_code == 302


def test_another_key_under_the_same_name_is_refused(kept, stranger):
    assert signs_in(stranger, Authenticator(credential_id=kept.credential_id)).status_code == 400


def test_a_copied_passkey_whose_count_goes_back_is_refused(kept, stranger, as_):
    kept.count = 10
    signs_in(stranger, kept)
    kept.count = 3
    assert signs_in(as_(None, HTTP_HOST="localhost:8000"), kept).status_code == 400


@pytest.mark.parametrize("nonsense", [[], "x", {"rawId": 5}, {"rawId": "!!", "response": None}, {"id": None}])
def test_nonsense_is_refused_in_words(kept, stranger, nonsense):
    post(stranger, "/signin/passkey/begin/")
    answer = post(stranger, "/signin/passkey/", nonsense)
    assert answer.status_code == 400 and "passkey" in answer.json()["why"]


def test_it_is_listed_named_and_removed(kept, alice):
    key = Passkey.objects.get()
    alice.post(f"/me/passkeys/{key.pk}/", {"label": "<b>Alice's phone</b>"})
    assert b"&lt;b&gt;Alice&#x27;s phone" in alice.get("/me/").content
    assert alice.get(f"/me/passkeys/{key.pk}/remove/").status_code == 200
    assert Passkey.objects.exists(), "looking at the question removes nothing"
    alice.post(f"/me/passkeys/{key.pk}/remove/")
    assert not Passkey.objects.exists()


def test_somebody_else_s_passkey_is_not_there(kept, as_):
    key = Passkey.objects.get()
    charlie = as_("charlie")
    assert charlie.post(f"/me/passkeys/{key.pk}/", {"label": "mine"}).status_code == 404
    assert charlie.post(f"/me/passkeys/{key.pk}/remove/").status_code == 404


def test_the_same_passkey_is_kept_once(kept, alice):
    again = post(alice, "/me/passkeys/begin/").json()
    assert again["excludeCredentials"], "the browser is told which it has"
    assert post(alice, "/me/passkeys/", kept.make(again)).status_code == 400
    assert Passkey.objects.count() == 1


def test_before_anyone_here_has_one_they_are_not_offered(cast, stranger):
    page = stranger.get("/signin/")
    assert page.status_code == 200 and b"data-passkey" not in page.content


def test_without_https_they_are_offered_on_this_computer_only(kept, as_, settings):
    assert b"data-passkey" in as_(None, HTTP_HOST="localhost:8000").get("/signin/").content
    phone = as_(None, HTTP_HOST="192.168.1.20:8000")
    assert b"data-passkey" not in phone.get("/signin/").content
    assert post(phone, "/signin/passkey/begin/").status_code == 400


def test_behind_a_public_address_they_belong_to_it_whatever_the_browser_says(as_, settings):
    settings.PUBLIC_URL, settings.SECURE = "https://goodword.example", True
    options = post(as_("alice", HTTP_HOST="evil.example"), "/me/passkeys/begin/").json()
    assert options["rp"]["id"] == "goodword.example"


def test_a_public_address_without_https_has_none(as_, settings):
    settings.PUBLIC_URL, settings.SECURE = "http://goodword.example", False
    assert post(as_("alice"), "/me/passkeys/begin/").status_code == 400


def test_only_who_is_signed_in_can_add_one(stranger):
    assert post(stranger, "/me/passkeys/begin/").status_code == 302
    assert post(stranger, "/me/passkeys/", {}).status_code == 302
