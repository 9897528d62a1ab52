"""An owner's pages about other programs: who is told, who tells."""

import json
import re

import pytest

from goodword.accounts.models import Change
from goodword.api.hook_views import STRIPE_TELLS
from goodword.api.models import Delivery, Hook, Inlet
from goodword.api.stripe_events import READ

from .test_stripe import CHECKOUT, stripe_signature

URL = "https://shop.example/hook"
FORM = {"url": URL, "types": ["sale.created", "newcomer.noted"]}
BACK = "/b/corner/hooks/"


@pytest.fixture
def hook(cast, at):
    return Hook.make(cast.business, cast.alice, URL, ["sale.created"], at)[0]


@pytest.fixture
def inlet(cast, at):
    return Inlet.make(cast.business, cast.alice, "stripe", "", at)


def test_the_secret_is_told_once_and_is_not_in_the_database(as_):
    alice = as_("alice")
    page = alice.post(f"{BACK}new/", FORM).content.decode()
    [secret] = re.findall(r"whsec_[\w+/=]{44}", page)
    made = Hook.objects.get()
    assert made.own_secret == secret and secret not in str(vars(made))
    assert made.types == ["sale.created", "newcomer.noted"]
    for path in (BACK, f"{BACK}{made.code}/"):
        listed = alice.get(path).content.decode()
        assert URL in listed and "a sale came in" in listed and secret not in listed


def test_the_same_address_twice_is_once(as_):
    for status in (200, 422):
        answer = as_("alice").post(f"{BACK}new/", FORM)
        assert answer.status_code == status
    assert b"on your list already" in answer.content and Hook.objects.count() == 1


@pytest.mark.parametrize(
    "url", ["http://shop.example/", "shop", "https://me:word@shop.example/", "javascript:1"]
)
def test_nonsense_is_refused_in_words_all_at_once(as_, url):
    page = as_("alice").post(f"{BACK}new/", {"url": url, "types": ["all"]}).content.decode()
    assert "2 things to mend" in page and ("https://" in page or "Leave out" in page)
    assert not Hook.objects.exists()


def test_a_test_is_sent_and_what_failed_is_told_once_more(as_, hook, at):
    alice, path = as_("alice"), f"{BACK}{hook.code}/"
    assert alice.post(f"{path}test/").status_code == 302
    one = Delivery.objects.get()
    for _n in range(10):
        one.miss("It answered with an error (500).", 500, at)
    page = alice.get(path).content.decode()
    assert "given up" in page and "error (500)" in page and "Tell the one that did not arrive" in page
    for _twice in range(2):
        alice.post(f"/b/corner/told/{one.code}/again/")
    one.refresh_from_db()
    assert (one.state, one.next_at, one.n_before) == ("waiting", at, 10)
    Delivery.objects.update(state="failed")
    assert alice.post(f"{path}replay/").status_code == 302
    assert Delivery.objects.get().state == "waiting"


def test_it_is_paused_and_started_and_says_so(as_, hook, at):
    alice, path = as_("alice"), f"{BACK}{hook.code}/"
    for _twice in range(2):
        alice.post(f"{path}pause/")
    assert b"Paused since" in alice.get(BACK).content
    hook.refresh_from_db()
    assert hook.paused_at == at
    for _twice in range(2):
        alice.post(f"{path}start/")
    assert b"Paused since" not in alice.get(BACK).content
    logged = Change.objects.filter(room="api").order_by("pk").values_list("type", flat=True)
    assert list(logged) == ["hook.created", "hook.paused", "hook.started"]


def test_why_we_paused_it_and_how_to_go_on_stands_on_the_page(as_, hook, at):
    hook.pause(at, why="It answered with an error (500).")
    page = as_("alice").get(BACK).content.decode()
    assert "It answered with an error (500)." in page and "Start again" in page


def test_it_is_asked_first_and_then_removed_with_its_log(as_, hook, at):
    alice, path = as_("alice"), f"{BACK}{hook.code}/remove/"
    hook.test(at)
    assert b"is told nothing any more" in alice.get(path).content and Hook.objects.exists()
    assert alice.post(path).status_code == 302
    assert not Hook.objects.exists() and not Delivery.objects.exists()
    assert alice.post(path).status_code == 404


