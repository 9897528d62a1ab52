"""An ask wanted from a person's own page."""

import pytest

from goodword.people.hand import add_person, say_consent
from goodword.today.models import DayList, Move


@pytest.fixture
def dana(cast, at):
    return add_person(
        cast.business, cast.alice, at, name="Dana Okafor", kind="customer", phone="+12125550123"
    )


def address(person):
    return f"/b/corner/people/{person.code}/ask/"


def test_it_stands_on_todays_list_with_words(as_, dana):
    answer = as_("alice").post(address(dana))
    move = Move.objects.get()
    assert answer.headers["Location"] == f"/b/corner/#words-{move.code}"
    assert (move.kind, move.person, move.state) == ("ask", dana, "open")
    assert move.words.startswith("Hi Dana, ")


def test_twice_is_once(as_, dana):
    for _ in range(2):
        as_("alice").post(address(dana))
    assert Move.objects.count() == 1


def test_who_said_no_is_not_drafted(as_, cast, at, dana):
    say_consent(dana, "never", cast.alice, at)
    alice = as_("alice")
    answer = alice.post(address(dana), follow=True)
    # An apostrophe is escaped on the page.
    assert "You said: don" in answer.content.decode()
    assert not Move.objects.exists()


def test_looking_drafts_nothing(as_, dana):
    assert as_("alice").get(address(dana)).status_code == 405
    assert not DayList.objects.exists()


def test_bob_may_only_look(as_, dana):
    assert as_("bob").post(address(dana)).status_code == 403
    assert not Move.objects.exists()


def test_charlie_cannot_tell_that_dana_exists(as_, dana):
    assert as_("charlie").post(address(dana)).status_code == 404
    assert as_("charlie").post(address(dana).replace("corner", "florist")).status_code == 404
