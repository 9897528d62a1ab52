from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Source
from goodword.conftest import Cast
from goodword.people.hand import add_note, add_person
from goodword.people.models import Claim, Person
from goodword.referrals.from_files import keep_referred_by, withdraw_source
from goodword.referrals.how_words import how_of
from goodword.referrals.models import Evidence, How, Newcomer
from goodword.referrals.noting import (
    Came,
    SentThemselves,
    name_referrer,
    note_newcomer,
    restore,
    take_back,
    was_taken_back,
    withdraw,
)
from goodword.sales.models import Sale


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Dana Okafor", kind="customer")


def came(cast: Cast, at: datetime, key: str = "k1", **told: Any) -> Newcomer:
    told = {"how": "person", "name": "Eli Brandt"} | told
    return note_newcomer(cast.business, cast.alice, at, Came(**told), key)


def test_eli_came_because_of_dana(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    newcomer = came(cast, at, referrer=dana, may_name=True, amount_cents=1250)
    assert (newcomer.how, newcomer.on, newcomer.may_name) == (How.PERSON, on, True)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer, evidence.referred) == ("owner", dana, newcomer.person)
    newcomer.person.refresh_from_db()
    assert (str(newcomer.person), newcomer.person.kind, newcomer.person.has_bought) == (
        "Eli Brandt",
        "customer",
        True,
    )
    assert Sale.objects.get().goods_cents == 1250


def test_the_same_form_twice_is_one_newcomer(cast: Cast, dana: Person, at: datetime) -> None:
    first = came(cast, at, referrer=dana, amount_cents=100)
    assert came(cast, at, referrer=dana, amount_cents=100) == first
    assert (Person.objects.count(), Evidence.objects.count(), Sale.objects.count()) == (2, 1, 1)


def test_a_name_that_one_person_bears_is_that_person(cast: Cast, dana: Person, at: datetime) -> None:
    came(cast, at, referrer_typed="dana  okafor")
    assert Evidence.objects.get().referrer == dana


@pytest.mark.parametrize("typed", ["Dana", "Okafor", "Dana Okaforr"])
def test_a_name_that_is_only_near_stays_a_name(cast: Cast, dana: Person, at: datetime, typed: str) -> None:
    came(cast, at, referrer_typed=typed)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer, evidence.referrer_typed) == ("typed", None, typed)


def test_a_name_that_two_people_bear_joins_neither(cast: Cast, dana: Person, at: datetime) -> None:
    add_person(cast.business, cast.alice, at, name="Dana Okafor", kind="customer")
    came(cast, at, referrer_typed="Dana Okafor")
    assert Evidence.objects.get().referrer is None


def test_the_florists_dana_is_not_the_bakerys(cast: Cast, at: datetime) -> None:
    add_person(cast.florist, cast.charlie, at, name="Dana Okafor", kind="customer")
    came(cast, at, referrer_typed="Dana Okafor")
    assert Evidence.objects.get().referrer is None


def test_somebody_new_who_sends_people_is_an_ally(cast: Cast, at: datetime) -> None:
    came(cast, at, referrer_typed="Marek Wolny", is_new_referrer=True)
    evidence = Evidence.objects.get()
    assert evidence.referrer
    assert (str(evidence.referrer), evidence.referrer.kind) == ("Marek Wolny", "ally")


def test_who_was_not_sorted_is_sorted_by_coming_or_sending(cast: Cast, at: datetime) -> None:
    marek = add_person(cast.business, cast.alice, at, name="Marek Wolny")
    noor = add_person(cast.business, cast.alice, at, name="Noor Haddad")
    newcomer = came(cast, at, person=noor, referrer=marek)
    kinds = [Person.objects.get(pk=person.pk).kind for person in (marek, noor)]
    assert kinds == ["ally", "customer"]
    take_back(newcomer, cast.alice, at)
    kinds = [Person.objects.get(pk=person.pk).kind for person in (marek, noor)]
    assert kinds == ["unsorted", "unsorted"]


@pytest.mark.parametrize("how", ["ad", "search", "walked", "article", "unknown"])
def test_who_came_by_themselves_has_no_evidence(cast: Cast, dana: Person, at: datetime, how: str) -> None:
    assert came(cast, at, how=how, referrer=dana, detail="the local paper").detail == "the local paper"
    assert not Evidence.objects.exists()


def test_nobody_sends_themselves_and_nothing_is_kept(cast: Cast, dana: Person, at: datetime) -> None:
    with pytest.raises(SentThemselves):
        came(cast, at, person=dana, referrer=dana)
    assert not Newcomer.objects.exists()


def test_undo_leaves_the_books_as_they_were(cast: Cast, dana: Person, at: datetime) -> None:
    newcomer = came(cast, at, referrer_typed="Marek Wolny", is_new_referrer=True, amount_cents=100)
    take_back(newcomer, cast.alice, at)
    assert list(Person.every.values_list("pk", flat=True)) == [dana.pk]
    counts = [model.objects.count() for model in (Newcomer, Evidence, Sale)]
    assert counts == [0, 0, 0]
    assert was_taken_back(cast.business, newcomer.code)
    assert not was_taken_back(cast.florist, newcomer.code)


