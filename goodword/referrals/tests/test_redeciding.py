"""Referrals in the books: made anew whenever a trace, a sale or the owner's word changes."""

from datetime import date, datetime, timedelta

import pytest

from goodword.accounts.models import Source
from goodword.advocates.measure import restand
from goodword.conftest import Cast
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.people.same import claims_of, merge
from goodword.referrals.from_files import keep_referred_by
from goodword.referrals.models import Decision, Evidence, Referral
from goodword.referrals.noting import Came, SentThemselves, note_newcomer, take_back, withdraw
from goodword.referrals.overruling import IsACircle, decision_on, let_the_rule_decide, overrule
from goodword.referrals.redeciding import redecide
from goodword.referrals.settling import resettle
from goodword.referrals.tree import senders
from goodword.sales.hand import add_sale, untell


@pytest.fixture
def dana(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Dana Okafor", kind="customer")


@pytest.fixture
def ruth(cast: Cast, at: datetime) -> Person:
    return add_person(cast.business, cast.alice, at - timedelta(days=9), name="Ruth Fenwick", kind="ally")


@pytest.fixture
def eli(cast: Cast, dana: Person, at: datetime) -> Person:
    return note_newcomer(
        cast.business, cast.alice, at, Came("person", name="Eli Brandt", referrer=dana), "k1"
    ).person


def file_says(cast: Cast, person: Person, name: str, on: date, at: datetime, key: str = "file:1") -> None:
    file = Source.objects.create(business=cast.business, kind="file", label=name, at=at, state="here")
    keep_referred_by(cast.business, file, [(person.pk, name, on, key)], at)


def stands(person: Person) -> tuple[str, str]:
    referral = Referral.objects.get(referred=person)
    return str(referral.referrer or ""), referral.state


def test_they_are_new_until_they_buy_and_again_when_it_is_taken_back(
    cast: Cast, eli: Person, on: date, at: datetime
) -> None:
    assert stands(eli) == ("Dana Okafor", "qualified")
    sale = add_sale(cast.business, cast.alice, at, person=eli, on=on, cents=500, currency="USD")
    restand(cast.business, on, [eli.pk])
    assert stands(eli) == ("Dana Okafor", "converted") and Referral.objects.get().yes_on == on
    untell(sale, cast.alice, at)
    restand(cast.business, on, [eli.pk])
    assert stands(eli) == ("Dana Okafor", "qualified")


def test_your_word_goes_before_a_file_which_says_why_it_does_not_count(
    cast: Cast, eli: Person, ruth: Person, on: date, at: datetime
) -> None:
    file_says(cast, eli, "Ruth Fenwick", on, at)
    restand(cast.business, on)
    assert stands(eli)[0] == "Dana Okafor"
    assert set(Evidence.objects.values_list("kind", "lost")) == {("owner", ""), ("file", "weaker")}


def test_two_traces_that_agree_are_one_who_was_sent(
    cast: Cast, eli: Person, dana: Person, on: date, at: datetime
) -> None:
    file_says(cast, eli, "Dana Okafor", on, at)
    restand(cast.business, on)
    [sender], _more = senders(cast.alice)
    [trace] = sender.traces
    assert (trace.referred, trace.kind) == (eli, "owner")
    assert sender.hows(trace) == ["your word", "your file says so"]


def test_with_the_trace_withdrawn_the_next_one_counts(
    cast: Cast, eli: Person, ruth: Person, on: date, at: datetime
) -> None:
    file_says(cast, eli, "Ruth Fenwick", on, at)
    withdraw(Evidence.objects.get(kind="owner"), cast.alice, at)
    assert stands(eli)[0] == "Ruth Fenwick"


def test_a_name_of_nobody_waits(cast: Cast, on: date, at: datetime) -> None:
    told = Came("person", name="Eli Brandt", referrer_typed="Zoe")
    assert stands(note_newcomer(cast.business, cast.alice, at, told, "k1").person) == ("", "pending")


def test_taken_back_there_is_no_referral(cast: Cast, eli: Person, at: datetime) -> None:
    take_back(eli.came.get(), cast.alice, at)
    assert not Referral.objects.exists()


def test_the_owner_decides_otherwise_and_takes_it_back(
    cast: Cast, eli: Person, ruth: Person, at: datetime
) -> None:
    decision = overrule(eli, ruth, "she told me", cast.alice, at, "d1")
    assert overrule(eli, ruth, "she told me", cast.alice, at, "d1") == decision
    assert stands(eli)[0] == "Ruth Fenwick" and Decision.objects.count() == 1
    assert Evidence.objects.get(referrer__name="Dana Okafor").lost == "decided"
    let_the_rule_decide(decision, cast.alice, at)
    assert stands(eli)[0] == "Dana Okafor" and decision_on(eli) is None
    overrule(eli, None, "walked in", cast.alice, at, "d2")
    assert stands(eli) == ("", "denied")


def test_a_later_decision_takes_the_place_of_the_one_before(
    cast: Cast, eli: Person, dana: Person, ruth: Person, at: datetime
) -> None:
    overrule(eli, None, "walked in", cast.alice, at, "d1")
    overrule(eli, ruth, "no, she did", cast.alice, at, "d2")
    assert stands(eli)[0] == "Ruth Fenwick"
    assert Decision.objects.filter(withdrawn_at=None).count() == 1


def test_joined_into_another_they_have_no_referral_of_their_own(
    cast: Cast, eli: Person, dana: Person, ruth: Person, on: date, at: datetime
) -> None:
    twin = note_newcomer(
        cast.business, cast.alice, at, Came("person", name="Eli B.", referrer=ruth), "k2"
    ).person
    word = merge(eli, twin, cast.alice, at)
    resettle(cast.business, claims_of(word), at)
    assert Referral.objects.count() == 1
    Referral.objects.create(business=cast.business, referred=ruth, state="void")
    restand(cast.business, on)
    assert Referral.objects.get().referrer in (dana, ruth)


def test_a_circle_and_oneself_are_refused_in_words(
    cast: Cast, eli: Person, dana: Person, at: datetime
) -> None:
    with pytest.raises(IsACircle, match="Dana Okafor comes first"):
        overrule(dana, eli, "x", cast.alice, at, "d1")
    with pytest.raises(SentThemselves):
        overrule(dana, dana, "x", cast.alice, at, "d2")
    assert not Decision.objects.exists()


def test_everything_decided_again_changes_nothing(
    cast: Cast, eli: Person, ruth: Person, on: date, at: datetime
) -> None:
    file_says(cast, eli, "Ruth Fenwick", on, at)
    file_says(cast, ruth, "Eli Brandt", on, at, "file:2")
    redecide(cast.business)
    before = list(Referral.objects.order_by("pk").values())
    redecide(cast.business)
    redecide(cast.business, [eli.pk])
    assert list(Referral.objects.order_by("pk").values()) == before
