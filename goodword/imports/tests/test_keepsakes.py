"""Who is held by a note stays when the only file that names them is undone, and is known again when it comes back."""

import pytest

from goodword.books.canonical import canonical
from goodword.imports.keeping import undo
from goodword.imports.settling import take_rows_away
from goodword.people.forgetting import remember_to_forget
from goodword.people.hand import add_note, add_way, wrong_way
from goodword.people.models import Claim, MaybeSame, Note, Person, Way
from goodword.people.pairs import find_pairs

from .books import bring, loose_ends

MAIL = "Name,Email,Phone\nPriya Nair,priya@nair.example,\n"
PHONE = "Name,Email,Phone\nPriya Nair,,207 555 0110\n"
NAME = "Name,Email,Phone\nPriya Nair,,\n"
ONLY_MAIL = "Name,Email,Phone\n,priya@nair.example,\n"
FIRM = "Name,Company,Email\n,Nair & Sons,\n"
NUMBER = """\
id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Description,Status,Customer ID,Customer Email
ch_1,2026-02-20 14:14:05,13.50,0.00,usd,true,,Paid,cus_1,
"""


@pytest.mark.parametrize("text", [MAIL, PHONE, NAME, ONLY_MAIL, FIRM, NUMBER])
def test_brought_again_the_file_finds_whom_a_note_had_kept(cast, at, text):
    upload = bring(cast.business, text, at)
    first = Person.objects.get()
    shown = (first.name, first.email, first.phone, first.organisation)
    add_note(first, cast.alice, at, "runs the school fair")
    undo(upload, cast.alice, at)
    left = Person.objects.get()
    assert (left.pk, left.name, left.email, left.phone, left.organisation) == (first.pk, *shown)
    assert loose_ends(cast.business) == []
    again = bring(cast.business, text, at)
    assert Person.objects.get().pk == first.pk
    undo(again, cast.alice, at)
    assert Person.objects.get().pk == first.pk
    assert Claim.objects.count() == 1


def test_another_file_with_their_name_is_offered_as_maybe_the_same(cast, at):
    upload = bring(cast.business, MAIL, at)
    add_note(Person.objects.get(), cast.alice, at, "runs the school fair")
    undo(upload, cast.alice, at)
    bring(cast.business, PHONE, at)
    assert Person.objects.count() == 2
    find_pairs(cast.business.pk)
    assert MaybeSame.objects.get().reasons == ["same name"]


def test_who_is_held_by_nothing_goes_and_who_is_named_elsewhere_needs_no_keepsake(cast, at):
    bring(cast.business, PHONE, at, "phones.csv")
    before = canonical(cast.business)
    upload = bring(cast.business, MAIL + "Tom Ash,tom@ash.example,207 555 0110\n", at, "mails.csv")
    undo(upload, cast.alice, at)
    assert canonical(cast.business) == before
    add_note(Person.objects.get(), cast.alice, at, "runs the school fair")
    upload = bring(cast.business, PHONE + "Priya Nair,priya@nair.example,207 555 0110\n", at, "mails.csv")
    undo(upload, cast.alice, at)
    assert Claim.objects.count() == 1


def test_cut_off_and_done_again_it_leaves_one_keepsake(cast, at, monkeypatch):
    upload = bring(cast.business, MAIL, at)
    add_note(Person.objects.get(), cast.alice, at, "runs the school fair")
    undo(upload, cast.alice, at)
    upload.refresh_from_db()
    take_rows_away(cast.business, upload.source, at)
    assert Claim.objects.count() == 1


def test_an_address_that_is_not_theirs_stays_so(cast, at):
    upload = bring(cast.business, MAIL, at)
    person = Person.objects.get()
    add_note(person, cast.alice, at, "runs the school fair")
    wrong_way(Way.objects.get(), cast.alice, at)
    undo(upload, cast.alice, at)
    assert Way.objects.get().is_wrong
    bring(cast.business, MAIL, at)
    person = Person.objects.get()
    assert person.email == ""


def test_what_was_typed_is_enough_to_stay_known_by(cast, at):
    upload = bring(cast.business, MAIL, at)
    add_way(Person.objects.get(), cast.alice, at, "phone", "207 555 0110")
    undo(upload, cast.alice, at)
    assert Claim.objects.get().by_hand


def test_forgetting_takes_the_keepsake_too(cast, at):
    upload = bring(cast.business, MAIL, at)
    add_note(Person.objects.get(), cast.alice, at, "runs the school fair")
    undo(upload, cast.alice, at)
    remember_to_forget(Person.objects.get(), at)
    Person.objects.get().delete()
    assert not Claim.objects.exists() and not Note.objects.exists()
    bring(cast.business, MAIL, at)
    assert not Person.objects.exists()


@pytest.mark.parametrize("mail", ["eli@novak.example", "priya@nair.example"])
def test_a_wrong_address_is_still_the_same_records_and_makes_no_one_of_two_names(cast, at, mail):
    bring(cast.business, MAIL, at)
    wrong_way(Way.objects.get(), cast.alice, at)
    bring(cast.business, f"{MAIL}Eli Novak,{mail},\n", at, "later.csv")
    assert set(Person.objects.values_list("name", "email")) == {("Priya Nair", ""), ("Eli Novak", mail)}
    assert Person.objects.count() == 2