def test_stripe_has_its_address_first_and_its_secret_then(as_, settings):
    settings.PUBLIC_URL = "https://words.example"
    alice = as_("alice")
    for _twice in range(2):
        answer = alice.post("/b/corner/inlets/make/stripe/")
    made = Inlet.objects.get()
    page = alice.get(answer.url).content.decode()
    assert f"https://words.example/api/v1/hooks/stripe/{made.code}" in page and "invoice.paid" in page
    assert b"waits for its secret" in alice.get(BACK).content
    wrong = alice.post(answer.url, {"secret": "sk_live_1234567890123456"})
    assert wrong.status_code == 422 and b"begins with whsec_" in wrong.content
    alice.post(answer.url, {"secret": "whsec_1234567890123456"})
    made.refresh_from_db()
    assert made.own_secret == "whsec_1234567890123456" and "123456789" not in made.secret
    assert "whsec_123" not in alice.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("url", "served_at", "is_warned"),
    [
        ("", "http://localhost:8000", True),
        ("", "http://192.168.1.20:8000", True),
        ("https://words.example", "", False),
    ],
)
def test_stripes_page_says_where_stripe_cannot_reach_us(
    as_, inlet, settings, monkeypatch, url, served_at, is_warned
):
    settings.PUBLIC_URL = url
    monkeypatch.setenv("GOODWORD_SERVED_AT", served_at)
    monkeypatch.setattr("goodword.api.hook_views.public_url_ready", lambda: bool(url))
    page = as_("alice").get(f"/b/corner/inlets/{inlet.code}/").content.decode()
    assert ("Stripe cannot reach this address yet." in page) == is_warned
    assert "It opens on this computer only." not in page


def test_the_address_for_another_program_says_so_too(as_, settings, monkeypatch):
    settings.PUBLIC_URL = ""
    monkeypatch.setenv("GOODWORD_SERVED_AT", "http://localhost:8000")
    page = as_("alice").post("/b/corner/inlets/make/sale/").content.decode()
    assert "It opens on this computer only." in page
    monkeypatch.setenv("GOODWORD_SERVED_AT", "http://192.168.1.20:8000")
    page = as_("alice").post("/b/corner/inlets/make/sale/").content.decode()
    assert "It opens on this computer only." not in page


def test_the_page_says_where_in_stripe_and_names_events_that_are_read(as_):
    alice = as_("alice")
    page = alice.get(alice.post("/b/corner/inlets/make/stripe/").url).content.decode()
    named = set(re.findall(r"[a-z]+\.[a-z_.]+", re.sub(r"<a .*?</a>|<script.*?</script>", "", page))) & set(
        READ
    )
    assert named == set(READ) and set(STRIPE_TELLS) < named
    assert all(words in page for words in ("“Developers”", "“Webhooks”", "“Signing secret”", "whsec_"))


def test_without_its_secret_nothing_is_believed(as_, inlet, at):
    body = json.dumps(CHECKOUT).encode()
    path = f"/api/v1/hooks/stripe/{inlet.code}"
    signed = {"HTTP_STRIPE_SIGNATURE": stripe_signature("", body, at)}
    assert as_(None).post(path, body, "application/json", **signed).status_code == 400


def test_another_program_has_its_secret_shown_once(as_):
    page = as_("alice").post("/b/corner/inlets/make/sale/").content.decode()
    made = Inlet.objects.get()
    assert made.own_secret in page.replace("&#x3D;", "=") and made.path in page
    assert made.own_secret not in as_("alice").get(f"/b/corner/inlets/{made.code}/").content.decode()


def test_an_address_is_closed_after_asking(as_, inlet):
    alice, path = as_("alice"), f"/b/corner/inlets/{inlet.code}/close/"
    assert b"is not heard" in alice.get(path).content and Inlet.objects.get().closed_at is None
    for _twice in range(2):
        assert alice.post(path).status_code == 302
    assert Inlet.objects.get().closed_at and Change.objects.filter(type="inlet.closed").count() == 1


POSTS = ["hooks/{hook}/test/", "hooks/{hook}/replay/", "hooks/{hook}/pause/", "hooks/{hook}/start/"]
POSTS += ["hooks/{hook}/remove/", "inlets/{inlet}/close/", "told/{told}/again/", "inlets/{inlet}/"]


@pytest.mark.parametrize("path", [*POSTS, "hooks/new/", "hooks/", "inlets/make/sale/"])
@pytest.mark.parametrize("who", ["hugo", "bob"])
def test_only_the_owner_has_these_pages(as_, hook, inlet, at, who, path):
    told = hook.test(at).code
    path = f"/b/corner/{path.format(hook=hook.code, inlet=inlet.code, told=told)}"
    assert as_(who).post(path, FORM).status_code == 403
    assert as_(who).get(path).status_code in (403, 405)
    assert Hook.objects.get().paused_at is None and Inlet.objects.get().closed_at is None


@pytest.mark.parametrize("path", POSTS)
def test_charlie_cannot_tell_that_they_exist(as_, hook, inlet, at, path):
    path = path.format(hook=hook.code, inlet=inlet.code, told=hook.test(at).code)
    charlie = as_("charlie")
    assert charlie.post(f"/b/florist/{path}").status_code == 404
    assert charlie.post(f"/b/corner/{path}").status_code == 404
    assert Hook.objects.exists()


def test_an_unknown_kind_of_address_is_none(as_):
    assert as_("alice").post("/b/corner/inlets/make/magic/").status_code == 404
    assert not Inlet.objects.exists()


def test_settings_lead_there(as_):
    assert BACK.encode() in as_("alice").get("/b/corner/settings/").content
    assert BACK.encode() not in as_("hugo").get("/b/corner/settings/").content
