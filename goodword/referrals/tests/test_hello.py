"""Whoever comes says who sent them; the page tells them nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Job
from goodword.conftest import Cast
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Newcomer, Referral
from goodword.referrals.settling import resettle
from goodword.referrals.sharing import make_link
from goodword.sales.hand import add_sale

As = Callable[..., Any]
HERE = "/hello/corner/"
ELI = {
    "how": "person",
    "who": "Dana Okafor",
    "name": "Eli Brandt",
    "reach": "eli@b.example",
    "may_name": "on",
}
READY = "goodword.referrals.hello.public_url_ready"


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    cast.business.asks_newcomers = True
    cast.business.save()
    told = {"kind": "customer", "email": "dana@o.example"}
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Dana Okafor", **told)


def tell(as_: As, status: int = 200, **more: str) -> str:
    page = as_(None).post(HERE, ELI | more)
    assert page.status_code == status
    return str(page.content.decode())


def settle(cast: Cast, at: datetime) -> None:
    """What the worker does a moment later."""
    for job in Job.objects.filter(name="referrals.resettle"):
        resettle(cast.business, job.args["claims"], at)


def test_a_name_that_one_person_bears_is_theirs(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    assert "we&#x27;ll tell them" in tell(as_) or "we'll tell them" in tell(as_)
    settle(cast, at)
    evidence, newcomer = Evidence.objects.get(), Newcomer.objects.get()
    assert (evidence.kind, evidence.referrer, evidence.member) == ("typed", dana, None)
    assert (newcomer.how, newcomer.may_name, newcomer.person.name) == ("person", True, "Eli Brandt")
    assert Referral.objects.get().referrer == dana


@pytest.mark.parametrize("who", ["Dana", "Dana Okafour", "Nobody Known", "D. O."])
def test_any_other_name_waits_for_the_owner_and_the_page_says_the_same(
    as_: As, cast: Cast, dana: Person, at: datetime, who: str
) -> None:
    said, known = tell(as_, who=who), tell(as_, reach="mia@l.example", name="Mia Lund")
    assert said == known and "Dana" not in said
    settle(cast, at)
    evidence = Evidence.objects.get(referrer_typed=who)
    assert (evidence.referrer, evidence.kind) == (None, "typed")
    assert Referral.objects.get(referred=evidence.referred).state == "pending"


def test_a_code_is_a_code(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    tell(as_, who=make_link(dana, cast.alice, at).said)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer) == ("code", dana)


def test_a_name_that_comes_into_the_books_later_is_found_then(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    tell(as_, who="Ruth Fenwick")
    ruth = add_person(cast.business, cast.alice, at, name="Ruth Fenwick", kind="ally")
    resettle(cast.business, list(ruth.claims.values_list("pk", flat=True)), at)
    assert Evidence.objects.get().referrer == ruth


def test_the_same_twice_is_once_and_another_name_is_another_trace(as_: As, dana: Person) -> None:
    tell(as_)
    tell(as_, who="dana  okafor", reach="ELI@B.example")
    assert (Newcomer.objects.count(), Evidence.objects.count()) == (1, 1)
    tell(as_, who="Ruth")
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize("how", ["ad", "search", "walked", "article", "unknown"])
def test_who_came_by_themselves_is_kept_with_how(as_: As, dana: Person, how: str) -> None:
    tell(as_, how=how, who="")
    assert Newcomer.objects.get().how == how and not Evidence.objects.exists()


def test_nobody_sends_themselves_and_a_customer_was_not_sent(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    tell(as_, reach="dana@o.example")
    assert not Evidence.objects.exists()
    sold = {"cents": 500, "on": cast.business.day_of(at) - timedelta(days=3)}
    walter = add_person(cast.business, cast.alice, at, name="Walter Brandt", email="walter@b.example")
    add_sale(cast.business, cast.alice, at, person=walter, **sold)
    tell(as_, name="Walter Brandt", reach="walter@b.example")
    settle(cast, at)
    assert Evidence.objects.get().lost == "late"


def test_all_that_is_wrong_is_told_at_once(as_: As, dana: Person) -> None:
    page = tell(as_, 422, how="bird", name=" ", reach="me")
    for words in ("Write a mail address like", "This is needed.", "Choose one of these."):
        assert words in page
    assert "Choose “Somebody told me”" in tell(as_, 422, how="ad")
    assert not Newcomer.objects.exists()


def test_programs_and_crowds_bring_nobody(as_: As, dana: Person) -> None:
    assert "Thank you" in tell(as_, page="x")
    assert not Newcomer.objects.exists()
    for n in range(3):
        tell(as_, reach=f"eli{n}@b.example")
    assert "Several people have told us" in tell(as_, 422, reach="eli9@b.example")
    assert Newcomer.objects.count() == 3


def test_it_is_there_only_while_it_is_open(as_: As, cast: Cast, dana: Person) -> None:
    alice, page = as_("alice"), reverse("hello-page", args=["corner"])
    assert as_(None).get(HERE).status_code == 200
    alice.post(page, {"do": "close"})
    assert as_(None).get(HERE).status_code == as_(None).post(HERE, ELI).status_code == 404
    assert as_(None).get("/hello/florist/").status_code == 404
    alice.post(page, {"do": "open"})
    assert as_(None).get(HERE).status_code == 200


def test_only_an_owner_opens_it(as_: As, dana: Person) -> None:
    page = reverse("hello-page", args=["corner"])
    assert [as_(who).post(page, {"do": "close"}).status_code for who in ("hugo", "bob", "charlie")] == [
        403,
        403,
        404,
    ]
    assert as_(None).get(HERE).status_code == 200


def test_the_sign_is_a_pdf_once_the_world_can_open_the_page(
    as_: As, dana: Person, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, sign = as_("alice"), reverse("hello-sign", args=["corner"])
    assert alice.get(sign).status_code == 404
    assert "GOODWORD_URL" in alice.get(reverse("hello-page", args=["corner"])).content.decode()
    settings.PUBLIC_URL = "https://goodword.example"
    monkeypatch.setattr(READY, lambda: True)
    assert alice.get(sign).content.startswith(b"%PDF")
    page = alice.get(reverse("hello-page", args=["corner"])).content.decode()
    assert "https://goodword.example/hello/corner/" in page and "<svg" in page


def test_at_a_practice_nobody_is_named(as_: As, cast: Cast, dana: Person) -> None:
    cast.business.kind = "practice"
    cast.business.save()
    assert "may hear" not in as_(None).get(HERE).content.decode()
    tell(as_)
    assert not Newcomer.objects.get().may_name
