"""The rules of the list, on real rows."""

from datetime import date, timedelta

import pytest

from goodword.accounts.models import Business, Change, Source
from goodword.people.hand import leave_out, say_consent, sort_as
from goodword.people.models import Consent, Household
from goodword.talks.models import Ask
from goodword.talks.tests.people import someone
from goodword.today.making import add_minutes, be_away, find_list, make_list
from goodword.today.models import DayList, Move
from goodword.today.settling import Told, done, never, put_off, skip, undo

from .books import MONDAY, came, on_file, regular, thanks_for, visits


def list_on(business, day, at):
    """The list of that day, made at its morning."""
    return make_list(business, day, at + (day - MONDAY) * 1)


def kinds_of(day, person=None):
    moves = day.moves.all() if person is None else day.moves.filter(person=person)
    return [move.kind for move in moves]


def the_move(day, kind, person):
    return day.moves.get(kind=kind, person=person)


@pytest.fixture
def priya(cast, at):
    return on_file(cast, "Priya Natarajan")


def test_a_regular_is_asked_with_words_and_a_way(cast, priya, on, at):
    move = the_move(make_list(cast.business, on, at), "ask", priya)
    assert move.words.startswith("Hi Priya, ")
    assert move.way == "text"
    assert "12 times" in move.why or "12" in move.why
    assert "never asked" in move.why


def test_the_list_of_a_day_is_made_once(cast, priya, on, at):
    first = make_list(cast.business, on, at)
    before = list(first.moves.values_list("code", "words"))
    regular(cast, "Walter Brandt")
    again = make_list(cast.business, on, at + timedelta(hours=3))
    assert again.pk == first.pk
    assert list(again.moves.values_list("code", "words")) == before
    assert Change.objects.filter(type="list.made").count() == 1


def test_a_list_that_found_nothing_is_made_again_after_an_import(cast, on, at):
    assert kinds_of(make_list(cast.business, on, at)) == ["start"]
    priya = regular(cast, "Priya Natarajan")
    assert "ask" in kinds_of(make_list(cast.business, on, at), priya)


def test_a_file_fills_the_minutes_that_were_left_and_moves_nothing(cast, on, at):
    on_file(cast, "Priya Natarajan")
    first = make_list(cast.business, on, at)
    before = list(first.moves.values_list("code", "place", "words"))
    later = at + timedelta(hours=2)
    visits(
        someone(cast.business, "Walter Brandt", has_bought=True),
        [on - timedelta(days=d) for d in (5, 14, 23, 32)],
    )
    assert list(make_list(cast.business, on, later).moves.values_list("code", "place", "words")) == before
    told = {"kind": "file", "label": "later.csv", "state": "here", "at": later}
    Source.objects.create(business=cast.business, **told)
    grown = make_list(cast.business, on, later + timedelta(minutes=1))
    now = list(grown.moves.values_list("code", "place", "words"))
    assert now[: len(before)] == before and len(now) > len(before)
    assert (
        list(
            make_list(cast.business, on, later + timedelta(hours=1)).moves.values_list(
                "code", "place", "words"
            )
        )
        == now
    )
    assert Change.objects.filter(type="list.grown").count() == 1


def test_thanks_are_said_before_anything_is_asked(cast, priya, on, at):
    yesterday = at - timedelta(days=1)
    came(cast, "Eli Reed", priya, yesterday)
    day = make_list(cast.business, on, at)
    assert kinds_of(day, priya) == ["thank"]
    assert day.moves.first().person == priya
    assert "Eli" in the_move(day, "thank", priya).words


def test_who_came_unnamed_is_not_named_in_the_thanks(cast, priya, on, at):
    came(cast, "Eli Reed", priya, at - timedelta(days=1), may_name=False)
    move = the_move(make_list(cast.business, on, at), "thank", priya)
    assert "Eli" not in move.words
    assert "Eli" in move.why  # the owner may know


def test_a_practice_names_nobody_in_its_words(cast, on, at):
    Business.objects.filter(pk=cast.business.pk).update(kind=Business.Kind.PRACTICE)
    cast.business.refresh_from_db()
    dana = regular(cast, "Dana Okafor")
    came(cast, "Eli Reed", dana, at - timedelta(days=1))
    move = the_move(make_list(cast.business, on, at), "thank", dana)
    assert move.words.startswith("Hi Dana")
    assert "Eli" not in move.words


def test_nobody_is_asked_twice_in_ninety_days(cast, priya, on, at):
    done(the_move(make_list(cast.business, on, at), "ask", priya), cast.alice, at, Told(answer="yes"))
    for days in (7, 30, 88):
        assert "ask" not in kinds_of(list_on(cast.business, on + timedelta(days=days), at), priya)
    visits(priya, [on + timedelta(days=80)])
    later = [list_on(cast.business, on + timedelta(days=days), at) for days in range(90, 104, 2)]
    assert any("ask" in kinds_of(day, priya) for day in later)


