"""A business's settings, further businesses, the front door and the change log."""

import re
from pathlib import Path
from typing import Any

import pytest

from goodword.accounts.changes import SENTENCES
from goodword.accounts.models import Business, Change, Job, Member
from goodword.accounts.models.change import log
from goodword.accounts.opening import open_business

RIGHT: dict[str, Any] = {
    "name": "Corner Bakery",
    "kind": "shop",
    "country": "US",
    "zone": "America/New_York",
    "currency": "USD",
    "what_we_do": "",
    "listen_for": "",
    "minutes": "15",
    "weekdays": ["0", "2", "4"],
    "away_until": "",
    "ask_rest_days": "90",
    "asks_allowed": "3",
}


def test_the_owner_changes_them_and_the_log_says_which(as_, cast):
    said = {**RIGHT, "listen_for": "they miss real bread", "weekdays": ["6", "0"], "away_until": "2026-03-09"}
    assert as_("alice").post("/b/corner/settings/", said).status_code == 302
    business = Business.objects.get(code="corner")
    assert (business.listen_for, business.weekdays, str(business.away_until)) == (
        "they miss real bread",
        "06",
        "2026-03-09",
    )
    assert set(Change.objects.get(type="business.updated").fields) == {"listen_for", "weekdays", "away_until"}


def test_the_same_again_changes_nothing(as_, cast):
    assert as_("alice").post("/b/corner/settings/", RIGHT).status_code == 302
    assert not Change.objects.filter(type="business.updated").exists()


def test_another_kind_says_what_changes(as_, cast):
    answer = as_("alice").post("/b/corner/settings/", {**RIGHT, "kind": "practice"}, follow=True)
    assert b"The words and plays are those for a practice" in answer.content
    assert Business.objects.get(code="corner").is_discreet


@pytest.mark.parametrize(
    ("field", "nonsense"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("kind", "empire"),
        ("country", "ZZ"),
        ("zone", "Mars/Olympus"),
        ("currency", "XXX"),
        ("minutes", "0"),
        ("minutes", "soon"),
        ("weekdays", []),
        ("weekdays", ["7"]),
        ("away_until", "31/02/2026"),
        ("away_until", "99999-01-01"),
        ("ask_rest_days", "1"),
        ("asks_allowed", "-3"),
        ("listen_for", "y" * 161),
    ],
)
def test_nonsense_is_refused_on_the_page_and_nothing_is_kept(as_, cast, field, nonsense):
    answer = as_("alice").post("/b/corner/settings/", {**RIGHT, field: nonsense})
    assert answer.status_code == 422 and b'class="mend"' in answer.content
    assert Business.objects.filter(code="corner", name="Corner Bakery", minutes=15).exists()


def test_what_is_wrong_stands_open_and_the_rest_stays_folded(as_, cast):
    folded = as_("alice").get("/b/corner/settings/").content.decode()
    assert folded.count('<details class="fold">') == 5 and '<details class="fold" open>' not in folded
    page = as_("alice").post("/b/corner/settings/", {**RIGHT, "minutes": "many", "public_mail": "no mail"})
    opened = page.content.decode().split('<details class="fold" open>')[1:]
    assert ['name="public_mail"' in opened[0], 'name="minutes"' in opened[1], len(opened)] == [True, True, 2]


@pytest.mark.parametrize("who", ["hugo", "bob"])
def test_the_others_may_only_look(as_, cast, who):
    browser = as_(who)
    page = browser.get("/b/corner/settings/")
    assert page.status_code == 200 and b"Only an owner can change these" in page.content
    assert browser.post("/b/corner/settings/", {**RIGHT, "name": "Mine"}).status_code == 403
    assert not Business.objects.filter(name="Mine").exists()


