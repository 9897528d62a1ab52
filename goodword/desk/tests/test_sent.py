from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Source
from goodword.conftest import Cast
from goodword.gratitude.measure import thank_for
from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_person, leave_out
from goodword.people.models import Person
from goodword.referrals.from_files import keep_referred_by
from goodword.referrals.models import Evidence, Referral
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.sharing import make_link

As = Callable[..., Any]
HERE = "/b/corner/who-sent-who/"


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Dana Okafor", kind="customer")


@pytest.fixture
def sent(cast: Cast, dana: Person, at: datetime) -> Evidence:
    note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli Brandt", referrer=dana), "k1")
    return Evidence.objects.get()


@pytest.fixture
def typed(cast: Cast, dana: Person, at: datetime) -> Evidence:
    note_newcomer(
        cast.business, cast.alice, at, Came("person", name="Eli Brandt", referrer_typed="Day"), "k1"
    )
    return Evidence.objects.get()


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def to(name: str, evidence: Evidence, business: str = "corner") -> str:
    return reverse(name, args=[business, evidence.code])


def undone(client: Any, page: Any) -> Any:
    return client.post(next(iter(page.wsgi_request._messages)).extra_tags)


def test_a_page_with_nobody_on_it_says_how_to_begin(as_: As) -> None:
    page = words(as_("alice").get(HERE))
    assert "Nobody is known to have sent anyone yet" in page
    assert "/b/corner/came/" in page


def test_it_tells_who_sent_whom_how_we_know_and_whether_they_were_thanked(
    as_: As, cast: Cast, sent: Evidence, at: datetime
) -> None:
    alice = as_("alice")
    thanks = thank_for(sent, at)
    page = words(alice.get(HERE))
    for part in (
        "Dana Okafor",
        "Sent 1 person",
        "Eli Brandt",
        "How we know: your word",
        "to be thanked",
        "today",
    ):
        assert part in page
    assert thanks
    thanks.say(cast.alice, "text", at)
    assert "thanked on March 2, 2026" in words(alice.get(HERE))


def test_who_has_no_day_stands_last_however_new_the_file(
    as_: As, cast: Cast, dana: Person, sent: Evidence, at: datetime
) -> None:
    cal = add_person(cast.business, cast.alice, at - timedelta(days=9), name="Cal Reyes", kind="customer")
    for sender, typed in ((cal, "Cal Reyes"), (dana, "Dana Okafor")):
        newcomer = add_person(cast.business, cast.alice, at, name=f"New of {sender}", kind="customer")
        Evidence.objects.create(
            business=cast.business, kind="file", referrer=sender, referrer_typed=typed, referred=newcomer,
            happened_on=sent.happened_on + timedelta(days=1), at=at, key=typed,
            source=Source.by_hand(cast.business.pk, None, at),
        )  # fmt: skip
    page = as_("alice").get(HERE)
    assert [one.name for one, _words, _traces in page.context["senders"]] == ["Dana Okafor", "Cal Reyes"]
    assert [trace.when for trace in page.context["senders"][0][2]] == ["today", ""]
    told = words(page)
    assert told.count("day not known") == 1  # beside Dana's; of Cal's it is said once, above
    assert "Sent 1 person. When is not known: your file tells only who." in told


def test_whoever_sent_somebody_last_stands_first(as_: As, cast: Cast, sent: Evidence, at: datetime) -> None:
    told = Came(
        "person", name="Lin Wei", referrer_typed="Marek Wolny", is_new_referrer=True, on=date(2026, 3, 1)
    )
    note_newcomer(cast.business, cast.alice, at, told, "k2")
    assert [one.name for one, _words, _traces in as_("alice").get(HERE).context["senders"]] == [
        "Dana Okafor",
        "Marek Wolny",
    ]


def test_what_a_file_tells_has_no_day(as_: As, sent: Evidence) -> None:
    assert "today" in words(as_("alice").get(HERE))
    Evidence.objects.update(kind=Evidence.Kind.FILE)
    assert "today" not in words(as_("alice").get(HERE))


def test_when_they_first_came_is_told_as_that_where_nobody_knows_when_they_were_sent(
    as_: As, sent: Evidence
) -> None:
    page_of_eli = reverse("sent-by", args=["corner", sent.referred.code])
    Referral.objects.update(state="converted", yes_on=date(2026, 2, 10))
    told = "first came on February 10"
    assert told not in words(as_("bob").get(HERE)) + words(as_("bob").get(page_of_eli))
    Evidence.objects.update(kind=Evidence.Kind.FILE)
    page = words(as_("bob").get(HERE))
    assert "When is not known: your file tells only who." in page
    assert f"How we know: your file says so; {told}." in page
    page = words(as_("bob").get(page_of_eli))
    assert f"day not known</span><span>Dana Okafor. How we know: your file says so; {told}." in page
    Referral.objects.update(state="qualified", yes_on=None)
    assert "first came" not in words(as_("bob").get(HERE)) + words(as_("bob").get(page_of_eli))


def test_how_they_found_us_counts_what_was_noted_and_no_file(
    as_: As, cast: Cast, sent: Evidence, at: datetime
) -> None:
    file = Source.objects.create(business=cast.business, kind="file", label="a", at=at, state="here")
    keep_referred_by(cast.business, file, [(sent.referred_id, "Sam", at.date(), "file:1")], at)
    note_newcomer(cast.business, cast.alice, at, Came("ad", name="Lin"), "k2")
    note_newcomer(cast.business, cast.alice, at, Came("ad", name="Sam", on=date(2026, 1, 1)), "k3")
    assert sorted(as_("alice").get(HERE).context["ways"]) == [("An ad", 1), ("Someone sent them", 1)]


