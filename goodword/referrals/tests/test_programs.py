"""What both sides get: promised for a time, changed from tomorrow on, ended, and never at a practice by itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from goodword.accounts.models import Change
from goodword.conftest import Cast
from goodword.people.models import Person
from goodword.referrals.models import Program, UsedUp
from goodword.referrals.noting import Came, note_newcomer
from goodword.referrals.printing import facts
from goodword.referrals.programs import gets, program_on
from goodword.referrals.setting_programs import end, reopen, set_program, unset
from goodword.referrals.share_views import words_to_forward
from goodword.referrals.sharing import make_link, stop
from goodword.talks.tests.people import someone

As = Callable[..., Any]
DAY = timedelta(days=1)
PAGE = "/b/corner/settings/gifts/"


def terms(on: date, **more: Any) -> dict[str, Any]:
    told = {"newcomer_gives": "gift", "newcomer_what": "a coffee", "newcomer_cents": 200}
    told |= {"advocate_gives": "credit", "advocate_what": "", "advocate_cents": 500, "currency": "USD"}
    told |= {"waiting_days": 14, "from_on": on, "until_on": None, "most_a_year": None, "most_in_all": None}
    return told | {"budget_cents": None, "allowed_at": None} | more


@pytest.fixture
def dana(cast: Cast) -> Person:
    return someone(cast.business, "Dana Okafor")


def somebody_came(cast: Cast, dana: Person, at: datetime, key: str = "k") -> None:
    note_newcomer(cast.business, cast.alice, at, Came("person", name="Eli Brandt", referrer=dana), key)


# What holds on a day.


def test_none_is_needed(cast: Cast, dana: Person, on: date) -> None:
    assert program_on(cast.business, on) is None
    assert not gets(cast.business, dana.pk, on)


def test_it_holds_from_its_first_day_to_its_last(cast: Cast, on: date, at: datetime) -> None:
    told = set_program(cast.business, terms(on + DAY, until_on=on + 3 * DAY), cast.alice, at, "k1")
    holds = [program_on(cast.business, on + n * DAY) for n in range(5)]
    assert holds == [None, told, told, told, None]
    assert program_on(cast.florist, on + DAY) is None


def test_what_either_side_gets_is_said_in_the_owners_words(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    set_program(cast.business, terms(on), cast.alice, at, "k1")
    told = gets(cast.business, dana.pk, on)
    assert (
        told.line
        == "If you buy something, you get: a coffee. Whoever sent you gets: $5.00 off what you buy next."
        " It is given 14 days later."
    )
    words = words_to_forward(cast.business, "https://x.example/s/1/", "KTR42", told)
    assert words.endswith(
        "They give you: a coffee. And me: $5.00 off what you buy next. It is given 14 days later."
    )


def test_words_with_a_link_name_the_code_too_for_they_may_be_read_aloud(cast: Cast) -> None:
    words = words_to_forward(cast.business, "https://x.example/s/1/", "KTR 42")
    assert words.endswith("Have a look: https://x.example/s/1/ Or tell them the code KTR 42.")
    bare = words_to_forward(cast.business, "", "KTR 42")
    assert bare.count("KTR 42") == 1 and "Have a look" not in bare


def test_a_cause_is_named_and_a_side_with_thanks_alone_is_not(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    cause = {"advocate_gives": "cause", "advocate_what": "the food bank"}
    more = {
        "newcomer_gives": "thanks",
        "newcomer_what": "",
        "until_on": date(2026, 6, 30),
        "budget_cents": 9000,
    }
    set_program(cast.business, terms(on, **cause, **more), cast.alice, at, "k1")
    line = gets(cast.business, dana.pk, on).line
    assert (
        line
        == "Whoever sent you gets: $5.00 for the food bank. It is given 14 days later. Until June 30, 2026. While it lasts."
    )


def test_nothing_is_promised_past_the_limits(cast: Cast, dana: Person, on: date, at: datetime) -> None:
    told = set_program(cast.business, terms(on), cast.alice, at, "k1")
    used = UsedUp.objects.create(business=cast.business, program=told, person=dana, until_on=on)
    assert "Whoever" not in gets(cast.business, dana.pk, on).line
    assert "Whoever" in gets(cast.business, dana.pk, on + DAY).line
    assert "Whoever" in gets(cast.business, dana.pk + 1, on).line
    used.person = None
    used.save()
    assert not gets(cast.business, dana.pk, on)


# Changing and ending.


def test_a_change_holds_from_tomorrow_on_once_somebody_has_come(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    first = set_program(cast.business, terms(on), cast.alice, at, "k1")
    somebody_came(cast, dana, at)
    second = set_program(cast.business, terms(on, newcomer_what="a roll"), cast.alice, at, "k2")
    assert program_on(cast.business, on) == first
    assert program_on(cast.business, on + DAY) == second != first
    first.refresh_from_db()
    assert (first.newcomer_what, first.last_on) == ("a coffee", on)


def test_terms_that_nobody_came_by_are_put_right_in_place(cast: Cast, on: date, at: datetime) -> None:
    first = set_program(cast.business, terms(on), cast.alice, at, "k1")
    second = set_program(cast.business, terms(on, newcomer_what="a roll"), cast.alice, at, "k2")
    assert (second.pk, Program.objects.count(), second.newcomer_what) == (first.pk, 1, "a roll")


def test_the_same_form_twice_is_once(cast: Cast, on: date, at: datetime) -> None:
    assert set_program(cast.business, terms(on), cast.alice, at, "k1") == set_program(
        cast.business, terms(on, newcomer_what="x"), cast.alice, at, "k1"
    )
    assert Change.objects.filter(type="program.set").count() == 1


def test_each_day_has_one_promise_however_often_it_is_changed(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    for n in range(6):
        moment = at + (n // 2) * DAY
        today = on + (n // 2) * DAY
        set_program(cast.business, terms(today, newcomer_what=f"gift {n}"), cast.alice, moment, f"k{n}")
        somebody_came(cast, dana, moment, f"came{n}")
        if n == 3:
            end(program_on(cast.business, today) or Program(), cast.alice, moment)
    for day in range(8):
        running = [one for one in Program.objects.all() if one.runs_on(on + day * DAY)]
        assert len(running) <= 1, day


def test_ending_holds_until_tonight_and_has_a_way_back(cast: Cast, on: date, at: datetime) -> None:
    told = set_program(cast.business, terms(on), cast.alice, at, "k1")
    end(told, cast.alice, at)
    end(told, cast.alice, at)
    assert program_on(cast.business, on) == told and program_on(cast.business, on + DAY) is None
    assert reopen(told, cast.alice, at)
    assert program_on(cast.business, on + DAY) == told
    assert [one.type for one in Change.objects.filter(row=told.code).order_by("pk")] == [
        "program.set",
        "program.ended",
        "program.reopened",
    ]


def test_reopening_is_refused_once_another_was_set(cast: Cast, on: date, at: datetime) -> None:
    told = set_program(cast.business, terms(on), cast.alice, at, "k1")
    end(told, cast.alice, at)
    later = set_program(cast.business, terms(on, newcomer_what="a roll"), cast.alice, at, "k2")
    assert later.from_on == on + DAY
    assert not reopen(told, cast.alice, at)


def test_a_change_has_a_way_back_until_somebody_comes_by_it(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    first = set_program(cast.business, terms(on), cast.alice, at, "k1")
    somebody_came(cast, dana, at)
    second = set_program(cast.business, terms(on, newcomer_what="a roll"), cast.alice, at, "k2")
    assert unset(second, cast.alice, at)
    assert program_on(cast.business, on + 9 * DAY) == first
    assert not unset(first, cast.alice, at)


# A practice.


def test_a_practice_promises_nothing_until_its_owner_says_it_may(
    cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    told = set_program(cast.business, terms(on), cast.alice, at, "k1")
    cast.business.kind = "practice"
    cast.business.save()
    assert program_on(cast.business, on) is None and not gets(cast.business, dana.pk, on)
    told.allowed_at = at
    told.save()
    assert program_on(cast.business, on) == told


# The pages.

GOOD = {
    "newcomer_gives": "gift", "newcomer_what": "a coffee", "newcomer_amount": "2",
    "advocate_gives": "credit", "advocate_what": "your next cake", "advocate_amount": "5.00",
    "waiting_days": "14", "from_on": "2026-03-02", "until_on": "", "most_a_year": "3", "most_in_all": "",
    "budget": "70", "key": "F1",
}  # fmt: skip


def test_the_page_says_that_none_is_needed_and_sets_one(as_: As, cast: Cast) -> None:
    page = as_("alice").get(PAGE).content.decode()
    assert "None is needed to begin" in page
    after = as_("alice").post(PAGE, GOOD, follow=True).content.decode()
    assert "It holds from March 2, 2026 on." in after
    assert "$5.00 off your next cake" in after and "at most $70.00 in all" in after
    told = Program.objects.get()
    assert (told.newcomer_cents, told.advocate_cents, told.budget_cents, told.most_a_year) == (
        200,
        500,
        7000,
        3,
    )
    as_("alice").post(PAGE, GOOD)
    assert Program.objects.count() == 1


def test_only_the_owner_sets_it_and_who_may_look_sees_it(as_: As, cast: Cast, on: date, at: datetime) -> None:
    for who in ("hugo", "bob"):
        assert as_(who).post(PAGE, GOOD).status_code == 403
        assert '<form method="post" novalidate' not in as_(who).get(PAGE).content.decode()
    told = set_program(cast.business, terms(on), cast.alice, at, "k1")
    assert "a coffee" in as_("bob").get(PAGE).content.decode()
    for do in ("end", "back"):
        assert as_("hugo").post(f"{PAGE}{told.code}/{do}/?do=unset").status_code == 403
        assert as_("charlie").post(f"/b/florist/settings/gifts/{told.code}/{do}/?do=unset").status_code == 404
        assert as_("alice").get(f"{PAGE}{told.code}/{do}/").status_code == 405
    assert as_("charlie").get(PAGE).status_code == 404
    assert program_on(cast.business, on) == told


def test_all_that_is_wrong_is_told_at_once(as_: As, cast: Cast) -> None:
    bad = GOOD | {
        "newcomer_what": "",
        "advocate_amount": "",
        "from_on": "2026-03-01",
        "until_on": "2026-01-01",
    }
    bad |= {"waiting_days": "many", "most_a_year": "0", "budget": "1.00"}
    answer = as_("alice").post(PAGE, bad)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Program.objects.exists()
    for words in (
        "Say what it is.", "Say how much.", "March 1, 2026 is over.", "This day is over.",
        "This is not a number.", "This is not enough for one newcomer",
    ):  # fmt: skip
        assert words in page, words


def test_thanks_on_both_sides_is_no_program(as_: As, cast: Cast) -> None:
    answer = as_("alice").post(PAGE, GOOD | {"newcomer_gives": "thanks", "advocate_gives": "thanks"})
    assert "Thanks need no promise" in answer.content.decode() and answer.status_code == 422


def test_a_practices_owner_is_asked_whether_the_profession_allows_it(as_: As, cast: Cast) -> None:
    cast.business.kind = "practice"
    cast.business.save()
    answer = as_("alice").post(PAGE, GOOD)
    assert answer.status_code == 422 and "Many professions forbid it." in answer.content.decode()
    as_("alice").post(PAGE, GOOD | {"allowed": "on"})
    assert Program.objects.get().allowed_at is not None


def test_what_is_put_right_in_place_offers_no_undo_that_would_take_all_away(as_: As, cast: Cast) -> None:
    first = as_("alice").post(PAGE, GOOD, follow=True).content.decode()
    assert "?do=unset" in first
    again = (
        as_("alice").post(PAGE, GOOD | {"key": "F2", "newcomer_what": "a roll"}, follow=True).content.decode()
    )
    assert "?do=unset" not in again and "a roll" in again
    assert Program.objects.count() == 1


def test_ending_and_its_undo_on_the_page(as_: As, cast: Cast, on: date, at: datetime) -> None:
    told = set_program(cast.business, terms(on), cast.alice, at, "k1")
    assert "It ends tonight." in as_("alice").post(f"{PAGE}{told.code}/end/", follow=True).content.decode()
    back = f"{PAGE}{told.code}/back/"
    assert "Choose what" in as_("alice").post(back, follow=True).content.decode()
    assert "It is undone." in as_("alice").post(f"{back}?do=reopen", follow=True).content.decode()
    assert program_on(cast.business, on + 9 * DAY) == told
    as_("alice").post(f"{back}?do=unset")
    assert not Program.objects.exists()


def test_what_ends_tonight_is_shown_until_it_has_ended(as_: As, cast: Cast, on: date, at: datetime) -> None:
    told = set_program(cast.business, terms(on), cast.alice, at, "k1")
    end(told, cast.alice, at)
    page = as_("alice").get(PAGE).content.decode()
    assert "It ends tonight." in page and "<dd>a coffee</dd>" in page and "Who gets what" in page
    assert "<dt>Until</dt><dd>March 2, 2026</dd>" in page


def test_after_a_change_what_holds_until_tonight_stands_beside_what_comes(
    as_: As, cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    set_program(cast.business, terms(on), cast.alice, at, "k1")
    somebody_came(cast, dana, at)
    set_program(cast.business, terms(on, newcomer_what="a roll"), cast.alice, at, "k2")
    page = as_("alice").get(PAGE).content.decode()
    assert page.index("<dd>a roll</dd>") < page.index("Until tonight holds") < page.index("<dd>a coffee</dd>")


def test_the_newcomers_page_and_the_cards_say_it_and_a_stopped_link_does_not(
    as_: As, cast: Cast, dana: Person, on: date, at: datetime
) -> None:
    link = make_link(dana, cast.alice, at)
    page = reverse("landing", args=[link.token])
    assert 'id="gets"' not in as_(None).get(page).content.decode()
    set_program(cast.business, terms(on), cast.alice, at, "k1")
    assert "If you buy something, you get: a coffee." in as_(None).get(page).content.decode()
    shown = facts("sheet", cast.business, link, "", gets(cast.business, dana.pk, on))
    assert str(shown["gets"]).startswith("If you buy something")
    card = as_("alice").get(reverse("share-pdf", args=["corner", dana.code, "sheet"]))
    assert card.content.startswith(b"%PDF")
    stop(link, cast.alice, at)
    assert 'id="gets"' not in as_(None).get(page).content.decode()
