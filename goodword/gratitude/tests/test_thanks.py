from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodword.accounts.models import Business, Change, Source
from goodword.conftest import Cast
from goodword.gratitude.measure import open_thanks
from goodword.gratitude.models import ThankYou
from goodword.gratitude.moves import candidates
from goodword.people.hand import add_person
from goodword.people.models import Person
from goodword.referrals.models import Evidence, Referral
from goodword.referrals.noting import Came, name_referrer, note_newcomer, take_back, withdraw
from goodword.sales.counting import recount_source, take_away_source
from goodword.sales.tests.told import a_file, told
from goodword.talks.limits import Why, may_ask
from goodword.talks.models import Hold, Talk
from goodword.talks.tests.people import someone

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


def sent(cast: Cast, at: datetime, key: str = "k1", **told: Any) -> Evidence:
    newcomer = note_newcomer(
        cast.business, cast.alice, at, Came(**{"how": "person", "name": "Eli Brandt"} | told), key
    )
    return Evidence.objects.get(row=newcomer.code)


def bought(person: Person, *days: date, **more: Any) -> Source:
    source = a_file(person.business)
    for n, day in enumerate(days):
        told(source, f"{person.code}-{day}-{n}", person, on=day, **more)
    recount_source(person.business, source)
    return source


def reasons(business: Business) -> list[str]:
    return sorted(
        ThankYou.objects.filter(business=business, dropped_at=None).values_list("reason", flat=True)
    )


# Opening.


