"""Merge and split by the owner's word: at once, after further files, and back again."""

from datetime import timedelta

import pytest

from goodword.books.canonical import canonical
from goodword.imports.keeping import undo as undo_file
from goodword.imports.tests.books import bring
from goodword.people.hand import add_note
from goodword.people.models import Claim, MaybeSame, Person, SameWord
from goodword.people.pairs import find_pairs
from goodword.people.same import NothingToSplit, claims_of, merge, split, take_back, tell_apart
from goodword.referrals.settling import resettle
from goodword.sales.measure import n_sales

HEAD = "Name,Email,Amount,Date\n"
ANN = HEAD + "Ann Lee,ann@lee.example,20.00,2026-01-05\n"
ANNIE = HEAD + "Annie Lee,annie@work.example,7.50,2026-02-01\n"
HOME = HEAD + "Jo Grant,home@grant.example,5.00,2026-01-05\nJ. Grant,home@grant.example,6.00,2026-01-12\n"


def said(word, at):
    resettle(word.business, claims_of(word), at)
    return word


def names(business):
    return sorted(Person.objects.filter(business=business).values_list("name", flat=True))


def person(business, name):
    return Person.objects.get(business=business, name=name)


@pytest.fixture
def two(cast, at):
    bring(cast.business, ANN, at, "a.csv")
    bring(cast.business, ANNIE, at, "b.csv")
    return person(cast.business, "Ann Lee"), person(cast.business, "Annie Lee")


def test_two_become_one_with_all_that_is_theirs_and_two_again(cast, two, at):
    ann, annie = two
    add_note(annie, cast.alice, at, "bakes")
    before = canonical(cast.business)
    word = said(merge(ann, annie, cast.alice, at), at)
    [one] = Person.objects.filter(business=cast.business)
    assert n_sales([one.pk]) == {one.pk: 2} and one.notes.count() == 1
    assert Person.every.get(pk=annie.pk).joined_into_id == one.pk
    take_back(word, cast.alice, at)
    resettle(cast.business, list(Claim.objects.values_list("pk", flat=True)), at)
    assert canonical(cast.business) == before
    assert Person.objects.get(pk=annie.pk).notes.count() == 1


def test_a_merge_holds_for_later_files_and_after_one_was_taken_out_and_brought_again(cast, at):
    bring(cast.business, ANN, at, "a.csv")
    upload = bring(cast.business, ANNIE, at, "b.csv")
    said(merge(person(cast.business, "Ann Lee"), person(cast.business, "Annie Lee"), cast.alice, at), at)
    later = HEAD + "Annie Lee,annie@work.example,9.00,2026-02-20\n"
    bring(cast.business, later, at + timedelta(days=1), "c.csv")
    assert len(names(cast.business)) == 1
    undo_file(upload, None, at)
    bring(cast.business, ANNIE, at + timedelta(days=2), "again.csv")
    [one] = Person.objects.filter(business=cast.business)
    assert n_sales([one.pk]) == {one.pk: 3}


def test_merging_twice_is_once_and_tells_nothing_new(cast, two, at):
    said(merge(*two, cast.alice, at), at)
    [one] = Person.objects.filter(business=cast.business)
    before = canonical(cast.business)
    said(merge(one, one, cast.alice, at), at)
    assert canonical(cast.business) == before


def test_one_comes_apart_stays_apart_and_is_one_again(cast, at):
    bring(cast.business, HOME, at, "a.csv")
    [jo] = Person.objects.filter(business=cast.business)
    other = jo.claims.get(name="J. Grant")
    word = said(split(jo, [other.pk], cast.alice, at), at)
    assert names(cast.business) == ["J. Grant", "Jo Grant"]
    bring(
        cast.business, HOME + "Jo Grant,home@grant.example,8.00,2026-02-12\n", at + timedelta(days=1), "b.csv"
    )
    assert names(cast.business) == ["J. Grant", "Jo Grant"]
    jo = person(cast.business, "Jo Grant")
    assert n_sales([jo.pk]) == {jo.pk: 2}
    take_back(word, cast.alice, at)
    resettle(cast.business, list(Claim.objects.values_list("pk", flat=True)), at)
    assert len(names(cast.business)) == 1


def test_the_newer_word_wins_and_taken_back_the_older_one_stands_again(cast, two, at):
    apart = said(tell_apart(*two, cast.alice, at), at)
    together = said(merge(*two, cast.alice, at), at)
    assert len(names(cast.business)) == 1
    apart.refresh_from_db()
    assert apart.taken_back_at
    take_back(together, cast.alice, at)
    resettle(cast.business, list(Claim.objects.values_list("pk", flat=True)), at)
    apart.refresh_from_db()
    assert len(names(cast.business)) == 2 and apart.taken_back_at is None


def test_told_apart_they_are_not_joined_by_what_a_later_file_says(cast, two, at):
    said(tell_apart(*two, cast.alice, at), at)
    both = "Name,Email,Phone\nAnn Lee,ann@lee.example,+12075550101\nAnn Lee,annie@work.example,+12075550101\n"
    bring(cast.business, both, at, "phones.csv")
    assert len(Person.objects.filter(business=cast.business)) == 2


@pytest.mark.parametrize("which", ["none", "all"])
def test_all_or_nothing_is_no_split(cast, two, at, which):
    ann = two[0]
    chosen = list(ann.claims.values_list("pk", flat=True)) if which == "all" else []
    with pytest.raises(NothingToSplit):
        split(ann, chosen, cast.alice, at)
    assert not SameWord.objects.exists()


def test_the_book_is_looked_through_for_pairs_and_the_florists_is_not(cast, at):
    bring(
        cast.business,
        "Name,Email\nAnn Lee,ann@lee.example\nAnn Lee,ann@work.example\nZoe Ruiz,z@x.example\n",
        at,
    )
    bring(cast.florist, "Name,Email\nAnn Lee,ann@lee.example\n", at)
    assert find_pairs(cast.business.pk) == 1
    [pair] = MaybeSame.objects.all()
    assert pair.reasons == ["same name"] and pair.one.name == pair.other.name == "Ann Lee"
    said(tell_apart(pair.one, pair.other, cast.alice, at), at)
    assert find_pairs(cast.business.pk) == 0
