"""goodword import and goodword undo-import."""

from datetime import UTC, date, datetime
from errno import EACCES, ENOSPC, EROFS
from importlib import import_module
from os import mkfifo
from pathlib import Path
from threading import Thread

import pytest
from django.db import OperationalError

from goodword.accounts.models import Business, Source
from goodword.imports.keeping import Busy, Together
from goodword.imports.models import Upload
from goodword.imports.staging import folder
from goodword.people.models import Claim, Person
from goodword.sales.models import Sale

from .test_keeping import ELI, GUESTS, ODD, PRIYA
from .test_order import GOOGLE, ORDERS

KEYS = {"file", "format", "rows", "people", "sales", "held", "refused", "mistakes"}


@pytest.fixture
def write(tmp_path):
    def write(text, name="guests.csv"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def test_a_file_opens_empty_books_and_says_what_it_took(terminal, write):
    ran = terminal("import", write(GUESTS + PRIYA), "--name", "Corner Bakery", "--country", "GB")
    assert ran.code == 0
    assert "Opened Corner Bakery" in ran.out and "country GB" in ran.out and "Europe/London" in ran.out
    business = Business.objects.get()
    assert (business.name, business.country, business.currency) == ("Corner Bakery", "GB", "GBP")
    assert Person.objects.get().name == "Priya Nair"


def test_what_nobody_says_is_taken_from_the_file(terminal, write):
    rows = "Name,Phone,Amount,Date,Currency\nPriya,+49 30 1234567,20.00,2026-01-05,EUR\n"
    terminal("import", write(rows))
    business = Business.objects.get()
    assert (business.country, business.currency) == ("DE", "EUR")


def test_the_name_is_taken_from_a_report_that_tells_it(terminal, write):
    report = "Corner Bakery\nSales by Customer Detail\nAll Dates\n\n,Date,Transaction Type,Num,Item,Amount\nDana,,,,,\n,01/15/2025,Invoice,1,Rye,6.50\n"
    ran = terminal("import", write(report))
    assert "Opened Corner Bakery" in ran.out and "the name" not in ran.out


def test_a_name_that_nobody_told_is_said_to_be_ours(terminal, write):
    assert "the name My business" in terminal("import", write(GUESTS + PRIYA)).out


def test_a_name_of_spaces_is_none(terminal, write, cast):
    ran = terminal("import", "--business", "corner", "--name", "   ", write(GUESTS + PRIYA))
    assert ran.code == 0 and "open already" not in ran.err


def test_a_name_of_spaces_is_taken_from_the_file_or_said_to_be_ours(terminal, write):
    assert "the name My business" in terminal("import", "--name", "   ", write(GUESTS + PRIYA)).out


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_pipe_is_read_once_and_enough(terminal, tmp_path, options):
    pipe = tmp_path / "guests.csv"
    mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(GUESTS + PRIYA,))
    writer.start()
    ran = terminal("import", "--json", pipe, *options)
    writer.join()
    [told] = ran.facts["files"]
    assert (ran.code, told["file"], told["people"]) == (0, "guests.csv", 1)
    assert Person.objects.count() == (0 if options else 1)


def test_the_facts_for_machines_keep_their_keys(terminal, write):
    ran = terminal(
        "import", "--json", write(GUESTS + PRIYA + ELI + ODD + "X,x@y.example,9O,2026-01-05,paid,\n")
    )
    [told] = ran.facts["files"]
    assert told.keys() >= KEYS
    assert [told[key] for key in ("rows", "people", "sales", "held", "refused")] == [4, 2, 2, 1, 1]
    [mistake] = told["mistakes"]
    assert (
        mistake["line"] == 5 and mistake["column"] == "Amount" and mistake["saw"] == "9O" and mistake["hint"]
    )
    assert told["new"] == {"people": 2, "sales": 2}


def test_the_second_time_the_file_tells_the_same_and_the_books_gain_nothing(terminal, write):
    path = write(ORDERS)
    [first] = terminal("import", "--json", path).facts["files"]
    [second] = terminal("import", "--json", path).facts["files"]
    for key in KEYS:
        assert second[key] == first[key]
    assert second["new"] == second["changed"] == {"people": 0, "sales": 0}


