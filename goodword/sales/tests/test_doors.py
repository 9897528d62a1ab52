import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.sales import hand, pairs
from goodword.sales.counting import recount_source
from goodword.sales.models import Sale, TwinWord
from goodword.sales.panels import lines, panel
from goodword.talks.tests.people import someone

from .told import a_file, told

As = Callable[..., Any]


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


@pytest.fixture
def sale(cast: Cast, dana: Person, at: datetime) -> Sale:
    return hand.add_sale(cast.business, cast.alice, at, person=dana, cents=1250, what="rolls")


@pytest.fixture
def pair(cast: Cast, dana: Person) -> tuple[Sale, Sale]:
    file = a_file(cast.business)
    found = told(file, "#1001", dana), told(file, "ch_1", dana, vendor="stripe")
    recount_source(cast.business, file)
    return found


def older_pair(cast: Cast, weeks: int) -> tuple[Sale, Sale]:
    """Told by two vendors, so many weeks before the other pair."""
    file, on = a_file(cast.business), date(2026, 2, 27) - timedelta(weeks=weeks)
    buyer = someone(cast.business, f"Eli {weeks}")
    found = told(file, f"#{weeks}", buyer, on=on), told(file, f"ch_{weeks}", buyer, on=on, vendor="stripe")
    recount_source(cast.business, file)
    return found


def to(name: str, *args: object, business: str = "corner") -> str:
    return reverse(name, args=[business, *args])


def pressed(client: Any, page: Any) -> Any:
    """The Undo that the next page offers."""
    message = next(iter(page.wsgi_request._messages))
    return client.post(message.extra_tags)


def test_a_sale_is_added_and_undone(as_: As, dana: Person) -> None:
    alice = as_("alice")
    assert alice.get(to("sale-add", dana.code)).status_code == 200
    page = alice.post(
        to("sale-add", dana.code), {"amount": "12.50", "on": "2026-03-01", "what": " rye  bread "}
    )
    assert page.url == to("person", dana.code)
    kept = Sale.objects.get()
    assert (kept.goods_cents, kept.currency, kept.on, kept.what) == (
        1250,
        "USD",
        date(2026, 3, 1),
        "rye bread",
    )
    assert pressed(alice, page).status_code == 302
    assert Sale.objects.count() == 0
    assert alice.post(to("sale-undo", kept.code)).status_code == 302


def test_a_double_click_adds_one_sale(as_: As, dana: Person) -> None:
    alice = as_("alice")
    for _press in range(2):
        alice.post(to("sale-add", dana.code), {"amount": "1", "on": "2026-03-01", "key": "K1"})
    assert Sale.objects.count() == 1


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("", "Write how much it was."),
        ("a lot", "is not an amount"),
        ("12.505", "more places than USD has"),
        ("-3", "more than nothing"),
        ("0", "more than nothing"),
        ("9" * 30, "more than one sale can be: the most is $10,000,000,000.00"),
        ("10000000000.01", "more than one sale can be"),
        ("=1+1", "is not an amount"),
        ("<b>12</b>", "is not an amount"),
    ],
)
def test_an_amount_that_is_none_is_refused_in_words(as_: As, dana: Person, amount: str, said: str) -> None:
    page = as_("alice").post(to("sale-add", dana.code), {"amount": amount, "on": "2026-03-01"})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert Sale.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "cents", "currency"),
    [("12,50", 1250, "USD"), ("$1,240.00", 124000, "USD"), ("€ 12", 1200, "EUR"), ("500 JPY", 500, "JPY")],
)
def test_an_amount_is_read_as_people_write_it(
    as_: As, dana: Person, typed: str, cents: int, currency: str
) -> None:
    as_("alice").post(to("sale-add", dana.code), {"amount": typed, "on": "2026-03-01"})
    kept = Sale.objects.get()
    assert (kept.goods_cents, kept.currency) == (cents, currency)


