"""The same bytes read otherwise, after the owner has said what the columns mean, take the place of what they brought."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from goodword.accounts.holding import hold
from goodword.books.canonical import canonical
from goodword.imports import keeping
from goodword.imports.keeping import Busy, keep, mend, name_of, undo
from goodword.imports.models import Upload
from goodword.imports.receiving import correct, look_at, receive
from goodword.people.hand import add_note
from goodword.people.models import Claim, Note, Person, WordKey
from goodword.people.same import split
from goodword.referrals.settling import resettle
from goodword.sales.models import Sale

from .books import bring, facts, loose_ends

TABLE = "Who,Sum,When,Known as\nPriya Nair,20.00,2026-01-05,Pia\nEli Novak,7.50,2026-02-01,\nEli Novak,8.00,2026-02-02,\n"
OTHERWISE = {"Who": "nickname", "Sum": "total", "When": "date", "Known as": "name"}


class Crash(BaseException):
    """The power went: nothing after this line happened."""


def crash(*_args, **_more):
    raise Crash


@pytest.fixture
def business(cast):
    return cast.business


def read_again(business, at, text=TABLE, meanings=None):
    """Looked at once more, with what the owner said of its columns."""
    upload = receive(business, None, at, "file.csv", BytesIO(text.encode()))
    look_at(upload, at)
    [told] = upload.facts["files"]
    correct(upload, told["signature"], at, meanings=meanings or OTHERWISE)
    return look_at(upload, at)


def test_it_takes_the_place_of_what_it_brought(business, at):
    text = "Who,Sum,When\nPriya Nair,20.00,2026-01-05\n"
    first = bring(business, text, at)
    second = read_again(business, at, text, {"Who": "organisation", "Sum": "total", "When": "date"})
    keep(second, None, at)
    first.refresh_from_db()
    assert (first.state, second.state) == (Upload.State.UNDONE, Upload.State.HERE)
    assert Person.objects.get().organisation == "Priya Nair"
    assert loose_ends(business) == []


def test_who_stands_on_a_line_stays_the_same_person_with_their_code_and_notes(business, at, cast):
    bring(business, TABLE, at)
    codes = {person.name: person.code for person in Person.objects.all()}
    add_note(Person.objects.get(name="Priya Nair"), cast.alice, at, "runs the school fair")
    keep(read_again(business, at), None, at)
    assert {person.name: person.code for person in Person.objects.all()} == {
        "Pia": codes["Priya Nair"],
        "Eli Novak": codes["Eli Novak"],
    }
    assert Note.objects.get().person.code == codes["Priya Nair"]
    assert Sale.objects.filter(state=Sale.State.COUNTED).count() == 3
    assert Claim.objects.count() == 2
    assert loose_ends(business) == []


def test_the_books_are_as_if_it_had_been_read_so_from_the_start(business, at):
    bring(business, TABLE, at)
    second = read_again(business, at)
    keep(second, None, at)
    told = canonical(business)
    undo(second, None, at)
    assert not Person.every.exists() and not Sale.objects.exists()
    keep(read_again(business, at), None, at)
    assert canonical(business) == told


def test_that_two_are_two_holds_for_what_is_told_of_them_now(business, at, cast, monkeypatch):
    text = "Who,Mail,Town\nAnn Lee,home@lee.example,Bath\nA. Lee,home@lee.example,York\n"
    bring(business, text, at)
    [ann] = Person.objects.all()
    one, other = ann.claims.order_by("line")
    split(ann, [other.pk], cast.alice, at)
    resettle(business, [one.pk, other.pk], at)
    assert Person.objects.count() == 2
    words = WordKey.objects.count()
    upload = read_again(business, at, text, {"Who": "name", "Mail": "email", "Town": "note"})
    with monkeypatch.context() as broken:
        broken.setattr(keeping, "_commit", crash)
        with pytest.raises(Crash):
            keep(upload, None, at)
    assert WordKey.objects.count() == words and Person.objects.count() == 2
    keep(upload, None, at)
    assert Person.objects.count() == 2


def test_a_column_left_out_is_another_reading_though_no_row_tells_anything_new(business, at):
    bring(business, TABLE, at)
    meanings = {"Who": "name", "Sum": "", "When": "", "Known as": "nickname"}
    second = read_again(business, at, meanings=meanings)
    assert not second.facts["is_same"]
    keep(second, None, at)
    assert second.state == Upload.State.HERE
    assert not Sale.objects.exists()
    assert Person.objects.count() == 2
    third = receive(business, None, at, "file.csv", BytesIO(TABLE.encode()))
    assert look_at(third, at).facts["is_same"]


@pytest.mark.parametrize("step", ["_commit", "_finish", "_take_away"])
def test_cut_off_anywhere_the_one_or_the_other_reading_is_in_the_books(business, at, monkeypatch, step):
    bring(business, TABLE, at)
    before = canonical(business)
    second = read_again(business, at)
    with monkeypatch.context() as power:
        power.setattr(keeping, step, crash)
        if step == "_commit":
            power.setattr(keeping, "_roll_back", crash)
        with pytest.raises(Crash):
            keep(second, None, at)
    assert mend(at) == {"_commit": 1, "_finish": 2, "_take_away": 1}[step]
    assert loose_ends(business) == []
    if step == "_commit":
        assert canonical(business) == before
        second.refresh_from_db()
        keep(second, None, at)
    assert set(Person.objects.values_list("name", flat=True)) == {"Pia", "Eli Novak"}
    assert Claim.objects.count() == 2 and Sale.objects.count() == 3


def test_while_the_first_one_is_being_undone_it_is_said_and_nothing_changes(business, at):
    first = bring(business, TABLE, at)
    second = read_again(business, at)
    with hold(name_of(first)), pytest.raises(Busy):
        keep(second, None, at)
    assert facts(first)["people"] == 2


def test_the_page_tells_then_and_now(business, at, as_):
    bring(business, TABLE, at)
    meanings = {"Who": "name", "Sum": "", "When": "", "Known as": "nickname"}
    second = read_again(business, at, meanings=meanings)
    page = as_("alice").get(reverse("files-look", args=[business.code, second.code])).content.decode()
    assert "Then and now" in page
    assert '<th scope="row">Sales</th><td>3</td><td>0</td>' in page
    assert "new to your books" not in page
    keep(second, None, at)
    page = as_("alice").get(reverse("files-look", args=[business.code, second.code])).content.decode()
    assert "Your books know <b>2</b> people" in page


def test_a_file_that_was_undone_and_is_brought_again_is_new(business, at, as_):
    undo(bring(business, TABLE, at), None, at)
    again = bring(business, TABLE, at + timedelta(hours=1))
    page = as_("alice").get(reverse("files-look", args=[business.code, again.code])).content.decode()
    assert "2 people are new to your books" in page


TILL = "Guest,Day,Paid GBP\nNora Fey,03/04/2025,30.00\nOmar Gil,05/06/2025,40.00\nNora Fey,04/03/2025,30.00\n"
LATER_TILL = TILL + "Pia Hart,07/08/2025,50.00\n"


def turned(business, at, text):
    """Brought again, and read with the day first."""
    upload = receive(business, None, at, "till.csv", BytesIO(text.encode()))
    look_at(upload, at)
    [told] = upload.facts["files"]
    correct(upload, told["signature"], at, written={"days": "d/m"})
    upload = look_at(upload, at)
    assert not upload.facts["is_same"]
    keep(upload, None, at)
    return upload


def counted():
    rows = Sale.objects.filter(state="counted").order_by("on", "person__name")
    return [
        (on.isoformat(), name, cents)
        for on, name, cents in rows.values_list("on", "person__name", "goods_cents")
    ]


RIGHT = [
    ("2025-03-04", "Nora Fey", 3000),
    ("2025-04-03", "Nora Fey", 3000),
    ("2025-06-05", "Omar Gil", 4000),
    ("2025-08-07", "Pia Hart", 5000),
]


@pytest.mark.parametrize("again", [TILL, LATER_TILL], ids=["the older", "the newer"])
def test_a_sale_that_an_older_file_tells_too_does_not_count_once_each_way(business, at, again):
    for text in (TILL, LATER_TILL):
        bring(business, text, at)
    third = turned(business, at + timedelta(days=1), again)
    if again == TILL:
        assert counted()[:3] == RIGHT[:3] and len(counted()) == 4
        third = turned(business, at + timedelta(days=1), LATER_TILL)
    assert counted() == RIGHT
    before = canonical(business)
    undo(third, None, at + timedelta(days=2))
    assert counted() == RIGHT[:3]
    bring(business, LATER_TILL, at + timedelta(days=3), "till.csv")
    assert canonical(business) == before and loose_ends(business) == []


def test_an_older_file_that_was_read_otherwise_can_be_turned_too(business, at):
    first = bring(business, TILL, at)
    bring(business, LATER_TILL, at)
    both = turned(business, at, LATER_TILL), turned(business, at, TILL)
    first.refresh_from_db()
    assert first.state == Upload.State.UNDONE and counted() == RIGHT
    books = canonical(business)
    for upload in both:
        undo(upload, None, at)
    for text in (LATER_TILL, TILL):
        bring(business, text, at, "till.csv")
    assert canonical(business) == books


def test_another_column_of_amounts_is_read_in_the_older_file_too(business, at):
    head, rows = "Guest,Day,Value,Paid\n", ["Ann Lee,2026-01-05,100,90\n", "Bob Ray,2026-01-06,200,180\n"]
    bring(business, head + "".join(rows), at)
    later = head + "".join(rows) + "Cy Orr,2026-01-07,300,270\n"
    bring(business, later, at)
    meanings = {"Guest": "name", "Day": "date", "Value": "", "Paid": "total"}
    keep(read_again(business, at, later, meanings), None, at)
    assert [cents for _on, _name, cents in counted()] == [9000, 18000, 27000]


def test_rows_that_become_one_sale_are_one_in_the_older_file_too(business, at):
    head = "Guest,Day,Ref,Paid\n"
    rows = ["Ann Lee,2026-01-05,R1,90\n", "Ann Lee,2026-01-05,R1,10\n", "Bob Ray,2026-01-06,R2,180\n"]
    bring(business, head + "".join(rows), at)
    later = head + "".join(rows) + "Cy Orr,2026-01-07,R3,270\n"
    bring(business, later, at)
    meanings = {"Guest": "name", "Day": "date", "Ref": "sale_id", "Paid": "total"}
    second = read_again(business, at, later, meanings)
    keep(second, None, at)
    assert [cents for _on, _name, cents in counted()] == [10000, 18000, 27000]
    assert loose_ends(business) == []


def test_what_another_file_tells_of_a_numbered_sale_stays(business, at):
    head, ann = "Guest,Day,Ref,Paid\n", "Ann Lee,2026-01-05,R1,90\n"
    meanings = {"Guest": "name", "Day": "date", "Ref": "sale_id", "Paid": "total"}
    for text in (head + ann + "Bob Ray,2026-01-06,R2,80\n", head + ann):
        keep(read_again(business, at, text, meanings), None, at)
    keep(read_again(business, at, head + ann, meanings | {"Paid": ""}), None, at)
    assert [cents for _on, _name, cents in counted()] == [9000, 8000]
