"""Cards to print: what people typed is set as it stands, and never read as markup."""

from collections.abc import Callable
from datetime import date, datetime
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
from goodword.referrals.printing import SHAPES, facts, pdf, sign_pdf
from goodword.referrals.programs import Gets
from goodword.referrals.sharing import make_link, stop

from .pdf_text import pages

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


SHORT = Business(
    name="Corner Bakery", what_we_do="bread", public_place="12 Mill Street", language="en", kind="shop"
)
LONG = Business(
    name="Hinterlandverwaltungsgesellschaft Ashcroft-Lumsden and Daughters of Lower Saxony",
    what_we_do="looking after houses, gardens and all that people would rather not look after themselves",
    public_place="123 Lower Main Street, the house at the back, third floor on the left, Lowell",
    public_phone="+1 978 555 0199",
    public_web="https://www.hinterland.example/",
    language="en",
    kind="shop",
)
BARE = Business(name="Corner Bakery", language="en", kind="shop")
COFFEE = Gets("shop", "a coffee", "a loaf of bread", waits=14)
CAKE = Gets(
    "shop",
    "a big bag of freshly baked rolls of your own choice on any Saturday in the year",
    "a whole cake with your name on it, baked on the day you choose, for up to twelve",
    while_it_lasts=True,
    waits=14,
    until=date(2026, 12, 31),
)
LINK, ADDRESS = ShareLink(spoken="KTR42"), "https://goodword.example/s/abcdefgh/"
EACH = {"sheet": 10, "postcard": 1, "tent": 2}


def tight(words: str) -> str:
    """Where a line ends a space is no letter; and a word that is too long for any is broken anywhere."""
    return "".join(words.replace("\u200b", "").split())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("address", [ADDRESS, ""], ids=["square", "code"])
@pytest.mark.parametrize("promised", [None, COFFEE, CAKE], ids=["none", "coffee", "cake"])
@pytest.mark.parametrize("business", [SHORT, LONG, BARE], ids=["short", "long", "bare"])
def test_a_card_says_what_it_must_in_letters_that_can_be_read(
    shape: str, address: str, promised: Gets | None, business: Business
) -> None:
    [page] = pages(pdf(shape, business, LINK, address, promised))
    assert min(piece.size for piece in page) >= 8
    told, n = tight("".join(piece.text for piece in page)), EACH[shape]
    for words in (business.name, "Say this code when you come:", "KTR 42", promised.line if promised else ""):
        assert told.count(tight(words)) >= n, words
    if business != LONG:
        assert told.count(tight(business.public_place)) >= n


def test_a_promise_that_has_no_room_is_left_away_whole() -> None:
    name = " ".join(["Hinterland"] * 11)  # as long as a name can be
    far = Gets("shop", "w" * 80, "m" * 80, while_it_lasts=True, waits=14, until=date(2026, 12, 31))
    [page] = pages(pdf("sheet", Business(name=name, language="en", kind="shop"), LINK, "", far))
    told = tight("".join(piece.text for piece in page))
    assert told.count("KTR42") == 10 and told.count(tight(name)) == 10
    assert min(piece.size for piece in page) >= 8
    assert "Ifyoubuy" not in told and "Itisgiven" not in told


def test_a_word_without_an_end_stays_on_its_card() -> None:
    gift = Gets("shop", "a" + "h" * 79)
    told = tight("".join(piece.text for piece in pages(pdf("sheet", SHORT, LINK, "", gift))[0]))
    assert told.count(tight(gift.line)) == 10
    # What is broken is told in two pieces or more.
    assert gift.newcomer not in [piece.text for piece in pages(pdf("sheet", SHORT, LINK, "", gift))[0]]


def test_without_a_square_nothing_is_missing_on_the_right() -> None:
    [page] = pages(pdf("sheet", BARE, LINK, ""))
    told = "".join(piece.text for piece in page)
    assert told.count("Somebody who knows us thought of you.") == 10
    [with_it] = pages(pdf("sheet", BARE, LINK, ADDRESS))
    assert max(piece.size for piece in page) > 20 and "Somebody who" not in "".join(
        one.text for one in with_it
    )


def test_the_sign_asks_its_question_and_has_no_code() -> None:
    [page] = pages(sign_pdf(SHORT, "https://goodword.example/hello/corner/"))
    told = tight("".join(piece.text for piece in page))
    assert told.count(tight("Did somebody send you? Say who, so that we can thank them:")) == 2
    assert "code" not in told and min(piece.size for piece in page) >= 8


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
