"""The steps from "they should meet" to "what came of it": each once, in its turn, with its way back."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.desk.forgetting import forget
from goodword.introductions import introducing, proposing
from goodword.introductions.introducing import NotNow
from goodword.introductions.matching import WhyNot
from goodword.introductions.models import Introduction, Need, Offer
from goodword.introductions.noting import close, note, remove, reopen
from goodword.introductions.panels import lines
from goodword.people import hand
from goodword.people.models import Household, Person, Tie
from goodword.people.same import claims_of, merge, take_back
from goodword.referrals.models import How
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.settling import resettle
from goodword.talks.limits import may_contact
from goodword.talks.models import Talk


def agreed(pair: Introduction, *who: Any) -> Introduction:
    for side in ("one", "other"):
        introducing.ask(pair, side, *who)
        introducing.hear(pair, side, "yes", *who)
    return pair


def state(pair: Introduction) -> str:
    return Introduction.objects.get(pk=pair.pk).state


def types(pair: Introduction) -> list[str]:
    return list(Change.objects.filter(row=pair.code).order_by("pk").values_list("type", flat=True))


def test_all_steps_in_their_order_and_each_is_told_in_the_log(
    cast: Cast, pair: Introduction, at: datetime
) -> None:
    who = (cast.alice, at)
    states = [state(pair)]
    for step in (
        lambda: introducing.ask(pair, "one", *who),
        lambda: introducing.hear(pair, "one", "yes", *who),
        lambda: introducing.ask(pair, "other", *who),
        lambda: introducing.hear(pair, "other", "yes", *who),
        lambda: introducing.make(pair, *who),
        lambda: introducing.tell(pair, True, "The sink is whole again", *who),
    ):
        step()
        step()  # a second press changes nothing
        states.append(state(pair))
    assert states == ["wished", "asked", "asked", "asked", "agreed", "made", "fruitful"]
    assert types(pair) == [
        "introduction.wished",
        "introduction.asked",
        "introduction.answered",
        "introduction.asked",
        "introduction.answered",
        "introduction.agreed",
        "introduction.made",
        "introduction.bore_fruit",
    ]


def test_every_step_has_its_way_back(cast: Cast, pair: Introduction, at: datetime) -> None:
    who = (cast.alice, at)
    introducing.make(agreed(pair, *who), *who)
    introducing.tell(pair, False, "", *who)
    back = [
        ("made", lambda: introducing.untell(pair, *who)),
        ("agreed", lambda: introducing.unmake(pair, *who)),
        ("asked", lambda: introducing.unhear(pair, "other", *who)),
        ("asked", lambda: introducing.unhear(pair, "one", *who)),
        ("asked", lambda: introducing.unask(pair, "other", *who)),
        ("wished", lambda: introducing.unask(pair, "one", *who)),
    ]
    for wanted, step in back:
        step()
        step()
        assert state(pair) == wanted
    introducing.unwish(pair, *who)
    assert not Introduction.objects.exists()


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (lambda pair, *who: introducing.hear(pair, "one", "yes", *who), "Ask Dana Okafor first"),
        (lambda pair, *who: introducing.make(pair, *who), "Both have to say yes"),
        (lambda pair, *who: introducing.tell(pair, True, "x", *who), "not been introduced yet"),
    ],
)
def test_a_step_out_of_its_turn_is_refused_in_words(
    cast: Cast, pair: Introduction, at: datetime, step: Any, words: str
) -> None:
    with pytest.raises(NotNow, match=words):
        step(pair, cast.alice, at)
    assert state(pair) == "wished"


def test_an_undo_that_comes_too_late_is_refused(cast: Cast, pair: Introduction, at: datetime) -> None:
    who = (cast.alice, at)
    introducing.make(agreed(pair, *who), *who)
    for late in (
        lambda: introducing.unhear(pair, "one", *who),
        lambda: introducing.unask(pair, "one", *who),
        lambda: introducing.unwish(pair, *who),
        lambda: introducing.drop(pair, *who),
    ):
        with pytest.raises(NotNow):
            late()
    assert state(pair) == "made"


def test_one_no_closes_it_and_the_other_is_not_asked(cast: Cast, pair: Introduction, at: datetime) -> None:
    who = (cast.alice, at)
    introducing.ask(pair, "one", *who)
    introducing.hear(pair, "one", "no", *who)
    assert state(pair) == "declined"
    with pytest.raises(NotNow):
        introducing.ask(pair, "other", *who)


def test_who_is_not_to_be_asked_is_not_asked(
    cast: Cast, pair: Introduction, dana: Person, at: datetime
) -> None:
    hand.say_consent(dana, "never", cast.alice, at)
    with pytest.raises(NotNow, match="not to be asked"):
        introducing.ask(pair, "one", cast.alice, at)


def test_the_same_two_for_the_same_need_are_one_by_the_database_itself(
    cast: Cast, pair: Introduction, need: Need, offer: Offer, tom: Person, at: datetime
) -> None:
    second = note(tom, "offer", "pipes, a plumber", cast.alice, at, "o2")
    assert isinstance(second, Offer)
    assert introducing.wish(need, offer, cast.alice, at) == pair
    assert introducing.wish(need, second, cast.alice, at) == pair
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.create(
            business=cast.business, one=need.person, other=tom, need=need, offer=second, at=at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.create(
            business=cast.business, one=need.person, other=need.person, need=need, offer=second, at=at
        )


# Needs and offers


def test_the_same_form_twice_is_one_need(cast: Cast, dana: Person, need: Need, at: datetime) -> None:
    assert note(dana, "need", "a plumber", cast.alice, at, "n1") == need
    assert Need.objects.count() == 1
    assert [one.type for one in Change.objects.filter(row=need.code)] == ["need.noted"]


def test_a_need_is_taken_back_unless_two_people_were_thought_of(
    cast: Cast, need: Need, offer: Offer, at: datetime
) -> None:
    pair = introducing.wish(need, offer, cast.alice, at)
    assert not remove(need, cast.alice, at) and Need.objects.exists()
    introducing.unwish(pair, cast.alice, at)
    assert remove(need, cast.alice, at) and not Need.objects.exists()


# What is proposed


def proposed(cast: Cast, who: str = "alice") -> list[tuple[str, str]]:
    found = proposing.proposals(getattr(cast, who), 10)
    return [(str(one.need.person), str(one.offer.person)) for one in found.best]


def test_the_two_are_proposed_until_they_are_thought_of(
    cast: Cast, need: Need, offer: Offer, at: datetime
) -> None:
    assert proposed(cast) == [("Dana Okafor", "Tom Reyes")]
    assert proposed(cast, "charlie") == []
    close(offer, cast.alice, at)
    assert proposed(cast) == []
    reopen(offer, cast.alice, at)
    introducing.wish(need, offer, cast.alice, at)
    assert proposed(cast) == []


def test_who_is_left_out_not_sorted_or_not_to_be_asked_is_not_proposed(
    cast: Cast, need: Need, offer: Offer, tom: Person, at: datetime
) -> None:
    consent = hand.say_consent(tom, "never", cast.alice, at)
    assert proposed(cast) == []
    hand.take_back_consent(consent, cast.alice, at)
    assert proposed(cast) != []
    hand.leave_out(tom, cast.alice, at)
    assert proposed(cast) == []
    hand.sort_as(tom, "", cast.alice, at)
    assert proposed(cast) == [] and proposed(cast, "hugo") == []


def test_who_lives_together_is_tied_or_sent_the_other_is_not_proposed(
    cast: Cast, need: Need, offer: Offer, dana: Person, tom: Person, at: datetime
) -> None:
    home = Household.objects.create(business=cast.business, name="Dana & Tom")
    Person.objects.update(household=home)
    assert proposing.why_not(cast.alice, need, offer) == WhyNot.HOME
    Person.objects.update(household=None)
    tie = hand.add_tie(tom, dana, Tie.Kind.FRIEND, cast.alice, at)
    assert proposed(cast) == [] and proposing.why_not(cast.alice, need, offer) == WhyNot.KNOWN
    hand.remove_tie(tie, cast.alice, at)
    assert proposed(cast) != []
    note_newcomer(cast.business, cast.alice, at, Came(how=How.PERSON, person=dana, referrer=tom), key="c")
    assert proposed(cast) == []


def test_a_need_that_was_met_is_not_proposed_again(
    cast: Cast, pair: Introduction, add: Any, at: datetime
) -> None:
    other = add("Ann Lee")
    note(other, "offer", "plumber", cast.alice, at, "o9")
    assert proposed(cast) == [("Dana Okafor", "Ann Lee")]
    introducing.make(agreed(pair, cast.alice, at), cast.alice, at)
    introducing.tell(pair, True, "", cast.alice, at)
    assert proposed(cast) == []


def test_an_introduction_follows_whoever_is_kept_when_two_are_one(
    cast: Cast, pair: Introduction, dana: Person, add: Any, at: datetime
) -> None:
    twin = add("Dana Okafor", email="other@okafor.example")
    note(twin, "need", "a guitar", cast.alice, at, "n7")
    resettle(cast.business, claims_of(merge(dana, twin, cast.alice, at)), at)
    kept = Person.objects.get(name="Dana Okafor")
    assert Introduction.objects.get().one == kept and kept.needs.count() == 2


def test_two_who_turn_out_to_be_one_were_not_introduced_to_themselves(
    cast: Cast, pair: Introduction, dana: Person, tom: Person, as_: Any, at: datetime
) -> None:
    word = merge(dana, tom, cast.alice, at)
    resettle(cast.business, claims_of(word), at)
    assert list(Introduction.seen_by(Introduction.objects.all(), cast.alice)) == []
    assert proposed(cast) == []
    for page in ("", "balance/"):
        assert as_("alice").get(f"/b/corner/introductions/{page}").status_code == 200
    take_back(word, cast.alice, at)
    resettle(cast.business, claims_of(word), at)
    found = Introduction.seen_by(Introduction.objects.all(), cast.alice)
    assert [(one.one, one.other) for one in found] == [(dana, tom)]


def test_whoever_is_forgotten_is_not_named_where_the_other_one_was_asked(
    cast: Cast, pair: Introduction, dana: Person, tom: Person, at: datetime
) -> None:
    kept = hand.add_note(dana, cast.alice, at, "Glad about Tom, says the pipes are fine")
    forget(tom, cast.alice, at)
    kept.refresh_from_db()
    assert "Tom" not in kept.text and not Introduction.objects.exists() and not Offer.objects.exists()
    assert Need.objects.get().person == dana


def test_asking_and_writing_to_both_is_being_in_touch_and_its_way_back_is_not(
    cast: Cast, pair: Introduction, at: datetime
) -> None:
    who, on = (cast.alice, at), cast.business.day_of(at)

    def rests() -> list[bool]:
        return [not may_contact(person, on).ok for person in (pair.one, pair.other)]

    introducing.ask(pair, "one", *who)
    introducing.ask(pair, "one", *who)
    assert rests() == [True, False] and Talk.objects.count() == 1
    words = [line.words for line in lines(pair.one, cast.alice)]
    assert words == [f"You asked whether they would like to meet {pair.other}."]
    introducing.unask(pair, "one", *who)
    assert rests() == [False, False]
    introducing.make(agreed(pair, *who), *who)
    assert rests() == [True, True] and Talk.objects.count() == 4
    introducing.unmake(pair, *who)
    assert Talk.objects.count() == 2