def test_only_looking_keeps_nothing_not_even_on_an_empty_home(terminal, write):
    path = write(GUESTS + PRIYA)
    ran = terminal("import", "--dry-run", "--json", path)
    assert ran.code == 0 and ran.facts["dry_run"] and ran.facts["files"][0]["people"] == 1
    assert not Business.objects.exists() and not Upload.objects.exists()
    terminal("import", path)
    assert terminal("import", "--dry-run", "--json", path).facts["files"][0]["new"]["people"] == 0
    assert Upload.objects.count() == 1


def test_looked_at_together_two_equal_files_are_new_once(terminal, write):
    path, copy = write(GUESTS + PRIYA), write(GUESTS + PRIYA, "copy.csv")
    ran = terminal("import", "--dry-run", "--json", path, copy)
    assert [one["new"]["people"] for one in ran.facts["files"]] == [1, 0]
    assert "adds nothing" in terminal("import", "--dry-run", path, copy).out


def test_a_day_that_is_told_is_a_day_where_the_business_is(terminal, write):
    """Half past midnight in London is the evening before in New York, where nobody knew to look."""
    midnight = datetime(2026, 3, 9, 0, 30, tzinfo=UTC)
    place = ("--country", "US", "--zone", "America/New_York", "--on", "2026-03-02")
    terminal("import", write(GOOGLE), *place, at=midnight)
    assert {Business.objects.get().day_of(one.at) for one in Claim.objects.all()} == {date(2026, 3, 2)}


def test_a_file_that_cannot_be_read_opens_no_business(terminal, write):
    ran = terminal("import", "--json", write("%PDF-1.4", "x.pdf"))
    assert ran.code == 1 and "Export" in ran.err
    [told] = ran.facts["files"]
    assert told.keys() >= KEYS and told["mistakes"][0]["hint"]
    assert not Business.objects.exists()


REFUSED = "Name,Date,Amount\nDana,31/02/2026,5.00\nEli,2026-02-03,five\n"


@pytest.mark.parametrize(
    ("text", "name"), [(REFUSED, "x.csv"), ("BEGIN:VCARD", "x.vcf"), ("BEGIN:VCARD\nFN:Dana\n", "x.vcf")]
)
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_file_of_which_no_row_can_be_read_opens_no_business(terminal, write, text, name, options):
    ran = terminal("import", write(text, name), *options)
    assert ran.code == 1 and f"Not one row of {name} can be read." in ran.err
    assert not Business.objects.exists() and "Next" not in ran.out


def test_a_file_of_which_no_row_can_be_read_is_a_failure_in_open_books_too(terminal, write, cast):
    ran = terminal("import", "--business", "corner", "--json", write(REFUSED))
    assert ran.code == 1 and ran.facts["files"][0]["refused"] == 2
    assert (
        terminal("import", "--business", "corner", write(REFUSED), write(GUESTS + PRIYA, "x.csv")).code == 1
    )


def test_one_that_cannot_be_read_keeps_no_other_out(terminal, write):
    ran = terminal("import", write("%PDF-1.4", "x.pdf"), write(GUESTS + PRIYA))
    assert ran.code == 1 and "x.pdf is a PDF" in ran.err
    assert Person.objects.count() == 1


@pytest.fixture
def closed(monkeypatch):
    """Files of that name may not be opened. Tests may run as root, who may open everything."""
    opens = Path.open

    def refused(path, mode="r", *_more, **more):
        if path.name == "closed.csv" and mode == "rb":
            raise PermissionError(EACCES, "Permission denied", str(path))
        return opens(path, mode, **more)

    monkeypatch.setattr(Path, "open", refused)


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_file_that_may_not_be_opened_keeps_no_other_out_and_says_why(terminal, write, closed, options):
    files = [write(GUESTS + PRIYA, "closed.csv"), write(GUESTS + PRIYA), write(GUESTS + ELI, "eli.csv")]
    ran = terminal("import", "--json", *files, *options)
    assert ran.code == 1 and "closed.csv may not be opened by you" in ran.err
    assert [(told["file"], told["people"]) for told in ran.facts["files"]] == [
        ("closed.csv", 0), ("guests.csv", 1), ("eli.csv", 1),
    ]  # fmt: skip
    assert "may not be opened" in ran.facts["files"][0]["mistakes"][0]["hint"]
    assert Person.objects.count() == (0 if options else 2)


