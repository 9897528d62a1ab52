"""From a look to the books and back: the same twice, crashes, the forgotten, what waits, what counts."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from goodword.accounts.holding import hold
from goodword.accounts.models import Change, Source
from goodword.books.canonical import canonical
from goodword.imports import keeping, settling
from goodword.imports.keeping import Busy, keep, mend, name_of, undo
from goodword.imports.models import HeldRow, Upload
from goodword.imports.receiving import receive
from goodword.imports.staging import folder, sweep
from goodword.people.forgetting import remember_to_forget
from goodword.people.models import Claim, Person
from goodword.referrals import settling as below
from goodword.referrals.models import Evidence
from goodword.sales.models import Sale

from .books import bring, facts, loose_ends
from .test_order import GOOGLE, LATER_ORDERS, ORDERS, PAYMENTS

GUESTS = "Name,Email,Amount,Date,Status,Referred by\n"
PRIYA = "Priya Nair,priya@nair.example,20.00,2026-01-05,paid,\n"
ELI = "Eli Novak,eli@novak.example,7.50,2026-02-01,paid,Dana Reyes\n"
ODD = "Jon Reyes,jon@reyes.example,9.00,2026-02-02,gargled,\n"


@pytest.fixture
def business(cast):
    return cast.business


def wait(business, text, at, name="file.csv"):
    """Received, and neither kept nor left out."""
    return receive(business, None, at, name, BytesIO(text.encode()))


def is_bare(business):
    return not (
        Person.every.filter(business=business).exists()
        or Claim.objects.filter(business=business).exists()
        or Sale.objects.filter(business=business).exists()
        or Evidence.objects.filter(business=business).exists()
    )


# Twice


def test_the_same_bytes_twice_are_in_the_books_once(business, at):
    first = bring(business, ORDERS, at)
    before = canonical(business)
    second = bring(business, ORDERS, at + timedelta(days=1), "again.csv")
    assert second.state == Upload.State.SAME
    assert canonical(business) == before
    for key in ("rows", "people", "sales", "refunds", "held", "refused"):
        assert facts(second)[key] == facts(first)[key]
    assert facts(second)["new"] == facts(second)["changed"] == {"people": 0, "sales": 0}


def test_a_later_export_that_holds_the_earlier_one_adds_only_what_is_new(business, at):
    bring(business, GUESTS + PRIYA, at)
    second = bring(business, GUESTS + PRIYA + ELI, at + timedelta(days=1))
    assert facts(second)["new"] == {"people": 1, "sales": 1}
    assert Person.objects.count() == 2
    assert Sale.objects.filter(state=Sale.State.COUNTED).count() == 2


def test_two_equal_rows_are_two_sales_and_stay_two(business, at):
    bring(business, GUESTS + PRIYA + PRIYA, at)
    bring(business, GUESTS + PRIYA + PRIYA + ELI, at + timedelta(days=1))
    assert Sale.objects.filter(state=Sale.State.COUNTED, person__name="Priya Nair").count() == 2


def test_two_presses_are_one(business, at):
    upload = wait(business, ORDERS, at)
    keep(upload, None, at)
    before = canonical(business)
    keep(upload, None, at)
    assert canonical(business) == before


def test_whoever_is_at_a_file_is_alone_at_it(business, at):
    upload = wait(business, ORDERS, at)
    with hold(name_of(upload)), pytest.raises(Busy):
        keep(upload, None, at)
    assert is_bare(business)


# What is kept of the file


def test_the_file_is_gone_once_it_is_kept_and_its_cells_with_it(business, at):
    upload = bring(business, GUESTS + PRIYA + "Tom,tom@home.example,1O.00,2026-01-05,paid,\n", at)
    assert not (folder() / upload.code).exists() and not upload.parts.exists()
    told = str(upload.facts)
    assert facts(upload)["n_mistakes"] == 1
    assert "Tom" not in told and "1O.00" not in told and "priya" not in told


def test_a_file_that_nobody_decides_on_is_gone_after_a_day(business, at):
    upload = wait(business, ORDERS, at)
    assert sweep(at + timedelta(hours=23)) == 0
    assert sweep(at + timedelta(hours=25)) == 1
    upload.refresh_from_db()
    assert upload.state == Upload.State.CANCELLED and upload.facts == {}
    with pytest.raises(FileNotFoundError):
        keep(Upload.objects.create(business=business, file="x", digest="x", at=at), None, at)


def test_staged_bytes_are_for_their_owner_alone(business, at):
    upload = wait(business, ORDERS, at)
    staged = folder() / upload.code
    if staged.exists():  # with PostgreSQL they are rows
        assert staged.stat().st_mode & 0o777 == 0o600
        assert folder().stat().st_mode & 0o777 == 0o700


def test_more_than_two_gigabytes_are_refused_and_not_stored(business, at, monkeypatch):
    monkeypatch.setattr("goodword.imports.limits.FILE_BYTES", 100)
    upload = wait(business, ORDERS, at)
    assert upload.state == Upload.State.UNREADABLE and "2 GB" in upload.why
    assert not (folder() / upload.code).exists() and not upload.parts.exists()


def test_a_name_is_words_and_never_a_place(business, at):
    names = {
        "../../etc/passwd": "passwd",
        "C:\\books\\orders.csv": "orders.csv",
        "a\x00b\n": "ab",
        "/": "a file",
    }
    for name, kept in names.items():
        assert wait(business, ORDERS, at, name).file == kept


# Crashes


class Crash(BaseException):
    """The power goes: nothing is tidied up."""


def crash(monkeypatch, module, name):
    def broken(*_of, **_more):
        raise Crash

    monkeypatch.setattr(module, name, broken)


def test_cut_off_while_it_is_coming_nothing_stays_and_it_can_be_kept_later(business, at, monkeypatch):
    bring(business, GOOGLE, at)
    before = canonical(business)
    upload = wait(business, ORDERS, at)
    with monkeypatch.context() as power:
        crash(power, keeping, "_commit")
        crash(power, keeping, "_roll_back")
        with pytest.raises(Crash):
            keep(upload, None, at)
    assert Sale.objects.filter(state=Sale.State.COMING).exists()
    assert canonical(business)["people"] == before["people"]
    assert mend(at) == 1
    assert canonical(business) == before and loose_ends(business) == []
    upload.refresh_from_db()
    assert upload.state == Upload.State.LOOKED
    keep(upload, None, at)
    assert Sale.objects.filter(state=Sale.State.COUNTED).count() == 2


@pytest.mark.parametrize("step", ["settle", "recount_source", "tell_senders", "match_again"])
def test_cut_off_after_the_commit_it_is_brought_to_its_end(business, at, monkeypatch, step):
    bring(business, GOOGLE, at, "google.csv")
    bring(business, PAYMENTS, at, "stripe.csv")
    upload = wait(business, ORDERS, at, "orders.csv")
    with monkeypatch.context() as power:
        crash(power, below if step == "settle" else settling, step)
        with pytest.raises(Crash):
            keep(upload, None, at)
    assert mend(at) == 1
    upload.refresh_from_db()
    assert upload.state == Upload.State.HERE
    halfway = canonical(business)
    undo(upload, None, at)
    bring(business, ORDERS, at, "orders.csv")
    assert halfway == canonical(business)


@pytest.mark.parametrize("step", ["take_away_source", "take_claims_away", "withdraw_source"])
def test_an_undo_cut_off_is_brought_to_its_end(business, at, monkeypatch, step):
    bring(business, GOOGLE, at, "google.csv")
    before = canonical(business)
    upload = bring(business, ORDERS, at, "orders.csv")
    with monkeypatch.context() as power:
        crash(power, settling, step)
        with pytest.raises(Crash):
            undo(upload, None, at)
    assert mend(at) == 1
    assert canonical(business) == before and loose_ends(business) == []


def test_what_is_still_at_work_is_left_alone(business, at):
    upload = wait(business, ORDERS, at)
    source = Source.objects.create(business=business, kind="file", label="x", at=at)
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.COMING, source=source)
    with hold(name_of(upload)):
        assert mend(at) == 0
    assert mend(at) == 1


def test_a_file_that_turns_out_unreadable_leaves_nothing(business, at, monkeypatch):
    upload = wait(business, ORDERS, at)
    with monkeypatch.context() as broken:
        crash(broken, keeping, "_commit")
        with pytest.raises(Crash):
            keep(upload, None, at)
    assert is_bare(business)
    upload.refresh_from_db()
    assert upload.state == Upload.State.LOOKED and upload.source is None


def test_of_more_ways_than_one_person_can_have_it_is_told_how_many_are_left_out(business, at):
    ways = "".join(f"EMAIL:d{n}@example.com\nTEL:+1212555{n:04d}\n" for n in range(40))
    told = bring(business, f"BEGIN:VCARD\nVERSION:3.0\nFN:Dana Bell\n{ways}END:VCARD\n", at, "book.vcf")
    [mistake] = facts(told)["mistakes"]
    assert mistake["hint"] == "20 ways to reach them were left out: 60 are the most for one person."
    assert Person.objects.get().ways.count() == 60


# Undo


def test_undo_takes_all_of_it_and_says_so_in_the_log(business, at, cast):
    upload = bring(business, GUESTS + PRIYA + ELI + ODD, at)
    undo(upload, cast.alice, at)
    undo(upload, cast.alice, at)
    assert is_bare(business) and not HeldRow.objects.exists()
    told = (
        Change.objects.filter(business=business, row=upload.code).order_by("pk").values_list("type", "member")
    )
    assert list(told) == [("file.kept", None), ("file.undone", cast.alice.pk)]


def test_what_an_undone_file_had_replaced_stands_again(business, at):
    bring(business, ORDERS, at, "orders.csv")
    later = bring(business, LATER_ORDERS, at, "later.csv")
    june = Sale.objects.filter(vendor_id="#1002", state=Sale.State.COUNTED)
    assert june.exists()
    undo(later, None, at)
    assert not june.exists() and Sale.objects.get(vendor_id="#1002").state == Sale.State.PENDING


def test_another_business_sees_nothing_of_it(business, at, cast):
    bring(business, ORDERS, at)
    bring(cast.florist, GOOGLE, at)
    assert Person.objects.filter(business=cast.florist).count() == 5
    assert not Sale.objects.filter(business=cast.florist).exists()


# The forgotten


def forget(person, at):
    remember_to_forget(person, at)
    person.delete()


def test_who_was_forgotten_stays_forgotten_and_the_sale_is_counted_once(business, at):
    bring(business, GUESTS + PRIYA, at)
    forget(Person.objects.get(), at)
    upload = bring(business, GUESTS + PRIYA + ELI, at + timedelta(days=1))
    assert list(Person.objects.values_list("name", flat=True)) == ["Eli Novak"]
    assert facts(upload)["new"] == {"people": 1, "sales": 1}
    assert Sale.objects.filter(state=Sale.State.COUNTED).count() == 2


def test_a_number_is_the_forgotten_one_however_it_is_marked(business, at):
    bring(business, "Name,Phone\nPriya Nair,207 555 0144\n", at)
    forget(Person.objects.get(), at)
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:P. Nair\nTEL;TYPE=CELL:(207) 555-0144\nEND:VCARD\n"
    upload = bring(business, card, at, "phone.vcf")
    assert not Person.objects.exists()
    assert facts(upload)["outcomes"] == {"not counted": 1}


def test_a_mere_namesake_of_the_forgotten_waits_for_the_owner(business, at):
    bring(business, "Name,Email\nPriya Nair,priya@nair.example\n", at)
    forget(Person.objects.get(), at)
    upload = bring(business, "Name,Email\nPriya Nair,other@home.example\n", at)
    assert not Person.objects.exists()
    assert facts(upload)["held"] == 1 and HeldRow.objects.get().why.startswith("bears the name")


# What counts


def test_every_row_has_exactly_one_outcome(business, at):
    told = facts(
        bring(
            business,
            GUESTS + PRIYA + PRIYA + ELI + ODD + ",,,,,\nTotal,,36.50,,,\nX,x@y.example,9,never,paid,\n",
            at,
        )
    )
    assert told["rows"] == sum(told["outcomes"].values()) == 7
    assert told["outcomes"] == {"new": 3, "held": 1, "not counted": 2, "refused": 1}


def test_refunds_stand_apart_and_void_and_pending_sales_do_not_count(business, at):
    told = facts(bring(business, PAYMENTS, at))
    assert (told["sales"], told["refunds"]) == (3, 1)
    orders = facts(bring(business, ORDERS, at))
    assert (orders["sales"], orders["rows"]) == (2, 3)
    assert Sale.objects.get(vendor_id="#1002").state == Sale.State.PENDING


def test_one_sale_that_two_vendors_saw_counts_once_whichever_came_first(business, at):
    for first, second in ((ORDERS, PAYMENTS), (PAYMENTS, ORDERS)):
        uploads = [bring(business, first, at), bring(business, second, at + timedelta(minutes=1))]
        counted = Sale.objects.filter(state=Sale.State.COUNTED, on="2026-02-20")
        assert [sale.vendor for sale in counted] == ["shopify"]
        for upload in uploads:
            undo(upload, None, at)


def test_people_are_counted_once_however_many_rows_name_them(business, at):
    told = facts(
        bring(business, GUESTS + PRIYA + PRIYA.replace("20.00", "5.00").replace("01-05", "01-09") + ELI, at)
    )
    assert (told["people"], told["twice"], told["sent"]) == (2, 1, 1)


def test_letters_that_no_database_takes_are_refused_or_left_out(business, at):
    rows = 'Name,Email\n"An\x00n Lee",ann@lee.example\nAl Lee,al@lee.example\n'
    told = facts(bring(business, rows, at))
    assert (told["people"], told["refused"]) == (1, 1)
    card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=00=ED=A0=80Lee;Al\r\nEND:VCARD\r\n"
    bring(business, card, at, "phone.vcf")
    assert Person.objects.filter(name__contains="Lee").count() == 2


def test_the_newer_of_one_vendors_files_is_shown(business, at):
    bring(business, "Name,Email\nPriya Nair,priya@nair.example\n", at)
    bring(business, "Name,Email\nPriya Natarajan,priya@nair.example\n", at + timedelta(minutes=1))
    assert Person.objects.get().name == "Priya Natarajan"


def test_a_sale_told_twice_in_a_file_counts_once_and_a_difference_is_told(business, at):
    other = ORDERS.splitlines()[1].replace("12.50", "99.00")
    upload = bring(business, ORDERS + other + "\n", at)
    assert facts(upload)["sales"] == 2
    [mistake] = facts(upload)["mistakes"]
    assert mistake["line"] == 5 and "Line 2" in mistake["hint"]
    assert facts(upload)["refused"] == 1  # it is to be mended, and not in the books


def test_a_void_row_that_contradicts_a_paid_one_is_told_and_left(business, at):
    void = ORDERS.splitlines()[1].replace("paid", "voided")
    assert "voided" in void
    upload = bring(business, ORDERS + void + "\n", at)
    assert [one["line"] for one in facts(upload)["mistakes"]] == [5]
    assert Sale.objects.get(vendor_id="#1001").state == "counted"
    assert Sale.objects.get(vendor_id="#1001").goods_cents == 1250


def test_who_is_sent_is_kept_as_evidence_and_found_when_the_sender_comes(business, at):
    bring(business, GUESTS + ELI, at)
    assert Evidence.objects.get().referrer is None
    dana = bring(business, "Name,Email\nDana Reyes,dana@reyes.example\n", at, "dana.csv")
    assert Evidence.objects.get().referrer.name == "Dana Reyes"
    undo(dana, None, at)
    # A name that only this file knew does not hold her in the books.
    assert Evidence.objects.get().referrer is None and Person.objects.get().name == "Eli Novak"


def test_days_are_told_of_the_sales_that_count_and_a_file_knows_as_far_as_its_last_row(business, at):
    head = "Order,Name,Email,Amount,Date,Status\n"
    paid = "1,Priya Nair,priya@nair.example,20.00,2026-01-05,paid\n2,Eli Novak,eli@novak.example,7.50,2026-02-01,paid\n"
    failed = "3,Ola Berg,ola@berg.example,9.00,2026-02-20,failed\n"
    told = bring(business, head + paid + failed, at)
    assert (facts(told)["first"], facts(told)["last"]) == ("2026-01-05", "2026-02-01")
    assert told.source.until == date(2026, 2, 20)
