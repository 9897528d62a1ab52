from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.conftest import Cast
from goodword.gratitude.measure import thank_for
from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Decision, Evidence, Referral
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.redeciding import redecide
from goodword.sales.hand import add_sale, give_back
from goodword.talks.models import Hold

from .test_sent import As, words


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Dana Okafor", kind="customer")


@pytest.fixture
def ruth(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Ruth Fenwick", kind="ally")


@pytest.fixture
def eli(cast: Cast, dana: Person, at: datetime) -> Person:
    told = Came("person", name="Eli Brandt", referrer=dana)
    return note_newcomer(cast.business, cast.alice, at, told, "k1").person


def page_of(person: Person, business: str = "corner") -> str:
    return reverse("sent-by", args=[business, person.code])


def decided(client: Any, eli: Person, sender: str, **more: str) -> Any:
    told = {"sender": sender, "why": "she told me", "key": "abc"} | more
    return client.post(page_of(eli) + "?q=ruth", told)


def test_it_tells_every_trace_and_what_counts(as_: As, eli: Person) -> None:
    page = words(as_("bob").get(page_of(eli)))
    assert "Who sent Eli Brandt?" in page and "Dana Okafor. How we know: your word." in page
    assert "Counts." in page and "Was it otherwise?" not in page


def test_who_decides_otherwise_sees_it_kept_and_thanks_follow(as_: As, eli: Person, ruth: Person) -> None:
    alice = as_("alice")
    page = decided(alice, eli, ruth.code)
    assert page.status_code == 302
    assert Referral.objects.get().referrer == ruth
    assert [one.person for one in ThankYou.objects.all() if one.is_open] == [ruth]
    shown = words(alice.get(page_of(eli)))
    assert "by your own word" in shown and "she told me" in shown and "you decided otherwise" in shown
    alice.post(next(iter(page.wsgi_request._messages)).extra_tags)
    assert Referral.objects.get().referrer != ruth
    assert "by your own word" not in words(alice.get(page_of(eli)))


def open_thanks() -> list[str]:
    return [str(one.person) for one in ThankYou.objects.order_by("pk") if one.is_open]


@pytest.mark.parametrize("days", [0, 200], ids=["told today", "thanks that have waited for long"])
def test_let_the_traces_decide_brings_the_first_sender_s_thanks_back(
    as_: As, cast: Cast, eli: Person, ruth: Person, at: datetime, days: int
) -> None:
    trace = Evidence.objects.get()
    thank_for(trace, at)
    Evidence.objects.update(happened_on=trace.happened_on - timedelta(days=days))
    alice = as_("alice")
    decided(alice, eli, ruth.code)
    assert open_thanks() == ["Ruth Fenwick"]
    rule = reverse("sent-by-rule", args=["corner", Decision.objects.get().code])
    for _press in range(2):
        alice.post(rule)
        assert open_thanks() == ["Dana Okafor"]
    assert Hold.objects.filter(person__name="Dana Okafor").count() == 1


def test_who_was_thanked_before_is_not_thanked_again_by_an_undo(
    as_: As, cast: Cast, eli: Person, ruth: Person, at: datetime
) -> None:
    thanks = thank_for(Evidence.objects.get(), at)
    assert thanks
    thanks.say(cast.alice, "visit", at)
    page = decided(as_("alice"), eli, ruth.code)
    as_("alice").post(next(iter(page.wsgi_request._messages)).extra_tags)
    assert open_thanks() == []
    assert ThankYou.objects.get().said_at


def test_nobody_sent_them(as_: As, eli: Person) -> None:
    assert decided(as_("alice"), eli, "nobody").status_code == 302
    assert Referral.objects.get().state == "denied"
    assert "they came by themselves" in words(as_("alice").get(page_of(eli)))


def test_the_same_form_twice_is_one_decision(as_: As, eli: Person, ruth: Person) -> None:
    for _press in range(2):
        decided(as_("alice"), eli, ruth.code)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "told",
    [{"sender": ""}, {"sender": "ZZZZZZZZZZZZ"}, {"why": ""}, {"key": ""}, {"why": "x" * 300}],
    ids=str,
)
def test_nonsense_decides_nothing(as_: As, eli: Person, ruth: Person, told: dict[str, str]) -> None:
    page = as_("alice").post(page_of(eli) + "?q=ruth", {"sender": ruth.code, "why": "x", "key": "k"} | told)
    assert page.status_code == 422 and not Decision.objects.exists()