def test_where_no_file_may_be_opened_nothing_is_done(terminal, write, closed):
    ran = terminal("import", write(GUESTS + PRIYA, "closed.csv"))
    assert ran.code == 1 and "may not be opened" in ran.err and not Business.objects.exists()


def test_names_of_no_file_are_wrong_use(terminal, tmp_path):
    (tmp_path / "empty").mkdir()
    ran = terminal("import", tmp_path / "nobody.csv", tmp_path / "empty")
    assert ran.code == 2 and "nobody.csv" in ran.err and f"no file in {tmp_path / 'empty'}" in ran.err


def test_a_name_of_no_file_keeps_no_other_out(terminal, write, tmp_path):
    ran = terminal("import", "--json", tmp_path / "nobody.csv", write(GUESTS + PRIYA))
    assert ran.code == 1 and "no such file" in ran.err
    assert [(told["file"], told["people"]) for told in ran.facts["files"]] == [
        ("nobody.csv", 0), ("guests.csv", 1),
    ]  # fmt: skip


def test_a_folder_is_the_files_in_it(terminal, write, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "b.csv").write_text(GUESTS + PRIYA)
    (folder / "a.csv").write_text(GUESTS + ELI)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "older").mkdir()
    ran = terminal("import", "--json", folder)
    assert "Folders in a folder are not looked into: older." in ran.err
    assert [told["file"] for told in ran.facts["files"]] == ["a.csv", "b.csv"]
    assert Person.objects.count() == 2


def test_why_a_row_waits_and_where_to_decide_is_said(terminal, write):
    ran = terminal("import", write(GUESTS + PRIYA + ODD))
    assert "1 row waits for your word (1: unknown status: gargled). Decide on the page Files" in ran.out


def test_how_the_columns_of_a_table_were_read_is_said(terminal, write):
    ran = terminal("import", write("Who,Mail,Shoe\nAnn Lee,ann@lee.example,37\n"))
    assert "Columns: Who: whole name, Mail: e-mail. Left out: Shoe." in ran.out


@pytest.mark.parametrize(
    ("option", "value"), [("--country", "XX"), ("--zone", "Mars/Base"), ("--kind", "bank")]
)
def test_a_place_or_kind_that_there_is_not_is_wrong_use(terminal, write, option, value):
    ran = terminal("import", write(GUESTS + PRIYA), option, value)
    assert ran.code == 2 and value in ran.err
    assert not Business.objects.exists()


def test_options_of_a_new_business_change_no_old_one(terminal, write, cast):
    ran = terminal(
        "import", write(GUESTS + PRIYA), "--business", "corner", "--name", "Another", "--country", "DE"
    )
    assert ran.code == 0 and "open already" in ran.err
    cast.business.refresh_from_db()
    assert cast.business.name == "Corner Bakery" and cast.business.country == "US"


def test_several_files_any_order(terminal, write, cast):
    files = [write(GOOGLE, "google.csv"), write(ORDERS, "orders.csv")]
    ran = terminal("import", "--business", "corner", "--json", *files)
    assert [told["format"] for told in ran.facts["files"]] == ["Google Contacts", "Shopify orders"]
    assert Sale.objects.filter(business=cast.business, state=Sale.State.COUNTED).count() == 2


def test_mistakes_are_said_with_their_line(terminal, write, cast):
    ran = terminal(
        "import", "--business", "corner", write(GUESTS + PRIYA + "X,x@y.example,9O,2026-01-05,paid,\n")
    )
    assert "Line 3, Amount: “9O”" in ran.out and "are to be mended: 1; all in all: 2." in ran.out
    assert "1 thing to mend:" in ran.out


