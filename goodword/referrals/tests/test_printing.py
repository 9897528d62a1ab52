"""Cards to print: what people typed is set as it stands, and never read as markup."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Business
from goodword.conftest import Cast
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import ShareLink
from goodword.referrals.printing import SHAPES, facts, pdf
from goodword.referrals.sharing import make_link, stop

As = Callable[..., Any]
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@settings(max_examples=25, deadline=None)
@given(TYPED, TYPED, TYPED, st.sampled_from(SHAPES))
def test_whatever_is_typed_can_be_printed(name: str, what: str, place: str, shape: str) -> None:
    shop = Business(name=name, what_we_do=what, public_place=place, language="en")
    assert pdf(shape, shop, ShareLink(spoken="KTR42"), "https://goodword.example/s/abcdefgh/").startswith(
        b"%PDF"
    )


def test_no_square_without_a_link() -> None:
    shop, link = Business(name="Corner Bakery", what_we_do="bread"), ShareLink(spoken="KTR42")
    without, with_it = (
        facts("sheet", shop, link, ""),
        facts("sheet", shop, link, "https://goodword.example/s/a/"),
    )
    assert without["square"] == "" and "<svg" in with_it["square"]
    assert (without["code"], without["what"]) == ("KTR 42", "Bread")


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")


def page_of(person: Person, shape: str, business: str = "corner") -> str:
    return reverse("share-pdf", args=[business, person.code, shape])


def test_who_gets_which_card(as_: As, cast: Cast, dana: Person, at: datetime) -> None:
    assert as_("alice").get(page_of(dana, "sheet")).status_code == 404
    link = make_link(dana, cast.alice, at)
    for shape in SHAPES:
        answer = as_("bob").get(page_of(dana, shape))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    assert as_("alice").get(page_of(dana, "poster")).status_code == 404
    assert as_("alice").post(page_of(dana, "sheet")).status_code == 405
    assert as_("charlie").get(page_of(dana, "sheet")).status_code == 404
    assert as_("charlie").get(page_of(dana, "sheet", "florist")).status_code == 404
    stop(link, cast.alice, at)
    assert as_("alice").get(page_of(dana, "sheet")).status_code == 404