def test_money_given_back_is_told_as_sent_and_not_as_a_yes(
    as_: As, cast: Cast, eli: Person, on: date, at: datetime
) -> None:
    sale = add_sale(cast.business, cast.alice, at, person=eli, cents=900)
    redecide(cast.business, {eli.pk})

    def told() -> bool:
        return "counts as sent, and thanks are due for it, but not as a yes" in words(
            as_("bob").get(page_of(eli))
        )

    def given_back(cents: int) -> str:
        give_back(sale, cast.alice, at, cents=cents, on=on)
        redecide(cast.business, {eli.pk})
        return Referral.objects.get().state

    assert not told()
    assert given_back(400) == "converted" and not told()
    assert given_back(500) == "qualified" and told()
    add_sale(cast.business, cast.alice, at, person=eli, cents=300)
    redecide(cast.business, {eli.pk})
    assert not told()


def test_a_circle_is_refused_in_words(as_: As, eli: Person, dana: Person) -> None:
    page = as_("alice").post(page_of(dana) + "?q=eli", {"sender": eli.code, "why": "x", "key": "k"})
    assert page.status_code == 422 and "comes first in that chain" in words(page)


def test_not_counted_traces_are_told_on_the_page_of_all(as_: As, eli: Person, ruth: Person) -> None:
    decided(as_("alice"), eli, ruth.code)
    page = words(as_("alice").get("/b/corner/who-sent-who/"))
    assert "Not counted" in page and "you decided otherwise" in page


def test_bob_may_only_look(as_: As, eli: Person, ruth: Person) -> None:
    assert decided(as_("bob"), eli, ruth.code).status_code == 403
    decided(as_("alice"), eli, ruth.code)
    undo = reverse("sent-by-rule", args=["corner", Decision.objects.get().code])
    assert as_("bob").post(undo).status_code == 403
    assert as_("alice").get(undo).status_code == 405


def test_charlie_cannot_tell_that_it_exists(as_: As, eli: Person, ruth: Person) -> None:
    decided(as_("alice"), eli, ruth.code)
    charlie = as_("charlie")
    assert charlie.get(page_of(eli)).status_code == 404
    assert charlie.get(page_of(eli, "florist")).status_code == 404
    undo = reverse("sent-by-rule", args=["florist", Decision.objects.get().code])
    assert charlie.post(undo).status_code == 404


def test_looking_for_another_name_keeps_what_was_typed_and_chosen(
    as_: As, eli: Person, dana: Person, ruth: Person
) -> None:
    alice = as_("alice")
    told = {"sender": dana.code, "why": "she told me so", "key": "abc", "q": "", "looked_for": ""}
    page = alice.post(page_of(eli), told | {"q": "dana", "find": "1"})
    assert page.status_code == 200 and not Decision.objects.exists()
    assert 'value="she told me so"' in words(page) and 'value="abc"' in words(page)
    assert f'value="{dana.code}"' in words(page) and page.context["form"]["sender"].value() == dana.code
    found = alice.post(page_of(eli), told | {"q": "ruth", "find": "1"})
    assert f'value="{ruth.code}"' in words(found) and 'name="looked_for" value="ruth"' in words(found)
    kept = alice.post(page_of(eli), told | {"sender": ruth.code, "q": "something else", "looked_for": "ruth"})
    assert kept.status_code == 302
    assert (Referral.objects.get().referrer, Decision.objects.get().why) == (ruth, "she told me so")


def test_bob_looks_for_nobody(as_: As, eli: Person) -> None:
    assert as_("bob").post(page_of(eli), {"find": "1", "q": "ruth"}).status_code == 403