def test_whoever_sent_somebody_is_to_be_thanked_once(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    evidence = sent(cast, at, referrer=dana)
    assert open_thanks(cast.business, on, at) == 1
    assert open_thanks(cast.business, on, at) == 0
    thanks = ThankYou.objects.get()
    assert (thanks.person, thanks.reason, thanks.newcomer, thanks.since) == (
        dana,
        "sent",
        evidence.referred,
        on,
    )
    assert open_thanks(cast.florist, on, at) == 0


def test_nobody_known_is_nobody_to_thank_until_the_name_is_given(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    evidence = sent(cast, at, referrer_typed="Day")
    assert open_thanks(cast.business, on, at) == 0
    name_referrer(evidence, dana, cast.alice, at)
    assert open_thanks(cast.business, on, at) == 1


def test_a_word_that_is_withdrawn_takes_its_open_thanks_and_their_hold_away(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    evidence = sent(cast, at, referrer=dana)
    open_thanks(cast.business, on, at)
    withdraw(evidence, cast.alice, at)
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == []
    assert may_ask(dana, on).ok


def test_a_name_given_to_another_moves_the_thanks(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    evidence = sent(cast, at, referrer=dana)
    open_thanks(cast.business, on, at)
    other = someone(cast.business, "Dan Okafor")
    name_referrer(evidence, other, cast.alice, at)
    open_thanks(cast.business, on, at)
    assert ThankYou.objects.get().person == other


def test_thanks_that_were_said_stay_said(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    evidence = sent(cast, at, referrer=dana)
    open_thanks(cast.business, on, at)
    ThankYou.objects.get().say(cast.alice, "text", at)
    withdraw(evidence, cast.alice, at)
    open_thanks(cast.business, on, at)
    assert ThankYou.objects.get().said_on == on


def test_old_word_of_mouth_is_not_thanked_for_out_of_the_blue(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    sent(cast, at, referrer=dana)
    assert open_thanks(cast.business, on + 91 * DAY, at) == 0
    assert open_thanks(cast.business, on + 90 * DAY, at) == 1


@pytest.mark.parametrize("fields", [{"left_out": True}, {"is_here": False}])
def test_who_is_not_seen_is_not_thanked(
    cast: Cast, dana: Person, on: date, at: datetime, fields: dict[str, Any]
) -> None:
    sent(cast, at, referrer=dana)
    Person.every.filter(pk=dana.pk).update(**fields)
    assert open_thanks(cast.business, on, at) == 0


@pytest.mark.parametrize(
    ("n", "reason"), [(1, []), (2, ["second"]), (3, []), (10, ["tenth"]), (50, ["fiftieth"])]
)
def test_round_numbers_of_visits_are_milestones(
    cast: Cast, dana: Person, on: date, at: datetime, n: int, reason: list[str]
) -> None:
    bought(dana, *(on - (1 + 20 * back) * DAY for back in range(n)))
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == reason


def test_two_sales_of_one_day_are_one_visit(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    bought(dana, on - DAY, on - DAY)
    assert open_thanks(cast.business, on, at) == 0


def test_a_history_brought_in_last_night_thanks_nobody_for_old_visits(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 400 * DAY, on - 15 * DAY)
    assert open_thanks(cast.business, on, at) == 0


@pytest.mark.parametrize(
    ("first", "on", "is_due"),
    [
        (date(2025, 3, 2), date(2026, 3, 2), True),
        (date(2025, 2, 24), date(2026, 3, 2), True),
        (date(2025, 2, 23), date(2026, 3, 2), False),
        (date(2025, 3, 3), date(2026, 3, 2), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
    ],
)
def test_a_year_together_is_thanked_for_in_its_week(
    cast: Cast, dana: Person, at: datetime, first: date, on: date, is_due: bool
) -> None:
    bought(dana, first, on - 100 * DAY, on - 99 * DAY)
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == (["year"] if is_due else [])


def test_who_has_not_come_for_half_a_year_has_no_year_together(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on.replace(year=2025), on - 181 * DAY)
    assert open_thanks(cast.business, on, at) == 0


def test_undoing_the_file_takes_its_milestones_away(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    source = bought(dana, on - 30 * DAY, on - DAY)
    assert open_thanks(cast.business, on, at) == 1
    Source.objects.filter(pk=source.pk).update(state=Source.State.UNDONE)
    take_away_source(cast.business, source)
    open_thanks(cast.business, on, at)
    assert (ThankYou.objects.count(), Hold.objects.count()) == (0, 0)


def test_a_milestone_that_nobody_thanked_for_in_a_month_is_let_go_and_not_opened_again(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 30 * DAY, on)
    open_thanks(cast.business, on, at)
    assert not may_ask(dana, on + 30 * DAY).ok
    open_thanks(cast.business, on + 31 * DAY, at + 31 * DAY)
    assert may_ask(dana, on + 31 * DAY).ok
    assert ThankYou.objects.get().dropped_at


def test_thanks_for_sending_somebody_never_lapse(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    sent(cast, at, referrer=dana)
    open_thanks(cast.business, on, at)
    open_thanks(cast.business, on + 200 * DAY, at)
    assert ThankYou.objects.get().is_open


def test_an_ally_who_sent_two_within_the_quarter_is_thanked_for_that_once(
    cast: Cast, on: date, at: datetime
) -> None:
    marek = someone(cast.business, "Marek Wolny", kind="ally")
    sent(cast, at, "k1", referrer=marek)
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == ["sent"]
    sent(cast, at, "k2", name="Noor Haddad", referrer=marek)
    sent(cast, at, "k3", name="Lin Wei", referrer=marek)
    for _day in range(2):
        open_thanks(cast.business, on + 9 * DAY, at)
    assert reasons(cast.business) == ["ally", "sent", "sent", "sent"]


def test_a_gift_is_thanked_for_and_one_that_is_a_milestone_only_once(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    cast.business.kind = Business.Kind.NONPROFIT
    bought(dana, on - 40 * DAY, on - 39 * DAY, on - 3 * DAY, on - 2 * DAY, on - 2 * DAY, purpose="gift")
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == ["gift", "gift"]
    eli = someone(cast.business, "Eli Brandt")
    bought(eli, on - 40 * DAY, on - 3 * DAY, purpose="gift")
    open_thanks(cast.business, on, at)
    assert reasons(cast.business) == ["gift", "gift", "second"]


def test_a_shop_has_sales_and_no_gifts(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    bought(dana, on - 40 * DAY, on - 39 * DAY, on - 3 * DAY)
    assert open_thanks(cast.business, on, at) == 0


# Saying.


@pytest.fixture
def thanks(cast: Cast, dana: Person, on: date, at: datetime) -> ThankYou:
    sent(cast, at, referrer=dana, may_name=True)
    open_thanks(cast.business, on, at)
    return ThankYou.objects.get()


def test_thanks_come_before_an_ask(
    cast: Cast, dana: Person, thanks: ThankYou, on: date, at: datetime
) -> None:
    reason = may_ask(dana, on).reason
    assert reason
    assert reason.why == Why.THANKS_DUE
    thanks.say(cast.alice, "text", at)
    assert may_ask(dana, on + 7 * DAY).ok


def test_thanks_said_twice_are_said_once(cast: Cast, thanks: ThankYou, on: date, at: datetime) -> None:
    thanks.say(cast.alice, "text", at, wording="thank_sent/1", said="any time")
    thanks.say(cast.hugo, "mail", at + DAY)
    thanks.refresh_from_db()
    assert (thanks.said_on, thanks.how, thanks.said_by) == (on, "text", cast.alice)
    talk = Talk.objects.get()
    assert (talk.kind, talk.play, talk.wording, talk.said) == (
        "thank",
        "thank_sent",
        "thank_sent/1",
        "any time",
    )
    assert Change.objects.filter(type="thank_you.sent").count() == 1


@pytest.mark.parametrize(("verb", "undo"), [("say", "unsay"), ("drop", "undrop")])
def test_every_verb_has_its_way_back(
    cast: Cast, dana: Person, thanks: ThankYou, on: date, at: datetime, verb: str, undo: str
) -> None:
    words = ("text",) if verb == "say" else ()
    getattr(thanks, verb)(cast.alice, *words, at)
    assert not Hold.objects.exists()
    for _press in range(2):
        getattr(thanks, undo)(cast.alice, at)
    thanks.refresh_from_db()
    assert thanks.is_open
    assert (Hold.objects.count(), Talk.objects.count()) == (1, 0)


def test_undoing_who_came_leaves_no_thanks_behind(
    cast: Cast, dana: Person, thanks: ThankYou, at: datetime
) -> None:
    from goodword.gratitude.measure import close_unfounded

    assert thanks.newcomer
    take_back(thanks.newcomer.came.get(), cast.alice, at)
    close_unfounded(cast.business, at.date(), at)
    assert (ThankYou.objects.count(), Hold.objects.count()) == (0, 0)


# What stands on the list.


def test_what_a_file_tells_is_not_of_the_day_on_which_the_file_came(
    cast: Cast, thanks: ThankYou, on: date, at: datetime
) -> None:
    Evidence.objects.update(kind=Evidence.Kind.FILE)
    open_thanks(cast.business, on, at)
    [move] = candidates(cast.business, on)
    assert move.why == "Sent Eli Brandt, as your file says. Not thanked yet."
    assert (move.play, move.due_on, move.must) == ("thank_sent_before", None, True)


def test_what_a_file_tells_is_of_the_day_when_they_first_came_if_that_is_known(
    cast: Cast, thanks: ThankYou, on: date, at: datetime
) -> None:
    Evidence.objects.update(kind=Evidence.Kind.FILE)
    Referral.objects.update(state="converted", yes_on=on - 20 * DAY)
    open_thanks(cast.business, on, at)
    thanks.refresh_from_db()
    assert (thanks.since, thanks.is_dated) == (on - 20 * DAY, True)
    [move] = candidates(cast.business, on)
    assert move.why == "Sent Eli Brandt, as your file says. They first came on February 10. Not thanked yet."
    Referral.objects.update(state="qualified", yes_on=None)
    open_thanks(cast.business, on, at)
    thanks.refresh_from_db()
    assert (thanks.since, thanks.is_dated) == (on, False)


def test_what_was_long_ago_is_thanked_for_as_that(
    cast: Cast, thanks: ThankYou, on: date, at: datetime
) -> None:
    assert [one.play for one in candidates(cast.business, on + 90 * DAY)] == ["thank_sent"]
    assert [one.play for one in candidates(cast.business, on + 91 * DAY)] == ["thank_sent_before"]


def test_who_sent_somebody_comes_first_within_two_days(cast: Cast, thanks: ThankYou, on: date) -> None:
    [move] = candidates(cast.business, on)
    assert (move.play, move.must, move.due_on) == ("thank_sent", True, on + 2 * DAY)
    assert move.facts == {"newcomer_first": "Eli"}
    assert move.why == "Sent Eli Brandt today. Not thanked yet."
    assert (move.room, move.row) == ("gratitude", thanks.code)


def test_a_newcomer_who_did_not_agree_is_not_named_to_who_sent_them(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    sent(cast, at, referrer=dana)
    open_thanks(cast.business, on, at)
    [move] = candidates(cast.business, on)
    assert (move.play, move.facts) == ("thank_sent_unnamed", {})


def test_a_practice_names_nobody_though_they_agreed(cast: Cast, thanks: ThankYou, on: date) -> None:
    cast.business.kind = Business.Kind.PRACTICE
    [move] = candidates(cast.business, on)
    assert (move.play, move.facts) == ("thank_sent_unnamed", {})


def test_a_milestone_waits_if_we_were_in_touch_this_week_and_a_sender_does_not(
    cast: Cast, dana: Person, thanks: ThankYou, on: date, at: datetime
) -> None:
    walter = someone(cast.business, "Walter Brandt")
    bought(walter, on - 40 * DAY, on - DAY)
    open_thanks(cast.business, on, at)
    assert [move.play for move in candidates(cast.business, on)] == ["thank_sent", "thank_second"]
    for person in (dana, walter):
        Talk.keep(person, None, at, kind="listen")
    assert [move.play for move in candidates(cast.business, on)] == ["thank_sent"]


def test_a_visit_is_named_by_its_weekday_only_while_that_is_clear(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    bought(dana, on - 40 * DAY, on - 3 * DAY)
    open_thanks(cast.business, on, at)
    assert [move.facts for move in candidates(cast.business, on)] == [{"day": "Friday"}]
    assert [move.facts for move in candidates(cast.business, on + 5 * DAY)] == [{}]


def test_said_and_dropped_thanks_are_not_on_the_list(
    cast: Cast, thanks: ThankYou, on: date, at: datetime
) -> None:
    thanks.drop(cast.alice, at)
    assert candidates(cast.business, on) == []
    thanks.say(cast.alice, "call", at)
    assert candidates(cast.business, on) == []


def test_opening_asks_a_fixed_number_of_questions(
    cast: Cast, on: date, at: datetime, django_assert_max_num_queries: Any
) -> None:
    source = a_file(cast.business)
    for n in range(40):
        person = someone(cast.business, f"Person {n}")
        for back in (40, 1):
            told(source, f"{n}-{back}", person, on=on - back * DAY)
    recount_source(cast.business, source)
    open_thanks(cast.business, on, at)
    assert ThankYou.objects.count() == 40
    with django_assert_max_num_queries(20):
        open_thanks(cast.business, on, at)


def test_a_person_added_by_hand_is_thanked_too(cast: Cast, on: date, at: datetime) -> None:
    marek = add_person(cast.business, cast.alice, at, name="Marek Wolny", kind="ally")
    sent(cast, at, referrer=marek)
    assert open_thanks(cast.business, on, at) == 1
