"""The owner's word on how a table is read: its columns, and what can be read in two ways."""

import pytest

from goodword.imports.models import Shape, Upload
from goodword.sales.models import Sale

from .books import bring
from .test_files_pages import a_file, choose, page_of, text_of
from .test_xero_invoices import PAID, invoices

BOUGHT = "Customer,Date,Total\nDana Whitfield,03/04/2025,5.00\nEli Novak,05/06/2025,6.00\n"
PEOPLE = "Wer,Summe X,Zeit\nPriya Nair,20.00,2026-01-05\nEli Novak,7.50,2026-02-01\n"


@pytest.fixture
def alice(as_):
    return as_("alice")


def say(client, upload, door, **told):
    return text_of(client.post(page_of(upload, door), {"file": "0", **told}, follow=True))


def days():
    return sorted(
        day.isoformat() for day in Sale.objects.filter(state="counted").values_list("on", flat=True)
    )


# What a column means


def test_columns_that_were_guessed_are_put_right_once_and_remembered(alice):
    choose(alice, a_file(PEOPLE, "one.csv"))
    upload = Upload.objects.get()
    told = {
        "file": "0",
        "file0-column_0": "organisation",
        "file0-column_1": "total",
        "file0-column_2": "date",
    }
    page = text_of(alice.post(page_of(upload, "files-columns"), told, follow=True))
    assert "remembered" in page and "<b>2</b> sales" in page
    page = text_of(choose(alice, a_file(PEOPLE.replace("20.00", "21.00"), "two.csv")))
    assert "Wer: company or organisation" in page and "<b>2</b> sales" in page


def test_columns_that_were_left_out_are_named(alice):
    page = text_of(choose(alice, a_file("Name,Heard of us through,Email\nPriya Nair,flyer,p@x.example\n")))
    assert "Left out: Heard of us through" in page


def test_a_meaning_that_there_is_not_is_refused(alice):
    choose(alice, a_file(PEOPLE))
    told = {"file": "0", "file0-column_0": "nonsense", "file0-column_1": "total"}
    page = text_of(alice.post(page_of(Upload.objects.get(), "files-columns"), told, follow=True))
    assert "Wer: Select a valid choice" in page and not Shape.objects.exists()


def test_the_column_that_is_chosen_now_takes_the_place_of_the_one_before(alice):
    table = "Name,Ordered,Sent,Total\nDana Whitfield,2026-01-05,2026-01-09,5.00\n"
    page = text_of(choose(alice, a_file(table)))
    assert "Ordered: day of the sale" in page
    told = {
        "file0-column_0": "name",
        "file0-column_1": "date",
        "file0-column_2": "date",
        "file0-column_3": "total",
    }
    page = say(alice, Upload.objects.get(), "files-columns", **told)
    assert "Sent: day of the sale" in page and "Left out: Ordered" in page and "9, 2026" in page


def test_two_columns_chosen_for_what_a_row_has_once_are_refused_in_words(alice):
    table = "Name,Ordered,Sent,Paid,Total\nDana Whitfield,2026-01-05,2026-01-09,2026-01-10,5.00\n"
    choose(alice, a_file(table))
    told = {f"file0-column_{n}": "date" for n in (2, 3)} | {"file0-column_0": "name"}
    page = say(alice, Upload.objects.get(), "files-columns", **told)
    assert "“Sent” is the day of the sale already. Choose one of the two." in page.replace("&#x27;", "'")
    assert not Shape.objects.exists()


def test_amounts_without_a_day_are_said_to_be_left_out(alice):
    choose(alice, a_file(BOUGHT))
    told = {"file0-column_0": "name", "file0-column_1": "", "file0-column_2": "total"}
    page = say(alice, Upload.objects.get(), "files-columns", **told)
    assert "No column tells on which day, so its amounts are left out." in page


# What can be read in two ways


