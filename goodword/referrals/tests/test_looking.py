"""What is worth a look counts all the same, is told, and is ended by the owner's word."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Source
from goodword.conftest import Cast
from goodword.lib.mails import is_throwaway
from goodword.people.hand import add_person, sort_as
from goodword.people.models import Household, Person
from goodword.referrals.arriving import Arriving, keep_newcomer
from goodword.referrals.models import Decision, Evidence, Newcomer, Referral, ShareLink
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.redeciding import redecide
from goodword.referrals.sharing import make_link
from goodword.sales.by_software import tell_sale
from goodword.sales.cards import Cards

As = Callable[..., Any]


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(
        cast.business,
        cast.alice,
        at - timedelta(days=9),
        name="Dana Okafor",
        kind="customer",
        phone="+12125550142",
    )


@pytest.fixture
def link(cast: Cast, dana: Person, at: datetime) -> ShareLink:
    return make_link(dana, cast.alice, at)


def arrive(link: ShareLink, name: str, reach: str, at: datetime, visitor: str = "v1") -> Person:
    kind = "email" if "@" in reach else "phone"
    kept = keep_newcomer(link, Arriving(name, kind, reach, reach, may_name=False), "link", visitor, at)
    assert kept is not None
    return kept.person


def look(person: Person) -> str:
    return Referral.objects.get(referred=person).look


def test_a_stranger_with_an_address_of_their_own_is_not_looked_at(link: ShareLink, at: datetime) -> None:
    assert look(arrive(link, "Eli Brandt", "eli@b.example", at)) == ""


def test_who_live_together_are(cast: Cast, link: ShareLink, dana: Person, at: datetime) -> None:
    eli = arrive(link, "Eli Okafor", "eli@b.example", at)
    home = Household.objects.create(business=cast.business, name="The Okafors")
    Person.objects.filter(pk__in=[dana.pk, eli.pk]).update(household=home)
    redecide(cast.business, {eli.pk})
    referral = Referral.objects.get()
    assert (referral.look, referral.state, referral.referrer) == ("home", "qualified", dana)


def test_and_who_share_a_phone(cast: Cast, link: ShareLink, dana: Person, at: datetime) -> None:
    eli = arrive(link, "Eli Okafor", "eli@b.example", at)
    eli.ways.update(kind="phone", key="+12125550142")
    redecide(cast.business, {eli.pk})
    assert look(eli) == "way"
    eli.ways.update(is_wrong=True)
    redecide(cast.business, {eli.pk})
    assert look(eli) == ""


def pays(person: Person, card: str, at: datetime, number: str) -> None:
    """As a till tells it."""
    shop = person.business
    till = Source.objects.get_or_create(business=shop, kind="api", label="till", at=at, state="here")[0]
    told: dict[str, Any] = {"goods_cents": 700, "currency": "USD", "on": shop.day_of(at), "says": "counted"}
    marked = Cards(shop.pk).hashed(card)
    tell_sale(shop, till, at, account="", number=number, person=person, card=marked, **told)


@pytest.mark.parametrize("first", ["dana", "eli"])
def test_and_who_paid_with_one_card_whoever_paid_first(
    cast: Cast, link: ShareLink, dana: Person, at: datetime, first: str
) -> None:
    eli = arrive(link, "Eli Brandt", "eli@b.example", at)
    one, other = (dana, eli) if first == "dana" else (eli, dana)
    pays(one, "visa 4242", at, "1")
    redecide(cast.business, {one.pk})
    assert look(eli) == ""
    pays(other, "visa 4242", at, "2")
    redecide(cast.business, {other.pk})
    assert look(eli) == "card" and Referral.objects.get().state == "converted"


def test_another_card_or_the_same_of_somebody_else_is_no_matter(
    cast: Cast, link: ShareLink, dana: Person, at: datetime
) -> None:
    eli = arrive(link, "Eli Brandt", "eli@b.example", at)
    mia = arrive(link, "Mia Lund", "mia@l.example", at, "v2")
    for n, (who, card) in enumerate([(dana, "visa 4242"), (eli, "visa 1111"), (mia, "visa 1111")]):
        pays(who, card, at, str(n))
    redecide(cast.business)
    assert (look(eli), look(mia)) == ("", "")


def test_all_that_may_be_worth_a_look_at_once_has_room(
    cast: Cast, link: ShareLink, dana: Person, at: datetime
) -> None:
    people = [arrive(link, f"Eli {n}", f"eli{n}@mailinator.com", at) for n in range(3)]
    home = Household.objects.create(business=cast.business, name="The Okafors")
    Person.objects.filter(pk__in=[dana.pk, people[0].pk]).update(household=home)
    people[0].ways.create(
        claim=people[0].claims.get(), business=cast.business, kind="phone", key="+12125550142", value="1"
    )
    pays(dana, "visa 4242", at, "1")
    pays(people[0], "visa 4242", at, "2")
    redecide(cast.business)
    assert look(people[0]) == "burst card home mail way"


@pytest.mark.parametrize(
    ("mail", "is_one"),
    [
        ("a@mailinator.com", True),
        ("a@sub.mailinator.com", True),
        ("a@gmail.com", False),
        ("mailinator.com@b.example", False),
        ("", False),
    ],
)
def test_mail_for_an_hour_is_known_by_its_service(mail: str, is_one: bool) -> None:
    assert is_throwaway(mail) is is_one


def test_who_gives_such_mail_is_looked_at(link: ShareLink, at: datetime) -> None:
    assert look(arrive(link, "Eli Brandt", "eli@mailinator.com", at)) == "mail"


def test_three_from_one_place_on_one_day_are(link: ShareLink, at: datetime) -> None:
    people = [arrive(link, f"Eli {n}", f"eli{n}@b.example", at) for n in range(2)]
    assert [look(one) for one in people] == ["", ""]
    other = arrive(link, "Mia Lund", "mia@l.example", at, "v2")
    people.append(arrive(link, "Eli 2", "eli2@b.example", at))
    assert [look(one) for one in people] == ["burst"] * 3
    assert look(other) == ""


def test_what_a_member_saw_is_not_doubted(cast: Cast, dana: Person, at: datetime) -> None:
    eli = note_newcomer(
        cast.business, cast.alice, at, Came("person", name="Eli Okafor", referrer=dana), "k1"
    ).person
    home = Household.objects.create(business=cast.business, name="The Okafors")
    Person.objects.filter(pk__in=[dana.pk, eli.pk]).update(household=home)
    redecide(cast.business, {eli.pk})
    assert look(eli) == ""
    Evidence.objects.update(kind="slip")
    redecide(cast.business, {eli.pk})
    assert look(eli) == "home"


def test_the_pages_tell_it_and_the_owner_ends_it(
    as_: As, dana: Person, link: ShareLink, at: datetime
) -> None:
    eli = arrive(link, "Eli Brandt", "eli@mailinator.com", at)
    alice, here = as_("alice"), reverse("sent-by", args=["corner", eli.code])
    sort_as(eli, "customer", None, at)
    assert "used once and thrown away" in alice.get(reverse("sent", args=["corner"])).content.decode()
    page = alice.get(here).content.decode()
    assert "Yes, Dana Okafor sent them" in page
    told = {"sender": dana.code, "why": "Looked at: it was so.", "key": "K" * 12}
    assert alice.post(here, told).status_code == 302
    assert look(eli) == "" and Decision.objects.get().referrer == dana
    assert "Worth a look" not in alice.get(here).content.decode()


def test_whom_a_helper_may_not_see_is_not_told_there(as_: As, link: ShareLink, at: datetime) -> None:
    arrive(link, "Eli Brandt", "eli@mailinator.com", at)
    assert Newcomer.objects.get().person.is_sorted is False
    assert "Eli Brandt" not in as_("bob").get(reverse("sent", args=["corner"])).content.decode()