@pytest.mark.parametrize("day", ["2026-03-03", "9999-12-31", "1812-01-01", "2026-02-30", "soon"])
def test_a_day_that_cannot_be_is_refused_beside_the_amount(as_: As, dana: Person, day: str) -> None:
    page = as_("alice").post(to("sale-add", dana.code), {"amount": "x", "on": day})
    assert page.status_code == 422
    assert len(page.context["form"].errors) == 2


def test_a_sale_is_mended_and_that_is_undone(as_: As, sale: Sale) -> None:
    alice = as_("alice")
    assert 'value="12.50"' in alice.get(to("sale-mend", sale.code)).content.decode()
    page = alice.post(to("sale-mend", sale.code), {"amount": "9", "on": "2026-03-02", "what": "rolls"})
    assert Sale.objects.get(state="counted").goods_cents == 900
    pressed(alice, page)
    assert Sale.objects.get(state="counted").goods_cents == 1250


def test_a_sale_is_taken_away_and_brought_back(as_: As, sale: Sale) -> None:
    alice = as_("alice")
    page = alice.post(to("sale-take-away", sale.code))
    assert not Sale.objects.filter(state="counted").exists()
    pressed(alice, page)
    assert Sale.objects.get(state="counted").pk == sale.pk


def test_two_sales_that_may_be_one_are_shown_and_decided(as_: As, pair: tuple[Sale, Sale]) -> None:
    alice = as_("alice")
    page = alice.get(to("twins")).content.decode()
    assert "1 sale was told by two files" in page
    assert "Shopify" in page
    assert "Stripe" in page
    told = {"one": pair[0].code, "other": pair[1].code, "answer": "different"}
    page = alice.post(to("twins"), told)
    assert Sale.objects.filter(state="counted").count() == 2
    assert "are two sales" in alice.get(to("twins")).content.decode()
    pressed(alice, page)
    assert (TwinWord.objects.count(), Sale.objects.filter(state="counted").count()) == (0, 1)
    assert alice.post(to("twins-undo", 2**70)).status_code == 302


def test_a_decided_pair_is_not_asked_again(as_: As, pair: tuple[Sale, Sale]) -> None:
    alice = as_("alice")
    alice.post(to("twins"), {"one": pair[0].code, "other": pair[1].code, "answer": "same"})
    assert alice.get(to("twins")).context["pairs"] == []


