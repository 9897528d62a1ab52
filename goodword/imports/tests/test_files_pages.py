"""What an owner sees and does with files."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goodword.accounts.jobs import find_jobs
from goodword.accounts.models import Job
from goodword.accounts.working import sweep, take, work_one
from goodword.imports.models import Upload
from goodword.imports.receiving import look_at, receive
from goodword.people.models import Person
from goodword.sales.models import Sale

from .books import bring
from .test_keeping import ELI, GUESTS, ODD, PRIYA
from .test_order import GOOGLE, ORDERS, PHONE

FILES = "/b/corner/files/"
BROKEN = "Tom,tom@home.example,1O.00,2026-01-05,paid,\n"


def a_file(text, name="guests.csv"):
    return SimpleUploadedFile(name, text.encode())


def choose(client, *files, pasted=""):
    return client.post(FILES, {"files": list(files), "pasted": pasted}, follow=True)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def alice(as_):
    return as_("alice")


@pytest.fixture
def waiting(cast, at):
    """A small table that Alice has brought and looks at."""
    upload = receive(
        cast.business, cast.alice, at, "guests.csv", BytesIO((GUESTS + PRIYA + ELI + ODD + BROKEN).encode())
    )
    return look_at(upload, at)


def page_of(upload, name="files-look"):
    return reverse(name, args=["corner", upload.code])


# The way through


def test_an_empty_page_tells_where_files_are_found(alice):
    page = text_of(alice.get(FILES))
    assert "Find the people you have forgotten" in page
    assert "Export" in page and "iPhone" in page and "Shopify" in page


def test_a_small_file_is_looked_at_kept_and_taken_back_without_a_worker(alice, cast):
    look = choose(alice, a_file(GUESTS + PRIYA + PRIYA.replace("01-05", "01-09") + ELI))
    assert "We found <b>2</b> people, <b>1</b> came twice or more, <b>1</b> was sent by someone." in text_of(
        look
    )
    assert not Person.objects.exists()
    upload = Upload.objects.get()
    kept = alice.post(page_of(upload, "files-keep"), follow=True)
    assert "Your books know <b>2</b> people, <b>1</b> came twice or more" in text_of(kept)
    confirm = alice.get(page_of(upload, "files-undo"))
    assert "2 people go whom only this file knows." in text_of(confirm) and "3 sales go." in text_of(confirm)
    gone = alice.post(page_of(upload, "files-undo"), follow=True)
    assert "out of your books again" in text_of(gone)
    assert not Person.objects.exists() and not Sale.objects.exists()


def test_a_look_keeps_nothing_and_leaving_it_out_deletes_the_file(alice, waiting):
    assert not Person.objects.exists()
    page = alice.post(page_of(waiting, "files-leave"), follow=True)
    assert "is deleted, and nothing of it was kept" in text_of(page)
    waiting.refresh_from_db()
    assert waiting.state == Upload.State.CANCELLED and waiting.facts == {}
    assert "is deleted" in text_of(alice.get(page_of(waiting)))


def test_mistakes_stand_with_their_line_and_what_would_work(alice, waiting):
    page = text_of(alice.get(page_of(waiting)))
    assert "1 thing to mend" in page and "Line 5" in page and "<b>Amount:</b> <q>1O.00</q>" in page
    assert "Write it like" in page


def test_rows_that_do_not_count_say_why(alice):
    report = "Customer,Date,Transaction Type,Num,Item,Amount\nDana Reyes,01/05/2026,Invoice,1,Rye,5.00\n"
    page = text_of(choose(alice, a_file(report + "Dana Reyes,01/06/2026,Payment,2,,-5.00\n")))
    assert "1: the payment of a sale that has a row of its own" in page


def test_mistakes_are_taken_home_as_a_table_with_formulas_made_harmless(alice, cast, at):
    table = 'Name,Email,Amount,Date\n"=HYPERLINK(""x"")",a@b.example,=1+cmd|x,2026-01-05\n'
    upload = look_at(receive(cast.business, cast.alice, at, "=x.csv", BytesIO(table.encode())), at)
    response = alice.get(page_of(upload, "files-mistakes"))
    told = b"".join(response.streaming_content).decode()
    assert told.startswith("\ufeffFile,Line,Column") and "'=1+cmd|x" in told and "'=x.csv" in told
    assert "attachment" in response["Content-Disposition"]


def test_what_stands_in_cells_is_shown_as_text(alice):
    rows = GUESTS + '<script>alert(1)</script>,a@b.example,"<img src=x>",2026-01-05,paid,\n'
    rows += "<b>Tom</b>,t@b.example,5.00,2026-01-05,paid,\n"
    page = text_of(choose(alice, a_file(rows, "<i>x.csv")))
    for bad in ("<script>alert", "<img src=x", "<b>Tom", "<i>x"):
        assert bad not in page
    assert "&lt;b&gt;Tom" in page


def test_huge_cells_are_cut(alice):
    page = text_of(
        choose(alice, a_file(GUESTS + f"{'A' * 50_000},a@b.example,x{'9' * 50_000},2026-01-05,paid,\n"))
    )
    assert "A" * 300 not in page and "9" * 300 not in page


def test_a_pasted_list_is_a_file_too(alice):
    look = choose(alice, pasted="Priya Nair priya@nair.example\nEli Novak\n")
    assert "We found <b>2</b> people" in text_of(look)
    alice.post(page_of(Upload.objects.get(), "files-keep"))
    assert set(Person.objects.values_list("name", flat=True)) == {"Priya Nair", "Eli Novak"}


def test_nothing_chosen_is_refused_with_words(alice):
    response = choose(alice)
    assert response.status_code == 422
    assert "Choose a file, or paste some names below." in text_of(response)


def test_what_cannot_be_read_says_what_would_work(alice):
    page = text_of(choose(alice, a_file("%PDF-1.4", "report.pdf")))
    assert "could not be read" in page and "Export" in page
    assert text_of(choose(alice, a_file("", "empty.csv"))).count("is empty") == 1


def test_several_files_are_looked_at_and_kept_by_one_press(alice, cast):
    page = text_of(choose(alice, a_file(GUESTS + PRIYA), a_file(PHONE, "phone.vcf"), a_file("%PDF", "x.pdf")))
    assert "2 files wait for you" in page and "Keep all 2" in page and "x.pdf is a PDF" in page
    kept = text_of(alice.post(reverse("files-keep-all", args=["corner"]), follow=True))
    assert "What 2 files told is in your books" in kept and "Your books know <b>4</b> people" in kept
    assert Person.objects.count() == 4


def test_the_same_file_again_says_since_when_it_is_in_the_books(alice, cast, at):
    bring(cast.business, GUESTS + PRIYA, at - timedelta(days=3), "first.csv")
    page = text_of(choose(alice, a_file(GUESTS + PRIYA)))
    assert "These are in your books already" in page and "Since February 27, 2026" in page
    assert "Keep it" not in page


def test_a_file_that_is_in_the_books_already_is_left_out_from_the_list(alice, cast, at):
    bring(cast.business, GUESTS + PRIYA, at)
    choose(alice, a_file(GUESTS + PRIYA, "again.csv"), a_file(PHONE, "phone.vcf"))
    again = Upload.objects.get(file="again.csv")
    leave = page_of(again, "files-leave")
    assert leave in text_of(alice.get(reverse("files", args=["corner"])))
    alice.post(leave)
    assert leave not in text_of(alice.get(reverse("files", args=["corner"])))


def test_a_sale_that_another_file_tells_too_stays_and_undo_says_so(alice, cast, at):
    first = bring(cast.business, ORDERS, at)
    bring(cast.business, ORDERS + ORDERS.splitlines()[-1].replace("#", "#9") + "\n", at, "later.csv")
    page = text_of(alice.get(page_of(first, "files-undo")))
    _before, told, after = page.partition("goes, and nothing else")
    assert told and "sale" not in after


def test_what_is_to_mend_is_said_when_several_files_are_kept_at_once(alice):
    choose(
        alice, a_file(GUESTS + PRIYA + "Jon,j@x.example,9O,2026-01-05,paid,\n"), a_file(PHONE, "phone.vcf")
    )
    assert "1 thing to mend" in text_of(alice.get(reverse("files", args=["corner"])))
    kept = text_of(alice.post(reverse("files-keep-all", args=["corner"]), follow=True))
    assert "What these 2 files brought" in kept and "1 thing to mend" in kept


def test_what_was_kept_together_is_shown_together_and_an_older_file_is_not(alice, cast, at):
    bring(cast.business, ORDERS, at - timedelta(days=9), "old.csv", cast.alice)
    choose(alice, a_file(GUESTS + PRIYA), a_file(PHONE, "phone.vcf"))
    kept = text_of(alice.post(reverse("files-keep-all", args=["corner"]), follow=True))
    assert "guests.csv" in kept and "phone.vcf" in kept and "old.csv" not in kept


def test_where_nothing_was_kept_there_is_nothing_to_show(alice):
    assert "Find the people you have forgotten" in text_of(
        alice.get(reverse("files-kept", args=["corner"]), follow=True)
    )


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("charlie", 404)])
def test_who_may_not_keep_is_not_shown_what_was_kept(as_, who, status):
    assert as_(who).get(reverse("files-kept", args=["corner"])).status_code == status


def test_every_row_has_one_place_and_they_add_up(alice, waiting):
    page = text_of(alice.get(page_of(waiting)))
    fold = page[page.index("Where all 4 rows go") :]
    told = re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td>', fold[: fold.index("</table>")])
    assert told == [
        ("bring something new", "2"),
        ("wait for your word", "1"),
        ("are to be mended", "1"),
        ("all in all", "4"),
    ]


def test_people_who_wait_to_be_sorted_are_told_to_the_owner(alice):
    choose(alice, a_file(PHONE, "phone.vcf"))
    page = text_of(alice.post(page_of(Upload.objects.get(), "files-keep"), follow=True))
    assert "3 people wait to be sorted" in page and reverse("sort", args=["corner"]) in page


def test_a_file_that_is_gone_by_now_says_so(alice, waiting):
    from goodword.imports.staging import unstage

    unstage(waiting)
    page = text_of(alice.post(page_of(waiting, "files-keep"), follow=True))
    assert "it is kept for a day only" in page


# Large files


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr("goodword.imports.receiving.SMALL_ROWS", 2)
    find_jobs()


def work(at):
    while work_one(at):
        pass


def test_a_large_file_is_work_for_the_worker_with_an_honest_page(alice, at, large):
    page = text_of(choose(alice, a_file(ORDERS, "orders.csv")))
    assert "waits for its turn" in page and "the worker is not running" in page
    assert '<meta http-equiv="refresh"' in page and "hx-get" in page
    work(at)
    upload = Upload.objects.get()
    assert alice.get(page_of(upload, "files-work"))["HX-Refresh"] == "true"
    assert "We found <b>3</b> people" in text_of(alice.get(page_of(upload)))
    alice.post(page_of(upload, "files-keep"))
    alice.post(page_of(upload, "files-keep"))
    assert Job.objects.filter(name="imports.keep").count() == 1
    work(at)
    assert "Your books know <b>3</b> people" in text_of(alice.get(page_of(upload)))
    alice.post(page_of(upload, "files-undo"))
    work(at)
    assert "was taken back" in text_of(alice.get(page_of(upload))) and not Person.objects.exists()


def test_the_list_asks_again_by_itself_while_a_large_file_is_looked_at(alice, at, large):
    page = text_of(choose(alice, a_file(ORDERS, "orders.csv"), a_file(GUESTS + PRIYA)))
    assert 'hx-trigger="every 2s"' in page and "Look how far it is" in page and "waits for its turn" in page
    assert "Keep all" not in page
    work(at)
    page = text_of(alice.get(FILES))
    assert 'hx-trigger="every' not in page and "Keep all 2" in page


def test_work_that_failed_says_why_and_can_be_tried_again(alice, at, large):
    choose(alice, a_file(ORDERS, "orders.csv"))
    upload = Upload.objects.get()
    Job.objects.update(state="failed", error="There is no flour.", tries=5)
    page = text_of(alice.get(page_of(upload)))
    assert "There is no flour." in page and "Try again" in page
    alice.post(page_of(upload, "files-again"))
    work(at)
    assert "We found" in text_of(alice.get(page_of(upload)))


def test_a_file_at_which_the_worker_dies_is_given_up_in_words(alice, at, large):
    choose(alice, a_file(ORDERS, "orders.csv"))
    upload = Upload.objects.get()
    for minutes in (0, 5):
        died = at + timedelta(minutes=minutes)
        assert take(died) is not None
        sweep(died, silent_since=died + timedelta(seconds=1))
        assert "broke off halfway, and is tried again" in text_of(alice.get(page_of(upload)))
    work(at + timedelta(minutes=10))
    page = text_of(alice.get(page_of(upload)))
    assert "Reading orders.csv broke off each time. Save it as CSV" in page and "Leave it out" in page
    assert "Reading orders.csv broke off" in text_of(alice.get(FILES))


def test_while_it_goes_on_the_page_tells_how_far_it_is(alice, large):
    choose(alice, a_file(ORDERS, "orders.csv"))
    Job.objects.update(state="running", progress={"done": 1200, "of": 5000})
    page = text_of(alice.get(page_of(Upload.objects.get(), "files-work")))
    assert "1,200 of 5,000 rows." in page and 'value="1200"' in page and 'max="5000"' in page


# Who may


DOORS = ["files-keep", "files-leave", "files-columns", "files-written", "files-undo", "files-again"]


def test_bob_may_look_at_the_list_and_no_further(as_, cast, at, waiting):
    bring(cast.business, GOOGLE, at, "google.csv", cast.alice)
    bob = as_("bob")
    page = text_of(bob.get(FILES))
    assert "google.csv" in page and "Have a look" not in page and "guests.csv" not in page
    for name in [*DOORS, "files-look", "files-mistakes", "files-work"]:
        assert bob.get(page_of(waiting, name)).status_code in (403, 405), name
        assert bob.post(page_of(waiting, name)).status_code in (403, 405), name
    assert bob.post(FILES, {"pasted": "Tom"}).status_code == 403
    assert bob.post(reverse("files-keep-all", args=["corner"])).status_code == 403
    assert Upload.objects.filter(state="looked").count() == 1


def test_charlie_cannot_tell_that_it_exists(as_, waiting):
    charlie = as_("charlie")
    assert charlie.get(FILES).status_code == 404
    for name in [*DOORS, "files-look", "files-mistakes", "files-work"]:
        there = page_of(waiting, name).replace("/corner/", "/florist/")
        assert charlie.get(there).status_code in (404, 405), name
        assert charlie.post(there).status_code in (404, 405), name
    waiting.refresh_from_db()
    assert waiting.state == Upload.State.LOOKED


def test_who_is_not_signed_in_is_asked_to(as_, waiting):
    assert as_(None).get(page_of(waiting)).status_code == 302


def test_a_link_keeps_nothing(alice, waiting):
    for name in ("files-keep", "files-leave", "files-again", "files-columns", "files-written"):
        assert alice.get(page_of(waiting, name)).status_code == 405
    alice.get(page_of(waiting, "files-undo"))
    waiting.refresh_from_db()
    assert waiting.state == Upload.State.LOOKED


def test_hugo_sees_the_figures_of_alices_address_book_and_not_who_is_in_it(as_, cast, at):
    upload = look_at(receive(cast.business, cast.alice, at, "phone.vcf", BytesIO(PHONE.encode())), at)
    assert "Jack Grant" in text_of(as_("alice").get(page_of(upload)))
    page = text_of(as_("hugo").get(page_of(upload)))
    assert "<b>3</b> people" in page and "Jack Grant" not in page and "0144" not in page
    mine = look_at(receive(cast.business, cast.hugo, at, "mine.vcf", BytesIO(PHONE.encode())), at)
    assert "Jack Grant" in text_of(as_("hugo").get(page_of(mine)))


def test_hugo_may_keep_and_take_back(as_, cast, waiting):
    hugo = as_("hugo")
    hugo.post(page_of(waiting, "files-keep"))
    assert Person.objects.count() == 2
    hugo.post(page_of(waiting, "files-undo"))
    assert not Person.objects.exists()