def test_three_asks_in_all_are_enough(cast, priya, on, at):
    for back in (700, 500, 300):
        when = at - timedelta(days=back)
        Ask.draft(priya, cast.alice, when, play="ask_anyone", words="Hi").send(cast.alice, when)
    assert "ask" not in kinds_of(make_list(cast.business, on, at), priya)
    cast.business.asks_allowed = 4
    cast.business.save()
    assert "ask" in kinds_of(list_on(cast.business, on + timedelta(days=2), at), priya)


def test_nobody_unsorted_is_on_the_list_but_to_be_sorted(cast, priya, on, at):
    for n in range(5):
        someone(cast.business, f"Dentist {n}", kind="unsorted")
    day = make_list(cast.business, on, at)
    assert {move.kind for move in day.moves.filter(person__kind="unsorted")} == {"sort"}


def test_who_said_no_is_not_asked_until_the_owner_lifts_it(cast, priya, on, at):
    when = at - timedelta(days=400)
    ask = Ask.draft(priya, cast.alice, when, play="ask_anyone", words="Hi")
    ask.hear("no", cast.alice, when)
    assert "ask" not in kinds_of(make_list(cast.business, on, at), priya)
    ask.lift_no(cast.alice, at)
    assert "ask" in kinds_of(list_on(cast.business, on + timedelta(days=2), at), priya)


def test_whom_the_owner_never_wants_asked_is_not_asked(cast, priya, on, at):
    assert "ask" in kinds_of(make_list(cast.business, on, at), priya)
    say_consent(priya, Consent.Says.NEVER, cast.alice, at)
    assert "ask" not in kinds_of(list_on(cast.business, on + timedelta(days=1), at), priya)


def test_whom_the_owner_left_out_is_not_on_the_list(cast, priya, on, at):
    leave_out(priya, cast.alice, at)
    assert not make_list(cast.business, on, at).moves.filter(person=priya).exists()


def test_one_of_a_household_a_day(cast, on, at):
    home = Household.objects.create(business=cast.business, name="the Lowells")
    people = [regular(cast, f"{first} Lowell", household=home) for first in ("Sam", "June")]
    day = make_list(cast.business, on, at)
    assert day.moves.filter(person__in=people).count() == 1


def test_a_small_book_lasts_the_quarter(cast, on, at):
    for n in range(6):
        regular(cast, f"Regular {'ABCDEF'[n]}", last=MONDAY - timedelta(days=10 + n))
    asked = [
        kinds_of(list_on(cast.business, on + timedelta(days=days), at)).count("ask")
        for days in range(0, 15, 2)
    ]
    assert max(asked) == 1
    assert 0 < sum(asked) < 6


def test_the_list_fits_the_owners_minutes(cast, on, at):
    for n in range(12):
        regular(cast, f"Regular {'ABCDEFGHIJKL'[n]}")
    day = make_list(cast.business, on, at)
    assert 0 < sum(move.minutes for move in day.moves.all()) <= cast.business.minutes
    assert len(set(kinds_of(day))) > 1  # a mix of kinds
    assert kinds_of(day).count("know") <= 2


def test_nothing_worth_doing_says_so_and_stays_empty(cast, on, at, as_):
    someone(cast.business, "Quiet Customer")
    assert kinds_of(make_list(cast.business, on, at)) == []
    assert "Nothing worth doing today" in as_("alice").get("/b/corner/").content.decode()


def test_ten_minutes_more_bring_the_next_best_and_nobody_twice(cast, on, at):
    for n in range(8):
        someone(cast.business, f"Ally {'ABCDEFGH'[n]}", kind="ally")  # nobody has talked to them for years
    day = make_list(cast.business, on, at)
    n_before, asks = day.moves.count(), kinds_of(day).count("ask")
    added = add_minutes(day, 10, at)
    assert added
    assert day.moves.count() == n_before + len(added)
    people = list(day.moves.exclude(person=None).values_list("person", flat=True))
    assert len(people) == len(set(people))
    assert kinds_of(day).count("ask") <= max(asks, 1)  # minutes more are not asks more


# What became of the days before.


def test_what_was_put_off_comes_back_next_time(cast, on, at):
    people = [regular(cast, f"Regular {'ABCDEF'[n]}") for n in range(6)]
    move = make_list(cast.business, on, at).moves.filter(kind="ask").first()
    put_off(move, cast.alice, at)
    wednesday = list_on(cast.business, on + timedelta(days=2), at)
    assert "ask" in kinds_of(wednesday, move.person)
    assert move.person in people


def test_what_was_skipped_rests_for_two_weeks(cast, priya, on, at):
    skip(the_move(make_list(cast.business, on, at), "ask", priya), cast.alice, at)
    for days in (2, 7, 13):
        assert "ask" not in kinds_of(list_on(cast.business, on + timedelta(days=days), at), priya)
    assert "ask" in kinds_of(list_on(cast.business, on + timedelta(days=14), at), priya)


def test_a_skip_that_was_undone_rests_nothing(cast, priya, on, at):
    move = the_move(make_list(cast.business, on, at), "ask", priya)
    skip(move, cast.alice, at)
    undo(move, cast.alice, at)
    days = [list_on(cast.business, on + timedelta(days=days), at) for days in (2, 4, 7)]
    assert any("ask" in kinds_of(day, priya) for day in days)