def test_further_pairs_follow_and_an_answer_keeps_the_page(
    as_: As, pair: tuple[Sale, Sale], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in (2, 3):
        older_pair(cast, n)
    monkeypatch.setattr(pairs, "PAGE", 1)
    alice = as_("alice")
    first = alice.get(to("twins"))
    second_at = f"{to('twins')}?after={first.context['after']}"
    second = alice.get(second_at)
    third = alice.get(to("twins"), {"after": second.context["after"]})
    shown = [one for page in (first, second, third) for one in page.context["pairs"]]
    assert len({one["other"] for one in shown}) == len(shown) == 3
    assert 'rel="next"' in second.content.decode() and 'rel="next"' not in third.content.decode()
    assert "To the start" in third.content.decode() and "To the start" not in first.content.decode()
    answer = {"one": shown[1]["one"], "other": shown[1]["other"], "answer": "same"}
    assert alice.post(second_at, answer).headers["Location"] == second_at


def test_pairs_are_found_behind_many_that_are_decided(
    as_: As, pair: tuple[Sale, Sale], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = older_pair(cast, 2)
    monkeypatch.setattr(pairs, "LOOKED_THROUGH", 1)
    alice = as_("alice")
    alice.post(to("twins"), {"one": pair[0].code, "other": pair[1].code, "answer": "same"})
    page = alice.get(to("twins"))
    assert not page.context["pairs"]
    page = alice.get(to("twins"), {"after": page.context["after"]})
    assert [one["other"] for one in page.context["pairs"]] == [older[1].code]


@pytest.mark.parametrize(
    "told", [{}, {"one": "\x00", "other": "x"}, {"one": "<b>", "other": "'", "answer": "same"}], ids=str
)
def test_nonsense_about_twins_is_no_error(as_: As, pair: tuple[Sale, Sale], told: dict[str, str]) -> None:
    assert as_("alice").post(to("twins"), told).status_code in (302, 404)
    assert as_("alice").get(to("twins") + "?after=%FF%27").status_code == 200


def test_twins_answered_with_neither_yes_nor_no_change_nothing(as_: As, pair: tuple[Sale, Sale]) -> None:
    told = {"one": pair[0].code, "other": pair[1].code, "answer": "maybe"}
    assert as_("alice").post(to("twins"), told).status_code == 302
    assert not TwinWord.objects.exists()


def test_bob_may_only_look(as_: As, dana: Person, sale: Sale, pair: tuple[Sale, Sale]) -> None:
    bob = as_("bob")
    assert bob.get(to("twins")).status_code == 200
    assert "answer" not in bob.get(to("twins")).content.decode()
    posts = [to("sale-add", dana.code), to("sale-mend", sale.code), to("sale-take-away", sale.code)]
    posts += [to("sale-undo", sale.code), to("twins"), to("twins-undo", 1)]
    assert [bob.post(address).status_code for address in posts] == [403] * 6
    assert bob.get(to("sales-csv")).status_code == 403
    assert Sale.objects.filter(state="counted").count() == 2


def test_charlie_cannot_tell_that_it_exists(as_: As, dana: Person, sale: Sale) -> None:
    charlie = as_("charlie")
    assert charlie.get(to("sale-mend", sale.code)).status_code == 404
    for name, code in (("sale-add", dana.code), ("sale-mend", sale.code), ("sale-undo", sale.code)):
        there = to(name, code, business="florist")
        assert charlie.post(there, {"amount": "1", "on": "2026-03-01"}).status_code == 404
    assert charlie.get(to("twins", business="florist")).context["n"] == 0


def test_a_helper_does_not_see_the_sales_of_who_was_left_out(
    as_: As, cast: Cast, dana: Person, sale: Sale
) -> None:
    Person.every.filter(pk=dana.pk).update(left_out=True)
    assert as_("hugo").get(to("sale-mend", sale.code)).status_code == 404
    assert as_("alice").get(to("sale-mend", sale.code)).status_code == 200


def test_a_get_changes_nothing(as_: As, sale: Sale) -> None:
    for name in ("sale-take-away", "sale-undo"):
        assert as_("alice").get(to(name, sale.code)).status_code == 405


def test_the_table_holds_what_counts_and_no_formula(
    as_: As, cast: Cast, at: datetime, pair: tuple[Sale, Sale]
) -> None:
    mallory = someone(cast.business, "=HYPERLINK(1)")
    hand.add_sale(cast.business, cast.alice, at, person=mallory, cents=5, what="@SUM(A1)")
    page = b"".join(as_("alice").get(to("sales-csv")).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(page)))
    assert [row["Number"] for row in rows][0] == "#1001"
    assert len(rows) == 2
    assert rows[1]["Name"] == "'=HYPERLINK(1)"
    assert rows[1]["What"] == "'@SUM(A1)"
    assert rows[1]["Amount"] == "0.05"


def test_a_person_shows_what_they_bought(cast: Cast, dana: Person, sale: Sale, at: datetime) -> None:
    source = a_file(cast.business)
    told(source, "r1", dana, goods_cents=-300, refund_of="x")
    recount_source(cast.business, source)
    words = {line.words for line in lines(dana, cast.bob)}
    assert words == {"Bought rolls, $12.50.", "Got $3.00 back."}
    told_to_page = panel(dana)
    assert (told_to_page["n_words"], told_to_page["totals"]) == ("1 sale", ["$9.50"])
