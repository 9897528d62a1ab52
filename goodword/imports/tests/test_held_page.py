"""Rows that wait: counted, left out, taken back; and the same row in another file."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goodword.books.canonical import canonical
from goodword.imports import held
from goodword.imports.batches import KEPT, LEFT_OUT, Walk
from goodword.imports.keeping import undo
from goodword.imports.models import HeldRow, Upload
from goodword.imports.records import ReadAs, Reading, Record, SaleFound
from goodword.imports.staging import sweep
from goodword.imports.writing import packed, unpacked_sales
from goodword.people.models import Person
from goodword.sales.models import Sale

from .books import bring, facts, loose_ends
from .test_keeping import GUESTS, ODD, PRIYA

PAGE = "/b/corner/files/held/"
OTHER = ODD.replace("Jon Reyes,jon@", "Tom Reyes,tom@")


@pytest.fixture
def business(cast):
    return cast.business


@pytest.fixture
def kept(cast, business, at):
    return bring(business, GUESTS + PRIYA + ODD, at, "guests.csv", cast.alice)


@pytest.fixture
def row(kept):
    return HeldRow.objects.get()


def door(row, name="files-held-decide"):
    return reverse(name, args=["corner", row.code])


def test_a_row_waits_with_its_reason_and_its_own_cells(as_, row):
    page = as_("alice").get(PAGE).content.decode()
    assert "unknown status: gargled" in page and "Jon Reyes" in page and "$9.00" in page and "line 3" in page
    assert "Priya" not in page


def test_counted_it_is_in_the_books_and_undo_takes_it_out_again(as_, row, business):
    alice = as_("alice")
    before = canonical(business)
    page = alice.post(door(row), {"decision": KEPT}, follow=True).content.decode()
    assert "Counted." in page and "Undo" in page and "Nothing waits" in page
    assert Person.objects.get(name="Jon Reyes").kind == "customer"
    assert Sale.objects.get(person__name="Jon Reyes").state == Sale.State.COUNTED
    assert loose_ends(business) == []
    alice.post(door(row, "files-held-back"))
    assert canonical(business) == before
    assert held.waiting(business).count() == 1


def test_left_out_it_waits_no_more_and_comes_back_by_undo(as_, row, business):
    alice = as_("alice")
    alice.post(door(row), {"decision": LEFT_OUT})
    assert not held.waiting(business).exists() and not Person.objects.filter(name="Jon Reyes").exists()
    alice.post(door(row, "files-held-back"))
    assert held.waiting(business).exists()


def test_all_of_one_reason_are_decided_by_one_press(as_, business, at):
    bring(business, GUESTS + PRIYA + ODD + OTHER, at)
    why = HeldRow.objects.first().why
    there = reverse("files-held-all", args=["corner"])
    page = as_("alice").post(there, {"decision": KEPT, "why": why}, follow=True).content.decode()
    assert "2 rows counted." in page and Person.objects.count() == 3


def test_the_same_row_is_asked_about_once_whatever_files_tell_it(business, at, row):
    again = bring(business, GUESTS + PRIYA + ODD + OTHER, at + timedelta(days=1))
    held.decide(row, KEPT, None, at)
    assert [one.record["person"]["fields"]["name"] for one in held.waiting(business)] == ["Tom Reyes"]
    assert Person.objects.filter(name="Jon Reyes").count() == 1
    assert Sale.objects.filter(state=Sale.State.COUNTED, person__name="Jon Reyes").count() == 1
    assert facts(again)["held"] == 2


def test_a_row_that_two_files_tell_is_one_card_and_counts_as_one(as_, business, at, row):
    bring(business, GUESTS + PRIYA + ODD + OTHER, at + timedelta(days=1), "longer.csv")
    alice = as_("alice")
    page = alice.get(PAGE).content.decode()
    assert page.count("<h2>Jon Reyes") == 1 and page.count("<h2>Tom Reyes") == 1
    assert "2 rows wait for your word." in alice.get("/b/corner/files/").content.decode()
    page = alice.post(door(row), {"decision": LEFT_OUT}, follow=True).content.decode()
    assert "Jon Reyes" not in page and "Tom Reyes" in page


def test_all_of_one_reason_are_as_many_as_there_are_cards(as_, business, at, row):
    bring(business, GUESTS + PRIYA + ODD + OTHER, at + timedelta(days=1), "longer.csv")
    there = reverse("files-held-all", args=["corner"])
    page = as_("alice").post(there, {"decision": KEPT, "why": row.why}, follow=True).content.decode()
    assert "2 rows counted." in page and "Nothing waits" in page


def test_a_decision_holds_for_files_that_come_later(business, at, row):
    held.decide(row, KEPT, None, at)
    later = bring(business, GUESTS + ODD, at + timedelta(days=1), "later.csv")
    assert facts(later)["held"] == 0 and facts(later)["sales"] == 1
    assert Sale.objects.filter(state=Sale.State.COUNTED, person__name="Jon Reyes").count() == 1


def test_what_was_left_out_stays_out_of_later_files(business, at, row):
    held.decide(row, LEFT_OUT, None, at)
    later = bring(business, GUESTS + ODD + PRIYA, at + timedelta(days=1), "later.csv")
    assert facts(later)["outcomes"] == {"not counted": 1, "same": 1}
    assert not Person.objects.filter(name="Jon Reyes").exists()


def test_undo_of_the_file_takes_its_counted_rows_along(business, at, kept, row):
    held.decide(row, KEPT, None, at)
    undo(kept, None, at)
    assert not Person.objects.exists() and not Sale.objects.exists() and not HeldRow.objects.exists()


def test_an_amount_without_a_currency_is_counted_in_the_businesss(business, at):
    sale = SaleFound(vendor_id="7", on=at.date(), goods_cents=900)
    record = Record(2, ReadAs.HELD, sale=sale, why="an amount without a currency", cells={"Sum": "9"})
    walk = Walk(business, Reading("x", "x", "x", records=lambda: iter([record])))
    [[item]] = walk.batches()
    assert [found.sale.currency for found in unpacked_sales(packed(item, "x", ""))] == ["USD"]


def test_cells_go_a_day_after_the_decision_and_rows_after_thirty(business, at, row):
    held.decide(row, LEFT_OUT, None, at)
    sweep(at + timedelta(hours=25))
    row.refresh_from_db()
    assert row.cells == {} and row.record == {} and row.decided == LEFT_OUT
    assert not held.take_back(row, None, at)
    other = bring(business, GUESTS + PRIYA + OTHER, at, "other.csv")
    sweep(at + timedelta(days=29))
    assert other.held_rows.exists()
    sweep(at + timedelta(days=31))
    assert not other.held_rows.exists()


def test_bob_may_not_see_what_waits(as_, row):
    bob = as_("bob")
    assert bob.get(PAGE).status_code == 403
    assert bob.post(door(row), {"decision": KEPT}).status_code == 403
    assert bob.post(door(row, "files-held-back")).status_code == 403
    assert (
        bob.post(reverse("files-held-all", args=["corner"]), {"why": row.why, "decision": KEPT}).status_code
        == 403
    )
    row.refresh_from_db()
    assert row.decided == ""


def test_charlie_cannot_decide_for_the_bakery(as_, row):
    charlie = as_("charlie")
    assert "Jon" not in charlie.get("/b/florist/files/held/").content.decode()
    charlie.post(door(row).replace("/corner/", "/florist/"), {"decision": KEPT})
    row.refresh_from_db()
    assert row.decided == ""


def test_nonsense_decides_nothing(as_, row):
    page = as_("alice").post(door(row), {"decision": "perhaps"}, follow=True).content.decode()
    assert "does not wait any more" in page
    row.refresh_from_db()
    assert row.decided == ""


def test_hugo_does_not_see_what_waits_in_alices_address_book(as_, kept, row):
    Upload.objects.update(brings="people")
    hugo = as_("hugo")
    assert "Jon" not in hugo.get(PAGE).content.decode()
    hugo.post(door(row), {"decision": KEPT})
    row.refresh_from_db()
    assert row.decided == ""
    assert "Jon" in as_("alice").get(PAGE).content.decode()


def test_a_row_that_a_later_file_told_otherwise_brings_nothing_back(cast, at):
    head = "Order,Date,Name,Email,Amount,Currency,Status\n"
    ola = "M-1,2026-01-02,Ola Berg,ola@berg.example,"
    other = "M-2,2026-01-02,Eli Novak,eli@novak.example,5.00,USD,paid\n"
    bring(cast.business, head + other + ola + "20.00,USD,frobbed\n", at)
    bring(
        cast.business,
        head + "M-1,2026-01-02,Ola Berg,ola@berg.example,25.00,USD,paid\n",
        at + timedelta(days=1),
    )
    held.decide(HeldRow.objects.get(), KEPT, cast.alice, at + timedelta(days=2))
    assert sorted(Sale.objects.filter(state="counted").values_list("goods_cents", flat=True)) == [500, 2500]
    assert Person.objects.count() == 2 and loose_ends(cast.business) == []


ORDERS = "Order,Date,Name,Email,Amount,Currency,Status\n"
UNSURE = (
    ORDERS
    + "M-0,2026-01-01,Eli Novak,eli@novak.example,5.00,USD,paid\nM-1,2026-01-02,Ola Berg,ola@berg.example,20.00,USD,frobbed\n"
)
SURE = ORDERS + "M-1,2026-01-02,Ola Berg,ola@berg.example,20.00,USD,paid\n"


@pytest.mark.parametrize(("days", "asked"), [(1, False), (-1, True), (0, False)])
def test_nobody_is_asked_about_a_row_that_a_newer_file_has_told(as_, cast, at, days, asked):
    bring(cast.business, UNSURE, at, "unsure.csv")
    told = bring(cast.business, SURE, at + timedelta(days=days, seconds=1), "sure.csv")
    assert held.waiting(cast.business).exists() == asked
    assert ("frobbed" in as_("alice").get(PAGE).content.decode()) == asked
    undo(told, cast.alice, at + timedelta(days=2))
    assert held.waiting(cast.business).exists()


def test_of_two_files_of_one_day_the_one_that_knows_further_is_the_newer(cast, at):
    bring(cast.business, SURE + "M-2,2026-01-09,Eli Novak,eli@novak.example,5.00,USD,paid\n", at, "sure.csv")
    bring(cast.business, UNSURE, at + timedelta(minutes=1), "unsure.csv")
    assert not held.waiting(cast.business).exists()


def test_the_list_of_files_tells_what_waits_now(as_, business, at, kept, row):
    alice = as_("alice")
    line = "1 row waits for your word ·"
    assert line in alice.get("/b/corner/files/").content.decode()
    alice.post(door(row), {"decision": LEFT_OUT})
    assert "waits for your word" not in alice.get("/b/corner/files/").content.decode()
    alice.post(door(row, "files-held-back"))
    assert line in alice.get("/b/corner/files/").content.decode()
    undo(kept, None, at)
    page = alice.get("/b/corner/files/").content.decode()
    assert "guests.csv" in page and "for your word" not in page


def test_the_page_before_an_undo_says_that_what_was_decided_goes_too(as_, business, at, kept, row):
    alice, undo_it = as_("alice"), reverse("files-undo", args=["corner", kept.code])
    assert "you decided" not in alice.get(undo_it).content.decode()
    alice.post(door(row), {"decision": KEPT})
    assert "What you decided on 1 of its rows goes too." in alice.get(undo_it).content.decode()


def test_what_another_file_bears_the_word_on_stays(as_, business, at, kept, row):
    bring(business, GUESTS + ODD + OTHER, at + timedelta(days=1), "later.csv")
    for waiting in HeldRow.objects.filter(upload=kept):
        held.decide(waiting, LEFT_OUT, None, at)
    page = as_("alice").get(reverse("files-undo", args=["corner", kept.code])).content.decode()
    assert "you decided" not in page