def test_never_is_never(cast, priya, on, at):
    never(the_move(make_list(cast.business, on, at), "ask", priya), cast.alice, at)
    assert "ask" not in kinds_of(list_on(cast.business, on + timedelta(days=300), at), priya)


def test_no_thanks_needed_once_does_not_silence_the_next(cast, priya, on, at):
    came(cast, "Eli Reed", priya, at - timedelta(days=1))
    never(the_move(make_list(cast.business, on, at), "thank", priya), cast.alice, at)
    came(cast, "Finn Moss", priya, at + timedelta(days=1))
    assert "thank" in kinds_of(list_on(cast.business, on + timedelta(days=2), at), priya)


def test_a_question_that_was_asked_is_not_asked_again_next_time(cast, on, at):
    people = [regular(cast, f"Regular {'ABC'[n]}") for n in range(3)]
    move = make_list(cast.business, on, at).moves.filter(kind="know").first()
    done(move, cast.alice, at)
    assert "know" not in kinds_of(list_on(cast.business, on + timedelta(days=2), at), move.person)
    assert move.person in people


def test_an_answer_is_waited_for_and_then_heard_back_about_once(cast, priya, on, at):
    done(the_move(make_list(cast.business, on, at), "ask", priya), cast.alice, at)
    assert "hear_back" not in kinds_of(list_on(cast.business, on + timedelta(days=4), at), priya)
    later = list_on(cast.business, on + timedelta(days=7), at)
    done(the_move(later, "hear_back", priya), cast.alice, at + timedelta(days=7))
    assert "hear_back" not in kinds_of(list_on(cast.business, on + timedelta(days=14), at), priya)


# Days and places.


def test_the_day_is_the_businesss_own(cast, priya, as_, at):
    cast.business.zone = "Pacific/Auckland"
    cast.business.save()
    evening_in_utc = at.replace(hour=20)  # 9 in the morning of the 3rd, in Auckland
    as_("alice", at=evening_in_utc).post("/b/corner/today/make/")
    assert DayList.objects.get().on == date(2026, 3, 3)


def test_no_list_comes_by_itself_while_the_owner_is_away(cast, priya, on, at):
    from goodword.accounts.jobs import Running
    from goodword.today.jobs import make, make_if_empty

    be_away(cast.business, on + timedelta(days=5), cast.alice, at)
    for job in (make, make_if_empty):
        job(Running(cast.business, at, job=None))
    assert find_list(cast.business, on) is None
    be_away(cast.business, None, cast.alice, at)
    make(Running(cast.business, at, job=None))
    assert find_list(cast.business, on).moves.exists()


def test_on_a_day_that_is_none_of_the_owners_a_list_comes_with_an_import_only(cast, priya, on, at):
    from goodword.accounts.jobs import Running
    from goodword.today.jobs import make, make_if_empty

    tuesday = at + timedelta(days=1)
    make(Running(cast.business, tuesday, job=None))
    assert not DayList.objects.exists()
    make_if_empty(Running(cast.business, tuesday, job=None))
    assert DayList.objects.get().on == on + timedelta(days=1)


def test_the_florist_next_door_gets_nobody_of_ours(cast, priya, on, at):
    came(cast, "Eli Reed", priya, at - timedelta(days=1))
    assert kinds_of(make_list(cast.florist, on, at)) == ["start"]


def test_sorting_is_on_the_list_once(cast, priya, on, at):
    for n in range(12):
        someone(cast.business, f"Contact {n}", kind="unsorted")
    assert kinds_of(make_list(cast.business, on, at)).count("sort") == 1


def test_every_kind_of_business_gets_a_list_that_can_be_made(cast, on, at):
    """No play is offered whose words a kind of business does not have."""
    for n, kind in enumerate(Business.Kind.values):
        cast.business.kind = kind
        cast.business.save()
        Move.objects.all().delete()
        DayList.objects.all().delete()
        dana = regular(cast, f"Dana {kind.title()}")
        came(cast, f"Eli {kind.title()}", dana, at - timedelta(days=1))
        ally = someone(cast.business, f"Marek {kind.title()}", kind="ally")
        sort_as(ally, "ally", cast.alice, at)
        visits(someone(cast.business, f"New {kind.title()}", has_bought=True), [on - timedelta(days=3)])
        day = make_list(cast.business, on + timedelta(days=7 * n), at + timedelta(days=7 * n))
        assert "thank" in kinds_of(day, dana)
        assert thanks_for(dana).is_open
        assert all(move.words for move in day.moves.exclude(kind__in=("start", "sort")))


def test_a_list_is_drafted_with_days_as_the_country_writes_them(cast, on, at):
    Business.objects.filter(pk=cast.business.pk).update(country="GB")
    cast.business.refresh_from_db()
    marek = someone(cast.business, "Marek Wolny", kind="ally", organisation="Hill School")
    Ask.draft(marek, cast.alice, at - timedelta(days=100), play="ask_first_time", words="Hi").send(
        cast.alice, at - timedelta(days=100)
    )
    move = the_move(make_list(cast.business, on, at), "ask", marek)
    assert move.why.endswith("Last asked on 22 November 2025.")
