"""Signing in: by password, slowed but never locked; by the terminal's link; and out again."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from goodword.accounts.first_run import is_first_run, sign_in_link
from goodword.accounts.models import Link, Login, Member, SignInTry
from goodword.accounts.opening import open_business
from goodword.accounts.slowing import address_of

PASSWORD = "four words are good"


@pytest.fixture
def alice(cast) -> Login:
    login = cast.alice.login
    login.set_password(PASSWORD)
    login.save()
    return login


@pytest.fixture
def type_in(as_, at):
    """Types a mail address and a password, some seconds after `at`, from an address of the network."""

    def typed(email: str, password: str, seconds: float = 0, address: str = "203.0.113.7", **more: Any):
        browser = as_(None, at=at + timedelta(seconds=seconds), REMOTE_ADDR=address)
        return browser.post("/signin/", {"email": email, "password": password, **more})

    return typed


def test_the_right_password_signs_in(alice, type_in):
    answer = type_in("Alice@Corner.example ", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert answer.client.get("/")["Location"] == "/b/corner/"


def what_it_says(answer) -> list[str]:
    """The page without what was typed and without its token."""
    lines = answer.content.decode().splitlines()
    return [line for line in lines if "csrf" not in line and "value=" not in line]


def test_a_wrong_password_and_an_unknown_mail_look_the_same(alice, type_in):
    wrong = type_in("alice@corner.example", "something else")
    unknown = type_in("nobody@corner.example", "something else")
    assert wrong.status_code == unknown.status_code == 422
    assert what_it_says(wrong) == what_it_says(unknown)


def test_an_unknown_mail_costs_a_hash_too(alice, type_in, settings, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    usual = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *words: hashed.append(1) or usual(self, *words)
    )
    type_in("alice@corner.example", "wrong")
    for_alice = len(hashed)
    type_in("nobody@corner.example", "wrong")
    assert for_alice and len(hashed) == 2 * for_alice


def test_it_goes_on_to_where_one_wanted_to_go_and_nowhere_else(alice, type_in):
    assert (
        type_in("alice@corner.example", PASSWORD, next="/b/corner/people/")["Location"] == "/b/corner/people/"
    )
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"):
        assert type_in("alice@corner.example", PASSWORD, next=elsewhere)["Location"] == "/"


def test_after_some_wrong_tries_one_has_to_wait_and_is_told_how_long(alice, type_in):
    for second in range(4):
        assert type_in("alice@corner.example", "wrong", second).status_code == 422
    answer = type_in("alice@corner.example", PASSWORD, 4)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "1"
    assert b"Wait 1 second," in answer.content and b'name="password"' in answer.content


def test_the_wait_grows_and_ends(alice, type_in):
    for second in range(4):
        type_in("alice@corner.example", "wrong", second / 1000)
    waits, seconds = [], 0.003
    for _try in range(8):
        seconds += 0.001
        waits.append(int(type_in("alice@corner.example", "wrong", seconds)["Retry-After"]))
        seconds += waits[-1]
        assert type_in("alice@corner.example", "wrong", seconds).status_code == 422, "who waited gets a turn"
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    assert type_in("alice@corner.example", PASSWORD, seconds + 60).status_code == 302


def test_a_try_that_comes_too_early_does_not_make_it_longer(alice, type_in):
    for second in range(4):
        type_in("alice@corner.example", "wrong", second)
    for _impatient in range(10):
        assert type_in("alice@corner.example", "wrong", 4).status_code == 429
    assert type_in("alice@corner.example", PASSWORD, 5).status_code == 302


def test_other_addresses_are_not_slowed(alice, type_in):
    for second in range(5):
        type_in("alice@corner.example", "wrong", second, address="198.51.100.1")
    assert type_in("alice@corner.example", PASSWORD, 5, address="198.51.100.2").status_code == 302


def test_who_shares_the_address_is_not_slowed_by_a_few_wrong_tries_at_another_account(alice, type_in):
    for second in range(8):
        type_in("bob@corner.example", "wrong", second)
    assert type_in("alice@corner.example", PASSWORD, 8).status_code == 302


def test_guessing_at_many_accounts_from_one_address_is_slowed(alice, type_in):
    for n in range(20):
        type_in(f"guess{n}@corner.example", "wrong", n / 100)
    answer = type_in("alice@corner.example", PASSWORD, 0.3)
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 15


def test_a_household_of_ipv6_is_one_address(alice, type_in):
    for n in range(4):
        type_in("alice@corner.example", "wrong", n / 100, address=f"2001:db8:1:2::{n}")
    assert type_in("alice@corner.example", PASSWORD, 0.1, address="2001:db8:1:2:ffff::9").status_code == 429
    assert type_in("alice@corner.example", PASSWORD, 0.1, address="2001:db8:1:3::1").status_code == 302


def test_a_signed_in_browser_and_the_terminal_go_on_all_the_same(alice, type_in, as_, at):
    browser = as_("alice", REMOTE_ADDR="203.0.113.7")
    path = sign_in_link(at, alice)
    for second in range(30):
        type_in("alice@corner.example", "wrong", second / 10)
    assert type_in("alice@corner.example", PASSWORD, 3).status_code == 429
    assert browser.get("/me/").status_code == 200
    assert as_(None, REMOTE_ADDR="203.0.113.7").post(path).status_code == 302


def test_no_address_and_no_mail_is_kept_in_plain(alice, type_in):
    type_in("alice@corner.example", "wrong")
    tried = SignInTry.objects.get()
    assert "203.0" not in tried.address and "alice" not in tried.account


@pytest.mark.parametrize(
    ("proxies", "line", "address"),
    [
        (0, "198.51.100.9", "203.0.113.7"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "10.9.9.9, 198.51.100.9", "198.51.100.9"),
        (2, "198.51.100.9, 10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9", "203.0.113.7"),
        (1, "", "203.0.113.7"),
    ],
)
def test_proxies_are_believed_by_number_only(rf, settings, proxies, line, address):
    settings.PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": line} if line else {}
    assert address_of(rf.get("/", REMOTE_ADDR="203.0.113.7", **headers)) == address


def test_signing_out_takes_a_press_of_a_button(as_):
    browser = as_("alice")
    assert browser.get("/signout/").status_code == 405
    assert browser.get("/me/").status_code == 200
    browser.post("/signout/")
    assert browser.get("/me/").status_code == 302


# The link of the terminal.


def test_opening_the_link_signs_nobody_in(cast, as_, at):
    path = sign_in_link(at, cast.alice.login)
    browser = as_(None)
    for _preview in range(3):
        page = browser.get(path)
        assert page.status_code == 200 and b'<form method="post">' in page.content
    assert browser.get("/me/").status_code == 302
    # No other site is told the address; "no-referrer" would make browsers send "Origin: null" with the form.
    assert page["Referrer-Policy"] == "same-origin" and "noindex" in page["X-Robots-Tag"]


def test_the_button_signs_in_once(cast, as_, at):
    path = sign_in_link(at, cast.alice.login)
    first, second = as_(None), as_(None)
    assert first.post(path).status_code == 302
    assert first.get("/me/").status_code == 200
    assert second.post(path).status_code == 410
    assert second.get("/me/").status_code == 302


def test_the_link_ends_after_half_an_hour(cast, as_, at):
    path = sign_in_link(at, cast.alice.login)
    late = as_(None, at=at + timedelta(minutes=31))
    assert late.get(path).status_code == late.post(path).status_code == 410


def test_a_made_up_link_opens_nothing(cast, as_):
    assert as_(None).get("/signin/link/abcdefghijklmnopqrstuvwxyz012345/").status_code == 410


def test_the_page_s_own_form_is_taken_from_a_real_browser(cast, at):
    browser = Client(enforce_csrf_checks=True, **{"goodword.now": at})
    path = sign_in_link(at, cast.alice.login)
    page = browser.get(path, HTTP_HOST="localhost:8000")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
    said = {"csrfmiddlewaretoken": token}
    assert (
        browser.post(path, said, HTTP_HOST="localhost:8000", HTTP_ORIGIN="https://evil.example").status_code
        == 403
    )
    assert (
        browser.post(path, said, HTTP_HOST="localhost:8000", HTTP_ORIGIN="http://localhost:8000").status_code
        == 302
    )


def test_the_token_is_not_kept(cast, at):
    path = sign_in_link(at, cast.alice.login)
    token = path.split("/")[-2]
    [kept] = Link.objects.values()
    assert len(token) > 20 and token not in str(kept)


def test_on_an_empty_house_the_link_makes_the_owner_and_leads_to_the_first_business(db, at):
    assert is_first_run()
    browser = Client(**{"goodword.now": at})
    browser.post(sign_in_link(at))
    assert browser.get("/")["Location"] == "/new/"
    said = {
        "name": "Corner Bakery",
        "who": "Alice",
        "kind": "shop",
        "country": "US",
        "zone": "America/New_York",
    }
    answer = browser.post("/new/", said)
    opened = Member.objects.select_related("business").get()
    assert answer["Location"] == f"/b/{opened.business.code}/"
    assert (opened.role, opened.business.currency, str(opened.login)) == ("owner", "USD", "Alice")
    assert not is_first_run()


@pytest.mark.parametrize("opened", [True, False])
def test_of_two_links_made_on_empty_books_both_sign_in_the_same_owner(db, at, opened):
    paths = [sign_in_link(at), sign_in_link(at)]
    first, second = Client(**{"goodword.now": at}), Client(**{"goodword.now": at})
    first.post(paths[0])
    if opened:
        open_business(
            "Corner Bakery", country="US", zone="America/New_York", at=at, login=Login.objects.get()
        )
    second.post(paths[1])
    assert Login.objects.count() == 1
    assert second.get("/")["Location"] == first.get("/")["Location"]


def test_a_link_for_nobody_by_name_signs_in_the_first_owner(cast, as_, at):
    browser = as_(None)
    browser.post(sign_in_link(at))
    assert browser.get("/me/").context["login"] == cast.alice.login


def test_what_the_terminal_opened_belongs_to_whoever_opens_its_link(db, at):
    business = open_business("From a file", country="US", zone="America/New_York", at=at)
    browser = Client(**{"goodword.now": at})
    browser.post(sign_in_link(at))
    assert browser.get("/")["Location"] == f"/b/{business.code}/"
    assert Member.objects.get(business=business).role == "owner"


def test_the_first_try_of_somebody_else_tells_what_to_do(db):
    assert b"goodword serve" in Client().get("/signin/").content


# A login's own page.


def test_a_first_password_needs_no_old_one(cast, as_):
    browser = as_("alice")
    cast.alice.login.set_unusable_password()
    cast.alice.login.save()
    browser = as_("alice")
    assert (
        browser.post("/me/password/", {"email": "alice@corner.example", "new": PASSWORD}).status_code == 302
    )
    assert Login.objects.get(pk=cast.alice.login_id).check_password(PASSWORD)
    assert browser.get("/me/").status_code == 200, "this browser stays signed in"


def test_a_change_needs_the_old_one(alice, as_):
    browser = as_("alice")
    refused = browser.post("/me/password/", {"email": "alice@corner.example", "new": "another good one"})
    assert refused.status_code == 422
    wrong = {"email": "alice@corner.example", "old": "no", "new": "another good one"}
    assert b"not the password until now" in browser.post("/me/password/", wrong).content
    right = {"email": "alice@corner.example", "old": PASSWORD, "new": "another good one"}
    assert browser.post("/me/password/", right).status_code == 302


def test_who_has_just_come_by_the_terminal_s_link_need_not_know_the_old_one(alice, as_, at):
    browser = as_(None)
    browser.post(sign_in_link(at, alice))
    new = {"email": "alice@corner.example", "new": "another good one"}
    assert browser.post("/me/password/", new).status_code == 302


def test_a_weak_password_is_refused_in_words(alice, as_):
    new = {"email": "alice@corner.example", "old": PASSWORD, "new": "password"}
    answer = as_("alice").post("/me/password/", new)
    assert answer.status_code == 422 and b"too common" in answer.content


def test_a_mail_that_somebody_has_is_refused(alice, as_):
    new = {"email": "bob@corner.example", "old": PASSWORD, "new": "another good one"}
    assert b"signs in with this one already" in as_("alice").post("/me/password/", new).content


def test_signing_out_everywhere_else_leaves_this_browser(cast, as_):
    here, lost = as_("alice"), as_("alice")
    here.post("/me/elsewhere/")
    assert here.get("/me/").status_code == 200
    assert lost.get("/me/").status_code == 302


def test_argon2_is_what_passwords_are_kept_with(db, settings):
    from django.contrib.auth.hashers import identify_hasher

    settings.PASSWORD_HASHERS = ["goodword.accounts.passwords.SmallArgon2"]
    login = Login(email="x@y.example")
    login.set_password(PASSWORD)
    assert identify_hasher(login.password).algorithm == "argon2"
    assert "m=19456,t=2,p=1" in login.password and login.check_password(PASSWORD)


def test_a_moment_cannot_be_sent_by_a_browser(cast, as_, at):
    # Only the environment of the server's own process carries it; a header comes in as HTTP_GOODWORD_NOW.
    path = sign_in_link(at - timedelta(hours=1), cast.alice.login)
    assert as_(None).get(path, headers={"Goodword.Now": datetime.min.isoformat()}).status_code == 410
