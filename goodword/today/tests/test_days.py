"""Today's list elsewhere: one link on the owner's phone, a calendar without names, all businesses on one page."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from goodword.accounts.models import Change, Link, Member
from goodword.talks.models import Ask
from goodword.talks.tests.people import someone
from goodword.today.making import make_list
from goodword.today.models import Move

from .books import on_file


@pytest.fixture(autouse=True)
def phones_reach_us(monkeypatch):
    monkeypatch.setenv("GOODWORD_SERVED_AT", "http://192.0.2.7:8000")


@pytest.fixture
def ask(cast, on, at):
    priya = on_file(cast, "Priya Natarajan")
    someone(cast.business, "The Dentist", kind="unsorted")
    return make_list(cast.business, on, at).moves.get(kind="ask", person=priya)


@pytest.fixture
def hand(as_, ask):
    def handed(who="hugo"):
        return as_(who).post("/b/corner/today/hand/").context["address"].removeprefix("http://192.0.2.7:8000")

    return handed


def test_one_link_opens_the_days_words_without_signing_in(as_, ask, hand):
    answer = as_(None).get(hand())
    page = answer.content.decode()
    assert ask.words in page.replace("&#x27;", "'")
    assert "sms:+12125550123" in page
    assert "Hugo got these words ready" in page
    assert "Dentist" not in page


def test_the_link_is_told_to_nobody(as_, ask, hand):
    answer = as_(None).get(hand())
    assert answer["Referrer-Policy"] == "same-origin"  # and the button on it still works (walks/test_day.py)
    assert answer["X-Robots-Tag"] == "noindex"
    assert 'name="robots" content="noindex' in answer.content.decode()


def test_looking_changes_nothing(as_, hand):
    address = hand()
    before = Change.objects.count()
    as_(None).get(address)
    as_(None).head(address)
    assert Change.objects.count() == before


def test_done_on_the_phone_is_done_for_the_one_who_handed_it_over(as_, cast, ask, hand):
    address = hand()
    page = as_(None).post(f"{address}{ask.code}/", {"way": "text"}, follow=True)
    assert "Ask Priya Natarajan for a good word" in page.content.decode()
    assert Ask.objects.get().member == cast.hugo
    as_(None).post(f"{address}{ask.code}/", {"undo": "1"})
    assert not Ask.objects.exists()


def test_a_new_link_ends_the_old_one(as_, hand):
    old = hand()
    new = hand("alice")
    assert as_(None).get(old).status_code == 404
    assert as_(None).get(new).status_code == 200


def test_it_ends_after_a_day_and_a_half(as_, ask, hand, at):
    address = hand()
    assert as_(None, at=at + timedelta(hours=35)).get(address).status_code == 200
    late = as_(None, at=at + timedelta(hours=37))
    assert late.get(address).status_code == 404
    assert late.post(f"{address}{ask.code}/").status_code == 404
    assert Move.objects.get(pk=ask.pk).state == Move.State.OPEN


def test_it_ends_with_the_member_who_made_it(as_, cast, hand, at):
    address = hand()
    Member.objects.filter(pk=cast.hugo.pk).update(left_at=at)
    assert as_(None).get(address).status_code == 404


def test_bob_cannot_hand_anything_on(as_, ask):
    assert as_("bob").post("/b/corner/today/hand/").status_code == 403


def test_it_opens_nothing_of_another_day_or_business(as_, cast, hand, on, at):
    address = hand()
    later = make_list(cast.business, on + timedelta(days=7), at + timedelta(days=7)).moves.first()
    assert as_(None).post(f"{address}{later.code}/").status_code == 404
    assert as_(None).post(f"{address}AAAAAAAAAAAA/").status_code == 404


def test_a_made_up_link_is_no_page(as_, ask):
    assert as_(None).get("/day/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/").status_code == 404


def test_it_is_not_offered_where_no_phone_could_open_it(as_, ask, monkeypatch):
    monkeypatch.setenv("GOODWORD_SERVED_AT", "http://localhost:8000")
    assert "Hand to the owner" not in as_("alice").get("/b/corner/").content.decode()
    assert as_("alice").post("/b/corner/today/hand/").status_code == 302
    assert not Link.objects.filter(purpose="day").exists()


# The calendar.


@pytest.fixture
def feed(as_, ask):
    def address(who="alice"):
        made = as_(who).post("/b/corner/today/calendar/").context["address"]
        return made.removeprefix("http://192.0.2.7:8000")

    return address


def test_the_calendar_has_one_event_on_each_of_the_owners_days_and_no_names(as_, feed):
    answer = as_(None).get(feed())
    events = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    begins = [event.decoded("dtstart") for event in events]
    assert answer["Content-Type"].startswith("text/calendar")
    assert len(begins) == len(set(begins)) == 26  # of 60 days from a Monday on, three a week
    assert {moment.weekday() for moment in begins} == {0, 2, 4}
    assert begins[0].isoformat() == "2026-03-02T14:00:00+00:00"  # nine in the morning, in New York
    assert "Priya" not in answer.content.decode()


def test_the_calendar_keeps_quiet_while_the_owner_is_away(as_, cast, feed, on):
    cast.business.away_until = on + timedelta(days=30)
    cast.business.save()
    events = Calendar.from_ical(as_(None).get(feed()).content).walk("VEVENT")
    assert min(event.decoded("dtstart").date() for event in events) >= on + timedelta(days=30)


def test_an_address_of_this_computer_alone_is_told_to_be_one(as_, ask, monkeypatch, settings):
    def page():
        return as_("alice").post("/b/corner/today/calendar/").content.decode()

    assert "cannot reach it" not in page()
    monkeypatch.setenv("GOODWORD_SERVED_AT", "http://localhost:8000")
    assert "the calendar on your phone, or one on the internet, cannot reach it" in page()
    settings.PUBLIC_URL = "https://goodword.example"
    assert "cannot reach it" not in page()


def test_a_new_calendar_address_ends_the_old_one_of_the_same_member_only(as_, feed):
    old, bobs = feed(), feed("bob")
    new = feed()
    assert [as_(None).get(one).status_code for one in (old, bobs, new)] == [404, 200, 200]


def test_one_event_has_one_name_for_ever(as_, feed, at):
    address = feed()

    def names(answer):
        return {str(event["uid"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")}

    assert (
        len(names(as_(None).get(address)) & names(as_(None, at=at + timedelta(days=14)).get(address))) >= 19
    )


# All businesses.


def test_one_page_shows_all_businesses_of_who_looks_after_several(as_, cast, ask, at):
    Member.objects.create(login=cast.alice.login, business=cast.florist, role="helper", since=at)
    page = as_("alice").get("/all/").content.decode()
    assert "Corner Bakery" in page
    assert "Charlie&#x27;s Florist" in page
    assert "One person today" in page or "people today" in page
    assert "Florist" not in as_("hugo").get("/all/").content.decode()


def test_all_businesses_wants_a_sign_in(as_, ask):
    assert as_(None).get("/all/").status_code == 302
