"""Who is offered for what, and why."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Business
from goodword.advocates.measure import restand
from goodword.advocates.moves import MOST, ask_for, candidates
from goodword.conftest import Cast
from goodword.gratitude.models import ThankYou
from goodword.lib.moves import Candidate
from goodword.people.hand import add_note, leave_out, say_consent
from goodword.people.models import Person
from goodword.referrals.noting import Came, note_newcomer
from goodword.sales.models import Sale
from goodword.sales.tests.told import a_file
from goodword.talks.models import Ask, Talk
from goodword.talks.tests.people import someone

DAY = timedelta(days=1)


def came(person: Person, on: date, n: int = 12, every: int = 9) -> Person:
    """Bought n times, every so many days, the last time on that day."""
    source = a_file(person.business, "till.csv")
    Sale.objects.bulk_create(
        Sale(
            business=person.business,
            person=person,
            source=source,
            vendor_id=f"{person.code}-{back}",
            says="counted",
            state="counted",
            on=on - back * every * DAY,
            currency="USD",
            goods_cents=1250,
            told_at=person.since,
        )
        for back in range(n)
    )
    Person.every.filter(pk=person.pk).update(has_bought=True)
    return person


@pytest.fixture
def dana(cast: Cast, on: date) -> Person:
    return came(someone(cast.business, "Dana Okafor"), on - 3 * DAY)


@pytest.fixture
def marek(cast: Cast) -> Person:
    """An ally who never bought."""
    return someone(cast.business, "Marek Wolny", kind="ally", organisation="Hill School")


def offered(business: Business, on: date, kind: str) -> dict[int | None, Candidate]:
    restand(business, on)
    return {one.person: one for one in candidates(business, on) if one.kind == kind}


# Asks ---------------------------------------------------------------------------------------------


def test_a_regular_is_asked_with_the_facts_for_why(cast: Cast, dana: Person, on: date) -> None:
    ask = offered(cast.business, on, "ask")[dana.pk]
    assert ask.play == "ask_anyone"
    assert ask.why == "12 visits in 3 months, the last on Friday. You have never asked."
    assert (ask.facts, ask.room, ask.row, ask.must) == ({}, "advocates", dana.code, False)


def test_who_shows_no_sign_of_loyalty_is_not_asked(cast: Cast, on: date) -> None:
    someone(cast.business, "Eli Brandt")
    someone(cast.business, "Noor Haddad", kind="unsorted")
    assert offered(cast.business, on, "ask") == {}


def test_whom_the_owner_likes_to_bring_most_comes_first(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    eli = came(someone(cast.business, "Eli Brandt"), on - 3 * DAY, n=5)
    assert list(offered(cast.business, on, "ask")) == [dana.pk, eli.pk]


def sent_someone(cast: Cast, person: Person, at: datetime, *, may_name: bool = True) -> None:
    told = Came(how="person", name="Eli Brandt", referrer=person, may_name=may_name)
    note_newcomer(cast.business, cast.alice, at, told, "k1")


@pytest.mark.parametrize("agreed", [True, False])
def test_who_sent_somebody_is_asked_for_one_more_and_hears_a_name_only_if_that_was_agreed(
    cast: Cast, dana: Person, on: date, at: datetime, agreed: bool
) -> None:
    sent_someone(cast, dana, at, may_name=agreed)
    ask = offered(cast.business, on, "ask")[dana.pk]
    assert (ask.play, ask.facts) == ("ask_someone_like", {"newcomer_first": "Eli"} if agreed else {})


def test_who_told_a_story_is_asked_to_tell_it(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    add_note(dana, cast.alice, at, "It tastes like home", about="story")
    ask = offered(cast.business, on, "ask")[dana.pk]
    assert (ask.play, ask.facts) == ("ask_own_words", {"story": "It tastes like home"})


def test_a_journalists_own_story_is_not_offered_to_the_paper(cast: Cast, on: date, at: datetime) -> None:
    rita = someone(cast.business, "Rita Bloom", kind="press")
    add_note(rita, cast.alice, at, "Her mother baked", about="story")
    ask = offered(cast.business, on, "ask")[rita.pk]
    assert (ask.play, ask.facts) == ("ask_press", {})


def test_who_was_sent_is_asked_to_do_the_same(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    note_newcomer(cast.business, cast.alice, at, Came(how="person", person=dana, referrer_typed="Noor"), "k1")
    assert offered(cast.business, on, "ask")[dana.pk].play == "ask_was_sent"


def test_a_friend_who_never_bought_is_asked_as_a_friend_once(
    cast: Cast, marek: Person, on: date, at: datetime
) -> None:
    assert offered(cast.business, on, "ask")[marek.pk].play == "ask_first_time"
    Ask.draft(marek, cast.alice, at - 100 * DAY, play="ask_first_time", words="Hi").send(
        cast.alice, at - 100 * DAY
    )
    ask = offered(cast.business, on, "ask")[marek.pk]
    assert ask.play == "ask_anyone"
    assert ask.why.endswith("Last asked on November 22, 2025.")


def test_a_friend_who_buys_is_asked_as_a_regular(cast: Cast, marek: Person, on: date) -> None:
    came(marek, on)
    assert offered(cast.business, on, "ask")[marek.pk].play == "ask_anyone"


@pytest.mark.parametrize(
    "against",
    [
        lambda cast, dana, at: say_consent(dana, "never", cast.alice, at),
        lambda cast, dana, at: leave_out(dana, cast.alice, at),
        lambda cast, dana, at: Talk.keep(dana, cast.alice, at, kind="listen"),
        lambda cast, dana, at: Ask.draft(dana, None, at, play="ask_anyone", words="Hi").send(
            None, at - 80 * DAY
        ),
        lambda cast, dana, at: Ask.draft(dana, None, at, play="ask_anyone", words="Hi").hear(
            "no", None, at - 900 * DAY
        ),
        lambda cast, dana, at: ThankYou.open_for(
            dana, "second", room="sales", row="2", since=at.date(), at=at
        ),
    ],
)
def test_every_limit_on_asking_holds(cast: Cast, dana: Person, on: date, at: datetime, against: Any) -> None:
    assert dana.pk in offered(cast.business, on, "ask")
    against(cast, dana, at)
    # Standings of the morning: the limit alone must do it.
    assert [one for one in candidates(cast.business, on) if one.kind == "ask"] == []


def test_a_firm_is_not_asked(cast: Cast, on: date) -> None:
    came(someone(cast.business, "Hill School Ltd", is_company=True), on)
    assert offered(cast.business, on, "ask") == {}


def test_who_was_left_out_since_the_morning_is_offered_for_nothing(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    restand(cast.business, on)
    assert {one.kind for one in candidates(cast.business, on)} == {"ask", "know"}
    leave_out(dana, cast.alice, at)
    assert candidates(cast.business, on) == []


def test_the_owner_may_want_to_ask_somebody_of_whom_nothing_is_known(cast: Cast, on: date) -> None:
    eli = someone(cast.business, "Eli Brandt")
    ask = ask_for(eli, on)
    assert ask
    assert (ask.play, ask.why) == ("ask_anyone", "You have never asked.")
    assert ask_for(someone(cast.business, "Noor Haddad", kind="unsorted"), on) is None


# Silence ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_offered"), [(26, False), (27, True), (146, True), (147, False)])
def test_a_regular_silent_for_three_of_their_gaps_hears_from_us(
    cast: Cast, on: date, days: int, is_offered: bool
) -> None:
    dana = came(someone(cast.business, "Dana Okafor"), on - days * DAY)
    touches = offered(cast.business, on, "touch")
    assert (dana.pk in touches) is is_offered
    if is_offered:
        assert touches[dana.pk].play == "long_time"
        assert touches[dana.pk].why.endswith("Away for longer than three of their usual gaps.")


def test_whoever_came_three_times_has_no_rhythm_to_miss(cast: Cast, on: date) -> None:
    came(someone(cast.business, "Dana Okafor"), on - 40 * DAY, n=3)
    assert offered(cast.business, on, "touch") == {}


def test_we_are_not_in_touch_twice_a_week(cast: Cast, on: date, at: datetime) -> None:
    dana = came(someone(cast.business, "Dana Okafor"), on - 40 * DAY)
    Talk.keep(dana, cast.alice, at - 6 * DAY, kind="listen")
    assert offered(cast.business, on, "touch") == {}
    assert list(offered(cast.business, on + DAY, "touch")) == [dana.pk]


def test_an_ally_is_missed_after_ninety_days(cast: Cast, marek: Person, on: date, at: datetime) -> None:
    Talk.keep(marek, cast.alice, at - 89 * DAY, kind="thank")
    assert offered(cast.business, on, "touch") == {}
    touch = offered(cast.business, on + DAY, "touch")[marek.pk]
    assert touch.play == "ally_long_time"
    assert touch.why == "Sends people, doesn't buy. Not in touch for 90 days."
    assert touch.facts == {"organisation": "Hill School"}


@pytest.mark.parametrize(("days", "is_offered"), [(89, False), (90, True)])
def test_an_ally_with_whom_nobody_talked_yet_counts_from_the_day_they_came_into_the_books(
    cast: Cast, on: date, at: datetime, days: int, is_offered: bool
) -> None:
    marek = someone(cast.business, "Marek Wolny", kind="ally", since=at - days * DAY)
    assert (marek.pk in offered(cast.business, on, "touch")) is is_offered


def test_of_many_allies_the_longest_silence_is_first(cast: Cast, on: date, at: datetime) -> None:
    talked = [someone(cast.business, f"A{n}", kind="ally") for n in range(MOST * 2 + 5)]
    for person in talked:
        Talk.keep(person, None, at - 20 * DAY, kind="listen")
    long_ago = someone(cast.business, "Marek Wolny", kind="ally")
    Talk.keep(long_ago, None, at - 300 * DAY, kind="listen")
    assert list(offered(cast.business, on, "touch")) == [long_ago.pk]


# Questions ----------------------------------------------------------------------------------------


def test_what_is_not_known_yet_of_somebody_loyal_is_a_question(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    know = offered(cast.business, on, "know")[dana.pk]
    assert know.play == "know_story"
    assert know.why == (
        "12 visits in 3 months, the last on Friday. Not known yet: what their story with you is."
    )
    add_note(dana, cast.alice, at, "There is none", about="story", says_no=True)
    assert offered(cast.business, on, "know")[dana.pk].play == "know_access"
    add_note(dana, cast.alice, at, "Runs the school fair", about="access")
    assert offered(cast.business, on, "know")[dana.pk].play == "know_name"
    add_note(dana, cast.alice, at, "People ask for tips", about="name")
    assert offered(cast.business, on, "know") == {}


def test_a_journalist_is_not_asked_what_their_story_with_us_is(cast: Cast, on: date) -> None:
    rita = someone(cast.business, "Rita Bloom", kind="press")
    assert offered(cast.business, on, "know")[rita.pk].play == "know_access"


# Bounds -------------------------------------------------------------------------------------------


def test_another_business_is_not_offered(cast: Cast, dana: Person, on: date) -> None:
    gus = came(someone(cast.florist, "Gus Aydin"), on)
    restand(cast.florist, on)
    restand(cast.business, on)
    assert {one.person for one in candidates(cast.business, on)} == {dana.pk}
    assert {one.person for one in candidates(cast.florist, on)} == {gus.pk}


def test_a_large_book_takes_as_many_queries_as_a_small_one_and_offers_so_many(
    cast: Cast, on: date, at: datetime, django_assert_max_num_queries: Any
) -> None:
    people = Person.every.bulk_create(
        Person(business=cast.business, name=f"P{n}", kind=("ally", "family")[n % 2], since=at - 400 * DAY)
        for n in range(400)
    )
    assert people
    restand(cast.business, on)
    with django_assert_max_num_queries(20):
        found = candidates(cast.business, on)
    for kind in ("ask", "touch", "know"):
        assert len([one for one in found if one.kind == kind]) == MOST
