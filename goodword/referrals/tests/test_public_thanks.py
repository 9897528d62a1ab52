"""Thanks that everybody may read: only by a yes, and gone at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.people.models import Person
from goodword.referrals.models import PublicThanks
from goodword.referrals.public_thanks import agree, agreed, let_stand, names_thanked, take_back
from goodword.referrals.sharing import make_link
from goodword.talks.tests.people import someone

As = Callable[..., Any]


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


def page(person: Person, business: str = "corner") -> str:
    return f"/b/{business}/people/{person.code}/public-thanks/"


def landing(as_: As, cast: Cast, dana: Person, at: datetime) -> str:
    link = make_link(dana, cast.alice, at)
    return str(as_(None).get(reverse("landing", args=[link.token])).content.decode())


def test_the_yes_is_kept_with_its_words_and_the_name_stands_on_the_page(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    assert "We thank" not in landing(as_, cast, dana, at)
    assert "May we thank you by your given name" in as_("hugo").get(page(dana)).content.decode()
    after = as_("hugo").post(page(dana), {"name": " Dana  O. ", "said_yes": "on"}, follow=True)
    assert "thanks “Dana O.”" in after.content.decode()
    told = PublicThanks.objects.get()
    assert (told.agreed_at, told.member) == (at, cast.hugo) and "May we thank you" in told.consent
    assert "We thank: Dana O.<" in landing(as_, cast, dana, at)


def test_taken_back_it_is_gone_at_once_and_that_can_be_undone(
    as_: As, cast: Cast, dana: Person, at: datetime
) -> None:
    told = agree(dana, "Dana", cast.alice, at)
    assert agree(dana, "Dana Okafor", cast.alice, at) == told
    back = f"/b/corner/public-thanks/{told.code}/back/"
    assert as_("alice").get(back).status_code == 405
    assert "gone from the page" in as_("alice").post(back, follow=True).content.decode()
    assert "We thank" not in landing(as_, cast, dana, at)
    assert "It is undone." in as_("alice").post(f"{back}?do=stand", follow=True).content.decode()
    assert names_thanked(cast.business) == ["Dana"]


def test_an_old_yes_is_not_put_beside_a_new_one(cast: Cast, dana: Person, at: datetime) -> None:
    told = agree(dana, "Dana", cast.alice, at)
    take_back(told, cast.alice, at)
    new = agree(dana, "D.", cast.alice, at)
    assert not let_stand(told, cast.alice, at)
    assert agreed(dana) == new and names_thanked(cast.business) == ["D."]


def test_without_a_yes_nothing_is_kept_and_all_is_told(as_: As, dana: Person) -> None:
    answer = as_("alice").post(page(dana), {"name": ""})
    told = answer.content.decode()
    assert (
        answer.status_code == 422 and "This is needed." in told and "Without a yes nobody is named." in told
    )
    assert not PublicThanks.objects.exists()


def test_a_practice_thanks_nobody_in_public(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    agree(dana, "Dana", cast.alice, at)
    cast.business.kind = "practice"
    cast.business.save()
    walter = someone(cast.business, "Walter Brandt")
    after = (
        as_("alice").post(page(walter), {"name": "Walter", "said_yes": "on"}, follow=True).content.decode()
    )
    assert "A practice thanks nobody in public" in after
    assert names_thanked(cast.business) == [] and PublicThanks.objects.count() == 1


def test_who_may_only_look_and_who_may_not(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    assert "said_yes" not in as_("bob").get(page(dana)).content.decode()
    assert as_("bob").post(page(dana), {"name": "Dana", "said_yes": "on"}).status_code == 403
    assert as_("charlie").get(page(dana, "florist")).status_code == 404
    told = agree(dana, "Dana", cast.alice, at)
    assert as_("bob").post(f"/b/corner/public-thanks/{told.code}/back/").status_code == 403
    assert as_("charlie").post(f"/b/florist/public-thanks/{told.code}/back/").status_code == 404
    assert agreed(dana) == told


def test_who_is_forgotten_is_thanked_nowhere(cast: Cast, dana: Person, at: datetime) -> None:
    agree(dana, "Dana", cast.alice, at)
    forget(dana, cast.alice, at)
    assert names_thanked(cast.business) == [] and not PublicThanks.objects.exists()
