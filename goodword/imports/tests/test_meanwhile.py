"""What else happens while files come in: an undo, somebody forgotten, the same bytes again, a crash."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goodword.desk.forgetting import FileComing, forget
from goodword.imports import batches, keeping, settling
from goodword.imports.keeping import Together, keep, mend, undo
from goodword.imports.models import Upload
from goodword.imports.receiving import receive
from goodword.people.models import Person
from goodword.referrals import settling as below

from .books import bring, loose_ends
from .test_nameless import CUSTOMER, ORDER, PAYMENT, counted

JANE = "Name,Email\nJane Grant,jane@grant.example\n"
TOM = "Name,Email\nTom Ash,tom@ash.example\n"


class Crash(BaseException):
    """The power went: nothing after this line happened."""


def crash(*_args, **_more):
    raise Crash


def received(cast, at, text, name="file.csv"):
    return receive(cast.business, None, at, name, BytesIO(text.encode()))


def names():
    return set(Person.objects.values_list("name", flat=True))


def test_nobody_is_forgotten_between_two_files_of_one_command(cast, at):
    bring(cast.business, JANE, at)
    jane = Person.objects.get()
    with Together(at) as together:
        together.keep(received(cast, at, JANE.replace("Jane", "J."), "a.csv"), None)
        with pytest.raises(FileComing):
            forget(jane, cast.alice, at)
        together.keep(received(cast, at, TOM, "b.csv"), None)
    forget(jane, cast.alice, at)
    assert names() == {"Tom Ash"}


@pytest.mark.parametrize("is_here", [False, True])
def test_the_same_bytes_twice_in_one_command_are_in_the_books_once(cast, at, is_here):
    if is_here:
        bring(cast.business, JANE, at)
    one, two = received(cast, at, JANE, "a.csv"), received(cast, at, JANE, "b.csv")
    with Together(at) as together:
        assert together.keep(one, None) and together.keep(two, None)
    assert (one.state, two.state) == (Upload.State.SAME if is_here else Upload.State.HERE, Upload.State.SAME)
    assert names() == {"Jane Grant"}


def test_of_many_files_only_so_many_are_held_at_once(cast, at):
    with Together(at) as together:
        for n in range(Together.AT_MOST + 5):
            together.keep(received(cast, at, f"Name,Email\nTom A{n},t{n}@ash.example\n"), None)
            assert len(together.written) <= Together.AT_MOST
    assert Person.objects.count() == Together.AT_MOST + 5


def test_an_undo_takes_nobody_out_of_a_file_that_is_coming(cast, at, monkeypatch):
    monkeypatch.setattr(batches, "SIZE", 1)
    first = bring(cast.business, JANE, at)
    coming = received(cast, at, JANE + "Tom Ash,tom@ash.example\nEli Novak,eli@novak.example\n")
    compare, n = batches.Walk._compare, [0]

    def meanwhile(walk, items):
        n[0] += 1
        if n[0] == 3:
            undo(first, None, at)
        compare(walk, items)

    monkeypatch.setattr(batches.Walk, "_compare", meanwhile)
    keep(coming, None, at)
    assert names() == {"Jane Grant", "Tom Ash", "Eli Novak"}
    assert loose_ends(cast.business) == []


@pytest.mark.parametrize("step", ["settle_claims", "match_again"])
def test_an_undo_cut_off_when_the_records_have_gone_leaves_nobody(cast, at, monkeypatch, step):
    upload = bring(cast.business, ORDER, at)
    with monkeypatch.context() as power:
        power.setattr(settling, step, crash)
        with pytest.raises(Crash):
            undo(upload, None, at)
    mend(at)
    assert names() == set() and loose_ends(cast.business) == []


def test_an_undo_cut_off_counts_the_sales_of_who_has_no_name_any_more(cast, at, monkeypatch):
    anonymous = ORDER.replace("dana@reyes.example", "").replace("Dana Reyes", "")
    bring(cast.business, anonymous, at)
    bring(cast.business, PAYMENT, at)
    before = counted(cast.business)
    upload = bring(cast.business, CUSTOMER, at, "customer.csv")
    assert counted(cast.business) != before
    with monkeypatch.context() as power:
        power.setattr(below, "recount_people", crash)
        with pytest.raises(Crash):
            undo(upload, None, at)
    mend(at)
    assert counted(cast.business) == before


def test_what_a_killed_import_left_keeps_nobody_from_bringing_the_file(cast, at, as_, monkeypatch):
    upload = received(cast, at, JANE)
    with monkeypatch.context() as power:
        power.setattr(keeping, "_commit", crash)
        power.setattr(keeping, "_roll_back", crash)
        with pytest.raises(Crash):
            keep(upload, None, at)
    assert mend(at) == 1
    told = {"files": SimpleUploadedFile("file.csv", JANE.encode())}
    page = as_("alice").post(reverse("files", args=["corner"]), told, follow=True).content.decode()
    assert "We found <b>1</b> person" in page


# Who stands on many rows is let go once they are written


def order(n, status):
    cells = ORDER.splitlines()[1].replace("#1001", f"#{n}").replace(",paid,", f",{status},")
    return f"{cells.removesuffix(',1')},{n}\n"


def test_a_buyer_of_many_rows_is_shown_and_written_once(cast, at, monkeypatch):
    monkeypatch.setattr(batches, "SIZE", 1)
    head = ORDER.splitlines()[0] + "\n"
    upload = bring(cast.business, head + order(1, "voided") + order(2, "paid") + order(3, "paid"), at)
    [told] = upload.facts["files"]
    assert (told["sales"], told["people"]) == (2, 1)
    assert names() == {"Dana Reyes"}


def test_a_card_with_too_many_ways_may_stand_there_twice(cast, at, monkeypatch):
    monkeypatch.setattr(batches, "SIZE", 1)
    ways = "".join(f"EMAIL:j{n}@x.example\n" for n in range(70))
    card = f"BEGIN:VCARD\nVERSION:3.0\nN:Grant;Jane;;;\nFN:Jane Grant\n{ways}END:VCARD\n"
    upload = bring(cast.business, card + card, at, "a.vcf")
    assert upload.facts["files"][0]["n_mistakes"] == 2
    assert names() == {"Jane Grant"}
