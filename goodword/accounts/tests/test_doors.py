"""What every page carries: a strict policy, no way to be framed, sniffed, cached or indexed."""

import json
import re
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from goodword.accounts.pinging import answer_to

OPEN_PAGES = ("/signin/", "/robots.txt", "/ping", "/nowhere-at-all/")
ALICES_PAGES = (
    "/me/",
    "/me/password/",
    "/new/",
    "/b/corner/settings/",
    "/b/corner/members/",
    "/b/corner/changes/",
)


def policy_of(page: Any) -> dict[str, list[str]]:
    parts = [part.split() for part in page["Content-Security-Policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


@pytest.fixture
def pages(as_) -> list[Any]:
    stranger, alice = as_(None), as_("alice")
    return [stranger.get(path) for path in OPEN_PAGES] + [alice.get(path) for path in ALICES_PAGES]


def test_the_policy_is_strict_on_every_page(pages):
    for page in pages:
        policy = policy_of(page)
        assert policy["default-src"] == ["'none'"]
        assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
        assert policy["form-action"] == ["'self'"]
        assert "unsafe-" not in page["Content-Security-Policy"]
        assert "*" not in page["Content-Security-Policy"] and "http" not in page["Content-Security-Policy"]


def test_no_page_needs_what_the_policy_forbids(pages):
    for page in pages:
        text = page.content.decode()
        assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=|javascript:|<style(?![^>]*nonce)", text), (
            page.request["PATH_INFO"]
        )
        for script in re.findall(r"<script([^>]*)>", text):
            assert "src=" in script or "nonce=" in script
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text), "everything comes from here"


def test_every_page_has_the_other_headers(pages):
    for page in pages:
        assert page["X-Frame-Options"] == "DENY"
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert page["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "private" in page["Cache-Control"] or "no-store" in page["Cache-Control"]


def test_no_page_is_indexed(pages, as_):
    assert as_(None).get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    for page in pages:
        if page["Content-Type"].startswith("text/html"):
            assert b'<meta name="robots" content="noindex' in page.content


def test_cookies_cannot_be_read_by_scripts_or_sent_by_others(cast, as_):
    cast.alice.login.set_password("four words are good")
    cast.alice.login.save()
    browser = as_(None)
    browser.get("/signin/")
    browser.post("/signin/", {"email": "alice@corner.example", "password": "four words are good"})
    assert set(browser.cookies) >= {"sessionid", "csrftoken"}
    for cookie in browser.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"]


def test_a_form_without_its_token_is_refused(cast, at):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True, **{"goodword.now": at})
    browser.force_login(cast.alice.login)
    assert browser.post("/b/corner/settings/", {"name": "Mine"}).status_code == 403


def every_page(patterns: list[Any], before: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += every_page(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            found.append((before + str(pattern.pattern), pattern.callback))
    return found


def test_every_page_of_a_business_asks_who_is_there():
    pages = [(path, view) for path, view in every_page(get_resolver().url_patterns) if path.startswith("b/")]
    assert len(pages) > 20
    open_to_all = [path for path, view in pages if not hasattr(view, "needs_member")]
    assert open_to_all == []


def test_a_bad_address_is_no_fault_of_ours(as_):
    browser = as_("alice")
    for path in (
        "/b/corner/members/%00/remove/",
        "/b/%F0%9F%8D%9E/",
        "/join/" + "x" * 3000 + "/",
        "/me/passkeys/9" + "9" * 30 + "/remove/",
    ):
        assert browser.get(path).status_code in (400, 404, 410), path


def test_ping_proves_who_answers(as_):
    said = json.loads(as_(None).get("/ping", {"nonce": "abc"}).content)
    assert said == {"goodword": True, "answer": answer_to("abc")}
    assert said["answer"] != answer_to("abd")


def test_ping_touches_no_row(as_, django_assert_num_queries):
    browser = as_(None)
    with django_assert_num_queries(0):
        page = browser.get("/ping", {"nonce": "abc"})
    assert page.json()["goodword"] is True