def test_days_are_read_the_other_way_by_one_press_and_the_next_file_is_too(alice):
    page = text_of(choose(alice, a_file(BOUGHT)))
    assert "03/04/2025 can be read two ways; it was read as month/day/year." in page
    assert "It is day/month/year" in page
    page = say(alice, Upload.objects.get(), "files-written", kind="days", read="d/m")
    assert "it was read as day/month/year." in page and "It is month/day/year" in page
    alice.post(page_of(Upload.objects.get(), "files-keep"))
    assert days() == ["2025-04-03", "2025-06-05"]
    page = text_of(choose(alice, a_file(BOUGHT.replace("03/04", "07/08"), "next.csv")))
    assert "it was read as day/month/year." in page


def test_a_vendors_file_can_be_read_the_other_way_too_and_back(alice):
    page = text_of(
        choose(alice, a_file(invoices(PAID | {"InvoiceDate": "03/02/2026", "DueDate": "03/03/2026"})))
    )
    assert "Xero" in page and "03/02/2026 can be read two ways; it was read as month/day/year." in page
    page = say(alice, Upload.objects.get(), "files-written", kind="days", read="d/m")
    assert "read as day/month/year" in page
    page = say(alice, Upload.objects.get(), "files-written", kind="days", read="m/d")
    assert "read as month/day/year" in page


def test_the_same_file_brought_again_can_be_read_the_other_way(alice, cast, at):
    bring(cast.business, BOUGHT, at, "guests.csv", cast.alice)
    assert days() == ["2025-03-04", "2025-05-06"]
    page = text_of(choose(alice, a_file(BOUGHT)))
    assert "These are in your books already" in page and "It is day/month/year" in page
    upload = Upload.objects.get(state="looked")
    page = say(alice, upload, "files-written", kind="days", read="d/m")
    assert "Then and now" in page
    alice.post(page_of(upload, "files-keep"))
    assert days() == ["2025-04-03", "2025-06-05"]


def test_amounts_are_read_with_thousands_or_with_cents(alice):
    page = text_of(choose(alice, a_file(BOUGHT.replace("5.00", "12.345").replace("6.00", "1.500"))))
    assert "12.345 can be read two ways; it was read with thousands, without cents." in page
    page = say(alice, Upload.objects.get(), "files-written", kind="cents", read="cents")
    assert "it was read with cents, rounded." in page and "These are thousands" in page and "$12.34" in page


def test_an_older_file_that_was_read_otherwise_is_named_until_it_is_brought_again(alice, cast, at):
    bring(cast.business, BOUGHT + "Nora Fey,08/08/2025,3.00\n", at, "old.csv", cast.alice)
    choose(alice, a_file(BOUGHT, "new.csv"))
    upload = Upload.objects.get(file="new.csv")
    words = "old.csv was read otherwise when you brought it."
    assert words not in text_of(alice.get(page_of(upload)))
    assert words in say(alice, upload, "files-written", kind="days", read="d/m")
    alice.post(page_of(upload, "files-keep"))
    assert words in text_of(alice.get(page_of(upload)))
    bring(cast.business, BOUGHT + "Nora Fey,08/08/2025,3.00\n", at, "old.csv", cast.alice)
    assert words not in text_of(alice.get(page_of(upload)))


@pytest.mark.parametrize(("kind", "read"), [("days", "y/y"), ("moons", "d/m"), ("", "")])
def test_what_cannot_be_meant_is_refused(alice, kind, read):
    choose(alice, a_file(BOUGHT))
    upload = Upload.objects.get()
    told = {"file": "0", "kind": kind, "read": read}
    assert alice.post(page_of(upload, "files-written"), told).status_code == 400
    assert not Shape.objects.exists()


def test_a_file_that_is_kept_says_how_it_can_still_be_put_right(alice, cast, at):
    kept = bring(cast.business, BOUGHT, at, "guests.csv", cast.alice)
    page = text_of(alice.get(page_of(kept)))
    assert "read as month/day/year. Wrong? Bring the same file again" in page
    say(alice, kept, "files-written", kind="days", read="d/m")
    assert not Shape.objects.exists()