def test_undo_lists_and_takes_back(terminal, write, cast):
    terminal("import", "--business", "corner", write(GOOGLE, "google.csv"))
    terminal("import", "--business", "corner", write(ORDERS, "orders.csv"))
    listed = terminal("undo-import", "--business", "corner", "--json").facts["imports"]
    assert [one["file"] for one in listed] == ["orders.csv", "google.csv"]
    ran = terminal("undo-import", "--business", "corner", listed[1]["code"].lower())
    assert ran.code == 0 and "google.csv" in ran.out
    assert Sale.objects.filter(state=Sale.State.COUNTED).count() == 2
    assert terminal("undo-import", "--business", "corner", "--last").code == 0
    assert not Person.objects.exists() and not Sale.objects.exists()
    assert terminal("undo-import", "--business", "corner", "--last").code == 1


def test_undo_of_what_there_is_not_fails_with_words(terminal, cast):
    ran = terminal("undo-import", "--business", "corner", "NOTACODE1234")
    assert ran.code == 1 and "no such import" in ran.err
    assert terminal("undo-import", "--business", "corner", "X", "--last").code == 2


def test_a_file_that_another_process_is_at_is_said_to_be_busy(terminal, write, cast, monkeypatch):
    def busy(*_of, **_more):
        raise Busy("This file is being worked on already.")

    monkeypatch.setattr(Together, "keep", busy)
    ran = terminal("import", "--business", "corner", write(GUESTS + PRIYA))
    assert ran.code == 1 and "being worked on" in ran.err


# Where nothing can be written


@pytest.mark.parametrize("module", ["goodword.imports.keeping._walked", "goodword.imports.keeping._finish"])
def test_on_a_full_disk_the_copy_of_the_file_goes_at_once(terminal, write, cast, monkeypatch, module):
    def full(*_of, **_more):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(module, full)
    monkeypatch.setattr("goodword.imports.keeping._roll_back", full)
    before = set(folder().iterdir())
    with pytest.raises(OperationalError):
        terminal("import", "--business", "corner", write(GUESTS + PRIYA))
    assert set(folder().iterdir()) == before


def test_a_copy_that_cannot_be_made_leaves_no_file_that_waits(terminal, write, cast, monkeypatch):
    def full(*_of):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("goodword.imports.staging.hashlib.sha256", full)
    before = set(folder().iterdir())
    with pytest.raises(OSError, match="No space"):
        terminal("import", "--business", "corner", write(GUESTS + PRIYA))
    assert set(folder().iterdir()) == before and Upload.n_waiting(cast.business.pk) == 0


def test_what_stands_halfway_on_a_full_disk_is_one_sentence_and_no_trace(
    terminal, write, cast, at, monkeypatch, caplog
):
    def full(*_of):
        raise OperationalError("database or disk is full")

    source = Source.objects.create(business=cast.business, kind="file", label="x", at=at)
    Upload.objects.create(business=cast.business, file="x.csv", at=at, state="coming", source=source)
    monkeypatch.setattr("goodword.imports.keeping._drop_coming", full)
    with pytest.raises(OperationalError):
        terminal("import", "--business", "corner", write(GUESTS + PRIYA))
    assert not caplog.records


def test_books_in_a_folder_that_can_only_be_read_are_said_to_be(terminal, write, cast, monkeypatch):
    def closed(*_of):
        raise OSError(EROFS, "Read-only file system")

    monkeypatch.setattr(import_module("goodword.imports.management.commands.import"), "mend", closed)
    ran = terminal("import", "--business", "corner", write(GUESTS + PRIYA))
    assert ran.code == 1 and "can only be read" in ran.err


def test_rows_that_do_not_count_are_told_with_their_reasons(terminal, write):
    told = "Name,Date,Amount,Status\nTim,2026-01-04,41.00,pending\nAna,2026-01-04,4.00,paid\nBo,2026-01-04,5.00,void\n"
    for options in ((), ("--dry-run",)):
        out = terminal("import", write(told), *options).out
        assert "2 rows do not count" in out and "1: not paid yet" in out and "1: void" in out
