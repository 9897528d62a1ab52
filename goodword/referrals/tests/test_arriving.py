"""A newcomer says on the page that they are coming: kept once, credited to the link, and told nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Job
from goodword.conftest import Cast
from goodword.gratitude.measure import open_thanks
from goodword.gratitude.models import ThankYou
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Newcomer, Referral, ShareLink
from goodword.referrals.settling import resettle
from goodword.referrals.sharing import make_link, stop
from goodword.sales.hand import add_sale

As = Callable[..., Any]
ELI = {"name": "Eli Brandt", "reach": "eli@b.example", "may_name": "on", "page": ""}


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(
        cast.business, cast.alice, at, name="Dana Okafor", kind="customer", email="dana@o.example"
    )


@pytest.fixture
def link(cast: Cast, dana: Person, at: datetime) -> ShareLink:
    return make_link(dana, cast.alice, at)


def tell(client: Any, link: ShareLink, told: dict[str, str] = ELI, status: int = 200, **more: Any) -> str:
    page = client.post(reverse("landing", args=[link.token]), told, **more)
    assert page.status_code == status
    return str(page.content.decode())


def settle(cast: Cast, at: datetime) -> None:
    """What the worker does a moment later."""
    for job in Job.objects.filter(name="referrals.resettle"):
        resettle(cast.business, job.args["claims"], at)


def test_who_says_so_is_in_the_books_sent_by_the_link_s_own(
    as_: As, cast: Cast, dana: Person, link: ShareLink, at: datetime
) -> None:
    assert "We look forward" in tell(as_(None), link)
    eli = Person.objects.get(name="Eli Brandt")
    assert (eli.kind, eli.email) == ("unsorted", "eli@b.example")
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer, evidence.referred) == ("link", dana, eli)
    referral = Referral.objects.get()
    assert (referral.referrer, referral.state) == (dana, "qualified")
    assert Newcomer.objects.get().may_name
    settle(cast, at)
    add_sale(
        cast.business,
        cast.alice,
        at,
        person=eli,
        on=cast.business.day_of(at),
        cents=500,
        currency="USD",
        key="s",
    )
    open_thanks(cast.business, cast.business.day_of(at), at)
    assert ThankYou.objects.get(reason="sent").person == dana


def test_told_twice_is_told_once_however_it_is_written(
    as_: As, cast: Cast, link: ShareLink, at: datetime
) -> None:
    tell(as_(None), link)
    tell(as_(None), link, ELI | {"reach": " ELI@B.example", "name": "Eli B."})
    settle(cast, at)
    settle(cast, at)
    assert (Newcomer.objects.count(), Evidence.objects.count(), Person.objects.count()) == (1, 1, 2)


def test_whom_the_books_know_already_was_not_sent_and_nobody_is_told(
    as_: As, cast: Cast, link: ShareLink, at: datetime
) -> None:
    eli = add_person(cast.business, cast.alice, at, name="Eli Brandt", kind="customer", email="eli@b.example")
    add_sale(
        cast.business,
        cast.alice,
        at,
        person=eli,
        on=cast.business.day_of(at).replace(day=1),
        cents=500,
        currency="USD",
        key="s",
    )
    assert "We look forward" in tell(as_(None), link)
    settle(cast, at)
    assert Person.objects.filter(name="Eli Brandt").count() == 1
    assert Evidence.objects.get().lost == "late"
    assert Referral.objects.get().state == "void"


def test_nobody_sends_themselves(as_: As, link: ShareLink) -> None:
    assert "We look forward" in tell(as_(None), link, ELI | {"reach": "dana@o.example"})
    assert not Newcomer.objects.exists() and not Evidence.objects.exists() and Person.objects.count() == 1


def test_a_program_that_fills_in_everything_brings_nobody(as_: As, link: ShareLink) -> None:
    assert "We look forward" in tell(as_(None), link, ELI | {"page": "https://spam.example"})
    assert not Newcomer.objects.exists()


def test_a_burst_from_one_place_is_refused_in_words(as_: As, link: ShareLink) -> None:
    for n in range(3):
        tell(as_(None), link, ELI | {"reach": f"eli{n}@b.example"})
    page = tell(as_(None), link, ELI | {"reach": "eli4@b.example"}, 422)
    assert "Just come by, or call us." in page and Newcomer.objects.count() == 3
    tell(as_(None), link, ELI | {"reach": "eli4@b.example"}, REMOTE_ADDR="198.51.100.7")
    assert Newcomer.objects.count() == 4


def test_all_that_is_wrong_is_told_at_once(as_: As, link: ShareLink) -> None:
    page = tell(as_(None), link, {"name": "", "reach": "nowhere"}, 422)
    assert "This is needed." in page and "Write a mail address" in page and "nowhere" in page
    assert not Newcomer.objects.exists()


def test_a_stopped_link_credits_nobody(as_: As, cast: Cast, link: ShareLink, at: datetime) -> None:
    stop(link, cast.alice, at)
    assert "We look forward" in tell(as_(None), link)
    assert not Evidence.objects.exists()


def test_at_a_practice_nobody_is_named_to_anybody(as_: As, cast: Cast, link: ShareLink) -> None:
    cast.business.kind = "practice"
    cast.business.save()
    assert "may hear" not in as_(None).get(reverse("landing", args=[link.token])).content.decode()
    tell(as_(None), link)
    assert not Newcomer.objects.get().may_name


def test_who_comes_by_the_square_code_is_told_apart_and_is_the_same_newcomer(
    as_: As, dana: Person, link: ShareLink
) -> None:
    client, by_square = as_(None), reverse("landing-qr", args=[link.token])
    assert "I'm coming" in client.get(by_square).content.decode()
    client.post(by_square, ELI)
    tell(client, link)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer) == ("qr", dana)