def test_a_name_is_given_a_person_and_that_is_undone(as_: As, dana: Person, typed: Evidence) -> None:
    alice = as_("alice")
    assert to("sent-name", typed) in words(alice.get(HERE))
    assert dana.code not in words(alice.get(to("sent-name", typed)))
    assert dana.code in words(alice.get(to("sent-name", typed), {"q": "dana"}))
    page = alice.post(to("sent-name", typed) + "?q=dana", {"sender": dana.code})
    assert page.status_code == 302
    assert ThankYou.objects.get().person == dana
    undone(alice, page)
    typed.refresh_from_db()
    assert (typed.referrer, ThankYou.objects.count()) == (None, 0)


def test_what_was_not_so_does_not_count_until_that_is_undone(as_: As, sent: Evidence, at: datetime) -> None:
    thank_for(sent, at)
    alice = as_("alice")
    page = alice.post(to("sent-not-so", sent))
    sent.refresh_from_db()
    assert sent.withdrawn_at
    assert not ThankYou.objects.exists()
    undone(alice, page)
    sent.refresh_from_db()
    assert sent.withdrawn_at is None
    assert ThankYou.objects.get().is_open


@pytest.mark.parametrize("told", [{}, {"sender": "ZZZZZZZZZZZZ"}, {"sender": "<b>"}], ids=str)
def test_nobody_is_chosen_by_nonsense(as_: As, typed: Evidence, told: dict[str, str]) -> None:
    page = as_("alice").post(to("sent-name", typed) + "?q=dana", told)
    assert page.status_code == 422
    typed.refresh_from_db()
    assert typed.referrer is None


def test_the_newcomer_is_not_offered_as_their_own_sender(as_: As, cast: Cast, typed: Evidence) -> None:
    page = as_("alice").get(to("sent-name", typed), {"q": "Eli"})
    assert page.status_code == 200 and f'value="{typed.referred.code}"' not in words(page)


def test_bob_may_only_look(as_: As, sent: Evidence) -> None:
    bob = as_("bob")
    page = words(bob.get(HERE))
    assert "Eli Brandt" in page
    assert "Not so" not in page
    doors = [
        bob.get(to("sent-name", sent)),
        *(bob.post(to(f"sent-{verb}", sent)) for verb in ("unname", "not-so", "so")),
    ]
    assert [door.status_code for door in doors] == [403] * 4


def test_the_newcomers_page_leads_to_where_a_name_is_given_a_person(as_: As, typed: Evidence) -> None:
    page = reverse("person", args=["corner", typed.referred.code])
    assert f'href="{to("sent-name", typed)}"' in words(as_("hugo").get(page))
    assert to("sent-name", typed) not in words(as_("bob").get(page))


def test_those_of_one_name_are_told_apart_by_what_is_their_own(
    as_: As, cast: Cast, typed: Evidence, at: datetime
) -> None:
    ways: tuple[dict[str, str], ...] = ({"email": "day@home.example"}, {"phone": "+12075550144"}, {})
    days = [add_person(cast.business, cast.alice, at, name="Day", kind="ally", **way) for way in ways]
    page = as_("alice").get(to("sent-name", typed))
    labels = [label for _code, label in page.context["form"].fields["sender"].choices]
    own = ("day@home.example", "+12075550144", days[2].number)
    assert sorted(label.rpartition(", ")[2] for label in labels if label.startswith("Day")) == sorted(own)


def test_charlie_sees_nothing_of_it(as_: As, sent: Evidence) -> None:
    charlie = as_("charlie")
    assert charlie.get(HERE).status_code == 404
    assert "Dana" not in words(charlie.get("/b/florist/who-sent-who/"))
    doors = [charlie.post(to(f"sent-{verb}", sent, "florist")) for verb in ("name", "unname", "not-so", "so")]
    assert [door.status_code for door in doors] == [404] * 4


def test_a_helper_does_not_see_who_was_left_out(
    as_: As, cast: Cast, dana: Person, sent: Evidence, at: datetime
) -> None:
    leave_out(sent.referred, cast.alice, at)
    assert "Eli Brandt" not in words(as_("hugo").get(HERE))
    assert as_("hugo").post(to("sent-not-so", sent)).status_code == 404
    assert "Eli Brandt" in words(as_("alice").get(HERE))


def test_nonsense_in_the_address_is_the_first_page(as_: As, sent: Evidence) -> None:
    for typed in ("-1", "x", "9" * 30, "²"):
        assert as_("alice").get(HERE, {"from": typed}).status_code == 200


def test_a_get_changes_nothing(as_: As, sent: Evidence) -> None:
    for verb in ("unname", "not-so", "so"):
        assert as_("alice").get(to(f"sent-{verb}", sent)).status_code == 405


def test_who_only_says_that_they_are_coming_is_not_among_those_sent(
    as_: As, cast: Cast, dana: Person, sent: Evidence, at: datetime
) -> None:
    link = make_link(dana, cast.alice, at)
    told = {"name": "Zoe Park", "reach": "zoe@p.example", "page": ""}
    as_(None).post(reverse("landing", args=[link.token]), told)
    page = words(as_("alice").get(HERE))
    assert "Sent 1 person, and one says they are coming" in page
    assert page.count(">says they are coming<") == 1
    sent.delete()
    page = words(as_("alice").get(HERE))
    assert "One says they are coming" in page and "Sent 1 person" not in page
