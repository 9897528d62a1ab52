"""What is told of each kind of event, with real ones of every room."""

import json
from datetime import timedelta

import pytest

from goodword.api.events import EVENTS
from goodword.api.telling import SHOWN
from goodword.gratitude.models import ThankYou
from goodword.introductions import introducing
from goodword.introductions.noting import note
from goodword.listening import testimonials
from goodword.people import hand
from goodword.people.same import claims_of, merge
from goodword.referrals.overruling import let_the_rule_decide, overrule
from goodword.referrals.settling import resettle
from goodword.referrals.sharing import make_link
from goodword.talks.models import Ask

from .test_hooks import hook, receiver, told, work

__all__ = ["hook", "receiver"]


@pytest.fixture
def dana(cast, at):
    return hand.add_person(
        cast.business, cast.alice, at - timedelta(days=30), name="Dana Brook", kind="customer"
    )


@pytest.fixture
def eli(cast, at):
    return hand.add_person(
        cast.business, cast.alice, at - timedelta(days=30), name="Eli Reed", kind="customer"
    )


@pytest.fixture
def events(dana, eli, hook, receiver, cast, at):
    """All that was told of since, by type."""

    def since(at=at):
        work(at)
        assert not any(
            "Brook" in json.dumps(one["data"]) for one in told(receiver) if "person." not in one["type"]
        )
        return {one["type"]: one["data"] for one in told(receiver)}

    return since


def test_every_event_has_its_data():
    assert {name.partition(".")[0] for name in EVENTS} == set(SHOWN)


def test_an_ask(events, dana, cast, at):
    asked = Ask.objects.create(business=cast.business, person=dana, play="a", words="Dear Dana Brook", at=at)
    asked.send(cast.alice, at)
    assert events()["ask.sent"] == {
        "code": asked.code, "person": dana.code, "state": "waiting", "answer": None, "sent_on": "2026-03-02",
    }  # fmt: skip
    asked.hear(Ask.Answer.YES, cast.alice, at)
    assert events(at + timedelta(minutes=1))["ask.answered"]["answer"] == "yes"


def test_a_link_to_pass_on(events, dana, cast, at):
    link = make_link(dana, cast.alice, at)
    assert events()["share_link.created"] == {
        "code": link.code, "person": dana.code, "token": link.token, "spoken": link.spoken,
    }  # fmt: skip


def test_who_sent_somebody(events, dana, eli, cast, at):
    decision = overrule(eli, dana, "She said so", cast.alice, at, "1")
    found = events()["referral.reassigned"]
    assert (found["referrer"], found["referred"]) == (dana.code, eli.code)
    let_the_rule_decide(decision, cast.alice, at + timedelta(minutes=1))
    later = events(at + timedelta(minutes=2))["referral.reassigned"]
    assert later == {"code": decision.code} or later["referrer"] is None


def test_an_introduction(events, dana, eli, cast, at):
    who = (cast.alice, at)
    made = introducing.wish(
        note(dana, "need", "a plumber", *who, "1"), note(eli, "offer", "plumbing", *who, "2"), *who
    )
    for side in ("one", "other"):
        introducing.ask(made, side, *who)
        introducing.hear(made, side, "yes", *who)
    introducing.make(made, *who)
    found = events()
    assert found["introduction.agreed"] == found["introduction.made"]
    assert found["introduction.made"] == {
        "code": made.code,
        "one": dana.code,
        "other": eli.code,
        "state": "made",
    }


def test_thanks(events, dana, eli, cast, on, at):
    reason = ThankYou.Reason.values[0]
    thanks = ThankYou.open_for(dana, reason, room="test", row="1", since=on, at=at, newcomer=eli)
    thanks.say(cast.alice, "call", at)
    found = events()["thank_you.sent"]
    assert (found["person"], found["newcomer"], found["state"]) == (dana.code, eli.code, "said")


def test_words_are_told_only_while_they_may_be_shown(events, dana, cast, at):
    said = testimonials.note(dana, "The rolls!", "D. B.", "a friend", cast.alice, at, "1")
    found = events()["testimonial.published"]
    assert (found["person"], found["text"], found["signed"]) == (dana.code, "The rolls!", "D. B., a friend")
    testimonials.take_back(said, at + timedelta(minutes=1), cast.alice)
    assert set(events(at + timedelta(minutes=2))["testimonial.withdrawn"]) == {"code", "person", "state"}


def test_a_person_who_changed_and_two_who_are_one(events, dana, eli, cast, at):
    hand.add_way(dana, cast.alice, at, "email", "dana@brook.example")
    assert events()["person.updated"]["email_addresses"][0]["address"] == "dana@brook.example"
    resettle(cast.business, claims_of(merge(dana, eli, cast.alice, at)), at)
    found = events(at + timedelta(minutes=1))["person.merged"]
    assert set(found["identifiers"]) >= {f"goodword:{dana.code}", f"goodword:{eli.code}"}
