"""Files that wait: each once, and told apart."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from goodword.imports.held import decide
from goodword.imports.models import Upload
from goodword.imports.receiving import look_at, receive
from goodword.people.models import Person

from .books import bring

FILES = "/b/corner/files/"
ANN = b"Name,Email\nAnn Lee,ann@lee.example\n"
TOM = b"Name,Email\nTom Ash,tom@ash.example\n"


def choose(client, *files):
    told = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(FILES, {"files": told}, follow=True).content.decode()


def test_the_same_bytes_that_wait_already_wait_once(as_, cast):
    alice = as_("alice")
    choose(alice, ("one.csv", ANN), ("two.csv", TOM))
    page = choose(alice, ("again.csv", ANN))
    assert "one.csv waits already: you had brought it before." in page
    assert set(Upload.waiting(cast.business.pk).values_list("file", flat=True)) == {"one.csv", "two.csv"}
    page = choose(alice, ("a.csv", ANN), ("b.csv", TOM))
    assert "2 files wait for you" in page


def test_two_files_of_one_name_are_told_apart_by_when_they_came(as_, cast):
    page = choose(as_("alice"), ("contacts.csv", ANN), ("contacts.csv", TOM), ("other.csv", ANN + b"Eli,\n"))
    assert page.count("brought at 4 a.m.") == 2
    assert "3 files wait for you" in page


def test_what_has_nothing_new_is_not_said_to_wait_and_is_left_out_by_one_press(as_, cast, at):
    for name, data in (("one.csv", ANN), ("two.csv", TOM)):
        bring(cast.business, data, at, name, cast.alice)
    alice = as_("alice")
    page = choose(alice, ("a.csv", ANN), ("b.csv", TOM))
    assert "2 files have nothing new" in page and "Leave all 2 out" in page and "wait for you" not in page
    page = choose(
        alice, ("c.csv", b"Name,Email\nEli Novak,eli@novak.example\n"), ("d.csv", b"Name,Email\n,\n")
    )
    assert "1 file waits for you" in page and "3 files have nothing new" in page
    page = alice.post(f"{FILES}leave/", follow=True).content.decode()
    assert "3 files are deleted." in page and "1 file waits for you" in page and "nothing new<" not in page
    assert list(Upload.waiting(cast.business.pk).values_list("file", flat=True)) == ["c.csv"]
    assert as_("bob").post(f"{FILES}leave/").status_code == 403
    assert as_("charlie").post(f"{FILES}leave/").status_code == 404


def test_a_file_in_which_all_is_to_be_mended_waits_to_be_mended(as_, cast):
    page = choose(as_("alice"), ("one.csv", ANN), ("two.csv", b"Name,Email\n#N/A,#N/A\n"))
    facts = Upload.objects.get(file="two.csv").facts["files"][0]
    assert (facts["people"], facts["held"], bool(facts["n_mistakes"])) == (0, 0, True)
    assert "2 files wait for you" in page


def test_whoever_may_not_see_the_waiting_file_has_one_of_their_own(as_, cast, at):
    look_at(receive(cast.florist, cast.charlie, at, "one.csv", BytesIO(ANN)), at)
    page = choose(as_("alice"), ("one.csv", ANN))
    assert "waits already" not in page
    assert Upload.n_waiting(cast.business.pk) == Upload.n_waiting(cast.florist.pk) == 1


def test_two_empty_files_are_each_said_to_be_empty(as_, cast):
    page = choose(as_("alice"), ("empty.csv", b""), ("other.csv", b""))
    assert page.count("is empty") == 2


def test_only_the_page_of_the_newest_file_tells_what_the_books_know(as_, cast, at):
    first = bring(cast.business, ANN, at, "one.csv", cast.alice)
    alice = as_("alice")
    page = f"{FILES}{first.code}/"
    assert "Your books know <b>1</b> person" in alice.get(page).content.decode()
    bring(cast.business, TOM, at, "two.csv", cast.alice)
    told = alice.get(page).content.decode()
    assert "Your books know" not in told and "<h1>one.csv</h1>" in told
    assert "What this file brought on March 2, 2026" in told


def test_two_files_of_one_name_in_the_books_are_told_apart_too(as_, cast, at):
    bring(cast.business, ANN, at, "contacts.csv", cast.alice)
    bring(cast.business, TOM, at, "contacts.csv", cast.alice)
    bring(cast.business, ANN + b"Eli,\n", at, "other.csv", cast.alice)
    page = as_("alice").get(FILES).content.decode()
    assert page.count("March 2, 2026, 4 a.m.</time>") == 2 and page.count("March 2, 2026</time>") == 1


def test_the_page_of_a_table_in_the_books_tells_how_it_was_read_and_what_still_waits(as_, cast, at):
    table = b"Who,Mail,Sum,When,Status\nAnn,ann@lee.example,5.00,2026-02-01,gargled\nTom,tom@ash.example,6.00,2026-02-02,paid\n"
    upload = bring(cast.business, table, at, "odd.csv", cast.alice)
    alice = as_("alice")
    page = alice.get(f"{FILES}{upload.code}/").content.decode()
    assert "Read as Who: whole name" in page and "Bring the same file again" in page
    assert "<summary>1 row waits for your word</summary>" in page
    decide(upload.held_rows.get(), "kept", cast.alice, at)
    assert "waits for your word" not in alice.get(f"{FILES}{upload.code}/").content.decode()


def test_a_copy_that_waits_is_no_more_in_the_books_when_its_file_is_undone(as_, cast, at):
    alice = as_("alice")
    kept = bring(cast.business, ANN, at, member=cast.alice)
    page = choose(alice, ("again.csv", ANN))
    assert "These are in your books already" in page
    alice.post(f"{FILES}{kept.code}/undo/")
    copy = Upload.objects.get(state="looked")
    page = alice.get(f"{FILES}{copy.code}/").content.decode()
    assert "We found <b>1</b> person" in page and "Keep it" in page
    alice.post(f"{FILES}{copy.code}/keep/")
    assert Person.objects.get().name == "Ann Lee"
