"""One order told twice: of its buyer by name alone, or with a broken address, and with one that works."""

from datetime import timedelta
from itertools import permutations

import pytest

from goodword.accounts.models import Business
from goodword.books.canonical import canonical
from goodword.imports.keeping import undo
from goodword.people.models import Note, Person
from goodword.sales.models import Sale

from .books import bring, loose_ends

HEAD = "Order,Name,Email,Date,Amount\n"
BROKEN = HEAD + "7,Ines Costa,ines@@costa,2026-02-14,24.00\n"
MENDED = HEAD + "7,Ines Costa,ines@costa.example,2026-02-14,24.00\n"
OTHER = HEAD + "8,Ines Costa,ines@other.example,2026-02-15,5.00\n"
OTHER_BROKEN = HEAD + "8,Ines Costa,ines@@costa,2026-02-15,5.00\n"


def people(business):
    rows = Person.objects.filter(business=business).order_by("name", "email")
    return [(one.name, one.email, one.has_bought) for one in rows]


INES = ("Ines Costa", "ines@costa.example", True)


@pytest.mark.parametrize("said", ["ines@@costa", ""], ids=["broken", "none"])
def test_a_mail_mended_in_the_shop_makes_no_second_person(cast, at, said):
    bring(cast.business, BROKEN.replace("ines@@costa", said), at)
    bring(cast.business, MENDED, at + timedelta(days=1))
    assert people(cast.business) == [INES]
    assert Sale.objects.filter(state="counted").get().person == Person.objects.get()
    assert loose_ends(cast.business) == []


@pytest.mark.parametrize("files", list(permutations([BROKEN, MENDED, OTHER])))
def test_the_order_of_the_files_decides_nothing(cast, at, files):
    other = Business.objects.create(name="Same", country="US", currency="USD", opened_at=at)
    for text in (BROKEN, MENDED, OTHER):
        bring(cast.business, text, at)
    for text in files:
        bring(other, text, at)
    assert people(other) == [INES, ("Ines Costa", "ines@other.example", True)]
    assert canonical(cast.business) == canonical(other)


@pytest.mark.parametrize("files", list(permutations([BROKEN, MENDED, OTHER, OTHER_BROKEN], 4))[::5])
def test_which_of_two_namesakes_is_meant_nobody_knows(cast, at, files):
    for text in files:
        bring(cast.business, text, at)
    assert {mail for _name, mail, _has in people(cast.business)} == {
        "ines@costa.example", "ines@other.example", "ines@@costa",
    }  # fmt: skip


def test_a_buyer_of_another_name_is_another_buyer(cast, at):
    bring(cast.business, BROKEN, at)
    bring(cast.business, MENDED.replace("Ines", "Joao"), at + timedelta(days=1))
    assert [name for name, _mail, _has in people(cast.business)] == ["Ines Costa", "Joao Costa"]


def test_what_was_noted_of_them_goes_along_and_comes_back_at_undo(cast, at):
    bring(cast.business, BROKEN, at)
    Note.objects.create(
        business=cast.business, person=Person.objects.get(), text="likes rye", at=at, on=at.date()
    )
    mended = bring(cast.business, MENDED, at + timedelta(days=1))
    assert people(cast.business) == [INES] and Note.objects.get().person == Person.objects.get()
    undo(mended, None, at)
    assert people(cast.business) == [("Ines Costa", "ines@@costa", True)]
    assert Note.objects.get().person == Person.objects.get() and loose_ends(cast.business) == []


def test_with_the_first_file_undone_the_mended_one_stays(cast, at):
    broken = bring(cast.business, BROKEN, at)
    bring(cast.business, MENDED, at + timedelta(days=1))
    undo(broken, None, at)
    assert people(cast.business) == [INES] and loose_ends(cast.business) == []


def test_with_the_mended_file_undone_a_third_tells_who_is_meant(cast, at):
    bring(cast.business, BROKEN, at)
    mended = bring(cast.business, MENDED, at)
    bring(cast.business, MENDED.replace("24.00", "25.00"), at)
    undo(mended, None, at)
    assert people(cast.business) == [INES] and loose_ends(cast.business) == []


def test_with_one_of_two_namesakes_undone_the_other_is_meant(cast, at):
    for text in (BROKEN, OTHER_BROKEN, MENDED):
        bring(cast.business, text, at)
    assert people(cast.business) == [INES]
    other = bring(cast.business, OTHER, at)
    assert len(people(cast.business)) == 3
    undo(other, None, at)
    assert people(cast.business) == [INES] and loose_ends(cast.business) == []