def test_undo_leaves_whoever_is_known_for_more_by_now(cast: Cast, dana: Person, at: datetime) -> None:
    newcomer = came(cast, at, referrer=dana)
    eli = newcomer.person
    add_note(eli, cast.alice, at, "likes rye")
    take_back(newcomer, cast.alice, at)
    assert Person.objects.filter(pk=eli.pk).exists()


def test_a_name_is_given_a_person_later_and_that_is_undone(cast: Cast, dana: Person, at: datetime) -> None:
    came(cast, at, referrer_typed="Day")
    evidence = Evidence.objects.get()
    assert name_referrer(evidence, dana, cast.alice, at).referrer == dana
    assert name_referrer(evidence, None, cast.alice, at).referrer is None
    with pytest.raises(SentThemselves):
        name_referrer(evidence, evidence.referred, cast.alice, at)


def test_a_trace_is_withdrawn_and_restored_and_never_lost(cast: Cast, dana: Person, at: datetime) -> None:
    came(cast, at, referrer=dana)
    evidence = Evidence.objects.get()
    for _press in range(2):
        withdraw(evidence, cast.alice, at)
    assert Evidence.objects.get().withdrawn_at == at
    for _press in range(2):
        restore(evidence, cast.alice, at)
    assert Evidence.objects.get().withdrawn_at is None


# What a file tells.


@pytest.fixture
def file(cast: Cast, at: datetime) -> Source:
    return Source.objects.create(business=cast.business, kind="file", label="a.csv", at=at, state="here")


@pytest.fixture
def eli(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at, name="Eli Brandt")


def test_referred_by_in_a_file_is_kept_once(
    cast: Cast, dana: Person, eli: Person, file: Source, on: date, at: datetime
) -> None:
    rows = [(eli.pk, "Dana Okafor", on, "file:1")]
    assert keep_referred_by(cast.business, file, rows, at) == 1
    assert keep_referred_by(cast.business, file, rows, at) == 0
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.referrer) == ("file", dana)
    assert Newcomer.objects.get().how == How.PERSON


@pytest.mark.parametrize(
    ("typed", "how", "detail"),
    [
        ("Facebook", "unknown", "Facebook"),
        ("flyer", "ad", "flyer"),
        ("Google Ads", "ad", "Google Ads"),
        ("Walk-in", "walked", "Walk-in"),
        ("a friend", "person", ""),
        ("Word of mouth", "person", ""),
    ],
)
def test_a_way_that_names_nobody_is_kept_as_how_they_came(
    cast: Cast, eli: Person, file: Source, on: date, at: datetime, typed: str, how: str, detail: str
) -> None:
    for _twice in range(2):
        keep_referred_by(cast.business, file, [(eli.pk, typed, on, "file:1")], at)
    newcomer = Newcomer.objects.get()
    assert (newcomer.how, newcomer.detail) == (how, detail)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "walk past",
        "walked by",
        "passing by",
        "walk-in",
        "passer-by",
        "Walking past",
        "Passers-by",
        "was passing",
    ]
    + ["Laufkundschaft", "zufällig vorbeigekommen", "Im Vorbeigehen", "de passage", "En passant", "de paso"]
    + ["Pasaba por aquí", "di passaggio", "kwam langs", "De passagem", "przechodząc obok", "Z ulicy"],
)
def test_whoever_walked_past_was_sent_by_nobody(typed: str) -> None:
    assert how_of(typed) == How.WALKED


@pytest.mark.parametrize("typed", ["Dana Whitfield", "Will Friend", "Mark Online", "Rose"])
def test_what_may_be_a_name_is_a_name(typed: str) -> None:
    assert how_of(typed) is None


def test_a_file_in_which_somebody_sent_themselves_names_nobody(
    cast: Cast, eli: Person, file: Source, on: date, at: datetime
) -> None:
    keep_referred_by(cast.business, file, [(eli.pk, "Eli Brandt", on, "file:1")], at)
    assert Evidence.objects.get().referrer is None


def test_undoing_the_file_takes_its_traces_away_unless_another_file_tells_them(
    cast: Cast, eli: Person, file: Source, on: date, at: datetime
) -> None:
    other = Source.objects.create(business=cast.business, kind="file", label="b.csv", at=at, state="here")
    for source in (file, other):
        Claim.objects.create(
            business=cast.business, person=eli, source=source, at=at, digest="1", referred_by="Dana"
        )
    keep_referred_by(cast.business, file, [(eli.pk, "Dana", on, "file:1"), (eli.pk, "Sam", on, "file:2")], at)
    Source.objects.filter(pk=file.pk).update(state="undone")
    withdraw_source(cast.business, file, at)
    assert [(one.key, one.source) for one in Evidence.objects.all()] == [("file:1", other)]
    Source.objects.filter(pk=other.pk).update(state="undone")
    withdraw_source(cast.business, other, at)
    assert not Evidence.objects.exists()
    assert not Newcomer.objects.exists()