def test_charlie_cannot_tell_that_it_exists(as_):
    assert as_("charlie").get("/b/corner/settings/").status_code == 404
    assert as_("charlie").post("/b/corner/settings/", RIGHT).status_code == 404
    assert as_("charlie").get("/b/corner/changes/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(as_):
    assert as_(None).get("/b/corner/settings/")["Location"] == "/signin/?next=/b/corner/settings/"


# Further businesses, and the front door.


def test_an_owner_opens_a_further_business(as_, cast):
    said = {"name": "Second Bakery", "kind": "shop", "country": "DE", "zone": "Europe/Berlin"}
    assert as_("alice").post("/new/", said).status_code == 302
    opened = Business.objects.get(name="Second Bakery")
    assert opened.currency == "EUR"
    assert Member.objects.get(business=opened).login == cast.alice.login


@pytest.mark.parametrize("who", ["hugo", "bob"])
def test_who_owns_none_opens_none(as_, cast, who):
    assert as_(who).post("/new/", {"name": "Mine", "kind": "shop", "zone": "UTC"}).status_code == 403
    assert not Business.objects.filter(name="Mine").exists()


def test_the_front_door_leads_to_the_one_business_or_to_all(as_, cast, at):
    assert as_(None).get("/")["Location"] == "/signin/"
    assert as_("alice").get("/")["Location"] == "/b/corner/"
    open_business("Another", country="US", zone="America/New_York", at=at, login=cast.alice.login)
    assert as_("alice").get("/")["Location"] != "/signin/"


def test_only_one_s_own_businesses_are_offered(as_, cast, at):
    other = open_business(
        "Alice's Other", country="US", zone="America/New_York", at=at, login=cast.alice.login
    )
    page = as_("alice").get("/b/corner/settings/").content.decode()
    assert f"/b/{other.code}/" in page and "/b/florist/" not in page


# The change log.


def test_it_says_who_did_what_in_words(as_, cast, at):
    log(cast.business, "business.updated", at, cast.hugo, ("name",))
    log(cast.business, "list.made", at)
    page = as_("bob").get("/b/corner/changes/").content.decode()
    assert "Hugo: changed the settings" in page
    assert "Goodword: made the day&#x27;s list" in page


def test_it_tells_the_time_of_the_business(as_, cast, at):
    log(cast.business, "business.updated", at, cast.alice)
    assert "4 a.m." in as_("bob").get("/b/corner/changes/").content.decode()  # 09:00 UTC in New York


def test_it_shows_nothing_of_another_business(as_, cast, at):
    log(cast.florist, "business.updated", at, cast.charlie)
    log(cast.business, "business.updated", at, cast.alice)
    page = as_("alice").get("/b/corner/changes/").content
    assert b"Alice: changed the settings" in page and b"Charlie" not in page


def test_it_is_paged(as_, cast, at):
    for _n in range(60):
        log(cast.business, "business.updated", at, cast.alice)
    browser = as_("alice")
    first, second = browser.get("/b/corner/changes/"), browser.get("/b/corner/changes/?page=2")
    assert (first.content.count(b"changed the settings"), second.content.count(b"changed the settings")) == (
        50,
        10,
    )
    assert browser.get("/b/corner/changes/?page=nonsense").status_code == 200


def test_every_type_that_a_room_logs_has_its_words():
    nouns = "|".join({type_.partition(".")[0] for type_ in SENTENCES})
    logged = re.compile(rf"""["']((?:{nouns})\.[a-z_]+)["']""")
    rooms = Path(__file__).parent.parent.parent
    code = [path for path in rooms.rglob("*.py") if not {"tests", "migrations"} & {*path.parts}]
    code.remove(rooms / "api" / "events.py")  # what other programs are told has names of its own
    found = {type_ for path in code for type_ in logged.findall(path.read_text(encoding="utf-8"))}
    missing = {
        type_ for type_ in found - set(SENTENCES) if not type_.endswith((".html", ".txt", ".py", ".json"))
    }
    assert len(found) > 10 and sorted(missing) == []


def test_jobs_of_another_kind_of_word_have_names():
    # What doctor and the pages show of a job's state is a word, not a code.
    assert {str(label) for _value, label in Job.State.choices} == {"waiting", "running", "done", "failed"}
