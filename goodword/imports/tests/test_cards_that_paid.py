"""Files that tell by which card was paid: one card on both sides of a referral is worth a look, in any order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from goodword.accounts.models import Business
from goodword.accounts.working import work_one
from goodword.books.canonical import canonical
from goodword.books.reading import read_back
from goodword.books.taking import Packing
from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.imports.after import ask_to_measure
from goodword.imports.batches import KEPT
from goodword.imports.held import decide
from goodword.imports.keeping import undo
from goodword.imports.models import HeldRow
from goodword.people.models import Person
from goodword.referrals.models import Referral
from goodword.sales.cards import Cards, cards_of
from goodword.sales.models import Sale

from .books import bring, facts
from .test_square import NEW as SQUARE
from .test_square import PAYMENT
from .told import as_csv

As = Callable[..., Any]

GUESTS = (
    "Name,Email,Referred by\nEli Novak,eli@novak.example,Dana Reyes\nMia Lund,mia@lund.example,Dana Reyes\n"
)
DANA = "Name,Email\nDana Reyes,dana@reyes.example\n"
STRIPE = """\
id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Status,Customer Email,Card Name,Card Brand,Card Last4
ch_1,2026-02-20 14:14:05,12.50,0.00,usd,true,Paid,dana@reyes.example,Dana Reyes,Visa,4242
ch_2,2026-02-26 14:14:05,7.00,0.00,usd,true,Paid,mia@lund.example,Mia Lund,MasterCard,4242
"""
TILL = as_csv(
    SQUARE + ",Customer Email",
    [
        PAYMENT
        | {"Date": "2026-02-27", "Customer Name": "Eli Novak", "Customer Email": "eli@novak.example"}
        | {"Customer ID": "C7", "Card Brand": "VISA", "PAN Suffix": "4242"}
    ],
)
FILES = {"dana.csv": DANA, "guests.csv": GUESTS, "stripe.csv": STRIPE, "till.csv": TILL}


class Attempt(Exception):
    """Takes back what one order has written."""


def settle(business: Business, at: datetime) -> None:
    """What the page leaves to the worker."""
    from goodword.accounts.jobs import find_jobs

    find_jobs()
    ask_to_measure(business, f"{at}", at)
    while work_one(at):
        pass


def told(cast: Cast, at: datetime, order: Any) -> None:
    for n, name in enumerate(order):
        bring(cast.business, FILES[name], at + timedelta(minutes=n), name)
        settle(cast.business, at + timedelta(minutes=n))


def looks() -> dict[str, str]:
    return {one.referred.name: one.look for one in Referral.objects.select_related("referred")}


def test_in_any_order_of_the_files_one_card_on_both_sides_is_looked_at(cast: Cast, at: datetime) -> None:
    found = []
    names = list(FILES)
    rounds = [names[n:] + names[:n] for n in range(len(names))]  # each comes last once
    for order in [*rounds, names[::-1]]:
        try:
            with transaction.atomic():
                told(cast, at, order)
                found.append((looks(), canonical(cast.business)))
                raise Attempt
        except Attempt:
            pass
    assert found[0][0] == {"Eli Novak": "card", "Mia Lund": ""}
    assert all(one == found[0] for one in found)


def test_a_file_that_goes_takes_its_cards_along(cast: Cast, at: datetime) -> None:
    told(cast, at, ["dana.csv", "guests.csv", "stripe.csv"])
    later = at + timedelta(hours=1)
    upload = bring(cast.business, TILL, later, "till.csv")
    settle(cast.business, later)
    assert looks()["Eli Novak"] == "card"
    undo(upload, cast.alice, later)
    settle(cast.business, later + timedelta(hours=1))
    assert looks()["Eli Novak"] == ""


def test_no_figure_of_a_card_stands_in_the_books(cast: Cast, at: datetime) -> None:
    told(cast, at, FILES)
    kept = list(Sale.objects.exclude(card="").values())
    assert len(kept) == 3 and len({row["card"] for row in kept}) == 2
    assert {len(row["card"]) for row in kept} == {32}
    for row in kept:
        words = [str(value).lower() for name, value in row.items() if name not in ("card", "digest", "code")]
        assert not any(one in " ".join(words) for one in ("4242", "visa", "mastercard"))


def test_a_row_that_waits_keeps_the_mark_alone_and_has_the_card_once_it_counts(
    cast: Cast, at: datetime
) -> None:
    bring(cast.business, STRIPE.replace("Paid", "Whatever"), at, "stripe.csv")
    rows = HeldRow.objects.order_by("line")
    assert rows.count() == 2 and not any("4242" in str(row.cells) + str(row.record) for row in rows)
    assert rows[0].cells["Card Brand"] == "Visa"
    decide(rows[0], KEPT, cast.alice, at)
    [card] = cards_of([Person.objects.get(name="Dana Reyes").pk]).values()
    assert card == {Cards(cast.business.pk).hashed("visa 4242")}


def test_the_same_again_is_the_same_and_one_that_tells_cards_at_last_is_news(
    cast: Cast, at: datetime
) -> None:
    told(cast, at, ["dana.csv", "guests.csv", "till.csv"])
    bare = "\n".join(line.rsplit(",", 2)[0] for line in STRIPE.splitlines()) + "\n"
    assert facts(bring(cast.business, bare, at, "bare.csv"))["outcomes"]["new"] == 2
    settle(cast.business, at)
    assert looks()["Eli Novak"] == ""
    with_cards = facts(bring(cast.business, STRIPE, at + timedelta(hours=1), "cards.csv"))
    assert with_cards["outcomes"]["changed"] == 2
    settle(cast.business, at + timedelta(hours=1))
    assert looks()["Eli Novak"] == "card"
    again = facts(bring(cast.business, STRIPE + "\n", at + timedelta(hours=2), "again.csv"))["outcomes"]
    assert again["same"] == 2 and not again.get("new") and not again.get("changed")


def test_whoever_is_forgotten_leaves_no_card_and_their_file_brings_none_again(
    cast: Cast, at: datetime
) -> None:
    told(cast, at, FILES)
    forget(Person.objects.get(name="Dana Reyes"), cast.alice, at)
    assert not Sale.objects.filter(vendor_id="ch_1").exclude(card="").exists()
    settle(cast.business, at)
    later = at + timedelta(days=1)
    bring(cast.business, STRIPE.replace("12.50", "12.00"), later, "stripe.csv")
    settle(cast.business, later)
    assert {one.card for one in Sale.objects.filter(vendor_id="ch_1")} == {""}
    assert Sale.objects.filter(vendor_id="ch_2").exclude(card="").exists()


def test_books_that_moved_know_a_card_again(cast: Cast, at: datetime, tmp_path: Any) -> None:
    told(cast, at, ["dana.csv", "guests.csv", "stripe.csv"])
    path = tmp_path / "books.zip"
    path.write_bytes(b"".join(Packing(cast.business, at).parts()))
    here = read_back(path, at, again=True)
    assert canonical(here) == canonical(cast.business) and canonical(here)["cards"]
    assert Cards(here.pk).hashed("visa 4242") == Cards(cast.business.pk).hashed("visa 4242")
    assert facts(bring(here, STRIPE, at, "stripe.csv"))["outcomes"].get("new", 0) == 0
    bring(here, TILL, at, "till.csv")
    settle(here, at)
    eli = Person.objects.get(business=here, name="Eli Novak")
    dana = Person.objects.get(business=here, name="Dana Reyes")
    assert cards_of([eli.pk])[eli.pk] == cards_of([dana.pk])[dana.pk]
    assert Referral.objects.get(referred=eli).look == "card"


def test_the_page_tells_it_and_shows_no_card(as_: As, cast: Cast, at: datetime) -> None:
    told(cast, at, FILES)
    eli = Person.objects.get(name="Eli Novak")
    page = as_("alice").get(reverse("sent-by", args=["corner", eli.code])).content.decode()
    assert "as if both paid with the same card" in page
    card = Sale.objects.get(person=eli).card
    assert card and card not in page and "4242" not in page
