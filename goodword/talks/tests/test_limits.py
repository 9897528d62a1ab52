"""Every limit on asking, each alone; then, over made-up years, that none is ever passed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.accounts.models import Business
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.talks.limits import Why, may_ask, may_contact, why_not, why_not_contact, why_not_either
from goodword.talks.models import Ask, Hold, Talk

from .people import someone

DAY = timedelta(days=1)


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


def asked(person: Person, at: datetime, answer: str = "") -> Ask:
    ask = Ask.draft(person, None, at, play="know_anyone", words="Hi").send(None, at)
    return ask.hear(answer, None, at) if answer else ask


def why(person: Person, on: date) -> Why | None:
    reason = may_ask(person, on).reason
    return reason.why if reason else None


def test_a_customer_who_was_never_asked_may_be(dana: Person, on: date) -> None:
    assert may_ask(dana, on).ok
    assert may_ask(dana, on).words == ""


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "unsorted"}, Why.UNSORTED),
        ({"left_out": True}, Why.LEFT_OUT),
        ({"never_ask": True}, Why.NEVER),
        ({"is_here": False}, Why.GONE),
        ({"left_out": True, "never_ask": True}, Why.LEFT_OUT),
    ],
)
def test_who_is_not_to_be_asked_by_the_owners_word_is_not(
    cast: Cast, on: date, fields: dict[str, Any], told: Why
) -> None:
    person = someone(cast.business, "Eli Brandt", **fields)
    assert why(person, on) == told
    assert may_ask(person, on).words


def test_an_ask_without_an_answer_counts_for_ninety_days(dana: Person, on: date, at: datetime) -> None:
    asked(dana, at)
    verdict = may_ask(dana, on + 89 * DAY)
    assert verdict.reason and verdict.reason.why == Why.RESTING
    assert "May 31, 2026" in verdict.words
    assert may_ask(dana, on + 90 * DAY).ok


def test_the_owner_sets_how_long_to_rest(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    Business.objects.filter(pk=cast.business.pk).update(ask_rest_days=180)
    cast.business.refresh_from_db()
    dana.business = cast.business
    asked(dana, at)
    assert why(dana, on + 90 * DAY) == Why.RESTING
    assert may_ask(dana, on + 180 * DAY).ok


def test_words_that_were_opened_count_until_they_were_not_sent(dana: Person, on: date, at: datetime) -> None:
    ask = Ask.draft(dana, None, at, play="know_anyone", words="Hi").mark_opened(None, at)
    assert why(dana, on + 30 * DAY) == Why.RESTING
    ask.unmark_opened(None, at)
    assert may_ask(dana, on + 30 * DAY).ok


def test_a_draft_counts_for_nothing(dana: Person, on: date, at: datetime) -> None:
    Ask.draft(dana, None, at, play="know_anyone", words="Hi")
    assert may_ask(dana, on).ok


def test_a_maybe_rests_for_ninety_days_from_the_answer(dana: Person, on: date, at: datetime) -> None:
    ask = asked(dana, at)
    ask.hear("maybe", None, at + 60 * DAY)
    assert why(dana, on + 149 * DAY) == Why.SAID_MAYBE
    assert may_ask(dana, on + 150 * DAY).ok


def test_a_no_holds_for_ever_until_the_owner_lifts_it(dana: Person, on: date, at: datetime) -> None:
    ask = asked(dana, at, "no")
    assert why(dana, on + 3650 * DAY) == Why.SAID_NO
    ask.lift_no(None, at)
    assert may_ask(dana, on + 90 * DAY).ok
    ask.restore_no(None, at)
    assert why(dana, on + 90 * DAY) == Why.SAID_NO


def test_three_asks_are_all_there_are(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    for n in range(3):
        asked(dana, at + n * 100 * DAY, "yes")
    later = on + 2000 * DAY
    assert why(dana, later) == Why.OFTEN
    assert "3 times" in may_ask(dana, later).words
    cast.business.asks_allowed = 4
    dana.business = cast.business
    assert may_ask(dana, later).ok


def test_nobody_is_asked_before_they_are_thanked(cast: Cast, dana: Person, on: date) -> None:
    hold = Hold.objects.create(
        business=cast.business, person=dana, why="thanks_due", room="gratitude", row="X"
    )
    assert why(dana, on) == Why.THANKS_DUE
    hold.delete()
    assert may_ask(dana, on).ok


def by_lot(person: Person, until: date | None) -> Hold:
    told = {"why": "left_unasked", "room": "growth", "row": "T", "until_on": until}
    return Hold.objects.create(business=person.business, person=person, **told)


def test_whom_the_lot_leaves_unasked_is_asked_from_the_day_that_was_told(dana: Person, on: date) -> None:
    by_lot(dana, on + 90 * DAY)
    verdict = may_ask(dana, on + 89 * DAY)
    assert verdict.reason and verdict.reason.why == Why.LEFT_UNASKED
    assert verdict.words == "Left unasked by lot until May 31, 2026, to see what asking adds."
    assert may_ask(dana, on + 90 * DAY).ok


def test_whom_the_lot_leaves_unasked_is_still_thanked_and_listened_to(dana: Person, on: date) -> None:
    by_lot(dana, on + 90 * DAY)
    assert may_contact(dana, on).ok


def test_the_lot_is_told_before_thanks_and_thanks_once_it_is_over(dana: Person, on: date) -> None:
    by_lot(dana, on + 90 * DAY)
    Hold.objects.create(business=dana.business, person=dana, why="thanks_due", room="gratitude", row="X")
    assert (why(dana, on), why(dana, on + 90 * DAY)) == (Why.LEFT_UNASKED, Why.THANKS_DUE)


@pytest.mark.parametrize("kind", ["thank", "listen", "touch", "hear_back"])
def test_contact_is_once_a_week(dana: Person, on: date, at: datetime, kind: str) -> None:
    Talk.keep(dana, None, at, kind=kind)
    assert not may_contact(dana, on + 6 * DAY).ok
    assert why(dana, on + 6 * DAY) == Why.IN_TOUCH
    assert may_contact(dana, on + 7 * DAY).ok
    assert may_ask(dana, on + 7 * DAY).ok


def test_a_question_at_the_next_visit_is_no_contact(dana: Person, on: date, at: datetime) -> None:
    Talk.keep(dana, None, at, kind="know")
    assert may_contact(dana, on).ok


def test_who_must_not_be_asked_may_still_be_thanked(cast: Cast, on: date) -> None:
    person = someone(cast.business, "Eli Brandt", never_ask=True)
    assert may_contact(person, on).ok


def test_the_reason_that_lasts_longest_is_told(dana: Person, on: date, at: datetime) -> None:
    asked(dana, at, "no")
    Talk.keep(dana, None, at, kind="thank")
    assert why(dana, on) == Why.SAID_NO


def test_the_florists_asks_are_not_the_bakerys(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    asked(dana, at)
    assert dana.pk in why_not(cast.business, on)
    assert why_not(cast.florist, on) == {}
    assert why_not(cast.florist, on, [dana.pk]) == {}


def test_all_at_once_says_the_same_as_one_by_one(
    cast: Cast, on: date, at: datetime, django_assert_max_num_queries: Any
) -> None:
    people = [someone(cast.business, f"Person {n}", never_ask=n % 7 == 0) for n in range(30)]
    for n, person in enumerate(people):
        if n % 3 == 0:
            asked(person, at - n * 9 * DAY, ["", "maybe", "no", "yes"][n % 4])
    with django_assert_max_num_queries(4):
        everyone = why_not(cast.business, on)
    assert everyone == {p.pk: r for p in people if (r := may_ask(p, on).reason)}
    everybody = [p.pk for p in people]
    assert why_not_either(cast.business, on, everybody) == (
        why_not(cast.business, on, everybody),
        why_not_contact(cast.business, on, everybody),
    )
    assert why_not(cast.business, on, [p.pk for p in people[:4]]) == {
        p.pk: everyone[p.pk] for p in people[:4] if p.pk in everyone
    }


def test_a_list_for_the_last_day_of_the_calendar_is_no_error(cast: Cast, dana: Person) -> None:
    Ask.draft(dana, None, datetime(2026, 1, 1, tzinfo=UTC), play="p", words="w", key="k")
    Ask.objects.update(state="waiting", sent_on=date.max)
    assert why(dana, date.max) == Why.RESTING
    assert may_ask(dana, date.min).reason


# Over made-up years.

ZONES = (
    "America/New_York",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Europe/Berlin",
    "Australia/Lord_Howe",
)
STARTS = (date(2024, 2, 27), date(2027, 12, 30), date(2026, 3, 1), date(2100, 2, 26))
steps = st.lists(
    st.tuples(
        st.sampled_from([1, 2, 6, 7, 29, 30, 88, 89, 90, 91, 365]),  # days until the next try
        st.sampled_from(["", "", "yes", "maybe", "no"]),
        st.sampled_from([time(0, 0), time(0, 1), time(12, 0), time(23, 59)]),
        st.sampled_from(["", "thank", "listen"]),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zone=st.sampled_from(ZONES), start=st.sampled_from(STARTS), allowed=st.integers(1, 4), tries=steps)
def test_no_limit_is_ever_passed(cast: Cast, zone: str, start: date, allowed: int, tries: list[Any]) -> None:
    business = Business.objects.create(
        name="A", zone=zone, asks_allowed=allowed, opened_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    person = someone(business, "Dana Okafor")
    person.business = business
    on, asks, contacts = start, [], []
    for wait, answer, clock, contact in tries:
        on += timedelta(days=wait)
        at = datetime.combine(on, clock, ZoneInfo(zone)).astimezone(UTC)
        if may_ask(person, on).ok:
            asked(person, at, answer)
            asks.append((on, answer))
        elif contact and may_contact(person, on).ok:
            Talk.keep(person, None, at, kind=contact)
            contacts.append(on)
    days = [day for day, _ in asks]
    assert len(days) <= allowed
    assert all(later - earlier >= timedelta(days=90) for earlier, later in pairwise(days))
    assert "no" not in [answer for _, answer in asks[:-1]]
    every = sorted(days + contacts)
    assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(every))
    assert list(person.asks.order_by("sent_on").values_list("sent_on", flat=True)) == days


def test_leaving_in_peace_is_not_about_asks(dana: Person, on: date, at: datetime) -> None:
    asked(dana, at, "no")
    assert why_not_contact(dana.business, on + 7 * DAY) == {}
